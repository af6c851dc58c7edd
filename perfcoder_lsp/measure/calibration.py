"""The A/A self-check: before a machine's numbers are believed, ten comparisons of a program with itself."""

import time
from pathlib import Path

from perfcoder_lsp.measure.machine import SelfCheck, store_check, stored_check, this_machine
from perfcoder_lsp.measure.outcome import Undecided
from perfcoder_lsp.measure.procedure import measure
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.settings import CacheSettings, MeasureSettings
from perfcoder_lsp.text import Frozen

COMPARISONS = 10
REFERENCE = Path("/usr/bin/factor")
"""Part of every Linux system; reads numbers and computes, without memory traffic or start-up to speak of."""
_PRIMES = (2147483647, 2147483629, 2147483587, 2147483579, 2147483563)
_SETTINGS = MeasureSettings(budget_s=1.0, max_pairs=6)
_LIMITS = Limits(cpu_s=2, wall_s=10)


class ReferenceInput(Frozen):
    """About 10 ms of CPU time on a machine of 2020."""

    stdin: bytes = b"".join(b"%d\n" % (left * right) for left in _PRIMES for right in _PRIMES)


def calibrated_threshold(sandbox: Sandbox, settings: MeasureSettings, cache: CacheSettings) -> float:
    """The speedup that a claim must reach on this machine, at least `settings.minimum_speedup`.

    From the check that is kept, else from a new one (one or two seconds, in the sandbox). Raises SandboxError.
    """
    check = stored_check(cache) or self_check(sandbox)
    if check is None:
        return settings.minimum_speedup
    store_check(cache, check)
    return check.bar(settings.minimum_speedup)


def known_threshold(settings: MeasureSettings, cache: CacheSettings) -> float | None:
    """The same without running anything: None where no check is kept."""
    check = stored_check(cache)
    return None if check is None else check.bar(settings.minimum_speedup)


def self_check(sandbox: Sandbox, program: Path = REFERENCE) -> SelfCheck | None:
    """Compare `program` ten times with itself; None where it is missing or can't be timed. Raises SandboxError."""
    if not program.exists():
        return None
    case = ReferenceInput()
    speedups: list[float] = []
    with sandbox.session({"before": program, "after": program}, _LIMITS) as session:
        expected = session.run("before", case.stdin)
        for seed in range(COMPARISONS):
            result = measure(session, "before", "after", case, _SETTINGS, expected.output_hash, seed=seed)
            if not isinstance(result, Undecided):
                speedups.append(result.speedup)
            elif result.speedup_low is not None and result.speedup_high is not None:
                speedups.append((result.speedup_low * result.speedup_high) ** 0.5)
    if len(speedups) < COMPARISONS // 2:
        return None
    return SelfCheck(machine=this_machine(), speedups=tuple(speedups), made_at=time.time())
