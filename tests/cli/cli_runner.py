"""The installed `perfcoder` as a person runs it, and a look at the processes that are left of it."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PERFCODER = Path(sys.executable).with_name("perfcoder")
_LEFT_OVER_WAIT_S = 2.0


@dataclass(frozen=True)
class Finished:
    """What a command ended with."""

    status: int
    stdout: str
    stderr: str

    @property
    def error(self) -> str:
        """The one line on standard error. Fails where it is not exactly one."""
        lines = self.stderr.splitlines()
        assert len(lines) == 1, self.stderr
        return lines[0]


Perfcoder = Callable[..., Finished]


def children() -> set[int]:
    """Processes whose parent this is; as a subreaper, it inherits every orphan among its descendants."""
    found: set[int] = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text("utf-8", errors="replace").rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == os.getpid() and state != "Z":
            found.add(int(stat.parent.name))
    return found


def left_over(before: set[int]) -> set[int]:
    """Children that came since `before` and don't go away within two seconds."""
    deadline = time.monotonic() + _LEFT_OVER_WAIT_S
    while (rest := children() - before) and time.monotonic() < deadline:
        time.sleep(0.02)
    return rest
