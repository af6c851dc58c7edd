"""Whether a change made through a variable may reach objects that the variable does not own."""

from tree_sitter import Node

from perfcoder_lsp.cpp.library import WRITING_METHODS
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import Use, UseKind

_UNUSED = frozenset({"expression_statement", "for_statement", "comma_expression"})


def reaches_beyond(kind: Type, use: Use) -> bool:
    """Whether what a writing use of a variable of this type changes may lie outside of the variable: it holds
    iterators, several levels of pointers, or what is not known, and the use is not one of the variable as a whole, of
    one of its own elements, or of a method that changes only them. (A plain pointer's target is told by its type.)"""
    if owns(kind) or (kind.pointers == 1 and not kind.extents):
        return False
    if use.kind in (UseKind.WRITE, UseKind.UPDATE):  # `it++`, but not `*it++ = x`
        step = _outer(use.node)
        around = _outer(step) if step is not None else None
        return around is None or around.type not in _UNUSED
    if use.kind is UseKind.SUBSCRIPT and (kind.container or kind.extents):  # `p[0] = x`, but not `*p[0] = x`
        element = use.node.parent
        assignment = element.parent if element is not None else None
        whole = assignment is not None and assignment.type == "assignment_expression"
        return not (whole and assignment is not None and assignment.child_by_field_name("left") == element)
    if use.kind is UseKind.MEMBER_CALL and use.method in WRITING_METHODS:
        return not kind.container
    return use.kind not in (UseKind.STREAM_READ, UseKind.CALLED)


def _outer(node: Node) -> Node | None:
    """The expression or statement around, past parentheses."""
    parent = node.parent
    while parent is not None and parent.type == "parenthesized_expression":
        parent = parent.parent
    return parent


def owns(kind: Type) -> bool:
    """Whether a change to a part of such an object stays inside of it. A class of the file counts as one: what its
    members refer to is told by the members' own types."""
    kind = kind.decayed
    while kind.extents and kind.element is not None:
        kind = kind.element
    if kind.pointers or kind.is_value or kind.user_defined:
        return not kind.pointers
    return bool(kind.container or kind.name in ("pair", "tuple", "array")) and all(map(owns, kind.arguments))
