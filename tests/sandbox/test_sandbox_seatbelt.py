"""The profile for macOS's sandbox, as text; on macOS also in use, which it has not been by its authors."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcoder_lsp.sandbox import Tier, all_tiers, open_sandbox
from perfcoder_lsp.sandbox.macos.places import View
from perfcoder_lsp.sandbox.macos.seatbelt import SeatbeltProfile, SeatbeltTier, seatbelt_profile
from perfcoder_lsp.sandbox.profile import WORK
from perfcoder_lsp.sandbox.selftest import probe_sandbox

Expression = str | list["Expression"]

RUN = View((Path("/cache/inside"), Path("/cache/a")), (), (Path("/cache/limited"), Path("/cache/a")), Path("/w"), False)
COMPILE = View((Path("/home/p"),), (Path("/tmp/out"),), (Path("/usr/bin/g++"),), Path("/tmp/w"), True)
XCODE = (Path("/Applications/Xcode.app/Contents"),)


def parse(text: str) -> list[Expression]:
    """The expressions of a profile; fails where the text is anything else. Strings keep their quotes."""
    tokens = re.findall(r'\(|\)|"(?:\\.|[^"\\])*"|\'?[^\s()"]+', text)
    assert "".join(tokens) == re.sub(r'\s+(?=(?:[^"]*"[^"]*")*[^"]*$)', "", text)
    words = iter(tokens)
    read = list(_expressions(words))
    assert next(words, None) is None
    return read


def _expressions(words: Iterator[str]) -> Iterator[Expression]:
    for word in words:
        if word == ")":
            return
        yield list(_expressions(words)) if word == "(" else word


def allowed(profile: SeatbeltProfile, operation: str) -> list[Expression]:
    """The filters under which an operation is allowed."""
    rules = [rule for rule in parse(profile.text) if isinstance(rule, list) and rule[0] == "allow"]
    return [item for rule in rules if operation in rule for item in rule if isinstance(item, list)]


def paths(profile: SeatbeltProfile, operation: str) -> set[str]:
    """The files for which it is allowed, with the parameters' values in the place of their names."""
    values = {f'"{name}"': str(path) for name, path in profile.paths}
    found: set[str] = set()
    for kind, *names in allowed(profile, operation):
        if kind in {"literal", "subpath"}:
            found |= {values[str(name[1])] if isinstance(name, list) else name.strip('"') for name in names}
    return found


def test_everything_is_denied_first() -> None:
    for view in (RUN, COMPILE):
        assert parse(seatbelt_profile(view).text)[:2] == [["version", "1"], ["deny", "default"]]


@pytest.mark.parametrize("view", [RUN, COMPILE], ids=["run", "compile"])
@pytest.mark.parametrize(
    "operation", ["network", "mach-", "iokit", "ipc-", "file-link", "system-", "job-", "appleevent", "pseudo-tty"]
)
def test_what_nobody_may_do(view: View, operation: str) -> None:
    rules = [rule for rule in parse(seatbelt_profile(view, XCODE).text) if isinstance(rule, list)]
    assert not [rule for rule in rules if rule[0] == "allow" and str(rule[1]).startswith(operation)]
    assert ["allow", "default"] not in rules


def test_other_processes_are_out_of_reach() -> None:
    for view in (RUN, COMPILE):
        profile = seatbelt_profile(view, XCODE)
        assert ["deny", "process-info*"] in parse(profile.text)
        assert allowed(profile, "signal") == [["target", "self"]]
        assert allowed(profile, "process-info-pidinfo") == [["target", "self"]]
        assert not [name for names in allowed(profile, "sysctl-read") for name in names if "kern.proc" in name]


def test_a_measured_program_starts_nothing_and_writes_nothing() -> None:
    profile = seatbelt_profile(RUN, XCODE)
    assert not re.search(r"allow[^()]*\bprocess-fork", profile.text)
    assert paths(profile, "process-exec*") == {"/cache/limited", "/cache/a"}
    assert paths(profile, "file-write*") == set()
    assert paths(profile, "file-write-data") == {"/dev/null"}


def test_a_measured_program_reads_itself_and_the_system() -> None:
    seen = paths(seatbelt_profile(RUN, XCODE), "file-read*")
    assert {"/cache/a", "/cache/inside", "/usr/lib", "/System/Library", str(XCODE[0]), "/"} <= seen
    assert not {path for path in seen if path.startswith(("/Users", "/home", "/private/etc", "/private/tmp", "/etc"))}


def test_a_compiler_starts_tools_and_writes_its_folders() -> None:
    profile = seatbelt_profile(COMPILE, XCODE)
    assert ["allow", "process-fork"] in parse(profile.text)
    assert {"/usr/bin", "/usr/bin/g++", str(XCODE[0])} <= paths(profile, "process-exec*")
    assert paths(profile, "file-write*") == {"/tmp/out"}
    assert {"/tmp/out", "/home/p"} <= paths(profile, "file-read*")


def test_the_way_to_a_file_is_found_but_not_listed() -> None:
    profile = seatbelt_profile(COMPILE)
    assert {"/home", "/tmp", "/"} <= paths(profile, "file-read-metadata")
    assert not {"/home", "/tmp"} & paths(profile, "file-read*")


def test_only_the_root_folder_itself_is_read() -> None:
    for kind, *names in allowed(seatbelt_profile(COMPILE, XCODE), "file-read*"):
        assert kind == "literal" or '"/"' not in names


names = st.text(
    st.one_of(
        st.sampled_from("\"\\\n()';#= ${}\t"), st.characters(exclude_characters="/\0", exclude_categories=["Cs"])
    ),
    min_size=1,
).filter(lambda name: name not in {".", ".."})


@given(st.lists(names, min_size=4, max_size=4))
def test_path_names_never_reach_the_text(names: list[str]) -> None:
    """However a path is called, the text is that of harmless names, and each path is one word, unchanged."""
    hostile = [Path("/", name, "x") for name in names]
    plain = [Path("/", f"name{number}", "x") for number in range(len(names))]
    if len(set(hostile)) < len(hostile):
        return
    profiles = [
        seatbelt_profile(View((paths[0],), (paths[1],), (paths[2],), paths[3], True)) for paths in (hostile, plain)
    ]
    assert profiles[0].text == profiles[1].text
    words = profiles[0].words
    assert (words[0], words[-2], words[-1]) == ("/usr/bin/sandbox-exec", "-p", profiles[0].text)
    assert set(words[1:-2:2]) == {"-D"}
    defined = dict(word.split("=", 1) for word in words[2:-2:2])
    assert {defined[name] for name in ("READ_0", "WRITE_0", "START_0")} == {str(path) for path in hostile[:3]}
    assert set(re.findall(r'\(param "([^"]*)"\)', profiles[0].text)) == defined.keys()


@pytest.mark.skipif(sys.platform == "darwin", reason="for other systems than macOS")
def test_it_is_for_macos_only() -> None:
    assert SeatbeltTier().missing() == "only on macOS"
    assert not [tier for tier in all_tiers() if isinstance(tier, SeatbeltTier)]


def test_root_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "start it as an ordinary user" in (SeatbeltTier().missing() or "")


def test_the_package_needs_nothing_of_linux_to_be_imported() -> None:
    """What Python has on Linux only is taken away, and psutil, which is installed on macOS only, where that counts."""
    script = """
import fcntl, os, select, socket, sys
gone = [(fcntl, "F_SEAL_"), (fcntl, "F_ADD_SEALS"), (fcntl, "F_SETPIPE_SZ"), (os, "MFD_"), (os, "memfd_create")]
gone += [(os, "pidfd_open"), (os, "sched_"), (os, "waitid"), (select, "epoll"), (socket, "SO_PEERCRED")]
for module, prefix in gone:
    for name in [name for name in dir(module) if name.startswith(prefix)]:
        delattr(module, name)
import perfcoder_lsp.sandbox, perfcoder_lsp.pipeline
assert "psutil" not in sys.modules
import perfcoder_lsp.sandbox.macos.portable
"""
    subprocess.run([sys.executable, "-c", script], check=True)


macos = pytest.mark.skipif(sys.platform != "darwin", reason="needs macOS")


@macos
def test_nothing_escapes(tmp_path: Path) -> None:
    tier: Tier = SeatbeltTier()
    assert tier.missing() is None
    attempts = probe_sandbox(tier, tmp_path.resolve())
    assert [name for name, contained in attempts.items() if not contained] == []


@macos
def test_compilers_and_programs_run(tmp_path: Path) -> None:
    sandbox = open_sandbox(tmp_path)
    assert sandbox.tier == "sandbox-exec"
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    out.mkdir()
    (source / "a.cpp").write_text("#include <iostream>\nint main() { int x; std::cin >> x; std::cout << x + 1; }\n")
    result = sandbox.command(
        ["/usr/bin/clang++", "-O1", "/w/in/a.cpp", "-o", "/w/out/a"],
        read_only={source: WORK / "in"},
        writable={out: WORK / "out"},
    )
    assert result.succeeded, result.stderr
    with sandbox.session({"a": out / "a"}) as session:
        assert session.run("a", b"41", keep_output=True).output == b"42"
