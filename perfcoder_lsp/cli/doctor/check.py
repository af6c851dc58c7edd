"""What a check looks at, and what it says."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from perfcoder_lsp.cli.doctor.isolation import Isolation
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.text import Frozen


class Check(Frozen):
    """One finding. `note` may slow things down or leave something out; `problem` keeps the main job from working.

    `script` holds commands that are too long for a table, to be copied as they are.
    """

    name: str
    status: Literal["ok", "note", "problem"]
    found: str
    meaning: str
    remedy: str = ""
    script: str = ""


@dataclass(frozen=True)
class Host:
    """The machine that is looked at. `root` is where its files are: another folder holds recorded ones, in tests."""

    settings: Settings
    isolation: Isolation
    root: Path = Path("/")

    def path(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def read(self, path: str) -> str:
        """The text of a file without white space at its ends; empty where it can't be read."""
        try:
            return self.path(path).read_text("utf-8", "replace").strip()
        except OSError:
            return ""

    def number(self, path: str) -> int | None:
        """The number that a file holds; None where it holds none."""
        text = self.read(path)
        return int(text) if text.removeprefix("-").isdecimal() else None


Checks = Callable[[Host], Check | tuple[Check, ...]]


def version_of(command: str) -> str | None:
    """First line of `command --version`; None where there is no such program or it does not run."""
    path = shutil.which(command)
    if path is None:
        return None
    try:
        done = subprocess.run([path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=2, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="replace").partition("\n")[0].strip() or command
