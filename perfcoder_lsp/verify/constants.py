"""Integer constants that can be computed from the text: literals, named constants, simple arithmetic."""

import ast
import re
from collections.abc import Callable

from tree_sitter import Node

from perfcoder_lsp.cpp.source import walk
from perfcoder_lsp.verify.syntax import declared_name, field, text_of

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left // right,
    ast.LShift: lambda left, right: int(left) << min(int(right), _MAX_BITS),
    ast.RShift: lambda left, right: int(left) >> min(int(right), _MAX_BITS),
}
_SUFFIX = re.compile(r"(?<=[\d.])[uUlLfF]+\b")
_MAX_BITS = 64


def named_constants(root: Node) -> dict[str, int]:
    """Named constants whose value can be computed from their text."""
    found: dict[str, int] = {}
    for node in walk(root):
        if node.type == "declaration" and re.search(r"\bconst\b|\bconstexpr\b", text_of(node)[:40]):
            for declarator in node.children_by_field_name("declarator"):
                value = field(declarator, "value")
                number = evaluate(text_of(value), found) if value is not None else None
                if number is not None:
                    found[declared_name(declarator)] = number
        elif node.type == "enumerator":
            number = evaluate(text_of(field(node, "value")), found)
            if number is not None:
                found[text_of(field(node, "name"))] = number
    return found


def evaluate(text: str, constants: dict[str, int]) -> int | None:
    """The value of a constant integer expression; None where it holds anything but numbers and known names."""
    plain = _SUFFIX.sub("", text.strip().replace("'", "")) if "0x" not in text else text.strip().rstrip("uUlL")
    plain = re.sub(r"\((?:int|long|long long|size_t)\)|\b(?:int|ll)\b(?=\()", "", plain).strip("{} ")
    try:
        value = _value(ast.parse(plain, mode="eval").body, constants)
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError, RecursionError):
        return None
    return int(value) if abs(value) < 2**_MAX_BITS else None


def _value(node: ast.expr, constants: dict[str, int]) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name) and node.id in constants:
        return constants[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left, constants), _value(node.right, constants))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, constants)
    raise ValueError("not a constant")
