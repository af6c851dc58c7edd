"""Paths without mounts: what callers name is found at its own place, by programs, compilers and the build cache."""

import shutil
from pathlib import Path

import pytest
from bind_tier import BindTier

from perfcoder_lsp.build import Build, Builder
from perfcoder_lsp.build.compile_command import CompileCommand
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.sandbox.macos.places import Places, inward
from perfcoder_lsp.sandbox.profile import WORK, Mount, Profile
from perfcoder_lsp.sandbox.selftest import probe_sandbox
from perfcoder_lsp.settings import CacheSettings, Settings


@pytest.mark.parametrize(
    ("word", "outside"),
    [
        ("/w", "ROOT"),
        ("/w/src/a.cpp", "ROOT/src/a.cpp"),
        ("-I/w/include", "-IROOT/include"),
        ("-isystem/w/include", "-isystemROOT/include"),
        ("--file=/w/a:/w/b", "--file=ROOT/a:ROOT/b"),
        ("-Wl,-rpath,/w/lib", "-Wl,-rpath,ROOT/lib"),
        ("cat /w/in '/w/x'", "cat ROOT/in 'ROOT/x'"),
        ("/work/w/a", "/work/w/a"),
        ("/home/w/w", "/home/w/w"),
        ("a/w/b", "a/w/b"),
        ("/www", "/www"),
    ],
)
def test_words_get_paths_of_this_machine(tmp_path: Path, word: str, outside: str) -> None:
    places = Places(Profile(()), tmp_path)
    root = places.outward("/w")
    assert Path(root).is_dir()
    assert places.outward(word) == outside.replace("ROOT", root)
    assert places.inward(places.outward(word).encode()) == word.encode()


def test_any_sessions_paths_are_known_by_the_cache(tmp_path: Path) -> None:
    folder = tmp_path / "tmp" / "0123456789abcdef"
    folder.mkdir(parents=True)
    root = Places(Profile(()), folder).outward("/w")
    assert inward(f"a: {root}/src/a.h {root}\n{root}x".encode(), tmp_path) == f"a: /w/src/a.h /w\n{root}x".encode()


def test_what_only_namespaces_can_show_is_refused(tmp_path: Path) -> None:
    for mounts in (
        (Mount(tmp_path, Path("/usr/include")),),
        (Mount(tmp_path, WORK),),
        (Mount(tmp_path, WORK / "a"), Mount(tmp_path, WORK / "a" / "b")),
    ):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        with pytest.raises(SandboxError, match="this sandbox can't show one"):
            Places(Profile(mounts), folder)


def test_the_self_test_finds_what_this_tier_lets_through(sandbox: Sandbox, settings: Settings) -> None:
    """Without the system call filter, System V memory is what bubblewrap alone leaves open."""
    attempts = probe_sandbox(BindTier(), settings.cache.directory)
    assert [name for name, contained in attempts.items() if not contained] == ["share memory"]


def test_commands_see_their_folders_only(sandbox: Sandbox, settings: Settings, tmp_path: Path) -> None:
    shown, scratch = tmp_path / "shown", tmp_path / "scratch"
    for folder in (shown, scratch):
        folder.mkdir()
        folder.chmod(0o777)
    (shown / "file").write_text("content")
    (tmp_path / "hidden").write_text("secret")
    script = f"cat in/file; cp in/file /w/out/copy; cat {tmp_path}/hidden /w/in/../hidden; touch in/new; pwd >&2"
    result = Sandbox(BindTier(), settings.cache.directory).command(
        ["/bin/sh", "-c", script], read_only={shown: WORK / "in"}, writable={scratch: WORK / "out"}
    )
    assert (result.output, (scratch / "copy").read_text()) == (b"content", "content")
    assert result.stderr.endswith(b"/w\n")
    assert b"secret" not in result.stderr
    assert not (shown / "new").exists()


@pytest.mark.parametrize("compiler", ["g++", "clang++"])
def test_building_without_mounts(sandbox: Sandbox, settings: Settings, tmp_path: Path, compiler: str) -> None:
    """The same caller, other paths: headers are found, and the program is found again in the cache."""
    if shutil.which(compiler) is None:
        pytest.skip(f"{compiler} is not installed")
    project = tmp_path / "project"
    project.mkdir()
    (project / "answer.h").write_text("inline int answer() { return 42; }\n")
    text = b'#include <cstdio>\n#include "answer.h"\nint main() { std::printf("%d", answer()); }\n'
    cache = tmp_path / "cache"
    shutil.copytree(settings.cache.directory / "sandbox", cache / "sandbox", ignore=shutil.ignore_patterns("*.lock"))
    here = Sandbox(BindTier(), cache)
    builder = Builder(here, Settings(cache=CacheSettings(directory=cache)))
    command = CompileCommand(compiler=compiler, flags=("-O1",), directory=project)
    builds = [builder.build(Source.of(project / "main.cpp", text), command) for _ in range(2)]
    assert isinstance(builds[0], Build), builds[0]
    assert builds[0] == builds[1]
    with here.session({"main": builds[0].binary}) as session:
        assert session.run("main", keep_output=True).output == b"42"
    (project / "answer.h").write_text("inline int answer() { return 43; }\n")
    rebuilt = builder.build(Source.of(project / "main.cpp", text), command)
    assert isinstance(rebuilt, Build)
    with here.session({"main": rebuilt.binary}) as session:
        assert session.run("main", keep_output=True).output == b"43"
