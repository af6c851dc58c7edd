"""How much faster versions of a program are, found out in few runs: a label needs no more than the bucket of a gain.

Unlike what the product measures by (`perfcoder_lsp/measure`), several versions share the runs of the original, and a
comparison may end after two pairs of runs, since nobody is told the number.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from perfcoder_lsp.measure.statistics import Interval, interval
from perfcoder_lsp.plan.reading.prompt import GAINS

Version = TypeVar("Version", bound=Hashable)

CONFIDENCE = 0.95
MOST_ROUNDS = 5
"""A round gives two pairs of times."""
_VERSIONS_A_ROUND = 4
"""So few run between two runs of the original that the machine's drift between these hardly matters."""
_NARROW = math.log(1.05)


Timed = Callable[[Version], float]
"""Runs a version once and returns what that took, in seconds."""


def gains(timed: Timed[Version], original: Version, versions: Sequence[Version]) -> Mapping[Version, Interval]:
    """The time of the original / that of each version, as log ratios with 95 % confidence.

    A round runs the original, then the versions, then all of them backwards, which cancels a steady drift. A version
    leaves as soon as its bucket (`GAINS`) is certain or its interval narrow.
    """
    found: dict[Version, Interval] = {}
    for at in range(0, len(versions), _VERSIONS_A_ROUND):
        found |= _side_by_side(timed, original, versions[at : at + _VERSIONS_A_ROUND])
    return found


def _side_by_side(timed: Timed[Version], original: Version, versions: Sequence[Version]) -> Mapping[Version, Interval]:
    ratios: dict[Version, list[float]] = {each: [] for each in versions}
    found: dict[Version, Interval] = {}
    open_ones = list(versions)
    for _ in range(MOST_ROUNDS):
        order = (original, *open_ones)
        halves = [{each: timed(each) for each in turn} for turn in (order, tuple(reversed(order)))]
        for each in open_ones:
            ratios[each] += [math.log(half[original] / half[each]) for half in halves]
            found[each] = interval(ratios[each], CONFIDENCE)
        open_ones = [each for each in open_ones if not _is_enough(found[each])]
        if not open_ones:
            break
    return found


def _is_enough(seen: Interval) -> bool:
    low, _, high = seen.speedups
    return _bucket(low) == _bucket(high) or seen.high - seen.low <= _NARROW


def _bucket(gain: float) -> int:
    """What does not pay is all the same."""
    return bisect_right(GAINS[1:], gain)
