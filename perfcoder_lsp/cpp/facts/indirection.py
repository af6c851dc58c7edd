"""What is written through pointers that are computed: `*(p + 1) = x`, `*p++ = x`, `((T*)p)->clear()`, `sort(p + 1, q)`.

`uses` tells what happens at a mention of a variable; here the mention only reads a pointer, and what it leads to is
written.
"""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, read_call
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.functions import find_functions
from perfcoder_lsp.cpp.library import (
    CASTS,
    ELEMENT_METHODS,
    ITERATOR_METHODS,
    UPDATING_FUNCTIONS,
    UPDATING_ITERATOR_FUNCTIONS,
    WRITING_METHODS,
)
from perfcoder_lsp.cpp.nodes import field_of, nodes_inside, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import UNKNOWN, Type

_UPDATING = UPDATING_FUNCTIONS | UPDATING_ITERATOR_FUNCTIONS | {"iter_swap"}


def indirect_targets(source: Source, node: Node) -> Iterator[Type]:
    """The types of what the text of a node writes through computed pointers; UNKNOWN where the text does not tell."""
    for each in nodes_inside(source, node, "assignment_expression", "update_expression", "binary_expression"):
        target = _written(each)
        if target is not None:
            yield from _pointees(source, _base(target))
    for each in nodes_inside(source, node, "call_expression"):
        call = read_call(each)
        if call is None:
            continue
        if call.object is not None and call.name in WRITING_METHODS:
            yield from _pointees(source, _base(call.object))
        if call.in_std and call.name in _UPDATING:
            for argument in call.arguments:
                inner = field_of(argument, "argument") if argument.type == "pointer_expression" else None
                yield from _pointees(source, _base(inner or argument))


def _written(node: Node) -> Node | None:
    """What an assignment, `++x` or `in >> x` writes."""
    if node.type == "assignment_expression":
        return field_of(node, "left")
    if node.type == "update_expression":
        return field_of(node, "argument")
    operator = field_of(node, "operator")
    return field_of(node, "right") if operator is not None and text_of(operator) == ">>" else None


def _base(place: Node) -> Node:
    """The expression that a place is an element or member of, or is pointed to by."""
    inner: Node | None = place
    while inner is not None:
        place = unwrapped(inner)
        call = read_call(place)
        if place.type in ("field_expression", "subscript_expression") or _is_dereference(place):
            inner = field_of(place, "argument")
        else:
            inner = call.object if call is not None and call.name in ELEMENT_METHODS | ITERATOR_METHODS else None
    return place


def _is_dereference(place: Node) -> bool:
    return place.type == "pointer_expression" and place.children[0].type == "*"


def _pointees(source: Source, pointer: Node) -> Iterator[Type]:
    """What a computed pointer leads to; nothing for what is no such thing, and for parts of variables and arrays, whose
    mentions show what happens to them."""
    kind: Type | None = None
    call = read_call(pointer)
    if pointer.type == "cast_expression":
        described = field_of(pointer, "type")
        kind = type_at(source, text_of(described), pointer) if described is not None else UNKNOWN
    elif pointer.type in ("update_expression", "assignment_expression"):
        place = field_of(pointer, "argument") or field_of(pointer, "left")
        kind = type_of(source, place) if place is not None else UNKNOWN
    elif pointer.type == "binary_expression":
        first = _first_operand(pointer)
        kind = type_of(source, first) if first.type == "identifier" else None
    elif call is not None and call.object is None and call.name in CASTS:
        kind = type_at(source, call.template_arguments, pointer)
    elif call is not None and _returns_pointer(source, call):
        kind = UNKNOWN
    if kind is None or kind.is_arithmetic or kind.extents or kind.container:
        return
    found = kind.element or UNKNOWN
    yield UNKNOWN if found.pointers else found


def _first_operand(node: Node) -> Node:
    while node.type == "binary_expression" and (left := field_of(node, "left")) is not None:
        node = unwrapped(left)
    return node


def _returns_pointer(source: Source, call: Call) -> bool:
    found = find_functions(source, call.name)
    return any("*" in each.return_type or "auto" in each.return_type or not each.return_type for each in found)
