"""Programs for the sandbox's tests, written in C, and a look at what is left of them on this machine."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Compile = Callable[[str], Path]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Compile:
    """Compile C text on this machine; the executable's name is unique, so that its processes can be found."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler: sudo apt-get install g++")
    folder = tmp_path_factory.mktemp("programs")
    built: dict[str, Path] = {}

    def compile_text(text: str) -> Path:
        if text not in built:
            path = folder / f"perfcoder-test-{folder.parent.name}-{len(built)}"
            source = path.with_suffix(".c")
            source.write_text("#define _GNU_SOURCE\n" + text)
            subprocess.run([compiler, "-O1", "-w", "-pthread", "-o", path, source], check=True)
            built[text] = path
        return built[text]

    return compile_text


@pytest.fixture
def survivors() -> Callable[[Path], list[int]]:
    """The processes of this machine that run a given executable; sessions must name it by its own name."""

    def running(executable: Path) -> list[int]:
        found: list[int] = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if executable.name in (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")[0]:
                    found.append(int(folder.name))
            except OSError:
                continue
        return found

    return running
