"""What a number is converted to at once."""

import re

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, call_around, read_call
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.nodes import parent_of, symbol_of, text_of, unwrapped, wrapped
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.scopes import type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import UNKNOWN, Type

_ONE = re.compile(r"1\.0*", re.ASCII)


def converted_to(source: Source, node: Node) -> Type:
    """The type that the value of an expression is converted to, by a cast, or by what it initialises or is assigned to;
    UNKNOWN where something else is done with it."""
    node = wrapped(source, node)
    parent, call = parent_of(source, node), call_around(source, node)
    if parent is None:
        return UNKNOWN
    if parent.type == "argument_list":
        return _conversion(source, call) if call is not None else UNKNOWN
    if parent.type == "cast_expression":
        described = parent.child_by_field_name("type")
        return type_at(source, text_of(described), parent) if described is not None else UNKNOWN
    return _target(source, node, parent)


def _conversion(source: Source, call: Call) -> Type:
    """The type of `int(x)` or `static_cast<int>(x)`."""
    function = call.node.child_by_field_name("function")
    if call.name == "static_cast":
        return type_at(source, call.template_arguments, call.node)
    is_type = function is not None and function.type == "primitive_type"
    return type_at(source, call.name, call.node) if is_type else UNKNOWN


def _target(source: Source, node: Node, parent: Node) -> Type:
    """The type of the variable or result that the value becomes."""
    if parent.type == "init_declarator":
        name = parent.child_by_field_name("declarator")
        return type_of(source, name) if name is not None and name.type == "identifier" else UNKNOWN
    if parent.type == "return_statement":
        function = function_of(source, parent)
        plain = function is not None and function.kind != "lambda" and function.return_type
        return type_at(source, function.return_type, parent) if function is not None and plain else UNKNOWN
    left = parent.child_by_field_name("left")
    if parent.type != "assignment_expression" or left is None or left == node:
        return UNKNOWN
    of = type_of(source, left)
    if symbol_of(parent) == "=":
        return of
    # a double holds any sum of two ints, so that the sum is the same number wherever it fits
    return of if symbol_of(parent) in ("+=", "-=") and of.size == 4 else UNKNOWN


def double_of(source: Source, node: Node) -> Node | None:
    """The operand of a conversion to double: `(double)n`, `double(n)`, `1.0 * n`."""
    call, described = read_call(node), node.child_by_field_name("type")
    if node.type == "cast_expression" and described is not None:
        return node.child_by_field_name("value") if type_at(source, text_of(described), node).name == "double" else None
    if call is not None and call.object is None and len(call.arguments) == 1:
        whole = call.name == "double" or (call.name == "static_cast" and call.template_arguments == "double")
        return call.arguments[0] if whole else None
    pair = operands(node, "*")
    ones = [each for each in pair or () if each.type == "number_literal" and _ONE.fullmatch(text_of(each))]
    return next((each for each in pair or () if each not in ones), None) if len(ones) == 1 else None


def integer_in(source: Source, node: Node) -> Node | None:
    """The integer that an expression is, or converts to double: `n`, `(double)n`."""
    inner = double_of(source, unwrapped(node))
    node = unwrapped(inner if inner is not None else node)
    kind = type_of(source, node)
    return node if kind.is_integral and kind.name != "bool" and not kind.macro_altered else None


def is_accumulated(source: Source, node: Node) -> bool:
    """Whether a value is the right side of `+=` or the like: the sum is converted then, not the value."""
    around = parent_of(source, node)
    while around is not None and around.type == "parenthesized_expression":
        around = parent_of(source, around)
    operator = around.child_by_field_name("operator") if around is not None else None
    return around is not None and around.type == "assignment_expression" and text_of(operator or around) != "="
