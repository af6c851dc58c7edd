"""The comparison of two programs on one input, by paired runs in one sandbox session."""

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from perfcoder_lsp.measure.clock import cores_needed, is_parallel, waits
from perfcoder_lsp.measure.energy import EnergyMeter
from perfcoder_lsp.measure.machine import load_per_core
from perfcoder_lsp.measure.outcome import Undecided
from perfcoder_lsp.measure.pairs import BusyMachineError, Clock, Paired, Side, VoidComparisonError, paired
from perfcoder_lsp.measure.quiet import BUSY, QuietWatch
from perfcoder_lsp.measure.record import SIDES, Record
from perfcoder_lsp.sandbox import RunResult
from perfcoder_lsp.settings import MeasureSettings
from perfcoder_lsp.suggestion import Measurement

SHORT_S = 0.005
"""Below this much CPU time a single run is not worth an observation of its own."""
OBSERVATION_PAIR_S = 0.02
"""CPU time that the runs of one pair of observations should add up to."""
MAX_RUNS = 24
SLEEP_PROBES = 2


@dataclass(frozen=True)
class Surroundings:
    """What a comparison takes from the machine: runnable processes per core, a clock in seconds for the budget, a watch
    over the idle cores, an energy meter."""

    load: Callable[[], float] = load_per_core
    now: Callable[[], float] = time.monotonic
    watch: Callable[[], QuietWatch] = QuietWatch
    meter: Callable[[], EnergyMeter | None] = EnergyMeter.open


class TimedInput(Protocol):
    """The input that is timed."""

    @property
    def stdin(self) -> bytes: ...


class ProgramRuns(Protocol):
    """What is needed of a sandbox session."""

    def run(self, program: str, stdin: bytes) -> RunResult: ...


class _Runs:
    """Runs of the two programs, each checked: same output as verified, same exit status, nothing left running."""

    def __init__(self, session: ProgramRuns, names: dict[Side, str], stdin: bytes, hashes: dict[Side, str]) -> None:
        self._session = session
        self._names = names
        self._stdin = stdin
        self._hashes = hashes
        self._exit_code: int | None = None

    def once(self, side: Side) -> RunResult:
        result = self._session.run(self._names[side], self._stdin)
        if result.status != "ok":
            raise VoidComparisonError(f"a timed run of the program {side} ended by {_ENDS[result.status]}")
        if result.output_hash != self._hashes[side]:
            raise VoidComparisonError(f"a timed run of the program {side} printed something else than when verified")
        if result.stragglers:
            raise VoidComparisonError(f"the program {side} leaves processes running, whose time can't be counted")
        if self._exit_code is None:
            self._exit_code = result.exit_code
        if result.exit_code != self._exit_code:
            raise VoidComparisonError(f"a timed run of the program {side} exited with {result.exit_code}")
        return result


_ENDS = {
    "signal": "a signal",
    "cpu": "its CPU time limit",
    "wall": "its time limit",
    "memory": "its memory limit",
    "output": "its output limit",
    "files": "its limit of files",
}


def measure(
    session: ProgramRuns,
    before: str,
    after: str,
    case: TimedInput,
    settings: MeasureSettings,
    expected_hash: str,
    *,
    expected_hash_after: str | None = None,
    startup: bool = False,
    threshold: float | None = None,
    seed: int = 0,
    surroundings: Surroundings | None = None,
) -> Measurement | Undecided:
    """Compare the session's programs named `before` and `after` on `case.stdin`.

    Every run must print what hashes to `expected_hash` (`expected_hash_after` where the outputs were accepted as equal
    without being the same bytes). `threshold` is the calibrated bar, by default `settings.minimum_speedup`. A decided
    comparison is a Measurement, faster or not: ask `outcome.claims`. `startup` is passed through. An observation of
    programs that end within 5 ms is the mean of several runs (functions that short are measured `in_process`).
    """
    hashes: dict[Side, str] = {"before": expected_hash, "after": expected_hash_after or expected_hash}
    runs = _Runs(session, {"before": before, "after": after}, case.stdin, hashes)
    bar = max(threshold or 0.0, settings.minimum_speedup)
    outcome = compare(runs.once, settings, bar, random.Random(seed), surroundings)  # noqa: S311 (an order of runs)
    if isinstance(outcome, Undecided):
        return outcome
    return outcome.model_copy(update={"startup": startup, "input_bytes": len(case.stdin)})


def compare(
    run: Callable[[Side], RunResult],
    settings: MeasureSettings,
    bar: float,
    rng: random.Random,
    surroundings: Surroundings | None = None,
) -> Measurement | Undecided:
    """Compare two sides, each run by `run`, which raises VoidComparisonError where a run is not as it should be.

    By CPU time; by wall time, if the machine is idle enough, where one of them waits or runs in parallel.
    """
    around = surroundings or Surroundings()
    record = Record(run, around.meter())
    comparison = _Comparison(record, settings, bar, rng, around, around.watch())
    try:
        outcome = None if comparison.warm_up() else comparison.by_cpu_time()
        return comparison.by_wall_time() if outcome is None else outcome
    except VoidComparisonError as error:
        return Undecided(reason=str(error), busy=isinstance(error, BusyMachineError))


@dataclass(frozen=True)
class _Comparison:
    record: Record
    settings: MeasureSettings
    bar: float
    rng: random.Random
    around: Surroundings
    watch: QuietWatch

    def warm_up(self) -> bool:
        """One discarded run of each side, which fills the caches. Whether CPU time would misjudge one of them; a single
        long wall time may be the machine's doing, so a program that seems to wait is run again."""
        misjudged = False
        for side in SIDES:
            result = self.record.once(side)
            if result.cpu_s < SHORT_S:
                result = self.record.once(side)
            waiting = waits(result, self.around.load()) and all(
                waits(self.record.once(side), self.around.load()) for _ in range(SLEEP_PROBES)
            )
            misjudged = misjudged or waiting or is_parallel(self.record.results(side))
        return misjudged

    def by_cpu_time(self) -> Measurement | Undecided | None:
        """None where the runs turned out to be parallel."""
        result = self._paired("cpu", lambda: None)
        if any(is_parallel(self.record.results(side)) for side in SIDES):
            return None
        return self._outcome(result, "cpu", self.watch.was_quiet(self.record.cpu_s, 1))

    def by_wall_time(self) -> Measurement | Undecided:
        """Raises BusyMachineError where others use the cores that the programs need, before or during the runs."""
        cores = max(cores_needed(self.record.results(side)) for side in SIDES)
        if reason := self.watch.busy(cores):
            raise BusyMachineError(reason)

        def check() -> None:
            if not self.watch.was_quiet(self.record.cpu_s, cores):
                raise BusyMachineError(BUSY)

        return self._outcome(self._paired("wall", check), "wall", quiet=True)

    def _paired(self, clock: Clock, check: Callable[[], None]) -> Paired:
        """Timed pairs; `check` is called after every two of them."""
        last = {side: self.record.results(side)[-1] for side in SIDES}
        seconds = [result.wall_s if clock == "wall" else result.cpu_s for result in last.values()]
        self.record.forget()
        self.watch.begin()

        def timed(order: Sequence[Side]) -> Sequence[float]:
            times = self.record.times(order, clock)
            check()
            return times

        runs = _runs_per_observation(seconds)
        return paired(timed, self.settings, self.bar, runs_per_observation=runs, rng=self.rng, now=self.around.now)

    def _outcome(self, result: Paired, clock: Clock, quiet: bool) -> Measurement | Undecided:
        outcome = result.outcome(clock, startup=False, size=None)
        return outcome if isinstance(outcome, Undecided) else self.record.added_to(outcome, quiet=quiet)


def _runs_per_observation(seconds: Sequence[float]) -> int:
    """How many runs one observation takes: 1, except for programs that end within milliseconds."""
    if max(seconds) >= SHORT_S:
        return 1
    return min(MAX_RUNS, max(1, math.ceil(OBSERVATION_PAIR_S / max(sum(seconds), 1e-6))))
