"""What operators mean: which the file overloads, what these may do with their operands, shifts and streams."""

from tree_sitter import Node

from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.functions import read_parameters
from perfcoder_lsp.cpp.library import STANDARD_STREAMS, STREAMS
from perfcoder_lsp.cpp.nodes import nodes_of_type, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declarations_named, names_of, type_at, variable_of
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.types import Type


@per_source
def user_operators(source: Source) -> frozenset[str]:
    """The symbols of the operators that the file overloads: `<`, `+`, `()`…"""
    return frozenset(text_of(node).removeprefix("operator").strip() for node in nodes_of_type(source, "operator_name"))


def operator_may_write(source: Source, symbol: str, given: Type, *, is_right: bool) -> bool:
    """Whether an operator of the file takes an operand of that type by a reference that is not const."""
    taken = (each[-1 if is_right else 0] for each in _operators(source).get(symbol, ()) if is_right or len(each) == 2)
    return any(
        each.reference and not each.const and (each.name == given.name or each.name not in names_of(source).classes)
        for each in taken
    )


def operator_takes(source: Source, symbol: str, name: str) -> bool:
    """Whether an operator of the file takes a right operand of the class of that name, or of any type."""
    taken = (each[-1] for each in _operators(source).get(symbol, ()))
    known = names_of(source).classes
    return any(each.name == name or (each.user_defined and each.name not in known) for each in taken)


@per_source
def _operators(source: Source) -> dict[str, list[tuple[Type, ...]]]:
    """The types of the parameters of the operators that the file overloads, by their symbols."""
    found: dict[str, list[tuple[Type, ...]]] = {}
    for node in nodes_of_type(source, "operator_name"):
        declarator = parent_of(source, node)
        while declarator is not None and declarator.type == "qualified_identifier":
            declarator = parent_of(source, declarator)
        parameters = read_parameters(declarator) if declarator is not None else ()
        if parameters:
            symbol = text_of(node).removeprefix("operator").strip()
            types = tuple(type_at(source, each.type_text, each.node) for each in parameters)
            found.setdefault(symbol, []).append(types)
    return found


def is_shift(source: Source, expression: Node) -> bool:
    """Whether `a >> b` shifts an integer's bits."""
    left = _leftmost(expression)
    return left is not None and type_of(source, left).is_integral


def _leftmost(expression: Node) -> Node | None:
    left: Node | None = expression
    while left is not None and left.type == "binary_expression":
        operator = left.child_by_field_name("operator")
        if operator is None or text_of(operator) not in ("<<", ">>"):
            break
        left = left.child_by_field_name("left")
    return unwrapped(left) if left is not None else None


def is_stream(source: Source, expression: Node) -> bool:
    """Whether `a << b << c` or `a >> b` starts at a standard stream, or a variable of a standard stream type."""
    left = _leftmost(expression)
    name = left.child_by_field_name("name") if left is not None and left.type == "qualified_identifier" else left
    if left is None or name is None:
        return False
    if text_of(name) in STANDARD_STREAMS and not declarations_named(source, text_of(name)):
        return True
    variable = variable_of(source, left)
    return variable is not None and variable.type.is_plain and variable.type.name in STREAMS
