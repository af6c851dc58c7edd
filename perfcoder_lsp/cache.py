"""Built files, kept by content.

An entry is a folder named by the hash of everything that was given to the compiler; it records the fingerprint of each
header that the compiler then read, so that an entry whose headers changed since is no hit. Entries appear by an atomic
rename, so processes may share the folder.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path

_INPUTS = "inputs.json"
_FRESH_S = 15 * 60  # younger entries may be in use by someone, and are never evicted
_STORES_PER_SWEEP = 32
_LARGEST_HEADER = 32 << 20


class BuildCache:
    """A folder of entries bounded by `size_bytes`; least recently used entries go first."""

    def __init__(self, folder: Path, size_bytes: int) -> None:
        self._folder = folder
        self._size_bytes = size_bytes
        self._stores = 0

    def find(self, key: str) -> Path | None:
        """The entry's folder, if it is there and every file that it was built from is unchanged."""
        entry = self._folder / key
        try:
            inputs = json.loads((entry / _INPUTS).read_text("utf-8"))
            if any(fingerprint(Path(path)) != known for path, known in inputs.items()):
                return None
            os.utime(entry)
        except (OSError, ValueError):
            return None
        return entry

    def store(self, key: str, files: Mapping[str, Path], inputs: Iterable[Path]) -> Path:
        """Move files into a new entry, or keep the one that another process stored meanwhile. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix="partial-", dir=self._folder))
        try:
            partial.chmod(0o755)
            for name, file in files.items():
                file.rename(partial / name)
            prints = {str(path): fingerprint(path) for path in inputs}
            (partial / _INPUTS).write_text(json.dumps(prints), "utf-8")
            self._install(partial, self._folder / key)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        self._stores += 1
        if self._stores % _STORES_PER_SWEEP == 1:
            self.evict()
        return self._folder / key

    def _install(self, partial: Path, entry: Path) -> None:
        with contextlib.suppress(OSError):
            partial.rename(entry)
            return
        if self.find(entry.name) is not None:
            return
        stale = Path(tempfile.mkdtemp(prefix="partial-", dir=self._folder))
        with contextlib.suppress(OSError):
            entry.rename(stale / "entry")
        partial.rename(entry)
        shutil.rmtree(stale, ignore_errors=True)

    def evict(self) -> None:
        """Remove the least recently used entries, and what crashed processes left, until the size is within bounds."""
        entries: list[tuple[float, int, Path]] = []
        for entry in self._folder.iterdir():
            with contextlib.suppress(OSError):
                size = sum(file.stat().st_size for file in entry.iterdir()) if entry.is_dir() else 0
                entries.append((entry.stat().st_mtime, size, entry))
        total = sum(size for _, size, _ in entries)
        oldest_kept = time.time() - _FRESH_S
        for used, size, entry in sorted(entries):
            if used > oldest_kept or (total <= self._size_bytes and not entry.name.startswith("partial-")):
                continue
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            total -= size


def fingerprint(path: Path) -> str:
    """What tells one state of a header from another: its content, or for the system's headers size and time.

    Empty where it is missing or no ordinary file.
    """
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode) or info.st_size > _LARGEST_HEADER:
            return ""
        if path.is_relative_to("/usr"):
            return f"{info.st_size}:{info.st_mtime_ns}"
        return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""


@contextlib.contextmanager
def scratch_folder(parent: Path) -> Generator[Path]:
    """A new folder that is removed at the end; if this process is killed first, `remove_abandoned` does it."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent))
    lock = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def remove_abandoned(parent: Path) -> None:
    """Remove scratch folders whose process has ended."""
    if not parent.is_dir():
        return
    for folder in parent.iterdir():
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime < 1:  # perhaps made, but not locked yet
                continue
            lock = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)
