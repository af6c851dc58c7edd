"""How sure a figure is: programs are drawn again, whole families at a time, since what is made alike fares alike.

Percentile bootstrap (Efron and Tibshirani 1993, chapter 13); all planners are judged on the same draws, so that
differences between two of them are paired.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from models.evaluate.measures import Measure, Sums, Tally
from perfcoder_lsp.text import Frozen

DRAWS = 2000
_LEVEL = 95


class Interval(Frozen):
    """A figure, and where it lies with 95 % confidence; None where there is nothing to compute it from."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Draws:
    """How often each family is taken, in each draw."""

    families: tuple[str, ...]
    seed: int = 0
    count: int = DRAWS

    @cached_property
    def _names(self) -> list[str]:
        return sorted(set(self.families))

    @cached_property
    def _taken(self) -> npt.NDArray[np.float64]:
        random = np.random.default_rng(self.seed)
        names = len(self._names)
        return random.multinomial(names, [1 / names] * names, size=self.count).astype(np.float64)

    def drawn(self, tallies: Sequence[Tally]) -> "Drawn":
        """The sums over the programs, one tally for each, as they are and in each draw."""
        row = {name: place for place, name in enumerate(self._names)}
        columns = sorted({name for each in tallies for name in each})
        by_family = np.zeros((len(row), len(columns)))
        for family, each in zip(self.families, tallies, strict=True):
            by_family[row[family]] += [each.get(name, 0.0) for name in columns]
        again = self._taken @ by_family
        return Drawn(
            _Default(zip(columns, by_family.sum(axis=0).tolist(), strict=True)),
            _Default(zip(columns, again.T, strict=True)),
        )


@dataclass(frozen=True)
class Drawn:
    """Sums over the programs, and those of all draws."""

    sums: Sums
    again: Sums

    def interval(self, measure: Measure) -> Interval:
        return _interval(measure(self.sums), measure(self.again))

    def difference(self, other: "Drawn", measure: Measure) -> Interval:
        """By how much this one's figure is above the other's, on the same programs."""
        return _interval(measure(self.sums) - measure(other.sums), measure(self.again) - measure(other.again))


class _Default(dict[str, Any]):
    """What nothing was added to is 0."""

    def __missing__(self, _: str) -> float:
        return 0.0


def _interval(value: Any, draws: Any) -> Interval:
    known = np.atleast_1d(draws)[np.isfinite(draws)] if np.ndim(draws) else np.array([])
    if not np.isfinite(value) or not len(known):
        return Interval(value=None, low=None, high=None)
    low, high = np.percentile(known, [(100 - _LEVEL) / 2, (100 + _LEVEL) / 2])
    return Interval(value=float(value), low=float(low), high=float(high))


def redrawn(values: Sequence[float], figure: Callable[[Sequence[float]], float], seed: int = 0) -> Interval:
    """A figure of values that are independent of each other."""
    if not values:
        return Interval(value=None, low=None, high=None)
    random = np.random.default_rng(seed)
    taken = random.integers(len(values), size=(DRAWS, len(values)))
    return _interval(figure(values), np.array([figure([values[each] for each in draw]) for draw in taken.tolist()]))
