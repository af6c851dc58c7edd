"""Which files of the cache may be believed and executed: those that nobody but this user can have written."""

import contextlib
import errno
import os
import stat
from collections.abc import Generator
from pathlib import Path

from perfcoder_lsp.errors import SandboxError, StorageError
from perfcoder_lsp.storage.janitor import remove_tree

_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def is_own(path: Path) -> bool:
    """Whether this is a file or folder, no link, of this user, and not writable by others. Raises OSError."""
    info = path.lstat()
    ordinary = stat.S_ISREG(info.st_mode) or stat.S_ISDIR(info.st_mode)
    return ordinary and info.st_uid == os.geteuid() and not info.st_mode & _WRITABLE_BY_OTHERS


def own_folder(cache: Path, name: str) -> Path:
    """The folder of that name in the cache, made now where it is missing or is no folder.

    Raises SandboxError where other users may write to the cache or the folder, StorageError where we can't.
    """
    with storing(cache):
        if cache.exists() and not cache.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check(cache)
        return _made(cache / name)


@contextlib.contextmanager
def storing(cache: Path) -> Generator[None]:
    """What fails inside because of the disk becomes a StorageError, in one line that names the cache."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise no_space(cache) from None
        raise StorageError(f"{cache}: cannot be written: {error.strerror or error}; see cache.directory") from None


def no_space(cache: Path) -> StorageError:
    return StorageError(f"{cache}: no space left on the disk; free some, or move cache.directory")


def _check(cache: Path) -> None:
    info = cache.stat()
    if info.st_uid not in {0, os.geteuid()}:
        raise _refusal(cache, "belongs to another user")
    if info.st_mode & _WRITABLE_BY_OTHERS and not info.st_mode & stat.S_ISVTX:
        raise _refusal(cache, "can be written by other users")


def _made(folder: Path) -> Path:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        remove_tree(folder)
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.lstat().st_uid != os.geteuid():
        raise _refusal(folder, "belongs to another user")
    if folder.lstat().st_mode & (_WRITABLE_BY_OTHERS | stat.S_IRWXU) != stat.S_IRWXU:
        folder.chmod(0o700)
    return folder


def _refusal(folder: Path, why: str) -> SandboxError:
    return SandboxError(f"{folder}: {why}, so nothing in it is executed; chmod go-w it, or set cache.directory")
