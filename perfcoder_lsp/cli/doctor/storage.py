"""Is there room: memory for compilers and programs, disk for the cache?"""

import contextlib
import os
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.cli.doctor.check import Check, Host
from perfcoder_lsp.cli.doctor.groups import memory_left
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.storage.scratch import scratch_folder

_FREE_MB_WANTED = 512
_LOOK_S = 0.5


def memory(host: Host) -> Check:
    name, wanted_mb = "memory", host.settings.build.memory_mb
    meaning = f"One compiler may take {wanted_mb:,} MB, one program {host.settings.verify.memory_mb:,} MB."
    free_mb = available_mb(host)
    if free_mb is None:
        return Check(name=name, status="ok", found="not reported", meaning=meaning)
    found = f"{free_mb:,} MB free"
    if free_mb < wanted_mb:
        remedy = "Close something, or lower build.memory_mb."
        return Check(name=name, status="note", found=found, meaning=meaning, remedy=remedy)
    return Check(name=name, status="ok", found=found, meaning=meaning)


def available_mb(host: Host) -> int | None:
    """Memory that is free for new programs, in units of 2^20 bytes; None where the system does not tell."""
    match = re.search(r"^MemAvailable:\s+(\d+) kB", host.read("/proc/meminfo"), re.MULTILINE)
    left = memory_left(host)
    amounts = ([int(match[1]) << 10] if match else []) + ([left] if left is not None else [])
    return min(amounts) >> 20 if amounts else None


def cache(host: Host) -> Check:
    name, folder = "cache", host.settings.cache.directory
    meaning = "Builds, results and all temporary files lie there."
    try:
        with scratch_folder(folder) as scratch:
            (scratch / "written").write_bytes(b"x")
        content, free_mb = _content(folder), shutil.disk_usage(folder).free >> 20
    except (PerfcoderError, OSError) as error:
        remedy = "Choose another folder: PERFCODER_CACHE__DIRECTORY."
        return Check(name=name, status="problem", found=str(error), meaning=meaning, remedy=remedy)
    used = f"{'' if content.whole else 'over '}{content.size >> 20:,} of {host.settings.cache.size_mb:,} MB used"
    found = f"{folder}: {used}, {free_mb:,} MB free on the disk"
    if content.unreadable:
        remedy = f"{content.unreadable} files in it can't be read: remove the folder, it fills again."
        return Check(name=name, status="note", found=found, meaning=meaning, remedy=remedy)
    if free_mb < _FREE_MB_WANTED:
        remedy = f"Make room: {_FREE_MB_WANTED} MB hold a precompiled header and a few hundred builds."
        return Check(name=name, status="note", found=found, meaning=meaning, remedy=remedy)
    return Check(name=name, status="ok", found=found, meaning=meaning)


@dataclass(frozen=True)
class _Content:
    """What lies in a folder: bytes, files that can't be read, and whether there was time to look at everything."""

    size: int
    unreadable: int
    whole: bool


def _content(folder: Path) -> _Content:
    size = unreadable = 0
    end = time.monotonic() + _LOOK_S
    for top, _, names in os.walk(folder):
        if time.monotonic() > end:
            return _Content(size, unreadable, whole=False)
        for path in (Path(top, name) for name in names):
            with contextlib.suppress(FileNotFoundError):  # another process removed it meanwhile
                size += path.lstat().st_size
                unreadable += not os.access(path, os.R_OK, follow_symlinks=False)
    return _Content(size, unreadable, whole=True)
