"""The operands of operations, as rules take expressions apart."""

from tree_sitter import Node

from perfcoder_lsp.cpp.nodes import symbol_of, unwrapped


def operands(node: Node, *operators: str) -> tuple[Node, Node] | None:
    """Both operands without parentheses, where the node is a binary operation with one of the operators (any, where
    none are given)."""
    node = unwrapped(node)
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type != "binary_expression" or left is None or right is None:
        return None
    known = not operators or symbol_of(node) in operators
    return (unwrapped(left), unwrapped(right)) if known else None


def assigned(node: Node) -> tuple[Node, Node] | None:
    """The target and the value of `x = e`, without parentheses; None for any other node."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type != "assignment_expression" or left is None or right is None or symbol_of(node) != "=":
        return None
    return unwrapped(left), unwrapped(right)


def flattened(node: Node, operator: str) -> list[Node]:
    """The operands of a chain such as `a * b * (c * d)`, in text order; the node itself where it is none."""
    pair = operands(node, operator)
    return [unwrapped(node)] if pair is None else [*flattened(pair[0], operator), *flattened(pair[1], operator)]
