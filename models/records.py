"""What the steps of the recipe hand on, one JSON object a line."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeVar

from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.strategy import Strategy
from perfcoder_lsp.text import Frozen

Outcome = Literal["faster", "slower", "same", "different", "unbuilt", "undecided"]
Record = TypeVar("Record", bound=Frozen)


class Program(Frozen):
    """A program, and the inputs that it is measured and checked on.

    `key` is a hash of its text; `family` names what it was made from: no family is in two of the splits. `origin` is
    who wrote it: "generated", "written" by hand for this recipe, or the name of a data set. `timed` is the input that
    times are taken on, `checked` are smaller ones that the results have to be equal on as well.
    """

    key: str
    family: str
    origin: str
    source: str
    timed: str = ""
    checked: tuple[str, ...] = ()


class SiteLabel(Frozen):
    """What came of carrying out one strategy alone; of several ways to do so, the fastest that was equal.

    `gain` is time before / time after, between `low` and `high` with 95 % confidence; 1 where it was not built or not
    equal. `rewrites` are the ids of what was tried.
    """

    strategy: Strategy
    outcome: Outcome
    gain: float = 1.0
    low: float = 1.0
    high: float = 1.0
    rewrites: tuple[str, ...] = ()


class Labelled(Frozen):
    """A program with what was measured, in the order of the static plan; `together` is the gain of everything that
    was faster and fits together, `counts` how often the statements ran on the timed input (None where that can't be
    counted), `cpu_s` what finding out took.

    `program` is without its inputs here: they are large, and only measuring needs them.
    """

    program: Program
    sites: tuple[SiteLabel, ...]
    together: float = 1.0
    counts: StatementCounts | None = None
    cpu_s: float = 0.0

    @property
    def uncounted(self) -> "Labelled":
        """As who has not run it knows the program."""
        return self.model_copy(update={"counts": None})


def read(path: Path, kind: type[Record]) -> Iterator[Record]:
    """The records of a file; none where there is no such file. Raises pydantic.ValidationError."""
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            yield from (kind.model_validate_json(line) for line in lines if line.strip())


def append(path: Path, records: Iterable[Frozen]) -> None:
    """Add records to a file, each whole line at once, so that an interrupted step can go on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        for each in records:
            file.write(each.model_dump_json() + "\n")


def without_rest(path: Path) -> Path:
    """The file without a last line that an interrupted step had cut short."""
    if path.exists():
        text = path.read_bytes()
        if not text.endswith(b"\n"):
            path.write_bytes(text[: text.rfind(b"\n") + 1])
    return path
