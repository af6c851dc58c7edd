"""What a crash may leave behind, and what it may not: a folder with everything in it, and the processes of this one."""

import ctypes
import hashlib
import os
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.sandbox.linux.control_group import find_place

PATIENCE_S = 5.0
"""How long to wait for processes and files to go before they count as left behind. They go within a tenth of it."""
PROGRAM = """\
#include <stdio.h>

int main(void) {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    long sum = 0;
    for (int i = 0; i < n; i++) {
        int x;
        if (scanf("%d", &x) != 1) return 1;
        sum += x;
        printf("%ld\\n", sum);
    }
    return 0;
}
"""
_PR_SET_CHILD_SUBREAPER = 36
_COMPILERS = ("cc", "gcc", "g++", "cc1", "cc1plus", "as", "ld", "collect2", "clang", "clang++")
_NAMED = {"bwrap": "bwrap", "launcher": "launcher", "runner": "runner", **dict.fromkeys(_COMPILERS, "compiler")}
_LEFT_BY_BUBBLEWRAP = ("bwrap",)
"""Killed in the millisecond between its clone and the word that this may go on, bwrap 0.8 leaves a child that waits for
that word forever (seen: 443 of 2,000 killed at random in their first 6 ms). It goes with its control group."""
_ARGUMENTS = {
    b"perfcoder_lsp.server.worker": "worker",
    b"perfcoder_lsp.server.main": "server",
    b"perfcoder_lsp.plan.model.child": "model",
    b"optimize": "command",
}


@dataclass(frozen=True)
class Process:
    pid: int
    parent: int
    group: int
    name: str
    role: str
    ended: bool  # a zombie


def adopt_orphans() -> None:
    """From now on, processes that lose their parent become children of this one, and can be found."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def family() -> dict[int, Process]:
    """All descendants of this process, by number."""
    everyone = {process.pid: process for path in Path("/proc").glob("[0-9]*") if (process := _process(path))}
    found: dict[int, Process] = {}
    parents = {os.getpid()}
    while parents:
        children = {pid: each for pid, each in everyone.items() if each.parent in parents and pid not in found}
        found |= children
        parents = set(children)
    return found


def kill(processes: Iterable[Process]) -> None:
    """Kill all of them, as nearly at once as can be."""
    for process in processes:
        try:
            os.kill(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def reap(processes: Iterable[Process]) -> None:
    """Collect those adopted ones that have ended."""
    for process in processes:
        if process.ended and process.parent == os.getpid():
            try:
                os.waitpid(process.pid, os.WNOHANG)
            except ChildProcessError:
                continue


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Whether the condition came true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def digest(folder: Path) -> str:
    """Names, modes, times and content of everything below a folder."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        info = path.lstat()
        found.update(f"{path.relative_to(folder)} {info.st_mode:o} {info.st_mtime_ns}\0".encode())
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


class World:
    """The user's folder with a slow program, the folder for temporary files, and the cache, all below `root`."""

    def __init__(self, root: Path, cache: Path | None = None) -> None:
        self.project, self.tmp, self.cache = root / "project", root / "tmp", cache or root / "cache"
        for folder in (self.project, self.tmp):
            folder.mkdir(parents=True)
        self.source = self.project / "slow.c"
        self.replace(PROGRAM)
        self._before = set(family())
        self._seen: set[int] = set()

    def replace(self, text: str) -> None:
        """Change the program, as its author would."""
        self.source.write_text(text)
        self._tree = digest(self.project)

    def environment(self) -> dict[str, str]:
        """For a process whose every file is in here, and which takes as little time as it can."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PERFCODER_")}
        settings = {
            "CACHE__DIRECTORY": str(self.cache),
            "RULES__SELECT": '["IO4"]',
            "VERIFY__INPUTS": "8",
            "MEASURE__BUDGET_S": "0.5",
            "MEASURE__MAX_PAIRS": "6",
            "SERVER__PREPARE": "false",
        }
        package = str(Path(__file__).parents[1])
        return {
            **kept,
            **{f"PERFCODER_{name}": value for name, value in settings.items()},
            "PYTHONPATH": os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")])),
            "XDG_CONFIG_HOME": str(self.tmp.with_name("config")),
            "TMPDIR": str(self.tmp),
        }

    def processes(self, *roles: str) -> list[Process]:
        """The living processes that came since this was made; only those in the roles, where some are given."""
        return [each for each in self._since() if not each.ended and (not roles or each.role in roles)]

    def _since(self) -> list[Process]:
        since = [each for pid, each in family().items() if pid not in self._before]
        self._seen |= {each.pid for each in since}
        return since

    def left(self, *, running: bool, janitor: bool = True) -> list[str]:
        """What is wrong and does not go away in time.

        `running`: the server lives on, but nothing is under way. `janitor`: there is one that removes what is left;
        else the next start does, and what it removes counts only after it.
        """
        found: list[str] = []

        def clean() -> bool:
            found[:] = self._found(running, janitor)
            return not found

        within(PATIENCE_S, clean)  # not looked at again: a server that goes on may be starting a worker
        return found

    def _found(self, running: bool, janitor: bool) -> list[str]:
        since = self._since()
        reap(since)
        allowed = ("server", "worker", "janitor", "model") if running else () if janitor else _LEFT_BY_BUBBLEWRAP
        found = [f"process left: {each.role}" for each in since if not each.ended and each.role not in allowed]
        found += [f"zombie left: {each.name}" for each in since if each.ended and each.parent != os.getpid()]
        found += [f"temporary file left: {path.name}" for path in self.tmp.iterdir()]
        if janitor:
            found += self.remains()
        if digest(self.project) != self._tree:
            found.append("the user's folder has changed")
        return found

    def remains(self) -> list[str]:
        """What a janitor removes: scratch folders, and control groups, whose names tell who made them."""
        place = find_place()
        groups = [path.name for folder in (place.folders if place else ()) for path in folder.glob("perfcoder-*")]
        scratch = self.cache / "tmp"
        names = [path.name for path in scratch.iterdir()] if scratch.is_dir() else []
        return [f"scratch folder left: {name}" for name in names] + [
            f"control group left: {name}" for name in groups if int(name.split("-")[1]) in self._seen
        ]


def _process(path: Path) -> Process | None:
    try:
        name, _, rest = (path / "stat").read_text(errors="replace").partition("(")[2].rpartition(")")
        words = (path / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return None
    state, parent, group = rest.split()[:3]
    return Process(int(path.name), int(parent), int(group), name, _role(name, words), state == "Z")


def _role(name: str, words: list[bytes]) -> str:
    if any(word.endswith(b"janitor.py") for word in words):
        return "janitor"
    known = (role for word, role in _ARGUMENTS.items() if word in words)
    return next(known, None) or _NAMED.get(name.removeprefix("x86_64-linux-gnu-"), "program")
