"""Which flags of a project's own command are passed on: those that say how its program is to be compiled.

A project may come from anywhere. What loads code into the compiler, or makes it write anything but the program, is
dropped: it has no part in what the program computes, and the sandbox, which contains it anyway, would show it as a
failure. Paths are made absolute, with links resolved, so that what they name can be judged.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

_PATH_PAIRS = {"-I", "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-isysroot", "--sysroot", "-L"}
_PATH_JOINED = ("-isystem", "-iquote", "-idirafter", "-isysroot", "--sysroot=", "-I", "-L")
_FILE_FLAGS = {"-include", "-imacros"}
_TOOL_PAIRS = {"-Xlinker", "-Xassembler", "-Xpreprocessor"}
_WORD_PAIRS = {"-D", "-U", "-T", "-z", "-u", "-e", "-l", "-arch", "-target", "--param", "-Xclang", "-mllvm"}
_DROPPED_PAIRS = {
    *("-o", "--output", "-MF", "-MT", "-MQ", "-MJ", "-aux-info", "-dumpbase", "-dumpbase-ext", "-dumpdir", "-x"),
    *("-serialize-diagnostics", "--serialize-diagnostics", "-include-pch"),
    *("-wrapper", "-B", "--prefix", "-specs", "--specs", "--config", "-ccc-gcc-name"),
}
_PAIRS = _PATH_PAIRS | _TOOL_PAIRS | _WORD_PAIRS | _DROPPED_PAIRS
_DROPPED = {"-c", "-S", "-E", "-r", "-v", "-H", "-###", "-pipe", "-fsyntax-only", "-Winvalid-pch", "-gsplit-dwarf"}
# Where results go, what else is written, what is shown.
_WRITING = (
    *("-o", "--output", "-M", "-x", "-save-temps", "--save-temps", "-fdump-", "-dump", "-aux-info", "-emit-"),
    *("-fstack-usage", "-fcallgraph-info", "-ftime-", "-fopt-info", "-fmodule-output", "-fmodules-cache-path"),
    *("-fsave-optimization-record", "-foptimization-record", "-fcrash-diagnostics", "-fprofile-dir"),
    *("-serialize-diagnostics", "--serialize-diagnostics", "-fdiagnostics-", "-fcolor-diagnostics", "-Werror", "-R"),
    *("--version", "--help", "-print-"),
)
# What makes the program write, and slower than it is.
_INSTRUMENTING = (
    *("--coverage", "-coverage", "-ftest-coverage", "-fprofile-arcs", "-fprofile-generate", "-fcs-profile-generate"),
    *("-fprofile-instr-generate", "-fcoverage-mapping"),
)
# What runs a program or loads a library of the project's choice while compiling.
_LOADING = (
    *("-fplugin", "-fpass-plugin", "-iplugindir", "-load", "-wrapper", "-B", "--prefix", "-specs", "--specs"),
    *("--config", "--ld-path", "-fuse-ld=/", "-fmodule-mapper", "-ccc-", "--for-", "-include-pch"),
)
_DROPPED_PREFIXES = (*_WRITING, *_INSTRUMENTING, *_LOADING)
_DUMPING = re.compile(r"-d[A-Zax]+")  # -dA, -da, -dumps of the compiler's passes
# The same of the linker, the assembler and the preprocessor.
_TOOL_WORDS = ("-Wl,", "-Wa,", "-Wp,")
_TOOL_DROPPED = (
    *("-o", "--output", "-Map", "--Map", "-plugin", "--plugin", "--dependency-file", "--out-implib", "-M", "--MD", "@"),
)
_LISTING = re.compile(r"-a[a-z]*(=.*)?")  # the assembler's
_CLANG_KEPT = ("-f", "-m", "-W")

Group = tuple[str, ...]


def kept_flags(words: Iterable[str], directory: Path) -> tuple[str, ...]:
    """The flags of a command's words (without the compiler) that are passed on. `directory` is what paths in them are
    relative to. Inputs are none of them. Raises ValueError for a path with a 0 byte."""
    flags: list[str] = []
    tool_dropped = False
    for group in _groups(words):
        parts = _tool_parts(group)
        # What follows a dropped word of a tool is its value, as in -Wl,-Map -Wl,out.map
        is_value = tool_dropped and bool(parts) and not parts[0].startswith("-")
        dropped = is_value or not _is_kept(group)
        tool_dropped = dropped and bool(parts)
        if not dropped:
            flags += _absolute(group, directory)
    return tuple(flags)


def named_paths(flags: Iterable[str]) -> Iterator[Path]:
    """The folders that kept flags name; of a file, the one in which it lies."""
    for group in _groups(flags):
        prefix = _path_prefix(group)
        if prefix is not None:
            path = Path(group[-1].removeprefix(prefix) if len(group) == 1 else group[1])
            yield path.parent if prefix in _FILE_FLAGS else path


def _groups(words: Iterable[str]) -> Iterator[Group]:
    """Each flag, with its value where that is a word of its own."""
    rest = iter(words)
    for word in rest:
        yield (word, next(rest, "")) if word in _PAIRS else (word,)


def _tool_parts(group: Group) -> list[str]:
    """What a flag passes on to the linker, assembler or preprocessor."""
    if group[0] in _TOOL_PAIRS:
        return [group[1]]
    return group[0].split(",")[1:] if group[0].startswith(_TOOL_WORDS) else []


def _is_kept(group: Group) -> bool:
    word = group[0]
    if not word.startswith("-") or word in {"-", "--"} or word in _DROPPED or word in _DROPPED_PAIRS:
        return False
    if word == "-Xclang":
        return group[1].startswith(_CLANG_KEPT) and not group[1].startswith(_DROPPED_PREFIXES)
    if word == "-mllvm":
        return not group[1].startswith(_LOADING)
    if parts := _tool_parts(group):
        return not any(part.startswith(_TOOL_DROPPED) or _LISTING.fullmatch(part) for part in parts)
    return not word.startswith(_DROPPED_PREFIXES) and not _DUMPING.fullmatch(word)


def _path_prefix(group: Group) -> str | None:
    """The flag without its path, where it names one."""
    if group[0] in _PATH_PAIRS:
        return group[0]
    return next((prefix for prefix in _PATH_JOINED if group[0].startswith(prefix)), None)


def _absolute(group: Group, directory: Path) -> Group:
    """The group with its path absolute, and a library as one word."""
    if group[0] == "-l":
        return ("".join(group),)
    prefix = _path_prefix(group)
    if prefix is None:
        return group
    if len(group) == 2:
        return (group[0], _resolved(group[1], directory))
    return (prefix + _resolved(group[0].removeprefix(prefix), directory),)


def _resolved(path: str, directory: Path) -> str:
    return path if path.startswith("=") else os.path.realpath(directory / path)  # "=" stands for the system's root


def optimizes(flags: Collection[str]) -> bool:
    """Whether flags ask for optimization; a debug build's times say little."""
    levels = [flag for flag in flags if flag.startswith("-O")]
    return bool(levels) and levels[-1] not in {"-O0", "-Og"}
