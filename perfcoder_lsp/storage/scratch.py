"""Temporary folders that do not outlive this process, even if it is killed.

They lie in `tmp` of the cache, never in the system's folder for temporary files, each beside a file that this process
holds locked. What a killed process leaves, its janitor removes at once (`janitor.py`); where that was killed as well,
the next start does: `sweep`.
"""

import atexit
import contextlib
import fcntl
import os
import subprocess
import sys
import threading
from collections.abc import Generator
from pathlib import Path

from perfcoder_lsp.storage import janitor
from perfcoder_lsp.storage.janitor import LOCK_SUFFIX, remove_tree, remove_with_lock
from perfcoder_lsp.storage.trust import own_folder, storing

_NAME = "tmp"
_JANITOR = (sys.executable, "-I", "-S", janitor.__file__)  # without the package and its imports: 10 ms, 6 MB
_WAIT_S = 1.0


@contextlib.contextmanager
def scratch_folder(cache: Path) -> Generator[Path]:
    """A new empty folder, only for this user, removed at the end.

    Raises StorageError where the cache can't be written, SandboxError where others may write there.
    """
    folder = own_folder(cache.absolute(), _NAME) / os.urandom(8).hex()
    with contextlib.ExitStack() as stack:
        with storing(cache):
            stack.enter_context(watched(folder))
            stack.callback(os.close, _locked(folder))
            stack.callback(remove_with_lock, folder)
            folder.mkdir(mode=0o700)
        yield folder


@contextlib.contextmanager
def watched(folder: Path) -> Generator[None]:
    """A folder, made inside and gone at the end, that is removed if this process is killed. Raises OSError."""
    _janitor.expect(folder)
    try:
        yield
    finally:
        _janitor.release(folder)


def sweep(cache: Path) -> None:
    """Remove the temporary folders of processes that have ended."""
    with contextlib.suppress(OSError):
        for entry in (cache / _NAME).iterdir():
            _sweep(entry.with_name(entry.name.removesuffix(LOCK_SUFFIX)))


def replace_file(path: Path, content: bytes, cache: Path) -> None:
    """Put a whole file in the place of whatever is there, in one step. `path` is in the cache.

    Raises StorageError, SandboxError where others may write to the cache.
    """
    with storing(cache), scratch_folder(cache) as folder:
        whole = folder / "whole"
        whole.write_bytes(content)
        if path.is_dir():
            remove_tree(path)
        whole.replace(path)


def _lock_file(folder: Path) -> Path:
    return folder.with_name(folder.name + LOCK_SUFFIX)


def _locked(folder: Path) -> int:
    """The descriptor that holds the lock, which is there before the folder is. Raises OSError."""
    while True:
        lock = os.open(_lock_file(folder), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)  # waits for a sweep that took it for abandoned
        if os.fstat(lock).st_nlink:
            return lock
        os.close(lock)


def _sweep(folder: Path) -> None:
    try:
        lock = os.open(_lock_file(folder), os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        remove_tree(folder)
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        remove_with_lock(folder)
    except BlockingIOError:
        pass
    finally:
        os.close(lock)


class _Janitor:
    """This process's janitor, started when there is something to look after."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folders: set[Path] = set()
        self._lock = threading.Lock()

    def expect(self, folder: Path) -> None:
        """To be called before the folder is made. Raises OSError where no process can be started."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._start()
            self._folders.add(folder)
            self._tell(folder)

    def release(self, folder: Path) -> None:
        with self._lock:
            self._folders.discard(folder)
            self._tell(folder)

    def end(self) -> None:
        """Let it go; it removes what is still there."""
        with self._lock:
            if self._process is not None and self._process.stdin is not None:
                with contextlib.suppress(OSError):
                    self._process.stdin.close()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(_WAIT_S)

    def _start(self) -> None:
        nowhere = subprocess.DEVNULL
        self._process = subprocess.Popen(
            _JANITOR, bufsize=0, stdin=subprocess.PIPE, stdout=nowhere, stderr=nowhere, cwd="/", start_new_session=True
        )
        threading.Thread(target=self._process.wait, daemon=True).start()  # or it stays as a zombie when it is killed
        for folder in self._folders:
            self._tell(folder)

    def _tell(self, folder: Path) -> None:
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):  # it was killed; the next folder starts another
                self._process.stdin.write(os.fsencode(folder) + b"\0")


_janitor = _Janitor()
atexit.register(_janitor.end)
