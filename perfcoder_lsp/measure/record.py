"""What timed runs took besides the time that decides: the other clock, memory, energy."""

import math
import statistics
from collections.abc import Callable, Sequence
from typing import Any

from perfcoder_lsp.measure.energy import EnergyMeter
from perfcoder_lsp.measure.pairs import Clock, Side
from perfcoder_lsp.sandbox import RunResult
from perfcoder_lsp.suggestion import Measurement

SIDES: tuple[Side, Side] = ("before", "after")


class Record:
    """Runs programs by `run`, and keeps what each run took."""

    def __init__(self, run: Callable[[Side], RunResult], meter: EnergyMeter | None = None) -> None:
        self._run = run
        self._meter = meter
        self._results: dict[Side, list[RunResult]] = {side: [] for side in SIDES}
        self._joules: dict[Side, list[float | None]] = {side: [] for side in SIDES}

    def once(self, side: Side) -> RunResult:
        if self._meter is not None:
            self._meter.spent_j()
        result = self._run(side)
        self._joules[side].append(None if self._meter is None else self._meter.spent_j())
        self._results[side].append(result)
        return result

    def times(self, order: Sequence[Side], clock: Clock) -> list[float]:
        """Seconds of one run of each side in `order`."""
        results = [self.once(side) for side in order]
        return [result.wall_s if clock == "wall" else result.cpu_s for result in results]

    def forget(self) -> None:
        """Drop what was kept so far, such as runs that only filled the caches."""
        for side in SIDES:
            self._results[side].clear()
            self._joules[side].clear()

    def results(self, side: Side) -> Sequence[RunResult]:
        return self._results[side]

    @property
    def cpu_s(self) -> float:
        """CPU time of all runs together."""
        return math.fsum(result.cpu_s for side in SIDES for result in self._results[side])

    def added_to(self, measurement: Measurement, *, quiet: bool) -> Measurement:
        """The measurement with what else is known; wall time and energy mean something on a quiet machine only."""
        known: dict[str, Any] = {"quiet": quiet}
        for side in SIDES:
            results, joules = self._results[side], [each for each in self._joules[side] if each is not None]
            known[f"cpu_{side}_s"] = statistics.median(result.cpu_s for result in results)
            known[f"memory_{side}_kb"] = round(statistics.median(map(_memory_kb, results)))
            if quiet:
                known[f"wall_{side}_s"] = statistics.median(result.wall_s for result in results)
            if quiet and len(joules) == len(results):  # the counters step by milliseconds: a mean, not a median
                known[f"energy_{side}_j"] = statistics.fmean(joules)
        return measurement.model_copy(update=known)


def _memory_kb(result: RunResult) -> int:
    """Of all processes together, where that was seen."""
    return max(result.peak_memory_kb, result.max_rss_kb)
