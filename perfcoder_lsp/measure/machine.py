"""The machine that measures: what it is, how busy it is, how far it is off when a program is compared with itself."""

import contextlib
import hashlib
import math
import os
import platform
import time
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from perfcoder_lsp.errors import StorageError
from perfcoder_lsp.measure.outcome import TOLERATED_ERROR
from perfcoder_lsp.settings import CacheSettings
from perfcoder_lsp.storage.scratch import replace_file
from perfcoder_lsp.text import Frozen

RECHECK_S = 3600.0


class Machine(Frozen):
    """What measurements depend on besides the program; they are never reused across two different ones."""

    cpu: str
    cores: int
    kernel: str
    governor: str

    @property
    def fingerprint(self) -> str:
        """A short name for this machine, for keys of caches."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


def this_machine() -> Machine:
    """The machine this process runs on; what the system does not tell is "unknown"."""
    models = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    governor = "".join(_lines("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"))
    return Machine(
        cpu=models[0] if models else platform.processor() or "unknown",
        cores=usable_cores(),
        kernel=platform.release(),
        governor=governor or "unknown",
    )


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cpu_pressure() -> float | None:
    """Percentage of the last ten seconds in which some process waited for a core; None where the kernel tells not."""
    for line in _lines("/proc/pressure/cpu"):
        kind, *fields = line.split()
        if kind == "some":
            return float(dict(field.split("=") for field in fields)["avg10"])
    return None


def cpu_stall_s() -> float | None:
    """Seconds since the start of the system in which some process waited for a core; None where it is not told."""
    for line in _lines("/proc/pressure/cpu"):
        if line.startswith("some"):
            return int(line.rpartition("total=")[2]) / 1e6
    return None


def cpu_work_s() -> float | None:
    """Core seconds since the start of the system that the cores we may use spent on anything, the host's taking them
    away (steal) included; None where it is not told. Counted in ticks: good over a tenth of a second or more."""
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set[int]()
    ticks = 0
    for line in _lines("/proc/stat"):
        name, *fields = line.split()
        if name.startswith("cpu") and name[3:].isdigit() and int(name[3:]) in usable:
            user, nice, system, _idle, _iowait, *rest = map(int, fields)
            ticks += user + nice + system + sum(rest[:3])
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else None


def load_per_core() -> float:
    """How many processes want each core: the larger of the last minute's load and those runnable at this moment."""
    running = [int(line.split()[1]) for line in _lines("/proc/stat") if line.startswith("procs_running")]
    return max([os.getloadavg()[0], *running]) / usable_cores()


class Bar(Frozen):
    """The speedup that a claim must reach on this machine, and the factor by which its self-check was off; None where
    none could be made."""

    speedup: float
    machine_error: float | None = None


class SelfCheck(Frozen):
    """Speedups found when one program was compared with itself (each should be 1), and when (seconds, Unix time)."""

    machine: Machine
    speedups: tuple[float, ...]
    made_at: float

    @property
    def error(self) -> float:
        """The worst of them as a factor, at least 1."""
        return math.exp(max((abs(math.log(each)) for each in self.speedups), default=0.0))

    @property
    def is_good(self) -> bool:
        """Whether none of them is off by more than 2 %."""
        return self.error <= TOLERATED_ERROR

    def bar(self, minimum: float) -> Bar:
        """The bar: `minimum`, times the error where that is more than 2 %."""
        return Bar(speedup=minimum if self.is_good else minimum * self.error, machine_error=self.error)

    def is_valid(self, machine: Machine, now: float) -> bool:
        """Whether it speaks of `machine`. One that was off holds for an hour: perhaps the machine was busy."""
        return self.machine == machine and (self.is_good or 0 <= now - self.made_at < RECHECK_S)


def stored_check(cache: CacheSettings, machine: Machine | None = None) -> SelfCheck | None:
    """The self-check kept for this machine, if there is one; a damaged file counts as none."""
    machine = machine or this_machine()
    try:
        check = SelfCheck.model_validate_json(_file(cache, machine).read_bytes())
    except (OSError, ValidationError):
        return None
    return check if check.is_valid(machine, time.time()) else None


def store_check(cache: CacheSettings, check: SelfCheck) -> None:
    """Keep it for the next time. Where the cache can't be written it is not kept, and made again then."""
    path = _file(cache, check.machine)
    with contextlib.suppress(StorageError):
        replace_file(path, check.model_dump_json().encode(), cache.directory)


def _file(cache: CacheSettings, machine: Machine) -> Path:
    return cache.directory / f"self-check-{machine.fingerprint}.json"


def _lines(path: str) -> Iterable[str]:
    try:
        return Path(path).read_text("utf-8", "replace").splitlines()
    except OSError:
        return ()
