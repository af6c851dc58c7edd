"""How well a curve explains times, where what it leaves unexplained is noise, a slow walk, and perhaps a step upwards.

The logarithm of a time is taken as curve + level + noise: the level walks at random with the logarithm of the size, as
branch predictors and allocators make the cost of one step drift, and may rise over a few octaves, as where data outgrow
a cache. Errors of neighbouring sizes are thereby not independent, and a drift is not mistaken for another order of
growth unless it is steadier than these are. This is the local level model (Durbin and Koopman, Time Series Analysis by
State Space Methods, chapter 2), with noise and step integrated out.
"""

import itertools
import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass

NOISE = 0.02
"""Times of one size are believed to scatter by about this much, before they have shown how much they do."""
NOISE_WEIGHT = 1.0
"""How many pairs of points that belief is worth."""
STEP = 0.5
"""The probability, before the times are seen, that there is a step."""
HIGHEST_STEP = math.log(20)
STEP_WIDTHS = (2, 4)
"""Octaves over which a step rises."""


@dataclass(frozen=True)
class _Step:
    """A rise by 1, whitened, with the sum of its squares."""

    rise: tuple[float, ...]
    weight: float


@dataclass(frozen=True)
class Walk:
    """The Kalman filter of a level that walks, for all points after the first, which is its start.

    `gains`: how much of a surprise is the level's; `roots`: how large surprises are, in units of the noise; `volume`
    is the logarithm of the product of these; `steps` are those that may be.
    """

    gains: tuple[float, ...]
    roots: tuple[float, ...]
    volume: float
    steps: tuple[_Step, ...] = ()

    @classmethod
    def along(cls, positions: Sequence[float], pace: float) -> "Walk":
        """A walk seen at `positions` (octaves, ascending), with `pace` times the variance of the noise per octave."""
        gains: list[float] = []
        roots: list[float] = []
        variance = 1.0
        for before, after in itertools.pairwise(positions):
            spread = variance + pace * (after - before) + 1.0
            variance = 1.0 - 1.0 / spread
            gains.append(variance)
            roots.append(math.sqrt(spread))
        level = cls(tuple(gains), tuple(roots), math.fsum(map(math.log, roots)))
        rises = (level.whitened(rise) for rise in _rises(positions))
        steps = tuple(_Step(tuple(rise), weight) for rise in rises if (weight := _squares(rise)) > 0)
        return cls(level.gains, level.roots, level.volume, steps)

    def evidence(self, residuals: Sequence[float]) -> float:
        """The logarithm of the probability density of what a curve leaves unexplained, up to a constant."""
        news = self.whitened(residuals)
        squares = _squares(news)
        shape = NOISE_WEIGHT + len(news) / 2
        plain = self._density(squares)
        if not self.steps:
            return plain
        # Each step's height is integrated out around its best value, as if times were normally distributed there.
        ways = [math.log(1 - STEP) + plain]
        share = math.log(STEP / len(self.steps) / HIGHEST_STEP)
        for step in self.steps:
            height = sum(map(operator.mul, news, step.rise)) / step.weight
            if 0 < height < HIGHEST_STEP:
                left = NOISE_WEIGHT * NOISE**2 + max(0.0, squares - height * height * step.weight) / 2
                width = math.log(2 * math.pi * left / (shape * step.weight)) / 2
                ways.append(share - self.volume - shape * math.log(left) + width)
        return log_sum(ways)

    def whitened(self, values: Sequence[float]) -> list[float]:
        """What is new in each value after the first, in units of the noise: independent of each other."""
        level = values[0]
        news: list[float] = []
        for value, gain, root in zip(values[1:], self.gains, self.roots, strict=True):
            surprise = value - level
            level += gain * surprise
            news.append(surprise / root)
        return news

    def noise(self, residuals: Sequence[float]) -> float:
        """The scatter of single values, as a ratio's logarithm."""
        squares = _squares(self.whitened(residuals)) + 2 * NOISE_WEIGHT * NOISE**2
        return math.sqrt(squares / (len(self.gains) + 2 * NOISE_WEIGHT))

    def slope(self, positions: Sequence[float], values: Sequence[float]) -> tuple[float, float, float]:
        """The slope of a line through the values: estimate, variance, and the evidence for this walk beside it."""
        along, across = self.whitened(positions), self.whitened(values)
        weight = _squares(along)
        slope = math.fsum(map(operator.mul, along, across)) / weight
        squares = _squares([b - slope * a for a, b in zip(along, across, strict=True)])
        noise = (squares + 2 * NOISE_WEIGHT * NOISE**2) / (len(values) - 2 + 2 * NOISE_WEIGHT)
        return slope, noise / weight, self._density(squares, lost=1) - math.log(weight) / 2

    def _density(self, squares: float, lost: int = 0) -> float:
        shape = NOISE_WEIGHT + (len(self.gains) - lost) / 2
        return -self.volume - shape * math.log(NOISE_WEIGHT * NOISE**2 + squares / 2)


def log_sum(values: Sequence[float]) -> float:
    """The logarithm of the sum of numbers whose logarithms are given."""
    greatest = max(values)
    return greatest + math.log(math.fsum([math.exp(value - greatest) for value in values]))


def _rises(positions: Sequence[float]) -> list[list[float]]:
    """From 0 to 1 over each width, beginning after every half width that still lies within the positions."""
    rises: list[list[float]] = []
    for width in STEP_WIDTHS:
        start = positions[0]
        while start + width <= positions[-1] + 1:
            rises.append([min(1.0, max(0.0, (position - start) / width)) for position in positions])
            start += width / 2
    return rises


def _squares(values: Sequence[float]) -> float:
    return math.fsum(map(operator.mul, values, values))
