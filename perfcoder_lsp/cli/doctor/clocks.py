"""How well this machine can measure: its clocks, its counters, and how far off it was when it last tried itself."""

import gzip
import platform
import resource
import time
import zlib
from collections.abc import Callable

from perfcoder_lsp.cli.doctor.check import Check, Host
from perfcoder_lsp.measure.energy import EnergyMeter
from perfcoder_lsp.measure.machine import stored_check
from perfcoder_lsp.sandbox.linux.counters import Event, is_available

_SLOW_CLOCKS = {"hpet", "acpi_pm", "jiffies", "refined-jiffies", "pit"}
_COARSE_S = 1e-3
_MOST_LOOKS, _ENOUGH_STEPS = 100_000, 50


def clock_source(host: Host) -> Check:
    folder = "/sys/devices/system/clocksource/clocksource0"
    found = host.read(f"{folder}/current_clocksource")
    meaning = "What wall time is read from; a good one is read in a few nanoseconds."
    if found in _SLOW_CLOCKS:
        others = host.read(f"{folder}/available_clocksource")
        remedy = f"Boot with a quicker one (clocksource= on the kernel's command line; there are: {others})."
        return Check(name="clock", status="note", found=f"{found}, slow", meaning=meaning, remedy=remedy)
    return Check(name="clock", status="ok", found=found or "not reported", meaning=meaning)


def cpu_clocks(host: Host) -> Check:
    """The smallest steps in which CPU time grows: of a thread, and of a process as `wait4` tells it."""
    thread = smallest_step(lambda: time.clock_gettime(time.CLOCK_THREAD_CPUTIME_ID))
    process = smallest_step(_process_cpu_s)
    found = f"steps of {_step(thread)} (thread), {_step(process)} (process)"
    meaning = "Versions are compared by CPU time."
    if "CONFIG_TICK_CPU_ACCOUNTING=y" in _kernel_configuration(host):
        meaning += " User and system time apart are only estimated here; their sum is exact, and it is what counts."
    if max(thread or 1.0, process or 1.0) > _COARSE_S:
        remedy = "Programs must run longer to be timed; another kernel or container runtime may count finer."
        return Check(name="CPU clock", status="note", found=found, meaning=meaning, remedy=remedy)
    return Check(name="CPU clock", status="ok", found=found, meaning=meaning)


def smallest_step(clock: Callable[[], float]) -> float | None:
    """The smallest growth of a clock that can be seen, in seconds; None where it stands still all the while."""
    steps: list[float] = []
    last = clock()
    for _ in range(_MOST_LOOKS):
        now = clock()
        if now > last:
            steps.append(now - last)
        last = now
        if len(steps) == _ENOUGH_STEPS:
            break
    return min(steps, default=None)


def _process_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _step(step_s: float | None) -> str:
    if step_s is None:
        return "many ms"
    return f"{step_s * 1e3:.2g} ms" if step_s >= _COARSE_S else f"{step_s * 1e6:.2g} µs"


def _kernel_configuration(host: Host) -> str:
    try:
        return gzip.decompress(host.path("/proc/config.gz").read_bytes()).decode(errors="replace")
    except (OSError, EOFError, zlib.error):
        return host.read(f"/boot/config-{platform.release()}")


def address_layout(host: Host) -> Check:
    level = host.read("/proc/sys/kernel/randomize_va_space")
    found = {"": "not reported", "0": "off"}.get(level, f"on (level {level})")
    meaning = "Random addresses change times by some percent; for every run in the sandbox they are switched off."
    return Check(name="ASLR", status="ok", found=found, meaning=meaning)


def hardware_counters(host: Host) -> Check:
    return counters(
        host.read("/proc/sys/kernel/perf_event_paranoid"),
        allowed=is_available(Event.TASK_CLOCK),
        there=is_available(Event.INSTRUCTIONS),
    )


def counters(paranoid: str, *, allowed: bool, there: bool) -> Check:
    """`allowed`: the kernel counts something for us; `there`: the processor counts instructions."""
    name, meaning = "hardware counters", "They count instructions beside the time; else valgrind does, if asked to."
    if there:
        return Check(name=name, status="ok", found="can be read", meaning=meaning)
    if allowed or not paranoid:
        return Check(name=name, status="ok", found="none on this machine", meaning=meaning)
    found = f"not allowed (perf_event_paranoid is {paranoid})"
    remedy = "Optional: sudo sysctl kernel.perf_event_paranoid=2 (a container's runtime may forbid it too)."
    return Check(name=name, status="note", found=found, meaning=meaning, remedy=remedy)


def energy(host: Host) -> Check:
    name, meaning = "energy", "Reported beside time where the processor's counter (RAPL) can be read."
    folder = host.path("/sys/class/powercap")
    if EnergyMeter.open(folder) is not None:
        return Check(name=name, status="ok", found="can be read", meaning=meaning)
    if not any(folder.glob("intel-rapl:*")):
        return Check(name=name, status="ok", found="no counter here", meaning=meaning)
    remedy = "Optional, and then others can read it too: sudo chmod a+r /sys/class/powercap/intel-rapl:*/energy_uj."
    return Check(name=name, status="note", found="not allowed", meaning=meaning, remedy=remedy)


def self_check(host: Host) -> Check:
    name = "A/A self-check"
    check = stored_check(host.settings.cache)
    meaning = "A program is compared with itself before the first claim; where that is off, claims must reach more."
    if check is None:
        return Check(name=name, status="ok", found="not made yet", meaning=meaning)
    bar = check.bar(host.settings.measure.minimum_speedup).speedup
    hours = max(0.0, time.time() - check.made_at) / 3600
    age = f"{hours / 24:.0f} days" if hours >= 48 else f"{hours:.0f} h" if hours >= 1 else "less than an hour"
    found = f"off by {(check.error - 1) * 100:.1f} % at most, {age} ago; the bar is {bar:.3g}"
    if check.is_good:
        return Check(name=name, status="ok", found=found, meaning=meaning)
    remedy = "The machine was busy: it is made again after an hour, best when nothing else runs."
    return Check(name=name, status="note", found=found, meaning=meaning, remedy=remedy)
