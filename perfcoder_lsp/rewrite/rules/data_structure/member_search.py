"""The rule DS13: searching a set by the set itself."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of, read_call
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.comparisons import compares_as, is_totally_ordered, may_be_bool, only_truth_counts
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.places import root_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable, same_text
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_from_std, is_standard_call
from perfcoder_lsp.strategy import Category

_TREES, _TABLES = frozenset({"set", "multiset"}), frozenset({"unordered_set", "unordered_multiset"})
_CONTAINERS: dict[str, frozenset[str]] = {
    "find": frozenset({"set", "unordered_set"}),  # of several equal elements any may be found
    "count": _TREES | _TABLES,
    "lower_bound": _TREES,
    "upper_bound": _TREES,
}


@rule(id="DS13", category=Category.DATA_STRUCTURE, summary="Search a set by its own member function", gain=20)
def member_search(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `find(s.begin(), s.end(), x)` on a set or unordered_set by `s.find(x)`; `count`,
    `lower_bound` and `upper_bound` likewise (those two on a set or multiset).

    Why: the algorithms know nothing of the container and step through its elements one by one, O(n); the container
    finds x in O(log n), or O(1) where it hashes.

    When not: only a part of the set is searched, or with a comparator of its own; the set has a comparator or hash, or
    elements of the file's own types; x has another type, which the member function would convert (`find(…, 2.5)` in a
    set of int); a count is computed with, since the member function's is unsigned; operands have side effects; a macro
    takes part.

    Source: catalogue DS13, measured 70x and 185x. clang-tidy performance-inefficient-algorithm.
    """
    for name, containers in _CONTAINERS.items():
        for call in calls_of(source, name):
            searched = _searched(source, call) if len(call.arguments) == 3 else None
            kind = type_of(source, searched) if searched is not None else None
            if searched is None or kind is None or kind.container not in containers or len(kind.arguments) != 1:
                continue
            element, value = kind.arguments[0], call.arguments[2]
            if not is_totally_ordered(element) or not compares_as(source, element, value):
                continue
            counted = only_truth_counts if "multi" in kind.container else may_be_bool
            if (name != "count" or counted(source, call.node)) and _is_safe(source, call, searched):
                yield _finding(source, call, searched, kind.container)


def _searched(source: Source, call: Call) -> Node | None:
    """The container of which all elements are searched."""
    first, last = read_call(call.arguments[0]), read_call(call.arguments[1])
    if (
        first is None
        or last is None
        or first.object is None
        or last.object is None
        or not is_standard_call(source, call)
    ):
        return None
    plain = not (first.arguments or last.arguments or first.arrow or last.arrow)
    whole = (first.name, last.name) == ("begin", "end") and same_text(first.object, last.object)
    return first.object if plain and whole else None


def _is_safe(source: Source, call: Call, searched: Node) -> bool:
    root = root_of(source, searched)
    known = root is not None and is_from_std(source, root) and not root.macro_altered
    pure = is_pure(source, searched) and is_pure(source, call.arguments[2])
    return known and pure and is_replaceable(source, call.node) and understood_function(source, call.node) is not None


def _finding(source: Source, call: Call, searched: Node, container: str) -> Finding:
    name = text_of(searched)
    text = f"{source.slice(searched)}.{call.name}({source.slice(call.arguments[2])})"
    cost = "O(log n)" if container in _TREES else "O(1)"
    return Finding(
        title=f"Let {name} search itself: {text}",
        explanation=(
            f"`{text_of(call.node)}` in line {line_of(source, call.node.start_byte)} steps through the elements of the "
            f"{container} `{name}` one by one, O(n); its own `{call.name}` needs {cost}."
        ),
        edits=(replaced(call.node, text),),
        range=node_range(call.node),
    )
