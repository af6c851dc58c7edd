"""What a suite is: programs, and by what each suggestion is checked a second time."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.text import Frozen
from perfcoder_lsp.verify.cases import Case


class Program(Frozen):
    """One program of a suite.

    `tests` are inputs with accepted outputs; `rivals` are other people's programs for the same problem, as C++ text.
    Either lets the evaluation check every suggestion without trusting the pipeline's own verdict.
    """

    name: str
    file_name: str
    text: bytes
    tests: tuple[Case, ...] = ()
    rivals: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Suite:
    """A named set of programs; `load` reads them from a folder and raises UsageError where that is not the suite's."""

    name: str
    title: str
    load: Callable[[Path], tuple[Program, ...]]


def read_suite_file(root: Path, name: str) -> str:
    """A file of a suite's folder. Raises UsageError where it is missing or unreadable."""
    try:
        return (root / name).read_text("utf-8")
    except OSError as error:
        raise UsageError(f"{root / name}: cannot be read: {error.strerror}; --root names the suite's folder") from None
    except UnicodeDecodeError:
        raise UsageError(f"{root / name}: not UTF-8 text; --root names the suite's folder") from None
