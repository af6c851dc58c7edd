"""When values of two types compare as values of one, and when a count of none or one may as well be a bool."""

from tree_sitter import Node

from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.intervals import Range, type_range
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.nodes import parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import Type

_INT = Range(-(1 << 31), (1 << 31) - 1)
_LITERALS = frozenset({"string_literal", "concatenated_string"})
_LOGICAL = frozenset({"&&", "||", "and", "or"})
_COMPARING = frozenset({"==", "!=", "<", ">", "<=", ">="})
_CONTROL = frozenset({"if_statement", "while_statement", "do_statement", "for_statement", "conditional_expression"})


def is_totally_ordered(kind: Type) -> bool:
    """Whether elements that are equal are the same in every respect."""
    if kind.name == "pair" and kind.is_value:
        return all(is_totally_ordered(each) for each in kind.arguments)
    return (kind.is_integral and kind.name != "bool") or kind.is_string  # vector<bool> has no elements, but proxies


def compares_as(source: Source, element: Type, value: Node) -> bool:
    """Whether comparing elements of a totally ordered type with a value as it stands gives what comparing them with the
    value converted to that type does. A container's `find` converts, an algorithm's `find` does not."""
    kind = type_of(source, value).decayed
    if element.is_string:
        plain = unwrapped(value)
        if plain.type in _LITERALS:
            return text_of(plain).startswith('"')
        return kind == element.decayed
    if not element.is_integral:
        return bool(kind.name) and is_totally_ordered(element) and kind == element.decayed
    number, own = literal(value), type_range(element)
    if number is not None and own is not None:
        return Range(number, number).within(own) and Range(number, number).within(_INT) and element.name != "char"
    theirs = type_range(kind)
    if kind.name == element.name:
        return kind.is_integral
    return theirs is not None and own is not None and theirs.within(own) and element.name != "char"


def may_be_bool(source: Source, node: Node) -> bool:
    """Whether a number that is 0 or 1 may as well be a bool: only its truth counts, it is compared with 0 or 1, or is
    converted to an arithmetic type at once."""
    if only_truth_counts(source, node):
        return True
    node, parent = _around(source, node)
    if parent is None:
        return False
    if parent.type == "binary_expression":
        return _operator(parent) in _COMPARING and _other_literal(parent, node) in (0, 1)
    return _is_stored(source, parent, node)


def only_truth_counts(source: Source, node: Node) -> bool:
    """Whether all that matters of a number of at least 0 is whether it is 0: it is a condition, an operand of a logical
    operator, or compared with 0."""
    node, parent = _around(source, node)
    if parent is None:
        return False
    if parent.type in _CONTROL:
        return parent.child_by_field_name("condition") == node
    if parent.type == "unary_expression":
        return text_of(parent.children[0]) in ("!", "not")
    if parent.type != "binary_expression":
        return False
    return _operator(parent) in _LOGICAL or (_operator(parent) in _COMPARING and _other_literal(parent, node) == 0)


def _around(source: Source, node: Node) -> tuple[Node, Node | None]:
    """The expression with its parentheses, and what it stands in."""
    parent = parent_of(source, node)
    while parent is not None and parent.type in ("parenthesized_expression", "condition_clause"):
        node, parent = parent, parent_of(source, parent)
    return node, parent


def _operator(node: Node) -> str:
    operator = node.child_by_field_name("operator")
    return text_of(operator) if operator is not None else ""


def _other_literal(comparison: Node, node: Node) -> int | None:
    sides = (comparison.child_by_field_name("left"), comparison.child_by_field_name("right"))
    return next((literal(each) for each in sides if each is not None and each != node), None)


def _is_stored(source: Source, parent: Node, node: Node) -> bool:
    """`x = n`, `x += n`, `int x = n` of an arithmetic variable."""
    if parent.type == "assignment_expression" and parent.child_by_field_name("right") == node:
        left = parent.child_by_field_name("left")
        return _operator(parent) in ("=", "+=") and left is not None and type_of(source, left).is_arithmetic
    if parent.type == "init_declarator" and parent.child_by_field_name("value") == node:
        name = parent.child_by_field_name("declarator")
        variable = resolve(source, name) if name is not None else None
        return variable is not None and not variable.type.is_auto and variable_type(source, variable).is_arithmetic
    return False
