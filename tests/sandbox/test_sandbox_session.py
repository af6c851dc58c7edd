"""What an honest program gets, and what a run reports."""

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from waiting import wait_until

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox import Limits, Sandbox, output_hash
from perfcoder_lsp.settings import Settings

Compile = Callable[[str], Path]

COPY = """
#include <stdio.h>
int main(void) { int c; while ((c = getchar()) != EOF) putchar(c); return 0; }
"""
HELLO = """
#include <stdio.h>
int main(void) { puts("hello"); fputs("note", stderr); return 3; }
"""
NOTHING = "int main(void) { return 0; }"


def test_result_of_a_run(sandbox: Sandbox, program: Compile) -> None:
    with sandbox.session({"hello": program(HELLO)}) as session:
        result = session.run("hello", keep_output=True)
    assert (result.status, result.exit_code, result.signal) == ("ok", 3, 0)
    assert (result.output, result.output_bytes, result.stderr) == (b"hello\n", 6, b"note")
    assert result.output_hash == output_hash(b"hello\n")
    assert result.stragglers == 0
    assert 0 < result.cpu_s < 1
    assert 100 < result.max_rss_kb < 100_000
    assert not result.succeeded


@pytest.mark.parametrize("size", [0, 1, 127, 128, 129, 256, 65_536, 3_000_001])
def test_hash_is_blake2b_of_the_output(sandbox: Sandbox, program: Compile, size: int) -> None:
    text = bytes(number * number % 251 for number in range(min(size, 1000))) * (size // 1000 + 1)
    with sandbox.session({"copy": program(COPY)}) as session:
        result = session.run("copy", text[:size])
        kept = session.run("copy", text[:size], keep_output=True)
    assert result.output is None
    assert result.output_hash == kept.output_hash == output_hash(text[:size])
    assert kept.output == text[:size]


def test_runs_do_not_see_each_other(sandbox: Sandbox, program: Compile) -> None:
    inputs = [b"a" * 10, b"", b"bb", b"a" * 10, b"a" * 10]
    with sandbox.session({"copy": program(COPY), "nothing": program(NOTHING)}) as session:
        outputs = [session.run("copy", text, keep_output=True).output for text in inputs]
        hashes = [result.output_hash for result in session.series(["copy", "nothing", "copy"], b"xyz")]
    assert outputs == inputs
    assert hashes == [output_hash(b"xyz"), output_hash(b""), output_hash(b"xyz")]


def test_arguments_environment_and_side_channel(sandbox: Sandbox, program: Compile) -> None:
    text = """
    #include <stdio.h>
    #include <stdlib.h>
    int main(int argc, char **argv) {
        FILE *side = fdopen(3, "w");
        fprintf(side, "%s|%s", argc > 1 ? argv[1] : "none", getenv("MODE"));
        return fclose(side);
    }
    """
    with sandbox.session({"p": program(text)}, environment={"MODE": "fast"}) as session:
        first = session.run("p", arguments=("one two",), side=True)
        second = session.run("p", side=True)
    assert (first.side, second.side) == (b"one two|fast", b"none|fast")
    assert first.exit_code == 0


def test_side_channel_is_absent_unless_asked_for(sandbox: Sandbox, program: Compile) -> None:
    text = "#include <fcntl.h>\nint main(void) { return fcntl(3, F_GETFD) != -1; }"
    with sandbox.session({"p": program(text)}) as session:
        assert session.run("p").exit_code == 0
        assert session.run("p", side=True).exit_code == 1


def test_addresses_are_the_same_in_every_run(sandbox: Sandbox, program: Compile) -> None:
    text = '#include <stdio.h>\nint main(void) { int x; printf("%p %p", &x, main); }'
    with sandbox.session({"p": program(text)}) as session:
        assert len({session.run("p").output_hash for _ in range(5)}) == 1


def test_cpu_time_includes_children_waited_for(sandbox: Sandbox, program: Compile) -> None:
    text = """
    #include <sys/wait.h>
    #include <time.h>
    #include <unistd.h>
    int main(void) {
        if (fork() == 0) { while (clock() < CLOCKS_PER_SEC / 10) {} _exit(0); }
        wait(0);
    }
    """
    with sandbox.session({"p": program(text)}) as session:
        assert session.run("p").cpu_s >= 0.09


def test_peak_memory_is_that_of_all_processes(sandbox: Sandbox, program: Compile) -> None:
    text = """
    #include <stdlib.h>
    #include <time.h>
    #include <unistd.h>
    int main(void) {
        int held[2];
        char each[3];
        pipe(held);
        for (int i = 0; i < 3; i++)
            if (fork() == 0) {
                volatile char *memory = malloc(20 << 20);
                for (int at = 0; at < 20 << 20; at += 4096) memory[at] = 1;
                write(held[1], "", 1);
                for (;;) pause();
            }
        for (int i = 0; i < 3; i++) read(held[0], each, 1);
        while (clock() < CLOCKS_PER_SEC / 5) {} /* the runner looks every 10 ms */
        return 0;
    }
    """
    with sandbox.session({"p": program(text), "nothing": program(NOTHING)}) as session:
        result = session.run("p")
        small = session.run("nothing")
    assert result.max_rss_kb < 40_000
    assert 60_000 < result.peak_memory_kb < 90_000
    assert small.peak_memory_kb == small.max_rss_kb


def test_signal_is_reported(sandbox: Sandbox, program: Compile) -> None:
    with sandbox.session({"p": program("#include <stdlib.h>\nint main(void) { abort(); }")}) as session:
        result = session.run("p")
    assert (result.status, result.signal, result.exit_code) == ("signal", 6, 0)


def test_long_stderr_keeps_its_beginning_and_end(sandbox: Sandbox, program: Compile) -> None:
    text = '#include <stdio.h>\nint main(void) { for (int i = 0; i < 20000; i++) fprintf(stderr, "%06d\\n", i); }'
    with sandbox.session({"p": program(text)}, Limits(stderr_bytes=2048)) as session:
        stderr = session.run("p").stderr
    whole = b"".join(b"%06d\n" % number for number in range(20000))
    assert stderr == whole[:1024] + b"\n[...]\n" + whole[-1024:]


def test_threads_have_room_for_their_stacks(sandbox: Sandbox, program: Compile) -> None:
    text = """
    #include <pthread.h>
    static void *work(void *p) { return p; }
    int main(void) {
        pthread_t threads[4];
        for (int i = 0; i < 4; i++) if (pthread_create(&threads[i], 0, work, 0)) return 1;
        for (int i = 0; i < 4; i++) pthread_join(threads[i], 0);
        return 0;
    }
    """
    with sandbox.session({"p": program(text)}) as session:
        assert session.run("p").succeeded


def test_unknown_or_broken_programs_are_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="no such program"):
        sandbox.session({"p": tmp_path / "missing"})
    garbage = tmp_path / "garbage"
    garbage.write_bytes(b"\0\1\2")
    garbage.chmod(0o755)
    with sandbox.session({"p": garbage}) as session:
        with pytest.raises(SandboxError, match="ENOEXEC"):
            session.run("p")
        with pytest.raises(SandboxError, match="no program 'q'"):
            session.run("q")
        with pytest.raises(SandboxError, match="zero byte"):
            session.run("p", arguments=("a\0b",))


def test_closing_leaves_nothing(
    sandbox: Sandbox,
    program: Compile,
    survivors: Callable[[Path], list[int]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loop = program("int main(void) { for (;;) {} } /* closing */")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        with sandbox.session({loop.name: loop}, Limits(wall_s=0.1)) as session:
            assert session.run(loop.name).status == "wall"
            assert session.run(loop.name, b"input").status == "wall"
        session.close()
        with pytest.raises(SandboxError, match="closed"):
            session.run(loop.name)
    assert len(list(Path("/proc/self/fd").iterdir())) == descriptors
    assert list(tmp_path.iterdir()) == []
    assert survivors(loop) == []


def test_killing_our_process_kills_everything(
    sandbox: Sandbox, program: Compile, survivors: Callable[[Path], list[int]], settings: Settings
) -> None:
    loop = program("int main(void) { for (;;) {} } /* killing */")
    script = textwrap.dedent(f"""
        import pathlib
        from perfcoder_lsp.sandbox import Limits, open_sandbox
        sandbox = open_sandbox(pathlib.Path({str(settings.cache.directory)!r}))
        loop = pathlib.Path({str(loop)!r})
        with sandbox.session({{loop.name: loop}}, Limits(cpu_s=60, wall_s=60)) as session:
            session.run(loop.name)
    """)
    ours = subprocess.Popen([sys.executable, "-c", script])
    try:
        wait_until(lambda: bool([pid for pid in survivors(loop) if pid != ours.pid]))
    finally:
        ours.kill()
        ours.wait()
    wait_until(lambda: not survivors(loop))


def test_killing_bubblewrap_ends_the_run(
    each_sandbox: Sandbox, program: Compile, survivors: Callable[[Path], list[int]]
) -> None:
    loop = program("int main(void) { for (;;) {} } /* killing bubblewrap */")
    with each_sandbox.session({loop.name: loop}, Limits(cpu_s=60, wall_s=60)) as session:

        def kill() -> None:
            wait_until(lambda: bool(survivors(loop)))
            outermost = parent(parent(survivors(loop)[0]))  # the runner's, which is the program's
            assert Path(f"/proc/{outermost}/comm").read_text() == "bwrap\n"
            os.kill(outermost, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        with pytest.raises(SandboxError, match="the sandbox has ended"):
            session.run(loop.name)
        killer.join()
    wait_until(lambda: not survivors(loop))


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_commands_see_their_folders_only(sandbox: Sandbox, tmp_path: Path) -> None:
    shown, scratch = tmp_path / "shown", tmp_path / "scratch"
    shown.mkdir()
    scratch.mkdir()
    (shown / "file").write_text("content")
    (tmp_path / "hidden").write_text("secret")
    script = "cat in/file; cp in/file out/copy; cat ../hidden /hidden; touch in/new; echo done; pwd >&2"
    result = sandbox.command(
        ["/bin/sh", "-c", script],
        read_only={shown: Path("/w/in")},
        writable={scratch: Path("/w/out")},
        cwd=Path("/w"),
        env={"LANGUAGE": "C"},
    )
    assert result.output == b"contentdone\n"
    assert b"/w\n" in result.stderr
    assert b"secret" not in result.stderr
    assert (scratch / "copy").read_text() == "content"
    assert not (shown / "new").exists()


def test_tools_may_handle_their_children_and_set_times(sandbox: Sandbox, tmp_path: Path) -> None:
    """Shells, make and valgrind do; measured programs may not, since CPU time and answers could be hidden that way."""
    script = "trap : CHLD; (echo child) & wait; touch -d @42 /w/out/file && echo touched"
    result = sandbox.command(["/bin/sh", "-c", script], writable={tmp_path: Path("/w/out")})
    assert (result.status, result.output, result.stderr) == ("ok", b"child\ntouched\n", b"")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root: its files are private to another user than the sandbox's")
@pytest.mark.parametrize("file_system", ["plain", "overlay"])
def test_private_files_of_root_are_readable_inside(sandbox: Sandbox, tmp_path: Path, file_system: str) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    layers = [tmp_path / name for name in ("lower", "upper", "work")]
    if file_system == "overlay":  # cannot map users, so that files are copied
        for layer in layers:
            layer.mkdir()
        options = "lowerdir={},upperdir={},workdir={}".format(*layers)
        if subprocess.run(["mount", "-t", "overlay", "-o", options, "none", folder], capture_output=True).returncode:
            pytest.skip("overlays cannot be mounted here")
    try:
        private, out = folder / "private", folder / "out"
        (private / "inner").mkdir(parents=True)
        out.mkdir()
        private.chmod(0o700)
        (private / "inner" / "file").write_text("content")
        (private / "link").symlink_to("inner/file")
        command = ["/bin/sh", "-c", "cat link && cp link /w/out/copy"]
        mounts = {private: Path("/w/in")}
        result = sandbox.command(command, read_only=mounts, writable={out: Path("/w/out")}, cwd=Path("/w/in"))
        assert (result.output, (out / "copy").read_text()) == (b"content", "content")
    finally:
        if file_system == "overlay":
            subprocess.run(["umount", folder], check=True)
