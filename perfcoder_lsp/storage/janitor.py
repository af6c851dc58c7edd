"""Removes the temporary folders of a process that ended without doing so, however it ended: `janitor.py`.

`scratch.py` starts it beside a process that has such folders. Their paths come in on standard input, each ended by a 0
byte: the first time when the folder is to be made, the second time when it is gone. Standard input ends when that
process does.
Run on its own, without the package, and in a session of its own, it survives what kills a whole process group.
"""

import contextlib
import os
import signal
import stat
import time

LOCK_SUFFIX = ".lock"
_PATIENCE_S = 10.0  # killed compilers may write into a folder for a moment while it is removed
_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NAME_ONLY = getattr(os, "O_PATH", None)


def main() -> None:
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.SIG_IGN)
    folders = _left_behind()
    end = time.monotonic() + _PATIENCE_S
    while folders and time.monotonic() < end:
        folders = {folder for folder in folders if not remove_with_lock(os.fsdecode(folder))}
        time.sleep(0.01 if folders else 0)


def _left_behind() -> set[bytes]:
    """The folders that are still there when standard input ends."""
    folders: set[bytes] = set()
    rest = b""
    while data := os.read(0, 1 << 16):
        *names, rest = (rest + data).split(b"\0")
        for name in names:
            folders ^= {name}
    return folders


def remove_with_lock(folder: str | os.PathLike[str]) -> bool:
    """Remove a folder and then the file beside it that says whose it is; whether both are gone."""
    lock = os.fspath(folder) + LOCK_SUFFIX
    for path in (os.fspath(folder), lock):
        remove_tree(path)
        if os.path.lexists(path):
            return False
    return True


def remove_tree(path: str | os.PathLike[str]) -> None:
    """Remove a file, or a folder however deep and whatever the permissions in it. Links are removed, not followed.

    What cannot be removed stays, without an error.
    """
    with contextlib.suppress(OSError):
        if _unlinked(os.fspath(path), None):
            return
        top = _opened(os.fspath(path), None)
        try:
            names = os.listdir(top)
            while names:
                names += _level_removed(names.pop(), top)
        finally:
            os.close(top)
        os.rmdir(path)


def _level_removed(name: str, top: int) -> list[str]:
    """Remove what `name` in the folder `top` holds; new names of the folders found there, moved up into `top`.

    So no path is ever long, and no stack deep.
    """
    moved: list[str] = []
    with contextlib.suppress(OSError):
        if _unlinked(name, top):
            return moved
        folder = _opened(name, top)
        try:
            for inner in os.listdir(folder):
                if not _unlinked(inner, folder):
                    os.close(_opened(inner, folder))  # to be moved it must be writable
                    fresh = os.urandom(12).hex()
                    os.rename(inner, fresh, src_dir_fd=folder, dst_dir_fd=top)
                    moved.append(fresh)
        finally:
            os.close(folder)
        os.rmdir(name, dir_fd=top)
    return moved


def _unlinked(name: str, parent: int | None) -> bool:
    """Whether that was no folder, and is gone now. Raises OSError."""
    if stat.S_ISDIR(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode):
        return False
    os.unlink(name, dir_fd=parent)
    return True


def _opened(name: str, parent: int | None) -> int:
    """A folder as a descriptor, made accessible to its owner. Raises OSError."""
    try:
        folder = os.open(name, _OPEN_FOLDER, dir_fd=parent)
    except PermissionError:
        if _NAME_ONLY is None:
            raise
        named = os.open(name, _NAME_ONLY | _OPEN_FOLDER, dir_fd=parent)
        try:
            os.chmod(f"/proc/self/fd/{named}", stat.S_IRWXU)
        finally:
            os.close(named)
        folder = os.open(name, _OPEN_FOLDER, dir_fd=parent)
    if os.fstat(folder).st_mode & stat.S_IRWXU != stat.S_IRWXU:
        with contextlib.suppress(OSError):
            os.fchmod(folder, stat.S_IRWXU)
    return folder


if __name__ == "__main__":
    main()
