"""Which rewrites the search tries, in which order, and what it keeps; times are given here, the gates are not run."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

import pytest

from perfcoder_lsp.request import Event, RejectionEvent, SuggestionEvent
from perfcoder_lsp.search import Candidates, search, together
from perfcoder_lsp.strategy import Category, Strategy
from perfcoder_lsp.suggestion import InputSource, Measurement, Rewrite, Verdict
from perfcoder_lsp.text import TextEdit
from perfcoder_lsp.trial import Attempt
from perfcoder_lsp.trial.attempt import Ratio, rejection

EQUAL = Verdict(status="equal", inputs=60, outcomes=50, source=InputSource.GENERATED, sanitized=True)


def rewrite(name: str, at: int, origin: str = "rules/") -> Rewrite:
    strategy = Strategy(category=Category.MEMORY, name=name, explanation=name)
    edits = (TextEdit.insert(at, name),)
    return Rewrite(id=name, origin=f"{origin}{name}", title=name, strategies=(strategy,), edits=edits)


@dataclass
class Given:
    """A trial by given factors: a rewrite's speedup is the product of its parts' ones, unless `different` (not equal to
    the original) or `clashing` (all of them together are not) says otherwise."""

    factors: dict[str, float]
    different: frozenset[str] = frozenset()
    clashing: frozenset[str] = frozenset("none")
    asked: list[str] = field(default_factory=list[str])
    expected: list[str] = field(default_factory=list[str])
    counts: None = None

    def expect(self, rewrites: Iterable[Rewrite]) -> None:
        self.expected += [each.id for each in rewrites]

    def attempt(self, rewrite: Rewrite) -> Attempt:
        self.asked.append(rewrite.id)
        parts = {each.name for each in rewrite.strategies}
        if parts & self.different or parts >= self.clashing:
            return Attempt(rewrite, rejected=rejection(rewrite, "verify", "differs"))
        speedup = self._speedup(rewrite)
        outcome = Measurement(
            before_s=speedup,
            after_s=1,
            speedup=speedup,
            speedup_low=speedup,
            speedup_high=speedup,
            pairs=6,
            clock="cpu",
        )
        return Attempt(rewrite, EQUAL, outcome, None if speedup > 1.05 else rejection(rewrite, "measure", "no gain"))

    def compared(self, base: Attempt, other: Attempt) -> Ratio | None:
        ratio = self._speedup(other.rewrite) / self._speedup(base.rewrite)
        return Ratio(ratio, ratio, ratio, claimed=ratio > 1.05)

    def _speedup(self, rewrite: Rewrite) -> float:
        return math.prod(self.factors[each.name] for each in rewrite.strategies)


def found(
    given: Given, expired: Callable[[], bool] = lambda: False, origin: str = "rules/"
) -> tuple[dict[str, Attempt], list[Event]]:
    heard: list[Event] = []
    rewrites = tuple(rewrite(name, at, origin) for at, name in enumerate(given.factors))
    attempts = search(given, Candidates(rewrites), heard.append, expired)
    return {each.rewrite.id: each for each in attempts}, heard


def test_what_gains_nothing_alone_is_left_out_of_the_best() -> None:
    given = Given({"A": 2.0, "B": 1.0, "C": 1.5})
    attempts, heard = found(given)
    assert given.asked == ["A", "A+B+C", "B", "C", "A+C"]
    assert given.expected == given.asked[:-1]
    assert set(attempts) == {"A", "B", "C", "A+C"}
    assert {each.name: each.speedup for each in attempts["A+C"].contributions} == {"A": 2.0, "C": 1.5}
    told = [each.suggestion.id for each in heard if isinstance(each, SuggestionEvent)]
    assert told == ["A", "A+B+C", "C", "A+C"], "each once, and what is faster than all before as soon as it is known"
    assert [each.rejection.id for each in heard if isinstance(each, RejectionEvent)] == ["B"]


def test_a_combination_that_is_no_faster_than_what_was_told_waits_for_the_end() -> None:
    class Clashing(Given):
        def _speedup(self, rewrite: Rewrite) -> float:
            return super()._speedup(rewrite) if len(rewrite.strategies) < 3 else 1.1

    attempts, heard = found(Clashing({"A": 2.0, "B": 1.5, "C": 1.0}))
    told = [each.suggestion.id for each in heard if isinstance(each, SuggestionEvent)]
    assert told == ["A", "B", "A+B"]
    assert set(attempts) == {"A", "B", "C", "A+B"}


@pytest.mark.parametrize(
    ("origin", "told"), [("rules/", ["A", "A+B+C", "C", "A+C"]), ("llm/", ["A", "C", "A+B+C", "A+C"])]
)
def test_what_no_rule_proves_is_told_together_once_its_parts_are_known(origin: str, told: list[str]) -> None:
    _, heard = found(Given({"A": 2.0, "B": 1.0, "C": 1.5}), origin=origin)
    assert [each.suggestion.id for each in heard if isinstance(each, SuggestionEvent)] == told


def test_no_combination_is_told_of_which_a_part_that_no_rule_proves_differs_alone() -> None:
    class Masked(Given):
        """B alone differs, which nothing shows beside A."""

        def attempt(self, rewrite: Rewrite) -> Attempt:
            if rewrite.id == "B":
                return Attempt(rewrite, rejected=rejection(rewrite, "verify", "differs"))
            return super().attempt(rewrite)

    _, heard = found(Masked({"A": 2.0, "B": 1.5}), origin="llm/")
    assert [each.suggestion.id for each in heard if isinstance(each, SuggestionEvent)] == ["A"]


def test_what_serves_only_together_stays() -> None:
    class Joined(Given):
        def _speedup(self, rewrite: Rewrite) -> float:
            names = {each.name for each in rewrite.strategies}
            return 3.0 if names >= {"A", "B"} else 1.2 if "A" in names else 1.0

    attempts, _ = found(Joined({"A": 1, "B": 1}))
    assert set(attempts) == {"A", "B", "A+B"}
    assert attempts["A+B"].contributions[1].speedup == pytest.approx(2.5)


def test_what_adds_nothing_to_the_others_is_left_out_in_the_end() -> None:
    class Hidden(Given):
        """B pays only beside A, and C never."""

        def _speedup(self, rewrite: Rewrite) -> float:
            names = {each.name for each in rewrite.strategies}
            return (2.0 if "A" in names else 1.0) * (1.5 if names >= {"A", "B"} else 1.0)

    attempts, _ = found(Hidden({"A": 1, "B": 1, "C": 1}))
    assert set(attempts) == {"A", "B", "C", "A+B"}
    assert [each.name for each in attempts["A+B"].contributions] == ["A", "B"]


def test_where_all_together_fail_some_still_grow_together() -> None:
    given = Given({"A": 2.0, "B": 1.5, "C": 1.4}, different=frozenset("C"))
    attempts, _ = found(given)
    assert attempts["A+B"].suggestion
    assert attempts["C"].rejected

    clashing = Given({"A": 2.0, "B": 1.5, "C": 1.4}, clashing=frozenset("AC"))
    attempts, _ = found(clashing)
    assert attempts["A+B"].suggestion
    assert "A+B+C" not in attempts


def test_what_differs_alone_is_in_no_combination() -> None:
    class Hidden(Given):
        def attempt(self, rewrite: Rewrite) -> Attempt:
            self.different = frozenset("B") if len(rewrite.strategies) == 1 else frozenset()
            return super().attempt(rewrite)

    attempts, _ = found(Hidden({"A": 2.0, "B": 1.5, "C": 1.4}))
    assert set(attempts) == {"A", "B", "C", "A+C"}


def test_one_that_pays_alone_needs_no_combination() -> None:
    attempts, _ = found(Given({"A": 2.0, "B": 1.0}))
    assert set(attempts) == {"A", "B"}
    assert attempts["A"].contributions == ()


@pytest.mark.parametrize(("budget", "asked"), [(0, ["A"]), (2, ["A", "A+B+C", "B"])])
def test_the_budget_ends_the_search_after_the_first(budget: int, asked: list[str]) -> None:
    given = Given({"A": 2.0, "B": 1.5, "C": 1.4})
    attempts, _ = found(given, expired=lambda: len(given.asked) > budget)
    assert given.asked == asked
    assert attempts["A"].suggestion
    assert ("A+B+C" in attempts) == (budget > 0)


def test_rewrites_of_the_same_text_are_not_put_together() -> None:
    joint = together([rewrite("A", 1), rewrite("B", 1), rewrite("C", 2)])
    assert joint is not None
    assert [each.id for each in joint.parts] == ["A", "C"]
    assert together([rewrite("A", 1), rewrite("B", 1)]) is None


def searched(given: Given, candidates: Candidates, expired: Callable[[], bool] = lambda: False) -> dict[str, Attempt]:
    return {each.rewrite.id: each for each in search(given, candidates, lambda _: None, expired)}


def test_what_is_doubtful_is_tried_after_all_else_and_joins_the_best_where_it_pays() -> None:
    given = Given({"A": 2.0, "B": 1.5, "C": 1.0, "D": 1.3})
    a, b, c, d = (rewrite(name, at) for at, name in enumerate(given.factors))
    attempts = searched(given, Candidates(first=(a, b), late=(c, d)))
    assert given.asked == ["A", "A+B", "B", "C", "D", "A+B+D"]
    assert set(attempts) == {"A", "B", "C", "D", "A+B+D"}


def test_what_is_doubtful_is_not_tried_without_budget() -> None:
    given = Given({"A": 2.0, "B": 1.5, "C": 1.4})
    a, b, c = (rewrite(name, at) for at, name in enumerate(given.factors))
    attempts = searched(given, Candidates(first=(a, b), late=(c,)), lambda: len(given.asked) >= 3)
    assert given.asked == ["A", "A+B", "B"]
    assert set(attempts) == {"A", "B", "A+B"}


def test_what_is_doubtful_can_be_the_best() -> None:
    given = Given({"A": 1.0, "B": 1.5, "C": 1.2}, different=frozenset("A"))
    a, b, c = (rewrite(name, at) for at, name in enumerate(given.factors))
    attempts = searched(given, Candidates(first=(a,), late=(c, b)))
    assert attempts["B+C"].suggestion


CHANCES = {"A": 0.9, "B": 0.1, "C": None}


def expected(rewrite: Rewrite, chance: float | None) -> Rewrite:
    strategies = tuple(each.model_copy(update={"confidence": chance}) for each in rewrite.strategies)
    return rewrite.model_copy(update={"strategies": strategies})


@pytest.mark.parametrize(
    ("prune", "first", "late"), [("late", "A C", "B"), ("never", "A B C", ""), ("always", "A C", "")]
)
def test_the_setting_says_what_becomes_of_what_is_doubtful(
    prune: Literal["late", "never", "always"], first: str, late: str
) -> None:
    rewrites = tuple(expected(rewrite(name, at), chance) for at, (name, chance) in enumerate(CHANCES.items()))
    candidates = Candidates.of(rewrites, prune)
    assert " ".join(each.id for each in candidates.first) == first
    assert " ".join(each.id for each in candidates.late) == late
    doubtful = Candidates.of((rewrites[1],), prune)
    assert doubtful.all == (() if prune == "always" else (rewrites[1],))
    assert doubtful.late == ()
