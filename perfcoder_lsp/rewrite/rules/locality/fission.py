"""Rules of "Data Locality and Cache Awareness": LP12."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.facts.threads import unless_threads
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.loop_split import splits
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category


@rule(id="LP12", category=Category.LOCALITY, summary="Split a loop so that columns are summed row by row", gain=2.0)
def sum_columns_by_rows(source: Source) -> Iterator[Finding]:
    """
    What it does: splits `for j { s[j] = 0; for i s[j] += a[i][j]; s[j] /= n; }` into three loops of which the middle
    one becomes `for i for j s[j] += a[i][j];`, so that the matrix is read along rows. A local variable that is summed
    in and stored at the end is replaced by the element that it is stored in.

    Why: `a[i][j]` with i running innermost touches another cache line in each pass, and the sum waits for itself.

    When not: a pass uses what another pass computes, or the order of a floating-point sum would change; arrays may
    overlap; bounds depend on the other counter, or the loops change them; the loops contain anything but arithmetic on
    numbers and array elements; comments would be lost; the file starts threads.

    Source: catalogue LP12, ours: LP2 for loops that are not perfectly nested, as compilers' loop distribution does.
    """
    sums = (each for each in splits(source) if len(each.factors) == 1)
    yield from (each.finding(source) for each in unless_threads(source, sums))
