"""What ends a run whose starter was killed, where the system has no means for that: the program `native/guard.c`."""

import contextlib
import os
import struct
import subprocess
from pathlib import Path

from perfcoder_lsp.sandbox.native import native_program

_NUMBER = struct.Struct("=i")


class Guard:
    """A process that outlives ours, however ours ends, just long enough to kill the groups it was told of."""

    def __init__(self, cache: Path) -> None:
        """Raises SandboxError where it can't be compiled, OSError where it can't be started."""
        self._process = subprocess.Popen(
            [native_program("guard", cache)],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )

    def watch(self, group: int) -> None:
        """A group of processes has been started. Raises OSError where the guard is gone."""
        self._tell(group)

    def release(self, group: int) -> None:
        """It has ended, and its number may come to mean another one."""
        with contextlib.suppress(OSError):
            self._tell(-group)

    def close(self) -> None:
        """Let the guard go."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        self._process.wait()

    def _tell(self, number: int) -> None:
        assert self._process.stdin is not None
        os.write(self._process.stdin.fileno(), _NUMBER.pack(number))
