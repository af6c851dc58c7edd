"""What a run of the pipeline shows about its own predictions."""

from collections.abc import Iterable, Iterator

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.outcomes import Came, Outcome
from perfcoder_lsp.plan.reading.facts import facts
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.strategy import Plan, Strategy
from perfcoder_lsp.suggestion import Measurement
from perfcoder_lsp.trial import Attempt

_BEST_LAST: tuple[Came, ...] = ("undecided", "unbuilt", "different", "slower", "same", "faster")


def outcomes(
    source: Source, predicted: Plan, counts: StatementCounts | None, attempts: Iterable[Attempt]
) -> Iterator[Outcome]:
    """What came of each strategy of the plan that was carried out alone; of several ways to do so, the best. `counts`
    are what the plan was made with."""
    stated = {(each.name, each.range, each.explanation): each for each in predicted.strategies}
    best: dict[Strategy, tuple[Came, float]] = {}
    for attempt in attempts:
        done = attempt.rewrite.strategies
        strategy = stated.get((done[0].name, done[0].range, done[0].explanation)) if len(done) == 1 else None
        if strategy is not None:
            came = _came(attempt)
            best[strategy] = max(best.get(strategy, came), came, key=_rank)
    for strategy, (came, gain) in best.items():
        yield Outcome(
            planner=predicted.planner,
            rule=strategy.name,
            category=strategy.category,
            facts=facts(source, strategy, counts),
            confidence=strategy.confidence,
            expected_gain=strategy.expected_gain,
            came=came,
            gain=gain,
        )


def _rank(came: tuple[Came, float]) -> tuple[int, float]:
    return _BEST_LAST.index(came[0]), came[1]


def _came(attempt: Attempt) -> tuple[Came, float]:
    """What came of it, and time before / time after; 1 where that was not measured."""
    if attempt.rejected is not None and attempt.rejected.stage == "build":
        return "unbuilt", 1.0
    if not attempt.equal:
        different = attempt.verdict is not None and attempt.verdict.status == "different"
        return ("different" if different else "undecided"), 1.0
    if not isinstance(attempt.outcome, Measurement):
        return "undecided", 1.0
    if attempt.suggestion is not None:
        return "faster", attempt.outcome.speedup
    return ("slower" if attempt.outcome.speedup_high < 1 else "same"), attempt.outcome.speedup
