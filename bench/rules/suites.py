"""What each rule did on the real programs of evaluation suites, from the JSON that `perfcoder eval` writes."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.rules.effects import Effect, ratio_text
from perfcoder_lsp.cli.suites.result import Summary
from perfcoder_lsp.cli.suites.rule_scores import RuleScore
from perfcoder_lsp.text import Frozen

SUITES = Path(__file__).with_name("suites.json")


class SuiteScores(Frozen):
    """The rules that found something in a suite of so many programs."""

    suite: str
    programs: int
    rules: tuple[RuleScore, ...]


def evaluated(text: str) -> SuiteScores:
    """What `perfcoder eval SUITE --json` printed, less all that is not about rules."""
    form = json.loads(text)
    summary = Summary.model_validate(form["summary"])
    return SuiteScores(suite=form["suite"], programs=summary.programs, rules=summary.rules)


def read_suites(file: Path = SUITES) -> tuple[SuiteScores, ...]:
    """By name; nothing where there is no such file."""
    if not file.is_file():
        return ()
    return tuple(SuiteScores.model_validate(each) for each in json.loads(file.read_text("utf-8")))


def write_suites(suites: Sequence[SuiteScores], file: Path = SUITES) -> None:
    """Results of a suite replace earlier ones of the same."""
    kept: Mapping[str, SuiteScores] = {each.suite: each for each in (*read_suites(file), *suites)}
    forms = [kept[name].model_dump(mode="json") for name in sorted(kept)]
    file.write_text(json.dumps(forms, indent=1) + "\n", "utf-8")


def sentence(rule: str, suites: Sequence[SuiteScores]) -> str:
    """How a rule did on real programs; empty where no suite was run."""
    if not suites:
        return ""
    told = [_found(score, suite) for suite in suites for score in suite.rules if score.rule == rule]
    if told:
        return " ".join(told)
    where = " and ".join(f"the {each.programs} of {each.suite}" for each in suites)
    return f"Found in none of the programs: {where}."


def reason_to_keep(rule: str, suites: Sequence[SuiteScores], effect: Effect | None) -> str:
    """Why there is a rule that made no program of any suite faster; empty where one did, or no suite was run."""
    if not suites or any(score.accepted for suite in suites for score in suite.rules if score.rule == rule):
        return ""
    if effect is None or not effect.speedup:
        return "It waits for a machine that can tell whether it pays."
    return "It is kept for what it gains where its pattern is hot, as measured above."


def _found(score: RuleScore, suite: SuiteScores) -> str:
    gain = f", median gain {ratio_text(score.median_gain)}×" if score.median_gain else ""
    places = "place" if score.found == 1 else "places"
    return (
        f"In {suite.suite}: found in {score.programs} of {suite.programs} programs ({score.found} {places}), "
        f"{score.tried} tried, {score.accepted} accepted{gain}, {score.false_starts} equal but not faster."
    )
