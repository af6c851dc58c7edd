"""Timing in pairs until the statistics decide: what all clocks (CPU time, a benchmark's own metric) have in common."""

import math
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from perfcoder_lsp.measure.outcome import Undecided
from perfcoder_lsp.measure.statistics import FIRST_LOOK, FIRST_NO, LOOK_STEP, Interval, decide, interval, outlook
from perfcoder_lsp.settings import MeasureSettings
from perfcoder_lsp.suggestion import Measurement

Side = Literal["before", "after"]
Clock = Literal["cpu", "wall", "metric"]
Timed = Callable[[Sequence[Side]], Sequence[float]]
"""Runs the sides in the order given and returns each run's time. Raises VoidComparisonError."""

FIRST_LOOK_BUDGETS = 4
"""The first six pairs may take this many budgets: without them there is no result at all."""
MOST_BUDGETS = 2
"""What will probably be claimed soon may take this many."""
HOPELESS, PROBABLE = 0.03, 0.5
"""Chances that "faster" can still be said: below the first one no time is spent any more, and beyond the budget below
the second. A program compared to itself is given up after 4 to 8 pairs instead of 12 to 33 so (scatter 8 to 15 %),
and of what is truly faster no more than four in a hundred are lost (synthetic pairs)."""


class VoidComparisonError(Exception):
    """A run showed that the two sides can't be compared. The message is one line."""


class BusyMachineError(VoidComparisonError):
    """The machine is too busy for this comparison now."""


@dataclass(frozen=True)
class Paired:
    """Paired observations, seconds (or the metric's unit) per run, and whether they decided."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    stopped: str | None
    """Why it ended without a decision; None where it was decided, or where no speedup shows and hardly one will."""

    @property
    def estimate(self) -> Interval | None:
        return interval(_log_ratios(self.before, self.after)) if len(self.before) > 1 else None

    def outcome(self, clock: Clock, startup: bool, size: int | None) -> Measurement | Undecided:
        """The Measurement where it was decided, else Undecided."""
        low, center, high = self.estimate.speedups if self.estimate else (None, None, None)
        if self.stopped is not None or low is None or center is None or high is None:
            reason = self.stopped or "no pair was timed"
            return Undecided(reason=reason, speedup_low=low, speedup_high=high, pairs=len(self.before))
        return Measurement(
            before_s=statistics.median(self.before),
            after_s=statistics.median(self.after),
            speedup=center,
            speedup_low=low,
            speedup_high=high,
            pairs=len(self.before),
            clock=clock,
            startup=startup,
            input_bytes=size,
        )


def paired(
    timed: Timed,
    settings: MeasureSettings,
    threshold: float,
    *,
    runs_per_observation: int = 1,
    rng: random.Random,
    now: Callable[[], float] = time.monotonic,
) -> Paired:
    """Time two pairs after two pairs, in random ABBA or BAAB order, until they decide, no speedup can be expected to
    show any more, or the budget is spent.

    An observation is the mean of `runs_per_observation` runs, which makes start-up times of a millisecond readable.
    `now` is a clock in seconds, which the budget is held against. Raises VoidComparisonError from `timed`.
    """
    before: list[float] = []
    after: list[float] = []
    begun = now()
    while True:
        new_before, new_after = _two_pairs(timed, runs_per_observation, rng)
        before += new_before
        after += new_after
        ratios, elapsed = _log_ratios(before, after), now() - begun
        chance = _chance(ratios, threshold, settings, elapsed)
        hopeless = chance < HOPELESS and interval(ratios).center < math.log(threshold)
        decided = decide(ratios, threshold) != "go on" or hopeless
        stopped = None if decided else _stop(settings, len(before), elapsed, chance)
        if decided or stopped:
            return Paired(tuple(before), tuple(after), stopped)


def _chance(log_ratios: Sequence[float], threshold: float, settings: MeasureSettings, elapsed: float) -> float:
    """Of "faster" in the end, by what there is time for; 1 where there are too few pairs to judge by."""
    pairs = len(log_ratios)
    if pairs < FIRST_NO:
        return 1.0
    affordable = int(pairs * MOST_BUDGETS * settings.budget_s / max(elapsed, 1e-9))
    return outlook(log_ratios, threshold, min(settings.max_pairs, max(affordable, pairs + LOOK_STEP)))


def _stop(settings: MeasureSettings, pairs: int, elapsed: float, chance: float) -> str | None:
    """Why no further pair may be timed, if so."""
    if pairs < FIRST_LOOK:
        if elapsed / pairs * FIRST_LOOK <= FIRST_LOOK_BUDGETS * settings.budget_s:
            return None
        return f"a pair of runs takes {elapsed / pairs:.2g} s: too long for a budget of {settings.budget_s:g} s"
    if pairs + LOOK_STEP > settings.max_pairs:
        return f"not decided after {pairs} pairs of runs"
    if chance < HOPELESS:
        return f"no decision in sight after {pairs} pairs of runs"
    if elapsed >= settings.budget_s * (MOST_BUDGETS if chance >= PROBABLE else 1):
        return f"not decided within the budget of {settings.budget_s:g} s ({pairs} pairs of runs)"
    return None


def _two_pairs(timed: Timed, runs: int, rng: random.Random) -> tuple[list[float], list[float]]:
    order: list[Side] = [side for _ in range(runs) for side in _quad(rng)]
    times = list(zip(order, timed(order), strict=True))
    half = len(times) // 2
    halves = (times[:half], times[half:])
    return [_mean(part, "before") for part in halves], [_mean(part, "after") for part in halves]


def _quad(rng: random.Random) -> tuple[Side, Side, Side, Side]:
    """ABBA or BAAB: both cancel a steady drift of the machine."""
    if rng.random() < 0.5:
        return ("before", "after", "after", "before")
    return ("after", "before", "before", "after")


def _mean(times: Sequence[tuple[Side, float]], side: Side) -> float:
    own = [value for name, value in times if name == side]
    mean = math.fsum(own) / len(own)
    if not (mean > 0 and math.isfinite(mean)):
        raise VoidComparisonError(f"a time of {mean:g} can't be compared")
    return mean


def _log_ratios(before: Sequence[float], after: Sequence[float]) -> list[float]:
    return [math.log(old / new) for old, new in zip(before, after, strict=True)]
