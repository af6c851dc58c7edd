"""What each rule alone achieves on its own program in `programs/`: the file of results that pages show."""

import json
from collections.abc import Mapping
from pathlib import Path

from perfcoder_lsp.text import Frozen

RESULTS = Path(__file__).with_name("results.json")


class Effect(Frozen):
    """What the pipeline did with a rule's program: `found` rewrites, of which `equal` were shown to do the same, and
    what the best one gained, with the interval. Without a gain, `note` says why."""

    rule: str
    category: str
    found: int
    equal: int
    speedup: float | None = None
    speedup_low: float | None = None
    speedup_high: float | None = None
    before_s: float | None = None
    after_s: float | None = None
    compiler: str = ""
    flags: str = ""
    note: str = ""

    @property
    def claim(self) -> str:
        return f"{_ratio(self.speedup)}×" if self.speedup else ""

    @property
    def sentence(self) -> str:
        """The gain, its interval, and under what it was found."""
        if not (self.speedup and self.speedup_low and self.speedup_high):
            return ""
        interval = f"{_ratio(self.speedup_low)} to {_ratio(self.speedup_high)}"
        program = f"[its program](../../bench/rules/programs/{self.rule}.cpp)"
        how = f"{self.compiler} and `{self.flags}`"
        return f"{_ratio(self.speedup)} times as fast ({interval}) on {program}, with {how}."


def read_effects(file: Path = RESULTS) -> dict[str, Effect]:
    """By rule; nothing where there is no such file."""
    if not file.is_file():
        return {}
    return {each["rule"]: Effect.model_validate(each) for each in json.loads(file.read_text("utf-8"))}


def write_effects(effects: Mapping[str, Effect], file: Path) -> None:
    forms = [effects[rule].model_dump() for rule in sorted(effects)]
    file.write_text(json.dumps(forms, indent=1) + "\n", "utf-8")


def _ratio(value: float) -> str:
    """Cut, not rounded: a claim never grows by printing it."""
    step = 100 if value < 10 else 10 if value < 100 else 1
    return f"{int(value * step) / step:g}"
