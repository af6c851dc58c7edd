"""How often a program's statements ran."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from perfcoder_lsp.text import ByteRange, Frozen


class StatementCounts(Frozen):
    """What one run did: by the byte at which it begins, rising, how often each statement ran."""

    by_start: tuple[tuple[int, int], ...]

    @cached_property
    def total(self) -> int:
        return sum(count for _, count in self.by_start)

    @cached_property
    def most(self) -> int:
        """How often the one statement ran that ran most."""
        return max((count for _, count in self.by_start), default=0)

    def of(self, places: Iterable[ByteRange]) -> tuple[int, ...]:
        """How often each of the statements ran that begin in these places, or, for a place in which none begins, the
        one before it, which is still going on."""
        numbers = {number for each in places for number in self._numbers(each)}
        return tuple(self.by_start[number][1] for number in sorted(numbers))

    def _numbers(self, place: ByteRange) -> range:
        begin, end = (bisect_left(self._starts, bound) for bound in (place.start, place.end))
        return range(begin, end) if begin < end else range(max(0, begin - 1), begin)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self.by_start)
