"""A disk that is really full: one clear line that names the folder, nothing half-written, and all is well with room."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.crash_world import World
from bench.crashes import command, optimize, started
from perfcoder_lsp.errors import StorageError
from perfcoder_lsp.sandbox.native import native_program

_SIZE = 24 << 20


class Disk:
    """A small file system of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def leave(self, room: int) -> None:
        """Fill it up to so many bytes."""
        self._filler.unlink(missing_ok=True)
        with self._filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, self._free() - room))

    def make_room(self) -> None:
        self._filler.unlink()

    def _free(self) -> int:
        info = os.statvfs(self.folder)
        return info.f_bavail * info.f_frsize


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE},mode=0755", "none", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        if os.geteuid() == 0 and os.environ.get("PERFCODER_REQUIRE_SANDBOX") == "1":
            pytest.fail("no small file system can be mounted")
        pytest.skip("a small file system can only be mounted by root")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.fixture
def world(tmp_path: Path, disk: Disk, template: Path) -> World:
    """Cache and temporary files on the small disk; nothing is built."""
    shutil.copytree(template, disk.folder / "cache", ignore=shutil.ignore_patterns("builds"))
    (disk.folder / "tmp").mkdir()
    made = World(tmp_path, disk.folder / "cache")
    made.tmp = disk.folder / "tmp"
    return made


def told(world: World) -> str:
    """What a run that has too little room says."""
    process = command(world)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 1, errors
    assert output == b""
    (line,) = errors.decode().splitlines()
    return line


def test_a_full_disk_is_one_line_and_room_heals_it(world: World, disk: Disk) -> None:
    """At the start, while something is compiled, and when it is stored."""
    for room in (0, 30_000, 150_000):
        disk.leave(room)
        line = told(world)
        expected = f"perfcoder: {world.cache}: no space left on the disk; free some, or move cache.directory"
        assert line.startswith(expected), room
        assert world.left(running=False) == []
    disk.make_room()
    assert optimize(world) == []
    assert world.left(running=False) == []


def test_a_disk_without_room_for_the_native_programs(world: World, disk: Disk) -> None:
    shutil.rmtree(world.cache / "sandbox")
    for room in (0, 20_000, 300_000):
        disk.leave(room)
        with pytest.raises(StorageError, match="no space left on the disk"):
            native_program("runner", world.cache)
    disk.make_room()
    assert native_program("runner", world.cache).stat().st_size > 20_000


def test_the_server_says_it_and_goes_on(world: World, disk: Disk) -> None:
    disk.leave(0)
    server = started(world)
    server.show(world.source, world.source.read_text())
    server.optimize(world.source)
    answer = server.answer()
    assert answer is not None
    message = answer["error"]["message"]
    assert "no space left on the disk" in message
    assert "\n" not in message
    disk.make_room()
    server.optimize(world.source)
    answer = server.answer()
    assert answer is not None
    assert "result" in answer
    assert server.shut_down() == 0
    assert world.left(running=False) == []
