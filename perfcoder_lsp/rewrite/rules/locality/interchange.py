"""Rules of "Data Locality and Cache Awareness": LP1 and LP2, two loops of a nest that change places."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.facts.threads import unless_threads
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.loop_order import Interchange, interchanges
from perfcoder_lsp.rewrite.loop_split import splits
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category


@rule(id="LP1", category=Category.LOCALITY, summary="Run the inner loop of a matrix product along rows", gain=2.2)
def products_along_rows(source: Source) -> Iterator[Finding]:
    """
    What it does: in a nest such as `for i, for j, for k: c[i][j] += a[i][k] * b[k][j]` lets the loops over j and k
    change places, so that the innermost one reads b and writes c along rows. Where the element is set before the
    innermost loop, or summed in a local variable, that becomes a loop of its own.

    Why: `b[k][j]` with k running innermost touches another cache line in each pass, and the sum waits for itself.

    When not: another order could change a result (a dependence between passes that is not one of an element on itself);
    arrays may overlap; bounds depend on the other counter, or the nest changes them; the loops contain anything but
    arithmetic on numbers and array elements; the file starts threads. Each element is summed in the same order as
    before, so that floating-point results are the same to the last bit.

    Source: catalogue LP1, measured 2.2x (static arrays), 2.0x (vectors of vectors). Codee PWR039, PWR042.
    """
    yield from (_finding(source, each) for each in _found(source) if each.reduces)
    products = (each for each in splits(source) if len(each.factors) > 1)
    yield from (each.finding(source) for each in unless_threads(source, products))


@rule(id="LP2", category=Category.LOCALITY, summary="Walk through a matrix along its rows", gain=3.0)
def walk_along_rows(source: Source) -> Iterator[Finding]:
    """
    What it does: lets two nested loops change places where the inner one jumps from row to row of a matrix:
    `for j, for i: a[i][j] = 0` becomes `for i, for j: a[i][j] = 0`.

    Why: a row lies together in memory, so that a cache line serves several passes; a column needs one for each element.

    When not: another order could change a result (a dependence between passes, a floating-point sum, a signed sum that
    might overflow on the way); arrays may overlap; bounds depend on the other counter, or the nest changes them; the
    loops contain anything but arithmetic on numbers and array elements; the file starts threads.

    Source: catalogue LP2, measured 4.1x (gcc -O2; gcc -O3 does it itself). Codee PWR039.
    """
    yield from (_finding(source, each) for each in _found(source) if not each.reduces)


def _found(source: Source) -> Iterator[Interchange]:
    return unless_threads(source, interchanges(source))


def _finding(source: Source, found: Interchange) -> Finding:
    outer, inner = (each.counter.variable.name for each in (found.outer, found.inner) if each.counter is not None)
    lines = [line_of(source, each.range.start) for each in (found.outer, found.inner)]
    jumps = " and ".join(f"`{each}`" for each in found.strided[:2])
    order = "Each element is still summed in the same order" if found.reduces else "No pass depends on the order"
    return Finding(
        title=f"Let the loops over {outer} and {inner} change places",
        explanation=(
            f"The loop over `{inner}` in line {lines[1]} goes through {jumps} from row to row, touching another cache "
            f"line in each pass. With the loop over `{outer}` (line {lines[0]}) inside, neighbours in memory follow "
            f"one another. {order}, so the results are the same."
        ),
        edits=found.edits,
        range=node_range(found.outer.node),
    )
