"""What a run shows about its own predictions is kept as outcomes of strategies."""

from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.learning import outcomes
from perfcoder_lsp.measure.outcome import Undecided
from perfcoder_lsp.plan.outcomes import Came
from perfcoder_lsp.strategy import Category, Plan, Strategy
from perfcoder_lsp.suggestion import InputSource, Measurement, Rewrite, Stage, Verdict
from perfcoder_lsp.text import ByteRange
from perfcoder_lsp.trial import Attempt
from perfcoder_lsp.trial.attempt import rejection

TEXT = 'int main() { for (int i = 0; i < 1000; i++) puts("x"); }'
SOURCE = Source.of(Path("a.cpp"), TEXT.encode())
PLACE = ByteRange(start=TEXT.index("for"), end=TEXT.index(" }"))
STATED = Strategy(
    category=Category.LOOP, name="LP1", explanation="costs", range=PLACE, confidence=0.75, expected_gain=2.0
)
SHOWN = STATED.model_copy(update={"confidence": 0.4})  # as this machine's tuning has it
PLAN = Plan(planner="embedded", strategies=(STATED,))


def measured(speedup: float) -> Measurement:
    return Measurement(
        before_s=speedup,
        after_s=1,
        speedup=speedup,
        speedup_low=speedup * 0.99,
        speedup_high=speedup * 1.01,
        pairs=6,
        clock="cpu",
    )


def attempt(
    stage: Stage | None = None,
    status: str = "equal",
    outcome: Measurement | Undecided | None = None,
    *carried: Strategy,
    name: str = "LP1",
) -> Attempt:
    rewrite = Rewrite(id=name, origin="rules/LP1", title=name, strategies=carried or (SHOWN,), edits=())
    verdict = Verdict.model_validate(
        {"status": status, "inputs": 9, "outcomes": 9, "source": InputSource.GENERATED, "sanitized": True}
    )
    return Attempt(rewrite, verdict, outcome, rejection(rewrite, stage, "why") if stage else None)


@pytest.mark.parametrize(
    ("tried", "came", "gain"),
    [
        (attempt(None, "equal", measured(2.0)), "faster", 2.0),
        (attempt("measure", "equal", measured(1.01)), "same", 1.01),
        (attempt("measure", "equal", measured(0.5)), "slower", 0.5),
        (attempt("measure", "equal", Undecided(reason="busy")), "undecided", 1.0),
        (attempt("verify", "different"), "different", 1.0),
        (attempt("verify", "undecided"), "undecided", 1.0),
        (attempt("build"), "unbuilt", 1.0),
    ],
)
def test_an_outcome_is_what_came_of_a_strategy_and_what_the_planner_itself_had_said(
    tried: Attempt, came: Came, gain: float
) -> None:
    (found,) = outcomes(SOURCE, PLAN, None, [tried])
    assert (found.came, found.gain) == (came, gain)
    assert (found.planner, found.rule, found.confidence, found.expected_gain) == ("embedded", "LP1", 0.75, 2.0)
    assert (found.facts.reached, found.facts.inside, found.facts.trips) == ("main", 1, 3)


def test_of_several_ways_to_do_the_same_the_best_counts() -> None:
    ways = [attempt("build"), attempt(None, "equal", measured(1.5)), attempt("measure", "equal", measured(1.0))]
    (found,) = outcomes(SOURCE, PLAN, None, ways)
    assert (found.came, found.gain) == ("faster", 1.5)


def test_combinations_and_what_the_plan_does_not_name_are_left_out() -> None:
    other = STATED.model_copy(update={"name": "LP2"})
    tried = [attempt(None, "equal", measured(3.0), SHOWN, other), attempt(None, "equal", measured(3.0), other)]
    assert list(outcomes(SOURCE, PLAN, None, tried)) == []
