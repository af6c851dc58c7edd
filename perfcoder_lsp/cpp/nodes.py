"""Small questions about syntax nodes: parents, kinds, enclosing statements, errors."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.source import Source, per_source

LOOP_TYPES = frozenset({"for_statement", "for_range_loop", "while_statement", "do_statement"})
FUNCTION_TYPES = frozenset({"function_definition", "lambda_expression"})
CLASS_TYPES = frozenset({"class_specifier", "struct_specifier", "union_specifier"})


@dataclass(frozen=True)
class NodeIndex:
    """All nodes of a file by type in text order, and each node's parent by the node's id."""

    by_type: dict[str, list[Node]]
    parents: dict[int, Node]


@per_source
def node_index(source: Source) -> NodeIndex:
    """The index of a file, made in one pass over its nodes."""
    by_type: defaultdict[str, list[Node]] = defaultdict(list)
    parents: dict[int, Node] = {}
    stack = [source.root]
    while stack:  # `walk`, written out: nothing else is done for every token of a file
        node = stack.pop()
        by_type[node.type].append(node)
        if node.child_count:
            children = node.children
            for child in children:
                parents[child.id] = node
            stack += reversed(children)
    return NodeIndex(dict(by_type), parents)


def nodes_of_type(source: Source, *types: str) -> tuple[Node, ...]:
    """All nodes of the given types, in text order."""
    found = [node for name in types for node in node_index(source).by_type.get(name, ())]
    if len(types) > 1:
        found.sort(key=lambda node: (node.start_byte, -node.end_byte))
    return tuple(found)


@per_source
def _starts(_: Source) -> dict[str, list[int]]:
    """The offsets at which the nodes of a type begin, of types that were asked for."""
    return {}


def _starts_of(source: Source, name: str) -> list[int]:
    known = _starts(source)
    if name not in known:
        known[name] = [node.start_byte for node in node_index(source).by_type.get(name, ())]
    return known[name]


def nodes_inside(source: Source, outer: Node, *types: str) -> tuple[Node, ...]:
    """All nodes of the given types that lie in the text of a node (itself, too), in text order."""
    found: list[Node] = []
    for name in types:
        starts, nodes = _starts_of(source, name), node_index(source).by_type.get(name, [])
        first = bisect_left(starts, outer.start_byte)
        last = bisect_left(starts, outer.end_byte, first)
        found += (node for node in nodes[first:last] if node.end_byte <= outer.end_byte)
    if len(types) > 1:
        found.sort(key=lambda node: (node.start_byte, -node.end_byte))
    return tuple(found)


def parent_of(source: Source, node: Node) -> Node | None:
    """The node's parent, in constant time (tree-sitter's own way takes time proportional to the depth)."""
    return node_index(source).parents.get(node.id)


def ancestors(source: Source, node: Node) -> Iterator[Node]:
    """The node's parent, its parent, and so on up to the root."""
    parents = node_index(source).parents
    current = parents.get(node.id)
    while current is not None:
        yield current
        current = parents.get(current.id)


def enclosing(source: Source, node: Node, types: frozenset[str]) -> Node | None:
    """The innermost node of one of the types that lies around the node, not the node itself."""
    return next((each for each in ancestors(source, node) if each.type in types), None)


def enclosing_statement(node: Node) -> Node:
    """The statement that the node is part of (itself, where it is one): what stands directly in a block or as the body
    of an `if`, a loop or a label. At file level, the top-level declaration."""
    current = node
    while (parent := current.parent) is not None:
        if parent.type in _STATEMENT_HOLDERS:
            return current
        if parent.type in _SUBSTATEMENT_HOLDERS and current.type.endswith(("statement", "declaration", "loop")):
            header = parent.type in LOOP_TYPES and current in (
                parent.child_by_field_name("initializer"),
                parent.child_by_field_name("condition"),
            )
            if not header:
                return current
        current = parent
    return current


_STATEMENT_HOLDERS = frozenset({"compound_statement", "translation_unit", "declaration_list", "field_declaration_list"})
_SUBSTATEMENT_HOLDERS = LOOP_TYPES | {"if_statement", "else_clause", "labeled_statement", "case_statement"}


def full_expression(source: Source, node: Node) -> Node:
    """The whole expression that a node is part of, up to the statement, condition or declaration that evaluates it;
    what a range-for goes over lives as long as the loop, which is returned then."""
    current = node
    for each in ancestors(source, node):
        if each.type == "for_range_loop":
            return each
        if each.type.endswith(("_statement", "_clause", "declaration", "definition", "translation_unit")):
            break
        current = each
    return current


def has_error(node: Node) -> bool:
    """Whether the text of the node was not fully understood: an ERROR or a MISSING node is in it."""
    return node.has_error


def unwrapped(node: Node) -> Node:
    """The expression inside any number of parentheses."""
    while node.type == "parenthesized_expression" and len(node.named_children) == 1:
        node = node.named_children[0]
    return node


def wrapped(source: Source, node: Node) -> Node:
    """The expression with all parentheses around it."""
    while (parent := parent_of(source, node)) is not None and parent.type == "parenthesized_expression":
        node = parent
    return node


def symbol_of(node: Node) -> str:
    """The operator of an operation or assignment, as written; empty for any other node."""
    operator = node.child_by_field_name("operator")
    return text_of(operator) if operator is not None else ""


def field_of(node: Node, name: str) -> Node | None:
    return node.child_by_field_name(name)


def text_of(node: Node) -> str:
    """The node's text."""
    return (node.text or b"").decode()


def is_inside(node: Node, outer: Node) -> bool:
    """Whether the node lies in the text of the other one."""
    return outer.start_byte <= node.start_byte and node.end_byte <= outer.end_byte
