"""Temporary folders of processes that are killed: removed at once, by the janitor or by the next start."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.crash_world import adopt_orphans
from perfcoder_lsp.storage.janitor import remove_tree
from perfcoder_lsp.storage.scratch import replace_file, scratch_folder, sweep

Eventually = Callable[[Callable[[], bool]], bool]

HOLDER = """\
import sys, pathlib
from perfcoder_lsp.storage import scratch
with scratch.scratch_folder(pathlib.Path(sys.argv[1])) as folder:
    (folder / "file").write_text("x")
    print(scratch._janitor._process.pid, flush=True)
    while line := sys.stdin.readline():
        with scratch.scratch_folder(pathlib.Path(sys.argv[1])):
            print(scratch._janitor._process.pid, flush=True)
"""


@contextmanager
def holder(cache: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A process that holds a scratch folder until its standard input ends, and the number of its janitor."""
    adopt_orphans()
    command = [sys.executable, "-c", HOLDER, str(cache)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process, int(process.stdout.readline())


def scratch_of(cache: Path) -> list[Path]:
    return list((cache / "tmp").iterdir())


def ignores(pid: int, number: int) -> bool:
    status = dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return bool(int(status["SigIgn"], 16) >> (number - 1) & 1)


def gone(pid: int) -> bool:
    """Whether a process has ended; adopted ones are collected."""
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return not Path(f"/proc/{pid}").exists()


def test_a_scratch_folder_is_empty_private_and_gone_afterwards(tmp_path: Path) -> None:
    with scratch_folder(tmp_path) as folder:
        assert list(folder.iterdir()) == []
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "file").write_text("x")
    assert scratch_of(tmp_path) == []


def test_the_janitor_removes_what_a_killed_process_leaves(tmp_path: Path, eventually: Eventually) -> None:
    with holder(tmp_path) as (process, janitor):
        assert scratch_of(tmp_path)
        process.kill()
        assert eventually(lambda: scratch_of(tmp_path) == [])
        assert eventually(lambda: gone(janitor))


def test_signals_to_a_whole_group_spare_the_janitor(tmp_path: Path, eventually: Eventually) -> None:
    with holder(tmp_path) as (process, janitor):
        assert os.getpgid(janitor) != os.getpgid(process.pid)
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        assert eventually(lambda: all(ignores(janitor, number) for number in numbers))
        for number in numbers:
            os.kill(janitor, number)
        process.kill()
        assert eventually(lambda: scratch_of(tmp_path) == [])


def test_the_next_start_sweeps_where_the_janitor_was_killed_too(tmp_path: Path) -> None:
    with holder(tmp_path) as (process, janitor):
        os.kill(janitor, signal.SIGKILL)
        process.kill()
        process.wait()
        assert scratch_of(tmp_path)
        sweep(tmp_path)
        assert scratch_of(tmp_path) == []


def test_what_a_living_process_uses_is_not_swept(tmp_path: Path) -> None:
    with holder(tmp_path) as (process, _):
        before = sorted(scratch_of(tmp_path))
        sweep(tmp_path)
        assert sorted(scratch_of(tmp_path)) == before
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait() == 0
    assert scratch_of(tmp_path) == []


def test_a_killed_janitor_is_replaced_and_leaves_no_zombie(tmp_path: Path, eventually: Eventually) -> None:
    with holder(tmp_path) as (process, janitor):
        assert process.stdin is not None
        assert process.stdout is not None
        os.kill(janitor, signal.SIGKILL)
        assert eventually(lambda: not Path(f"/proc/{janitor}").exists())
        process.stdin.write("again\n")
        process.stdin.flush()
        assert int(process.stdout.readline()) != janitor
        process.kill()
        assert eventually(lambda: scratch_of(tmp_path) == [])


def test_a_file_is_replaced_whole_whatever_was_there(tmp_path: Path) -> None:
    target = tmp_path / "mark"
    (target / "in" / "the" / "way").mkdir(parents=True)
    replace_file(target, b"new", tmp_path)
    assert target.read_bytes() == b"new"
    assert scratch_of(tmp_path) == []


def test_very_deep_folders_are_removed(tmp_path: Path) -> None:
    top = tmp_path / "top"
    top.mkdir()
    here = os.open(top, os.O_RDONLY)
    for _ in range(1200):  # deeper than any path may be long, and than Python recurses
        os.mkdir("folder-with-a-name", dir_fd=here)
        inner = os.open("folder-with-a-name", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    remove_tree(top)
    assert not top.exists()


@pytest.mark.parametrize("mode", [0o000, 0o400, 0o500])
def test_folders_without_permissions_are_removed(tmp_path: Path, mode: int) -> None:
    """For root any mode will do; run as another user, this shows more."""
    folder = tmp_path / "top" / "closed"
    (folder / "deeper").mkdir(parents=True)
    (folder / "deeper" / "file").write_text("x")
    (folder / "deeper").chmod(mode)
    folder.chmod(mode)
    remove_tree(tmp_path / "top")
    assert not (tmp_path / "top").exists()


def test_links_are_removed_and_not_followed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir(mode=0o500)
    (tmp_path / "top" / "in").mkdir(parents=True)
    (tmp_path / "top" / "in" / "link").symlink_to(kept)
    (tmp_path / "top" / "link").symlink_to(kept)
    remove_tree(tmp_path / "top")
    (tmp_path / "link").symlink_to(kept)
    remove_tree(tmp_path / "link")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert kept.stat().st_mode & 0o777 == 0o500
