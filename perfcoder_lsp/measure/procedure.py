"""The comparison of two programs on one input, by the CPU time of paired runs in one sandbox session."""

import math
import random
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Protocol

from perfcoder_lsp.measure.machine import load_per_core
from perfcoder_lsp.measure.outcome import Undecided
from perfcoder_lsp.measure.pairs import Paired, Side, VoidComparisonError, paired
from perfcoder_lsp.sandbox import RunResult
from perfcoder_lsp.settings import MeasureSettings
from perfcoder_lsp.suggestion import Measurement

SHORT_S = 0.005
"""Below this much CPU time a single run is not worth an observation of its own."""
OBSERVATION_PAIR_S = 0.02
"""CPU time that the runs of one pair of observations should add up to."""
MAX_RUNS = 24
SLEEP_PROBES = 2


class TimedInput(Protocol):
    """The input that is timed."""

    @property
    def stdin(self) -> bytes: ...


class ProgramRuns(Protocol):
    """What is needed of a sandbox session: single runs, and timed ones in a given order."""

    def run(self, program: str, stdin: bytes) -> RunResult: ...

    def series(self, order: Sequence[str], stdin: bytes) -> Iterable[RunResult]: ...


class _Runs:
    """Runs of the two programs, each checked: same output as verified, same exit status, nothing left running."""

    def __init__(self, session: ProgramRuns, names: dict[Side, str], stdin: bytes, hashes: dict[Side, str]) -> None:
        self._session = session
        self._names = names
        self._stdin = stdin
        self._hashes = hashes
        self._exit_code: int | None = None

    def once(self, side: Side) -> RunResult:
        return self._checked(side, self._session.run(self._names[side], self._stdin))

    def cpu_times(self, order: Sequence[Side]) -> list[float]:
        results = self._session.series([self._names[side] for side in order], self._stdin)
        return [self._checked(side, result).cpu_s for side, result in zip(order, results, strict=True)]

    def _checked(self, side: Side, result: RunResult) -> RunResult:
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
    load: Callable[[], float] = load_per_core,
    now: Callable[[], float] = time.monotonic,
) -> Measurement | Undecided:
    """Compare the session's programs named `before` and `after` on `case.stdin`.

    Every run must print what hashes to `expected_hash` (`expected_hash_after` where the outputs were accepted as equal
    without being the same bytes). `threshold` is the calibrated bar, by default `settings.minimum_speedup`. A decided
    comparison is a Measurement, faster or not: ask `outcome.claims`. `startup` is passed through. `load` gives the
    runnable processes per core and `now` seconds.
    """
    hashes: dict[Side, str] = {"before": expected_hash, "after": expected_hash_after or expected_hash}
    runs = _Runs(session, {"before": before, "after": after}, case.stdin, hashes)
    bar = max(threshold or 0.0, settings.minimum_speedup)
    try:
        warm = _warm_up(runs, load)
        result: Paired = paired(
            runs.cpu_times,
            settings,
            bar,
            runs_per_observation=_runs_per_observation(warm),
            rng=random.Random(seed),  # noqa: S311 (an order of runs, no secret)
            now=now,
        )
    except VoidComparisonError as error:
        return Undecided(reason=str(error))
    return result.outcome("cpu", startup, len(case.stdin))


def _warm_up(runs: _Runs, load: Callable[[], float]) -> tuple[float, float]:
    """CPU seconds of one discarded run of each side, which fills the caches; refuses what CPU time misjudges."""
    first: tuple[Side, Side] = ("before", "after")
    cpu: list[float] = []
    for side in first:
        result = runs.once(side)
        if result.cpu_s < SHORT_S:
            result = runs.once(side)
        refuse_what_cpu_time_misjudges(side, result, partial(runs.once, side), load)
        cpu.append(result.cpu_s)
    return cpu[0], cpu[1]


def refuse_what_cpu_time_misjudges(
    side: Side, result: RunResult, again: Callable[[], RunResult], load: Callable[[], float]
) -> None:
    """Raises VoidComparisonError for a program that uses several threads, or one that waits in `result` and whenever
    it is run `again`: a single long wall time may be the machine's doing."""
    if uses_threads(result):
        raise VoidComparisonError(f"the program {side} uses several threads: CPU time does not show their gain")
    if waits(result, load()) and all(waits(again(), load()) for _ in range(SLEEP_PROBES)):
        raise VoidComparisonError(f"the program {side} mostly waits or sleeps: CPU time does not show that")


def uses_threads(result: RunResult) -> bool:
    """Whether more CPU time than wall time passed (20 % and 2 ms are left to the clocks' differences)."""
    return result.cpu_s > 1.2 * result.wall_s + 0.002


def waits(result: RunResult, load: float) -> bool:
    """Whether wall time is far above CPU time, beyond what `load` runnable processes per core explain."""
    return result.wall_s > (2 * result.cpu_s + 0.02) * max(1.0, load)


def _runs_per_observation(cpu: tuple[float, float]) -> int:
    """How many runs one observation takes: 1, except for programs that end within milliseconds."""
    if max(cpu) >= SHORT_S:
        return 1
    return min(MAX_RUNS, max(1, math.ceil(OBSERVATION_PAIR_S / max(sum(cpu), 1e-6))))
