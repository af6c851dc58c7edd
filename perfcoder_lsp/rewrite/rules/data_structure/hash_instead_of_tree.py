"""DS1: hash tables for maps and sets whose order is never looked at."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import insert_include
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.nodes import nodes_of_type, parent_of
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import Use, UseKind, uses
from perfcoder_lsp.rewrite.containers import (
    destruction_is_silent,
    is_list_of_elements,
    is_qualified,
    own_container,
    result_unused,
)
from perfcoder_lsp.rewrite.found_iterators import iterator_type_edits, result_is_order_free
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_name
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_PLAIN_METHODS = frozenset({"count", "contains", "size", "empty", "clear"})
_INSERTING_METHODS = frozenset({"insert", "emplace", "try_emplace"})
_LOOKUPS = frozenset({"count", "contains", "find", "at", "insert", "emplace", "try_emplace", "erase"})


@rule(
    id="DS1",
    category=Category.DATA_STRUCTURE,
    summary="Hash where the order of a map or set is never looked at",
    gain=15.3,
)
def hash_instead_of_tree(source: Source) -> Iterator[Finding]:
    """
    What it does: makes `map<K, V>` an `unordered_map<K, V>` and `set<K>` an `unordered_set<K>`, with the types of the
    iterators that its `find` returns, and adds the header.

    Why: a tree costs O(log n) comparisons and cache misses per look-up, a hash table O(1) on average.

    When not: anything depends on the order (iteration, begin, rbegin, lower_bound, upper_bound, a comparator,
    comparing two of them); the container is passed on, copied, returned, swapped, or named in a macro; an element is
    erased by iterator, or an iterator is moved or kept while something is inserted; keys are not integers or strings
    (std::hash knows no pairs; floating-point keys have -0.0 and NaN).

    Source: catalogue DS1, measured 15.3x (200,000 random keys). abseil's tip 136, Sonar S6033 (both without a fix).
    """
    if source.language == "c" or threads_of(source):
        return
    for each in variables(source):
        edits = _hashing_edits(source, each)
        if edits:
            yield _hashing(source, each, edits)


def _hashing_edits(source: Source, variable: Declaration) -> tuple[TextEdit, ...]:
    """The edits that make a tree a hash table; empty to refuse."""
    kind = variable.type
    written = own_container(source, variable, ("map", "set"))
    if written is None or not (kind.arguments[0].is_integral or kind.arguments[0].is_string):
        return ()
    if not _starts_unordered(source, variable) or "__int128" in kind.arguments[0].name:
        return ()
    if not all(destruction_is_silent(source, each) for each in kind.arguments):
        return ()
    if not is_standard_name(source, f"unordered_{kind.container}", qualified=is_qualified(variable)):
        return ()
    found = uses(source, variable)
    if not any(each.kind is UseKind.SUBSCRIPT or each.method in _LOOKUPS for each in found):
        return ()
    if not all(_ignores_order(source, variable, each) for each in found):
        return ()
    edits = [TextEdit.insert(written.start_byte, "unordered_")]
    edits += iterator_type_edits(source, variable)
    header = insert_include(source, f"<unordered_{kind.container}>")
    return (*edits, header) if header is not None else tuple(edits)


def _starts_unordered(source: Source, variable: Declaration) -> bool:
    """Whether the initial value, if there is one, means the same for a hash table: a list, or a pair of iterators."""
    initial = variable.initializer
    if initial is None:
        return True
    if initial.misparsed:
        return False
    if initial.style == "brace":
        return is_list_of_elements(source, initial.arguments)
    return initial.style == "paren" and len(initial.arguments) == 2


def _ignores_order(source: Source, variable: Declaration, use: Use) -> bool:
    """Whether a use means the same for a hash table."""
    if use.kind is UseKind.SUBSCRIPT:
        return variable.type.container == "map" and use.index is not None
    if use.kind is UseKind.CAPTURE:  # in `[c = m]` c is another name of it, or a copy
        parent = parent_of(source, use.node)
        return parent is not None and parent.type != "lambda_capture_initializer"
    call = use.call
    if use.kind is not UseKind.MEMBER_CALL or call is None or call.arrow:
        return False
    if use.method in _PLAIN_METHODS:
        return True
    if use.method == "at":  # what() of the exception for an absent key differs
        return not nodes_of_type(source, "catch_clause")
    if use.method in _INSERTING_METHODS:
        return result_unused(source, call)
    if use.method == "erase":
        return len(call.arguments) == 1 and _is_key(source, variable.type.arguments[0], call.arguments[0])
    if use.method in ("find", "end"):
        return result_is_order_free(source, variable, call)
    return False


def _is_key(source: Source, key: Type, argument: Node) -> bool:
    """Whether the argument of `erase` is a key for sure, and no iterator."""
    kind = type_of(source, argument)
    return kind.is_arithmetic if key.is_integral else (kind.is_string or argument.type == "string_literal")


def _hashing(source: Source, variable: Declaration, edits: tuple[TextEdit, ...]) -> Finding:
    container, name = variable.type.container, variable.name
    called = {f".{use.method}" for use in uses(source, variable) if use.method in _LOOKUPS}
    called |= {"[]" for use in uses(source, variable) if use.kind is UseKind.SUBSCRIPT}
    how = ", ".join(sorted(called))
    return Finding(
        title=f"Make {name} an unordered_{container}",
        explanation=(
            f"{name} is a {container}, a balanced tree: each {how} costs O(log n) comparisons and cache misses. Its "
            f"order is never looked at, so an unordered_{container} does the same in O(1) on average."
        ),
        edits=edits,
        range=node_range(variable.node),
        notes=("Keys that were chosen to collide make a hash table O(n) per look-up; a tree has no such worst case.",),
    )
