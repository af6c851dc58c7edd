"""Rules of "Algorithm Design Optimization": AL3."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_of, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import replaced
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.flow import always_follows
from perfcoder_lsp.cpp.facts.ranges import cannot_overflow
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import function_at
from perfcoder_lsp.cpp.nodes import field_of, is_inside, nodes_inside, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declarations_named, resolve, variable_of
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.statements import same_text
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import UseKind, uses
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.sorted_ranges import Sorted, is_ascending, is_settled, outlives, sorted_whole
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.strategy import Category

_LENGTHS = frozenset({"size", "empty"})
_SUMS = frozenset({"+", "-", "*", "/", "%"})


@dataclass(frozen=True)
class _Place:
    """The one index at which the sorted elements are read: its text at the sort, its type, and the expression in it."""

    text: str
    type: Type
    node: Node


@rule(id="AL3", category=Category.ALGORITHM, summary="Find the k-th smallest element without sorting all", gain=4.0)
def order_statistic(source: Source) -> Iterator[Finding]:
    """
    What it does: where a vector or array is sorted and afterwards only read at one index, `v[k]`, puts that element
    into its place with nth_element.

    Why: sorting takes O(n log n) steps, nth_element O(n) on average.

    When not: another element, an iterator or the whole container is used after the sort, in other functions or in
    another pass of a loop around it; the index may change between the sort and the reading, or is more than sums of
    numbers and variables, or might overflow where it is
    not computed; only a part is sorted; equal elements could be told apart (floating point with -0.0, types of
    the program, comparators other than greater).

    Source: catalogue AL3, measured 4.9x.
    """
    if source.language == "c":
        return
    for call in (*calls_of(source, "sort"), *calls_of(source, "stable_sort")):
        found = sorted_whole(source, call)
        if found is not None and is_ascending(source, found) is not None:
            place = _only_place(source, found)
            guard = _guard(found, place) if place is not None else None
            if place is not None and guard is not None:
                yield _selection(source, found, place, guard)


def _only_place(source: Source, found: Sorted) -> _Place | None:
    """The index at which all reads after the sort look, where nothing else looks at the elements and none of the ends
    is meant (those have a rule of their own)."""
    start, end = found.call.node.start_byte, found.call.node.end_byte
    places: list[_Place] = []
    for use in uses(source, found.variable):
        if start <= use.node.start_byte < end:
            continue
        if use.node.start_byte < start:
            if outlives(source, use):
                return None
        elif use.kind is UseKind.SUBSCRIPT and use.index is not None and not (use.writes or use.escapes):
            place = _settled_index(source, found, use.index)
            if place is None:
                return None
            places.append(place)
        elif use.writes or use.kind is not UseKind.MEMBER_CALL or use.method not in _LENGTHS:
            return None
    if len({"".join(each.text.split()) for each in places}) != 1 or not _is_computed(source, found, places):
        return None
    return places[0] if "".join(places[0].text.split()) not in {found.first, *found.last} else None


def _is_computed(source: Source, found: Sorted, places: list[_Place]) -> bool:
    """Whether computing the index at the sort is defined: nothing can overflow, or it is computed later anyway."""
    index, sort = places[0].node, parent_of(source, found.call.node)
    block = parent_of(source, sort) if sort is not None else None
    if cannot_overflow(source, index) or sort is None or block is None:
        return cannot_overflow(source, index)
    alike = (each for each in nodes_inside(source, block, index.type) if same_text(each, index))
    return any(always_follows(source, sort, each) for each in alike)


def _settled_index(source: Source, found: Sorted, index: Node) -> _Place | None:
    """An index as it can be written at the sort: a constant that is declared later is replaced by its value."""
    index = unwrapped(index)
    named = variable_of(source, index)
    if named is None or named.node.start_byte < found.call.node.end_byte:
        settled = _is_settled_sum(source, found, index)
        return _Place(text_of(index), type_of(source, index), index) if settled else None
    value = named.initializer.arguments[0] if named.initializer and len(named.initializer.arguments) == 1 else None
    constant = named.kind is Kind.LOCAL and not any(each.writes or each.in_lambda for each in uses(source, named))
    if value is None or not constant or named.type.reference or named.is_volatile or named.macro_altered:
        return None
    if not _is_settled_sum(source, found, value):
        return None
    kind, of = variable_type(source, named).decayed, type_of(source, value).decayed
    text = text_of(value) if kind == of else f"static_cast<{kind.name}>({text_of(value)})"
    return _Place(text, kind, unwrapped(value)) if kind.is_integral and of.is_integral else None


def _is_settled_sum(source: Source, found: Sorted, node: Node) -> bool:
    """Whether an index is made of numbers, variables that keep their values from the sort on, and the length."""
    node, offset = unwrapped(node), found.call.node.start_byte
    if node.type == "number_literal":
        return literal(node) is not None
    if node.type == "identifier":
        named = resolve(source, node)
        visible = named is not None and _is_visible_number(source, named, offset)
        return visible and named is not None and is_settled(source, named, offset)
    call = read_call(node)
    if call is not None:
        length = call.object is not None and call.name == "size" and not call.arguments and not call.arrow
        return length and call.object is not None and resolve(source, call.object) is found.variable
    left, right, operator = field_of(node, "left"), field_of(node, "right"), field_of(node, "operator")
    if node.type != "binary_expression" or left is None or right is None or operator is None:
        return False
    symbol = text_of(operator)
    divides = symbol in ("/", "%")
    known = symbol in _SUMS and (not divides or (literal(unwrapped(right)) or 0) > 0)
    return known and _is_settled_sum(source, found, left) and _is_settled_sum(source, found, right)


def _is_visible_number(source: Source, named: Declaration, offset: int) -> bool:
    """Whether a name means the same integer at the sort: it is declared before, and nothing else there is called so."""
    if not named.is_variable or not named.type.is_integral or named.visible_from > offset or named.macro_altered:
        return False
    function = function_at(source, offset)
    others = (each for each in declarations_named(source, named.name) if each is not named)
    return function is not None and not any(is_inside(each.name_node, function.node) for each in others)


def _guard(found: Sorted, place: _Place) -> str | None:
    """The condition under which the index is one of the sorted range; empty where it always is, or is its end; None
    where it can't be told."""
    kind, count, text = place.type, found.count, place.text
    if any(each.type == "comment" for each in walk(place.node)) or not kind.is_integral:
        return None
    squeezed, value = "".join(text_of(place.node).split()), literal(place.node)
    part = squeezed.removeprefix(count.replace(" ", "") + "/")
    if part != squeezed and part.isdigit() and found.first == "0":
        return ""  # at most the length
    if value is not None:
        return f"{count} {'>' if found.first == '0' else '>='} {value}" if value >= int(found.first) else None
    if found.length is not None and count == found.length.name:
        last = f"{text} {'<' if found.first == '0' else '<='} {count}"
        return f"{text} >= {found.first} && {last}" if kind.is_signed and found.length.type.is_signed else None
    if not kind.is_signed:
        return f"{text} < {count}"
    return f"{text} >= 0 && {text} < static_cast<{kind.name}>({count})" if (kind.size or 0) >= 4 else None


def _selection(source: Source, found: Sorted, place: _Place, guard: str) -> Finding:
    statement, variable = parent_of(source, found.call.node), found.variable.name
    assert statement is not None, "checked by sorted_whole"
    base = found.begin if found.first == "0" else variable
    simple = place.text.isidentifier() or place.text.isdigit() or place.text.startswith("static_cast<")
    rest = "".join(f", {text_of(each)}" for each in found.call.arguments[2:])
    nth = f"{base} + {place.text if simple else f'({place.text})'}"
    action = f"{standard(source, 'nth_element', like=found.call.qualifier)}({found.begin}, {nth}, {found.end}{rest});"
    guarded = f"if ({guard}) {action}" if guard else action
    return Finding(
        title=f"Find {variable}[{place.text}] without sorting {variable}",
        explanation=(
            f"{variable} is sorted, O(n log n), but afterwards only {variable}[{place.text}] is read: nth_element puts "
            "it into its place in O(n) on average."
        ),
        edits=(replaced(statement, guarded),),
        range=node_range(statement),
    )
