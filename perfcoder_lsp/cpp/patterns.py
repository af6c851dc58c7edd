"""Shapes of code, written as C++ with holes: `match("if ($n % $i == 0) $then;", node)`.

A hole `$name` stands for any expression, type or statement, the same one wherever it comes again. What programmers
write in several ways with one meaning is one shape: parentheses, braces around a single statement, `a > b` and `b < a`,
`i++;` and `i += 1;`, `s = s + x;` and `s += x;`, `int i = 0;` and `i = 0;`, the operands of `+`, `*`, `==` and `!=` in
either order, `&&` and `and`, a name with `std::` and without. Comments and const don't count. Nothing is said about
what names mean: that is for whoever asks.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import tree_sitter_cpp
from tree_sitter import Language, Node, Parser, Tree

from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.statements import same_text, statements_of

Holes = dict[str, Node]
_Part = Node | str | None
_MIRRORED = {">": "<", ">=": "<="}
_SPELLED = {"and": "&&", "or": "||"}
_COMMUTATIVE = frozenset({"binary +", "binary *", "binary ==", "binary !="})
_FIELDS = {
    "for_statement": ("initializer", "condition", "update", "body"),
    "for_range_loop": ("type", "declarator", "right", "body"),
    "if_statement": ("condition", "consequence", "alternative"),
    "while_statement": ("condition", "body"),
    "do_statement": ("body", "condition"),
    "call_expression": ("function", "arguments"),
    "subscript_expression": ("argument", "indices"),
}
_STATEMENT_PLACES = frozenset({"expression_statement", "for_statement", "comma_expression"})
_FOLDED = frozenset({"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"})


def match(pattern: str, node: Node, bound: Mapping[str, Node] | None = None) -> Holes | None:
    """What the holes of a pattern stand for in a node; None where it has another shape. `bound` holes are given."""
    return match_all(pattern, (node,), bound)


def match_all(pattern: str, nodes: Sequence[Node], bound: Mapping[str, Node] | None = None) -> Holes | None:
    """The same for a pattern of as many statements as there are nodes."""
    wanted = _statements(pattern)
    return next(_sequence(wanted, nodes, dict(bound or {})), None) if len(wanted) == len(nodes) else None


def match_any(patterns: Sequence[str], node: Node, bound: Mapping[str, Node] | None = None) -> Holes | None:
    """The holes of the first of several patterns that a node has the shape of."""
    return next((found for each in patterns if (found := match(each, node, bound)) is not None), None)


@cache
def _parsed(pattern: str) -> Tree:
    text = pattern if pattern.rstrip().endswith((";", "}")) else f"{pattern};"
    return Parser(Language(tree_sitter_cpp.language())).parse(f"void f() {{ {text} }}".encode())


@cache
def _statements(pattern: str) -> tuple[Node, ...]:
    root = _parsed(pattern).root_node
    body = root.named_children[0].child_by_field_name("body") if root.named_children else None
    if body is None or root.has_error:
        raise ValueError(f"not a pattern: {pattern}")
    return statements_of(body)


def _sequence(wanted: Sequence[_Part], found: Sequence[_Part], bound: Holes) -> Iterator[Holes]:
    if not wanted:
        yield bound
        return
    for once in _matches(wanted[0], found[0], bound):
        yield from _sequence(wanted[1:], found[1:], once)


def _matches(wanted: _Part, found: _Part, bound: Holes) -> Iterator[Holes]:
    """All ways in which a part of a pattern fits a part of the code."""
    if not isinstance(wanted, Node) or not isinstance(found, Node):
        if _text(wanted) == _text(found):
            yield bound
        return
    wanted, found = _plain(wanted), _plain(found)
    name = text_of(wanted)
    if name.startswith("$") and not wanted.named_children:
        if name not in bound:
            yield bound | {name: found}
        elif same_text(bound[name], found):
            yield bound
        return
    label, parts = _shape(wanted)
    other, others = _shape(found)
    if label != other or len(parts) != len(others):
        return
    yield from _sequence(parts, others, bound)
    if label in _COMMUTATIVE:
        yield from _sequence(parts, others[::-1], bound)


def _text(part: _Part) -> str | None:
    return text_of(_plain(part)) if isinstance(part, Node) else part


def _plain(node: Node) -> Node:
    """The node that says all: without parentheses, braces or a semicolon around it, and without `std::`."""
    while True:
        inside = [each for each in node.named_children if each.type not in ("comment", "type_qualifier")]
        if node.type in ("parenthesized_expression", "condition_clause", "compound_statement", "expression_statement"):
            if len(inside) != 1:
                return node
            node = inside[0]
        elif node.type == "qualified_identifier" and text_of(node).startswith("std::") and len(inside) == 2:
            node = inside[1]
        elif node.type == "else_clause" and len(inside) == 1:
            node = inside[0]
        else:
            return node


def _shape(node: Node) -> tuple[str, Sequence[_Part]]:
    """What a node is apart from its parts, and the parts."""
    operator, left, right = (node.child_by_field_name(each) for each in ("operator", "left", "right"))
    symbol = text_of(operator) if operator is not None else ""
    symbol = _SPELLED.get(symbol, symbol)
    if node.type == "binary_expression":
        return (
            (f"binary {_MIRRORED[symbol]}", (right, left))
            if symbol in _MIRRORED
            else (f"binary {symbol}", (left, right))
        )
    if node.type == "update_expression":
        argument = node.child_by_field_name("argument")
        if node.parent is not None and node.parent.type in _STATEMENT_PLACES:
            return f"assign {symbol[0]}=", (argument, "1")
        return f"update {symbol} {node.children[0] == argument}", (argument,)
    if node.type == "assignment_expression" and left is not None and right is not None:
        return _assignment(symbol, left, right)
    if node.type == "declaration" and (initial := _initial(node)) is not None:
        return "assign =", initial
    if node.type in _FIELDS:
        return node.type, tuple(node.child_by_field_name(each) for each in _FIELDS[node.type])
    parts = [each for each in node.named_children if each.type not in ("comment", "type_qualifier")]
    if not parts:
        return f"{node.type} {text_of(node)}", ()
    words = " ".join(text_of(each) for each in node.children if not each.is_named)
    return f"{node.type} {words}", parts


def _assignment(symbol: str, left: Node, right: Node) -> tuple[str, Sequence[_Part]]:
    """`s = s + x` is `s += x`."""
    value = _plain(right)
    operator, first, second = (value.child_by_field_name(each) for each in ("operator", "left", "right"))
    inner = text_of(operator) if operator is not None and value.type == "binary_expression" else ""
    if symbol == "=" and inner in _FOLDED and first is not None and same_text(first, left):
        return f"assign {inner}=", (left, second)
    return f"assign {symbol}", (left, right)


def _initial(declaration: Node) -> tuple[Node, Node] | None:
    """The name and the value of `int i = 0;`; None for any other declaration."""
    inside = [each for each in declaration.named_children if each.type not in ("comment", "type_qualifier")]
    if len(inside) != 2 or inside[1].type != "init_declarator":
        return None
    name, value = inside[1].child_by_field_name("declarator"), inside[1].child_by_field_name("value")
    plain = name is not None and value is not None and value.type not in ("argument_list", "initializer_list")
    return (name, value) if name is not None and value is not None and plain else None
