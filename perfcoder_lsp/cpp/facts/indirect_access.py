"""Which elements does a counted loop reach by indices that it reads from memory, so that later ones are known now?"""

from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_in
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.intervals import type_range
from perfcoder_lsp.cpp.facts.mutation import Changes, changes_of, may_change
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.static_objects import may_be_compiled_in
from perfcoder_lsp.cpp.facts.trips import is_finite, place_in_pass
from perfcoder_lsp.cpp.includes import has_directive, macro_names
from perfcoder_lsp.cpp.loops import Counter, Loop, exits
from perfcoder_lsp.cpp.nodes import LOOP_TYPES, ancestors, is_inside, nodes_inside, text_of
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.scopes import resolve, variables
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.uses import UseKind, uses_in

_UNCLEAR = (
    *("lambda_expression", "new_expression", "delete_expression", "throw_statement", "try_statement"),
    *("labeled_statement", "gnu_asm_expression", "co_await_expression", "switch_statement", *LOOP_TYPES),
)
_LEAVING_OUT = ("conditional_expression", "sizeof_expression", "alignof_expression", "decltype")
_CHANGING = ("assignment_expression", "update_expression")


@dataclass(frozen=True)
class IndirectAccess:
    """An element `table[index]` that each pass of a loop reaches; `index` depends on the loop's counter alone, and on
    memory that the loop doesn't change. `counts` are the mentions of the counter in it."""

    table: Declaration
    node: Node
    index: Node
    counts: tuple[Node, ...]


def indirect_accesses(source: Source, loop: Loop) -> tuple[IndirectAccess, ...]:
    """The elements that every pass of an innermost loop reaches by an index it reads, in text order: the index of a
    later pass that there will be can be evaluated now. The counter is never negative and goes up by one."""
    counter, reaching = loop.counter, nodes_inside(source, loop.body, "subscript_expression")
    if counter is None or len(reaching) < 2 or counter.step != 1 or counter.comparison not in ("<", "<="):
        return ()
    if not _runs_through(source, loop, counter):
        return ()
    changes = changes_of(source, loop.body)
    found = (_access(source, loop, counter.variable, each, changes) for each in reaching)
    return tuple(each for each in found if each is not None)


def _runs_through(source: Source, loop: Loop, counter: Counter) -> bool:
    """Whether every pass that the loop's header promises comes, and goes through the whole body."""
    if nodes_inside(source, loop.body, *_UNCLEAR) or has_directive(source, loop.node):
        return False
    if may_be_compiled_in(source, loop.node):
        return False
    start, whole = value_range(source, counter.start), type_range(counter.variable.type)
    if whole is None or (whole.low < 0 and (start is None or start.low < 0)):
        return False
    if user_operators(source) or exits(loop.node).skips or not is_finite(source, loop):
        return False
    plain = all(each.type.is_scalar or each.type.is_auto for each in variables(source, loop.body))
    changed = [_target(each) for each in nodes_inside(source, loop.body, *_CHANGING)]
    plain = plain and all(each is not None and type_of(source, each).is_arithmetic for each in changed)
    calls = calls_in(source, loop.body)
    return plain and all(is_pure(source, each.node) and each.name not in ("at", "stoi") for each in calls)


def _target(node: Node) -> Node | None:
    """What an assignment or a step changes."""
    return node.child_by_field_name("left") or node.child_by_field_name("argument")


def _access(source: Source, loop: Loop, counter: Declaration, node: Node, changes: Changes) -> IndirectAccess | None:
    owner, listed = node.child_by_field_name("argument"), node.child_by_field_name("indices")
    table = resolve(source, owner) if owner is not None and owner.type == "identifier" else None
    if table is None or not table.is_variable or listed is None or len(listed.named_children) != 1:
        return None
    index = _value(source, loop, listed.named_children[0])
    if index is None or not _always_reached(source, node, loop) or not _stays(source, loop, table):
        return None
    counts: list[Node] = []
    for each in walk(index):
        variable = resolve(source, each) if each.type == "identifier" else None
        if variable is counter:
            counts.append(each)
        elif variable is not None and (is_inside(variable.name_node, loop.node) or may_change(changes, variable)):
            return None
    reads = any(each.type == "subscript_expression" and any(is_inside(c, each) for c in counts) for each in walk(index))
    pure = reads and is_pure(source, index) and type_of(source, index).is_integral
    pure = pure and not any(text_of(each) == "?" or text_of(each) in ("&&", "||") for each in walk(index))
    return IndirectAccess(table, node, index, tuple(counts)) if pure else None


def _always_reached(source: Source, node: Node, loop: Loop) -> bool:
    """Whether each pass evaluates an expression: no condition and no operator leaves it out."""
    current = node
    for each in ancestors(source, node):
        if current.type.endswith("statement") or current.type == "declaration":
            break
        lazy = each.type == "binary_expression" and any(child.type in ("&&", "||") for child in each.children)
        if lazy or each.type in _LEAVING_OUT:
            return False
        current = each
    return place_in_pass(source, current, loop.node) == "always"


def _value(source: Source, loop: Loop, index: Node) -> Node | None:
    """The expression that an index is: of a variable that the pass starts with and never changes, its initial value."""
    variable = resolve(source, index) if index.type == "identifier" else None
    if variable is None or not is_inside(variable.name_node, loop.body):
        return index
    initial = variable.initializer
    if variable.kind is not Kind.LOCAL or not variable.is_automatic or variable.type.reference or initial is None:
        return None
    if initial.style != "copy" or any(each.writes for each in uses_in(source, variable, loop.body)):
        return None
    value, kind = initial.arguments[0], variable_type(source, variable)
    whole, known = type_range(kind), type_range(type_of(source, value))
    return value if whole is not None and known is not None and known.within(whole) else None


def _stays(source: Source, loop: Loop, table: Declaration) -> bool:
    """Whether a table has its elements where they are while the loop runs: only elements of it are used there."""
    kind = variable_type(source, table)
    element = kind.element
    sequence = kind.container == "vector" or bool(kind.pointers) or bool(kind.extents)
    plain = sequence and element is not None and element.is_arithmetic and element.name != "bool"
    if not plain or table.is_volatile or table.name in macro_names(source) or is_inside(table.name_node, loop.node):
        return False
    return all(each.kind is UseKind.SUBSCRIPT for each in uses_in(source, table, loop.node))
