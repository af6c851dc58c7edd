"""The cache on disk: shared by processes, bounded, and never half-written."""

import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from perfcoder_lsp.build import Build, Builder, Job, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import CacheSettings, Settings
from perfcoder_lsp.storage import cache as cache_module
from perfcoder_lsp.storage.cache import RECORD, EntryCache

TEXT = b'#include <cstdio>\nint main() { puts("shared"); }\n'


def stored(cache: EntryCache, folder: Path, key: str, content: bytes, inputs: tuple[Path, ...] = ()) -> Path:
    file = folder / f"new-{key}"
    file.write_bytes(content)
    scratch = folder / f"scratch-{file.stat().st_ino}"
    scratch.mkdir()
    return cache.store(key, {"program": file}, inputs, scratch)


def test_entries_are_found_until_an_input_changes(tmp_path: Path) -> None:
    cache = EntryCache(tmp_path, "cache", 1 << 20)
    header = tmp_path / "a.h"
    header.write_text("1")
    assert cache.find("key") is None
    entry = stored(cache, tmp_path, "key", b"program", (header,))
    assert cache.find("key") == entry
    assert (entry / "program").read_bytes() == b"program"
    header.write_text("2")
    assert cache.find("key") is None
    stored(cache, tmp_path, "key", b"newer", (header,))
    assert (entry / "program").read_bytes() == b"newer"
    header.unlink()
    assert cache.find("key") is None
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["key"]


def test_the_least_recently_used_entries_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "_FRESH_S", -1.0)
    cache = EntryCache(tmp_path, "cache", 2500)
    for number, key in enumerate(("a", "b", "c")):
        entry = stored(cache, tmp_path, key, b"x" * 1000)
        cache_module.os.utime(entry, (number, number))
    cache.find("a")
    cache.evict()
    assert [key for key in "abc" if cache.find(key)] == ["a", "c"]


def test_entries_in_use_are_kept(tmp_path: Path) -> None:
    cache = EntryCache(tmp_path, "cache", 10)
    for key in ("a", "b", "c"):
        stored(cache, tmp_path, key, b"x" * 1000)
    cache.evict()
    assert all(cache.find(key) for key in "abc")


def test_damaged_entries_are_no_hits(tmp_path: Path) -> None:
    cache = EntryCache(tmp_path, "cache", 1 << 20)
    entry = stored(cache, tmp_path, "key", b"program")
    (entry / RECORD).write_text("{")
    assert cache.find("key") is None
    assert stored(cache, tmp_path, "key", b"program") == cache.find("key")


def test_processes_share_the_cache(sandbox: Sandbox, settings: Settings, tmp_path: Path) -> None:
    script = textwrap.dedent(f"""
        import pathlib
        from perfcoder_lsp.build import Builder, compile_command
        from perfcoder_lsp.cpp.source import Source
        from perfcoder_lsp.sandbox import open_sandbox
        from perfcoder_lsp.settings import CacheSettings, Settings
        settings = Settings(cache=CacheSettings(directory=pathlib.Path({str(settings.cache.directory)!r})))
        source = Source.of(pathlib.Path({str(tmp_path / "shared.cpp")!r}), {TEXT!r})
        builder = Builder(open_sandbox(settings.cache.directory), settings)
        print(builder.build(source, compile_command(source, settings.build)).key)
    """)
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(subprocess.run, [sys.executable, "-c", script], capture_output=True) for _ in range(3)]
        keys = {run.result().stdout for run in runs}
    assert len(keys) == 1
    entry = settings.cache.directory / "builds" / keys.pop().decode().strip()
    assert (entry / "program").is_file()
    assert not list(entry.parent.glob("partial-*"))


def test_a_full_disk_is_one_clear_line(sandbox: Sandbox, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", small], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("a small file system can only be mounted by root")
    try:
        settings = Settings(cache=CacheSettings(directory=small))
        source = Source.of(tmp_path / "a.cpp", TEXT + b"char data[200000] = {1};\n")
        job = Job(source, compile_command(source, settings.build))
        with pytest.raises(PerfcoderError, match="no space left on the disk") as caught:
            Builder(sandbox, settings).build_job(job)
        assert "\n" not in str(caught.value)
        assert not list((small / "builds").glob("*")) if (small / "builds").exists() else True
        assert list((small / "tmp").iterdir()) == []
    finally:
        subprocess.run(["umount", small], check=True)


def test_an_unwritable_cache_is_one_clear_line(sandbox: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    settings = Settings(cache=CacheSettings(directory=file))
    source = Source.of(tmp_path / "a.cpp", TEXT)
    with pytest.raises(PerfcoderError, match="cannot be written: Not a directory"):
        Builder(sandbox, settings).build(source, compile_command(source, settings.build))


def test_a_build_survives_its_builder(builder: Builder, settings: Settings, tmp_path: Path) -> None:
    source = Source.of(tmp_path / "a.cpp", TEXT)
    build = builder.build(source, compile_command(source, settings.build))
    assert isinstance(build, Build)
    assert build.binary.is_file()
    assert build.binary.stat().st_mode & 0o111
