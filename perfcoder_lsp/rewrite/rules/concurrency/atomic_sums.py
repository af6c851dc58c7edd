"""Rules of "Multithreading and Concurrency": MT3."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.exceptions import may_be_left_by_exception
from perfcoder_lsp.cpp.facts.isolation import is_isolated
from perfcoder_lsp.cpp.facts.termination import may_end_early
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.facts.trips import is_finite
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.loops import Loop, loops, loops_around
from perfcoder_lsp.cpp.nodes import field_of, is_inside, nodes_of_type, parent_of, symbol_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import takes_declarations
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_type
from perfcoder_lsp.rewrite.statements import statement_after, statement_before
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_METHODS = frozenset({"fetch_add", "fetch_sub"})
_ORDERS = frozenset({"memory_order_relaxed", "memory_order_seq_cst", "memory_order_acq_rel", "memory_order_release"})
_UNSIGNED = {1: "unsigned char", 2: "unsigned short", 4: "unsigned", 8: "unsigned long long"}


@dataclass(frozen=True)
class _Addition:
    """A statement that adds to an atomic number: `n += x;`, `n++;`, `n.fetch_add(x, order);`, and the same with minus.
    `value` is None for one."""

    statement: Node
    sign: str
    value: Node | None
    order: str


@rule(id="MT3", category=Category.CONCURRENCY, summary="Add to an atomic number once, not in every pass", gain=10.0)
def sum_before_adding(source: Source) -> Iterator[Finding]:
    """
    What it does: lets a loop that adds to an atomic number in its passes add to a plain local one, and adds that to the
    atomic number after the loop.

    Why: an atomic addition locks the cache line; with several threads the line moves between the cores each time.

    When not: the loop does anything else with the number, or anything that other threads could take part in (locks,
    other atomics, volatile, input and output, functions that the file does not show); it is not certain to come to an
    end, or an exception may leave it that a handler catches; the number is no plain integer; the code is run by OpenMP
    or has macros.

    Source: catalogue MT3, measured 46x.
    """
    if source.language == "c" or threads_of(source) == "OpenMP" or not nodes_of_type(source, "template_type"):
        return
    by_node = {each.node.id: each for each in loops(source)}
    for variable in variables(source):
        if _number(source, variable) is None:
            continue
        taken: set[int] = set()
        for use in uses(source, variable):
            around = [by_node[each.id] for each in loops_around(source, use.node) if each.id in by_node]
            loop = _outermost(source, variable, around)
            if loop is not None and loop.node.id not in taken:
                taken.add(loop.node.id)
                additions = _additions(source, variable, loop)
                if additions:
                    yield _summed(source, variable, loop, additions)


def _number(source: Source, variable: Declaration) -> Type | None:
    """The integer type in a `std::atomic<T>`."""
    kind, written = variable.type, field_of(variable.node, "type")
    if kind.name != "atomic" or len(kind.arguments) != 1 or kind.pointers or kind.extents or variable.is_volatile:
        return None
    if written is None or not is_standard_type(source, written) or variable.name in macro_words(source):
        return None
    number = kind.arguments[0]
    return number if number.is_integral and number.name != "bool" and number.size in _UNSIGNED else None


def _outermost(source: Source, variable: Declaration, around: list[Loop]) -> Loop | None:
    """The outermost of the loops around a use that all certainly come to an end."""
    best: Loop | None = None
    for each in around:
        if not is_finite(source, each) or is_inside(variable.name_node, each.node):
            break
        if takes_declarations(source, each.node):
            best = each
    return best


def _additions(source: Source, variable: Declaration, loop: Loop) -> tuple[_Addition, ...]:
    """What the loop does to the number, where it only adds to it, and nobody else can tell when; else nothing."""
    inside = [each for each in uses(source, variable) if is_inside(each.node, loop.node)]
    found = [_addition(source, each.node) for each in inside]
    additions = tuple(each for each in found if each is not None)
    if len(additions) != len(found) or len({each.order for each in additions}) != 1:
        return ()
    if may_be_left_by_exception(source, loop.node):
        return ()  # what was added before counts
    isolated = is_isolated(source, loop.node, but=variable, words=_METHODS | _ORDERS)
    return additions if isolated and not may_end_early(source, loop.node) else ()


def _addition(source: Source, mention: Node) -> _Addition | None:
    parent = parent_of(source, mention)
    if parent is None:
        return None
    call = read_call(parent_of(source, parent) or parent) if parent.type == "field_expression" else None
    whole = call.node if call is not None else parent
    statement = parent_of(source, whole)
    if statement is None or statement.type != "expression_statement":
        return None
    symbol = symbol_of(parent)
    if parent.type == "update_expression":
        return _Addition(statement, symbol[0], None, "")
    value, order = field_of(parent, "right"), ""
    if call is not None:
        listed = [text_of(each).removeprefix("std::") for each in call.arguments]
        if call.name not in _METHODS or call.arrow or len(listed) not in (1, 2) or not set(listed[1:]) <= _ORDERS:
            return None
        value, order, symbol = call.arguments[0], (text_of(call.arguments[1]) if listed[1:] else ""), call.name
    elif parent.type != "assignment_expression" or field_of(parent, "left") != mention:
        return None
    sign = {"+=": "+", "-=": "-", "fetch_add": "+", "fetch_sub": "-"}.get(symbol)
    if sign is None or value is None or not type_of(source, value).is_integral:
        return None
    return _Addition(statement, sign, unwrapped(value), order)


def _summed(source: Source, variable: Declaration, loop: Loop, additions: tuple[_Addition, ...]) -> Finding:
    number = _number(source, variable)
    assert number is not None, "asked before"
    plain, order = unused_name(source, f"{variable.name}_here"), additions[0].order
    kind = _UNSIGNED[number.size or 8]  # it wraps around as an atomic number does
    edits: list[TextEdit] = []
    for each in additions:
        text = f"{each.sign * 2}{plain};" if each.value is None else f"{plain} {each.sign}= {text_of(each.value)};"
        edits.append(replaced(each.statement, text))
    added = f"{variable.name}.fetch_add({plain}, {order});" if order else f"{variable.name} += {plain};"
    return Finding(
        title=f"Add to {variable.name} once after the loop",
        explanation=(
            f"The loop in line {line_of(source, loop.node.start_byte)} adds to the atomic `{variable.name}` in its "
            "passes, each time by an instruction that locks the cache line. Nothing else in it concerns other threads, "
            "so that a local sum, added once, gives the same."
        ),
        edits=(
            statement_before(source, loop.node, f"{kind} {plain} = 0;"),
            *edits,
            statement_after(source, loop.node, added),
        ),
        range=node_range(loop.node),
        notes=(f"Other threads see what this loop adds to {variable.name} only when it is done.",),
    )
