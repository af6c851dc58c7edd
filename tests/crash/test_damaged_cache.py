"""Every kind of file in the cache, damaged in every way: the next start notices, and makes it again."""

import json
import os
import random
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from bench.crash_world import World
from bench.crashes import optimize
from perfcoder_lsp.build import Build, Builder, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.measure.machine import SelfCheck, store_check, stored_check, this_machine
from perfcoder_lsp.sandbox import Sandbox, all_tiers, open_sandbox
from perfcoder_lsp.sandbox.native import native_program
from perfcoder_lsp.sandbox.tiers import choose
from perfcoder_lsp.settings import CacheSettings, Settings
from perfcoder_lsp.storage.cache import RECORD
from perfcoder_lsp.storage.trust import own_folder

Damage = Callable[[Path], object]


def truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def garble(file: Path) -> None:
    """The same size and time, other content."""
    info = file.stat()
    content = bytearray(file.read_bytes())
    for at in range(len(content) // 2, len(content), 97):
        content[at] ^= 0x55
    file.write_bytes(bytes(content))
    os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))


def empty(file: Path) -> None:
    file.write_bytes(b"")


def replace_by_folder(file: Path) -> None:
    file.unlink()
    (file / "inside").mkdir(parents=True)


def forbid(file: Path) -> None:
    """Root may do everything all the same; then nothing must happen."""
    file.chmod(0)


def open_to_all(file: Path) -> None:
    file.chmod(0o777)


DAMAGES: tuple[Damage, ...] = (truncate, garble, empty, replace_by_folder, forbid, open_to_all)
every_damage = pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)


def source_of(folder: Path, text: str = '#include <stdio.h>\nint main(void) { puts("right"); }\n') -> Source:
    return Source.of(folder / "a.c", text.encode())


def built(sandbox: Sandbox, settings: Settings, source: Source) -> Path:
    """The program, by a builder that remembers nothing of earlier ones; it must be right."""
    build = Builder(sandbox, settings).build(source, compile_command(source, settings.build))
    assert isinstance(build, Build), build
    with sandbox.session({"program": build.binary}) as session:
        assert session.run("program", keep_output=True).output == b"right\n"
    return build.binary


@pytest.fixture
def own_settings(world: World) -> Settings:
    return Settings(cache=CacheSettings(directory=world.cache))


@every_damage
@pytest.mark.parametrize("name", ["program", RECORD])
def test_a_damaged_build_is_built_again(
    sandbox: Sandbox, own_settings: Settings, tmp_path: Path, damage: Damage, name: str
) -> None:
    source = source_of(tmp_path)
    program = built(sandbox, own_settings, source)
    whole = program.read_bytes()
    damage(program.with_name(name))
    assert built(sandbox, own_settings, source).read_bytes() == whole


@pytest.mark.parametrize("record", ["[]", "{}", '{"/usr/include/stdio.h": "12:34"}', '{"files": {}, "inputs": []}'])
def test_a_record_of_another_version_counts_as_none(
    sandbox: Sandbox, own_settings: Settings, tmp_path: Path, record: str
) -> None:
    source = source_of(tmp_path)
    program = built(sandbox, own_settings, source)
    program.with_name(RECORD).write_text(record)
    built(sandbox, own_settings, source)
    assert "program" in json.loads(program.with_name(RECORD).read_text())["files"]


@pytest.mark.parametrize("damage", [garble, replace_by_folder], ids=lambda damage: damage.__name__)
def test_a_damaged_precompiled_header_is_made_again(
    sandbox: Sandbox, own_settings: Settings, tmp_path: Path, damage: Damage
) -> None:
    def text(number: int) -> Source:
        program = f'#include <iostream>\nint main() {{ std::cout << "right\\n"; }} // {number}\n'
        return Source.of(tmp_path / "a.cpp", program.encode())

    built(sandbox, own_settings, text(1))
    (header,) = own_settings.cache.directory.glob("pch/*/*.gch")
    made = header.stat().st_ino
    damage(header)
    built(sandbox, own_settings, text(2))
    assert header.is_file()
    assert header.stat().st_ino != made


@every_damage
@pytest.mark.parametrize("name", ["runner", "probe"])
def test_a_damaged_native_program_is_compiled_again(world: World, damage: Damage, name: str) -> None:
    program = native_program(name, world.cache)  # type: ignore[arg-type]
    whole = program.read_bytes()
    damage(program)
    again = native_program(name, world.cache)  # type: ignore[arg-type]
    assert again.read_bytes() == whole
    assert again.stat().st_mode & 0o777 == 0o755
    choose(all_tiers(), world.cache)


@every_damage
def test_a_damaged_mark_of_the_self_test_means_another_test(world: World, damage: Damage) -> None:
    choose(all_tiers(), world.cache)
    (mark,) = world.cache.glob("sandbox/selftest-*.json")
    whole = mark.read_bytes()
    damage(mark)
    choose(all_tiers(), world.cache)
    assert mark.read_bytes() == whole


@every_damage
def test_a_damaged_self_check_counts_as_none(own_settings: Settings, damage: Damage) -> None:
    cache = own_settings.cache
    check = SelfCheck(machine=this_machine(), speedups=(1.0, 1.1), made_at=4e9)
    store_check(cache, check)
    (file,) = cache.directory.glob("self-check-*.json")
    damage(file)
    assert stored_check(cache) is None or damage in (forbid, open_to_all)
    store_check(cache, check)
    assert file.is_file()


def all_files(cache: Path) -> Iterable[Path]:
    return (path for path in sorted(cache.rglob("*")) if path.is_file())


def test_a_cache_with_everything_damaged_is_usable(world: World) -> None:
    chosen = random.Random(1)
    for file in all_files(world.cache):
        chosen.choice(DAMAGES)(file)
    assert optimize(world) == []


def test_folders_of_the_cache_that_are_files_are_replaced(
    sandbox: Sandbox, own_settings: Settings, world: World, tmp_path: Path
) -> None:
    for name in ("builds", "tmp", "sandbox", "locks"):
        shutil.rmtree(world.cache / name)
        (world.cache / name).write_text("no folder")
    choose(all_tiers(), world.cache)
    built(sandbox, own_settings, source_of(tmp_path))


def test_a_program_that_others_could_write_is_not_executed(
    sandbox: Sandbox, own_settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where its content and its record fit: who can write the one can write the other."""
    source = source_of(tmp_path)
    program = built(sandbox, own_settings, source)
    before = program.stat().st_ino
    program.chmod(0o777)
    assert built(sandbox, own_settings, source).stat().st_ino != before
    assert f"{program}: another user may have written it" in caplog.text


def test_a_program_of_another_user_is_not_executed(
    sandbox: Sandbox, own_settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    source = source_of(tmp_path)
    program = built(sandbox, own_settings, source)
    os.chown(program, 12345, 12345)
    assert built(sandbox, own_settings, source).stat().st_uid == 0
    assert f"{program}: another user may have written it" in caplog.text


def test_a_cache_that_others_may_write_to_is_refused_in_one_line(world: World) -> None:
    world.cache.chmod(0o777)
    (finding,) = optimize(world)
    assert f"{world.cache}: can be written by other users, so nothing in it is executed" in finding
    assert "\n" not in finding
    world.cache.chmod(0o1777)  # as in /tmp, nobody can rename what is not his
    assert own_folder(world.cache, "builds").is_dir()


def test_a_cache_of_another_user_is_refused(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    os.chown(tmp_path, 12345, 12345)
    with pytest.raises(SandboxError, match="belongs to another user"):
        own_folder(tmp_path, "builds")
    with pytest.raises(SandboxError, match="belongs to another user"):
        open_sandbox(tmp_path)


def test_a_folder_of_the_cache_that_others_could_write_to_is_closed(tmp_path: Path) -> None:
    (tmp_path / "builds").mkdir()
    (tmp_path / "builds").chmod(0o777)
    assert own_folder(tmp_path, "builds").stat().st_mode & 0o777 == 0o700
