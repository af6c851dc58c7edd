"""What the rules about the order of nested loops share: where another order touches memory as it lies, and headers."""

from collections.abc import Iterator
from dataclasses import dataclass

from perfcoder_lsp.cpp.facts.accesses import Access, accesses
from perfcoder_lsp.cpp.facts.dependences import Frame, dependences, may_permute
from perfcoder_lsp.cpp.facts.nests import is_fixed, nests
from perfcoder_lsp.cpp.facts.trips import trip_count
from perfcoder_lsp.cpp.loops import Loop
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import ByteRange, TextEdit

_FEW_PASSES = 32  # arrays of so few rows lie in the fastest cache whatever the order


@dataclass(frozen=True)
class Interchange:
    """Two loops of a perfect nest that may change places; the new inner one walks along rows.

    `strided` are the accesses that jump from row to row now, each text once; `reduces`: the inner loop adds to
    the same element in each pass, as a matrix product does.
    """

    outer: Loop
    inner: Loop
    strided: tuple[str, ...]
    reduces: bool

    @property
    def edits(self) -> tuple[TextEdit, ...]:
        """The headers change places; bodies and braces stay."""
        places = header(self.outer), header(self.inner)
        return (
            TextEdit.replace(places[0].start, places[0].end, header_text(self.inner)),
            TextEdit.replace(places[1].start, places[1].end, header_text(self.outer)),
        )


def header(loop: Loop) -> ByteRange:
    """What stands between the parentheses of a `for`."""
    first, last = loop.node.child_by_field_name("initializer"), loop.node.child_by_field_name("update")
    assert first is not None, "a counted loop declares its counter"
    assert last is not None, "a counted loop changes its counter"
    return ByteRange(start=first.start_byte, end=last.end_byte)


def header_text(loop: Loop) -> str:
    place = header(loop)
    start = loop.node.start_byte
    return (loop.node.text or b"")[place.start - start : place.end - start].decode()


def interchanges(source: Source) -> Iterator[Interchange]:
    """At most one for each perfect nest: the innermost loop jumps from row to row, one around it would not, and every
    dependence allows them to change places."""
    for nest in nests(source):
        inner = nest.loops[-1]
        for at in range(len(nest.loops) - 2, -1, -1):
            band = nest.loops[at:]
            found = _interchange(source, band, inner)
            if found is not None:
                yield found
                break


def _interchange(source: Source, band: tuple[Loop, ...], inner: Loop) -> Interchange | None:
    outer, inside = band[0], accesses(source, inner.body)
    jumps = strided(source, band, inside or (), inner)
    if inside is None or not jumps or len(strided(source, band, inside, outer)) >= len(jumps):
        return None
    if is_short(source, outer) or is_short(source, inner) or not is_rectangular(source, band):
        return None
    vectors = dependences(source, band, sums=True)
    order = [len(band) - 1, *range(1, len(band) - 1), 0]
    if vectors is None or not may_permute(vectors, order):
        return None
    counter = inner.counter.variable if inner.counter is not None else None
    frame = Frame(source, band, (outer.node,))
    written = [frame.dimensions(each) for each in inside if each.writes and each.subscripts]
    kept = [all(part.at is not None and counter not in part.at.variables for part in each) for each in written]
    return Interchange(outer, inner, jumps, bool(kept) and all(kept))


def strided(source: Source, band: tuple[Loop, ...], inside: tuple[Access, ...], loop: Loop) -> tuple[str, ...]:
    """The accesses, each text once, that a loop of a nest leads from row to row of a matrix."""
    frame = Frame(source, band, (band[0].node,))
    counter = loop.counter
    found: dict[str, None] = {}
    for each in inside:
        rows = frame.dimensions(each)[:-1]
        if counter is not None and any(row.at is not None and counter.variable in row.at.variables for row in rows):
            found[text_of(each.node)] = None
    return tuple(found)


def is_rectangular(source: Source, band: tuple[Loop, ...]) -> bool:
    """Whether no loop's start or bound depends on the counter of another, or on what the nest computes."""
    counters = [each.counter for each in band if each.counter is not None]
    ends = [end for each in counters for end in (each.start, each.bound)]
    return len(counters) == len(band) and all(is_fixed(source, each, band[0].node) for each in ends)


def is_short(source: Source, loop: Loop) -> bool:
    """Whether the loop is known to make few passes."""
    trips = trip_count(source, loop)
    return trips is not None and trips.literal is not None and trips.literal <= _FEW_PASSES
