"""Hostile programs at run time, on each tier of isolation that executes code here: nothing outside is touched."""

import contextlib
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile_corpus import ATTACKS, PROGRAMS, TRIES, Attack
from world import World

from perfcoder_lsp.sandbox import RunResult, Sandbox, Session, output_hash
from perfcoder_lsp.sandbox.linux.bubblewrap import SANDBOX_UID

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the programs attack Linux, by its own system calls")

LATEST_S = 1.0  # promised: how long after its wall limit a run has come back at the latest

Compile = Callable[[Path], Path]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_attack_is_contained(
    attack: Attack, sandbox: Sandbox, each_sandbox: Sandbox, compiled: Compile, world: World
) -> None:
    """It gets nothing, it ends in time, and an honest program runs after it exactly as it ran before."""
    calm, hostile = f"{world.mark}-calm", f"{world.mark}-hostile"
    programs = {calm: compiled(PROGRAMS / "calm.c"), hostile: compiled(attack.source)}
    with each_sandbox.session(programs, attack.limits) as session:
        before = _run_calm(session, calm, world)
        for _ in range(attack.runs):
            _attack(session, hostile, attack, world)
        assert _run_calm(session, calm, world) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give rights to itself as a system may give them to users")
def test_rights_of_the_user_end_at_the_sandbox(each_sandbox: Sandbox, compiled: Compile, world: World) -> None:
    """Who may use real time, as for sound, does not pass that on to hostile programs."""
    attack = Attack("privilege/scheduler_escape")
    rights = _given(resource.RLIMIT_RTPRIO, 50), _given(resource.RLIMIT_NICE, 40)
    programs = {world.mark: compiled(attack.source)}
    with rights[0], rights[1], each_sandbox.session(programs, attack.limits) as session:
        _attack(session, world.mark, attack, world)


@contextlib.contextmanager
def _given(kind: int, value: int) -> Iterator[None]:
    before = resource.getrlimit(kind)
    try:
        resource.setrlimit(kind, (value, value))
    except ValueError:
        pytest.skip("this container does not let root raise limits")
    yield
    resource.setrlimit(kind, before)


def _run_calm(session: Session, name: str, world: World) -> tuple[bytes | None, str]:
    result = session.run(name, b"calm\n", arguments=world.arguments, keep_output=True, limits=TRIES)
    assert (result.status, result.exit_code, result.stragglers) == ("ok", 0, 0)
    assert (result.output or b"").startswith(b"calm\n")
    assert result.output_hash == output_hash(result.output or b"")
    world.assert_hidden(result.output, result.stderr)
    return result.output, result.output_hash


def _attack(session: Session, name: str, attack: Attack, world: World) -> None:
    started = time.monotonic()
    result = session.run(name, attack.stdin, arguments=world.arguments, keep_output=True, side=attack.side)
    assert time.monotonic() - started < attack.limits.wall_s + LATEST_S
    _assert_contained(attack, result)
    world.assert_hidden(result.output, result.stderr, result.side)


def _assert_contained(attack: Attack, result: RunResult) -> None:
    output, limits = result.output or b"", attack.limits
    assert b"ESCAPED" not in output, output.decode(errors="replace")
    assert result.status in attack.ends, result
    assert attack.output is None or output == attack.output
    assert result.exit_code == attack.exit_code
    assert result.stragglers in attack.stragglers
    assert result.cpu_s >= attack.least_cpu_s
    assert len(output) <= limits.output_bytes
    assert len(result.stderr) <= 2 * limits.stderr_bytes
    assert len(result.side or b"") <= limits.file_mb << 20
    if result.status != "output":
        assert result.output_hash == output_hash(output)
    if result.status == "ok" and attack.output is None:
        assert output.endswith(b"tried\n")


HARMLESS_OUTSIDE = (
    "files/read_secret",
    "leaks/environment",
    "leaks/proc_of_others",
    "network/abstract_socket",
    "network/path_socket",
    "resources/memory_shared",
    "resources/page_tables",
    "resources/terabyte",
)


@pytest.mark.parametrize("name", HARMLESS_OUTSIDE)
def test_attack_works_where_nothing_isolates(name: str, compiled: Compile, world: World) -> None:
    """What was contained above was no dud: those that change nothing get what they want outside of a sandbox."""
    user = SANDBOX_UID if os.geteuid() == 0 else None
    program = compiled(PROGRAMS / f"{name}.c")
    with program.open("rb") as readable:  # which that user may not find by its path
        command = [f"/proc/self/fd/{readable.fileno()}", *world.arguments]
        done = subprocess.run(command, capture_output=True, user=user, pass_fds=(readable.fileno(),), timeout=60)
    assert b"ESCAPED" in done.stdout or world.token.encode() in done.stdout
    world.listeners.answer_all()
