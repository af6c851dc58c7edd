"""What of the user's files a compiler gets to see."""

from pathlib import Path

import pytest

from perfcoder_lsp.build import CompileCommand
from perfcoder_lsp.build.folders import view


def command(folder: Path, *flags: str) -> CompileCommand:
    return CompileCommand(compiler="g++", flags=flags, directory=folder)


def test_the_folder_of_the_source(tmp_path: Path) -> None:
    assert view(tmp_path / "a.cpp", b"", command(tmp_path)).shown == (tmp_path,)


def test_the_project_of_the_source(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "src" / "deep"
    folder.mkdir(parents=True)
    assert view(folder / "a.cpp", b"", command(folder)).shown == (tmp_path,)


def folder_with(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")
    return folder


def test_the_project_with_its_compile_commands(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "build/compile_commands.json", "src/a.cpp", "src/.git")
    assert view(folder / "src" / "a.cpp", b"", command(folder)).shown == (tmp_path,)


def test_folders_of_flags(tmp_path: Path) -> None:
    source, other = folder_with(tmp_path / "src", "inner/part.h"), folder_with(tmp_path / "other", "boost/any.hpp")
    flags = (f"-I{other}", "-isystem", str(source / "inner"), "-I/usr/include", f"-I{tmp_path}/missing")
    seen = view(source / "a.cpp", b"", command(source, *flags))
    assert (seen.shown, seen.hidden) == ((source, other), ())


OUTSIDE = {
    "headers": ("part.h",),
    "headers in folders": ("lib/part.hpp", "id_rsa"),
    "libraries": ("libpart.a",),
    "a system's root": ("usr/include/stdio.h",),
}
PRIVATE = {
    "keys": ("id_rsa", "known_hosts"),
    "hidden headers": (".config.h", ".part/part.h"),
    "headers far below": ("projects/other/part.h",),
    "nothing": ("sub/.keep",),
}


@pytest.mark.parametrize("names", OUTSIDE.values(), ids=list(OUTSIDE))
def test_a_folder_of_headers_outside_is_shown(tmp_path: Path, names: tuple[str, ...]) -> None:
    source, outside = folder_with(tmp_path / "src", "a.cpp"), folder_with(tmp_path / "outside", *names)
    for flag in ("-I", "-L", "--sysroot="):
        assert view(source / "a.cpp", b"", command(source, f"{flag}{outside}")).shown == (source, outside)


@pytest.mark.parametrize("names", PRIVATE.values(), ids=list(PRIVATE))
def test_a_private_folder_is_not_shown_without_consent(tmp_path: Path, names: tuple[str, ...]) -> None:
    source, outside = folder_with(tmp_path / "src", "a.cpp"), folder_with(tmp_path / "outside", *names)
    asked = command(source, "-I", str(outside), "-include", str(outside / "id_rsa"))
    seen = view(source / "a.cpp", b"", asked)
    assert (seen.shown, seen.hidden) == ((source,), (outside,))
    consented = asked.model_copy(update={"consented": (outside,)})
    assert view(source / "a.cpp", b"", consented).shown == (source, outside)


def test_a_folder_that_holds_the_project_or_more_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = folder_with(tmp_path / "projects" / "src", "a.cpp", "part.h")
    shared = folder_with(tmp_path / "shared", "part.h")
    shared.chmod(0o1777)
    monkeypatch.setenv("HOME", str(folder_with(tmp_path / "me", "part.h")))
    for folder in (source.parent, tmp_path, tmp_path / "me", shared, Path("/etc"), Path("/")):
        assert view(source / "a.cpp", b"", command(source, f"-I{folder}")).shown == (source,)


def test_a_headers_link_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder_with(tmp_path, "id_rsa", ".keys/key.h")))
    (tmp_path / "a.h").symlink_to("id_rsa")
    (tmp_path / "part").symlink_to(".keys")
    text = b'#include "a.h"\n#include "part/key.h"\n#include "a\0.h"\n'
    assert view(tmp_path / "a.cpp", text, command(tmp_path)).shown == ()


def test_a_home_is_not_shown_but_for_named_headers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "a.h").write_text('#include "b.h"\n')
    (tmp_path / "part" / "b.h").write_text('#include "a.h"\n')
    (tmp_path / ".git").mkdir()
    (tmp_path / "id_rsa").write_text("secret")
    (tmp_path.parent / "outside.h").write_text("")
    text = b'#include "part/a.h"\n#  include "id_rsa"\n#include "../outside.h"\n#include "missing.h"\n'
    shown = view(tmp_path / "a.cpp", text, command(tmp_path))
    assert shown.shown == (tmp_path / "part" / "a.h", tmp_path / "part" / "b.h")
    assert view(tmp_path / "part" / "c.cpp", b"", command(tmp_path)).shown == (tmp_path / "part",)
