"""Our own C programs: the runner inside the sandbox, the launcher for root, and the self-test's probe.

They are compiled on first use, outside the sandbox, from the sources in `native/`, and kept by content hash.
"""

import fcntl
import functools
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

from perfcoder_lsp.errors import SandboxError

Program = Literal["runner", "launcher", "probe"]

_SOURCES = Path(__file__).parent / "native"
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
    """The compiled program; compiled now if this is the first use. Raises SandboxError where that is impossible."""
    folder = cache / "sandbox"
    binary = folder / f"{name}-{sources_hash()}"
    if binary.exists():
        return binary
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not binary.exists():
                _compile(name, binary)
    except OSError as error:
        raise SandboxError(f"{folder}: the sandbox's runner cannot be stored: {error.strerror}") from None
    return binary


def _compile(name: Program, binary: Path) -> None:
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise SandboxError("no C compiler for the sandbox's runner: sudo apt-get install g++")
    with tempfile.TemporaryDirectory(dir=binary.parent) as scratch:
        built = Path(scratch) / name
        command = [compiler, *_FLAGS, "-o", str(built), str(_SOURCES / f"{name}.c")]
        # Static starts faster; some systems have no static C library.
        done = subprocess.run([*command, "-static"], capture_output=True, check=False)
        if done.returncode != 0:
            done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode != 0:
            first = done.stderr.decode(errors="replace").strip().partition("\n")[0]
            raise SandboxError(f"the sandbox's {name} does not compile with {compiler}: {first}")
        built.chmod(0o755)
        os.replace(built, binary)  # noqa: PTH105
