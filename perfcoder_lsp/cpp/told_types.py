"""Types that a compiler told (`Source.types`), as values.

A compiler spells types in full: `std::map<std::__cxx11::basic_string<char>, long int>`. Of such a spelling only what
begins with `std::` is the standard library's; a project's own global `vector` has no such prefix.
"""

import re
from dataclasses import replace

from tree_sitter import Node

from perfcoder_lsp.cpp.declarators import unqualified
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, ancestors, nodes_of_type, text_of
from perfcoder_lsp.cpp.source import Source, per_source, walk
from perfcoder_lsp.cpp.type_parser import TypeNames, parse_type
from perfcoder_lsp.cpp.types import UNKNOWN, Type, is_library_name

_INLINE_NAMESPACES = re.compile(r"\bstd::(?:__cxx11|__1|__debug)::")
_NAMELESS = re.compile(r"(?:\{anonymous\}|\(anonymous namespace\))::")
_NAMED_TYPES = (*CLASS_TYPES, "enum_specifier", "alias_declaration")
_DEFAULTS = frozenset({"allocator", "less", "hash", "equal_to", "char_traits", "default_delete"})
_GLOBAL_NAME = re.compile(r"(?<![\w:])[A-Za-z_]\w*(?!\w|\s*::)")


@per_source
def told_types(source: Source) -> dict[int, Type]:
    """The types that a compiler told, by the position of the name that is declared or mentioned, as far as they can be
    read."""
    names = TypeNames(alias=_own_types(source).get)
    read = ((position, _read(text, names)) for position, text in source.types)
    return {position: kind for position, kind in read if kind.name}


def told_type(source: Source, name: Node, by_text: Type) -> Type | None:
    """What a compiler told of a name, where that is more than the text tells."""
    told = told_types(source).get(name.start_byte) if source.types else None
    if told is None or not is_open(source, by_text):
        return None
    hidden = _is_hidden(source, by_text)
    return told if told.is_known or (told.is_known_outside and (hidden or not by_text.is_known_outside)) else None


def is_open(source: Source, by_text: Type) -> bool:
    """Whether the text leaves open what a type is."""
    return not by_text.is_known or _is_hidden(source, by_text)


def _is_hidden(source: Source, by_text: Type) -> bool:
    """Whether a type may be one that a class outside of the file declares, around the function that names it."""
    is_named = not by_text.name.startswith("<")  # a class without a name is of the file
    return by_text.user_defined and is_named and by_text.name not in _type_names(source)


@per_source
def _type_names(source: Source) -> frozenset[str]:
    """What the file may declare to be a type."""
    names = (each.child_by_field_name("name") for each in nodes_of_type(source, *_NAMED_TYPES))
    holders = nodes_of_type(source, "type_definition", "template_parameter_list")
    inside = (each for holder in holders for each in walk(holder) if each.type in ("type_identifier", "identifier"))
    named = (unqualified(each) for each in names if each is not None)
    plain = (each.child_by_field_name("name") or each for each in named)
    return frozenset(text_of(each) for each in (*plain, *inside))


def is_told_standard(source: Source, name: Node) -> bool:
    """Whether a compiler told that the name is of a class of the standard library."""
    told = told_types(source).get(name.start_byte)
    return told is not None and told.is_library_class


def last_name(path: Node) -> Node | None:
    """The name at the end of `x`, `x.y` or `this->y`, of which a compiler may have told."""
    return path.child_by_field_name("field") if path.type == "field_expression" else path


def _read(text: str, names: TypeNames) -> Type:
    text = _NAMELESS.sub("", _INLINE_NAMESPACES.sub("std::", text))
    if any(is_library_name(each) for each in _GLOBAL_NAME.findall(text)):
        return UNKNOWN  # a class of the project that is called like one of the library's
    return _plain(parse_type(text, names))


def _plain(kind: Type) -> Type:
    """The type as one writes it: without arguments that are the defaults of library classes, strings by their names."""
    arguments = [_plain(each) for each in kind.arguments]
    while len(arguments) > 1 and arguments[-1].name in _DEFAULTS and arguments[-1].arguments in _of_element(arguments):
        arguments.pop()
    name = kind.name.removeprefix("basic_")
    if name in ("string", "string_view") and arguments == [Type("char")]:
        return replace(kind, name=name, arguments=())
    return replace(kind, arguments=tuple(arguments))


def _of_element(arguments: list[Type]) -> tuple[tuple[Type, ...], ...]:
    """What the default arguments of a class take: its element or key, and what a map's allocator takes."""
    key, value = arguments[0], arguments[1]
    return (key,), (Type("pair", (replace(key, const=True), value)),)


@per_source
def _own_types(source: Source) -> dict[str, Type]:
    """The file's own classes and enumerations that are no templates, by their names with all scopes."""
    found: dict[str, Type] = {}
    for node in nodes_of_type(source, *CLASS_TYPES, "enum_specifier"):
        name = node.child_by_field_name("name")
        if name is not None and name.type == "type_identifier" and node.child_by_field_name("body") is not None:
            found["::".join((*_scopes(source, node), text_of(name)))] = Type(text_of(name), user_defined=True)
    return found


def _scopes(source: Source, node: Node) -> tuple[str, ...]:
    around = [each for each in ancestors(source, node) if each.type in (*CLASS_TYPES, "namespace_definition")]
    names = (each.child_by_field_name("name") for each in reversed(around))
    return tuple(text_of(name) for name in names if name is not None)
