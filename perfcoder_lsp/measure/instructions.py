"""Instruction counts, by the processor's own counter or else by callgrind: they explain a measurement, they never
decide (loops over rows and over columns have equal counts and differ three times in time)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.sandbox.linux.counters import Event, is_available
from perfcoder_lsp.suggestion import Measurement

VALGRIND = Path("/usr/bin/valgrind")
SLOWDOWN = 50
"""How many times longer a program may take under callgrind before it is given up; 10 to 20 is usual."""
_COUNT = re.compile(rb"^==\d+== Collected : (\d+)", re.MULTILINE)
_PROGRAM = Path("/w/program")
_CALLS = 8
"""How many calls are counted together."""
_OPTIONS = ("--tool=callgrind", "--callgrind-out-file=/dev/null", "--vgdb=no")


def count_events(
    sandbox: Sandbox, programs: Mapping[str, Path], stdin: bytes, limits: Limits, event: Event = Event.INSTRUCTIONS
) -> dict[str, int] | None:
    """How often `event` happens in one run of each program, in user mode, threads and children included.

    None where the processor or the system does not tell, or a run breaks a limit. Raises SandboxError.
    """
    if not is_available(event):
        return None
    counts: dict[str, int] = {}
    with sandbox.session(programs, limits) as session:
        for name in programs:
            counter = session.counter(event)
            if counter is None:
                return None
            with counter:
                status = session.run(name, stdin).status
                count = counter.read()
            if status != "ok" or count is None:
                return None
            counts[name] = count
    return counts


def count_instructions(
    sandbox: Sandbox, program: Path, stdin: bytes, *, limit_s: float = 30.0, valgrind: Path = VALGRIND
) -> int | None:
    """How many instructions `program` executes on `stdin` under callgrind, start-up included.

    None where valgrind is missing, does not know the processor's instructions, or needs more than `limit_s` seconds.
    Raises SandboxError.
    """
    if not valgrind.exists():
        return None
    return _under_callgrind(sandbox, {program: _PROGRAM}, (str(_PROGRAM),), stdin, limit_s, valgrind)


def _under_callgrind(
    sandbox: Sandbox,
    shown: Mapping[Path, Path],
    argv: Sequence[str],
    stdin: bytes = b"",
    limit_s: float = 30.0,
    valgrind: Path = VALGRIND,
) -> int | None:
    limits = Limits(cpu_s=limit_s, wall_s=2 * limit_s, memory_mb=2048)
    result = sandbox.command((str(valgrind), *_OPTIONS, *argv), read_only=shown, stdin=stdin, limits=limits)
    counts = _COUNT.findall(result.stderr)
    return int(counts[-1]) if result.status == "ok" and counts else None


def count_per_call(
    sandbox: Sandbox, host: Path, unit: Path, inputs: Sequence[str], *, callgrind: bool
) -> dict[str, int]:
    """By input (`PROFILE:SIZE:SEED` of a function's harness, a shared `unit` that `host` loads), how many instructions
    one call executes: what a process that makes and calls inputs takes more than one that only makes them.

    Counted by the processor, or else under callgrind where that is wanted; nothing is in it where neither can tell, or
    a call does not return. Raises SandboxError.
    """
    runs = [(each, called) for each in inputs for called in (0, _CALLS)]
    words = [("call", f"{each}:{_CALLS}:{called}") for each, called in runs]
    counts = dict(zip(runs, _counted(sandbox, host, unit, words, callgrind=callgrind), strict=False))
    found: dict[str, int] = {}
    for each in inputs:
        made, called = counts.get((each, 0)), counts.get((each, _CALLS))
        if made is not None and called is not None and called > made:
            found[each] = round((called - made) / _CALLS)
    return found


def _counted(
    sandbox: Sandbox, host: Path, unit: Path, words: Sequence[tuple[str, str]], *, callgrind: bool
) -> Iterator[int | None]:
    """The instructions of each run, as long as they can be counted."""
    programs = {"host": host, "unit": unit}
    if is_available(Event.INSTRUCTIONS):
        with sandbox.session(programs, Limits(cpu_s=5, wall_s=10)) as session:
            for each in words:
                counter = session.counter(Event.INSTRUCTIONS)
                if counter is None:
                    return
                with counter:
                    result = session.run("host", arguments=("./unit", *each))
                    yield counter.read() if result.succeeded else None
    elif callgrind and VALGRIND.exists():
        shown = {path: _PROGRAM.with_name(name) for name, path in programs.items()}
        for each in words:
            yield _under_callgrind(sandbox, shown, (*(str(path) for path in shown.values()), *each))


def with_instructions(
    measurement: Measurement,
    sandbox: Sandbox,
    programs: Mapping[str, Path],
    stdin: bytes,
    limits: Limits,
    *,
    callgrind: bool,
) -> Measurement:
    """The measurement with the instruction counts of the programs "before" and "after" on `stdin`, as far as they can
    be had: both from the processor, or both from `callgrind`, which takes long, where that is wanted."""
    counts: Mapping[str, int | None] | None = count_events(sandbox, programs, stdin, limits)
    if counts is None and callgrind:
        limit_s = max(2.0, SLOWDOWN * (measurement.cpu_before_s or measurement.before_s))
        counts = {name: count_instructions(sandbox, path, stdin, limit_s=limit_s) for name, path in programs.items()}
    if counts is None:
        return measurement
    told = {"instructions_before": counts["before"], "instructions_after": counts["after"]}
    return measurement.model_copy(update=told)
