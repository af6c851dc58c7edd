"""Statements as rules compare them: what stands in a body, and what one does to a variable."""

from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.includes import has_directive
from perfcoder_lsp.cpp.nodes import ancestors, has_error, nodes_inside, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.source import Source, walk

_COMMUTING = frozenset({"+", "*", "&", "|", "^"})


@dataclass(frozen=True)
class Update:
    """`x = e` (operator empty), `x += e` and `x = x + e` (operator `+`), `x++` (no amount: 1)."""

    target: Node
    operator: str
    amount: Node | None

    @property
    def amount_text(self) -> str:
        return text_of(self.amount) if self.amount is not None else "1"


def read_update(node: Node) -> Update | None:
    """What an expression, or a statement of only one, does to a variable or element; None where it is another."""
    if node.type == "expression_statement" and len(node.named_children) == 1:
        node = node.named_children[0]
    node = unwrapped(node)
    operator = node.child_by_field_name("operator")
    if operator is None:
        return None
    symbol = text_of(operator)
    if node.type == "update_expression":
        target = node.child_by_field_name("argument")
        return Update(unwrapped(target), symbol[0], None) if target is not None else None
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type != "assignment_expression" or left is None or right is None:
        return None
    target, value = unwrapped(left), unwrapped(right)
    if symbol != "=":
        return Update(target, symbol.removesuffix("="), value)
    pair, inner = operands(value), value.child_by_field_name("operator")
    if pair is not None and inner is not None:
        if same_text(pair[0], target):
            return Update(target, text_of(inner), pair[1])
        if same_text(pair[1], target) and text_of(inner) in _COMMUTING:
            return Update(target, text_of(inner), pair[0])
    return Update(target, "", value)


def same_text(one: Node, other: Node) -> bool:
    """Whether two expressions are written alike, parentheses around them and spaces apart."""
    return _leaves(unwrapped(one)) == _leaves(unwrapped(other))


def _leaves(node: Node) -> list[str]:
    return [text_of(each) for each in walk(node) if not each.children]


def statements_of(body: Node) -> tuple[Node, ...]:
    """The statements of a block, or the one statement that stands without braces; comments are left out."""
    inside = body.named_children if body.type == "compound_statement" else [body]
    return tuple(each for each in inside if each.type != "comment")


def steps_of(body: Node) -> tuple[Node, ...]:
    """The same, with `a, b;` as two expressions."""
    found: list[Node] = []
    for each in statements_of(body):
        inner = each.named_children[0] if each.type == "expression_statement" and each.named_children else each
        found += _parts(inner) if inner.type == "comma_expression" else [each]
    return tuple(found)


def _parts(node: Node) -> list[Node]:
    parts: list[Node] = []
    while node.type == "comma_expression":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            break
        parts.insert(0, right)
        node = left
    return [node, *parts]


def is_replaceable(source: Source, node: Node) -> bool:
    """Whether a whole statement can be written anew without losing a comment, a line of the preprocessor (a `#pragma`
    before it, too), or what was not understood."""
    lost = has_error(node) or has_directive(source, node) or nodes_inside(source, node, "comment")
    return not (lost or _is_directed(node))


def _is_directed(statement: Node) -> bool:
    """Whether a `#pragma` stands right before a statement and may speak of it."""
    before = statement.prev_named_sibling
    while before is not None and before.type == "comment":
        before = before.prev_named_sibling
    return before is not None and before.type == "preproc_call"


def takes_declarations(source: Source, statement: Node) -> bool:
    """Whether a declaration can be put in front of a statement: it stands in a block of its own, and no label or case
    lets a jump pass over what is declared; no `#pragma` speaks of it."""
    parent = parent_of(source, statement)
    if parent is None or parent.type != "compound_statement" or _is_directed(statement):
        return False
    function = next((each for each in ancestors(source, statement) if each.type == "function_definition"), None)
    return function is not None and not nodes_inside(source, function, "labeled_statement")
