"""A control group for one sandbox: the kernel's own bound on its memory and processes, and its end as a whole.

Groups are made beside or below our own one, where this user may make some: in version 2 of the interface that takes a
delegated sub-tree (man 5 systemd.resource-control, Delegate=) or root, in version 1 root. Nothing is changed but what
was made here. The janitor removes the groups of an owner that is killed; where it was killed too, the next start does:
an owner holds a lock on each.
"""

import contextlib
import fcntl
import os
import re
import secrets
import signal
import time
from collections.abc import Generator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.storage.scratch import watched

_PREFIX = "perfcoder-"
_END_S = 1.0  # what is killed is gone in some milliseconds
_TRY = fcntl.LOCK_EX | fcntl.LOCK_NB


@dataclass(frozen=True)
class _Files:
    """Names of a version's files, and the controllers that they belong to."""

    memory: str
    swap: str
    kills: str  # holds the line "oom_kill NUMBER"
    processes: str = "pids.max"


_VERSION_1 = _Files("memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "memory.oom_control")
_VERSION_2 = _Files("memory.max", "memory.swap.max", "memory.events")
_CONTROLLERS = ("memory", "pids")


@dataclass(frozen=True)
class Place:
    """Where groups can be made: for memory and for processes, in version 2 one and the same folder."""

    memory: Path
    processes: Path

    @property
    def version(self) -> int:
        """Of the interface (man 7 cgroups)."""
        return 2 if self.memory == self.processes else 1

    @property
    def folders(self) -> tuple[Path, ...]:
        return (self.memory,) if self.version == 2 else (self.memory, self.processes)

    @property
    def files(self) -> _Files:
        return _VERSION_2 if self.version == 2 else _VERSION_1


@cache
def find_place(proc: Path = Path("/proc/self")) -> Place | None:
    """Where this process may make groups, None where it may not; `proc` is its folder in /proc."""
    try:
        mounts = [line.split(" ") for line in (proc / "mountinfo").read_text().splitlines()]
        own = [line.split(":", 2) for line in (proc / "cgroup").read_text().splitlines()]
    except OSError:
        return None
    found: list[Path | None] = [_version_1(controller, mounts, own) for controller in _CONTROLLERS]
    found += [_version_2(mounts, own)] * 2
    for memory, processes in (found[:2], found[2:]):
        if memory and processes:
            return Place(memory, processes)
    return None


def _version_1(controller: str, mounts: list[list[str]], own: list[list[str]]) -> Path | None:
    """Our own group in the tree of one controller, if groups can be made in it."""
    for mount in mounts:
        if "cgroup" in mount and controller in mount[-1].split(","):
            paths = [path for _, controllers, path in own if controller in controllers.split(",")]
            folder = _folder(mount, paths[0]) if paths else None
            return folder if folder and _may_make_groups(folder) else None
    return None


def _version_2(mounts: list[list[str]], own: list[list[str]]) -> Path | None:
    """The nearest group above us that gives groups in it their own limits, and that we may write."""
    top = next((mount for mount in mounts if "cgroup2" in mount), None)
    paths = [path for number, controllers, path in own if (number, controllers) == ("0", "")]
    folder = _folder(top, paths[0]) if top and paths else None
    if top is None or folder is None:
        return None
    for group in (folder, *folder.parents):
        with contextlib.suppress(OSError):
            given = (group / "cgroup.subtree_control").read_text().split()
            if set(_CONTROLLERS) <= set(given) and _may_make_groups(group):
                return group
        if group == Path(top[4]):
            break
    return None


def _folder(mount: list[str], own: str) -> Path | None:
    """Where the group `own` is seen below a line of mountinfo (man 5 proc); None where it is not."""
    root, point = mount[3], mount[4]
    if ".." in own.split("/") or not (own + "/").startswith(root.rstrip("/") + "/"):
        return None
    return Path(point) / own[len(root.rstrip("/")) :].lstrip("/")


def _may_make_groups(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK) and os.access(folder / "cgroup.procs", os.W_OK)


class ControlGroup:
    """One group, empty at first; `entries` are descriptors through which the program `enter` moves itself into it."""

    def __init__(self, place: Place) -> None:
        """Raises SandboxError where it can't be made."""
        self._files = place.files
        self._limits: tuple[int, int] | None = None
        try:
            _sweep(place)
            with contextlib.ExitStack() as kept:
                self._folders = tuple(_made(parent, kept) for parent in place.folders)
                self._kills = _opened(self._folders[0] / self._files.kills, os.O_RDONLY, kept)
                self.entries = tuple(_opened(each / "cgroup.procs", os.O_WRONLY, kept) for each in self._folders)
                self._kept = kept.pop_all()
        except OSError as error:
            raise SandboxError(f"{place.memory}: no control group can be made here: {error.strerror}") from None

    def limit(self, memory_bytes: int, processes: int) -> None:
        """Bound the memory, without swapping, and the number of processes and threads. Raises SandboxError."""
        before, self._limits = self._limits, (memory_bytes, processes)
        if before == self._limits:
            return
        # Version 1 limits memory and swap together, and that limit may never be the lower one.
        swap_bytes = memory_bytes if self._files is _VERSION_1 else 0
        steps = [(self._files.memory, memory_bytes), (self._files.swap, swap_bytes)]
        if self._files is _VERSION_1 and before and memory_bytes > before[0]:
            steps.reverse()
        try:
            for name, amount in steps:
                file = self._folders[0] / name
                if name == self._files.memory or file.exists():  # a kernel may not account for swap
                    file.write_text(str(amount))
            (self._folders[-1] / self._files.processes).write_text(str(processes))
        except OSError as error:
            raise SandboxError(f"{self._folders[0]}: the control group takes no limit: {error.strerror}") from None

    def kills(self) -> int:
        """How many processes of the group the kernel has ended for its memory limit."""
        match = re.search(rb"^oom_kill (\d+)", os.pread(self._kills, 4096, 0), re.MULTILINE)
        return int(match.group(1)) if match else 0

    def close(self) -> None:
        """End what is in the group, and remove it. May be called again."""
        self._kept.close()


def _made(parent: Path, kept: contextlib.ExitStack) -> Path:
    """A new group whose lock we hold; a sweep can't come in between."""
    folder = parent / f"{_PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
    kept.enter_context(watched(folder))
    with _locked(parent, fcntl.LOCK_SH):
        folder.mkdir()
        kept.callback(_remove, folder)
        fcntl.flock(_opened(folder, os.O_RDONLY, kept), fcntl.LOCK_EX)
    return folder


def _opened(path: Path, flags: int, kept: contextlib.ExitStack) -> int:
    fd = os.open(path, flags | os.O_CLOEXEC)
    kept.callback(os.close, fd)
    return fd


@contextlib.contextmanager
def _locked(folder: Path, how: int) -> Generator[None]:
    with contextlib.ExitStack() as stack:
        fcntl.flock(_opened(folder, os.O_RDONLY, stack), how)
        yield


@cache
def _sweep(place: Place) -> None:
    """Remove the groups whose owners are gone; once per process."""
    for parent in place.folders:
        with _locked(parent, fcntl.LOCK_EX):
            for folder in parent.glob(f"{_PREFIX}*"):
                with contextlib.suppress(BlockingIOError, FileNotFoundError), _locked(folder, _TRY):
                    _remove(folder)


def _remove(folder: Path) -> None:
    """End every process of a group and remove it; what can't be ended in a second is left to the next sweep."""
    until = time.monotonic() + _END_S
    while folder.exists():
        with contextlib.suppress(OSError):  # busy while a process is in it, or about to be gone
            folder.rmdir()
            return
        if time.monotonic() > until:
            return
        _kill(folder)
        time.sleep(0.001)


def _kill(folder: Path) -> None:
    with contextlib.suppress(OSError):  # gone meanwhile
        if (folder / "cgroup.kill").exists():
            (folder / "cgroup.kill").write_text("1")
            return
        for line in (folder / "cgroup.procs").read_text().split():
            if int(line) > 0:  # 0: a process that this namespace does not see, and to `kill` our own group
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(line), signal.SIGKILL)
