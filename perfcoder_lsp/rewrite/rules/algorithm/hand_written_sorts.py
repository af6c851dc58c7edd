"""Rule of "Algorithm Design Optimization": AL4."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.sorts import Sort, read_sort
from perfcoder_lsp.cpp.functions import function_of, is_constexpr
from perfcoder_lsp.cpp.loops import loops
from perfcoder_lsp.cpp.nodes import parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.mathematics import factor
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.rewrite.statements import included
from perfcoder_lsp.strategy import Category

_FEW = 32  # so few elements are sorted by hand as fast


@rule(id="AL4", category=Category.ALGORITHM, summary="Sort by std::sort instead of by hand", gain=15.0)
def sort_by_library(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces bubble, selection, insertion and exchange sorts of the first n integers or strings of an
    array or vector by `std::sort`, descending ones with `std::greater`.

    Why: they compare O(n²) pairs of elements, std::sort O(n log n).

    When not: the loops do anything else, such as counting swaps or moving other arrays along; equal elements can be
    told apart (floating point with -0.0, classes); a counter or temporary is read afterwards; something may change n
    meanwhile; at most 32 elements; a comment would be lost; C.

    Source: catalogue AL4, measured 18.6x at 10 000 elements. PerfCoder; PIE.
    """
    if source.language == "c":
        return
    for loop in loops(source):
        parent = parent_of(source, loop.node)
        found = read_sort(source, loop) if parent is not None and parent.type == "compound_statement" else None
        if found is not None and not _is_short(source, found) and not _is_compiled_in(source, loop.node):
            yield _finding(source, loop.node, found)


def _is_compiled_in(source: Source, loop: Node) -> bool:
    """Whether a compiler may have to run the loop: std::sort is constexpr from C++20 on only."""
    function = function_of(source, loop)
    return function is None or is_constexpr(source, function)


def _is_short(source: Source, found: Sort) -> bool:
    known = value_range(source, found.count)
    return known is not None and known.high <= _FEW


def _finding(source: Source, loop: Node, found: Sort) -> Finding:
    array, line = found.array.name, line_of(source, loop.start_byte)
    begin, end = _ends(found)
    greater = standard(source, "greater")
    element = variable_type(source, found.array).element
    kind = standard(source, "string") if element is not None and element.is_string else str(element)
    order = f", {greater}<{kind}>()" if found.descending else ""
    call = f"{standard(source, 'sort')}({begin}, {end}{order});"
    guard = f"if ({factor(found.count)} > 1) " if _may_be_negative(source, found) else ""
    headers = ("<algorithm>", "<functional>") if found.descending else ("<algorithm>",)
    return Finding(
        title=f"Sort {array} by std::sort",
        explanation=(
            f"The loops in line {line} sort `{array}` by comparing O({text_of(found.count)}²) pairs of elements; "
            "std::sort needs O(n log n) comparisons, and equal elements can't be told apart."
        ),
        edits=(replaced(loop, guard + call), *included(source, *headers)),
        range=node_range(loop),
    )


def _may_be_negative(source: Source, found: Sort) -> bool:
    known = value_range(source, found.count)
    return not _is_size(found) and (known is None or known.low < 0)


def _is_size(found: Sort) -> bool:
    """Whether the count is `a.size()`, or a cast of it."""
    node = unwrapped(found.count)
    value = node.child_by_field_name("value") if node.type == "cast_expression" else node
    return value is not None and text_of(unwrapped(value)) in (
        f"{found.array.name}.size()",
        f"{found.array.name}.length()",
    )


def _ends(found: Sort) -> tuple[str, str]:
    name = found.array.name
    begin = f"{name}.begin()" if found.array.type.container else name
    if _is_size(found) and found.first == 0:
        return begin, f"{name}.end()"
    offset = f" + {found.first}" if found.first else ""
    return begin + offset, f"{begin} + {factor(found.count)}{offset}"
