"""Fixtures for hostile code: the world around the sandbox, which must be as it was when the code has run."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from world import World, open_world


@pytest.fixture
def world() -> Iterator[World]:
    """A secret, a user's files, a process and listeners outside; everything is checked when the test has ended."""
    with open_world() as world:
        yield world


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Compile a C program on this machine, once. Without a compiler there is no sandbox either."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    assert compiler is not None, "no C compiler: sudo apt-get install g++"
    folder = tmp_path_factory.mktemp("hostile")

    def compile_file(source: Path) -> Path:
        built = folder / source.stem
        if not built.exists():
            command = [compiler, "-O1", "-w", "-pthread", f"-I{source.parents[1]}", f"-I{source.parent}"]
            subprocess.run([*command, "-o", built, source, "-lrt"], check=True)
        return built

    return compile_file
