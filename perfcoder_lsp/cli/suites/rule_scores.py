"""What each rule achieved over a suite: how often it found something, and what the gates said to it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Literal

from perfcoder_lsp.strategy import Category
from perfcoder_lsp.suggestion import RULES, Report
from perfcoder_lsp.text import Frozen


class RuleTrial(Frozen):
    """The end of one rewrite of one rule alone: `offered` with its speedup, or the stage at which it was rejected."""

    rule: str
    end: Literal["offered", "build", "verify", "measure"]
    speedup: float = 1.0


class RuleOutcome(Frozen):
    """What the rules did in one program: the category and rule of each finding, what was tried of them alone, and the
    rules whose rewrites make up the best suggestion."""

    found: tuple[tuple[Category, str], ...] = ()
    trials: tuple[RuleTrial, ...] = ()
    best: tuple[str, ...] = ()


class RuleScore(Frozen):
    """A rule over a suite. `programs` counts those in which it found something, `tried` the rewrites that were
    measured or rejected before; the budget may end before all are. Of these, `accepted` were equal and faster,
    `false_starts` equal but not faster, `refused` not shown equal and `broken` did not build. `median_gain` is over
    the accepted ones, alone; `in_best` counts best suggestions that hold the rule."""

    category: Category
    rule: str
    programs: int
    found: int
    tried: int
    accepted: int
    false_starts: int
    refused: int
    broken: int
    median_gain: float | None
    in_best: int


def rule_outcome(report: Report) -> RuleOutcome:
    """Of combinations, only the best one counts, as the rules that it is made of."""
    alone = [each for each in report.suggestions if len(each.strategies) == 1]
    offered = [_trial(each.origin, "offered", each.measurement.speedup) for each in alone]
    rejected = [_trial(each.origin, each.stage) for each in report.rejected if "+" not in each.origin]
    best = next((each for each in report.suggestions if each.id == report.best), None)
    return RuleOutcome(
        found=tuple((each.category, each.name) for each in report.plan.strategies),
        trials=tuple(each for each in (*offered, *rejected) if each is not None),
        best=tuple(dict.fromkeys(each.name for each in best.strategies)) if best else (),
    )


def _trial(
    origin: str, end: Literal["offered", "build", "verify", "measure"], speedup: float = 1.0
) -> RuleTrial | None:
    return RuleTrial(rule=origin.removeprefix(RULES), end=end, speedup=speedup) if origin.startswith(RULES) else None


def rule_scores(outcomes: Sequence[RuleOutcome]) -> tuple[RuleScore, ...]:
    """Every rule that found something, by category, the most often accepted first."""
    kinds = {rule: category for outcome in outcomes for category, rule in outcome.found}
    scores = [_score(category, rule, outcomes) for rule, category in kinds.items()]
    order = list(Category)
    return tuple(sorted(scores, key=lambda each: (order.index(each.category), -each.accepted, -each.found, each.rule)))


def _score(category: Category, rule: str, outcomes: Iterable[RuleOutcome]) -> RuleScore:
    findings = [sum(name == rule for _, name in outcome.found) for outcome in outcomes]
    trials = [each for outcome in outcomes for each in outcome.trials if each.rule == rule]
    ends = Counter(each.end for each in trials)
    gains = [each.speedup for each in trials if each.end == "offered"]
    return RuleScore(
        category=category,
        rule=rule,
        programs=sum(count > 0 for count in findings),
        found=sum(findings),
        tried=len(trials),
        accepted=ends["offered"],
        false_starts=ends["measure"],
        refused=ends["verify"],
        broken=ends["build"],
        median_gain=median(gains) if gains else None,
        in_best=sum(rule in outcome.best for outcome in outcomes),
    )
