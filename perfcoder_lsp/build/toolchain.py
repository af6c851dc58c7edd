"""The compiler that is really there: where, which version, and what the sandbox must show of it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.build.project import is_broad
from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.text import printable

_LONGEST_VERSION = 200


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
    folder = Path(found).absolute().parent.resolve()  # of the name, not of what a link stands for: see ccache
    path = folder / Path(found).name
    prefix = _prefix(path)
    toolchain = Toolchain(path, "", prefix)
    result = sandbox.command([str(path), "--version"], read_only=toolchain.mounts)
    first = (result.output or b"")[:_LONGEST_VERSION].decode(errors="replace").partition("\n")[0]
    version = printable(first).strip()
    if not result.succeeded or not version:
        raise SourceError(f"{compiler}: it does not work as a compiler: `--version` fails")
    return Toolchain(path, version, prefix)


def _prefix(path: Path) -> Path | None:
    """What to show of a compiler outside /usr: the folder of the installation that holds its bin/, else the folder in
    which it lies, else the file alone; never a home or more, since a project may name any file as its compiler."""
    if path.is_relative_to("/usr") or path.parent in {Path("/bin"), Path("/sbin")}:
        return None
    folder = path.parent
    whole = folder.parent
    if folder.name == "bin" and not is_broad(whole) and any((whole / part).is_dir() for part in ("lib", "lib64")):
        return whole
    return path if is_broad(folder) else folder
