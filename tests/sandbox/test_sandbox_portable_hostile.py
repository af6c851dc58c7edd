"""Hostile programs in sessions without namespaces: with bubblewrap in front, once with a process namespace, and once
without, where nothing but the session itself finds and ends what a run leaves."""

import ctypes
import functools
import subprocess
import sys
from collections.abc import Iterator

import pytest
from bind_tier import (
    DEFAULT,
    LIMITS,
    PATIENT,
    SHORT,
    SLEEP,
    Compile,
    Open,
    Run,
    Survivors,
    bind,
    bind_files_only,
    open_session,
)
from waiting import wait_until

from perfcoder_lsp.sandbox import Limits, RunResult, Sandbox, output_hash
from perfcoder_lsp.sandbox.macos.portable import Isolate
from perfcoder_lsp.settings import Settings

pytestmark = pytest.mark.alone  # attacks that end by limits on time, before they have done what the test is about

_PR_SET_CHILD_SUBREAPER, _PR_GET_CHILD_SUBREAPER = 36, 37


@pytest.fixture(autouse=True)
def orphans_are_not_ours() -> Iterator[None]:
    """Other tests make this process a subreaper, which macOS does not have."""
    adopts = ctypes.c_int()
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_GET_CHILD_SUBREAPER, ctypes.byref(adopts), 0, 0, 0)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
    yield
    libc.prctl(_PR_SET_CHILD_SUBREAPER, adopts.value, 0, 0, 0)


@pytest.fixture
def start(settings: Settings) -> Open:
    return functools.partial(open_session, settings.cache.directory)


@pytest.fixture(params=[bind, bind_files_only], ids=["processes", "files"])
def isolate(request: pytest.FixtureRequest, sandbox: Sandbox) -> Isolate:
    """Bubblewrap around each run; where it can't isolate, the session's own fixture has skipped the test."""
    return request.param


@pytest.fixture
def attack(start: Open, program: Compile, survivors: Survivors, isolate: Isolate) -> Run:
    """Run a hostile program; it ends in time, an honest one runs as ever after it, and no process is left."""
    calm = program('#include <stdio.h>\nint main(void) { puts("calm"); }')

    def attack_with(text: str, stdin: bytes = b"", limits: Limits = LIMITS) -> RunResult:
        attacker = program(text)
        with start(attacker, calm, limits=limits, isolate=isolate) as session:
            result = session.run(attacker.name, stdin, keep_output=True)
            wait_until(lambda: not survivors(attacker))  # what was killed takes a moment to be gone
            assert result.wall_s <= limits.wall_s + 1
            after = session.run(calm.name, keep_output=True, limits=DEFAULT)
            assert (after.status, after.output) == ("ok", b"calm\n")
        return result

    return attack_with


def test_fork_bomb(attack: Run) -> None:
    result = attack("#include <unistd.h>\nint main(void) { for (;;) fork(); }")
    assert result.status in {"wall", "cpu"}
    assert 1 <= result.stragglers <= LIMITS.processes + 2  # bubblewrap's own


def test_memory_spread_over_processes(attack: Run) -> None:
    result = attack(
        """
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>
        int main(void) {
            for (int i = 0; i < 8; i++)
                if (fork() == 0) { memset(malloc(60 << 20), 1, 60 << 20); pause(); }
            for (;;) pause();
        }
    """,
        limits=PATIENT,
    )  # giving out memory takes time
    assert result.status == "memory"
    assert result.peak_memory_kb > PATIENT.memory_mb << 10


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_flood(attack: Run, stream: str) -> None:
    text = '#include <stdio.h>\nint main(void) { for (;;) fputs("0123456789012345678901234567890", STREAM); }'
    result = attack(text.replace("STREAM", stream))
    assert result.status == "output"
    assert len(result.output or b"") <= LIMITS.output_bytes
    assert len(result.stderr) < 2 * LIMITS.stderr_bytes


def test_ignoring_every_signal(attack: Run) -> None:
    result = attack(
        "#include <signal.h>\nint main(void) { for (int i = 1; i < 65; i++) signal(i, SIG_IGN); for (;;); }"
    )
    assert result.status == "cpu"


def test_cpu_hogs_that_are_children(attack: Run) -> None:
    result = attack(
        """
        #include <unistd.h>
        int main(void) { for (int i = 0; i < 4; i++) if (fork() == 0) for (;;) {} for (;;) pause(); }
        """,
    )
    assert result.status == "cpu"


def test_stopping_itself(attack: Run) -> None:
    assert attack("#include <signal.h>\nint main(void) { for (;;) raise(SIGSTOP); }", limits=SHORT).status == "wall"


def test_closing_everything_and_spinning(attack: Run) -> None:
    text = "#include <unistd.h>\nint main(void) { for (int i = 0; i < 1024; i++) close(i); for (;;) {} }"
    assert attack(text).status == "cpu"


def test_grandchild_that_holds_the_pipes(attack: Run, isolate: Isolate) -> None:
    """The run has ended with its program; nobody waits for the pipes."""
    if isolate is bind_files_only:
        skip_unless_1_adopts()
    result = attack("#include <unistd.h>\nint main(void) { if (fork() == 0) for (;;) pause(); }")
    assert (result.status, result.exit_code) == ("ok", 0)


def test_daemons_in_sessions_of_their_own(attack: Run) -> None:
    result = attack("""
        #include <signal.h>
        #include <unistd.h>
        int main(void) {
            int ready[2];
            char bytes[6];
            signal(SIGHUP, SIG_IGN);
            pipe(ready);
            for (int i = 0; i < 3; i++)
                if (fork() == 0) {
                    setsid();
                    if (fork() == 0) setsid();
                    write(ready[1], "", 1);
                    for (;;) pause();
                }
            for (int i = 0; i < 6; i++) read(ready[0], bytes, 1);
            for (;;) {}
        }
    """)
    assert result.status == "cpu"
    assert result.stragglers >= 6


def test_daemon_whose_parents_are_gone(attack: Run) -> None:
    """It is known by its executable, if it is process 1 that adopts orphans here, as it is on macOS."""
    skip_unless_1_adopts()
    result = attack("""
        #include <unistd.h>
        int main(void) { if (fork() == 0) { setsid(); if (fork() == 0) { setsid(); for (;;) pause(); } } }
    """)
    assert result.status == "ok"


def skip_unless_1_adopts() -> None:
    """An orphan is only looked for among the children of process 1, which adopts all of them on macOS."""
    if _adopter() != 1:
        pytest.skip("orphans are adopted by another process than 1 here")


def _adopter() -> int:
    """Who becomes the parent of a process whose own has ended."""
    script = (
        "import os, time\n"
        "parent = os.getpid()\n"
        "if os.fork(): os._exit(0)\n"
        "while os.getppid() == parent: time.sleep(0.005)\n"
        "print(os.getppid())"
    )
    return int(subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout)


def test_forging_the_report(attack: Run) -> None:
    result = attack("""
        #include <stdio.h>
        #include <unistd.h>
        int main(void) {
            char report[48] = {0};
            for (int fd = 3; fd < 1024; fd++) if (write(fd, report, sizeof report) >= 0) puts("forged");
            return 5;
        }
    """)
    assert (result.status, result.exit_code, result.output) == ("ok", 5, b"")
    assert result.output_hash == output_hash(b"")


def test_never_reading_a_long_input(attack: Run) -> None:
    assert attack(SLEEP, stdin=b"x" * (8 << 20), limits=SHORT).status == "wall"


def test_changing_the_input_of_the_next_run(start: Open, program: Compile, isolate: Isolate) -> None:
    path = program("""
        #include <fcntl.h>
        #include <stdio.h>
        #include <sys/stat.h>
        #include <unistd.h>
        int main(void) {
            char text[16] = "";
            read(0, text, sizeof text);
            fchmod(0, 0666);
            int again = open("/proc/self/fd/0", O_RDWR);
            pwrite(0, "YYYY", 4, 0);
            pwrite(again, "XXXX", 4, 0);
            ftruncate(again, 1);
            puts(text);
        }
    """)
    with start(path, isolate=isolate) as session:
        assert [session.run(path.name, b"same", keep_output=True).output for _ in range(2)] == [b"same\n"] * 2
