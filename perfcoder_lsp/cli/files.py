"""Writing results: whole or not at all."""

import os
import stat
from pathlib import Path

from perfcoder_lsp.errors import PerfcoderError, SourceError, UsageError

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


def check_destination(output: Path, source: Path, option: str = "--output") -> None:
    """Refuse, before any work is done, what could not be written at its end.

    Raises UsageError, which names the option, where `output` is the input file, a folder, or in a folder that is
    missing or read-only.
    """
    if output.is_dir():
        raise UsageError(f"{option} {output}: this is a folder; name a file")
    if output.exists() and source.exists() and output.samefile(source):
        instead = "use --apply to change it in place" if option == "--output" else "name another"
        raise UsageError(f"{option} {output}: this is the input file; {instead}")
    folder = output.absolute().parent
    if not folder.is_dir():
        raise UsageError(f"{option} {output}: the folder {folder} does not exist")
    if not os.access(folder, os.W_OK) and not _is_device(output):
        raise UsageError(f"{option} {output}: the folder {folder} can't be written")


def write_whole(path: Path, text: bytes) -> None:
    """Replace a file's content in one step, keeping its permissions; a symbolic link stays one.

    Either the old or the new content is there, whatever happens meanwhile. Raises PerfcoderError where the disk is
    full or the folder can't be written; then nothing has changed and nothing is left behind.
    """
    try:
        _replace(path.resolve(), text)
    except OSError as error:
        raise PerfcoderError(f"{path}: cannot be written: {error.strerror}") from None


def apply_in_place(path: Path, before: bytes, after: bytes) -> None:
    """Write `after` to the input file, unless it changed since `before` was read (raises SourceError)."""
    try:
        current = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read again: {error.strerror}; nothing was written") from None
    if current != before:
        raise SourceError(f"{path}: changed on disk while it was measured; nothing was written, run it again")
    if after != before:
        write_whole(path, after)


def _replace(path: Path, text: bytes) -> None:
    if _is_device(path):
        path.write_bytes(text)
        return
    temporary = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    try:
        descriptor = _nameless(path.parent)
        with os.fdopen(os.open(temporary, _CREATE, 0o600) if descriptor is None else descriptor, "wb") as file:
            file.write(text)
            file.flush()
            os.fchmod(file.fileno(), _mode(path))
            os.fsync(file.fileno())
            if descriptor is not None:
                os.link(f"/proc/self/fd/{descriptor}", temporary, src_dir_fd=descriptor)  # else it links the link
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _nameless(folder: Path) -> int | None:
    """A new file without a name, which vanishes with this process; None where the system has no such thing."""
    flags = getattr(os, "O_TMPFILE", None)
    if flags is None or not Path("/proc/self/fd").exists():
        return None
    try:
        return os.open(folder, flags | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    except OSError:
        return None


def _mode(path: Path) -> int:
    """Permissions of the file that is replaced, or those that a new file gets."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file()
