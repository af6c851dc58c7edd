"""Rules of "Algorithm Design Optimization": AL2."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.calls import calls
from perfcoder_lsp.cpp.edits import replaced
from perfcoder_lsp.cpp.nodes import parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.uses import Use, UseKind, uses
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.sorted_ranges import Sorted, is_ascending, outlives, sorted_whole
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.strategy import Category

_VALUE_METHODS = frozenset({"size", "empty", "length"})
_FIRST_METHODS = frozenset({"front", "begin"})
_LAST_METHODS = frozenset({"back", "rbegin"})


@rule(
    id="AL2",
    category=Category.ALGORITHM,
    summary="Find the smallest or largest element instead of sorting for it",
    gain=9.5,
)
def extreme_instead_of_sort(source: Source) -> Iterator[Finding]:
    """
    What it does: where a vector or array is sorted and afterwards only its first or last element is read, finds that
    element with min_element or max_element and swaps it to where it is read.

    Why: sorting takes O(n log n) steps, finding an extreme O(n).

    When not: any other element, an iterator or the whole container is used after the sort, in other functions or in
    another pass of a loop around it; only a part is sorted; equal elements could be told apart (floating point with
    -0.0, types of the program, comparators other than greater); the length changes between the sort and the reading.

    Source: catalogue AL2, measured 9.5x. PIE, figure 3; no analyser does it.
    """
    if source.language == "c":
        return
    for call in calls(source):
        found = sorted_whole(source, call)
        if found is not None:
            finding = _finding(source, found)
            if finding is not None:
                yield finding


def _finding(source: Source, found: Sorted) -> Finding | None:
    ascending = is_ascending(source, found)
    if ascending is None:
        return None
    start, end = found.call.node.start_byte, found.call.node.end_byte
    ends: set[str] = set()
    for use in uses(source, found.variable):
        if start <= use.node.start_byte < end:
            continue
        if use.node.start_byte < start:
            if outlives(source, use):
                return None
            continue
        read = _which_end(source, found, use)
        if read is None:
            return None
        ends.add(read)
    wanted = ends - {""}
    return _replacement(source, found, wanted, ascending=ascending) if wanted else None


def _which_end(source: Source, found: Sorted, use: Use) -> str | None:
    """Which end of the sorted range a use reads: first, last, or "" for its length only; None for any other use."""
    if use.writes:
        return None
    if use.kind is UseKind.SUBSCRIPT and use.index is not None:
        names = [resolve(source, each) for each in walk(use.index) if each.type == "identifier"]
        if any(each is not found.variable and each is not found.length for each in names):
            return None
        index = "".join(text_of(unwrapped(use.index)).split())
        return "first" if index == found.first else ("last" if index in found.last else None)
    if use.kind is not UseKind.MEMBER_CALL:
        return None
    if use.method in _VALUE_METHODS:
        return ""
    if use.method in ("begin", "rbegin"):
        return _dereferenced(source, use)
    return {"front": "first", "back": "last"}.get(use.method)


def _dereferenced(source: Source, use: Use) -> str | None:
    """`*v.begin()` and `*v.rbegin()`, read and not written."""
    parent = parent_of(source, use.call.node) if use.call is not None else None
    if parent is None or parent.type != "pointer_expression":
        return None
    return "first" if use.method in _FIRST_METHODS else ("last" if use.method in _LAST_METHODS else None)


def _replacement(source: Source, found: Sorted, ends: set[str], *, ascending: bool) -> Finding:
    def name(text: str) -> str:
        return standard(source, text, like=found.call.qualifier)

    steps: list[str] = []
    for each in sorted(ends):
        extreme = name("min_element" if (each == "first") == ascending else "max_element")
        place = found.begin if each == "first" else f"{found.end} - 1"
        steps.append(f"{name('iter_swap')}({place}, {extreme}({found.begin}, {found.end}));")
    action = steps[0] if len(steps) == 1 else f"{{ {' '.join(steps)} }}"
    statement = parent_of(source, found.call.node)
    assert statement is not None, "checked by sorted_whole"
    variable = found.variable.name
    what = " and ".join(f"its {each} element" for each in sorted(ends))
    return Finding(
        title=f"Find the extremes of {variable} instead of sorting it",
        explanation=(
            f"{variable} is sorted, O(n log n), but afterwards only {what} is read: finding "
            f"{'it takes' if len(ends) == 1 else 'both takes'} O(n)."
        ),
        edits=(replaced(statement, f"if ({found.guard}) {action}"),),
        range=node_range(statement),
    )
