"""What one class of attack at compile time is: a project as it comes from anywhere, and what must be said of it.

In texts, names, flags and link targets SECRET stands for the path of the secret file, OUTSIDE for the folder in which
it and the project lie, and PROJECT for the project.
"""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

COMPILERS = ("g++", "clang++")


@dataclass(frozen=True)
class Link:
    """A symbolic link in the project."""

    to: str


@dataclass(frozen=True)
class Pipe:
    """A named pipe in the project, at whose other end nobody is."""


@dataclass(frozen=True)
class Script:
    """A shell script in the project."""

    text: str


@dataclass(frozen=True)
class Library:
    """A shared library in the project, from C."""

    text: str


Planted = str | Link | Pipe | Script | Library


@dataclass(frozen=True)
class Attack:
    """`text` is main.cpp. `outcome` is whether it is built or fails; None where either will do, as long as nothing
    outside is touched. `says` is what the message must match, for `compilers`; `guide` are the classes of the design
    that it covers. `variants` are further texts that try the same in other ways. `limit_s` is short for what would
    take for ever."""

    guide: tuple[str, ...]
    text: str = "int main() {}\n"
    variants: tuple[str, ...] = ()
    files: Mapping[str, Planted] = field(default_factory=dict[str, Planted])
    flags: tuple[str, ...] = ("-O1", "-std=c++17")
    compiler: str | None = None
    compilers: tuple[str, ...] = COMPILERS
    outcome: Literal["built", "failed"] | None = "failed"
    says: str = ""
    limit_s: float = 20.0

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.text, *self.variants)


@dataclass(frozen=True)
class Places:
    """Where the names in an attack stand for."""

    outside: Path
    secret: Path
    project: Path

    def filled(self, text: str) -> str:
        for name, path in (("SECRET", self.secret), ("OUTSIDE", self.outside), ("PROJECT", self.project)):
            text = text.replace(name, str(path))
        return text

    def plant(self, attack: Attack, compiler: str) -> Path:
        """Write the project; its main.cpp."""
        self.project.mkdir()
        command = [self.filled(word) for word in (attack.compiler or compiler, *attack.flags, "main.cpp")]
        entry = {"directory": str(self.project), "file": "main.cpp", "arguments": command}
        (self.project / "compile_commands.json").write_text(json.dumps([entry]))
        for name, content in attack.files.items():
            self._plant(self.project / name, content)
        return self.project / "main.cpp"

    def _plant(self, path: Path, content: Planted) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case Link(to):
                path.symlink_to(self.filled(to))
            case Pipe():
                os.mkfifo(path)
            case Script(text):
                path.write_text(f"#!/bin/sh\n{self.filled(text)}")
                path.chmod(0o755)
            case Library(text):
                command = ["cc", "-x", "c", "-shared", "-fPIC", "-o", str(path), "-"]
                subprocess.run(command, input=self.filled(text).encode(), check=True)
            case text:
                path.write_text(self.filled(text))
