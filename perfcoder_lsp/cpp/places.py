"""Places in memory: which variable an expression denotes a part of, and which types can overlap in memory."""

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.library import ELEMENT_METHODS, ITERATOR_METHODS
from perfcoder_lsp.cpp.nodes import unwrapped
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import UNKNOWN, Type

_BYTES = frozenset({"char", "unsigned char", "signed char"})


def root_of(source: Source, place: Node) -> Declaration | None:
    """The variable whose own storage an expression denotes a part of: `a` for `a[i].x`, `a.back()`, `&a[0]`, `a + n` of
    an array. References are followed where the text shows what they are bound to, else they are the root themselves.
    None where the text can't tell, and for what a pointer points to (but a parameter stands for its target)."""
    for _ in range(32):
        place = unwrapped(place)
        inner = _owner(place)
        if inner is not None:
            place = inner
            continue
        if place.type not in ("identifier", "type_identifier", "parameter_declaration"):
            return None
        name = place.child_by_field_name("type") if place.type == "parameter_declaration" else place
        variable = resolve(source, name) if name is not None else None
        if variable is None or not variable.is_variable:
            return None
        target = _bound_to(variable)
        if target is None:
            return variable
        place = target
    return None


def refers(variable: Declaration) -> bool:
    """Whether the variable stands for another object: a reference, a pointer, an array parameter."""
    is_array_parameter = variable.kind is Kind.PARAMETER and bool(variable.type.extents)
    return bool(variable.type.reference or variable.type.pointers) or is_array_parameter


def referred(parameter: Declaration) -> Type:
    """The type of the object that a variable for which `refers` holds, or a member, stands for."""
    kind = parameter.type
    return kind.decayed if kind.reference or parameter.kind is Kind.MEMBER else (kind.element or UNKNOWN)


def may_be_same(one: Type, other: Type) -> bool:
    """Whether two objects of these types, reached through references or pointers, may be one, or one part of the other
    (an element of a vector counts as part of it). char and unknown types may be any object's bytes."""
    if _BYTES & {one.decayed.name, other.decayed.name}:
        return True
    return holds(one, other) or holds(other, one)


def holds(whole: Type, part: Type) -> bool:
    """Whether an object of type `part` may be the other one or stand inside of it, elements of containers included."""
    parts = _parts(whole)
    return parts is None or _parts(part) is None or str(part.decayed) in parts


def _parts(kind: Type) -> frozenset[str] | None:
    """The type and the types of all it is made of, as text; None where the text doesn't tell."""
    kind = kind.decayed
    if kind.extents or kind.pointers:
        below = _parts(kind.element) if kind.element is not None else None
        return None if below is None else below | {str(kind)}
    if not kind.is_value:
        return None
    found: set[str] = {str(kind)} | ({"char"} if kind.is_string else set[str]())
    for each in kind.arguments:
        below = _parts(each) if each.is_value else frozenset[str]()
        if below is None:
            return None
        found |= below
    return frozenset(found)


def _owner(place: Node) -> Node | None:
    """The expression that the place is a part of, where it is one of these: subscript, member, element method, address,
    array offset."""
    if place.type == "subscript_expression":
        return place.child_by_field_name("argument")
    if place.type == "field_expression":
        arrow = any(child.type == "->" for child in place.children)
        return None if arrow else place.child_by_field_name("argument")
    if place.type == "pointer_expression" and place.children[0].type == "&":
        return place.child_by_field_name("argument")
    call = read_call(place)
    if call is not None and call.object is not None and call.name in ELEMENT_METHODS | ITERATOR_METHODS:
        return call.object
    if place.type == "binary_expression":
        left, right = place.child_by_field_name("left"), place.child_by_field_name("right")
        return (
            left if left is not None and right is not None and left.type in ("identifier", "call_expression") else None
        )
    return None


def _bound_to(variable: Declaration) -> Node | None:
    """What a local reference is bound to; None where it is no reference, or a parameter."""
    if not variable.type.reference or variable.kind is Kind.PARAMETER:
        return None
    if variable.kind is Kind.RANGE_FOR:
        return variable.node.child_by_field_name("right")
    listed = variable.initializer.arguments if variable.initializer is not None else ()
    return listed[0] if len(listed) == 1 else None
