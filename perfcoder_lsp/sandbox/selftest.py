"""The start-up self-test: tries, inside a tier's real sandbox, what a sandbox must prevent.

A tier from which anything escapes is not used on this machine. A passed test is remembered on disk for this boot,
kernel, tier and its version, user, and version of our native programs; nothing else is.
"""

import contextlib
import hashlib
import json
import os
import platform
import secrets
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

from perfcoder_lsp.errors import SandboxError, StorageError
from perfcoder_lsp.sandbox.limits import Limits
from perfcoder_lsp.sandbox.native import native_program, sources_hash
from perfcoder_lsp.sandbox.profile import WORK, Mount, Profile
from perfcoder_lsp.sandbox.tier import Tier
from perfcoder_lsp.storage.scratch import replace_file, scratch_folder
from perfcoder_lsp.storage.trust import is_own

_PROCESSES = 16
_FORKS = 100
_LIMITS = Limits(cpu_s=5, wall_s=20, memory_mb=64, processes=_PROCESSES)
LAST = "end"  # the probe's last line


def require_isolation(tier: Tier, cache: Path) -> None:
    """Raises SandboxError naming what escaped, or why no sandbox starts."""
    passed = cache / "sandbox" / f"selftest-{_machine_key(tier)}.json"
    if _has_passed(passed):
        return
    attempts = probe_sandbox(tier, cache)
    reason = escape(attempts)
    if reason is not None:
        raise SandboxError(reason)
    _remember(passed, attempts, cache)


def escape(attempts: Mapping[str, bool]) -> str | None:
    """What these attempts show against a tier; None where everything was tried and contained."""
    escaped = [name for name, contained in attempts.items() if not contained]
    if escaped:
        return f"a test program could {', '.join(escaped)}"
    return None if LAST in attempts else "a test program did not end as it should"


def probe_sandbox(tier: Tier, cache: Path) -> dict[str, bool]:
    """What the probe tried and whether it was contained. Raises SandboxError where no sandbox starts."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(scratch_folder(cache))
        canary = folder / "canary"
        token = secrets.token_hex(16)
        canary.write_text(token)
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        target = WORK / "probe"
        profile = Profile((Mount(native_program("probe", cache), target),))
        session = stack.enter_context(tier.session(profile, {"probe": target}, _LIMITS, cache))
        port = listener.getsockname()[1]
        result = session.run("probe", arguments=(str(canary), str(port), str(_FORKS)), keep_output=True)
        output = (result.output or b"").decode(errors="replace")
        pairs = (line.rpartition(" ") for line in output.splitlines())
        attempts = {name: verdict == "contained" for name, _, verdict in pairs}
        memory = session.run("probe", arguments=("memory", str(4 * _LIMITS.memory_mb)))
        attempts["take memory past the limit"] = memory.status == "memory"
        again = session.run("probe", arguments=("/", "1", "1"))  # the runner must have survived all of it
        attempts["harm the runner"] = again.status == "ok"
        attempts["change a file outside"] = canary.read_text() == token
    return attempts | dict(tier.attempts(cache))


def _machine_key(tier: Tier) -> str:
    facts = (_boot(), platform.release(), tier.name, tier.version(), str(os.geteuid()), sources_hash())
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()[:24]


def _boot() -> str:
    """What is different after each start of this machine, on Linux or else on macOS."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except FileNotFoundError:
        command = ("/usr/sbin/sysctl", "-n", "kern.bootsessionuuid")
        return subprocess.run(command, capture_output=True, check=True, timeout=10).stdout.decode().strip()


def _has_passed(passed: Path) -> bool:
    """Whether a passed test is remembered there, in a whole file that nobody else can have written."""
    try:
        return is_own(passed) and json.loads(passed.read_bytes())[LAST] is True
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _remember(passed: Path, attempts: dict[str, bool], cache: Path) -> None:
    with contextlib.suppress(StorageError):  # a full disk costs a repeated self-test, nothing else
        replace_file(passed, json.dumps(attempts).encode(), cache)
