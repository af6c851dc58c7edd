"""The installed `perfcoder` as a person runs it, and a look at the processes that are left of it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PERFCODER = Path(sys.executable).with_name("perfcoder")
_LEFT_OVER_WAIT_S = 2.0
_START_WAIT_S = 60.0


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


def _parents() -> dict[int, int]:
    """The living processes of this machine and their parents."""
    found: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text("utf-8", errors="replace").rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            found[int(stat.parent.name)] = int(parent)
    return found


def children() -> set[int]:
    """Processes whose parent this is; as a subreaper, it inherits every orphan among its descendants."""
    return {process for process, parent in _parents().items() if parent == os.getpid()}


def wait_for_descendant(process: subprocess.Popen[str], name: str) -> None:
    """Until a process of that name runs below `process`. Fails where that one ends before."""
    deadline = time.monotonic() + _START_WAIT_S
    while time.monotonic() < deadline and process.poll() is None:
        parents = _parents()
        family = {process.pid}
        while grown := {each for each, parent in parents.items() if parent in family} - family:
            family |= grown
        if any(_name(each) == name for each in family):
            return
        time.sleep(0.005)
    raise AssertionError(f"no {name} was seen; perfcoder ended with {process.poll()}")


def _name(process: int) -> str:
    try:
        return Path(f"/proc/{process}/comm").read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""


def left_over(before: set[int]) -> set[int]:
    """Children that came since `before` and don't go away within two seconds."""
    deadline = time.monotonic() + _LEFT_OVER_WAIT_S
    while (rest := children() - before) and time.monotonic() < deadline:
        time.sleep(0.02)
    return rest
