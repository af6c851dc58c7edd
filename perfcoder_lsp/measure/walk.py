"""How well a curve explains times, where what it leaves unexplained is noise and a slow walk.

The logarithm of a time is taken as curve + level + noise: the level walks at random with the logarithm of the size, as
caches, branch predictors and allocators make the cost of one step drift. Errors of neighbouring sizes are thereby not
independent, and a drift is not mistaken for another order of growth unless it is steadier than a walk would be. This is
the local level model (Durbin and Koopman, Time Series Analysis by State Space Methods, chapter 2), with the noise
integrated out under an inverse gamma prior.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

NOISE = 0.02
"""Times of one size are believed to scatter by about this much, before they have shown how much they do."""
NOISE_WEIGHT = 1.0
"""How many pairs of points that belief is worth."""


@dataclass(frozen=True)
class Walk:
    """The Kalman filter of a level that walks, for all points after the first, which is its start.

    `gains`: how much of a surprise is the level's; `roots`: how large surprises are, in units of the noise; `volume`
    is the logarithm of the product of these.
    """

    gains: tuple[float, ...]
    roots: tuple[float, ...]
    volume: float

    @classmethod
    def along(cls, positions: Sequence[float], pace: float) -> "Walk":
        """A walk seen at `positions`, which ascend, with `pace` times the variance of the noise per unit of them."""
        gains: list[float] = []
        roots: list[float] = []
        variance = 1.0
        for before, after in itertools.pairwise(positions):
            spread = variance + pace * (after - before) + 1.0
            variance = 1.0 - 1.0 / spread
            gains.append(variance)
            roots.append(math.sqrt(spread))
        return cls(tuple(gains), tuple(roots), math.fsum(map(math.log, roots)))

    def evidence(self, residuals: Sequence[float]) -> float:
        """The logarithm of the probability density of what a curve leaves unexplained, up to a constant."""
        return self._density(_squares(self.whitened(residuals)))

    def whitened(self, values: Sequence[float]) -> list[float]:
        """What is new in each value after the first, in units of the noise: independent of each other."""
        level = values[0]
        steps: list[float] = []
        for value, gain, root in zip(values[1:], self.gains, self.roots, strict=True):
            surprise = value - level
            level += gain * surprise
            steps.append(surprise / root)
        return steps

    def noise(self, residuals: Sequence[float]) -> float:
        """The scatter of single values, as a ratio's logarithm."""
        squares = _squares(self.whitened(residuals)) + 2 * NOISE_WEIGHT * NOISE**2
        return math.sqrt(squares / (len(self.gains) + 2 * NOISE_WEIGHT))

    def slope(self, positions: Sequence[float], values: Sequence[float]) -> tuple[float, float, float]:
        """The slope of a line through the values: estimate, variance, and the evidence for this walk beside it."""
        along, across = self.whitened(positions), self.whitened(values)
        weight = _squares(along)
        slope = math.fsum(a * b for a, b in zip(along, across, strict=True)) / weight
        squares = _squares([b - slope * a for a, b in zip(along, across, strict=True)])
        noise = (squares + 2 * NOISE_WEIGHT * NOISE**2) / (len(values) - 2 + 2 * NOISE_WEIGHT)
        return slope, noise / weight, self._density(squares, lost=1) - math.log(weight) / 2

    def _density(self, squares: float, lost: int = 0) -> float:
        shape = NOISE_WEIGHT + (len(self.gains) - lost) / 2
        return -self.volume - shape * math.log(NOISE_WEIGHT * NOISE**2 + squares / 2)


def log_sum(values: Sequence[float]) -> float:
    """The logarithm of the sum of numbers whose logarithms are given."""
    greatest = max(values)
    return greatest + math.log(math.fsum(math.exp(value - greatest) for value in values))


def _squares(values: Sequence[float]) -> float:
    return math.fsum([value * value for value in values])
