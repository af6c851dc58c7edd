"""The A/A self-check: before a machine's numbers are believed, ten comparisons of a program with itself.

It is made on the first use of a machine, while builds take their time, and kept with the machine's fingerprint.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from perfcoder_lsp.measure.machine import Bar, SelfCheck, store_check, stored_check, this_machine
from perfcoder_lsp.measure.outcome import Undecided
from perfcoder_lsp.measure.procedure import measure
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.sandbox.native import native_program
from perfcoder_lsp.settings import CacheSettings, MeasureSettings
from perfcoder_lsp.text import Frozen

COMPARISONS = 10
_SETTINGS = MeasureSettings(budget_s=1.0, max_pairs=6)
_LIMITS = Limits(cpu_s=2, wall_s=10)


class Calibration:
    """This machine's bar for claims; a context manager. Where no self-check is kept, one begins at once in a thread.

    Leaving the context ends a check that nobody waited for.
    """

    def __init__(self, sandbox: Sandbox, settings: MeasureSettings, cache: CacheSettings) -> None:
        self._sandbox = sandbox
        self._minimum = settings.minimum_speedup
        self._cache = cache
        self._stopped = threading.Event()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="self-check")
        self._check = stored_check(cache)
        self._begun: Future[SelfCheck | None] | None = None
        if self._check is None:
            self._begun = self._thread.submit(self._made)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.shutdown(wait=True)

    def bar(self) -> Bar:
        """The bar, waited for. A check that was off is made once more: builds of ours may have disturbed it.

        Raises SandboxError.
        """
        if self._begun is not None:
            check = self._begun.result()
            self._begun = None
            if check is None or not check.is_good:
                check = self._made() or check
            if check is not None:
                store_check(self._cache, check)
            self._check = check
        return Bar(speedup=self._minimum) if self._check is None else self._check.bar(self._minimum)

    def _made(self) -> SelfCheck | None:
        program = native_program("reference", self._cache.directory)
        return self_check(self._sandbox, program, self._stopped.is_set)


def self_check(sandbox: Sandbox, program: Path, stopped: Callable[[], bool] = lambda: False) -> SelfCheck | None:
    """Compare `program` ten times with itself; None where too few comparisons could be made, or it was `stopped`.

    Takes one or two seconds. Raises SandboxError.
    """
    speedups: list[float] = []
    with sandbox.session({"before": program, "after": program}, _LIMITS) as session:
        expected = session.run("before")
        for seed in range(COMPARISONS):
            if stopped():
                return None
            result = measure(session, "before", "after", _NoInput(), _SETTINGS, expected.output_hash, seed=seed)
            if not isinstance(result, Undecided):
                speedups.append(result.speedup)
            elif result.speedup_low is not None and result.speedup_high is not None:
                speedups.append((result.speedup_low * result.speedup_high) ** 0.5)
    if len(speedups) < COMPARISONS // 2:
        return None
    return SelfCheck(machine=this_machine(), speedups=tuple(speedups), made_at=time.time())


class _NoInput(Frozen):
    stdin: bytes = b""
