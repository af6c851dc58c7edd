"""How rules are made, found, chosen and run, and how the optimizer follows a plan."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.rewrite.optimizer import Optimizer, RulesOptimizer, open_optimizer, optimizer_names
from perfcoder_lsp.rewrite.rule import Finding, Rule, all_rules, rule
from perfcoder_lsp.rewrite.selection import find_rewrites, select_rules
from perfcoder_lsp.settings import RulesSettings, Settings
from perfcoder_lsp.strategy import Category, Plan, Strategy
from perfcoder_lsp.text import ByteRange, TextEdit

SOURCE = Source.of(Path("a.cpp"), b"int main() { return 0; }")


@rule(id="T1", category=Category.LOOP, summary="Two findings", gain=2.0)
def two(source: Source) -> Iterator[Finding]:
    """Says something twice."""
    yield Finding("first", "Because.", (TextEdit.insert(0, "a"),), ByteRange(start=0, end=3))
    yield Finding("second", "Because.", (TextEdit.insert(3, "b"),), ByteRange(start=3, end=4), notes=("careful",))


@rule(id="T2", category=Category.LOOP, summary="Raises after one finding", gain=9.0)
def raising(source: Source) -> Iterator[Finding]:
    """Breaks."""
    yield Finding("lost", "Because.", ())
    raise RuntimeError("broken rule")


@rule(id="T3", category=Category.MEMORY, summary="Overlapping edits")
def overlapping(source: Source) -> Iterator[Finding]:
    """Overlaps."""
    yield Finding("bad", "Because.", (TextEdit.replace(0, 3, "x"), TextEdit.replace(2, 4, "y")))


@rule(id="T4", category=Category.MEMORY, summary="Alternatives", gain=5.0)
def alternatives(source: Source) -> Iterator[Finding]:
    """Offers a choice."""
    yield Finding("one", "Because.", (TextEdit.insert(0, "a"),))
    yield Finding("other", "Because.", (TextEdit.insert(0, "b"),), variant="plain")


ALL = (two, raising, overlapping, alternatives)


def test_findings_become_rewrites() -> None:
    first, second = two.find(SOURCE)
    assert (first.id, second.id, first.origin) == ("T1", "T1#2", "rules/T1")
    strategy = second.strategies[0]
    assert (strategy.category, strategy.name, strategy.explanation) == (Category.LOOP, "T1", "Because.")
    assert strategy.range == ByteRange(start=3, end=4)
    assert second.notes == ("careful",)
    assert two.docs == "Says something twice."


def test_alternatives_have_ids_of_their_own() -> None:
    assert [each.id for each in alternatives.find(SOURCE)] == ["T4", "T4-plain"]


def test_a_rule_that_fails_is_logged_and_breaks_no_other(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        found = find_rewrites(ALL, SOURCE, RulesSettings())
    assert [each.id for each in found] == ["T1", "T1#2", "T4", "T4-plain"]
    assert "rule T2 failed on a.cpp and was skipped" in caplog.text
    assert "rule T3 failed" in caplog.text


def test_registered_rules_have_unique_ids_and_documentation() -> None:
    ids = [each.id for each in all_rules()]
    assert len(set(ids)) == len(ids)
    assert {"IO1", "IO2", "IO4"} <= set(ids)
    assert all(each.docs and each.summary for each in all_rules())


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        ((), (), "T1 T2 T3 T4"),
        (("T1", "t4"), (), "T1 T4"),
        (("Loop Efficiency Techniques",), (), "T1 T2"),
        ((), ("memory usage and allocation",), "T1 T2"),
        (("T1", "T2"), ("Loop Efficiency Techniques",), ""),
    ],
)
def test_selection_by_id_or_category(select: tuple[str, ...], ignore: tuple[str, ...], left: str) -> None:
    chosen = select_rules(ALL, RulesSettings(select=select, ignore=ignore))
    assert " ".join(each.id for each in chosen) == left


def test_some_rules_need_consent() -> None:
    @rule(id="T5", category=Category.NUMERICAL, summary="Other sums", consent="floats")
    def reordering(source: Source) -> Iterator[Finding]:
        yield from ()

    assert select_rules((reordering,), RulesSettings()) == ()
    assert select_rules((reordering,), RulesSettings(consent=("floats",))) == (reordering,)


@pytest.mark.parametrize("settings", [RulesSettings(select=("T9",)), RulesSettings(ignore=("Speed",))])
def test_unknown_names_are_told(settings: RulesSettings) -> None:
    with pytest.raises(UsageError, match=r"unknown rule or category .* rules are T1, T2"):
        select_rules(ALL, settings)


def _plan(*named: tuple[str, Category]) -> Plan:
    strategies = tuple(Strategy(category=category, name=name, explanation="") for name, category in named)
    return Plan(planner="test", strategies=strategies)


@pytest.mark.parametrize(
    ("plan", "ids"),
    [
        (_plan(), []),
        (_plan(("T1", Category.LOOP)), ["T1", "T1#2"]),
        (
            _plan(("T4", Category.MEMORY), ("T1", Category.LOOP), ("T4", Category.MEMORY)),
            ["T4", "T4-plain", "T1", "T1#2"],
        ),
        (_plan(("use less memory", Category.MEMORY)), ["T4", "T4-plain"]),
        (_plan(("unknown", Category.COMPILER)), []),
        (_plan(("IO4", Category.LOOP)), []),  # a rule's name asks for that rule only, not for its category
    ],
)
def test_the_optimizer_follows_the_plan(plan: Plan, ids: list[str]) -> None:
    assert [each.id for each in RulesOptimizer(rules=ALL).rewrites(SOURCE, plan)] == ids


def test_the_rules_are_an_installed_optimizer() -> None:
    assert "rules" in optimizer_names()
    optimizer = open_optimizer("rules", Settings())
    assert isinstance(optimizer, Optimizer)
    assert optimizer.name == "rules"


def test_settings_limit_the_optimizer() -> None:
    optimizer = RulesOptimizer(Settings(rules=RulesSettings(ignore=("T1",))), rules=ALL)
    assert optimizer.rewrites(SOURCE, _plan(("T1", Category.LOOP))) == ()


def test_unknown_optimizers_are_told() -> None:
    with pytest.raises(UsageError, match=r"unknown optimizer 'magic'; installed are .*rules"):
        open_optimizer("magic", Settings())


def test_rules_are_values() -> None:
    assert isinstance(two, Rule)
    assert two.gain == 2.0
