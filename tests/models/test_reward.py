"""What plans are worth: the paper's equation, from labels where these know, else measured once."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hand_made import SOURCE, labelled, site

from models.grpo.reward import Carried, Rewards, carried, carried_out, chosen, known, reward
from models.label.effect import Effect, UnmeasurableError
from models.records import Labelled, Program
from perfcoder_lsp import pipeline
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.reading.prompt import Expectation
from perfcoder_lsp.plan.reading.sites import sites
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import Rewrite

PROGRAM = Program(key="p", family="p", origin="written", source=SOURCE, timed="3 1 2 3", checked=("0",))
LABELLED = labelled(
    "one", site("A", "faster", 3.0), site("B", "same"), site("C", "unbuilt"), site("D", "faster", 2.0), together=5.0
)
SLOW = """#include <cstdio>
#include <vector>
int total(std::vector<int> values, int from) {
    int sum = 0;
    for (unsigned i = from; i < values.size(); i += 64) sum += values[i];
    return sum;
}
int main() {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    std::vector<int> values(n, 3);
    long long all = 0;
    for (int i = 0; i < 200; i++) all += total(values, i % 7);
    printf("%lld\\n", all);
}
"""
A, B, C, D = (each.strategy for each in LABELLED.sites)


class Stub:
    """Builds and runs nothing, and counts how often it was asked to."""

    def __init__(self, settings: Settings, effect: Effect | None) -> None:
        self.settings: Settings = settings
        self.asked: list[Rewrite] = []
        self._effect = effect

    def source(self, program: Program) -> Source:
        return Source.of(Path("p.cpp"), program.source.encode())

    def effects(self, program: Program, rewrites: Sequence[Rewrite]) -> tuple[Effect, ...]:
        self.asked += rewrites
        if self._effect is None:
            raise UnmeasurableError("takes less than 2 ms")
        return (self._effect,) * len(rewrites)


@pytest.mark.parametrize(
    ("came", "worth"),
    [
        (Carried(), 1),
        (Carried(outcome="unbuilt"), -100),
        (Carried(outcome="different", speedup=3), -1),
        (Carried(outcome="same", speedup=1.02), -1),
        (Carried(outcome="slower", speedup=0.5), -1),
        (Carried(outcome="undecided", speedup=1.2), -1),
        (Carried(outcome="faster", speedup=3), 9),
        (Carried(outcome="faster", speedup=1000), 100),
    ],
)
def test_the_paper_s_reward(came: Carried, worth: float) -> None:
    assert reward(came) == worth


def test_the_penalty_and_the_largest_speedup_can_be_chosen() -> None:
    assert reward(Carried(outcome="unbuilt"), omega=2) == -2
    assert reward(Carried(outcome="faster", speedup=1000), most=1e9) == 1_000_000


def test_labels_know_of_nothing_of_single_sites_and_of_all_that_pay() -> None:
    assert known(LABELLED, ()) == Carried()
    assert known(LABELLED, (A,)) == Carried(outcome="faster", speedup=3)
    assert known(LABELLED, (C,)) == Carried(outcome="unbuilt")
    assert known(LABELLED, (D, A)) == Carried(outcome="faster", speedup=5)
    assert known(LABELLED, (A, B)) is None


def test_what_is_expected_to_pay_is_carried_out_together() -> None:
    source = Source.of(Path("p.cpp"), SOURCE.encode())
    plan, rewrites = pipeline.check(source, Settings())
    by_strategy = {each.strategy: each for each in sites(source, plan.strategies)}
    found = [by_strategy[each] for each in plan.strategies]
    asked = chosen([Expectation(found[1], 2.0), Expectation(found[2], 1.0), Expectation(found[0], 1.05)])
    assert asked == (found[1].strategy, found[0].strategy)
    joint = carried_out(rewrites, asked)
    assert joint is not None
    assert joint.strategies == asked
    assert carried_out(rewrites, asked[:1]) in rewrites
    assert carried_out(rewrites, (A,)) is None


def test_a_plan_is_measured_once(own_settings: Settings) -> None:
    plan, _ = pipeline.check(Source.of(Path("p.cpp"), SOURCE.encode()), own_settings)
    bench = Stub(own_settings, Effect(outcome="faster", gain=2.5))
    first = carried(PROGRAM, plan.strategies[:2], bench)
    assert first == Carried(outcome="faster", speedup=2.5)
    assert carried(PROGRAM, plan.strategies[:2], Stub(own_settings, Effect(outcome="same"))) == first
    assert len(bench.asked) == 1
    other = PROGRAM.model_copy(update={"timed": "2 1 2"})
    assert carried(other, plan.strategies[:2], bench) == first
    assert len(bench.asked) == 2


def test_what_cannot_be_measured_is_not_faster(own_settings: Settings) -> None:
    plan, _ = pipeline.check(Source.of(Path("p.cpp"), SOURCE.encode()), own_settings)
    assert reward(carried(PROGRAM, plan.strategies[:1], Stub(own_settings, None))) == -1


def test_what_labels_know_costs_nothing(own_settings: Settings) -> None:
    with Rewards({}, own_settings) as rewards:
        assert rewards.of([(LABELLED, ()), (LABELLED, (A,)), (LABELLED, (C,)), (LABELLED, (D, A))]) == [1, 9, -100, 25]


@pytest.mark.alone
def test_what_they_do_not_know_is_built_and_timed(settings: Settings) -> None:
    """A large copy for each call is what takes the time."""
    program = PROGRAM.model_copy(update={"source": SLOW, "timed": "400000", "checked": ("7", "100")})
    plan, _ = pipeline.check(Source.of(Path("p.cpp"), SLOW.encode()), settings)
    asked = tuple(each for each in plan.strategies if each.name in ("MEM6", "CC1"))
    assert len(asked) == 2
    with Rewards({"p": program}, settings) as rewards:
        (found,) = rewards.of([(Labelled(program=program, sites=()), asked)])
    assert found > 2
