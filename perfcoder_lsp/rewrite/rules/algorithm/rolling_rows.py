"""Rule of "Algorithm Design Optimization": LP5."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.facts.rows import RowLoop, row_loop
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.loops import loops
from perfcoder_lsp.cpp.nodes import text_of, unwrapped
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.mathematics import factor
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category

_MANY = 3  # rows from which on keeping two saves anything


@rule(id="LP5", category=Category.ALGORITHM, summary="Keep two rows of a dynamic program's table", gain=2.0)
def rolling_rows(source: Source) -> Iterator[Finding]:
    """
    What it does: gives the table of a dynamic program two rows, and takes row i for row i & 1, where each row is
    computed from the one before alone and only the last one is read in the end.

    Why: two rows stay in the cache, the whole table has to be written to memory and read from there.

    When not: the table is used in any other way, by another function, as a whole or to find the way back; a pass leaves
    out columns, accumulates into them, reads those further on, or computes other columns than the pass before; row 0
    gets values in columns that the passes don't compute; rows are given values beforehand; the sizes may change.

    Source: catalogue LP5, measured 10.6x. Competitive-programming folklore.
    """
    for loop in loops(source):
        found = row_loop(source, loop) if loop.depth and loop.counter is not None else None
        size = _rows(found) if found is not None else None
        if found is not None and size is not None:
            yield _finding(source, found, size)


def _rows(found: RowLoop) -> Node | None:
    """What the table's declaration says about the number of its rows; None where they are few already."""
    initial = found.table.initializer
    if found.table.type.container:
        size = initial.arguments[0] if initial is not None else None
    else:
        outer, inner = found.table.declarator, found.table.declarator
        while inner is not None and inner.type in ("init_declarator", "array_declarator"):
            outer, inner = inner, inner.child_by_field_name("declarator")
        size = outer.child_by_field_name("size")
    few = size is None or (literal(size) is not None and (literal(size) or 0) < _MANY)
    return None if few else size


def _finding(source: Source, found: RowLoop, size: Node) -> Finding:
    name, line = found.table.name, line_of(source, found.loop.node.start_byte)
    rows = text_of(unwrapped(size))
    kept = f"{factor(size)} < 2 ? {factor(size)} : 2" if found.table.type.container and literal(size) is None else "2"
    indices = {each.row.id: each.row for each in found.cells if literal(each.row) != 0}
    return Finding(
        title=f"Keep two rows of {name}",
        explanation=(
            f"The loop in line {line} computes each row of `{name}` from the one before, and only the last is read "
            f"afterwards: two rows instead of {rows} stay in the cache."
        ),
        edits=(
            replaced(size, kept),
            *(replaced(each, f"{factor(each)} & 1") for each in indices.values()),
        ),
        range=node_range(found.loop.node),
    )
