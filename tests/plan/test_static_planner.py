"""The planner that names what the rules find."""

from collections.abc import Iterator
from pathlib import Path

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.static import StaticPlanner
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.settings import RulesSettings, Settings
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import ByteRange, TextEdit

PROGRAM = b"""#include <iostream>
using namespace std;
int main() {
    int n;
    while (cin >> n) cout << n << endl;
}
"""


@rule(id="SMALL", category=Category.LOOP, summary="Little to gain", gain=1.1)
def small(source: Source) -> Iterator[Finding]:
    """Little."""
    yield Finding("small", "A little.", (TextEdit.insert(0, " "),), ByteRange(start=1, end=2))


@rule(id="LARGE", category=Category.MEMORY, summary="Much to gain", gain=100)
def large(source: Source) -> Iterator[Finding]:
    """Much, in two ways."""
    yield Finding("large", "A lot.", (TextEdit.insert(0, " "),))
    yield Finding("large", "A lot.", (TextEdit.insert(0, "  "),), variant="other")


def test_the_largest_expected_gain_comes_first_and_alternatives_count_once() -> None:
    plan = StaticPlanner(rules=(small, large)).plan(Source.of(Path("a.cpp"), b"int main() {}"))
    assert plan.planner == "static"
    assert [each.name for each in plan.strategies] == ["LARGE", "SMALL"]
    assert plan.strategies[1].range == ByteRange(start=1, end=2)
    assert plan.strategies[1].explanation == "A little."
    assert all(each.confidence is None for each in plan.strategies)


def test_a_program_that_reads_and_prints() -> None:
    plan = StaticPlanner().plan(Source.of(Path("a.cpp"), PROGRAM))
    names = [each.name for each in plan.strategies]
    assert names[0] == "IO4"
    assert {"IO1", "IO2"} < set(names)
    explanation = plan.strategies[0].explanation
    assert "1 read (in a loop): cin is synchronised with stdio" in explanation
    assert "1 print (in a loop): cout" in explanation
    assert "1 flush of the output" in explanation


def test_nothing_applies() -> None:
    assert StaticPlanner().plan(Source.of(Path("a.cpp"), b"int main() { return 0; }")).strategies == ()


def test_settings_leave_rules_out() -> None:
    settings = Settings(rules=RulesSettings(ignore=("IO4",)))
    plan = StaticPlanner(settings).plan(Source.of(Path("a.cpp"), PROGRAM))
    assert "IO4" not in {each.name for each in plan.strategies}
