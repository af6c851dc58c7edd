"""Rules of "Data Locality and Cache Awareness": LP3."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.edits import indentation, line_of, starts_line
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.accesses import accesses
from perfcoder_lsp.cpp.facts.dependences import dependences, may_tile
from perfcoder_lsp.cpp.facts.nests import nests
from perfcoder_lsp.cpp.facts.threads import unless_threads
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.loops import Counter, Loop
from perfcoder_lsp.cpp.nodes import nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.layout import indent_step
from perfcoder_lsp.rewrite.loop_order import header, is_rectangular, is_short, strided
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_BLOCK = 32  # rows and columns: 32 rows of 32 doubles fill an eighth of the smallest cache of today


@rule(id="LP3", category=Category.LOCALITY, summary="Go through matrices in blocks that stay in the cache", gain=1.5)
def tile_loops(source: Source) -> Iterator[Finding]:
    """
    What it does: runs two nested loops in square blocks where each order of the loops would jump from row to row of one
    of the matrices, as a transposition `b[j][i] = a[i][j]` does.

    Why: of a cache line that a jump fetches only one element is used before the line is gone; within a block all are.

    When not: blocks could change a result (a dependence that another order turns round, a floating-point sum); arrays
    may overlap; bounds depend on the other counter, or the nest changes them; the loops count by another step than 1 or
    contain anything but arithmetic on numbers and array elements; the file starts threads. Whether it pays depends on
    the size of the matrices and of the caches.

    Source: catalogue LP3, measured 1.6x (transposing a matrix of 2,000 rows or more). Codee PWR040.
    """
    bands = (nest.loops[-2:] for nest in nests(source))
    for band in unless_threads(source, bands):
        if _may_tile(source, band):
            yield _finding(source, band)


def _may_tile(source: Source, band: tuple[Loop, ...]) -> bool:
    inside, parent = accesses(source, band[1].body), parent_of(source, band[0].node)
    if inside is None or parent is None or parent.type not in ("compound_statement", "for_statement"):
        return False
    counters = [each.counter for each in band if each.counter is not None]
    if not all(_counts_up(source, each) for each in counters) or nodes_inside(source, band[1].body, "for_statement"):
        return False
    if not all(strided(source, band, inside, each) for each in band) or any(is_short(source, each) for each in band):
        return False
    if not is_rectangular(source, band) or not all(starts_line(source, each.node.start_byte) for each in band):
        return False
    vectors = dependences(source, band, sums=True)
    return vectors is not None and may_tile(vectors)


def _counts_up(source: Source, counter: Counter) -> bool:
    """Whether an int or long counts from a plain number by one up to an int or long."""
    kinds = (counter.variable.type.decayed.name, type_of(source, counter.bound).decayed.name)
    first = literal(counter.start)
    known = kinds[0] in ("int", "long", "long long", "unsigned long") and kinds[1] in (kinds[0], "int", "")
    plain = counter.bound.type in ("identifier", "number_literal")
    return known and plain and counter.step == 1 and counter.comparison == "<" and first is not None and first >= 0


def _finding(source: Source, band: tuple[Loop, ...]) -> Finding:
    outer, inner = (each.counter for each in band if each.counter is not None)
    inside = accesses(source, band[1].body) or ()
    jumps = [strided(source, band, inside, each)[0] for each in band]
    return Finding(
        title=f"Run the loops over {outer.variable.name} and {inner.variable.name} in blocks of {_BLOCK} by {_BLOCK}",
        explanation=(
            f"The loop over `{inner.variable.name}` in line {line_of(source, band[1].range.start)} goes through "
            f"`{jumps[1]}` from row to row; with the loops the other way round `{jumps[0]}` would. In blocks both use "
            "a cache line fully before it is gone."
        ),
        edits=tuple(_edits(source, band, outer, inner)),
        range=node_range(band[0].node),
        notes=("It pays for matrices that are larger than the caches only.",),
    )


def _edits(source: Source, band: tuple[Loop, ...], outer: Counter, inner: Counter) -> Iterator[TextEdit]:
    """Two loops over the blocks in front, two over what lies in a block in place of the old ones, all indented."""
    node, step = band[0].node, indent_step(source)
    margin = source.newline + indentation(source, node.start_byte)
    names = [unused_name(source, f"{each.variable.name}_block") for each in (outer, inner)]
    blocks = [_block_header(each, name) for each, name in zip((outer, inner), names, strict=True)]
    yield TextEdit.insert(node.start_byte, f"for ({blocks[0]}){margin}{step}for ({blocks[1]}){margin}{step * 2}")
    for loop, counter, name in zip(band, (outer, inner), names, strict=True):
        place = header(loop)
        yield TextEdit.replace(place.start, place.end, _inner_header(counter, name))
    for row in range(node.start_point.row + 1, node.end_point.row + 1):
        start = source.line_starts[row]
        if source.text[start:].partition(b"\n")[0].strip():
            yield TextEdit.insert(start, step * 2)


def _block_header(counter: Counter, name: str) -> str:
    """In a type that the last block's end fits into as well."""
    bound = text_of(counter.bound)
    kind = "unsigned long" if counter.variable.type.decayed.name == "unsigned long" else "long long"
    return f"{kind} {name} = {text_of(counter.start)}; {name} < {bound}; {name} += {_BLOCK}"


def _inner_header(counter: Counter, name: str) -> str:
    own, bound = counter.variable, text_of(counter.bound)
    end = f"({name} + {_BLOCK} < {bound} ? {name} + {_BLOCK} : {bound})"
    return f"{own.type.decayed} {own.name} = {name}; {own.name} < {end}; {own.name}++"
