"""The self-test finds what a weakened sandbox lets through, and every obstacle is one clear line."""

from pathlib import Path

import pytest

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox import Limits, Sandbox, open_sandbox, selftest
from perfcoder_lsp.sandbox.linux import bubblewrap
from perfcoder_lsp.sandbox.linux.tiers import BubblewrapTier
from perfcoder_lsp.sandbox.selftest import probe_sandbox, require_isolation
from perfcoder_lsp.settings import Settings


def test_every_attempt_is_contained(sandbox: Sandbox, settings: Settings) -> None:
    attempts = probe_sandbox(BubblewrapTier(), settings.cache.directory)
    assert len(attempts) == 15
    assert all(attempts.values())


def test_passing_is_remembered(sandbox: Sandbox, settings: Settings) -> None:
    assert open_sandbox(settings.cache.directory) is sandbox
    assert list((settings.cache.directory / "sandbox").glob("selftest-*.json"))  # one for each tier that was tried


def test_a_sandbox_without_a_process_limit_is_refused(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selftest, "_LIMITS", Limits(processes=1000))
    for _ in range(2):  # a failure is not remembered as a success
        with pytest.raises(SandboxError, match="a test program could fork past the limit"):
            require_isolation(BubblewrapTier(), tmp_path)


def test_a_sandbox_with_a_writable_folder_is_refused(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bubblewrap, "_RUN_DEVICES", ("--dev", "/dev"))
    with pytest.raises(SandboxError, match="a test program could write into /dev/shm"):
        require_isolation(BubblewrapTier(), tmp_path)


def test_missing_bubblewrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match="bubblewrap is not installed: sudo apt-get install bubblewrap"):
        bubblewrap.bubblewrap.__wrapped__()


def test_old_bubblewrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "bwrap"
    old.write_text("#!/bin/sh\necho bubblewrap 0.6.1\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match=r"too old: version 0\.8 or newer"):
        bubblewrap.bubblewrap.__wrapped__()


@pytest.mark.parametrize(
    "message",
    [
        "bwrap: setting up uid map: Permission denied",
        "bwrap: Creating new namespace failed: Operation not permitted",
        "bwrap: No permissions to create a new namespace, likely because the kernel does not allow it",
        "bwrap: Can't mount proc on /newroot/proc: Operation not permitted",
        "launcher: unshare: Operation not permitted",
    ],
)
def test_forbidden_user_namespaces_come_with_a_remedy(message: str) -> None:
    told = str(bubblewrap.start_failure(message))
    assert "user namespaces are forbidden" in told
    assert "apparmor_parser" in told
    assert message in told
    assert "\n" not in told


def test_other_start_failures_are_told(sandbox: Sandbox) -> None:
    with pytest.raises(SandboxError, match=r"did not start: .*not-there"):
        sandbox.command(["/bin/true"], cwd=Path("/not-there"))
