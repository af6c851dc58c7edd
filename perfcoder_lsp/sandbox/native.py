"""Our own C programs: the runner inside the sandbox, the launcher for root, the self-test's probe, and what the A/A
self-check times.

They are compiled on first use, outside the sandbox, from the sources in `native/`, and kept by content hash.
"""

import functools
import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Literal

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.storage.cache import EntryCache, exclusive
from perfcoder_lsp.storage.scratch import scratch_folder
from perfcoder_lsp.storage.trust import no_space, storing

Program = Literal["runner", "launcher", "enter", "limited", "guard", "probe", "reference"]

_SOURCES = Path(__file__).parent / "native"
_FOLDER = "sandbox"
_MOST_BYTES = 32 << 20
_FLAGS = ("-std=gnu11", "-O2", "-Wall")


@functools.cache
def sources_hash() -> str:
    """Hash over all sources of the native programs: 16 hexadecimal digits."""
    digest = hashlib.sha256(repr(_FLAGS).encode())
    for path in sorted(_SOURCES.iterdir()):
        if path.suffix in {".c", ".h"}:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def native_program(name: Program, cache: Path) -> Path:
    """The compiled program; compiled now if this is the first use. Raises SandboxError where that is impossible,
    StorageError where there is no room for it."""
    entries = EntryCache(cache, _FOLDER, _MOST_BYTES)
    key = f"{name}-{sources_hash()}"
    found = entries.find(key)
    if found is None:
        with storing(cache), exclusive(cache, "native"):
            found = entries.find(key) or _compiled(name, key, entries, cache)
    return found / name


def _compiled(name: Program, key: str, entries: EntryCache, cache: Path) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise SandboxError("no C compiler for the sandbox's runner: sudo apt-get install g++")
    with scratch_folder(cache) as scratch:
        built = scratch / name
        command = [compiler, *_FLAGS, "-o", str(built), str(_SOURCES / f"{name}.c")]
        environment = {**os.environ, "TMPDIR": str(scratch)}
        for linking in (("-static",), ()):  # static starts faster; some systems have no static C library
            done = subprocess.run([*command, *linking], capture_output=True, check=False, env=environment)
            if done.returncode == 0:
                break
            if b"No space left on device" in done.stderr:
                raise no_space(cache)
        else:
            first = done.stderr.decode(errors="replace").strip().partition("\n")[0]
            raise SandboxError(f"the sandbox's {name} does not compile with {compiler}: {first}")
        built.chmod(0o755)
        return entries.store(key, {name: built}, (), scratch)
