"""How often a program's statements ran."""

from bisect import bisect_left
from functools import cached_property
from itertools import accumulate

from perfcoder_lsp.text import Frozen


class StatementCounts(Frozen):
    """What one run did: by line, from 1 and rising, how often the first statement that begins there ran."""

    by_line: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        return self._up_to[-1]

    @property
    def most(self) -> int:
        """How often the one statement ran that ran most."""
        return max((count for _, count in self.by_line), default=0)

    def within(self, first: int, last: int) -> int:
        """How often statements on these lines ran, in all; where none begins there, the one that is still going on."""
        begin, end = self._places(first, last)
        return self._up_to[end] - self._up_to[begin]

    def most_within(self, first: int, last: int) -> int:
        """How often the one of them ran that ran most."""
        begin, end = self._places(first, last)
        return max((count for _, count in self.by_line[begin:end]), default=0)

    def _places(self, first: int, last: int) -> tuple[int, int]:
        """From where to where the statements of these lines are."""
        begin, end = (bisect_left(self._lines, bound) for bound in (first, last + 1))
        return (begin - 1 if begin == end and begin > 0 else begin), end

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        return tuple(line for line, _ in self.by_line)

    @cached_property
    def _up_to(self) -> tuple[int, ...]:
        """The counts of the first lines, added up."""
        return tuple(accumulate((count for _, count in self.by_line), initial=0))
