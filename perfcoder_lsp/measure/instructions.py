"""Instruction counts by callgrind: they explain a measurement, they never decide (loops over rows and over columns have
equal counts and differ three times in time)."""

import re
from pathlib import Path

from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.suggestion import Measurement

VALGRIND = Path("/usr/bin/valgrind")
SLOWDOWN = 50
"""How many times longer a program may take under callgrind before it is given up; 10 to 20 is usual."""
_COUNT = re.compile(rb"^==\d+== Collected : (\d+)", re.MULTILINE)
_PROGRAM = Path("/w/program")
_OPTIONS = ("--tool=callgrind", "--callgrind-out-file=/dev/null", "--vgdb=no")


def count_instructions(
    sandbox: Sandbox, program: Path, stdin: bytes, *, limit_s: float = 30.0, valgrind: Path = VALGRIND
) -> int | None:
    """How many instructions `program` executes on `stdin`, start-up included.

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
    measurement: Measurement, sandbox: Sandbox, before: Path, after: Path, stdin: bytes
) -> Measurement:
    """The measurement with both programs' instruction counts on `stdin`, as far as they can be had."""
    limit = max(2.0, SLOWDOWN * measurement.before_s)
    counts = [count_instructions(sandbox, program, stdin, limit_s=limit) for program in (before, after)]
    return measurement.model_copy(update={"instructions_before": counts[0], "instructions_after": counts[1]})
