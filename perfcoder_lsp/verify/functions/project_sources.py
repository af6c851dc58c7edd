"""The sources beside one: those of its compile_commands.json, else of its folder."""

import functools
import itertools
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.build import Part, compile_command, listed_sources
from perfcoder_lsp.build.project import project_root
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.verify.functions.builds import harness_command

_SUFFIXES = {".c", ".cc", ".cpp", ".cxx", ".c++"}
_MOST_FILES = 1000
_LARGEST_FILE = 1 << 20
_BUILD_FILES = ("CMakeLists.txt", "Makefile", "makefile", "meson.build", "configure.ac")
_MAIN = re.compile(rb"\bmain\s*\(")
_TESTING = re.compile(r"test|bench|example|fuzz|demo", re.IGNORECASE)


@dataclass(frozen=True)
class ProjectSources:
    """The sources of the project that one file belongs to."""

    source: Source
    settings: Settings

    @functools.cached_property
    def paths(self) -> tuple[Path, ...]:
        """All but the file itself, nearest first."""
        own = self.source.path.resolve()
        beside = (each for folder in _folders(own) for each in folder.iterdir())
        listed = listed_sources(own, self.settings.build) or beside
        paths = {path for path in listed if path.suffix in _SUFFIXES and path != own}
        return tuple(sorted(paths, key=lambda path: (-_shared(path, own), path))[:_MOST_FILES])

    @functools.cached_property
    def programs(self) -> tuple[Path, ...]:
        """Those that seem to be programs, and those of the folders around that hold tests and examples."""
        own = self.source.path.resolve()
        folders = [each for around in _inside_project(own) for each in _test_folders(around)]
        found = {path for folder in (own.parent, *folders) for path in _files(folder) if path.suffix in _SUFFIXES}
        paths = dict.fromkeys(path.resolve() for path in (*self.paths, *sorted(found - {own})))
        return tuple(path for path in itertools.islice(paths, _MOST_FILES) if may_have_main(path))

    def part(self, path: Path) -> Part | None:
        """A source to link with, compiled as units are; None where it can't be read."""
        try:
            source = Source.read(path)
            return Part(source, harness_command(compile_command(source, self.settings.build), source))
        except PerfcoderError:
            return None


def _inside_project(path: Path) -> Iterator[Path]:
    """The file's folder and those above that are of the same project, nearest first."""
    root = project_root(path)
    for folder in path.parents:
        yield folder
        above = folder.parent
        if folder == root or (root is None and not any((above / name).exists() for name in _BUILD_FILES)):
            return


def _test_folders(around: Path) -> Iterator[Path]:
    """Folders of tests beside, and one level of folders in them."""
    for folder in _folders_in(around):
        if _TESTING.search(folder.name):
            yield folder
            yield from _folders_in(folder)


def _folders_in(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if each.is_dir() and not each.is_symlink())
    except OSError:
        return []


def _files(folder: Path) -> list[Path]:
    try:
        return [each for each in folder.iterdir() if each.is_file()]
    except OSError:
        return []


def is_test(path: Path) -> bool:
    """Whether a file's name says that it tries out others."""
    return _TESTING.search(path.stem) is not None


def may_have_main(path: Path) -> bool:
    """Whether a file seems to be a program's."""
    return _MAIN.search(text_of_file(path)) is not None


def text_of_file(path: Path) -> bytes:
    """The file's text; nothing of one that is too large or gone."""
    try:
        info = path.stat()
        return _read(path, info.st_mtime_ns, info.st_size) if info.st_size <= _LARGEST_FILE else b""
    except OSError:
        return b""


@functools.lru_cache(maxsize=2 * _MOST_FILES)
def _read(path: Path, _changed: int, _size: int) -> bytes:
    return path.read_bytes()


def _folders(path: Path) -> Iterator[Path]:
    """The source's folder, and for a header the `src` beside its `include`."""
    yield path.parent
    for folder in path.parents:
        if folder.name == "include" and (folder.parent / "src").is_dir():
            yield folder.parent / "src"


def _shared(path: Path, other: Path) -> int:
    return len(Path(os.path.commonpath([path, other])).parts)
