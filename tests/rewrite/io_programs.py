"""Compiling a program and its rewrite by IO4, and running both on the same bytes."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.rules.input_output.buffered import buffered_io

COMPILERS = {".cpp": ("g++", "-std=c++17"), ".c": ("gcc", "-std=gnu17")}


@dataclass(frozen=True)
class Pair:
    """Two programs that are to be the same."""

    before: Path
    after: Path

    def outcomes(self, stdin: bytes) -> tuple[tuple[int, bytes], tuple[int, bytes]]:
        """Exit status and output of both."""
        return run(self.before, stdin), run(self.after, stdin)


def rewritten(text: str, name: str = "program.cpp") -> Source:
    """The program after IO4."""
    source = Source.of(Path(name), text.encode())
    found = tuple(buffered_io.find(source))
    assert found, "IO4 found nothing"
    return source.edited(found[0].edits)


def compiled(text: bytes, suffix: str, binary: Path, *flags: str) -> Path:
    """A program built by the real compiler; warnings of the inserted code are errors."""
    path = binary.with_suffix(suffix)
    path.write_bytes(text)
    done = subprocess.run(
        [*COMPILERS[suffix], "-O1", *flags, str(path), "-o", str(binary)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, f"{done.stderr}\n{text.decode()}"
    return binary


def pair(text: str, suffix: str, folder: Path, *flags: str) -> Pair:
    after = rewritten(text, f"program{suffix}").text
    return Pair(
        compiled(text.encode(), suffix, folder / "before", "-w", *flags),
        compiled(
            after,
            suffix,
            folder / "after",
            "-Wall",
            "-Werror",
            "-Wno-unused-result",
            "-Wno-maybe-uninitialized",
            *flags,
        ),
    )


def run(binary: Path, stdin: bytes) -> tuple[int, bytes]:
    """Exit status and output on these bytes."""
    done = subprocess.run([str(binary)], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20)
    return done.returncode, done.stdout
