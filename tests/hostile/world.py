"""The world outside of the sandbox: a secret, a user's files, a process, listeners. Hostile code may touch none of it.

All of it is open to everybody as far as permissions go, and the process runs as the user that sandboxed programs run
as: what keeps hostile code away must be the sandbox alone.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from world_processes import descendants, showing, standing

from perfcoder_lsp.sandbox.linux.bubblewrap import SANDBOX_UID

GONE_WITHIN_S = 1.0  # promised: nothing survives a run after that
RSS_GROWTH_KB = 64 << 10  # far below what floods and bombs try to make us hold
CLOCK_STEP_S = 600  # attacks set the clock years back; time servers correct less
IPC_KEY = 0x50455246  # attacks make System V objects with this key
_SHARED_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run")


@dataclass(frozen=True)
class Listeners:
    """Sockets outside that nobody may reach."""

    tcp: socket.socket
    udp: socket.socket
    abstract: socket.socket
    path: socket.socket

    def answer_all(self) -> None:
        """Forget who came."""
        for listener in (self.tcp, self.abstract, self.path):
            with contextlib.suppress(BlockingIOError):
                while True:
                    listener.accept()[0].close()

    def assert_unreached(self) -> None:
        for listener in (self.tcp, self.abstract, self.path):
            with pytest.raises(BlockingIOError):
                listener.accept()
        with pytest.raises(BlockingIOError):
            self.udp.recv(1)


@dataclass(frozen=True)
class World:
    """What hostile code is told about, and must not reach. `token` is random; it occurs in the canary, in our
    environment and in the victim's arguments and environment, and may occur in nothing that a sandbox gives back."""

    folder: Path
    mark: str  # part of the name of everything that an attack makes, and of every sandboxed file's path
    token: str
    canary: Path
    tree: Path
    temp: Path
    victim: subprocess.Popen[bytes]
    listeners: Listeners
    before: "Snapshot"

    @property
    def arguments(self) -> tuple[str, ...]:
        """What hostile programs are told, so that they need not search."""
        tcp, udp = (str(listener.getsockname()[1]) for listener in (self.listeners.tcp, self.listeners.udp))
        abstract, path = f"perfcoder-{self.mark}", str(self.folder / "socket")
        return (str(self.canary), str(self.tree), str(self.victim.pid), tcp, udp, abstract, path, self.mark)

    def assert_hidden(self, *texts: bytes | str | None) -> None:
        """The secret occurs in none of these, which came out of a sandbox."""
        for text in texts:
            content = text.encode(errors="surrogateescape") if isinstance(text, str) else text or b""
            assert self.token.encode() not in content

    def survivors(self) -> set[int]:
        """Processes that were not there before, and belong to us or see marked files."""
        return (descendants(os.getpid()) | showing(self.mark)) - self.before.processes - {self.victim.pid}

    def assert_unharmed(self) -> None:
        """Everything outside is as it was."""
        _within(GONE_WITHIN_S, lambda: not self.survivors(), lambda: f"processes are left: {self.survivors()}")
        now = snapshot(self.tree, self.victim)
        assert now.files == self.before.files, "the user's files were changed"
        assert (now.victim, now.ourselves) == (self.before.victim, self.before.ourselves)
        assert now.machine == self.before.machine
        assert abs(now.clock_s - self.before.clock_s) < CLOCK_STEP_S
        assert _echo(self.victim, self.mark), "the process outside does not answer"
        assert self.canary.read_text() == self.token
        self.listeners.assert_unreached()
        assert list(self.temp.iterdir()) == [], "a temporary file is left"
        made = [path for path in map(Path, _SHARED_FOLDERS) if path.is_dir() for path in path.glob(f"*{self.mark}*")]
        assert [path for path in made if path != self.folder] == []
        assert _peak_rss_kb() - self.before.rss_kb < RSS_GROWTH_KB


@dataclass(frozen=True)
class Snapshot:
    """The state of the world at one moment."""

    processes: set[int]
    files: dict[str, tuple[object, ...]]
    victim: dict[str, object]
    ourselves: dict[str, object]
    machine: dict[str, str]
    clock_s: float  # what the clock shows beyond the time since boot
    rss_kb: int


def snapshot(tree: Path, victim: subprocess.Popen[bytes]) -> Snapshot:
    ipc = "".join(Path("/proc/sysvipc", kind).read_text() for kind in ("shm", "sem", "msg"))
    machine = {"name": socket.gethostname(), "core": Path("/proc/sys/kernel/core_pattern").read_text()}
    return Snapshot(
        processes=descendants(os.getpid()),
        files={os.fsdecode(path.relative_to(tree)): _state(path) for path in (tree, *sorted(tree.rglob("*")))},
        victim=standing(victim.pid),
        ourselves=standing(os.getpid()),
        machine=machine | {"ipc": str(str(IPC_KEY) in ipc)},
        clock_s=time.time() - time.clock_gettime(time.CLOCK_BOOTTIME),
        rss_kb=_status_kb("VmRSS"),
    )


@contextlib.contextmanager
def open_world() -> Iterator[World]:
    """A new world, which is checked and removed at the end."""
    mark, token = secrets.token_hex(6), secrets.token_hex(16)
    folder = Path(tempfile.mkdtemp(prefix=f"perfcoder-{mark}-"))
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        folder.chmod(0o755)
        canary, tree, temp = folder / "canary", folder / "user tree", folder / "temp"
        canary.write_text(token)
        canary.chmod(0o666)
        _plant(tree)
        temp.mkdir(mode=0o700)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("PERFCODER_TEST_SECRET", token)
        patch.setenv("TMPDIR", str(temp))
        patch.setattr(tempfile, "tempdir", str(temp))
        victim = stack.enter_context(_victim(token))
        listeners = stack.enter_context(_listeners(folder, mark))
        _reset_peak_rss()
        before = snapshot(tree, victim)
        world = World(folder, mark, token, canary, tree, temp, victim, listeners, before)
        yield world
        world.assert_unharmed()


def _plant(tree: Path) -> None:
    """Files as a user has them, which anybody may change."""
    contents = {
        "main.cpp": "int main() {}\n",
        "include/part.h": "#pragma once\n",
        "notes/odd\nname ü": "",
        "run.sh": "#!\n",
    }
    for name, content in contents.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        path.chmod(0o777 if path.suffix == ".sh" else 0o666)
    (tree / "empty").mkdir()
    (tree / "link").symlink_to("main.cpp")
    for path in (tree, *tree.rglob("*")):
        if path.is_dir():
            path.chmod(0o777)


@contextlib.contextmanager
def _victim(token: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that repeats what it is told, run by the user that sandboxed programs run as."""
    user = SANDBOX_UID if os.geteuid() == 0 else None
    process = subprocess.Popen(
        ["/bin/sh", "-c", 'while read -r line; do echo "$line"; done', "victim", token],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PERFCODER_TEST_SECRET": token},
        cwd="/",
        user=user,
        group=user,
        extra_groups=[] if user else None,
    )
    with process:
        try:
            assert _echo(process, "hello")
            yield process
        finally:
            process.kill()


def _echo(victim: subprocess.Popen[bytes], word: str) -> bool:
    pipes: tuple[IO[bytes] | None, IO[bytes] | None] = victim.stdin, victim.stdout
    assert pipes[0] is not None
    assert pipes[1] is not None
    with contextlib.suppress(BrokenPipeError):
        pipes[0].write(word.encode() + b"\n")
        pipes[0].flush()
        return pipes[1].readline() == word.encode() + b"\n"
    return False


@contextlib.contextmanager
def _listeners(folder: Path, mark: str) -> Iterator[Listeners]:
    with contextlib.ExitStack() as stack:
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        abstract, path = (stack.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(2))
        abstract.bind(f"\0perfcoder-{mark}")
        path.bind(str(folder / "socket"))
        (folder / "socket").chmod(0o777)
        for local in (abstract, path):
            local.listen()
        for each in (tcp, udp, abstract, path):
            each.setblocking(False)
        yield Listeners(tcp, udp, abstract, path)


def _state(path: Path) -> tuple[object, ...]:
    """Everything about a file but the time when it was read."""
    info = path.lstat()
    content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else b""
    attributes = tuple(os.listxattr(path, follow_symlinks=False))
    owner = (info.st_mode, info.st_uid, info.st_gid)
    return (*owner, info.st_ino, info.st_nlink, info.st_mtime_ns, hashlib.sha256(content).hexdigest(), attributes)


def _within(seconds: float, holds: Callable[[], bool], otherwise: Callable[[], str]) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            pytest.fail(otherwise())
        time.sleep(0.01)


def _status_kb(field: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field))


def _reset_peak_rss() -> None:
    with contextlib.suppress(OSError):  # where it is refused, the peak since our start counts: stricter
        Path("/proc/self/clear_refs").write_text("5")


def _peak_rss_kb() -> int:
    return _status_kb("VmHWM")
