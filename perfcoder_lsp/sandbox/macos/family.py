"""All processes of one run, on systems without a process namespace: found, summed up and killed one by one.

A process belongs to a run if its session or its parent does, or if it is an orphan that runs one of the run's programs.
One that leaves its session, loses its parent and becomes another program, all within a look's 10 ms, is not found: so
isolation that relies on this must forbid measured programs to start others (`seatbelt.py` does).
"""

import contextlib
import math
import os
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

_KILL_S = 1.0


@dataclass(frozen=True)
class Look:
    """A family at one moment: resident bytes and CPU seconds of all processes together, and their threads."""

    memory_bytes: int = 0
    cpu_s: float = 0.0
    threads: int = 0


class Family:
    """The processes that come from one, `lead`, which leads a session of its own."""

    def __init__(self, strangers: Iterable[int], lead: int, programs: Iterable[Path]) -> None:
        """`strangers`: the processes that were there before."""
        self._strangers = set(strangers) - {lead}
        self._lead = lead
        self._programs = frozenset(map(str, programs))
        self._sessions = {lead}
        self._members: dict[int, psutil.Process] = {}

    def look(self) -> Look:
        """Find new members, and sum up all."""
        self._find()
        looks = list(filter(None, map(_look, list(self._members.values()))))
        return Look(
            sum(look.memory_bytes for look in looks),
            math.fsum(look.cpu_s for look in looks),
            sum(look.threads for look in looks),
        )

    def end(self) -> int:
        """Kill all; returns how many there were beside the lead. Takes a second at most."""
        killed: set[int] = set()
        deadline = time.monotonic() + _KILL_S
        while (alive := self._alive()) and time.monotonic() < deadline:
            killed |= alive.keys() - {self._lead}
            for group in self._groups(alive):
                with contextlib.suppress(OSError):
                    os.killpg(group, signal.SIGKILL)  # at once, faster than a fork bomb refills it
            for process in alive.values():
                with contextlib.suppress(psutil.Error):
                    process.kill()
            time.sleep(0.001)
        return len(killed)

    def _alive(self) -> dict[int, psutil.Process]:
        self._find()
        return {pid: process for pid, process in self._members.items() if _look(process) is not None}

    def _groups(self, alive: Iterable[int]) -> set[int]:
        """The process groups of living members that a session of ours holds."""
        groups: set[int] = set()
        for pid in alive:
            with contextlib.suppress(OSError):
                if os.getsid(pid) in self._sessions:
                    groups.add(os.getpgid(pid))
        return groups

    def _find(self) -> None:
        there = set(psutil.pids())
        self._strangers &= there
        for gone in self._members.keys() - there:
            del self._members[gone]
        new = {pid: parent for pid in there - self._strangers - self._members.keys() if (parent := _parent(pid))}
        while adopted := {pid for pid, parent in new.items() if self._belongs(pid, parent)}:
            for pid in adopted:  # whose children may be new as well
                del new[pid]
                self._adopt(pid)
        # One whose parent is in neither set was listed before its parent: the next look decides.
        self._strangers |= {pid for pid, parent in new.items() if parent == 1 or parent in self._strangers}

    def _belongs(self, pid: int, parent: int) -> bool:
        with contextlib.suppress(OSError, psutil.Error):
            if pid == self._lead or parent in self._members or os.getsid(pid) in self._sessions:
                return True
            return parent == 1 and psutil.Process(pid).exe() in self._programs
        return False

    def _adopt(self, pid: int) -> None:
        with contextlib.suppress(OSError, psutil.Error):
            self._members[pid] = psutil.Process(pid)
            if os.getsid(pid) == pid:
                self._sessions.add(pid)


def _parent(pid: int) -> int | None:
    try:
        return psutil.Process(pid).ppid()
    except psutil.Error:
        return None


def processes_of(user: int) -> int:
    """How many processes a user has: as many as count against a limit that is not of a namespace's own."""
    found = psutil.process_iter(["uids"])
    return sum(process.info["uids"] is not None and process.info["uids"].real == user for process in found)


def _look(process: psutil.Process) -> Look | None:
    """None where the process has ended, even if nobody has collected it yet."""
    try:
        with process.oneshot():
            if process.status() == psutil.STATUS_ZOMBIE:
                return None
            times = process.cpu_times()
            cpu_s = times.user + times.system + times.children_user + times.children_system
            return Look(process.memory_info().rss, cpu_s, process.num_threads())
    except psutil.Error:
        return None
