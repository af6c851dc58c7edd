"""Shapes of code, written as C++ with holes: `match("if ($n % $i == 0) $then;", node)`.

A hole `$name` stands for any expression, type or statement, the same one wherever it comes again. What programmers
write in several ways with one meaning is one shape: parentheses, braces around a single statement, `a > b` and `b < a`,
`i++;` and `i += 1;`, `s = s + x;` and `s += x;`, `int i = 0;` and `i = 0;`, the operands of `+`, `*`, `==` and `!=` in
either order, `&&` and `and`, a name with `std::` and without. Comments and const don't count. Nothing is said about
what names mean: that is for whoever asks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from tree_sitter import Node

from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.source import parse
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
_AROUND = frozenset({"parenthesized_expression", "condition_clause", "compound_statement", "expression_statement"})
_WITH_OPERATOR = frozenset({"binary_expression", "update_expression", "assignment_expression"})
_TYPES = {
    "binary": frozenset({"binary_expression"}),
    "update": frozenset({"update_expression"}),
    "assign": frozenset({"update_expression", "assignment_expression", "declaration"}),
}
_STATEMENT_PLACES = frozenset({"expression_statement", "for_statement", "comma_expression"})
_FOLDED = frozenset({"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"})


def match(pattern: str, node: Node, bound: Mapping[str, Node] | None = None) -> Holes | None:
    """What the holes of a pattern stand for in a node; None where it has another shape. `bound` holes are given."""
    return match_all(pattern, (node,), bound)


def match_all(pattern: str, nodes: Sequence[Node], bound: Mapping[str, Node] | None = None) -> Holes | None:
    """The same for a pattern of as many statements as there are nodes."""
    wanted = _compiled(pattern)
    return next(_sequence(wanted, nodes, dict(bound or {})), None) if len(wanted) == len(nodes) else None


def match_any(patterns: Sequence[str], node: Node, bound: Mapping[str, Node] | None = None) -> Holes | None:
    """The holes of the first of several patterns that a node has the shape of."""
    return next((found for each in patterns if (found := match(each, node, bound)) is not None), None)


def _statements(pattern: str) -> tuple[Node, ...]:
    text = pattern if pattern.rstrip().endswith((";", "}")) else f"{pattern};"
    root = parse(f"void f() {{ {text} }}".encode()).root_node
    body = root.named_children[0].child_by_field_name("body") if root.named_children else None
    if body is None or root.has_error:
        raise ValueError(f"not a pattern: {pattern}")
    return statements_of(body)


@dataclass(frozen=True)
class _Hole:
    text: str


@dataclass(frozen=True)
class _Shape:
    """A part of a pattern: what it is apart from its own parts, and the types of nodes that can be such."""

    node: Node
    label: str
    inside: Sequence[_Part]
    types: frozenset[str]

    @property
    def text(self) -> str:
        return text_of(self.node)

    @cached_property
    def parts(self) -> tuple["_Wanted", ...]:
        """Its own parts; of many patterns no code ever gets as far as them."""
        return tuple(map(_compile, self.inside))


_Wanted = _Hole | _Shape | str | None


@cache
def _compiled(pattern: str) -> tuple[_Wanted, ...]:
    return tuple(map(_compile, _statements(pattern)))


def _compile(part: _Part) -> _Wanted:
    """A part of a pattern with all that can be told before any code is seen."""
    if not isinstance(part, Node):
        return part
    node = _plain(part)
    text = text_of(node)
    if text.startswith("$") and not node.named_children:
        return _Hole(text)
    label, inside = _shape(node)
    kind = label.partition(" ")[0]
    return _Shape(node, label, inside, _TYPES.get(kind) or frozenset({kind}))


def _sequence(wanted: Sequence[_Wanted], found: Sequence[_Part], bound: Holes) -> Iterator[Holes]:
    if not wanted:
        yield bound
        return
    for once in _matches(wanted[0], found[0], bound):
        yield from _sequence(wanted[1:], found[1:], once)


def _matches(wanted: _Wanted, found: _Part, bound: Holes) -> Iterator[Holes]:
    """All ways in which a part of a pattern fits a part of the code."""
    if not isinstance(found, Node) or not isinstance(wanted, (_Hole, _Shape)):
        if (wanted if wanted is None or isinstance(wanted, str) else wanted.text) == _text(found):
            yield bound
        return
    found = _plain(found)
    if isinstance(wanted, _Hole):
        if wanted.text not in bound:
            yield bound | {wanted.text: found}
        elif same_text(bound[wanted.text], found):
            yield bound
        return
    if found.type not in wanted.types:
        return
    label, others = _shape(found)
    if wanted.label != label or len(wanted.inside) != len(others):
        return
    yield from _sequence(wanted.parts, others, bound)
    if label in _COMMUTATIVE:
        yield from _sequence(wanted.parts, others[::-1], bound)


def _text(part: _Part) -> str | None:
    return text_of(_plain(part)) if isinstance(part, Node) else part


def _plain(node: Node) -> Node:
    """The node that says all: without parentheses, braces or a semicolon around it, and without `std::`."""
    while True:
        kind = node.type
        if kind not in _AROUND and kind != "qualified_identifier" and kind != "else_clause":
            return node
        inside = [each for each in node.named_children if each.type not in ("comment", "type_qualifier")]
        if kind in _AROUND:
            if len(inside) != 1:
                return node
            node = inside[0]
        elif kind == "qualified_identifier" and text_of(node).startswith("std::") and len(inside) == 2:
            node = inside[1]
        elif kind == "else_clause" and len(inside) == 1:
            node = inside[0]
        else:
            return node


def _shape(node: Node) -> tuple[str, Sequence[_Part]]:
    """What a node is apart from its parts, and the parts."""
    if node.type in _WITH_OPERATOR:
        return _operation(node)
    if node.type == "declaration" and (initial := _initial(node)) is not None:
        return "assign =", initial
    if node.type in _FIELDS:
        return node.type, tuple(node.child_by_field_name(each) for each in _FIELDS[node.type])
    parts = [each for each in node.named_children if each.type not in ("comment", "type_qualifier")]
    if not parts:
        return f"{node.type} {text_of(node)}", ()
    words = " ".join(text_of(each) for each in node.children if not each.is_named)
    return f"{node.type} {words}", parts


def _operation(node: Node) -> tuple[str, Sequence[_Part]]:
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
    return _assignment(symbol, left, right)


def _assignment(symbol: str, left: _Part, right: _Part) -> tuple[str, Sequence[_Part]]:
    """`s = s + x` is `s += x`."""
    if not isinstance(left, Node) or not isinstance(right, Node):
        return f"assign {symbol}", (left, right)
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
