"""What must hold for every rule, whatever it does."""

import re

import pytest
from rule_cases import Applies, RuleCases, all_cases, apply_all, error_nodes, rewrites_of, source_of

from perfcoder_lsp.rewrite.rule import Rule, all_rules
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import compatible

TABLES = {each.rule: each for each in all_cases()}
RULES = [pytest.param(each, id=each.id) for each in all_rules() if each.id in TABLES]
PAIRS = [
    pytest.param(table.rule, case, id=f"{table.rule}: {case.name}")
    for table in TABLES.values()
    for case in table.applies
]
HEADINGS = ("What it does:", "Why:", "When not:", "Source:")


def test_every_table_belongs_to_a_rule() -> None:
    assert set(TABLES) <= {each.id for each in all_rules()}


@pytest.mark.parametrize("rule", RULES)
def test_documentation_has_its_parts(rule: Rule) -> None:
    places = [rule.docs.find(heading) for heading in HEADINGS]
    assert -1 not in places
    assert places == sorted(places)
    assert re.search(rf"catalogue {rule.id}\b", rule.docs)
    assert rule.category in Category
    assert rule.gain > 1
    assert len(rule.summary) < 90


@pytest.mark.parametrize("rule", RULES)
def test_table_shows_when_it_applies_and_when_not(rule: Rule) -> None:
    table: RuleCases = TABLES[rule.id]
    assert table.applies
    assert len(table.refuses) >= 8
    names = [case.name for case in (*table.applies, *table.refuses)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("rule", "case"), PAIRS)
def test_rewrites_are_well_formed(rule: str, case: Applies) -> None:
    source = source_of(case.before, case.suffix)
    for rewrite in rewrites_of(rule, case.before, case.suffix):
        assert rewrite.edits
        assert compatible(rewrite.edits, ())
        assert rewrite.title
        strategy = rewrite.strategies[0]
        assert strategy.name == rule
        assert strategy.explanation.endswith(".")
        after = source.edited(rewrite.edits)
        assert after.text != source.text
        assert error_nodes(after) <= error_nodes(source)


@pytest.mark.parametrize(("rule", "case"), PAIRS)
def test_a_rule_is_content_with_its_own_output(rule: str, case: Applies) -> None:
    after, _ = apply_all(rule, case.before, case.suffix)
    assert not rewrites_of(rule, after.text.decode(), case.suffix)


@pytest.mark.parametrize(("rule", "case"), PAIRS)
def test_explanations_name_something_of_the_program(rule: str, case: Applies) -> None:
    names = set(re.findall(r"[A-Za-z_]\w*", case.before))
    for rewrite in rewrites_of(rule, case.before, case.suffix):
        assert names & set(re.findall(r"[A-Za-z_]\w*", rewrite.strategies[0].explanation))
