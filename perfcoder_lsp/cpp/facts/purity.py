"""Whether evaluating an expression does nothing but yield its value."""

from collections.abc import Collection

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.includes import has_local_includes, macro_names, macro_words
from perfcoder_lsp.cpp.library import CASTS, ELEMENT_METHODS, ITERATOR_METHODS, PURE_FUNCTIONS, READING_METHODS
from perfcoder_lsp.cpp.nodes import has_error, parent_of, text_of
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.scopes import candidates, declarations_named, resolve
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.types import Type

_METHODS = READING_METHODS | ELEMENT_METHODS | ITERATOR_METHODS
_NODES = frozenset(
    {"identifier", "number_literal", "char_literal", "string_literal", "raw_string_literal"}
    | {"concatenated_string", "true", "false", "null", "nullptr", "this", "binary_expression"}
    | {"unary_expression", "conditional_expression", "parenthesized_expression", "subscript_expression"}
    | {"subscript_argument_list", "field_expression", "field_identifier", "call_expression", "argument_list"}
    | {"cast_expression", "type_descriptor", "primitive_type", "sized_type_specifier", "type_identifier"}
    | {"qualified_identifier", "namespace_identifier", "template_function", "template_argument_list"}
    | {"template_type", "template_method", "pointer_expression", "sizeof_expression", "string_content"}
    | {"character", "escape_sequence", "abstract_pointer_declarator", "type_qualifier", "raw_string_delimiter"}
    | {"raw_string_content"}
)


def is_pure(source: Source, expression: Node) -> bool:
    """Whether an expression changes nothing, prints and reads nothing, and runs no code of the file: it may be
    evaluated earlier, later, twice or never as long as what it reads stays the same. (It may throw, as `at` does.)"""
    if has_error(expression):
        return False
    return all(_is_pure_node(source, each) for each in walk(expression) if each.is_named)


def is_unaffected(source: Source, expression: Node, changed: Collection[Declaration]) -> bool:
    """Whether an expression is pure, and keeps its value while nothing else than these plain variables changes: it
    mentions none of them, and nothing that may refer to them."""
    for each in walk(expression):
        variable = resolve(source, each) if each.type == "identifier" else None
        if variable is not None and (variable in changed or _may_refer(variable)):
            return False
    return is_pure(source, expression)


def _may_refer(variable: Declaration) -> bool:
    """Whether a variable may lead to another plain one: a reference or pointer; but none is a container's element."""
    owning = bool(variable.type.container) and variable.type.is_value
    return bool(variable.type.pointers) or (bool(variable.type.reference) and not owning)


def _is_pure_node(source: Source, node: Node) -> bool:
    if node.type not in _NODES:
        return False
    if node.type == "call_expression":
        return _is_pure_call(source, node)
    if node.type in ("binary_expression", "unary_expression", "pointer_expression"):
        return _is_built_in(source, node)
    if node.type == "subscript_expression":
        owner = node.child_by_field_name("argument")
        of = type_of(source, owner) if owner is not None else Type("")
        return bool(of.extents or of.pointers) or of.container in ("vector", "string", "array", "deque")
    if node.type in ("identifier", "type_identifier"):
        return _is_plain_name(source, node)
    return True


def _is_pure_call(source: Source, node: Node) -> bool:
    call = read_call(node)
    if call is None or call.name in macro_names(source):
        return False
    if call.object is not None:
        return call.name in _METHODS and bool(type_of(source, call.object).container) and not call.arrow
    known = call.in_std and call.name in CASTS | PURE_FUNCTIONS and not declarations_named(source, call.name)
    return known and (call.qualifier != "" or call.name in CASTS or not has_local_includes(source))


def _is_built_in(source: Source, node: Node) -> bool:
    """Whether an operator is the language's or the library's own, and no stream's."""
    operator = node.child_by_field_name("operator")
    symbol = text_of(operator) if operator is not None else text_of(node.children[0])
    names = ("left", "right", "argument")
    operands = [type_of(source, each) for name in names if (each := node.child_by_field_name(name)) is not None]
    if symbol in ("<<", ">>"):
        return all(each.is_integral for each in operands)
    known = bool(operands) and all(each.is_value or each.pointers or each.extents for each in operands)
    return known or (symbol not in user_operators(source) and not has_local_includes(source))


def _is_plain_name(source: Source, node: Node) -> bool:
    name, found = text_of(node), candidates(source, node)
    if name in macro_names(source) | macro_words(source) or any(each.is_volatile for each in found):
        return False
    if found or not has_local_includes(source):
        return all(each.is_variable or each.kind in (Kind.ENUMERATOR, Kind.ALIAS, Kind.TYPE) for each in found)
    parent = parent_of(source, node)  # an unknown name may be a macro of a header of the project
    return parent is not None and parent.type in ("qualified_identifier", "call_expression", "template_function")
