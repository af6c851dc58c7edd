"""Where do loops append to vectors, and are the vectors empty before."""

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.facts.copies import copies_silently
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_local_includes, macro_words
from perfcoder_lsp.cpp.loops import is_repeated
from perfcoder_lsp.cpp.nodes import (
    nodes_inside,
    nodes_of_type,
    parent_of,
    text_of,
)
from perfcoder_lsp.cpp.scopes import declarations_named, variable_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.uses import Use, uses
from perfcoder_lsp.rewrite.standard import is_from_std

APPENDING = frozenset({"push_back", "emplace_back"})
"""Methods that add one element at the end."""


def growing_vector(source: Source, owner: Node) -> Declaration | None:
    """The plain standard vector that an expression names, where copying its elements runs no code of the file."""
    found = variable_of(source, owner)
    if found is None or not found.is_variable or found.name in macro_words(source) or found.is_volatile:
        return None
    kind = found.type
    if kind.container != "vector" or kind.reference or kind.const or len(kind.arguments) != 1:
        return None
    return found if is_from_std(source, found) and copies_silently(source, kind.arguments[0]) else None


def is_empty_before(source: Source, vector: Declaration, loop: Node, block: Node, *, aside: Use | None = None) -> bool:
    """Whether the vector has no elements when the loop starts: it is declared without a value in the same block and not
    used in between (but for the use `aside`), or it is global, and nothing before this loop of `main` writes it."""
    initial = vector.initializer
    if initial is not None and (initial.arguments or initial.style == "copy"):
        return False
    here = function_of(source, loop)
    if here is None or nodes_inside(source, here.node, "labeled_statement"):
        return False
    before = [use for use in uses(source, vector) if use.node.start_byte < loop.start_byte and use is not aside]
    if vector.kind is Kind.LOCAL:
        return parent_of(source, vector.node) == block and not before
    if vector.kind is not Kind.GLOBAL or "extern" in vector.specifiers or has_local_includes(source):
        return False
    elsewhere = [use for use in uses(source, vector) if use.writes and function_of(source, use.node) is not here]
    once = here.name == "main" and not is_repeated(source, loop) and not declarations_named(source, "main")[1:]
    return once and not elsewhere and not any(use.writes for use in before) and not _is_called(source, "main")


def _is_called(source: Source, name: str) -> bool:
    return any(text_of(each) == name for each in nodes_of_type(source, "identifier") if _is_callee(source, each))


def _is_callee(source: Source, node: Node) -> bool:
    parent = parent_of(source, node)
    return parent is not None and parent.type == "call_expression"
