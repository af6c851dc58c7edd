"""A started program: its pipes, and its end as something that can be waited for together with them."""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import struct_rusage


def now() -> float:
    """Seconds of the clock that `native/limited.c` reads, too: `time.monotonic` is another one on macOS."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)


@dataclass(frozen=True)
class Ended:
    """How a process ended: as `os.wait4` tells it, and when by `now`."""

    status: int
    usage: struct_rusage
    at: float


class Child:
    """A process in a session of its own. `output`, `error`, `report` and `ended` are read ends of pipes, which do not
    block; at the end of the last one the process has ended, even if others still hold the pipes before. It is expected
    to wait until `go` is called."""

    def __init__(
        self,
        words: Callable[[int, int], Sequence[str]],
        *,
        stdin: int,
        inherited: Sequence[int],
        cwd: Path,
        environment: Mapping[str, str],
    ) -> None:
        """`words` takes the descriptors at which the process finds the pipe for its report, and the one from which a
        byte tells it to go on. Raises OSError."""
        self.output, output = _pipe()
        self.error, error = _pipe()
        self.report, report = _pipe()
        self.ended, self._end = _pipe()
        waiting, self._go = os.pipe()
        try:
            self._process = subprocess.Popen(
                words(report, waiting),
                stdin=stdin,
                stdout=output,
                stderr=error,
                pass_fds=(report, waiting, *inherited),
                cwd=cwd,
                env=environment,
                start_new_session=True,
            )
        except BaseException:
            os.close(self._end)
            self._close()
            raise
        finally:
            for fd in (output, error, report, waiting):
                os.close(fd)
        self._result: Ended | None = None
        self._thread = threading.Thread(target=self._collect, name="perfcoder-wait", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def go(self) -> None:
        """Let the process go on, if it is still there."""
        with contextlib.suppress(BrokenPipeError):
            os.write(self._go, b"g")

    def wait(self) -> Ended:
        """Wait for the end, and close the pipes."""
        self._thread.join()
        self._close()
        assert self._result is not None
        return self._result

    def _collect(self) -> None:
        try:
            _, status, usage = os.wait4(self._process.pid, 0)
            self._result = Ended(status, usage, now())
            self._process.returncode = os.waitstatus_to_exitcode(status)  # so that nobody else waits for it
        finally:
            os.close(self._end)

    def _close(self) -> None:
        for fd in (self.output, self.error, self.report, self.ended, self._go):
            os.close(fd)


def _pipe() -> tuple[int, int]:
    read_end, write_end = os.pipe()
    os.set_blocking(read_end, False)
    return read_end, write_end
