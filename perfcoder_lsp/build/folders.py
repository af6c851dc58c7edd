"""Which folders of this machine a compiler may read: what a project's headers need, and no more."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.build.compile_command import CompileCommand
from perfcoder_lsp.build.project import is_broad, project_root

# What every sandbox shows or has of its own; /run holds sockets of the system's services.
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/proc", "/sys", "/dev", "/w", "/run")
_QUOTED = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"', re.MULTILINE)
_HEADER_SUFFIXES = {".h", ".hh", ".hpp", ".hxx", ".inc", ".inl", ".ipp", ".tpp", ".c", ".cc", ".cpp", ".cxx"}
_LIBRARY_SUFFIXES = {".a", ".so", ".dylib"}
_INCLUDE_NAMES = {"include", "includes", "inc", "headers"}
_MOST_HEADERS = 200
_LARGEST_SCANNED = 1 << 20
_MOST_ENTRIES = 1000


@dataclass(frozen=True)
class View:
    """The folders and files that a compiler sees, at their own paths, and the folders that it was denied."""

    shown: tuple[Path, ...]
    hidden: tuple[Path, ...] = ()


def view(path: Path, text: bytes, command: CompileCommand) -> View:
    """What the compiler of a source sees of the user's files.

    That is the project's root (else the source's folder), and the folders that flags name inside it. Flags come with a
    project from anywhere, so a folder outside is shown only if it is one of headers or libraries, and never one that
    holds the project, a home or more. Of a source's folder too broad to be shown, such as a home, only the headers are
    visible that the source includes by name, directly or not.
    """
    root = project_root(path) or path.parent
    named = [folder for folder in dict.fromkeys(command.folders()) if folder.is_dir() and not _is_system(folder)]
    hidden = [folder for folder in named if not _may_be_shown(folder, root, command.consented)]
    wanted = [folder for folder in named if folder not in hidden]
    if not is_broad(root) and not _is_system(root):
        wanted.insert(0, root)
    if is_broad(path.parent):
        wanted += _named_headers(path, text)
    nested = {inner for inner in wanted for outer in wanted if inner != outer and inner.is_relative_to(outer)}
    return View(tuple(dict.fromkeys(each for each in wanted if each not in nested)), tuple(hidden))


def _is_system(folder: Path) -> bool:
    return any(folder.is_relative_to(system) for system in _SYSTEM)


def _may_be_shown(folder: Path, root: Path, consented: tuple[Path, ...]) -> bool:
    """Whether a folder that a flag names is shown; `folder` is absolute and without links."""
    if any(folder.is_relative_to(each) for each in consented):
        return True
    if is_broad(folder):
        return False
    if folder.is_relative_to(root) and not is_broad(root):
        return True
    return not root.is_relative_to(folder) and (folder.name in _INCLUDE_NAMES or _holds_headers(folder))


def _holds_headers(folder: Path) -> bool:
    """Whether headers or libraries lie in a folder, or in the folders just inside it."""
    suffixes = _HEADER_SUFFIXES | _LIBRARY_SUFFIXES
    try:
        entries = [each for each in itertools.islice(folder.iterdir(), _MOST_ENTRIES) if not each.name.startswith(".")]
        inner = [folder / "usr" / "include", *(each for each in entries if each.is_dir() and not each.is_symlink())]
        entries += [file for each in inner if each.is_dir() for file in itertools.islice(each.iterdir(), _MOST_ENTRIES)]
        return any(each.suffix in suffixes and each.is_file() and not each.is_symlink() for each in entries)
    except OSError:
        return False


def _named_headers(path: Path, text: bytes) -> Iterator[Path]:
    """Headers below or beside the source that it includes by a quoted name, and those that they include."""
    waiting = [(path.parent, text)]
    seen: set[Path] = set()
    while waiting and len(seen) < _MOST_HEADERS:
        folder, content = waiting.pop()
        for match in _QUOTED.finditer(content):
            header = folder / match.group(1).decode(errors="replace")
            if header in seen or not _is_own_header(header, path.parent):
                continue
            seen.add(header)
            with header.open("rb") as file:
                waiting.append((header.parent, file.read(_LARGEST_SCANNED)))
            yield header


def _is_own_header(header: Path, folder: Path) -> bool:
    """Whether a header lies below a folder (which is free of links) by its true name: a link could name anything."""
    if header.suffix not in _HEADER_SUFFIXES or ".." in header.parts or "\0" in str(header):
        return False
    try:
        return header.is_relative_to(folder) and header.is_file() and header.resolve() == header
    except (OSError, RuntimeError):
        return False
