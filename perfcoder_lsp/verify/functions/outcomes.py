"""How many different results a function must show before its inputs are believed."""

from tree_sitter import Node

from perfcoder_lsp.cpp.nodes import field_of, nodes_inside, text_of, unwrapped
from perfcoder_lsp.verify.functions.process import Description
from perfcoder_lsp.verify.functions.target import Target

FEW = 5
"""Different results below which inputs show little."""
_COMPARISONS = {"<", ">", "<=", ">=", "==", "!=", "&&", "||", "and", "or"}
_TRUTHS = {"true", "false", "0", "1", "TRUE", "FALSE", "-1"}


def least_outcomes(target: Target, description: Description) -> int:
    """2 where the function can only say yes or no, by its type or by what it returns; 3 for less, equal, greater; else
    5."""
    if description.result == "bool":
        return 2
    returned = [node.named_children for node in nodes_inside(target.view, target.function.body, "return_statement")]
    if not returned or not all(len(each) == 1 and _is_truth(each[0]) for each in returned):
        return FEW
    return 3 if any("-1" in text_of(each[0]) for each in returned) else 2


def _is_truth(node: Node) -> bool:
    node = unwrapped(node)
    operator = field_of(node, "operator")
    if node.type == "binary_expression" and operator is not None:
        return text_of(operator) in _COMPARISONS
    if node.type == "unary_expression" and operator is not None:
        return text_of(operator) in {"!", "not"}
    if node.type == "conditional_expression":
        ways = [field_of(node, name) for name in ("consequence", "alternative")]
        return all(way is not None and _is_truth(way) for way in ways)
    return text_of(node) in _TRUTHS
