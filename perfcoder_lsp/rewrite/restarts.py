"""Statements that give a vector or string which is there already its declared first value once more."""

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.nodes import (
    text_of,
)
from perfcoder_lsp.cpp.places import root_of
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.types import Type

_ZERO_BY_TYPE = {"bool": "false", "float": "0", "double": "0", "long double": "0", "string": '""'}


def restart_of(source: Source, variable: Declaration) -> str | None:
    """The statement that gives an existing object the declared initial value; None where it can't be written safely."""
    name, kind, initial = variable.name, variable.type, variable.initializer
    if initial is None:
        return f"{name}.clear();"
    if any(text_of(each) == variable.name for node in initial.arguments for each in walk(node)):
        return None
    arguments = [text_of(each) for each in initial.arguments]
    if initial.style == "copy" and len(arguments) == 1:
        return f"{name}.clear();" if arguments[0] == '""' else _assignment(source, variable, initial.arguments[0])
    if initial.style == "brace" and not arguments:
        return f"{name}.clear();"
    if initial.style != "paren":
        return None
    if len(arguments) == 1 and kind.container == "vector":
        return _sized(source, variable, initial.arguments[0])
    if len(arguments) == 2:
        return f"{name}.assign({', '.join(arguments)});"
    return None


def _assignment(source: Source, variable: Declaration, value: Node) -> str | None:
    """`v = value;` where value is an object of the same type that stays what it is; a temporary would be moved in
    either way, so that nothing is gained."""
    root = root_of(source, value)
    if root is None or root is variable or type_of(source, value).decayed != variable.type.decayed:
        return None
    return f"{variable.name} = {text_of(value)};"


def _sized(source: Source, variable: Declaration, size: Node) -> str | None:
    """`v.assign(n, T())` for `vector<T> v(n)`, n being a number for sure (one vector in parentheses is a copy)."""
    name_node = size.child_by_field_name("type") if size.type == "parameter_declaration" else size
    counted = name_node is not None and _is_count(source, size, name_node)
    if not counted:
        return None
    element = variable.type.arguments[0]
    return f"{variable.name}.assign({text_of(size)}, {_zero(variable, element)});"


def _is_count(source: Source, size: Node, name_node: Node) -> bool:
    if size.type != "parameter_declaration":
        return type_of(source, size).is_integral
    names = [each for each in walk(size) if each.type in ("identifier", "type_identifier")]
    types = [_type_of_name(source, each) for each in names]
    return bool(types) and all(each is not None and each.is_integral for each in types) and name_node in names


def _type_of_name(source: Source, name: Node) -> Type | None:
    """The type of the variable that a name refers to, also where the grammar took it for a type."""
    root = root_of(source, name)
    return root.type.decayed if root is not None else None


def _zero(variable: Declaration, element: Type) -> str:
    """A value-initialised element as text."""
    if element.is_integral and element.name != "bool":
        return "0"
    if element.name in _ZERO_BY_TYPE:
        return _ZERO_BY_TYPE[element.name]
    written = variable.node.child_by_field_name("type")
    assert written is not None, "a declaration of a vector has a type"
    lists = [each for each in walk(written) if each.type == "template_argument_list"]
    if lists:
        return f"{text_of(lists[0])[1:-1].strip()}()"
    return f"{text_of(written)}::value_type()"
