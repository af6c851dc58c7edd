"""Control groups: where they can be made, that they bind, and that none is ever left behind."""

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox import Limits, Sandbox, all_tiers, open_sandbox
from perfcoder_lsp.sandbox.linux.bubblewrap import bubblewrap
from perfcoder_lsp.sandbox.linux.control_group import ControlGroup, Place, find_place
from perfcoder_lsp.sandbox.native import native_program
from perfcoder_lsp.settings import Settings

Compile = Callable[[str], Path]

VERSION_1 = """\
30 24 0:26 / {root}/memory rw - cgroup cgroup rw,memory
31 24 0:27 / {root}/pids rw - cgroup cgroup rw,pids
32 24 0:28 / {root}/unified rw - cgroup2 cgroup2 rw
"""
VERSION_2 = "29 24 0:25 / {root} rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n"
IN_CONTAINER = """\
30 24 0:26 /docker/abc {root}/memory ro - cgroup cgroup rw,memory
31 24 0:27 /docker/abc {root}/pids ro - cgroup cgroup rw,pids
"""
USER = "user.slice/user-1000.slice/user@1000.service"


@pytest.mark.parametrize(
    ("mounts", "own", "groups", "expected"),
    [
        pytest.param(
            VERSION_1,
            "8:pids:/\n4:memory:/job\n0::/\n",
            {"memory/job": "", "pids": ""},
            ("memory/job", "pids"),
            id="v1",
        ),
        pytest.param(
            IN_CONTAINER,
            "8:pids:/docker/abc/x\n4:memory:/docker/abc\n",
            {"memory": "", "pids/x": ""},
            ("memory", "pids/x"),
            id="v1 in a container",
        ),
        pytest.param(
            VERSION_2,
            f"0::/{USER}/app.slice/editor.scope\n",
            {f"{USER}/app.slice/editor.scope": "", f"{USER}/app.slice": "memory pids", USER: "cpu memory pids"},
            (f"{USER}/app.slice",) * 2,
            id="v2 beside the editor's scope",
        ),
        pytest.param(
            VERSION_2, f"0::/{USER}/x\n", {f"{USER}/x": "", USER: "memory"}, None, id="v2 without limits on processes"
        ),
        pytest.param(VERSION_2, "0::/session.scope\n", {"session.scope": ""}, None, id="v2 not delegated"),
        pytest.param(VERSION_2, "0::/../other\n", {"": "memory pids"}, None, id="v2 outside of what is seen"),
        pytest.param(VERSION_1, "4:memory:/\n8:pids:/gone\n", {"memory": ""}, None, id="v1 without the group"),
        pytest.param("", "", {}, None, id="no control groups"),
    ],
)
def test_where_groups_can_be_made(
    tmp_path: Path, mounts: str, own: str, groups: dict[str, str], expected: tuple[str, str] | None
) -> None:
    root, proc = tmp_path / "cgroup", tmp_path / "proc"
    proc.mkdir()
    (proc / "mountinfo").write_text(mounts.format(root=root))
    (proc / "cgroup").write_text(own)
    for name, controllers in groups.items():
        (root / name).mkdir(parents=True, exist_ok=True)
        (root / name / "cgroup.procs").touch()
        (root / name / "cgroup.subtree_control").write_text(controllers)
    place = Place(root / expected[0], root / expected[1]) if expected else None
    assert find_place(proc) == place


@pytest.fixture
def place() -> Iterator[Place]:
    """Where groups can be made; afterwards none of this process is there."""
    found = find_place()
    if found is None:
        pytest.skip(f"{all_tiers()[0].missing()}")
    yield found
    assert groups_of(os.getpid(), found) == []


@pytest.fixture
def grouped(settings: Settings, place: Place) -> Sandbox:
    return open_sandbox(settings.cache.directory, (next(tier for tier in all_tiers() if "cgroup" in tier.name),))


def groups_of(pid: int, place: Place) -> list[Path]:
    return [group for folder in place.folders for group in folder.glob(f"perfcoder-{pid}-*")]


def members(group: Path) -> list[int]:
    return [int(line) for line in (group / "cgroup.procs").read_text().split()]


def test_the_whole_sandbox_is_in_its_group(grouped: Sandbox, place: Place, program: Compile) -> None:
    with grouped.session({"p": program("int main(void) { return 0; }")}, Limits(memory_mb=100)) as session:
        assert session.run("p").succeeded
        groups = groups_of(os.getpid(), place)
        assert len(groups) == len(place.folders)
        commands = {(Path("/proc") / str(pid) / "comm").read_text().strip() for pid in members(groups[0])}
        limit = int((groups[0] / place.files.memory).read_text())
        processes = int((groups[-1] / "pids.max").read_text())
    assert {"bwrap", "runner"} <= commands
    assert 100 << 20 < limit < 1 << 30
    assert Limits().processes < processes < 100


def test_limits_of_runs_go_up_and_down(grouped: Sandbox, place: Place, program: Compile) -> None:
    text = """
        #include <unistd.h>
        int main(void) { static char text[40000]; for (int i = 0; i < 1000; i++) write(1, text, sizeof text); }
    """
    whole = 40_000_000
    with grouped.session({"p": program(text)}) as session:
        for memory_mb in (500, 16, 100, 16, 2000):
            for output_bytes, status in ((1 << 20, "output"), (whole, "ok")):
                limits = Limits(cpu_s=20, wall_s=60, memory_mb=memory_mb, output_bytes=output_bytes)
                result = session.run("p", limits=limits, keep_output=True)
                assert (result.status, len(result.output or b"")) == (status, output_bytes)


def test_who_is_in_a_group_ends_with_it(place: Place, settings: Settings) -> None:
    group = ControlGroup(place)
    group.limit(64 << 20, 16)
    enter = str(native_program("enter", settings.cache.directory))
    entries = [str(fd) for fd in group.entries]
    command = [enter, str(len(entries)), *entries, "/bin/sh", "-c", "echo in; exec sleep 1000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, pass_fds=group.entries) as inside:
        assert inside.stdout is not None
        assert inside.stdout.readline() == b"in\n"
        assert inside.pid in members(groups_of(os.getpid(), place)[0])
        group.close()
        assert inside.wait() == -signal.SIGKILL
    group.close()


def test_what_bubblewrap_leaves_when_killed_while_it_starts_ends_with_the_group(
    place: Place, settings: Settings
) -> None:
    """It leaves a child that waits for it forever, where it is killed between the clone and its next word."""
    group = ControlGroup(place)
    entries = [str(fd) for fd in group.entries]
    enter = [str(native_program("enter", settings.cache.directory)), str(len(entries)), *entries]
    command = [*enter, str(bubblewrap()), "--unshare-user", "--unshare-pid", "--unshare-net", "--die-with-parent"]
    command += ["--as-pid-1", "--ro-bind", "/", "/", "/bin/sleep", "1000"]
    for moment in range(60):
        with subprocess.Popen(command, pass_fds=group.entries) as starting:
            time.sleep(moment / 10_000)
            starting.kill()
    group.close()
    assert groups_of(os.getpid(), place) == []  # none is removed while a process is in it


def test_who_must_not_be_moved_is_not_started(settings: Settings) -> None:
    enter = native_program("enter", settings.cache.directory)
    with Path("/dev/full").open("w") as full:
        command = [str(enter), "1", str(full.fileno()), "/bin/echo", "started"]
        done = subprocess.run(command, capture_output=True, pass_fds=(full.fileno(),), check=False)
    assert (done.returncode, done.stdout) == (70, b"")
    assert done.stderr.startswith(b"enter: control group: ")


def test_groups_made_at_the_same_time_are_all_removed(grouped: Sandbox, place: Place, program: Compile) -> None:
    nothing = program("int main(void) { return 0; }")
    succeeded: list[bool] = []

    def work() -> None:
        for _ in range(5):
            with grouped.session({"p": nothing}) as session:
                succeeded.append(session.run("p").succeeded)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert succeeded == [True] * 30


OWNER = """
    import sys
    from perfcoder_lsp.sandbox.linux.control_group import ControlGroup, find_place
    group = ControlGroup(find_place())
    print("made", flush=True)
    sys.stdin.readline()
    group.close()
"""


COMMAND = [sys.executable, "-c", textwrap.dedent(OWNER)]


@pytest.fixture
def owners() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Two processes that have made a group."""
    made = [subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)]
    for owner in made:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"made\n"
    yield made
    for owner in made:
        owner.communicate(b"\n" if owner.returncode is None else None)


def children(pid: int) -> list[int]:
    found: list[int] = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found


def test_a_killed_owner_leaves_no_group(place: Place, owners: list[subprocess.Popen[bytes]]) -> None:
    killed, alive = owners
    killed.kill()
    killed.wait()
    for _ in range(500):
        if not groups_of(killed.pid, place):
            break
        time.sleep(0.02)
    assert groups_of(killed.pid, place) == []
    assert groups_of(alive.pid, place) != []


def test_where_the_janitor_was_killed_too_the_next_start_removes_the_group(
    place: Place, owners: list[subprocess.Popen[bytes]]
) -> None:
    killed, alive = owners
    killed.send_signal(signal.SIGSTOP)  # it must not start another janitor
    for janitor in children(killed.pid):
        os.kill(janitor, signal.SIGKILL)
    killed.kill()
    killed.wait()
    assert groups_of(killed.pid, place) != []
    subprocess.run(COMMAND, input=b"\n", stdout=subprocess.DEVNULL, check=True)
    assert groups_of(killed.pid, place) == []
    assert groups_of(alive.pid, place) != []


def test_where_none_can_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match=r"no control group can be made here: "):
        ControlGroup(Place(tmp_path / "gone", tmp_path / "gone"))
