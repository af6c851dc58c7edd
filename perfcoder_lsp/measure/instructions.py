"""Instruction counts, by the processor's own counter or else by callgrind: they explain a measurement, they never
decide (loops over rows and over columns have equal counts and differ three times in time)."""

import re
from collections.abc import Mapping
from pathlib import Path

from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.sandbox.linux.counters import Event, is_available
from perfcoder_lsp.suggestion import Measurement

VALGRIND = Path("/usr/bin/valgrind")
SLOWDOWN = 50
"""How many times longer a program may take under callgrind before it is given up; 10 to 20 is usual."""
_COUNT = re.compile(rb"^==\d+== Collected : (\d+)", re.MULTILINE)
_PROGRAM = Path("/w/program")
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
    limits = Limits(cpu_s=limit_s, wall_s=2 * limit_s, memory_mb=2048)
    argv = (str(valgrind), *_OPTIONS, str(_PROGRAM))
    result = sandbox.command(argv, read_only={program: _PROGRAM}, stdin=stdin, limits=limits)
    counts = _COUNT.findall(result.stderr)
    return int(counts[-1]) if result.status == "ok" and counts else None


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
