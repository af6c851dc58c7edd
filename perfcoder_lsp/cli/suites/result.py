"""The score of one program and of a suite, in the paper's protocol (arXiv 2512.14018, section 4): what is incorrect or
not faster counts as a speedup of 1."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import fmean, median

from perfcoder_lsp.cli.suites.rule_scores import RuleOutcome, RuleScore, rule_scores
from perfcoder_lsp.suggestion import Measurement, Rejection
from perfcoder_lsp.text import Frozen

EFFECTIVE = 1.1
"""An effective optimization is correct and at least this many times faster."""


_NUMBER = re.compile(r"\d[\d.,]*")
_REASON_LENGTH = 100


class CheckOutcome(Frozen):
    """The second, independent check of a program's suggestions.

    `runs` counts the runs of suggestions that were compared, `judged` the inputs among them on which independent
    evidence existed (an accepted output, or a rival that agrees with the original). `wrong` has one line per wrong
    suggestion. `original_fails` counts tests that the original itself does not pass.
    """

    runs: int = 0
    judged: int = 0
    wrong: tuple[str, ...] = ()
    original_fails: int = 0
    small: Measurement | None = None


class ProgramResult(Frozen):
    """What the pipeline did with one program. `error` is the line with which it refused the program altogether."""

    key: str
    name: str
    error: str = ""
    note: str = ""
    origin: str = ""
    suggestions: int = 0
    best: Measurement | None = None
    check: CheckOutcome = CheckOutcome()
    rejected: tuple[Rejection, ...] = ()
    rules: RuleOutcome = RuleOutcome()
    first_suggestion_s: float | None = None
    total_s: float = 0.0

    @property
    def speedup(self) -> float:
        """As the protocol counts it: 1 for what is incorrect or not faster."""
        return self._counted(self.best)

    @property
    def small_speedup(self) -> float:
        """The same on the program's smallest input, where start-up dominates."""
        return self._counted(self.check.small)

    def _counted(self, measurement: Measurement | None) -> float:
        return 1.0 if measurement is None or self.check.wrong else max(1.0, measurement.speedup)


class Group(Frozen):
    """Figures over some programs; `programs` is their count. `mean_low` is the mean of the lower bounds."""

    programs: int
    mean: float
    mean_low: float
    effective: int


class Summary(Frozen):
    """Figures over a suite.

    `large` and `startup` split the programs with a suggestion by what its timing input showed: work, or start-up
    alone. `small` times all of them once more on their smallest input. `instructions` is the mean ratio before / after
    where both were counted. `rules` is by category and rule.
    """

    programs: int
    offered: int
    refused: int
    wrong: int
    accuracy: float
    runs: int
    judged: int
    original_fails: int
    all: Group
    large: Group
    startup: Group
    small: Group
    instructions: float | None
    counted: int
    first_suggestion_median_s: float | None
    rejections: dict[str, int]
    errors: dict[str, int]
    rules: tuple[RuleScore, ...]


def summarize(results: Sequence[ProgramResult]) -> Summary:
    """The figures over all results."""
    offered = [each for each in results if each.best is not None]
    right = [each for each in results if not each.check.wrong]
    ratios = [ratio for each in offered if each.best and (ratio := _instruction_ratio(each.best)) is not None]
    first = [each.first_suggestion_s for each in results if each.first_suggestion_s is not None]
    return Summary(
        programs=len(results),
        offered=len(offered),
        refused=sum(bool(each.error) for each in results),
        wrong=sum(len(each.check.wrong) for each in results),
        accuracy=len(right) / len(results) if results else 0.0,
        runs=sum(each.check.runs for each in results),
        judged=sum(each.check.judged for each in results),
        original_fails=sum(each.check.original_fails for each in results),
        all=_group([(each.speedup, each.best) for each in results]),
        large=_group([(each.speedup, each.best) for each in offered if each.best and not each.best.startup]),
        startup=_group([(each.speedup, each.best) for each in offered if each.best and each.best.startup]),
        small=_group([(each.small_speedup, each.check.small) for each in results]),
        instructions=fmean(ratios) if ratios else None,
        counted=len(ratios),
        first_suggestion_median_s=median(first) if first else None,
        rejections=dict(Counter(_reason(rejection) for each in results for rejection in each.rejected).most_common()),
        errors=dict(Counter(_shortened(each.error) for each in results if each.error).most_common()),
        rules=rule_scores([each.rules for each in results]),
    )


def _group(scores: Sequence[tuple[float, Measurement | None]]) -> Group:
    """Figures over pairs of a counted speedup and the measurement behind it."""
    if not scores:
        return Group(programs=0, mean=1.0, mean_low=1.0, effective=0)
    lows = [1.0 if found is None or speedup == 1.0 else max(1.0, found.speedup_low) for speedup, found in scores]
    return Group(
        programs=len(scores),
        mean=fmean(speedup for speedup, _ in scores),
        mean_low=fmean(lows),
        effective=sum(speedup >= EFFECTIVE for speedup, _ in scores),
    )


def _instruction_ratio(measurement: Measurement) -> float | None:
    before, after = measurement.instructions_before, measurement.instructions_after
    return before / after if before and after else None


def _reason(rejection: Rejection) -> str:
    """A reason without what differs from program to program, so that equal reasons are counted together."""
    return f"{rejection.stage}: {_shortened(rejection.reason)}"


def _shortened(line: str) -> str:
    words = " ".join(word for word in line.split() if "/" not in word)
    text = _NUMBER.sub("#", words)
    return text if len(text) <= _REASON_LENGTH else f"{text[:_REASON_LENGTH]}…"
