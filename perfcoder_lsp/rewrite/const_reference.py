"""Turning a copy into a const reference: what is worth it, and the edits (`facts.only_read` tells when it is safe)."""

from collections.abc import Iterable

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.functions import Parameter
from perfcoder_lsp.cpp.nodes import nodes_of_type, text_of
from perfcoder_lsp.cpp.scopes import declared_in
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.text import TextEdit

_SUSPENDING = ("co_await_expression", "co_yield_statement", "co_return_statement", "co_yield_expression")
_OWNING = frozenset({"pair", "tuple", "array"})


def allocates(kind: Type) -> bool:
    """Whether a copy of such a value allocates memory, as far as is known for sure: a standard container, or a pair,
    tuple or array that has one inside, and nothing that the program defines itself."""
    if not kind.is_value or not kind.is_plain or kind.macro_altered:
        return False
    if kind.name in _OWNING:
        return any(allocates(each) for each in kind.arguments)
    return bool(kind.container) and kind.name != "bitset"


def copied_parameter(source: Source, parameter: Parameter) -> Declaration | None:
    """The parameter's declaration, where it is passed by value and copying it allocates."""
    found = declared_in(source, parameter.node)
    if (
        found is None
        or found.type.reference
        or found.macro_altered
        or not is_plain_by_value(parameter.node)
        or not allocates(found.type)
    ):
        return None
    return found


def type_without_const(parameter: Parameter) -> str:
    """A by-value parameter's type as it is told to a user."""
    return parameter.type_text.removeprefix("const ")


def is_plain_by_value(declaration: Node) -> bool:
    """Whether a parameter or range-for is written `T x` or `const T x`: no reference, pointer, array, pack, volatile,
    attribute, and const only in front."""
    kind = declaration.child_by_field_name("type")
    declarator = declaration.child_by_field_name("declarator")
    if kind is None or (
        declarator is not None and declarator.type not in ("identifier", "structured_binding_declarator")
    ):
        return False
    qualifiers = [each for each in declaration.children if each.type == "type_qualifier"]
    others = [
        each for each in declaration.children if each.type in ("attribute_declaration", "storage_class_specifier")
    ]
    return not others and all(text_of(each) == "const" and each.start_byte < kind.start_byte for each in qualifiers)


def const_reference_edits(declaration: Node) -> tuple[TextEdit, ...]:
    """The edits that make `T x` into `const T& x`; the declaration passes `is_plain_by_value`."""
    kind = declaration.child_by_field_name("type")
    assert kind is not None, "is_plain_by_value has seen its type"
    reference = TextEdit.insert(kind.end_byte, "&")
    if any(each.type == "type_qualifier" for each in declaration.children):
        return (reference,)
    return (TextEdit.insert(kind.start_byte, "const "), reference)


def is_suspended(source: Source, body: Node) -> bool:
    """Whether the function is a coroutine: its references would have to live on while it is suspended."""
    found: Iterable[Node] = nodes_of_type(source, *_SUSPENDING)
    words = {"co_await", "co_yield", "co_return"}
    return any(body.start_byte <= each.start_byte < body.end_byte for each in found) or any(
        each.type in ("identifier", "type_identifier") and text_of(each) in words for each in walk(body)
    )
