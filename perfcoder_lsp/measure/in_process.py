"""Two versions of a function against each other, in one process: for functions that are too short to be timed by runs
of whole programs.

Each version is a shared object (`Variant.SHARED`) with the two functions that `native/epochs.c` describes: one prepares
fresh inputs, the other is timed. The driver runs both in mirrored random order, in epochs of about 200 µs, by the
thread's CPU clock; no version sees an input twice, so that remembered results and inputs already sorted gain nothing,
and both must return the same hash for every epoch. Only for versions whose results were found equal in separate
processes before.

The code under test shares the address space with its timer and could forge every number. So what is claimed must also
be seen from outside, in runs of each version alone (`confirmed_outside`).
"""

import math
import random
import secrets
import statistics
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from perfcoder_lsp.build import Build, Builder, BuildFailure, CompileCommand
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.measure.clock import waits
from perfcoder_lsp.measure.machine import load_per_core
from perfcoder_lsp.measure.outcome import Undecided, claims
from perfcoder_lsp.measure.pairs import Side, VoidComparisonError, paired
from perfcoder_lsp.sandbox import Limits, RunResult
from perfcoder_lsp.settings import MeasureSettings
from perfcoder_lsp.suggestion import Measurement

LIMITS = Limits(cpu_s=10, wall_s=60, processes=2)
"""For the session: room for the runner and the driver, none for a thread or a child, whose time no clock here shows."""
EPOCH_S = 200e-6
"""CPU time of the faster version's epochs: well above the clock's own cost, and seldom interrupted."""
LONGEST_EPOCH_S = 10 * EPOCH_S
OBSERVED_EPOCHS = 13
"""Epochs of each version in one observation: 52 in each run of the driver, which gives two pairs."""
PLANNING_QUADS = 6
PLANNING_S = 0.02
MAX_COUNT = 1 << 20
OUTSIDE_S = 0.02
"""CPU time that the slower version's outside runs should take; up to three times as much for a very quick other one."""
OUTSIDE_ORDER = "baabbaab"
OUTSIDE_RESOLUTION_S = 0.0003
"""What two processes that do the same differ by at most."""
AGREEMENT = 0.9
"""The share of the claimed speedup that must be seen from outside."""
BEYOND_DOUBT = 1.5
"""A speedup seen from outside that no noise of whole processes explains: it is claimed, where the inside shows more."""

_DRIVER = Path(__file__).parent / "native" / "epochs.c"
_RECORD = struct.Struct("=QQ")
_MESSAGE_LENGTH = 200

T = TypeVar("T")


class DriverRuns(Protocol):
    """What is needed of a sandbox session that holds the programs "driver", "before" and "after"."""

    def run(self, program: str, stdin: bytes = b"", *, arguments: Sequence[str] = (), side: bool = False) -> RunResult:
        """See `Session.run`."""
        ...


@dataclass(frozen=True)
class Epochs:
    """One run of the driver: CPU seconds and result hash of each epoch, and what the sandbox saw of the process."""

    order: str
    cpu_s: tuple[float, ...]
    hashes: tuple[int, ...]
    process: RunResult

    def of(self, letter: str, values: Sequence[T]) -> list[T]:
        """Those of the epochs' values that belong to one version."""
        return [value for own, value in zip(self.order, values, strict=True) if own == letter]


@dataclass(frozen=True)
class OutsideTimes:
    """CPU seconds of a process with the version before, and with the version after, for the same epochs.

    What preparing the inputs takes is taken off both: the lesser of what either version needs for it, so that no
    version gains by pretending to need much.
    """

    before_s: float
    after_s: float


def driver(builder: Builder, compiler: str) -> Path:
    """The program that loads and times the versions, built with their compiler; for the session's "driver".

    Raises SourceError where there is no such compiler, SandboxError where it does not build.
    """
    command = CompileCommand(compiler=compiler, flags=("-O2", "-ldl"), directory=_DRIVER.parent)
    build = builder.build(Source.read(_DRIVER), command)
    if isinstance(build, BuildFailure):
        raise SandboxError(f"the driver for timing in process does not build: {build.message}")
    assert isinstance(build, Build)
    return build.binary


def measure_in_process(
    session: DriverRuns,
    settings: MeasureSettings,
    *,
    threshold: float | None = None,
    seed: int = 0,
    load: Callable[[], float] = load_per_core,
    now: Callable[[], float] = time.monotonic,
) -> Measurement | Undecided:
    """Compare the session's "before" with its "after"; times are CPU seconds per call.

    `threshold` is the calibrated bar, by default `settings.minimum_speedup`. A decided comparison is a Measurement,
    faster or not: ask `outcome.claims`. `load` gives the runnable processes per core and `now` seconds. Raises
    SandboxError.
    """
    bar = max(threshold or 0.0, settings.minimum_speedup)
    rng = random.Random(seed)  # noqa: S311 (an order of runs, no secret)
    runs = _Runs(session)
    try:
        plan = _planned(runs)
        result = paired(plan.timed, settings, bar, runs_per_observation=plan.observed_epochs, rng=rng, now=now)
        outcome = result.outcome("cpu", startup=False, size=None)
        if isinstance(outcome, Undecided) or not claims(outcome, bar):
            return outcome
        return confirmed_outside(outcome, _outside(runs, plan, load), bar)
    except VoidComparisonError as error:
        return Undecided(reason=str(error))


def confirmed_outside(claim: Measurement, seen: OutsideTimes, bar: float) -> Measurement | Undecided:
    """The claim, where the times seen from outside reach the bar, and 90 % of the claimed lower bound; where they show
    less, though beyond doubt a speedup, no more than that is claimed.

    The version after is granted the resolution of a process's time (0.3 ms); in return no speedup is claimed that is
    beyond this resolution.
    """
    speedup = seen.before_s / max(seen.after_s - OUTSIDE_RESOLUTION_S, OUTSIDE_RESOLUTION_S)
    most = seen.before_s / OUTSIDE_RESOLUTION_S
    agreed = AGREEMENT * min(claim.speedup_low, most)
    if speedup < agreed and speedup >= max(bar, BEYOND_DOUBT):
        shown = seen.before_s / max(seen.after_s, OUTSIDE_RESOLUTION_S)
        return claim.model_copy(update={"speedup_low": shown, "speedup": max(shown, min(claim.speedup, speedup))})
    if speedup < max(bar, agreed):
        return Undecided(
            reason="times inside and outside the process disagree: "
            f"{claim.speedup_low:.3g} times as fast inside, {max(speedup, 0):.3g} outside",
            speedup_low=claim.speedup_low,
            speedup_high=claim.speedup_high,
            pairs=claim.pairs,
        )
    names = ("speedup", "speedup_low", "speedup_high")
    return claim.model_copy(update={name: min(most, getattr(claim, name)) for name in names})


class _Runs:
    """Runs of the driver, each checked: ended well, wrote a record for each epoch, both versions' hashes equal."""

    def __init__(self, session: DriverRuns) -> None:
        self._session = session

    def epochs(self, order: str, count: int, first: int | None = None) -> Epochs:
        """`first` is the number of the first input, by default one that nobody can have prepared for."""
        first = secrets.randbits(64) if first is None else first
        arguments = (order, str(count), str(first), "./before", "./after")
        result = self._session.run("driver", arguments=arguments, side=True)
        side = _records(result)
        if len(side) != len(order) * _RECORD.size:
            raise VoidComparisonError("the timed process wrote into the report on it")
        records = list(_RECORD.iter_unpack(side))
        epochs = Epochs(order, tuple(ns / 1e9 for ns, _ in records), tuple(hashed for _, hashed in records), result)
        require_equal(epochs.of("b", epochs.hashes), epochs.of("a", epochs.hashes))
        return epochs


def require_equal(before: Sequence[int], after: Sequence[int]) -> None:
    """Raises VoidComparisonError where the versions' results differ in an epoch that both ran."""
    if any(old != new for old, new in zip(before, after)):  # noqa: B905 (one of them may be absent)
        raise VoidComparisonError("the two versions return different results for the same inputs")


def _records(result: RunResult) -> bytes:
    """What the driver reported. Raises VoidComparisonError where it did not end as it should."""
    if result.status != "ok":
        end = "a signal" if result.status == "signal" else f"its {result.status} limit"
        raise VoidComparisonError(f"a timed process ended by {end}")
    if result.stragglers:
        raise VoidComparisonError("a timed process leaves processes running, whose time can't be counted")
    if result.exit_code:
        first_line = result.stderr.decode(errors="replace").strip().partition("\n")[0]
        message = "".join(letter for letter in first_line if letter.isprintable())[:_MESSAGE_LENGTH]
        raise VoidComparisonError(f"a timed process exited with {result.exit_code}: {message}")
    return result.side or b""


@dataclass(frozen=True)
class _Plan:
    """How many calls make an epoch of either version, and how many epochs an observation; seconds per epoch."""

    runs: _Runs
    count: int
    before_s: float
    after_s: float

    @property
    def observed_epochs(self) -> int:
        """Fewer where one call already takes longer than an epoch should."""
        return max(1, min(OBSERVED_EPOCHS, round(2 * OBSERVED_EPOCHS * EPOCH_S / (self.before_s + self.after_s))))

    @property
    def outside_epochs(self) -> int:
        """Epochs of a run seen from outside: 20 ms of the version before, or more for enough of the one after."""
        enough = min(OUTSIDE_S / 4 / self.after_s, 3 * OUTSIDE_S / self.before_s)
        return math.ceil(min(4000, max(4, enough, OUTSIDE_S / self.before_s)))

    def timed(self, order: Sequence[Side]) -> list[float]:
        """CPU seconds per call of each epoch. Which version is loaded first, and so lies where, is left to chance."""
        letters = "".join(side[0] for side in order)
        warm_up = letters[:4]
        epochs = self.runs.epochs(warm_up + letters, self.count)
        return [seconds / self.count for seconds in epochs.cpu_s[len(warm_up) :]]


def _planned(runs: _Runs) -> _Plan:
    """Calls per epoch: as many as take the faster version 200 µs, and the slower one 2 ms at most.

    The quickest epoch counts: first calls, which touch memory and fill caches, may take a hundred times as long. As
    long as calls are short, more of them are tried.
    """
    count, quads = 1, 1
    while True:
        epochs = runs.epochs("baab" * quads, count)
        before, after = (max(min(epochs.of(side, epochs.cpu_s)), 1e-9) for side in "ba")
        growth = min(EPOCH_S / min(before, after), LONGEST_EPOCH_S / max(before, after), 64.0, MAX_COUNT / count)
        affordable = min(PLANNING_QUADS, int(PLANNING_S / (2 * (before + after))))
        if growth < 1.5 and quads >= affordable:
            return _Plan(runs, count, before, after)
        count, quads = math.ceil(count * max(1.0, growth)), max(quads, affordable)


def _outside(runs: _Runs, plan: _Plan, load: Callable[[], float]) -> OutsideTimes:
    """Each version alone in a process, for the same inputs. Raises VoidComparisonError where one always waits."""
    first = secrets.randbits(64)
    number = plan.outside_epochs
    preparing = min(runs.epochs(letter * number, plan.count, first).process.cpu_s for letter in "BAAB")
    alone = [(letter, runs.epochs(letter * number, plan.count, first)) for letter in OUTSIDE_ORDER]
    cpu: dict[str, float] = {}
    for side in "ba":
        own = [each for letter, each in alone if letter == side]
        if all(waits(each.process, load()) for each in own):
            raise VoidComparisonError("the function mostly waits or sleeps: CPU time does not show that")
        cpu[side] = statistics.fmean(each.process.cpu_s for each in own) - preparing
    for _, each in alone:
        require_equal(alone[0][1].hashes, each.hashes)
    return OutsideTimes(cpu["b"], cpu["a"])
