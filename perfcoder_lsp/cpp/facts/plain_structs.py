"""Which structs are nothing but their fields."""

from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.includes import has_directive
from perfcoder_lsp.cpp.members import classes
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.scopes import declarations_named, names_of
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.types import Type


@dataclass(frozen=True)
class PlainField:
    """A field of a struct, with its type as written and as meant."""

    name: str
    type_text: str
    type: Type


def plain_fields(source: Source, kind: Type) -> tuple[PlainField, ...]:
    """The fields of a struct of the file, in order, where it consists of plain fields alone: no base, method, initial
    value, nested type, array, pointer, reference or static. Empty for every other type."""
    return _structs(source).get(kind.name, ()) if kind.is_plain and not kind.arguments else ()


def holds_numbers(source: Source, kind: Type | None) -> bool:
    """Whether values of a type are numbers, pairs and tuples of them, or structs of the file with nothing but such."""
    if kind is None or kind.const or kind.volatile or kind.reference:
        return False
    if kind.is_arithmetic:
        return kind.name != "bool"
    if kind.name in ("pair", "tuple") and kind.is_value and kind.is_plain:
        return all(holds_numbers(source, each) or each.name == "bool" for each in kind.arguments)
    fields = plain_fields(source, kind)
    return bool(fields) and all(each.type.is_arithmetic and not each.type.const for each in fields)


@per_source
def _structs(source: Source) -> dict[str, tuple[PlainField, ...]]:
    found: dict[str, tuple[PlainField, ...]] = {}
    for each in classes(source):
        only = len(declarations_named(source, each.name)) == 1 and each.node.type == "struct_specifier"
        only = only and len(each.node.children) == _BARE
        extra = each.bases or each.constructors or each.methods or each.heads or each.is_nameless
        scope = names_of(source).classes.get(each.name)
        if not only or extra or scope is None or each.node.has_error or has_directive(source, each.node):
            continue
        fields = [_field(child, scope.names) for child in each.body.named_children if child.type != "comment"]
        if all(fields):
            found[each.name] = tuple(field for listed in fields for field in listed)
    return found


def _field(node: Node, names: dict[str, list[Declaration]]) -> list[PlainField]:
    """The fields of one line; empty where it declares something else."""
    written = node.child_by_field_name("type")
    declarators = node.children_by_field_name("declarator")
    allowed = {"field_identifier", ",", ";", "comment"}
    others = [each for each in node.children if each != written and each.type not in allowed]
    if node.type != "field_declaration" or written is None or others or not written.type.endswith(_TYPES):
        return []
    declared = [names.get(text_of(each), []) for each in declarators]
    if any(len(each) != 1 or each[0].kind is not Kind.MEMBER or each[0].macro_altered for each in declared):
        return []
    return [PlainField(each[0].name, text_of(written), each[0].type) for each in declared]


_BARE = 3  # the word struct, the name, the fields: no attribute
_TYPES = ("primitive_type", "sized_type_specifier", "type_identifier", "qualified_identifier", "template_type")
