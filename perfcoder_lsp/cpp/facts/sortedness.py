"""Are the elements of a range certainly in ascending order when control comes to a place."""

from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of, read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.comparisons import is_totally_ordered
from perfcoder_lsp.cpp.facts.flow import has_plain_flow
from perfcoder_lsp.cpp.facts.mutation import changes_of, may_change
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_local_includes, macro_names, uses_namespace_std
from perfcoder_lsp.cpp.nodes import is_inside, parent_of, unwrapped
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.patterns import match
from perfcoder_lsp.cpp.scopes import declarations_named, resolve
from perfcoder_lsp.cpp.source import Source, per_source, walk
from perfcoder_lsp.cpp.types import Type

_DEDUPLICATION = "$v.erase(unique($v.begin(), $v.end()), $v.end());"


@dataclass(frozen=True)
class Ascending:
    """Elements that a call of std::sort has put into ascending order, as its arguments `begin` and `end` name them:
    integers or strings, so that equal ones can't be told apart."""

    call: Call
    variable: Declaration
    element: Type
    begin: Node
    end: Node


def ascending_at(source: Source, variable: Declaration, node: Node) -> Ascending | None:
    """The elements of a vector or array that are in order whenever the node runs: it stands behind a sort, in the same
    block or in one inside of it, and nothing that runs between may change them, or variables that name their ends."""
    for each in reversed(_sorts(source).get(id(variable), ())):
        if each.call.node.end_byte <= node.start_byte and _still_holds(source, each, node):
            return each
    return None


@per_source
def _sorts(source: Source) -> dict[int, tuple[Ascending, ...]]:
    """The calls of std::sort in their usual form, by the identity of the variable whose elements they sort."""
    found: dict[int, tuple[Ascending, ...]] = {}
    short = uses_namespace_std(source) and not has_local_includes(source)
    for name in ("sort", "stable_sort"):
        own = name in macro_names(source) or declarations_named(source, name)
        for call in () if own else calls_of(source, name):
            standard = call.in_std and (short or call.qualifier)
            each = _read(source, call) if standard and len(call.arguments) == 2 else None
            if each is not None:
                found[id(each.variable)] = (*found.get(id(each.variable), ()), each)
    return {key: tuple(sorted(each, key=lambda one: one.call.node.start_byte)) for key, each in found.items()}


def _read(source: Source, call: Call) -> Ascending | None:
    """`sort(v.begin(), v.end())`, `sort(a, a + n)`, `sort(a + 1, a + n + 1)`"""
    begin, end = (unwrapped(each) for each in call.arguments)
    variables = [_owner(source, begin, "begin"), _owner(source, end, "end")]
    variable = variables[0]
    if variable is None or variables[1] is not variable or variable.is_volatile or variable.macro_altered:
        return None
    kind = variable_type(source, variable)
    element = kind.element
    ends = read_call(begin) is not None
    known = kind.container == "vector" if ends else len(kind.extents) + kind.pointers == 1 and read_call(end) is None
    if element is None or not known or element.pointers or not is_totally_ordered(element):
        return None
    pure = is_pure(source, begin) and is_pure(source, end)
    return Ascending(call, variable, element.decayed, begin, end) if pure else None


def _owner(source: Source, node: Node, method: str) -> Declaration | None:
    """The variable of `v.begin()`, `a` or `a + n`."""
    call = read_call(node)
    if call is not None:
        plain = call.object is not None and call.name == method and not call.arguments and not call.arrow
        return _owner(source, call.object, "") if plain and call.object is not None else None
    pair = operands(node, "+")
    if pair is not None:
        return _owner(source, pair[0], "")
    found = resolve(source, node) if node.type == "identifier" else None
    return found if found is not None and found.is_variable else None


def _still_holds(source: Source, found: Ascending, node: Node) -> bool:
    statement = parent_of(source, found.call.node)
    block = parent_of(source, statement) if statement is not None else None
    if statement is None or block is None or statement.type != "expression_statement":
        return False
    around, function = parent_of(source, block), function_of(source, node)
    if block.type != "compound_statement" or not is_inside(node, block) or around is None:
        return False
    own = function_of(source, statement)
    if around.type == "switch_statement" or function is None or own is None or function.node != own.node:
        return False
    named = [each for part in (found.begin, found.end) for each in walk(part) if each.type == "identifier"]
    variables = {id(each): each for name in named if (each := resolve(source, name)) is not None}
    between = [each for each in block.named_children if statement.end_byte <= each.start_byte < node.end_byte]
    return has_plain_flow(source, function) and not any(
        may_change(changes, each)
        for step in between
        if not _only_deduplicates(source, step, found.variable)
        for changes in (changes_of(source, step),)
        for each in variables.values()
    )


def _only_deduplicates(source: Source, step: Node, variable: Declaration) -> bool:
    """Whether a statement is the usual one that leaves one of each group of equal elements."""
    holes = match(_DEDUPLICATION, step) if step.type == "expression_statement" else None
    return holes is not None and resolve(source, holes["$v"]) is variable and not declarations_named(source, "unique")
