"""One run of a compiler inside the sandbox: what it sees, its command line, what it gave."""

import itertools
import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from perfcoder_lsp.build.diagnostics import BuildFailure, explain
from perfcoder_lsp.build.toolchain import Toolchain
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.settings import BuildSettings
from perfcoder_lsp.storage.trust import no_space

_SOURCE = Path("/w/src")
_OUTPUT = Path("/w/out")
_LINKED = Path("/w/link")
_FORCED = Path("/w/include")
_PRECOMPILED = Path("/w/pch")
_OVERLAY = "overlay"
_GCC_ONLY = {"-fno-gnu-unique"}  # Clang knows neither the flag nor what it switches off
_DEPENDENCIES = "dependencies"
WALL_PER_CPU = 3  # a machine that is busy makes a compile slow, and is no fault of it
_MOST_FILES = 100  # compilers keep few beside their product
_MAX_DEPENDENCIES = 4 << 20
_MOST_DEPENDENCIES = 20_000
_SYSTEM = (Path("/usr"), Path("/lib"), Path("/lib64"))
# How deep templates nest and how long constants are computed is left to the compiler and the project's own flags: a
# lower bound would refuse honest programs, and time and memory are bounded anyway. A pipe to the assembler spares the
# text of the program, many times its size, as a file.
_GCC_OPTIONS = ("-fmax-errors=20", "-fno-diagnostics-show-caret", "-fdiagnostics-color=never", "-pipe")
_CLANG_OPTIONS = ("-ferror-limit=20", "-fno-caret-diagnostics", "-fno-color-diagnostics")
_SAYING = ("-fsyntax-only", "-Wdeprecated-declarations")
_WARNING = re.compile(r"-W(?!l,|a,|p,)")
_MOST_SAID = 4 << 20


class Product(StrEnum):
    """What is made: an executable, an object file, a precompiled header, or nothing but what the compiler says of a
    correct text: where it uses what is deprecated."""

    PROGRAM = "program"
    OBJECT = "object"
    HEADER = "header"
    WARNINGS = "warnings"


@dataclass(frozen=True)
class Replacement:
    """A text that a compiler sees in the place of a header: of an ordinary file, by its real path."""

    path: Path
    text: bytes


@dataclass(frozen=True)
class Compilation:
    """Everything that a compiler is given. `text` is compiled as a copy under the name of `path`; `folders` of this
    machine are visible read-only at their own paths, `hidden` ones that flags name are not; `precompiled` is the folder
    of a precompiled header, `prelude` a header that stands in its place, and `forced_includes` follow them; `linked`
    are objects and libraries; `file_mb` may be written at least, whatever the settings say; the texts
    of `overlay` stand in the place of headers (on Linux: elsewhere no file can be shown as another: SandboxError)."""

    text: bytes
    path: Path
    language: str
    flags: tuple[str, ...]
    toolchain: Toolchain
    product: Product = Product.PROGRAM
    folders: tuple[Path, ...] = ()
    hidden: tuple[Path, ...] = ()
    precompiled: Path | None = None
    prelude: Path | None = None
    forced_includes: tuple[Path, ...] = ()
    linked: tuple[Path, ...] = ()
    link_flags: tuple[str, ...] = ()
    file_mb: int = 0
    overlay: tuple[Replacement, ...] = ()

    @property
    def visible_folders(self) -> tuple[Path, ...]:
        """Those of the user, and the prelude's, at its own path as well."""
        return self.folders if self.prelude is None else (*self.folders, self.prelude.parent)


@dataclass(frozen=True)
class Compiled:
    """The file that was made, the files of this machine that were read for it, and what the compiler said."""

    file: Path
    inputs: tuple[Path, ...]
    diagnostics: str


def compile_in_sandbox(
    sandbox: Sandbox, compilation: Compilation, scratch: Path, settings: BuildSettings
) -> Compiled | BuildFailure:
    """Run the compiler once; its product lies in `scratch` afterwards.

    Raises SandboxError where nothing can be executed, PerfcoderError where the disk is full, OSError.
    """
    source, output = scratch / "in", scratch / "out"
    source.mkdir(mode=0o755)
    output.mkdir()
    copy = source / compilation.path.name
    copy.write_bytes(compilation.text)
    copy.chmod(0o644)
    result = sandbox.command(
        _command_line(compilation),
        read_only={
            source: _inside(compilation).parent,
            **_mounts(compilation),
            **_written(compilation.overlay, scratch / _OVERLAY),
        },
        writable={output: _OUTPUT},
        limits=_limits(settings, max(settings.file_mb, compilation.file_mb), compilation.product),
    )
    diagnostics = _with_user_paths(result.stderr.decode(errors="replace"), compilation)
    if "No space left on device" in diagnostics and _is_full(scratch, max(settings.file_mb, compilation.file_mb)):
        raise no_space(scratch.parents[1])
    product = output / compilation.product
    if result.succeeded and compilation.product is Product.WARNINGS:
        product = scratch / compilation.product
        product.write_text(diagnostics, "utf-8")
    if not result.succeeded or not _is_ordinary(product):
        return explain(result, compilation.path, diagnostics, settings, compilation.hidden)
    product.chmod(0o755)
    return Compiled(product, _inputs(output / _DEPENDENCIES, compilation, sandbox), diagnostics)


def _limits(settings: BuildSettings, file_mb: int, product: Product) -> Limits:
    return Limits(
        cpu_s=settings.timeout_s,
        wall_s=settings.timeout_s * WALL_PER_CPU,
        memory_mb=settings.memory_mb,
        output_bytes=settings.output_mb << 20,
        processes=32,
        file_mb=file_mb,
        folder_mb=4 * file_mb,
        folder_files=_MOST_FILES,
        open_files=256,
        stderr_bytes=_MOST_SAID if product is Product.WARNINGS else 256 << 10,
    )


def _command_line(compilation: Compilation) -> list[str]:
    toolchain, product = compilation.toolchain, compilation.product
    flags = [flag for flag in compilation.flags if not (toolchain.is_clang and flag in _GCC_ONLY)]
    if product is Product.WARNINGS:
        flags = [flag for flag in flags if flag != "-w" and not _WARNING.match(flag)]
    libraries = [flag for flag in flags if flag.startswith("-l")]
    words = [str(toolchain.path), *(flag for flag in flags if not flag.startswith("-l"))]
    words += _CLANG_OPTIONS if toolchain.is_clang else _GCC_OPTIONS
    words += _SAYING if product is Product.WARNINGS else ("-w",)
    words += ["-iquote", str(compilation.path.parent)]
    if compilation.precompiled is not None:
        words += ["-include", str(_PRECOMPILED / "headers.hpp")]
    if compilation.prelude is not None:
        words += ["-include", str(compilation.prelude)]
    for inside in _forced(compilation):
        words += ["-include", str(inside)]
    language = "c++-header" if product is Product.HEADER else compilation.language
    words += ["-MD", "-MF", str(_OUTPUT / _DEPENDENCIES), "-x", language, str(_inside(compilation))]
    if product is Product.OBJECT:
        words.append("-c")
    if product is Product.PROGRAM:
        words += ["-x", "none", *_grouped(_linked(compilation)), *compilation.link_flags, *libraries]
    return words if product is Product.WARNINGS else [*words, "-o", str(_OUTPUT / product)]


def _inside(compilation: Compilation) -> Path:
    """Where the compiler sees the text. Clang insists that a precompiled header's text stays where it was."""
    folder = _PRECOMPILED if compilation.product is Product.HEADER else _SOURCE
    return folder / compilation.path.name


def _linked(compilation: Compilation) -> dict[Path, Path]:
    """Inside path to host path of what is linked with."""
    return {_LINKED / str(number) / path.name: path for number, path in enumerate(compilation.linked)}


def _grouped(linked: Iterable[Path]) -> list[str]:
    """As words; libraries may need each other in any order."""
    paths = [str(path) for path in linked]
    return ["-Wl,--start-group", *paths, "-Wl,--end-group"] if len(paths) > 1 else paths


def _forced(compilation: Compilation) -> dict[Path, Path]:
    """Inside path to host path of the forced includes."""
    return {_FORCED / str(number) / path.name: path for number, path in enumerate(compilation.forced_includes)}


def _mounts(compilation: Compilation) -> Mapping[Path, Path]:
    """Host path to inside path; the folders of forced includes are visible whole, for what they include."""
    mounts = {**compilation.toolchain.mounts, **{folder: folder for folder in compilation.visible_folders}}
    if compilation.precompiled is not None:
        mounts[compilation.precompiled] = _PRECOMPILED
    mounts |= {host: inside for inside, host in _linked(compilation).items()}
    mounts |= {host.parent: inside.parent for inside, host in _forced(compilation).items()}
    return mounts


def _written(overlay: tuple[Replacement, ...], folder: Path) -> dict[Path, Path]:
    """The texts as files in a new folder, and the paths inside whose place they take: deeper than any folder shown."""
    mounts: dict[Path, Path] = {}
    for number, each in enumerate(overlay):
        file = folder / str(number) / each.path.name
        file.parent.mkdir(mode=0o755, parents=True)
        file.write_bytes(each.text)
        file.chmod(0o644)
        mounts[file] = each.path
    return mounts


def _with_user_paths(diagnostics: str, compilation: Compilation) -> str:
    text = diagnostics.replace(str(_inside(compilation)), str(compilation.path))
    for inside, host in _forced(compilation).items():
        text = text.replace(str(inside.parent), str(host.parent))
    return text


def _inputs(dependencies: Path, compilation: Compilation, sandbox: Sandbox) -> tuple[Path, ...]:
    """The headers that the compiler read, by their paths on this machine.

    A hostile compiler may have written anything into the list: what was not shown to it is left out.
    """
    if not _is_ordinary(dependencies):
        return ()
    with dependencies.open("rb") as file:
        rule = sandbox.inside(file.read(_MAX_DEPENDENCIES)).decode(errors="replace")
    words = re.finditer(r"(?:\\.|[^\s\\])+", rule.replace("\\\n", " ").partition(":")[2])
    names = (re.sub(r"\\(.)", r"\1", word.group()).replace("$$", "$") for word in words)
    forced = {inside.parent: host.parent for inside, host in _forced(compilation).items()}
    shown = (*_SYSTEM, *compilation.visible_folders, *compilation.toolchain.mounts, *forced.values())
    found: list[Path] = []
    for path in map(Path, itertools.islice(names, _MOST_DEPENDENCIES)):
        folder = next((folder for folder in forced if path.is_relative_to(folder)), None)
        host = path if folder is None else forced[folder] / path.relative_to(folder)
        if host.is_absolute() and "\0" not in str(host) and _is_below(host, shown):
            found.append(host)
    return tuple(dict.fromkeys(found))


def _is_below(path: Path, folders: tuple[Path, ...]) -> bool:
    real = Path(os.path.realpath(path))
    return any(real.is_relative_to(folder) for folder in folders)


def _is_ordinary(path: Path) -> bool:
    """Whether a compiler left a file there, and no link or device."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _is_full(folder: Path, file_mb: int) -> bool:
    """Whether it was this disk that was full: it has no room for the largest file that a compiler may write."""
    info = os.statvfs(folder)
    return info.f_bavail * info.f_frsize < (file_mb << 20)
