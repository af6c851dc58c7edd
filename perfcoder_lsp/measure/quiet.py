"""Is the machine idle enough for wall time to mean something?

The kernel's averages (`avg10`) still remember the compilers that we ran ourselves a second ago, so the running totals
are compared over the moments in question: how busy others kept the cores, and how long something waited for one.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from perfcoder_lsp.measure.machine import cpu_stall_s, cpu_work_s, usable_cores

SLACK_CORES = 0.25
"""So much work of others is let pass: the system's own, and that of the runner between the runs."""
RESOLUTION_S = 0.02
"""The kernel counts a core's work in ticks: totals are off by up to so much."""
STALLED_SHARE = 0.1
"""The share of time in which something waits for a core: what the kernel calls a pressure of 10 %."""
LOOK_S = 0.1
PATIENCE_S = 2.0
BUSY = "can't be decided now: the machine is busy; try again when it is idle"
UNKNOWN = "can't be decided here: the system does not tell how busy the machine is"


@dataclass(frozen=True)
class Activity:
    """What the machine did in `elapsed_s` seconds: `work_s` core seconds in all, a core awaited for `stall_s`."""

    elapsed_s: float
    work_s: float
    stall_s: float

    def others(self, own_s: float) -> float:
        """How many cores others kept busy, where `own_s` of the core seconds were ours."""
        return max(0.0, self.work_s - own_s) / self.elapsed_s


@dataclass(frozen=True)
class Totals:
    """Running totals at one moment, in seconds; those that the system does not tell are None."""

    at_s: float
    work_s: float | None
    stall_s: float | None

    @classmethod
    def now(cls) -> "Totals":
        return cls(time.monotonic(), cpu_work_s(), cpu_stall_s())

    def until(self, later: "Totals") -> Activity | None:
        """None where the system does not tell how busy the cores are."""
        if self.work_s is None or later.work_s is None:
            return None
        stall_s = (later.stall_s or 0.0) - (self.stall_s or 0.0)
        return Activity(max(later.at_s - self.at_s, 1e-6), later.work_s - self.work_s, stall_s)


class QuietWatch:
    """Watches the machine beside one comparison.

    `launches`: each run starts a sandbox of its own, and what that takes counts as ours as well. The other arguments
    stand for the real machine in tests.
    """

    def __init__(
        self,
        *,
        launches: bool = False,
        totals: Callable[[], Totals] = Totals.now,
        sleep: Callable[[float], None] = time.sleep,
        cores: int | None = None,
    ) -> None:
        self._totals = totals
        self._sleep = sleep
        self._cores = cores or usable_cores()
        self._own = _own_s if launches else time.process_time
        self._begun = totals()
        self._own_begun_s = self._own()

    def busy(self, needed: int) -> str:
        """Why a program that keeps `needed` cores busy can't be timed now; empty where it can. Takes 0.1 s; on a busy
        machine up to 2 s, in the hope that it calms down."""
        waited = 0.0
        while True:
            before = self._totals()
            self._sleep(LOOK_S)
            waited += LOOK_S
            seen = before.until(self._totals())
            if seen is None:
                return UNKNOWN
            if self._idle_enough(seen, 0.0, needed) and seen.stall_s <= STALLED_SHARE * seen.elapsed_s:
                return ""
            if waited >= PATIENCE_S:
                return BUSY

    def begin(self) -> None:
        """From here on `was_quiet` judges."""
        self._begun = self._totals()
        self._own_begun_s = self._own()

    def was_quiet(self, runs_s: float, needed: int) -> bool:
        """Whether others left the cores alone since `begin`, while our runs took `runs_s` of CPU time and kept `needed`
        cores busy at a time."""
        seen = self._begun.until(self._totals())
        own_s = runs_s + self._own() - self._own_begun_s
        return seen is not None and self._idle_enough(seen, own_s, needed)

    def _idle_enough(self, seen: Activity, own_s: float, needed: int) -> bool:
        slack = SLACK_CORES + RESOLUTION_S / seen.elapsed_s
        return seen.others(own_s) <= self._cores - min(needed, self._cores) + slack


def _own_s() -> float:
    """CPU time of this process and of the children that it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
