"""What a whole program is run on: Case and InputSet."""

from perfcoder_lsp.suggestion import InputSource
from perfcoder_lsp.text import Frozen


class Case(Frozen):
    """One run's standard input. `expected` are the accepted outputs; empty: what the program printed before.

    `generated` marks an input that was invented beside given ones: it is no test, and is not counted as one.
    Expected outputs are compared as judges do (`accepted`); before and after are compared byte for byte.
    """

    name: str
    stdin: bytes
    expected: tuple[bytes, ...] = ()
    generated: bool = False

    def accepts(self, output: bytes) -> bool:
        """Whether the output is one of the expected ones; whitespace at the end of lines and of the text is free."""
        printed = _judged(output)
        return not self.expected or any(_judged(expected) == printed for expected in self.expected)


class InputSet(Frozen):
    """The inputs of one comparison.

    `timing` is the case to time with; `startup` says that no input made the program run longer than its own start-up.
    `outcomes` counts the distinct results (output and exit status) of the original over `cases`. `tried`
    counts the generated texts that the original was run on for them, inputs or not. `note` is one line for the user
    about these inputs (where they fall short), or empty.
    """

    source: InputSource
    cases: tuple[Case, ...]
    timing: Case
    startup: bool = False
    outcomes: int = 0
    tried: int = 0
    note: str = ""


def _judged(output: bytes) -> list[bytes]:
    lines = [line.rstrip() for line in output.split(b"\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines
