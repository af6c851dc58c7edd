"""The compiler that is really there: where, which version, and what the sandbox must show of it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.sandbox import Sandbox


@dataclass(frozen=True)
class Toolchain:
    """A compiler's absolute path, the first line of its `--version`, and its installation where outside /usr."""

    path: Path
    version: str
    prefix: Path | None

    @property
    def is_clang(self) -> bool:
        return "clang" in self.version

    @property
    def mounts(self) -> dict[Path, Path]:
        """What must be visible in the sandbox besides the system."""
        return {self.prefix: self.prefix} if self.prefix else {}


def find_toolchain(compiler: str, sandbox: Sandbox) -> Toolchain:
    """Ask a compiler, in the sandbox, what it is. Raises SourceError where it is missing or no compiler."""
    found = shutil.which(compiler)
    if found is None:
        raise SourceError(f"{compiler}: no such compiler; install it (sudo apt-get install g++) or set build.compiler")
    path = Path(found).absolute()
    prefix = _prefix(path)
    toolchain = Toolchain(path, "", prefix)
    result = sandbox.command([str(path), "--version"], read_only=toolchain.mounts)
    version = (result.output or b"").decode(errors="replace").partition("\n")[0].strip()
    if not result.succeeded or not version:
        raise SourceError(f"{compiler}: it does not work as a compiler: `--version` fails")
    return Toolchain(path, version, prefix)


def _prefix(path: Path) -> Path | None:
    """The folder of an installation outside /usr: the one that holds bin/, or bin/ itself at the top of a home."""
    if path.is_relative_to("/usr") or path.parent in {Path("/bin"), Path("/sbin")}:
        return None
    folder = path.parent
    whole = folder.parent
    return folder if whole in {Path("/"), Path.home()} else whole
