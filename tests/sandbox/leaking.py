"""Runs programs in many sandboxes and prints what is left of them, as JSON; a process of its own, for a clear view.

    python leaking.py CACHE PROGRAM TIER SESSIONS RUNS      after a tenth of the sessions, what is there is compared

Orphans come to this process (man 2 prctl, PR_SET_CHILD_SUBREAPER), so that none can hide with the machine's first one;
and root gets a mount namespace, in which mounts of others do not show but those of its children would.
"""

import ctypes
import gc
import json
import os
import sys
from pathlib import Path

from perfcoder_lsp.sandbox import Limits, Sandbox, all_tiers, open_sandbox
from perfcoder_lsp.sandbox.linux.control_group import find_place

PR_SET_CHILD_SUBREAPER = 36
CLONE_NEWNS = 0x20000
MS_REC_PRIVATE, MS_REC_SHARED = 0x4000 | 1 << 18, 0x4000 | 1 << 20


def watch_alone() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    done = [libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)]
    if os.geteuid() == 0:
        done.append(libc.unshare(CLONE_NEWNS))
        done += [libc.mount(None, b"/", None, flags, None) for flags in (MS_REC_PRIVATE, MS_REC_SHARED)]
    assert not any(done), os.strerror(ctypes.get_errno())


def state(cache: Path) -> dict[str, object]:
    """What must be the same before and after; sizes are in bytes."""
    place = find_place()
    folders = place.folders if place else ()
    return {
        "descriptors": sorted(str(fd.readlink()) for fd in Path("/proc/self/fd").iterdir() if fd.is_symlink()),
        "threads": len(list(Path("/proc/self/task").iterdir())),
        "children": children(),
        "mounts": Path("/proc/self/mountinfo").read_text(),
        "groups": [str(group) for folder in folders for group in folder.glob(f"perfcoder-{os.getpid()}-*")],
        "cache": {str(path): path.stat().st_size for path in cache.rglob("*")},
        "temporary": [str(path) for path in Path(os.environ["TMPDIR"]).rglob("*")],
    }


def children() -> list[str]:
    """Names of our children, zombies too."""
    found: list[str] = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue
        if rest.split()[1] == str(os.getpid()):
            found.append(f"{name} {rest.split()[0]}")
    return found


def resident_bytes() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def run(sandbox: Sandbox, program: Path, sessions: int, runs: int) -> None:
    for number in range(sessions):
        with sandbox.session({"p": program}, Limits(memory_mb=64)) as session:
            for _ in range(runs):
                result = session.run("p", b"input %d" % number, keep_output=True, side=True)
                assert result.succeeded, result


def main(cache: Path, program: Path, tier: str, sessions: int, runs: int) -> None:
    watch_alone()
    sandbox = open_sandbox(cache, tuple(each for each in all_tiers() if each.name == tier))
    run(sandbox, program, sessions // 10, runs)
    before, resident = state(cache), resident_bytes()
    run(sandbox, program, sessions - sessions // 10, runs)
    grown = resident_bytes() - resident
    print(json.dumps({"before": before, "after": state(cache), "grown": grown}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
