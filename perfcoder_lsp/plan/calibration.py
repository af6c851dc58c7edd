"""From what a planner says to what comes true: a monotone table from stated to observed probabilities.

Fitted by isotonic regression (pool adjacent violators: Barlow et al., Statistical Inference under Order Restrictions,
1972), with observations of our own on the diagonal, so that few outcomes change little and none change nothing.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pydantic import model_validator

from perfcoder_lsp.text import Frozen

_DIAGONAL = tuple(number / 20 for number in range(1, 20))
_DIAGONAL_WEIGHT = 3.0
"""How many observations each point of the diagonal counts for."""
BINS = 10
"""Into which stated probabilities are sorted to compare them with what came true, all of the same width."""


class Calibration(Frozen):
    """Pairs of a stated and an observed probability, both rising; between them is a straight line, as there is from
    (0, 0) and to (1, 1). Without pairs, what is stated holds."""

    knots: tuple[tuple[float, float], ...] = ()

    @model_validator(mode="after")
    def _rising(self) -> "Calibration":
        ends = ((0.0, 0.0), *self.knots, (1.0, 1.0))
        if any(after[0] < before[0] or after[1] < before[1] for before, after in pairwise(ends)):
            raise ValueError("not a rising table of probabilities")
        return self

    def of(self, stated: float) -> float:
        """The probability to expect where this one is stated."""
        knots = ((0.0, 0.0), *self.knots, (1.0, 1.0))
        at = min(bisect_right(knots, stated, key=lambda knot: knot[0]), len(knots) - 1)
        (low, from_), (high, to) = knots[at - 1], knots[at]
        return to if high <= low else from_ + (to - from_) * (min(stated, high) - low) / (high - low)


@dataclass(frozen=True)
class _Block:
    """Observations that are told alike: the lowest and highest probability stated, their weight and how much of it came
    true."""

    low: float
    high: float
    weight: float
    came: float

    def with_(self, other: "_Block") -> "_Block":
        low, high = min(self.low, other.low), max(self.high, other.high)
        return _Block(low, high, self.weight + other.weight, self.came + other.came)

    @property
    def rate(self) -> float:
        return self.came / self.weight


def fit(outcomes: Iterable[tuple[float, bool]]) -> Calibration:
    """The table for stated probabilities of which it is known whether they came true."""
    told = [_Block(stated, stated, 1.0, float(came)) for stated, came in outcomes]
    if not told:
        return Calibration()
    own = [_Block(each, each, _DIAGONAL_WEIGHT, _DIAGONAL_WEIGHT * each) for each in _DIAGONAL]
    by_stated: dict[float, _Block] = {}
    for block in (*told, *own):
        by_stated[block.low] = by_stated[block.low].with_(block) if block.low in by_stated else block
    pooled: list[_Block] = []
    for _, block in sorted(by_stated.items()):
        pooled.append(block)
        while len(pooled) > 1 and pooled[-2].rate >= pooled[-1].rate:
            pooled[-2:] = [pooled[-2].with_(pooled[-1])]
    knots = ((stated, each.rate) for each in pooled for stated in dict.fromkeys((each.low, each.high)))
    return Calibration(knots=tuple(knots))


def bin_of(stated: float) -> int:
    """The bin that a probability falls into."""
    return min(BINS - 1, int(stated * BINS))


def calibration_error(outcomes: Sequence[tuple[float, bool]]) -> float:
    """The mean distance between stated and observed probability, bin by bin (expected calibration error, Naeini et al.,
    2015); 0 where there is nothing."""
    by_bin: dict[int, list[tuple[float, bool]]] = {}
    for stated, came in outcomes:
        by_bin.setdefault(bin_of(stated), []).append((stated, came))
    apart = (abs(sum(stated for stated, _ in each) - sum(came for _, came in each)) for each in by_bin.values())
    return sum(apart) / len(outcomes) if outcomes else 0.0
