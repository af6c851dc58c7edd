"""The pages in docs/rules say what the rules say; `python -m bench.rules pages` writes them."""

from pathlib import Path

import pytest

from bench.rules.effects import Effect, read_effects, write_effects
from bench.rules.pages import INDEX, all_pages, write_pages
from bench.rules.suites import evaluated, read_suites, reason_to_keep, sentence, write_suites
from bench.rules.tables import REPOSITORY
from perfcoder_lsp.cli.json_form import dumps
from perfcoder_lsp.cli.suites.result import ProgramResult, summarize
from perfcoder_lsp.cli.suites.rule_scores import RuleOutcome, RuleTrial
from perfcoder_lsp.rewrite.pages import page_of, page_url
from perfcoder_lsp.settings import RulesSettings
from perfcoder_lsp.strategy import Category

PAGES = all_pages()
FOLDER = REPOSITORY / "docs" / "rules"


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_what_the_rules_say(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == PAGES[name], "run: python -m bench.rules pages"


def test_there_are_no_pages_of_rules_that_are_no_more() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(PAGES)


@pytest.mark.parametrize("rule", [name.removesuffix(".md") for name in PAGES if name != INDEX])
def test_a_page_shows_before_and_after(rule: str) -> None:
    text = page_of(rule)
    assert text is not None
    assert text.startswith(f"# {rule}: ")
    lines = text.partition("```diff\n")[2].partition("```")[0].splitlines()
    assert any(line.startswith("+") for line in lines)


def test_addresses_are_made_of_the_setting() -> None:
    settings = RulesSettings(page_url="https://example.org/{rule}.html")
    assert page_url("IO2", settings) == "https://example.org/IO2.html"
    assert page_url("IO2", RulesSettings()) is None
    assert page_url("NONE1", settings) is None


def test_writing_again_changes_nothing_and_removes_what_is_old(tmp_path: Path) -> None:
    (tmp_path / "OLD1.md").write_text("old")
    assert write_pages(tmp_path) == len(PAGES) + 1
    assert write_pages(tmp_path) == 0


def test_effects_are_cut_not_rounded(tmp_path: Path) -> None:
    effect = Effect(rule="X1", category="c", found=1, equal=1, speedup=2.999, speedup_low=1.0599, speedup_high=12.37)
    assert effect.claim == "2.99×"
    assert "2.99 times as fast (1.05 to 12.3)" in effect.sentence
    write_effects({"X1": effect}, tmp_path / "results.json")
    assert read_effects(tmp_path / "results.json") == {"X1": effect}
    assert read_effects(tmp_path / "none.json") == {}


def test_pages_say_what_rules_did_on_real_programs(tmp_path: Path) -> None:
    trials = (RuleTrial(rule="IO1", end="offered", speedup=3.0), RuleTrial(rule="IO1", end="measure"))
    outcome = RuleOutcome(found=((Category.INPUT_OUTPUT, "IO1"),) * 2, trials=trials)
    results = [ProgramResult(key="a", name="a", rules=outcome), ProgramResult(key="b", name="b")]
    printed = dumps({"suite": "some", "summary": summarize(results).model_dump(mode="json"), "programs": []})
    file = tmp_path / "suites.json"
    assert sentence("IO1", read_suites(file)) == ""
    for _ in range(2):  # again: replaced, not added
        write_suites([evaluated(printed)], file)
    (suite,) = read_suites(file)
    told = "In some: found in 1 of 2 programs (2 places), 2 tried, 1 accepted, median gain 3×, 1 equal but not faster."
    assert sentence("IO1", [suite]) == told
    assert sentence("IO2", [suite]) == "Found in none of the programs: the 2 of some."
    effect = Effect(rule="IO2", category="", found=1, equal=1, speedup=2.0)
    assert "is kept for what it gains" in reason_to_keep("IO2", [suite], effect)
    assert "waits for a machine" in reason_to_keep("IO2", [suite], effect.model_copy(update={"speedup": None}))
    assert reason_to_keep("IO2", [], effect) == ""
