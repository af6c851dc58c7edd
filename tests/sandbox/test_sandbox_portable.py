"""What an honest program gets of a session without namespaces, as macOS has them."""

import functools
import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from bind_tier import DEFAULT, LIMITS, SLEEP, Compile, Open, Run, Survivors, bare, open_session
from waiting import wait_until

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox import Limits, RunResult, output_hash
from perfcoder_lsp.sandbox.macos.family import processes_of
from perfcoder_lsp.sandbox.macos.portable import PortableSession
from perfcoder_lsp.sandbox.profile import WORK, Mount, Profile
from perfcoder_lsp.settings import Settings

COPY = """
#include <stdio.h>
int main(void) { int c; while ((c = getchar()) != EOF) putchar(c); return 0; }
"""


@pytest.fixture
def start(settings: Settings) -> Open:
    return functools.partial(open_session, settings.cache.directory)


@pytest.fixture
def run(start: Open, program: Compile) -> Run:
    """Run an honest program once."""

    def run_text(text: str, stdin: bytes = b"", limits: Limits = DEFAULT, side: bool = False, **env: str) -> RunResult:
        path = program(text)
        with start(path, limits=limits, **env) as session:
            return session.run(path.name, stdin, keep_output=True, side=side)

    return run_text


def test_result_of_a_run(run: Run) -> None:
    result = run('#include <stdio.h>\nint main(void) { puts("hello"); fputs("note", stderr); return 3; }')
    assert (result.status, result.exit_code, result.signal, result.stragglers) == ("ok", 3, 0, 0)
    assert (result.output, result.output_bytes, result.stderr) == (b"hello\n", 6, b"note")
    assert result.output_hash == output_hash(b"hello\n")
    assert 0 <= result.cpu_s < 1
    assert 0 < result.wall_s < Limits().wall_s
    assert result.max_rss_kb > 100
    assert not result.succeeded


@pytest.mark.parametrize("size", [0, 1, 65_536, 3_000_001])
def test_output_and_its_hash(start: Open, program: Compile, size: int) -> None:
    copy, text = program(COPY), bytes(number * number % 251 for number in range(size))
    with start(copy, limits=Limits()) as session:
        result, kept = session.run(copy.name, text), session.run(copy.name, text, keep_output=True)
    assert (result.output, kept.output) == (None, text)
    assert result.output_hash == kept.output_hash == output_hash(text)


def test_runs_do_not_see_each_other(start: Open, program: Compile) -> None:
    copy, nothing = program(COPY), program("int main(void) { return 0; }")
    with start(copy, nothing) as session:
        order = [copy.name, nothing.name, copy.name]
        assert [result.output for result in session.series(order, b"xyz", keep_output=True)] == [b"xyz", b"", b"xyz"]
        assert session.run(copy.name, b"", keep_output=True).output == b""


def test_arguments_environment_and_side_channel(start: Open, program: Compile) -> None:
    path = program("""
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        int main(int argc, char **argv) {
            if (fcntl(3, F_GETFD) == -1) return 1;
            dprintf(3, "%s|%s|%s", argv[0], argv[1], getenv("MODE"));
        }
    """)
    with start(path, MODE="fast") as session:
        result = session.run(path.name, arguments=("one two",), side=True)
        again = session.run(path.name, arguments=("one two",))
    assert result.side == f"/w/{path.name}|one two|fast".encode()
    assert (result.exit_code, again.exit_code, again.side) == (0, 1, None)


def test_what_a_program_inherits(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFCODER_TEST_SECRET", "canary")
    open_here = [os.open("/dev/null", os.O_RDONLY) for _ in range(3)]
    os.set_inheritable(open_here[0], True)
    try:
        result = run("""
            #include <fcntl.h>
            #include <stdio.h>
            extern char **environ;
            int main(void) {
                for (int fd = 0; fd < 1024; fd++) if (fcntl(fd, F_GETFD) != -1) printf("%d ", fd);
                for (char **e = environ; *e; e++) puts(*e);
            }
        """)
    finally:
        for fd in open_here:
            os.close(fd)
    assert result.output == b"0 1 2 PATH=/usr/bin:/bin\nLC_ALL=C\n"


def test_limits_of_the_process(run: Run) -> None:
    result = run(
        """
        #include <stdio.h>
        #include <sys/resource.h>
        int main(void) {
            int kinds[] = {RLIMIT_CPU, RLIMIT_AS, RLIMIT_FSIZE, RLIMIT_NOFILE, RLIMIT_CORE, RLIMIT_STACK};
            for (int i = 0; i < 6; i++) {
                struct rlimit now;
                getrlimit(kinds[i], &now);
                printf("%lld ", (long long)now.rlim_max >> (kinds[i] == RLIMIT_CPU || i == 3 ? 0 : 20));
            }
        }
        """,
        limits=Limits(cpu_s=1.5, memory_mb=64, stack_mb=8, file_mb=4, open_files=40),
    )
    assert result.output == b"3 1152 4 40 0 8 "


def test_processes_of_the_user_are_added_to_the_limit(program: Compile, settings: Settings) -> None:
    path = program("""
        #include <stdio.h>
        #include <sys/resource.h>
        int main(void) { struct rlimit now; getrlimit(RLIMIT_NPROC, &now); printf("%d", (int)now.rlim_cur); }
    """)
    others = processes_of(os.getuid())
    assert others >= 1
    profile = Profile((Mount(path, WORK / "p"),))
    cache = settings.cache.directory
    with PortableSession(bare, profile, {"p": WORK / "p"}, LIMITS, cache, other_processes=others) as session:
        assert session.run("p", keep_output=True).output == str(others + LIMITS.processes).encode()


def test_addresses_are_the_same_in_every_run(start: Open, program: Compile) -> None:
    path = program('#include <stdio.h>\nint main(void) { int x; printf("%p %p", &x, main); }')
    with start(path) as session:
        assert len({session.run(path.name).output_hash for _ in range(5)}) == 1


def test_cpu_time_includes_children_waited_for(run: Run) -> None:
    result = run("""
        #include <sys/wait.h>
        #include <time.h>
        #include <unistd.h>
        int main(void) {
            if (fork() == 0) { while (clock() < CLOCKS_PER_SEC / 10) {} _exit(0); }
            wait(0);
        }
    """)
    assert result.cpu_s >= 0.09
    assert result.wall_s >= 0.09


def test_signal_is_reported(run: Run) -> None:
    result = run("#include <stdlib.h>\nint main(void) { abort(); }")
    assert (result.status, result.signal, result.exit_code) == ("signal", signal.SIGABRT, 0)


@pytest.mark.parametrize("lines", [100, 20_000])
def test_long_stderr_keeps_its_beginning_and_end(run: Run, lines: int) -> None:
    text = (
        '#include <stdio.h>\nint main(void) { for (int i = 0; i < LINES; i++) fprintf(stderr, "%06d\\n", i); }'.replace(
            "LINES", str(lines)
        )
    )
    whole = b"".join(b"%06d\n" % number for number in range(lines))
    kept = whole if lines == 100 else whole[:1024] + b"\n[...]\n" + whole[-1024:]
    assert run(text, limits=Limits(stderr_bytes=2048)).stderr == kept


def test_unknown_or_broken_programs_are_refused(start: Open, tmp_path: Path) -> None:
    garbage = tmp_path / "garbage"
    garbage.write_bytes(b"\0\1\2")
    garbage.chmod(0o755)
    with start(garbage) as session:
        with pytest.raises(SandboxError, match="/w/garbage cannot be executed in the sandbox: ENOEXEC"):
            session.run("garbage")
        with pytest.raises(SandboxError, match="no program 'q'"):
            session.run("q")
    with pytest.raises(SandboxError, match="closed"):
        session.run("garbage")


def test_isolation_that_does_not_start_is_told(start: Open, program: Compile) -> None:
    path = program(COPY)
    refusing = lambda view: ("/bin/sh", "-c", "echo 'profile: unbound variable' >&2; exit 65")  # noqa: E731
    with start(path, isolate=refusing) as session, pytest.raises(SandboxError, match="did not start: profile: unbound"):
        session.run(path.name)
    with (
        start(path, isolate=lambda view: ("/missing/sandbox-exec",)) as session,
        pytest.raises(SandboxError, match="cannot be run: No such file"),
    ):
        session.run(path.name)


def test_closing_leaves_nothing(program: Compile, survivors: Survivors, own_settings: Settings) -> None:
    def traces() -> tuple[int, int, list[Path]]:
        scratch = own_settings.cache.directory / "tmp"
        return len(list(Path("/proc/self/fd").iterdir())), threading.active_count(), sorted(scratch.iterdir())

    path, start = program(SLEEP), functools.partial(open_session, own_settings.cache.directory)
    with start(path, limits=Limits(wall_s=0.05)) as session:  # compiles what is needed
        session.run(path.name)
    before = traces()
    for _ in range(3):
        with start(path, limits=Limits(wall_s=0.05)) as session:
            assert [session.run(path.name, b"input", side=True).status for _ in range(2)] == ["wall", "wall"]
        session.close()
    assert traces() == before
    assert survivors(path) == []


def test_closing_from_another_thread_ends_a_run(start: Open, program: Compile, survivors: Survivors) -> None:
    path = program(SLEEP)
    with start(path, limits=Limits(wall_s=60)) as session:
        closer = threading.Thread(target=lambda: (wait_until(lambda: survivors(path)), session.close()))
        closer.start()
        with pytest.raises(SandboxError, match="closed"):
            session.run(path.name)
        closer.join()
    assert survivors(path) == []


def test_killing_our_process_ends_the_run(program: Compile, survivors: Survivors, settings: Settings) -> None:
    path = program(SLEEP)
    script = textwrap.dedent(f"""
        from pathlib import Path
        from perfcoder_lsp.sandbox.limits import Limits
        from perfcoder_lsp.sandbox.macos.portable import PortableSession
        from perfcoder_lsp.sandbox.profile import Mount, Profile
        path, cache = Path({str(path)!r}), Path({str(settings.cache.directory)!r})
        programs = {{path.name: Path("/w") / path.name}}
        profile = Profile((Mount(path, programs[path.name]),))
        with PortableSession(lambda view: (), profile, programs, Limits(cpu_s=60, wall_s=60), cache) as session:
            session.run(path.name)
    """)
    ours = subprocess.Popen([sys.executable, "-c", script])
    try:
        wait_until(lambda: survivors(path))
    finally:
        ours.kill()
        ours.wait()
    wait_until(lambda: not survivors(path))
