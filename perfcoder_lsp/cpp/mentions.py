"""Where names are mentioned: all of them in a piece of code, and those of one declaration."""

from bisect import bisect_left
from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.scopes import candidates, declarations_named, names_of
from perfcoder_lsp.cpp.source import Source, per_source


@per_source
def _mentions(source: Source) -> tuple[list[int], list[Node]]:
    """Every mention of a name in text order, and the offsets at which they start."""
    nodes = sorted((node for node, _ in names_of(source).mentions), key=lambda node: node.start_byte)
    return [node.start_byte for node in nodes], nodes


def mentions_in(source: Source, node: Node) -> Iterator[Node]:
    """The names mentioned inside a node (not those that are declared there), in text order."""
    starts, nodes = _mentions(source)
    first = bisect_left(starts, node.start_byte)
    return iter(nodes[first : bisect_left(starts, node.end_byte, first)])


@per_source
def _by_name(source: Source) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for node in _mentions(source)[1]:
        found.setdefault(text_of(node), []).append(node)
    return found


@per_source
def _by_declaration(_: Source) -> dict[int, list[Node]]:
    """The mentions of declarations, by identity, whose names were asked for already."""
    return {}


def mentions_of(source: Source, declaration: Declaration) -> tuple[Node, ...]:
    """Every place, but its own, that names the declaration or may name it, functions and types included."""
    found = _by_declaration(source)
    if id(declaration) not in found:
        found |= {id(each): [] for each in declarations_named(source, declaration.name)}
        for node in _by_name(source).get(declaration.name, ()):
            for each in candidates(source, node):
                found[id(each)].append(node)
    return tuple(found[id(declaration)])
