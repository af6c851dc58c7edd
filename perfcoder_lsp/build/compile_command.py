"""How a source is compiled: its entry in compile_commands.json, else the settings."""

import json
import shlex
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError, UsageError
from perfcoder_lsp.settings import BuildSettings
from perfcoder_lsp.text import Frozen

DATABASE = "compile_commands.json"

_COMPILERS = {"c++": ("g++", "clang++"), "c": ("gcc", "clang")}
_PACKAGES = {"c++": "g++", "c": "gcc"}
_LAUNCHERS = {"ccache", "sccache", "distcc", "icecc"}
# What says where results go, or that a result is not wanted; the pairs take the next word with them.
_DROPPED_PAIRS = {"-o", "-MF", "-MT", "-MQ", "-dumpbase", "-dumpdir"}
_KEPT_PAIRS = {"-D", "-U", "-x", "-T", "-z", "-u", "-arch", "-target", "--param", "-Xclang", "-Xlinker", "-mllvm"}
_DROPPED = {"-c", "-S", "-E", "-pipe", "-fsyntax-only", "-Winvalid-pch"}
_DROPPED_PREFIXES = ("-o", "-M", "-Werror", "-fdiagnostics-", "-fcolor-diagnostics", "-save-temps")
_PATH_PAIRS = {"-I", "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-isysroot", "-L", "-B"}
_PATH_JOINED = ("-isystem", "-iquote", "-idirafter", "-isysroot", "--sysroot=", "-I", "-L", "-B")
_FOLDER_FLAGS = {"-I", "-isystem", "-iquote", "-idirafter", "-isysroot", "--sysroot=", "-L", "-B"}


class CompileCommand(Frozen):
    """A compiler (name or path), its flags without inputs and outputs, and the folder they are relative to.

    Paths in the flags are absolute already.
    """

    compiler: str
    flags: tuple[str, ...]
    directory: Path

    @property
    def optimizes(self) -> bool:
        """Whether the flags ask for optimization; a debug build's times say little."""
        levels = [flag for flag in self.flags if flag.startswith("-O")]
        return bool(levels) and levels[-1] not in {"-O0", "-Og"}

    def paths(self) -> Iterator[tuple[str, Path]]:
        """Each flag that names a file or folder, with that path."""
        words = iter(self.flags)
        for word in words:
            if word in _PATH_PAIRS:
                yield word, Path(next(words, ""))
                continue
            prefix = next((prefix for prefix in _PATH_JOINED if word.startswith(prefix)), None)
            if prefix is not None:
                yield prefix, Path(word.removeprefix(prefix))

    def folders(self) -> Iterator[Path]:
        """Folders that the compiler searches because a flag says so."""
        for flag, path in self.paths():
            yield path if flag in _FOLDER_FLAGS else path.parent


def compile_command(source: Source, settings: BuildSettings) -> CompileCommand:
    """The command for a source.

    Raises UsageError for a broken compile_commands.json or an unknown `build.compiler`, SourceError where no compiler
    is installed.
    """
    path = source.path.resolve()
    database = _find_database(path)
    entry = _entry(database, path) if database else None
    if entry is not None:
        return entry
    flags = settings.flags if source.language == "c++" else settings.c_flags
    return CompileCommand(compiler=_default_compiler(source, settings), flags=flags, directory=path.parent)


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


def _find_database(path: Path) -> Path | None:
    candidates = (folder / sub / DATABASE for folder in path.parents for sub in ("", "build"))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _entry(database: Path, path: Path) -> CompileCommand | None:
    try:
        loaded = json.loads(database.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{database}: cannot be read as a compilation database: {error}") from None
    if not isinstance(loaded, list):
        raise UsageError(f"{database}: not a compilation database: a list of commands is expected")
    for item in cast("list[Any]", loaded):
        command = _matching(cast("dict[str, Any]", item), database, path) if isinstance(item, dict) else None
        if command is not None:
            return command
    return None


def _matching(item: dict[str, Any], database: Path, path: Path) -> CompileCommand | None:
    """The command of one entry, where it is for this file."""
    directory = database.parent / str(item.get("directory", ""))
    file = directory / str(item.get("file", ""))
    if file.resolve() != path:
        return None
    arguments = item.get("arguments")
    try:
        words = (
            [str(word) for word in cast("list[Any]", arguments)]
            if isinstance(arguments, list)
            else shlex.split(str(item.get("command", "")))
        )
    except ValueError as error:
        raise UsageError(f"{database}: the command for {path.name} cannot be read: {error}") from None
    while words and Path(words[0]).name in _LAUNCHERS:
        words = words[1:]
    if not words:
        raise UsageError(f"{database}: the entry for {path.name} holds no command")
    compiler = _located(words[0], directory, database)
    flags = _flags(words[1:], directory, {str(item["file"]), str(file), str(path), path.name})
    return CompileCommand(compiler=compiler, flags=flags, directory=directory)


def _located(compiler: str, directory: Path, database: Path) -> str:
    found = shutil.which(compiler) or shutil.which(compiler, path=str(directory))
    if found is None and "/" in compiler and (directory / compiler).is_file():
        found = str(directory / compiler)
    if found is None:
        raise UsageError(f"{database}: its compiler {compiler} is not found on this machine")
    return found


def _flags(words: Sequence[str], directory: Path, inputs: set[str]) -> tuple[str, ...]:
    """The flags that say how to compile, with absolute paths."""
    flags: list[str] = []
    rest = iter(_expanded(words, directory))
    for word in rest:
        if word in _PATH_PAIRS:
            flags += [word, str(directory / next(rest, ""))]
        elif word in _KEPT_PAIRS:
            flags += [word, next(rest, "")]
        elif word in _DROPPED_PAIRS:
            next(rest, None)
        elif word in _DROPPED or word in inputs or word == "--" or word.startswith(_DROPPED_PREFIXES):
            continue
        elif not word.startswith("-") and Path(word).suffix:
            continue  # another input of the command
        else:
            flags.append(_absolute(word, directory))
    return tuple(flags)


def _expanded(words: Sequence[str], directory: Path) -> Iterator[str]:
    """The words, with those of a response file in place of `@file`."""
    for word in words:
        file = directory / word.removeprefix("@")
        if word.startswith("@") and file.is_file():
            yield from shlex.split(file.read_text("utf-8", errors="replace"))
        else:
            yield word


def _absolute(word: str, directory: Path) -> str:
    prefix = next((prefix for prefix in _PATH_JOINED if word.startswith(prefix)), None)
    if prefix is None:
        return word
    return prefix + str(directory / word.removeprefix(prefix))
