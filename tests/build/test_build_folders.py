"""What of the user's files a compiler gets to see."""

from pathlib import Path

import pytest

from perfcoder_lsp.build import CompileCommand
from perfcoder_lsp.build.folders import visible_paths


def command(folder: Path, *flags: str) -> CompileCommand:
    return CompileCommand(compiler="g++", flags=flags, directory=folder)


def test_the_folder_of_the_source(tmp_path: Path) -> None:
    assert visible_paths(tmp_path / "a.cpp", b"", command(tmp_path)) == (tmp_path,)


def test_the_project_of_the_source(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "src" / "deep"
    folder.mkdir(parents=True)
    assert visible_paths(folder / "a.cpp", b"", command(folder)) == (tmp_path,)


def test_folders_of_flags(tmp_path: Path) -> None:
    source, other, inner = tmp_path / "src", tmp_path / "other", tmp_path / "src" / "inner"
    for folder in (source, other, inner):
        folder.mkdir()
    flags = (f"-I{other}", "-isystem", str(inner), "-I/usr/include", f"-I{tmp_path}/missing")
    assert visible_paths(source / "a.cpp", b"", command(source, *flags)) == (source, other)


def test_a_home_is_not_shown_but_for_named_headers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "a.h").write_text('#include "b.h"\n')
    (tmp_path / "part" / "b.h").write_text('#include "a.h"\n')
    (tmp_path / ".git").mkdir()
    (tmp_path / "id_rsa").write_text("secret")
    (tmp_path.parent / "outside.h").write_text("")
    text = b'#include "part/a.h"\n#  include "id_rsa"\n#include "../outside.h"\n#include "missing.h"\n'
    shown = visible_paths(tmp_path / "a.cpp", text, command(tmp_path))
    assert shown == (tmp_path / "part" / "a.h", tmp_path / "part" / "b.h")
    assert visible_paths(tmp_path / "part" / "c.cpp", b"", command(tmp_path)) == (tmp_path / "part",)
