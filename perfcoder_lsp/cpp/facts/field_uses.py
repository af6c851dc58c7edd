"""Is an array or vector of structs only used field by field: `v[i].x`, never a whole struct?"""

from dataclasses import dataclass
from enum import StrEnum

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, call_around, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.facts.containers_use import is_address_taken
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.nodes import enclosing, parent_of, text_of
from perfcoder_lsp.cpp.scopes import candidates, declarations_named, resolve
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.uses import Use, UseKind, uses


class Part(StrEnum):
    """What a mention of the container takes part in: one FIELD of one element, its SIZE, a call that SHAPEs all of it
    (`resize`, `reserve`, `clear`), or one that ADDs an element, given field by field."""

    FIELD = "field"
    SIZE = "size"
    SHAPE = "shape"
    ADD = "add"


@dataclass(frozen=True)
class FieldUse:
    """One mention: `access` is the whole `v[i].x` of a FIELD, else the call; `values` those of a new element."""

    use: Use
    part: Part
    access: Node
    field: str = ""
    index: Node | None = None
    values: tuple[Node, ...] = ()


_SHAPING = {"resize": 1, "reserve": 1, "clear": 0}
_READING_IN = frozenset({"scanf", "fscanf", "sscanf"})


def field_uses(source: Source, container: Declaration) -> tuple[FieldUse, ...] | None:
    """Every use of a container of structs, in text order; None where a struct, or where it lies, is used as a whole."""
    found = [_field_use(source, container, each) for each in uses(source, container)]
    known = tuple(each for each in found if each is not None)
    return known if len(known) == len(found) else None


def _field_use(source: Source, container: Declaration, use: Use) -> FieldUse | None:
    parent = parent_of(source, use.node)
    if parent is None or use.kind is UseKind.UNEVALUATED or resolve(source, use.node) is not container:
        return None
    if enclosing(source, use.node, frozenset({"decltype"})) is not None:
        return None
    around = parent_of(source, parent)
    if parent.type == "subscript_expression" and around is not None:
        return _of_element(source, use, parent, around)
    call = read_call(around) if around is not None and parent.type == "field_expression" else None
    if call is None or call.arrow or call.object != use.node:
        return None
    if call.name in ("size", "empty") and not call.arguments:
        return FieldUse(use, Part.SIZE, call.node)
    statement = parent_of(source, call.node)
    if statement is None or statement.type != "expression_statement":
        return None
    if not all(_is_free_of(source, each, container) for each in call.arguments):
        return None
    if _SHAPING.get(call.name) == len(call.arguments):
        return FieldUse(use, Part.SHAPE, call.node)
    values = _values(call)
    return FieldUse(use, Part.ADD, call.node, values=values) if values else None


def _of_element(source: Source, use: Use, element: Node, access: Node) -> FieldUse | None:
    """`v[i].x`, where nothing goes on from its address to the next field."""
    field, index = access.child_by_field_name("field"), element.child_by_field_name("indices")
    own = element.child_by_field_name("argument") == use.node and access.child_by_field_name("argument") == element
    if access.type != "field_expression" or not own or field is None or field.type != "field_identifier":
        return None
    if access.children[1].type != "." or index is None or len(index.named_children) != 1:
        return None
    around = parent_of(source, access)
    called = around is not None and around.type == "call_expression"
    if called or (is_address_taken(source, use.node) and not _is_read_in(source, access)):
        return None
    return FieldUse(use, Part.FIELD, access, text_of(field), index)


def _is_read_in(source: Source, access: Node) -> bool:
    """Whether the address of a field is given to scanf, which writes to that field only."""
    address = parent_of(source, access)
    taken = address is not None and address.type == "pointer_expression"
    call = call_around(source, address) if address is not None and taken else None
    return call is not None and call.in_std and call.name in _READING_IN and not declarations_named(source, call.name)


def _values(call: Call) -> tuple[Node, ...]:
    """The values of `v.push_back({a, b})`."""
    listed = call.arguments[0] if call.name == "push_back" and len(call.arguments) == 1 else None
    if listed is None or listed.type != "initializer_list":
        return ()
    values = tuple(listed.named_children)
    return () if any(each.type in ("comment", "initializer_list", "initializer_pair") for each in values) else values


def _is_free_of(source: Source, argument: Node, container: Declaration) -> bool:
    """Whether the parts of an argument can be evaluated apart from each other, while the container changes."""
    mentions = [each for each in walk(argument) if each.type in ("identifier", "field_identifier")]
    parts = argument.named_children if argument.type == "initializer_list" else [argument]
    return all(is_pure(source, each) for each in parts) and not any(
        found is container or _may_lead_into(found) for each in mentions for found in candidates(source, each)
    )


def _may_lead_into(variable: Declaration) -> bool:
    """Whether a variable may be an element of a container under another name."""
    kind = variable.type
    refers = kind.reference or kind.pointers or kind.is_view or kind.is_auto
    return variable.is_variable and (variable.kind is Kind.CAPTURE or bool(refers))
