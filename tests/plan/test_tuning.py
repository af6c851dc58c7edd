"""What was measured on this machine changes what is expected, as much as there is of it."""

from pathlib import Path

import platformdirs
import pytest

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.order import by_plan, by_prediction, is_doubtful
from perfcoder_lsp.plan.outcomes import Came, Outcome, OutcomeLog
from perfcoder_lsp.plan.reading.facts import Facts
from perfcoder_lsp.plan.tuning import (
    LEAST_OUTCOMES,
    Tuning,
    fit_tuning,
    remove_tuning,
    tuned,
    tuning_file,
    write_tuning,
)
from perfcoder_lsp.strategy import Category, Plan, Strategy, prediction
from perfcoder_lsp.suggestion import Rewrite


@pytest.fixture(autouse=True)
def data_folder_of_this_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_data_path", lambda name: tmp_path / "data" / name)


def outcome(rule: str, came: Came, confidence: float | None = None, gain: float = 1.0) -> Outcome:
    return Outcome(
        planner="embedded",
        rule=rule,
        category=Category.LOOP,
        facts=Facts(1, 0, 3, 1, "main", behind=0, words=4, usual=1.2, streams="none"),
        confidence=confidence,
        expected_gain=None if confidence is None else 2.0,
        came=came,
        gain=gain,
    )


def strategy(name: str, confidence: float | None = None, gain: float | None = None) -> Strategy:
    return Strategy(
        category=Category.LOOP, name=name, explanation=f"{name} costs", confidence=confidence, expected_gain=gain
    )


def names(plan: Plan) -> list[str]:
    return [each.name for each in plan.strategies]


def test_too_little_is_not_learned_from() -> None:
    few = [outcome("LP1", "faster")] * (LEAST_OUTCOMES - 1) + [outcome("LP1", "undecided")] * 100
    with pytest.raises(UsageError, match=f"{LEAST_OUTCOMES - 1} measured outcomes .* planner.learn=true"):
        fit_tuning(few)


def test_a_rule_that_never_pays_here_is_expected_to_pay_less() -> None:
    fitted = fit_tuning([outcome("LP1", "same", 0.8)] * 40 + [outcome("LP2", "faster", 0.8, 2.0)] * 40)
    never, always = (fitted.confidence(rule, 0.8) for rule in ("LP1", "LP2"))
    other = fitted.confidence("LP3", 0.8)
    assert never is not None
    assert always is not None
    assert other is not None
    assert never < 0.2 < other < 0.8 < always


def test_without_a_planner_rules_are_ordered_by_what_they_were_measured_to_gain() -> None:
    log = [outcome("LP1", "same")] * 30 + [outcome("LP2", "faster", gain=3.0)] * 30
    write_tuning(fit_tuning(log))
    plan = Plan(planner="static", strategies=(strategy("LP1"), strategy("LP3"), strategy("LP2")))
    after = tuned(plan)
    assert names(after) == ["LP2", "LP3", "LP1"]
    assert after.strategies[0].expected_gain == pytest.approx(3.0)
    assert after.strategies[1].confidence is None
    assert after.strategies[2].is_doubtful
    remove_tuning()
    assert tuned(plan) == plan


def test_a_damaged_file_is_told_and_left_out() -> None:
    write_tuning(Tuning())
    tuning_file().write_text("{")
    plan = Plan(planner="static", strategies=(strategy("LP1"),), note="why")
    after = tuned(plan)
    assert after.strategies == plan.strategies
    assert after.note.startswith("why; ")
    assert "perfcoder models tune --reset" in after.note


def test_outcomes_are_kept_in_lines_and_damaged_ones_left_out(tmp_path: Path) -> None:
    log = OutcomeLog(tmp_path / "cache")
    assert log.read() == ()
    log.add([outcome("LP1", "faster", 0.5, 2.0)])
    with log.file.open("a") as file:
        file.write('{"rule": "of another version"}\nnonsense\n')
    log.add([outcome("LP2", "same")])
    assert [each.rule for each in log.read()] == ["LP1", "LP2"]
    log.forget()
    assert log.read() == ()


def test_plans_are_ordered_by_probability_and_gain() -> None:
    ordered = by_prediction(
        [
            strategy("unknown"),
            strategy("doubtful", 0.1, 4.0),
            strategy("small", 0.95, 1.05),
            strategy("large", 0.6, 10.0),
            strategy("hopeless", 0.01, 1.05),
        ]
    )
    assert [each.name for each in ordered] == ["large", "small", "unknown", "doubtful", "hopeless"]


def rewrite(name: str, *carried: Strategy) -> Rewrite:
    return Rewrite(id=name, origin=f"rules/{name}", title=name, strategies=carried, edits=())


def test_rewrites_follow_the_plan_and_know_what_was_predicted() -> None:
    plan = Plan(planner="model", strategies=(strategy("B", 0.9, 2.0), strategy("A", 0.2, 1.2)))
    found = (rewrite("A", strategy("A")), rewrite("A-2", strategy("A")), rewrite("C", strategy("C")))
    ordered = by_plan((*found, rewrite("B", strategy("B"))), plan)
    assert [each.id for each in ordered] == ["B", "C", "A", "A-2"]
    assert [each.strategies[0].confidence for each in ordered] == [0.9, None, 0.2, 0.2]
    assert [is_doubtful(each) for each in ordered] == [False, False, True, True]


def test_predictions_are_marked_as_such() -> None:
    assert prediction(0.853, 1.52) == "Predicted, not measured: 85% likely to pay, then about 1.5x faster."
    assert prediction(1.0, None) == "Predicted, not measured: 99% likely to pay."
    assert prediction(0.02, None) == "Predicted, not measured: 2% likely to pay."
    assert prediction(None, None) == ""
