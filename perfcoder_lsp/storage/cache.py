"""Files kept between runs, by content.

An entry is a folder named by the hash of everything that it was made from. It records mode and hash of each of its
files, so that a damaged one is no hit, and the fingerprint of each header that a compiler then read, so that one whose
headers changed since is none either. What another user could have written is never a hit. Entries appear by an atomic
rename, so processes may share the folder.
"""

import contextlib
import fcntl
import functools
import hashlib
import logging
import os
import random
import stat
import time
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path

from perfcoder_lsp.storage.janitor import remove_tree
from perfcoder_lsp.storage.trust import is_own, own_folder, storing
from perfcoder_lsp.text import Frozen

RECORD = "entry.json"
_ENTRY_MODE = 0o755  # where we are root, the sandbox's user must be able to enter
_FRESH_S = 15 * 60  # younger entries may be in use by someone, and are never evicted
_STORES_PER_SWEEP = 32
_LARGEST_HEADER = 32 << 20

_log = logging.getLogger("perfcoder.cache")


class _Record(Frozen):
    """Modes and hashes of an entry's files by name, fingerprints of what they were made from by path."""

    files: dict[str, str]
    inputs: dict[str, str]


class EntryCache:
    """A folder of entries in the cache, bounded by `size_bytes`; least recently used entries go first."""

    def __init__(self, cache: Path, name: str, size_bytes: int) -> None:
        self._cache = cache
        self._folder = cache / name
        self._size_bytes = size_bytes

    def find(self, key: str) -> Path | None:
        """The entry's folder, if it is there and whole, and every file that it was built from is unchanged."""
        entry = self._folder / key
        try:
            record = _Record.model_validate_json((entry / RECORD).read_bytes())
            if not self._is_whole(entry, record):
                return None
            os.utime(entry)
        except (OSError, ValueError):
            return None
        return entry

    def _is_whole(self, entry: Path, record: _Record) -> bool:
        if any(fingerprint(Path(path)) != known for path, known in record.inputs.items()):
            return False
        files = {entry / name: known for name, known in record.files.items()}
        foreign = next((path for path in (entry, *files) if not is_own(path)), None)
        if foreign is not None:
            _log.warning("%s: another user may have written it, so it is made again", foreign)
            return False
        return _mode(entry) == _ENTRY_MODE and all(_state(file) == known for file, known in files.items())

    def store(self, key: str, files: Mapping[str, Path], inputs: Iterable[Path], scratch: Path) -> Path:
        """Move files into a new entry, or keep the one that another process stored meanwhile.

        `scratch` is a scratch folder of the cache.
        Raises StorageError, SandboxError where others may write to the cache.
        """
        own_folder(self._cache, self._folder.name)
        with storing(self._cache):
            self._install(self._assembled(files, inputs, scratch / "entry"), self._folder / key)
        if random.randrange(_STORES_PER_SWEEP) == 0:  # noqa: S311  (by chance, as many a process stores just once)
            self.evict()
        return self._folder / key

    def _assembled(self, files: Mapping[str, Path], inputs: Iterable[Path], made: Path) -> Path:
        made.mkdir()
        made.chmod(_ENTRY_MODE)
        for name, file in files.items():
            file.rename(made / name)
            _take_over(made / name)
        record = _Record(
            files={name: _state(made / name) for name in files},
            inputs={str(path): fingerprint(path) for path in inputs},
        )
        (made / RECORD).write_text(record.model_dump_json(), "utf-8")
        return made

    def _install(self, made: Path, entry: Path) -> None:
        with contextlib.suppress(OSError):
            made.rename(entry)
            return
        if self.find(entry.name) is not None:
            return
        with contextlib.suppress(OSError):
            entry.chmod(0o700)  # a folder that can't be written can't be moved
            entry.rename(made.with_name("stale"))
        made.rename(entry)

    def evict(self) -> None:
        """Remove the least recently used entries until the size is within bounds."""
        entries: list[tuple[float, int, Path]] = []
        for entry in self._folder.iterdir():
            with contextlib.suppress(OSError):
                if entry.is_dir():
                    size = sum(file.stat().st_size for file in entry.iterdir())
                    entries.append((entry.stat().st_mtime, size, entry))
        total = sum(size for _, size, _ in entries)
        oldest_kept = time.time() - _FRESH_S
        for used, size, entry in sorted(entries):
            if total <= self._size_bytes or used > oldest_kept:
                break
            remove_tree(entry)
            total -= size


@contextlib.contextmanager
def exclusive(cache: Path, name: str) -> Generator[None]:
    """Only one process at a time, of all that share the cache, makes the thing of that name."""
    path = own_folder(cache, "locks") / name
    with storing(cache):
        try:
            lock = path.open("w")
        except OSError:
            remove_tree(path)
            lock = path.open("w")
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _state(file: Path) -> str:
    """Mode and content of a file; the content is read again only when it changed. Raises OSError."""
    info = file.stat()
    known = _hashed(file, info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)
    return f"{_mode(file):o} {known}"


@functools.lru_cache(maxsize=4096)
def _hashed(path: Path, *_: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _take_over(file: Path) -> None:
    """Where we are root, a compiler in the sandbox may have written as another user."""
    if file.stat().st_uid != os.geteuid():
        os.chown(file, os.geteuid(), os.getegid())
    file.chmod(_mode(file) & ~0o7022)


def fingerprint(path: Path) -> str:
    """What tells one state of a header from another: its content, or for the system's headers size and time.

    Empty where it is missing, no ordinary file, or said to be empty: reading such files of /proc may never end.
    """
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode) or not 0 < info.st_size <= _LARGEST_HEADER:
            return ""
        if path.is_relative_to("/usr"):
            return f"{info.st_size}:{info.st_mtime_ns}"
        return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""
