"""How a source is compiled: its entry in compile_commands.json, else the settings."""

import json
import os
import shlex
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from perfcoder_lsp.build import flags as flag_words
from perfcoder_lsp.build.project import find_database, project_root
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError, UsageError
from perfcoder_lsp.settings import BuildSettings
from perfcoder_lsp.text import Frozen

_COMPILERS = {"c++": ("g++", "clang++"), "c": ("gcc", "clang")}
_PACKAGES = {"c++": "g++", "c": "gcc"}
_LAUNCHERS = {"ccache", "sccache", "distcc", "icecc"}
HEADER_SUFFIXES = frozenset({".h", ".hh", ".hpp", ".hxx", ".h++", ".inl", ".ipp", ".tpp", ".tcc"})
_LARGEST_DATABASE = 256 << 20
_LARGEST_RESPONSE_FILE = 1 << 20


class CompileCommand(Frozen):
    """A compiler (name or path), its flags without inputs and outputs, and the folder they are relative to.

    Paths in the flags are absolute already. `consented` are the folders outside of the project that the user lets
    flags name.
    """

    compiler: str
    flags: tuple[str, ...]
    directory: Path
    consented: tuple[Path, ...] = ()

    @property
    def optimizes(self) -> bool:
        """Whether the flags ask for optimization; a debug build's times say little."""
        return flag_words.optimizes(self.flags)

    def folders(self) -> Iterator[Path]:
        """Folders that the compiler searches because a flag says so."""
        return flag_words.named_paths(self.flags)


def as_cpp(command: CompileCommand) -> CompileCommand:
    """The same with the compiler's C++ side: g++ for gcc, clang++ for clang."""
    folder, slash, name = command.compiler.rpartition("/")
    if "++" not in name:
        name = "c++" if name == "cc" else name.replace("gcc", "g++").replace("clang", "clang++")
    return command.model_copy(update={"compiler": f"{folder}{slash}{name}"})


def compile_command(source: Source, settings: BuildSettings) -> CompileCommand:
    """The command for a source.

    Raises UsageError for a broken compile_commands.json or an unknown `build.compiler`, SourceError where no compiler
    is installed.
    """
    path = source.path.resolve()
    database = find_database(path) or settings.compile_commands
    command = _entry(database, path) if database else None
    if command is None:
        words = settings.flags if source.language == "c++" else settings.c_flags
        try:
            command = _checked(_default_compiler(source, settings), words, path.parent)
        except ValueError as error:
            raise UsageError(f"build.flags: {error}") from None
    consented = tuple(folder.expanduser().resolve() for folder in settings.include_folders)
    return command.model_copy(update={"consented": consented})


def listed_sources(path: Path, settings: BuildSettings) -> list[Path]:
    """The sources of the compile_commands.json that a file belongs to; none where there is none that can be read."""
    database = find_database(path.resolve()) or settings.compile_commands
    if database is None:
        return []
    try:
        return [_file(cast("dict[str, Any]", each), database) for each in _items(database) if isinstance(each, dict)]
    except (UsageError, ValueError, OSError):
        return []


def _default_compiler(source: Source, settings: BuildSettings) -> str:
    if settings.compiler is not None:
        if shutil.which(settings.compiler) is None:
            raise UsageError(f"build.compiler: {settings.compiler} is not found; name a program on PATH or a full path")
        return settings.compiler
    for name in _COMPILERS[source.language]:
        if shutil.which(name) is not None:
            return name
    language = source.language.upper()
    raise SourceError(f"no {language} compiler is installed: sudo apt-get install {_PACKAGES[source.language]}")


def _entry(database: Path, path: Path) -> CompileCommand | None:
    """The command of a file or, of a header, which has none of its own, that of the source nearest to it."""
    nearest: tuple[tuple[bool, int], dict[str, Any]] | None = None
    for item in _items(database):
        if not isinstance(item, dict):
            continue
        entry = cast("dict[str, Any]", item)
        try:
            file = _file(entry, database)
            if file == path:
                return _command(entry, database, path)
        except (ValueError, OSError) as error:  # such as a path with a 0 byte
            raise UsageError(f"{database}: the command for {path.name} cannot be read: {error}") from None
        nearness = file.stem == path.stem, len(Path(os.path.commonpath([file, path])).parts)
        if nearest is None or nearness > nearest[0]:
            nearest = nearness, entry
    if nearest is None or path.suffix not in HEADER_SUFFIXES:
        return None
    return _command(nearest[1], database, path)


def _items(database: Path) -> list[Any]:
    try:
        if database.stat().st_size > _LARGEST_DATABASE:
            raise UsageError(f"{database}: larger than {_LARGEST_DATABASE >> 20} MB; a smaller one is needed")
        loaded = json.loads(database.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{database}: cannot be read as a compilation database: {error}") from None
    if not isinstance(loaded, list):
        raise UsageError(f"{database}: not a compilation database: a list of commands is expected")
    return cast("list[Any]", loaded)


def _directory(item: dict[str, Any], database: Path) -> Path:
    return database.parent / str(item.get("directory", ""))


def _file(item: dict[str, Any], database: Path) -> Path:
    return Path(os.path.realpath(_directory(item, database) / str(item.get("file", ""))))


def _command(item: dict[str, Any], database: Path, path: Path) -> CompileCommand:
    """The command of one entry. Raises UsageError, and ValueError or OSError for unreadable paths."""
    arguments = item.get("arguments")
    given = [str(word) for word in cast("list[Any]", arguments)] if isinstance(arguments, list) else None
    words = shlex.split(str(item.get("command", ""))) if given is None else given
    while words and Path(words[0]).name in _LAUNCHERS:
        words = words[1:]
    if not words:
        raise UsageError(f"{database}: the entry for {path.name} holds no command")
    directory = _directory(item, database)
    compiler = _located(words[0], directory, database)
    words = list(_ResponseFiles(database, directory, path).expanded(words[1:]))
    return _checked(compiler, words, directory)


def _checked(compiler: str, words: Sequence[str], directory: Path) -> CompileCommand:
    """Raises ValueError for what no command line can hold."""
    if any("\0" in word for word in (compiler, *words)):
        raise ValueError("a word holds a 0 byte")
    return CompileCommand(compiler=compiler, flags=flag_words.kept_flags(words, directory), directory=directory)


def _located(compiler: str, directory: Path, database: Path) -> str:
    found = shutil.which(compiler) or shutil.which(compiler, path=str(directory))
    if found is None and "/" in compiler and (directory / compiler).is_file():
        found = str(directory / compiler)
    if found is None:
        raise UsageError(f"{database}: its compiler {compiler} is not found on this machine")
    return found


@dataclass(frozen=True)
class _ResponseFiles:
    """Puts the words of a file in place of `@file`: of the project's files only, since what they hold may be shown."""

    database: Path
    directory: Path
    source: Path

    def expanded(self, words: Sequence[str]) -> Iterator[str]:
        for word in words:
            if word.startswith("@"):
                yield from shlex.split(self._text(word.removeprefix("@")))
            else:
                yield word

    def _text(self, name: str) -> str:
        file = Path(os.path.realpath(self.directory / name))
        root = project_root(self.source) or self.source.parent
        if not file.is_relative_to(root):
            raise UsageError(f"{self.database}: the response file {file} lies outside the project; copy it to {root}")
        if not file.is_file() or file.stat().st_size > _LARGEST_RESPONSE_FILE:
            raise UsageError(f"{self.database}: the response file {file} is missing or larger than 1 MB")
        return file.read_text("utf-8", errors="replace")
