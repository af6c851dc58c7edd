"""compile_commands.json for CMake projects that were never configured: CMake runs in the sandbox, into the cache."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from perfcoder_lsp.build.project import DATABASE, find_database, is_broad
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.storage.cache import exclusive
from perfcoder_lsp.storage.janitor import remove_tree
from perfcoder_lsp.storage.trust import own_folder, storing

_LISTS = "CMakeLists.txt"
_KEPT = "cmake"
_FAILED = "failed.txt"
_LIMITS = Limits(cpu_s=120, wall_s=180, memory_mb=2048, processes=64, file_mb=64, folder_mb=256, folder_files=20_000)
_MOST_FILES = 20_000
_MOST_PROJECTS = 16
_SOURCES = {".c", ".cc", ".cpp", ".cxx", ".c++"}
_FLAGS = ("-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", "-DCMAKE_BUILD_TYPE=Release")
# What a library does not need often needs what is not there, such as a submodule or a download.
_ASIDE = re.compile(r"^(\w*(?:TEST|BENCH|EXAMPLE|DOC|INSTALL|FUZZ)\w*):BOOL=(?:ON|TRUE|1|YES)$", re.MULTILINE)


def configured(source: Source, settings: Settings, sandbox: Sandbox) -> Settings:
    """The settings, with the compile_commands.json of the project where CMake has to make it.

    The user's folders are only read. The same as given where there is one already, where the project is none of
    CMake's, and where CMake is missing or fails. Raises SandboxError, StorageError.
    """
    path = source.path.resolve()
    if not settings.build.cmake or settings.build.compile_commands is not None or find_database(path) is not None:
        return settings
    root, program = _root(path), shutil.which("cmake")
    if root is None or program is None:
        return settings
    cache = settings.cache.directory.resolve()
    folder = own_folder(cache, _KEPT) / f"{root.name}-{_hash(str(root).encode())}-{_digest(root)}"
    with exclusive(cache, folder.name), storing(cache):
        if not folder.is_dir():
            _forget_others(folder)
            _configure(program, root, folder, sandbox)
    if not _is_made(folder):
        return settings
    os.utime(folder)
    build = settings.build.model_copy(
        update={
            "compile_commands": folder / DATABASE,
            "include_folders": (*settings.build.include_folders, root, folder),
        }
    )
    return settings.model_copy(update={"build": build})


def _root(path: Path) -> Path | None:
    """The outermost of the folders above a source that say how CMake builds them."""
    found = [folder for folder in path.parents if not is_broad(folder) and (folder / _LISTS).is_file()]
    return found[-1] if found else None


def _digest(root: Path) -> str:
    """Changes with what CMake reads, and with the names of the sources."""
    texts = {path: b"" if path.suffix in _SOURCES else path.read_bytes() for path in _files(root)}
    return _hash(*(part for path, text in texts.items() for part in (str(path).encode(), text)))


def _hash(*parts: bytes) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def _files(root: Path) -> Iterator[Path]:
    seen = 0
    for folder, inner, files in os.walk(root):
        inner[:] = sorted(each for each in inner if not each.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if name == _LISTS or path.suffix in {".cmake", ".in", *_SOURCES}:
                seen += 1
                if path.is_file() and not path.is_symlink():
                    yield path
        if seen > _MOST_FILES:
            return


def _forget_others(folder: Path) -> None:
    """What was made for earlier states of the same project, and for those that were not asked for longest."""
    name = folder.name.rpartition("-")[0]
    made = sorted(folder.parent.iterdir(), key=lambda other: other.stat().st_mtime, reverse=True)
    for number, other in enumerate(made):
        if number >= _MOST_PROJECTS or other.name.rpartition("-")[0] == name:
            remove_tree(other)


def _configure(program: str, root: Path, folder: Path, sandbox: Sandbox) -> None:
    """Leaves a file that says what went wrong, so that it is not tried again before the project changes."""
    folder.mkdir()
    said = _run(program, root, folder, sandbox)
    if not _is_made(folder):
        aside = [f"-D{match[1]}=OFF" for match in _ASIDE.finditer(_text(folder / "CMakeCache.txt"))]
        said = _run(program, root, folder, sandbox, "-DBUILD_TESTING=OFF", *aside)
    if not _is_made(folder):
        remove_tree(folder)  # a project's scripts may have left a link in the place of what is written
        folder.mkdir()
        (folder / _FAILED).write_text(said, "utf-8")


def _is_made(folder: Path) -> bool:
    """Whether there is a database, and no link in its place."""
    return (folder / DATABASE).is_file() and not (folder / DATABASE).is_symlink()


def _run(program: str, root: Path, folder: Path, sandbox: Sandbox, *flags: str) -> str:
    words = [program, "-S", str(root), "-B", str(folder), *_FLAGS, *flags]
    result = sandbox.command(words, read_only={root: root}, writable={folder: folder}, limits=_LIMITS)
    return result.stderr.decode(errors="replace")


def _text(file: Path) -> str:
    return file.read_text("utf-8", errors="replace") if file.is_file() and not file.is_symlink() else ""
