"""Hostile programs. Each test says what must hold afterwards; in all of them the sandbox goes on working."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perfcoder_lsp.sandbox import Limits, RunResult, Sandbox, output_hash

Compile = Callable[[str], Path]
Run = Callable[..., RunResult]

LIMITS = Limits(cpu_s=0.5, wall_s=1.0, memory_mb=128, output_bytes=1 << 20, processes=16, file_mb=4)
CALM = '#include <stdio.h>\nint main(void) { puts("calm"); }'


@pytest.fixture
def attack(sandbox: Sandbox, program: Compile, survivors: Callable[[Path], list[int]]) -> Iterator[Run]:
    """Run a hostile program; afterwards an honest one must run as ever, and no process may be left."""
    attackers: list[Path] = []

    def run(text: str, stdin: bytes = b"", limits: Limits = LIMITS, arguments: tuple[str, ...] = ()) -> RunResult:
        attackers.append(program(text))
        name = attackers[-1].name
        with sandbox.session({name: attackers[-1], "calm": program(CALM)}, limits) as session:
            result = session.run(name, stdin, keep_output=True, arguments=arguments)
            calm = session.run("calm", keep_output=True)
            assert (calm.status, calm.output, calm.stragglers) == ("ok", b"calm\n", 0)
            assert survivors(attackers[-1]) == []
        return result

    yield run
    assert attackers
    for attacker in attackers:
        assert survivors(attacker) == []


def test_fork_bomb(attack: Run) -> None:
    result = attack("#include <unistd.h>\nint main(void) { for (;;) fork(); }")
    assert result.status in {"wall", "cpu"}
    assert 1 <= result.stragglers <= LIMITS.processes


def test_thread_bomb(attack: Run) -> None:
    result = attack("""
        #include <pthread.h>
        #include <stdio.h>
        #include <unistd.h>
        static void *wait_for_ever(void *p) { pause(); return p; }
        int main(void) {
            int made = 0;
            pthread_attr_t small;
            pthread_attr_init(&small);
            pthread_attr_setstacksize(&small, 65536);
            for (pthread_t t; made < 1000 && !pthread_create(&t, &small, wait_for_ever, 0);) made++;
            printf("%d", made);
            fflush(stdout);
            _exit(0);
        }
    """)
    assert result.status == "ok"
    assert int(result.output or b"1000") < LIMITS.processes


def test_memory_bomb(attack: Run) -> None:
    result = attack("""
        #include <stdlib.h>
        #include <string.h>
        int main(void) { for (;;) { char *p = malloc(1 << 20); if (!p) return 9; memset(p, 1, 1 << 20); } }
    """)
    assert result.status == "memory"
    assert result.max_rss_kb < 1024 * 1024


def test_memory_spread_over_processes(attack: Run) -> None:
    result = attack("""
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>
        int main(void) {
            for (int i = 0; i < 8; i++)
                if (fork() == 0) { memset(malloc(60 << 20), 1, 60 << 20); pause(); }
            pause();
        }
    """)
    assert result.status == "memory"


def test_reserving_a_terabyte(attack: Run) -> None:
    result = attack("""
        #include <sys/mman.h>
        int main(void) {
            return mmap(0, 1UL << 40, 3, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) != MAP_FAILED;
        }
    """)
    assert (result.status, result.exit_code) == ("ok", 0)


def test_memory_hidden_in_memory_files(attack: Run) -> None:
    result = attack('#include <sys/mman.h>\nint main(void) { return memfd_create("x", 0) >= 0; }')
    assert (result.status, result.exit_code) == ("ok", 0)


def test_flood_of_stdout(attack: Run) -> None:
    result = attack('#include <stdio.h>\nint main(void) { for (;;) puts("0123456789012345678901234567890"); }')
    assert result.status == "output"
    assert len(result.output or b"") == LIMITS.output_bytes


def test_flood_of_stderr(attack: Run) -> None:
    result = attack('#include <stdio.h>\nint main(void) { for (;;) fputs("0123456789012345678901234567890", stderr); }')
    assert result.status == "output"
    assert len(result.stderr) < 2 * LIMITS.stderr_bytes


def test_endless_loop(attack: Run) -> None:
    result = attack("int main(void) { for (;;) {} }")
    assert result.status == "cpu"


def test_endless_sleep(attack: Run) -> None:
    result = attack("#include <unistd.h>\nint main(void) { for (;;) pause(); }")
    assert result.status == "wall"


def test_cpu_hogs_that_are_children(attack: Run) -> None:
    limits = LIMITS.model_copy(update={"wall_s": 20.0})
    result = attack(
        """
        #include <unistd.h>
        int main(void) { for (int i = 0; i < 4; i++) if (fork() == 0) for (;;) {} for (;;) pause(); }
        """,
        limits=limits,
    )
    assert result.status == "cpu"
    assert result.stragglers == 4


def test_deep_recursion(attack: Run) -> None:
    result = attack("int f(volatile char *p) { volatile char q[4096]; q[0] = 1; return f(q) + p[0]; }\n"
                    "int main(void) { char c = 0; return f(&c); }")  # fmt: skip
    assert result.status in {"signal", "memory"}


def test_ignoring_every_signal(attack: Run) -> None:
    result = attack("""
        #include <signal.h>
        int main(void) { for (int i = 1; i < 65; i++) signal(i, SIG_IGN); for (;;) {} }
    """)
    assert result.status == "cpu"


def test_stopping_itself(attack: Run) -> None:
    result = attack("#include <signal.h>\nint main(void) { for (;;) raise(SIGSTOP); }")
    assert result.status == "wall"


def test_closing_stdout_and_spinning(attack: Run) -> None:
    result = attack("#include <unistd.h>\nint main(void) { close(0); close(1); close(2); for (;;) {} }")
    assert result.status == "cpu"


def test_grandchild_that_holds_the_pipes(attack: Run) -> None:
    limits = LIMITS.model_copy(update={"wall_s": 60.0})
    result = attack("#include <unistd.h>\nint main(void) { if (fork() == 0) for (;;) pause(); }", limits=limits)
    assert (result.status, result.stragglers) == ("ok", 1)


def test_daemon_in_its_own_session(attack: Run) -> None:
    result = attack("""
        #include <signal.h>
        #include <unistd.h>
        int main(void) {
            signal(SIGHUP, SIG_IGN);
            if (fork() == 0) { setsid(); if (fork() == 0) for (;;) pause(); _exit(0); }
            usleep(50000);
        }
    """)
    assert result.status == "ok"
    assert result.stragglers >= 1


def test_killing_the_runner_and_everyone(attack: Run) -> None:
    result = attack("""
        #include <signal.h>
        #include <stdio.h>
        #include <unistd.h>
        int main(void) {
            for (int i = 1; i < 65; i++) { kill(1, i == SIGALRM ? SIGKILL : i); kill(getppid(), i); }
            kill(-1, SIGKILL);
            printf("%d", getppid());
        }
    """)
    assert result.output == b"1"


def test_tampering_with_the_runner(attack: Run) -> None:
    """Tracing it, reading its memory and descriptors, and lowering its limits are all denied."""
    result = attack("""
        #include <fcntl.h>
        #include <sched.h>
        #include <stdio.h>
        #include <sys/ptrace.h>
        #include <sys/resource.h>
        int main(void) {
            struct rlimit none = {0, 0};
            cpu_set_t one;
            CPU_ZERO(&one);
            CPU_SET(0, &one);
            printf("%d", ptrace(PTRACE_ATTACH, 1, 0, 0) == 0);
            printf("%d", open("/proc/1/mem", O_RDWR) >= 0);
            printf("%d", open("/proc/1/fd/3", O_RDWR) >= 0);
            printf("%d", open("/proc/1/environ", O_RDONLY) >= 0);
            printf("%d", prlimit(1, RLIMIT_CPU, &none, 0) == 0);
            printf("%d", prlimit(1, RLIMIT_NOFILE, &none, 0) == 0);
            printf("%d", sched_setaffinity(1, sizeof one, &one) == 0);
            printf("%d", setpriority(PRIO_PROCESS, 1, 19) == 0);
        }
    """)
    assert result.output == b"00000000"


def test_forging_the_report(attack: Run) -> None:
    result = attack("""
        #include <stdio.h>
        #include <string.h>
        #include <unistd.h>
        int main(void) {
            char report[128];
            memset(report, 0, sizeof report);
            for (int fd = 3; fd < 1024; fd++) if (write(fd, report, sizeof report) >= 0) puts("forged");
            puts("status=ok cpu_s=0");
            return 5;
        }
    """)
    assert (result.exit_code, result.output) == (5, b"status=ok cpu_s=0\n")
    assert result.output_hash == output_hash(b"status=ok cpu_s=0\n")


def test_inherited_descriptors_and_environment(attack: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFCODER_TEST_SECRET", "canary")
    result = attack("""
        #include <dirent.h>
        #include <stdio.h>
        #include <stdlib.h>
        extern char **environ;
        int main(void) {
            DIR *open_files = opendir("/proc/self/fd");
            int count = 0;
            while (readdir(open_files)) count++;
            printf("%d\\n", count);
            for (char **e = environ; *e; e++) puts(*e);
        }
    """)
    # ".", "..", the three standard descriptors and the one of the folder itself
    assert result.output == b"6\nPATH=/usr/bin:/bin\nLC_ALL=C\n"


def test_reading_a_canary(attack: Run, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    canary.write_text("canary-content")
    canary.chmod(0o644)
    result = attack(
        """
        #include <stdio.h>
        int main(int argc, char **argv) {
            char path[4096], text[4096] = "";
            const char *roots[] = {"", "/proc/1/root", "/proc/self/root", "/proc/self/cwd/..", "/oldroot"};
            for (int i = 0; i < 5; i++) {
                snprintf(path, sizeof path, "%s%s", roots[i], argv[1]);
                FILE *file = fopen(path, "r");
                if (file && fread(text, 1, sizeof text - 1, file)) puts(text);
            }
            puts(fopen("/etc/passwd", "r") || fopen("/etc/shadow", "r") ? "read /etc" : "nothing");
        }
        """,
        arguments=(str(canary),),
    )
    assert result.output == b"nothing\n"


def test_host_processes_are_invisible(attack: Run) -> None:
    result = attack(
        """
        #include <dirent.h>
        #include <errno.h>
        #include <signal.h>
        #include <stdio.h>
        #include <stdlib.h>
        int main(int argc, char **argv) {
            DIR *proc = opendir("/proc");
            for (struct dirent *e; (e = readdir(proc));) if (atoi(e->d_name)) printf("%s ", e->d_name);
            int victim = atoi(argv[1]);
            printf("%d", victim > 64 && (kill(victim, 0) == 0 || errno != ESRCH));
        }
        """,
        arguments=(str(os.getpid()),),
    )
    assert result.output == b"1 3 0" or result.output == b"1 2 0"


def test_writing_anywhere(attack: Run, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    canary.write_text("unchanged")
    result = attack(
        """
        #include <fcntl.h>
        #include <stdio.h>
        #include <sys/stat.h>
        #include <unistd.h>
        int main(int argc, char **argv) {
            const char *places[] = {argv[1], argv[0], "/w/new", "/new", "/tmp/new", "/usr/new", "/usr/bin/env",
                                    "/dev/new", "/dev/shm/new", "/run/new", "/run/runner", "/etc/passwd",
                                    "/proc/1/oom_score_adj"};
            for (int i = 0; i < sizeof places / sizeof *places; i++) {
                if (open(places[i], O_WRONLY | O_CREAT, 0644) >= 0) printf("wrote %s\\n", places[i]);
                if (unlink(places[i]) == 0 || chmod(places[i], 0777) == 0) printf("changed %s\\n", places[i]);
            }
            if (mkdir("/w/folder", 0777) == 0 || symlink("/", "/w/link") == 0) puts("made");
            if (mkfifo("/w/fifo", 0777) == 0) puts("made a fifo");
        }
        """,
        arguments=(str(canary),),
    )
    assert result.output == b""
    assert canary.read_text() == "unchanged"


def test_network(attack: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        abstract = socket.socket(socket.AF_UNIX)
        abstract.bind(f"\0perfcoder-{os.getpid()}")
        abstract.listen()
        listener.setblocking(False)
        abstract.setblocking(False)
        with abstract:
            result = attack(
                """
                #include <arpa/inet.h>
                #include <stdio.h>
                #include <stdlib.h>
                #include <string.h>
                #include <sys/socket.h>
                #include <sys/un.h>
                int main(int argc, char **argv) {
                    struct sockaddr_in address = {AF_INET, htons(atoi(argv[1])), {htonl(INADDR_LOOPBACK)}};
                    int families[] = {AF_INET, AF_INET6, AF_NETLINK, AF_PACKET};
                    for (int i = 0; i < 4; i++) if (socket(families[i], SOCK_STREAM, 0) >= 0) puts("socket");
                    int tcp = socket(AF_INET, SOCK_STREAM, 0);
                    if (connect(tcp, (void *)&address, sizeof address) == 0) puts("connected");
                    struct sockaddr_un name = {AF_UNIX};
                    int length = snprintf(name.sun_path + 1, 100, "%s", argv[2]);
                    int local = socket(AF_UNIX, SOCK_STREAM, 0);
                    if (connect(local, (void *)&name, sizeof(sa_family_t) + 1 + length) == 0) puts("abstract");
                }
                """,
                arguments=(str(listener.getsockname()[1]), f"perfcoder-{os.getpid()}"),
            )
            with pytest.raises(BlockingIOError):
                listener.accept()
            with pytest.raises(BlockingIOError):
                abstract.accept()
    assert result.output == b""


def test_nothing_is_left_for_the_next_run(sandbox: Sandbox, program: Compile) -> None:
    """Shared memory, semaphores, message queues and files would let a run cheat by remembering."""
    attacker = program("""
        #include <fcntl.h>
        #include <mqueue.h>
        #include <stdio.h>
        #include <sys/mman.h>
        #include <sys/msg.h>
        #include <sys/sem.h>
        #include <sys/shm.h>
        int main(void) {
            printf("%d", shm_open("/left", O_CREAT | O_RDWR, 0600) >= 0);
            printf("%d", open("/dev/shm/left", O_CREAT | O_RDWR, 0600) >= 0);
            printf("%d", shmget(1234, 4096, IPC_CREAT | 0600) >= 0);
            printf("%d", semget(1234, 1, IPC_CREAT | 0600) >= 0);
            printf("%d", msgget(1234, IPC_CREAT | 0600) >= 0);
            printf("%d", (int)mq_open("/left", O_CREAT | O_RDWR, 0600, NULL) >= 0);
        }
    """)
    with sandbox.session({"p": attacker}) as session:
        assert session.run("p", keep_output=True).output == b"000000"


def test_changing_the_input_of_the_next_run(sandbox: Sandbox, program: Compile) -> None:
    attacker = program("""
        #include <fcntl.h>
        #include <stdio.h>
        #include <unistd.h>
        int main(void) {
            char text[16] = "";
            read(0, text, sizeof text);
            int again = open("/proc/self/fd/0", O_RDWR);
            if (pwrite(again, "XXXX", 4, 0) == 4 || ftruncate(again, 1) == 0) puts("changed");
            pwrite(0, "YYYY", 4, 0);
            puts(text);
        }
    """)
    with sandbox.session({"p": attacker}) as session:
        outputs = [session.run("p", b"same", keep_output=True).output for _ in range(2)]
    assert outputs == [b"same\n", b"same\n"]


def test_raising_limits(attack: Run) -> None:
    result = attack("""
        #include <stdio.h>
        #include <sys/resource.h>
        int main(void) {
            int kinds[] = {RLIMIT_CPU, RLIMIT_AS, RLIMIT_FSIZE, RLIMIT_NOFILE, RLIMIT_CORE, RLIMIT_NPROC, RLIMIT_STACK};
            for (int i = 0; i < 7; i++) {
                struct rlimit any = {RLIM_INFINITY, RLIM_INFINITY}, now;
                if (setrlimit(kinds[i], &any) == 0) printf("raised %d\\n", i);
                if (getrlimit(kinds[i], &now) || now.rlim_max == RLIM_INFINITY) printf("unlimited %d\\n", i);
            }
        }
    """)
    assert result.output == b""


def test_gaining_privileges(attack: Run) -> None:
    result = attack("""
        #include <errno.h>
        #include <sched.h>
        #include <signal.h>
        #include <stdio.h>
        #include <sys/ioctl.h>
        #include <sys/mount.h>
        #include <sys/personality.h>
        #include <sys/syscall.h>
        #include <unistd.h>
        int main(void) {
            printf("%d", setuid(0) == 0 || setgid(0) == 0);
            printf("%d", unshare(CLONE_NEWUSER) == 0 || unshare(CLONE_NEWNS) == 0);
            printf("%d", syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0) >= 0);
            printf("%d", mount("none", "/w", "tmpfs", 0, "") == 0);
            printf("%d", chroot("/w") == 0);
            printf("%d", syscall(SYS_bpf, 0, 0, 0) >= 0 || errno != EPERM);
            printf("%d", syscall(SYS_perf_event_open, 0, 0, 0, 0, 0) >= 0 || errno != EPERM);
            printf("%d", syscall(425, 1, 0) >= 0 || errno != EPERM);
            printf("%d", ioctl(0, TIOCSTI, "x") == 0 || errno != EPERM);
            printf("%d", ioctl(0, 0x100000000UL | TIOCSTI, "x") == 0 || errno != EPERM);
            printf("%d", personality(PER_LINUX32) != -1);
        }
    """)
    assert result.output == b"0" * 11


def test_output_that_is_no_text(attack: Run) -> None:
    result = attack('#include <stdio.h>\nint main(void) { fputs("\\033[2J\\xff\\xfe\\033]0;title\\007", stdout); }')
    assert result.output == b"\x1b[2J\xff\xfe\x1b]0;title\x07"
