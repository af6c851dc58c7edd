"""What is shown of a compiler: its installation, and never a home or more."""

from pathlib import Path

import pytest

from perfcoder_lsp.build.toolchain import find_toolchain
from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.sandbox import Sandbox


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


def compiler(path: Path, version: str = "g++ 12.2") -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{version}'\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("opt/gcc/bin/g++", "opt/gcc"),
        ("home/gcc/bin/g++", "home/gcc"),
        ("home/bin/g++", "home/bin"),
        ("home/g++", "home/g++"),
        ("work/project/g++", "work/project"),
        ("work/bin/g++", "work/bin"),
        ("home/gcc/../project/g++", "home/project"),
        ("home/link/bin/g++", "opt/gcc"),
    ],
)
def test_what_is_shown(tmp_path: Path, sandbox: Sandbox, name: str, shown: str) -> None:
    for folder in ("opt/gcc/lib", "opt/gcc/bin", "home/gcc/lib", "home/lib"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "home" / "link").symlink_to(tmp_path / "opt" / "gcc")
    (tmp_path / "home" / "project").mkdir()
    found = find_toolchain(compiler(tmp_path / name), sandbox)
    assert found.prefix == tmp_path / shown
    assert found.version == "g++ 12.2"


def test_the_systems_compiler_needs_nothing_more(sandbox: Sandbox) -> None:
    found = find_toolchain("cc", sandbox)
    assert found.mounts == {}
    assert found.version


def test_a_version_is_one_short_printable_line(tmp_path: Path, sandbox: Sandbox) -> None:
    found = find_toolchain(compiler(tmp_path / "bin" / "g++", "g++ \033[31m" + "9" * 1000 + "\nsecond"), sandbox)
    assert found.version.startswith("g++ \\x1b[31m999")
    assert len(found.version) < 250
    with pytest.raises(SourceError, match="does not work as a compiler"):
        find_toolchain(compiler(tmp_path / "bin" / "silent", ""), sandbox)
