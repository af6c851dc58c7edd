"""Sessions without namespaces, as macOS has them, with their own code run on Linux.

Honest programs run bare, hostile ones behind bubblewrap as the words in front: once with a process namespace, and once
without, where nothing but the session itself finds and ends what a run leaves.
"""

import itertools
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from perfcoder_lsp.build import Build, Builder
from perfcoder_lsp.build.compile_command import CompileCommand
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox import Limits, RunResult, Sandbox, output_hash
from perfcoder_lsp.sandbox.family import processes_of
from perfcoder_lsp.sandbox.places import Places, View, inward
from perfcoder_lsp.sandbox.portable import Isolate, PortableSession
from perfcoder_lsp.sandbox.profile import WORK, Mount, Profile
from perfcoder_lsp.sandbox.selftest import probe_sandbox
from perfcoder_lsp.settings import CacheSettings, Settings

Compile = Callable[[str], Path]
Survivors = Callable[[Path], list[int]]
Run = Callable[..., RunResult]

LIMITS = Limits(cpu_s=0.2, wall_s=30.0, memory_mb=128, output_bytes=1 << 20, processes=16, file_mb=4)
SHORT = LIMITS.model_copy(update={"cpu_s": 30.0, "wall_s": 0.5})
DEFAULT = Limits()
SYSTEM = ("--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib")
ISOLATION = ("--dev", "/dev", "--unshare-net", "--unshare-ipc", "--die-with-parent", "--new-session")
CAPABILITIES = ("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP")
UNPRIVILEGED = ("--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all")
USERS = itertools.count(100_000 + 100 * os.getpid())


def bare(view: View) -> Sequence[str]:
    return ()


def bind(view: View, *, processes: bool = True) -> Sequence[str]:
    """Everything at its own path. Without `processes`, those of this machine are seen, and none dies with another."""
    words = ["bwrap", *SYSTEM, "--symlink", "usr/lib64", "/lib64", "--ro-bind-try", "/etc/alternatives"]
    words += ["/etc/alternatives", *ISOLATION]
    words += ["--unshare-pid", "--proc", "/proc"] if processes else []
    shown = (*view.readable, *view.executable, *view.writable)
    for folder in sorted({above for path in shown for above in path.parents} - {Path("/"), Path("/usr")}):
        words += ["--perms", "0755", "--dir", str(folder)] if not folder.is_relative_to("/usr") else []
    for path in view.writable:
        path.chmod(0o777)
    for path in shown:
        words += ["--bind" if path in view.writable else "--ro-bind", str(path), str(path)]
    words += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", str(view.cwd)]
    if os.geteuid() != 0:
        return [*words, "--unshare-user", "--"]
    user = next(USERS)  # a new one each time: what ended and was not collected yet counts against its limit
    return [*words, *CAPABILITIES, "--", "setpriv", f"--reuid={user}", f"--regid={user}", *UNPRIVILEGED, "--"]


def bind_files_only(view: View) -> Sequence[str]:
    return bind(view, processes=False)


class BindTier:
    """Bubblewrap used as macOS's sandbox is: no path is another one inside, and each run starts a sandbox."""

    name = "bind"

    def missing(self) -> str | None:
        return None

    def version(self) -> str:
        return self.name

    def session(
        self,
        profile: Profile,
        programs: Mapping[str, Path],
        limits: Limits,
        cache: Path,
        environment: Mapping[str, str] | None = None,
    ) -> PortableSession:
        return PortableSession(bind, profile, programs, limits, cache, environment)

    def attempts(self, cache: Path) -> Mapping[str, bool]:
        return {}


Open = Callable[..., PortableSession]


@pytest.fixture
def start(settings: Settings) -> Open:
    """Open a session in which some programs, named by their own names, may be run."""

    def open_session(*programs: Path, limits: Limits = LIMITS, isolate: Isolate = bare, **env: str) -> PortableSession:
        profile = Profile(tuple(Mount(path, WORK / path.name) for path in programs))
        inside = {path.name: WORK / path.name for path in programs}
        return PortableSession(isolate, profile, inside, limits, settings.cache.directory, env)

    return open_session


@pytest.fixture
def run(start: Open, program: Compile) -> Run:
    """Run an honest program once."""

    def run_text(text: str, stdin: bytes = b"", limits: Limits = DEFAULT, side: bool = False, **env: str) -> RunResult:
        path = program(text)
        with start(path, limits=limits, **env) as session:
            return session.run(path.name, stdin, keep_output=True, side=side)

    return run_text


COPY = """
#include <stdio.h>
int main(void) { int c; while ((c = getchar()) != EOF) putchar(c); return 0; }
"""
SLEEP = "#include <unistd.h>\nint main(void) { for (;;) pause(); }"


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


def test_closing_leaves_nothing(start: Open, program: Compile, survivors: Survivors, settings: Settings) -> None:
    def traces() -> tuple[int, int, list[Path]]:
        scratch = settings.cache.directory / "tmp"
        return len(list(Path("/proc/self/fd").iterdir())), threading.active_count(), sorted(scratch.iterdir())

    path = program(SLEEP)
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
        from perfcoder_lsp.sandbox.portable import PortableSession
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


def wait_until(condition: Callable[[], object]) -> None:
    """Give the system time to act; fails if it never does."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("it never happened")


# ---- hostile programs ----


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
            assert survivors(attacker) == []
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
    result = attack("""
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>
        int main(void) {
            for (int i = 0; i < 8; i++)
                if (fork() == 0) { memset(malloc(60 << 20), 1, 60 << 20); pause(); }
            for (;;) pause();
        }
    """)
    assert result.status == "memory"
    assert result.peak_memory_kb > LIMITS.memory_mb << 10


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


def test_grandchild_that_holds_the_pipes(attack: Run) -> None:
    """The run has ended with its program; nobody waits for the pipes."""
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
    if _adopter() != 1:
        pytest.skip("orphans are adopted by another process than 1 here")
    result = attack("""
        #include <unistd.h>
        int main(void) { if (fork() == 0) { setsid(); if (fork() == 0) { setsid(); for (;;) pause(); } } }
    """)
    assert result.status == "ok"


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


# ---- paths, and whole commands ----


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
