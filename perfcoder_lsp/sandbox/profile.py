"""What a sandboxed program sees of the machine beside the system's own programs and libraries."""

from dataclasses import dataclass
from pathlib import Path

WORK = Path("/w")


@dataclass(frozen=True)
class Mount:
    """A host file or folder and where the sandbox sees it."""

    source: Path
    target: Path
    writable: bool = False


@dataclass(frozen=True)
class Profile:
    """What a sandbox sees: the system's programs, devices (for runs or for compilers), and the mounts."""

    mounts: tuple[Mount, ...]
    cwd: Path = WORK
    compiling: bool = False
