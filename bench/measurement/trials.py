"""One comparison: what it is, what came out of it, and the file in which results are kept."""

import json
import math
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from perfcoder_lsp.measure.machine import Machine, this_machine
from perfcoder_lsp.text import Frozen

Kind = Literal["program", "function"]


class Comparison(Frozen):
    """`kind`: whole programs, or functions in process. `load`: busy processes meanwhile. `ratio`: how much more work
    the side before truly does (1: A/A). `microseconds`: about how long a run, or a call, takes. `padding`: unused
    functions in front of the side after, which move the layout."""

    kind: Kind
    load: int
    ratio: float
    kernel: str
    microseconds: int
    padding: int
    number: int


class Trial(Frozen):
    """What a comparison came to. `seconds` is how long the decision took, `per_core` how many processes wanted each
    core when it began, `pressure` the kernel's figure then (percent of the last ten seconds, see `cpu_pressure`)."""

    comparison: Comparison
    decision: Literal["faster", "no", "undecided"]
    speedup: float | None
    low: float | None
    high: float | None
    pairs: int
    seconds: float
    per_core: float
    pressure: float | None
    reason: str | None

    @property
    def estimate(self) -> float | None:
        """The measured speedup; of an undecided comparison the middle of its interval, if it got that far."""
        if self.speedup is None and self.low is not None and self.high is not None:
            return math.sqrt(self.low * self.high)
        return self.speedup

    @property
    def is_false_claim(self) -> bool:
        return self.comparison.ratio == 1 and self.decision == "faster"

    @property
    def is_missed(self) -> bool:
        return self.comparison.ratio >= 1.2 and self.decision != "faster"

    @property
    def claims_too_much(self) -> bool:
        """Whether the claimed lower bound lies above the truth. Start-up, which does not grow with the work, makes a
        program's truth a little less than its ratio: that is not counted."""
        return self.decision == "faster" and self.low is not None and self.low > self.comparison.ratio


class Results:
    """Trials in a file of JSON lines, the first of which names the machine; each is on disk as soon as it is there."""

    def __init__(self, path: Path | None, trials: Sequence[Trial], machine: Machine) -> None:
        self._path = path
        self.machine = machine
        self.trials = list(trials)

    @classmethod
    def open(cls, path: Path | None, *, resume: bool) -> "Results":
        """An empty file, or what it holds already where it is to be resumed. Raises SystemExit where that can't be."""
        machine = this_machine()
        if path is None:
            return cls(None, (), machine)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps({"machine": machine.model_dump(), "begun": time.strftime("%F %T%z")}) + "\n")
            return cls(path, (), machine)
        if not resume:
            raise SystemExit(f"{path} exists: --resume goes on with it; or name another file")
        stored, trials = _read(path)
        if stored != machine:
            raise SystemExit(
                f"{path} is of another machine or kernel ({stored.cpu}, {stored.kernel}): name another file"
            )
        return cls(path, trials, machine)

    def add(self, trial: Trial) -> None:
        self.trials.append(trial)
        if self._path is not None:
            with self._path.open("a") as file:
                file.write(trial.model_dump_json() + "\n")

    def missing(self, wanted: Iterable[Comparison]) -> list[Comparison]:
        done = {trial.comparison.model_dump_json() for trial in self.trials}
        return [each for each in wanted if each.model_dump_json() not in done]


def _read(path: Path) -> tuple[Machine, list[Trial]]:
    """A last line that was not written to its end is dropped, from the file too."""
    text = path.read_text()
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        path.write_text(whole)
    try:
        first, *rest = whole.splitlines()
        return Machine.model_validate(json.loads(first)["machine"]), [Trial.model_validate_json(line) for line in rest]
    except (ValueError, KeyError, ValidationError) as error:
        raise SystemExit(f"{path}: these are no results of this benchmark: {error}") from None
