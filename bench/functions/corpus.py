"""Fetches the corpus with apt into a folder of its own: nothing is installed, and nothing of it is kept elsewhere."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from pathlib import Path

from bench.functions.packages import PACKAGES, Package

COMPETITIVE = "competitive"
"""The folder of the programs that come as data: single files of people who solve puzzles."""
_LEFT_OUT = re.compile("test|benchmark|fuzz|windows|win32")
_SOURCES = Path("/etc/apt/sources.list.d/debian.sources")


class FetchError(Exception):
    """What could not be fetched, in one line."""


def fetch(into: Path, data: Path | None) -> None:
    """Fetch and prepare every package that is not there yet, and write out the programs of `data`.

    Raises FetchError where apt, tar or CMake fail.
    """
    into.mkdir(parents=True, exist_ok=True)
    into.chmod(0o755)  # compilers in the sandbox run as another user
    if data is not None:
        _write_programs(data, into / COMPETITIVE)
    apt = _apt(into)
    for package in PACKAGES:
        folder = into / package.name
        if folder.is_dir():
            continue
        print(f"{package.name} {package.version}", file=sys.stderr)
        folder.mkdir()
        try:
            _unpack(package, folder, apt)
            _set_up(package, folder)
        except BaseException:
            shutil.rmtree(folder)
            raise


def _apt(into: Path) -> tuple[str, ...]:
    """Options with which apt-get knows the sources of the configured mirror, and keeps what it knows to this folder."""
    lists = into / ".apt" / "lists"
    (lists / "partial").mkdir(parents=True, exist_ok=True)
    sources = lists.parent / "debian.sources"
    sources.write_text(_SOURCES.read_text().replace("Types: deb\n", "Types: deb deb-src\n"))
    places = {"Etc::sourcelist": sources, "Etc::sourceparts": "-", "State::lists": lists, "Cache": lists.parent}
    options = tuple(f"-oDir::{name}={value}" for name, value in places.items())
    _do(["apt-get", "-q", *options, "update"], lists)
    return options


def _unpack(package: Package, folder: Path, apt: Iterable[str]) -> None:
    name = f"{package.name}={package.version}"
    if package.is_headers:
        _do(["apt-get", "-q", *apt, "download", name], folder)
        _do(["dpkg-deb", "-x", str(next(folder.glob("*.deb"))), "."], folder)
        return
    _do(["apt-get", "-q", *apt, "source", "--download-only", "--tar-only", name], folder)
    archive = next(folder.glob("*.orig.tar.*"))
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    inner = next(each for each in folder.iterdir() if each.is_dir())
    for each in inner.iterdir():
        each.rename(folder / each.name)
    archive.unlink()


def _set_up(package: Package, folder: Path) -> None:
    """Make the package's compile_commands.json, and its archive."""
    if package.cmake:
        options = ("-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", "-DCMAKE_BUILD_TYPE=Release", *package.options)
        _do(["cmake", "-S", ".", "-B", "build", *options], folder)
        _do(["cmake", "--build", "build", "-j2", "--target", package.cmake], folder)
    elif package.flags:
        entries = [
            {"directory": str(folder), "file": str(file), "arguments": ["g++", *package.flags, "-c", str(file)]}
            for file in files_of(package, folder)
        ]
        (folder / "compile_commands.json").write_text(json.dumps(entries))


def files_of(package: Package, folder: Path) -> tuple[Path, ...]:
    found = {file for pattern in package.files for file in folder.glob(pattern)}
    return tuple(sorted(file for file in found if not _LEFT_OUT.search(file.name)))


def _write_programs(data: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    pairs = json.loads((data / "autopatch" / "train_dataset.json").read_text("utf-8"))
    for number, text in enumerate(dict.fromkeys(pair["source_code"] for pair in pairs)):
        (folder / f"autopatch-{number:03}.cpp").write_text(text, "utf-8")
    programs = (data / "codescope" / "programs.jsonl").read_text("utf-8").splitlines()
    for number, program in enumerate(json.loads(line) for line in programs):
        suffix = "c" if program["lang"] == "GNU C" else "cpp"
        (folder / f"codescope-{number:03}.{suffix}").write_text(program["slow"], "utf-8")


def _do(command: list[str], folder: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        told = next((line for line in lines if line.startswith(("E:", "CMake Error", "error"))), (lines or [""])[-1])
        raise FetchError(f"{' '.join(command[:2])} in {folder}: {told}")
