"""Where things are for a sandbox that has no mounts of its own: the paths inside are paths of this machine.

Callers put what they show under `WORK`. Here a folder of links stands for it: its path is put in the place of `WORK` in
what a program is told, and back again in what it says.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox.profile import WORK, Mount, Profile

_INSIDE = "inside"
# WORK where a path begins: at the start of a word, after an option's letters (-I/w/in) or after a separator.
_WORK = re.compile(rf"""(^-[A-Za-z]*|^|[=:,;'"(\s]){re.escape(str(WORK))}(?=$|[/:,;'")\s])""")


@dataclass(frozen=True)
class View:
    """What programs may do with the files of this machine: read, write, execute (each folder with all that is in it).

    All paths are real ones, without links, but for `cwd`. A compiler may start other programs, a measured one not.
    """

    readable: tuple[Path, ...]
    writable: tuple[Path, ...]
    executable: tuple[Path, ...]
    cwd: Path
    compiling: bool


class Places:
    """The paths of one session. `folder` is private to it, and empty."""

    def __init__(self, profile: Profile, folder: Path) -> None:
        """Raises SandboxError where a mount stands in the place of another file; OSError."""
        self._root = folder.resolve() / _INSIDE
        self._root.mkdir(mode=0o755)
        links = sorted(_links(profile.mounts), key=lambda mount: len(mount.target.parts))
        for mount in links:
            link = self._root / mount.target.relative_to(WORK)
            if not link.parent.resolve().is_relative_to(self._root):
                raise SandboxError(f"{mount.target}: this sandbox can't show one folder inside another")
            link.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            link.symlink_to(mount.source)
        self._profile = profile

    def view(self, executable: tuple[Path, ...], writable: tuple[Path, ...]) -> View:
        """What the session's profile shows, and what else may be executed and written."""
        mounts = self._profile.mounts
        return View(
            readable=(self._root, *(mount.source.resolve() for mount in mounts)),
            writable=(*(mount.source.resolve() for mount in mounts if mount.writable), *writable),
            executable=executable,
            cwd=Path(self.outward(str(self._profile.cwd))),
            compiling=self._profile.compiling,
        )

    def program(self, path: Path) -> Path:
        """Where a program named by its path inside really is."""
        return Path(self.outward(str(path))).resolve() if path.is_relative_to(WORK) else path

    def outward(self, word: str) -> str:
        """A word of a command line, with paths of this machine."""
        return _WORK.sub(lambda match: match[1] + str(self._root), word)

    def outward_all(self, environment: Mapping[str, str]) -> dict[str, str]:
        """An environment, with paths of this machine."""
        return {name: self.outward(value) for name, value in environment.items()}

    def inward(self, text: bytes) -> bytes:
        """What a program said, with paths inside."""
        return text.replace(os.fsencode(self._root), os.fsencode(WORK))


def inward(text: bytes, cache: Path) -> bytes:
    """What any session with this cache said (such as a file it wrote), with paths inside."""
    folders = re.escape(os.fsencode(cache.resolve()))
    return re.sub(folders + rb"/tmp/[0-9A-Za-z_-]+/" + _INSIDE.encode() + rb"(?=[/\s]|$)", os.fsencode(WORK), text)


def _links(mounts: tuple[Mount, ...]) -> list[Mount]:
    """The mounts that need another path than their own."""
    for mount in mounts:
        if mount.source != mount.target and not (mount.target.is_relative_to(WORK) and mount.target != WORK):
            raise SandboxError(
                f"{mount.target}: this sandbox can't show one file in the place of another; that needs Linux"
            )
    return [mount for mount in mounts if mount.source != mount.target]
