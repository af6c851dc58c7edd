"""Processes of this machine, as /proc shows them: what a sandbox may not leave behind, and what it may not touch."""

import os
from pathlib import Path


def descendants(root: int) -> set[int]:
    """All children, grandchildren, ... of a process, zombies among them."""
    parents = {int(folder.name): parent for folder in Path("/proc").glob("[0-9]*") if (parent := _parent(folder))}
    found: set[int] = set()
    for pid in parents:
        line = [pid]
        while line[-1] in parents and line[-1] != root:
            line.append(parents[line[-1]])
        if line[-1] == root:
            found.update(line[:-1])
    return found


def showing(mark: str) -> set[int]:
    """Processes whose arguments or mounts contain a mark: all of a sandbox that was given marked files."""
    found: set[int] = set()
    for folder in Path("/proc").glob("[0-9]*"):
        if mark.encode() in _content(folder / "cmdline") + _content(folder / "mountinfo"):
            found.add(int(folder.name))
    return found - {os.getpid()}


def standing(pid: int) -> dict[str, object]:
    """What others may have done to a process: stopped or traced it, or changed its limits, priority and processors."""
    status = dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return {
        "stopped": status["State"][0] in "TtXZ",
        "tracer": status["TracerPid"],
        "processors": status["Cpus_allowed"],
        "signals blocked and ignored": (status["SigBlk"], status["SigIgn"]),
        "nice": os.getpriority(os.PRIO_PROCESS, pid),
        "policy": os.sched_getscheduler(pid),
        "limits": Path(f"/proc/{pid}/limits").read_text(),
        "out-of-memory score": Path(f"/proc/{pid}/oom_score_adj").read_text(),
    }


def _parent(folder: Path) -> int:
    """The parent's number; 0 where there is none, or the process has gone."""
    fields = _content(folder / "stat").rpartition(b")")[2].split()
    return int(fields[1]) if fields else 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
