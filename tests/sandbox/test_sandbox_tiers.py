"""Tiers: the first that isolates is used, nothing weaker ever, and each one is asked for its reasons."""

import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox import Limits, Sandbox, all_tiers, open_sandbox
from perfcoder_lsp.sandbox.linux import tiers as linux_tiers
from perfcoder_lsp.sandbox.linux.session import RunnerSession
from perfcoder_lsp.sandbox.linux.tiers import BubblewrapTier, ControlGroupTier
from perfcoder_lsp.sandbox.profile import Mount, Profile

Compile = Callable[[str], Path]


class _Elsewhere(BubblewrapTier):
    name = "elsewhere"

    def missing(self) -> str | None:
        return "only on other machines: get one"


class _Leaky(BubblewrapTier):
    """Isolates all but the cache, where the self-test's canary is."""

    name = "leaky"

    def session(
        self,
        profile: Profile,
        programs: Mapping[str, Path],
        limits: Limits,
        cache: Path,
        environment: Mapping[str, str] | None = None,
    ) -> RunnerSession:
        shown = Profile((*profile.mounts, Mount(cache, cache)), profile.cwd, profile.compiling)
        return super().session(shown, programs, limits, cache, environment)


LEAK = "leaky: a test program could read a file outside"


def test_programs_run_on_every_tier(each_sandbox: Sandbox, program: Compile) -> None:
    calm = program('#include <stdio.h>\nint main(void) { puts("calm"); return 0; }')
    with each_sandbox.session({"p": calm}) as session:
        result = session.run("p", keep_output=True)
    assert (result.status, result.output) == ("ok", b"calm\n")
    assert each_sandbox.tier in {tier.name for tier in all_tiers()}


def test_the_strongest_comes_first() -> None:
    ours = ["sandbox-exec"] if sys.platform == "darwin" else ["bubblewrap+cgroup", "bubblewrap"]
    assert [tier.name for tier in all_tiers()] == ours


def test_what_does_not_isolate_is_passed_over(sandbox: Sandbox, tmp_path: Path) -> None:
    chosen = open_sandbox(tmp_path, (_Elsewhere(), _Leaky(), BubblewrapTier()))
    assert chosen.tier == "bubblewrap"
    assert chosen.passed_over == ("elsewhere: only on other machines: get one", LEAK)


def test_without_isolation_nothing_is_opened_and_each_reason_is_told(sandbox: Sandbox, tmp_path: Path) -> None:
    for _ in range(2):  # a failed test is not remembered as a passed one
        with pytest.raises(SandboxError) as told:
            open_sandbox(tmp_path, (_Elsewhere(), _Leaky()))
        message = str(told.value)
        assert message.startswith("nothing here isolates programs, so nothing is executed: elsewhere: only on")
        assert message.endswith(LEAK)
        assert "\n" not in message


def test_the_control_group_is_tested_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = ControlGroupTier().missing()
    if missing is not None:
        pytest.skip(missing)
    monkeypatch.setattr(linux_tiers, "_NARROW_BYTES", 1 << 30)
    monkeypatch.setattr(linux_tiers, "_NARROW_PROCESSES", 1000)
    monkeypatch.setattr(linux_tiers, "_WIDE", Limits(wall_s=2, memory_mb=512, processes=64))
    expected = "take memory past its control group's limit, fork past its control group's limit"
    with pytest.raises(SandboxError, match=expected):
        open_sandbox(tmp_path, (ControlGroupTier(),))


PACKAGE = """
from perfcoder_lsp.sandbox.linux.tiers import BubblewrapTier

class Better(BubblewrapTier):
    name = "better"
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package with two tiers, one of which can't be loaded."""
    (tmp_path / "better_tier.py").write_text(PACKAGE)
    (tmp_path / "better_tier-1.0.dist-info").mkdir()
    (tmp_path / "better_tier-1.0.dist-info" / "METADATA").write_text("Name: better-tier\nVersion: 1.0\n")
    (tmp_path / "better_tier-1.0.dist-info" / "entry_points.txt").write_text(
        "[perfcoder_lsp.tiers]\nbetter = better_tier:Better\nbroken = better_tier:Gone\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    all_tiers.cache_clear()
    yield
    all_tiers.cache_clear()
    sys.modules.pop("better_tier", None)


@pytest.mark.usefixtures("installed")
def test_installed_tiers_come_first_and_are_tested_like_ours(
    sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert [tier.name for tier in all_tiers()][:2] == ["better", "bubblewrap+cgroup"]
    assert "isolation tier broken can't be loaded" in caplog.text
    assert open_sandbox(tmp_path / "cache").tier == "better"
    assert len(list((tmp_path / "cache" / "sandbox").glob("selftest-*.json"))) == 1
