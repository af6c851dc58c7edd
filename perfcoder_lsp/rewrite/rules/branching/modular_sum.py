"""Rule of "Branching Efficiency": NUM6."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.aliases import are_distinct
from perfcoder_lsp.cpp.facts.intervals import Range, type_range
from perfcoder_lsp.cpp.facts.ranges import range_after, value_range
from perfcoder_lsp.cpp.facts.stores import reduction_of, step_before
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.nodes import (
    has_error,
    is_inside,
    nodes_inside,
    nodes_of_type,
    parent_of,
    symbol_of,
    text_of,
    unwrapped,
    wrapped,
)
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.places import root_of
from perfcoder_lsp.cpp.scopes import declaration_of, resolve
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.statements import is_replaceable, takes_declarations
from perfcoder_lsp.rewrite.layout import in_place_of
from perfcoder_lsp.rewrite.mathematics import factor, is_repeatable
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_ACTING = frozenset({"call_expression", "assignment_expression", "update_expression", "lambda_expression"})


@dataclass(frozen=True)
class _Remainder:
    """`sum % modulus` where the sum is at least 0 and less than twice the modulus."""

    node: Node
    sum: Node
    modulus: Node
    known: Range


@rule(id="NUM6", category=Category.BRANCHING, summary="Subtract a modulus once instead of dividing by it", gain=1.3)
def subtract_once(source: Source) -> Iterator[Finding]:
    """
    What it does: turns `x = (a + b) % M;` into `x = a + b; if (x >= M) x -= M;`, and `(a - b + M) % M` and
    `x += a; x %= M;` likewise, where a and b are proved to be remainders already.

    Why: even by a constant, a remainder takes two multiplications one after the other; a comparison and a conditional
    move take two short steps.

    When not: the text does not show that the sum lies between 0 and 2 * M - 1: a value may be negative, or comes from
    outside; the sum does not fit the variable that it is put in; M is no constant, or a power of two, by which nothing
    is divided; the expression calls something or changes a variable.

    Source: catalogue NUM6, measured 3.6x. Competitive-programming folklore; Agner Fog's manual 1.
    """
    for node in nodes_of_type(source, "binary_expression", "assignment_expression"):
        found = _read(source, node) if node.type == "binary_expression" else _read_reduction(source, node)
        if found is not None:
            edit = _edit(source, found) if node.type == "binary_expression" else _reduced(source, found)
            if edit is not None:
                yield _finding(source, found, edit)


def _read(source: Source, node: Node) -> _Remainder | None:
    pair = operands(node, "%")
    if pair is None or operands(pair[0], "+", "-") is None or any(each.type in _ACTING for each in walk(node)):
        return None
    known = value_range(source, pair[0])
    return _remainder(source, node, *pair, known) if known is not None else None


def _remainder(source: Source, node: Node, total: Node, modulus: Node, known: Range) -> _Remainder | None:
    function, divisor = function_of(source, node), value_range(source, modulus)
    if function is None or has_error(function.node) or divisor is None or divisor.low != divisor.high:
        return None
    if known.low < 0 or not 1 < divisor.low <= known.high < 2 * divisor.low or divisor.low & (divisor.low - 1) == 0:
        return None
    return _Remainder(node, total, modulus, known)


def _read_reduction(source: Source, node: Node) -> _Remainder | None:
    """`x %= M` right after `x += e`, and `(x += e) %= M`."""
    modulus = node.child_by_field_name("right")
    step = step_before(node) if symbol_of(node) == "%=" else None
    if step is None or modulus is None or reduction_of(source, step) != (step, unwrapped(modulus)):
        return None
    known = range_after(source, step)
    return _remainder(source, node, step, modulus, known) if known is not None else None


def _reduced(source: Source, found: _Remainder) -> TextEdit | None:
    """The statement `x %= M;` written anew."""
    statement, left = parent_of(source, found.node), found.node.child_by_field_name("left")
    target = found.sum.child_by_field_name("left") or found.sum.child_by_field_name("argument")
    if statement is None or left is None or target is None or not is_replaceable(source, statement):
        return None
    if type_of(source, target).name in ("bool", "char") or not _is_steady(source, target, found):
        return None
    name, modulus = text_of(target), factor(found.modulus)
    line = f"if ({name} >= {modulus}) {name} -= {modulus};"
    own = is_inside(found.sum, statement)
    return in_place_of(source, statement, *((f"{text_of(found.sum)};", line) if own else (line,)))


def _edit(source: Source, found: _Remainder) -> TextEdit | None:
    """The statement around the remainder, written anew; None where it is not the whole value of one."""
    node = wrapped(source, found.node)
    parent = parent_of(source, node)
    statement = parent_of(source, parent) if parent is not None else None
    if parent is None or statement is None:
        return None
    if parent.type == "return_statement":
        return _returned(source, parent, found)
    whole = {"assignment_expression": "expression_statement", "init_declarator": "declaration"}.get(parent.type)
    if statement.type != whole or not is_replaceable(source, statement):
        return None
    target = parent.child_by_field_name("left") or parent.child_by_field_name("declarator")
    if target is None or not _holds(source, target, found) or not _is_plain(source, parent, statement):
        return None
    name, modulus = text_of(target), factor(found.modulus)
    before, after = source.text[statement.start_byte : node.start_byte], source.text[node.end_byte : statement.end_byte]
    first = before.decode() + text_of(found.sum) + after.decode()
    return in_place_of(source, statement, first, f"if ({name} >= {modulus}) {name} -= {modulus};")


def _holds(source: Source, target: Node, found: _Remainder) -> bool:
    """Whether a variable or element holds the sum, and is the same each time that it is named."""
    kind = type_of(source, target)
    whole = type_range(kind)
    fits = whole is not None and kind.name not in ("bool", "char") and found.known.within(whole)
    return fits and not kind.is_auto and _is_steady(source, target, found)


def _is_steady(source: Source, target: Node, found: _Remainder) -> bool:
    """Whether setting a variable or element changes neither its place nor the modulus: no index and no variable in the
    modulus is, or may be, the same object. (It is no bit-field, which holds less than its type.)"""
    if not is_repeatable(source, target):
        return False
    owner = declaration_of(source, target) or (resolve(source, target) if target.type == "identifier" else None)
    indices = nodes_inside(source, target, "subscript_argument_list")
    if indices:
        owner = root_of(source, target)
    if owner is None or variable_type(source, owner).const or owner.is_const or _is_bit_field(owner):
        return False
    if any(nodes_inside(source, each, "subscript_expression") for each in indices):
        return False
    read = [resolve(source, x) for part in (*indices, found.modulus) for x in walk(part) if x.type == "identifier"]
    return all(each is None or each.is_const or are_distinct(source, owner, each) for each in read)  # None: a macro


def _is_bit_field(variable: Declaration) -> bool:
    after = variable.name_node.next_sibling
    return after is not None and after.type == "bitfield_clause"


def _is_plain(source: Source, parent: Node, statement: Node) -> bool:
    """Whether the statement is `x = sum % M;`, or the declaration in a block of one variable that may be changed."""
    if parent.type == "assignment_expression":
        return symbol_of(parent) == "="
    holder, kind = parent_of(source, statement), statement.child_by_field_name("type")
    words = text_of(statement).split("=")[0].split()
    changing = not {"const", "constexpr", "static", "auto", "thread_local"} & set(words)
    sole = len(statement.children_by_field_name("declarator")) == 1
    return sole and changing and kind is not None and holder is not None and holder.type == "compound_statement"


def _returned(source: Source, statement: Node, found: _Remainder) -> TextEdit | None:
    kind = type_of(source, found.sum)
    if kind.name not in ("int", "long", "long long") or not is_replaceable(source, statement):
        return None
    if not takes_declarations(source, statement):
        return None
    name, modulus = unused_name(source, "sum"), factor(found.modulus)
    first = f"{kind.name} {name} = {text_of(found.sum)};"
    return in_place_of(source, statement, first, f"return {name} >= {modulus} ? {name} - {modulus} : {name};")


def _finding(source: Source, found: _Remainder, edit: TextEdit) -> Finding:
    total, modulus = " ".join(text_of(unwrapped(found.sum)).split()), text_of(found.modulus)
    return Finding(
        title=f"Subtract {modulus} at most once instead of dividing",
        explanation=(
            f"`{total}` in line {line_of(source, found.node.start_byte)} lies between {found.known.low} and "
            f"{found.known.high}, less than twice `{modulus}`: one comparison and subtraction give the remainder."
        ),
        edits=(edit,),
        range=node_range(found.node),
    )
