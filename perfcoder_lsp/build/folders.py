"""Which folders of the user's project a compiler may read: what its headers need, and no more."""

import re
from collections.abc import Iterator
from pathlib import Path

from perfcoder_lsp.build.compile_command import DATABASE, CompileCommand

_ROOT_MARKERS = (".git", DATABASE, ".perfcoder.toml")
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/proc", "/sys", "/dev", "/w", "/run")
_QUOTED = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"', re.MULTILINE)
_HEADER_SUFFIXES = {".h", ".hh", ".hpp", ".hxx", ".inc", ".inl", ".ipp", ".tpp", ".c", ".cc", ".cpp", ".cxx"}
_MOST_HEADERS = 200


def visible_paths(path: Path, text: bytes, command: CompileCommand) -> tuple[Path, ...]:
    """Folders and files that the compiler of a source sees, at their own paths.

    That is the project's root (else the source's folder) and the folders named by flags. Of folders too broad to be
    shown, such as a home, only the headers are visible that the source includes by name, directly or not.
    """
    folders = [_project_root(path) or path.parent, *command.folders()]
    broad = [folder for folder in folders if _is_broad(folder)]
    wanted = [folder for folder in folders if folder not in broad and folder.is_dir()]
    if path.parent in broad:
        wanted += _named_headers(path, text)
    shown = [folder for folder in wanted if not any(folder.is_relative_to(system) for system in _SYSTEM)]
    nested = {inner for inner in shown for outer in shown if inner != outer and inner.is_relative_to(outer)}
    return tuple(dict.fromkeys(folder for folder in shown if folder not in nested))


def _project_root(path: Path) -> Path | None:
    for folder in path.parents:
        if _is_broad(folder):
            return None
        if any((folder / marker).exists() for marker in _ROOT_MARKERS):
            return folder
    return None


def _is_broad(folder: Path) -> bool:
    """Whether showing a folder would show more than a project: the root, a home, or what holds homes or everything."""
    return folder in {Path.home(), *Path.home().parents} or len(folder.parts) <= 2


def _is_header(path: Path) -> bool:
    return path.suffix in _HEADER_SUFFIXES and path.is_file()


def _named_headers(path: Path, text: bytes) -> Iterator[Path]:
    """Headers below or beside the source that it includes by a quoted name, and those that they include."""
    waiting = [(path.parent, text)]
    seen: set[Path] = set()
    while waiting and len(seen) < _MOST_HEADERS:
        folder, content = waiting.pop()
        for match in _QUOTED.finditer(content):
            header = folder / match.group(1).decode(errors="replace")
            if (
                not _is_header(header)
                or ".." in header.parts
                or not header.is_relative_to(path.parent)
                or header in seen
            ):
                continue
            seen.add(header)
            waiting.append((header.parent, header.read_bytes()[: 1 << 20]))
            yield header
