"""Headers that can't be compiled on their own, and what includes them: `Core` of `src/Core/Map.h`, a source of its
`.tcc`. The includer is compiled, with the header's text of the harness unit in its place."""

import itertools
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from perfcoder_lsp.build import CompileCommand
from perfcoder_lsp.build.project import is_broad, project_root
from perfcoder_lsp.cpp.source import Source

SYSTEM = (Path("/usr/local/include"), Path("/usr/include"))
_INCLUDE = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)
_SUFFIXES = frozenset({"", ".h", ".hh", ".hpp", ".hxx", ".c", ".cc", ".cpp", ".cxx", ".inl", ".ipp", ".tpp", ".tcc"})
_LARGEST = 1 << 20
_MOST_FILES = 4000
_MOST_FOUND = 3
_LEVELS = 3


@dataclass(frozen=True)
class Umbrella:
    """A file that includes a header, directly or not, and the path at which it finds it."""

    path: Path
    header: Path

    @property
    def text(self) -> bytes:
        return f'#include "{self.path}"\n'.encode()


def searched_folders(command: CompileCommand) -> tuple[Path, ...]:
    """The folders in which a compiler looks for headers, but for its own."""
    return (*dict.fromkeys(command.folders()), *SYSTEM)


def included_paths(text: bytes, folder: Path, searched: Iterable[Path]) -> Iterator[Path]:
    """The headers that a text in a folder includes, under whatever conditions, by their real paths."""
    folders = tuple(searched)
    for match in _INCLUDE.finditer(text):
        beside = (folder,) if match[1] == b'"' else ()
        path = _located(match[2].decode(errors="replace"), (*beside, *folders))
        if path is not None:
            yield path


def _located(name: str, folders: Iterable[Path]) -> Path | None:
    if "\0" in name:
        return None
    for folder in folders:
        try:
            if (folder / name).is_file():
                return (folder / name).resolve()
        except OSError:
            return None
    return None


def umbrellas(source: Source, command: CompileCommand) -> tuple[Umbrella, ...]:
    """What may be compiled in place of a header: what includes it, then what includes that."""
    header = source.path.resolve()
    near = _Near(header, searched_folders(command))
    found: dict[Path, None] = {}
    last = [header]
    for _ in range(_LEVELS):
        last = [path for each in last for path in near.includers(each) if path != header and path not in found]
        found |= dict.fromkeys(last)
    outermost = sorted(found, key=lambda path: path.suffix in (".c", ".cc", ".cpp", ".cxx"))
    return tuple(Umbrella(path, header) for path in outermost[:_MOST_FOUND])


@dataclass(frozen=True)
class _Near:
    """The files around a header, the nearest first."""

    header: Path
    searched: tuple[Path, ...]

    def includers(self, path: Path) -> Iterator[Path]:
        name = path.name.encode()
        for each, text in self._texts.items():
            if name in text and path in included_paths(text, each.parent, self.searched):
                yield each

    @cached_property
    def _texts(self) -> dict[Path, bytes]:
        paths = itertools.islice(_files_around(self.header), _MOST_FILES)
        return {path: b"\n".join(match[0] for match in _INCLUDE.finditer(_read(path))) for path in paths}


def _files_around(header: Path) -> Iterator[Path]:
    """The sources and headers of the folders above, as far as these are the project's, or of one library."""
    root = project_root(header)
    seen: Path | None = None
    for folder in header.parents:
        if is_broad(folder) or folder in SYSTEM or (root is not None and not folder.is_relative_to(root)):
            return
        for inner, folders, names in os.walk(folder):
            folders[:] = sorted(each for each in folders if not each.startswith(".") and Path(inner, each) != seen)
            paths = (Path(inner, each) for each in sorted(names))
            yield from (each for each in paths if each.suffix in _SUFFIXES and each != header)
        seen = folder


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= _LARGEST else b""
    except OSError:
        return b""
