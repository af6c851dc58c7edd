"""Whoever starts a sandbox, what runs in it is nobody: root gives its identity up first, or nothing is started."""

import os
import pwd
import shutil
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.sandbox.linux.bubblewrap import SANDBOX_UID

Compile = Callable[[str], Path]

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root: the other tests show the ordinary user")
WHO = '#include <stdio.h>\n#include <unistd.h>\nint main(void) { printf("%d %d", getuid(), geteuid()); return 0; }'
SCRIPT = """
    import sys
    from pathlib import Path
    from perfcoder_lsp.errors import SandboxError
    from perfcoder_lsp.sandbox import open_sandbox
    try:
        sandbox = open_sandbox(Path(sys.argv[1]))
        with sandbox.session({"who": Path(sys.argv[2])}) as session:
            print(sandbox.tier, session.run("who", keep_output=True).output.decode(), sep="|")
    except SandboxError as error:
        print("refused", error, sep="|")
"""

REACHABLE = "import os, subprocess, sys, perfcoder_lsp.sandbox; subprocess.run([sys.executable, '-c', ''], check=True)"


def users_seen(executable: Path) -> set[str]:
    """The user ids, as this machine sees them, of the processes that run a program under its own name."""
    found: set[str] = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if executable.name in (folder / "cmdline").read_text():
                uids = next(line for line in (folder / "status").read_text().splitlines() if line.startswith("Uid:"))
                found |= set(uids.split()[1:])
        except OSError:
            continue
    return found


def test_programs_are_nobody_inside_and_outside(each_sandbox: Sandbox, program: Compile, tmp_path: Path) -> None:
    loop = program("int main(void) { for (;;) {} } /* users */")
    expected = {str(os.geteuid() or SANDBOX_UID)}
    with each_sandbox.session({loop.name: loop, "who": program(WHO)}, Limits(cpu_s=60, wall_s=60)) as session:
        assert session.run("who", keep_output=True).output == f"{SANDBOX_UID} {SANDBOX_UID}".encode()
        ended: list[SandboxError] = []

        def run() -> None:
            try:
                session.run(loop.name)
            except SandboxError as error:
                ended.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        seen = wait_for(lambda: users_seen(loop))
        session.close()  # cancels the run
        thread.join()
    assert seen == expected
    assert [str(error) for error in ended] == ["the sandbox has ended: it was stopped"]
    assert users_seen(loop) == set()


def wait_for(look: Callable[[], set[str]]) -> set[str]:
    for _ in range(1000):
        found = look()
        if found:
            return found
        time.sleep(0.02)
    pytest.fail("it never happened")


def as_other(prefix: list[str], cache: Path, who: Path) -> list[str]:
    """What the script prints under a changed identity: the tier or "refused", and the rest."""
    setpriv = shutil.which("setpriv") or pytest.fail("no setpriv: sudo apt-get install util-linux")
    environment = {**os.environ, "TMPDIR": str(cache), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    same = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, same):  # ours may lie where others can't go
        changed = [setpriv, *prefix, python, "-c"]
        if subprocess.run([*changed, REACHABLE], capture_output=True, check=False, env=environment).returncode == 0:
            command = [*changed, textwrap.dedent(SCRIPT), str(cache), str(who)]
            done = subprocess.run(command, capture_output=True, check=True, env=environment)
            return done.stdout.decode().strip().split("|")
    pytest.skip("the tests' Python or packages can't be read by other users")


@needs_root
def test_an_ordinary_user_needs_no_root(sandbox: Sandbox, program: Compile, tmp_path: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    cache = Path("/var/tmp") / f"perfcoder-test-{os.getpid()}"
    cache.mkdir()
    try:
        os.chown(cache, nobody.pw_uid, nobody.pw_gid)
        who = Path(shutil.copy(program(WHO), cache))
        identity = ["--reuid", str(nobody.pw_uid), "--regid", str(nobody.pw_gid), "--clear-groups"]
        told = as_other(identity, cache, who)
    finally:
        shutil.rmtree(cache)
    assert told == ["bubblewrap", f"{SANDBOX_UID} {SANDBOX_UID}"]


@needs_root
def test_root_that_can_not_drop_its_identity_is_refused(sandbox: Sandbox, program: Compile, tmp_path: Path) -> None:
    told = as_other(["--bounding-set=-setuid,-setgid"], tmp_path, program(WHO))
    assert told[0] == "refused"
    assert "launcher: drop privileges: Operation not permitted" in told[1]
