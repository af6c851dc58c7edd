"""Suites: how they are read, scored in the paper's protocol, and resumed."""

import json
import os
from pathlib import Path

import pytest

from perfcoder_lsp.cli.suites import autopatch, codescope
from perfcoder_lsp.cli.suites.registry import suite_named
from perfcoder_lsp.cli.suites.result import CheckOutcome, ProgramResult, summarize
from perfcoder_lsp.cli.suites.rule_scores import RuleOutcome, RuleTrial, rule_outcome
from perfcoder_lsp.cli.suites.state import State, result_key
from perfcoder_lsp.cli.suites.suite import Program
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.settings import CacheSettings, Settings
from perfcoder_lsp.strategy import Category, Plan, Strategy
from perfcoder_lsp.suggestion import Elapsed, InputSource, Measurement, Rejection, Report, Suggestion, Verdict

REPOSITORY = Path(__file__).parents[2]


def data(suite: str) -> Path:
    """The real suite's folder; skips the test where it is not on this machine."""
    root = Path(os.environ.get("PERFCODER_DATA", REPOSITORY.parent / "shared" / "data")) / suite
    if not root.is_dir():
        pytest.skip(f"no {root}: set PERFCODER_DATA to the folder that holds {suite}/")
    return root


def measured(speedup: float, *, startup: bool = False, instructions: int | None = None) -> Measurement:
    return Measurement(
        before_s=0.05,
        after_s=0.05 / speedup,
        speedup=speedup,
        speedup_low=speedup * 0.9,
        speedup_high=speedup * 1.1,
        pairs=6,
        clock="cpu",
        startup=startup,
        instructions_before=instructions,
        instructions_after=100 if instructions else None,
    )


def result(name: str, **fields: object) -> ProgramResult:
    return ProgramResult.model_validate({"key": name, "name": name, **fields})


# --- reading


def test_codescope_is_read_with_its_tests(tmp_path: Path) -> None:
    entry = {
        "id": 7,
        "lang": "GNU C",
        "slow": "int main(void) { return 0; }\n",
        "tests": [{"input": "1\n", "outputs": ["1\n", "one\n"]}, {"input": "2\n", "outputs": ["2\n"]}],
    }
    (tmp_path / "programs.jsonl").write_text(json.dumps(entry) + "\n\n", "utf-8")
    (program,) = codescope.load(tmp_path)
    assert program.file_name == "codescope-7.c"
    assert program.text == b"int main(void) { return 0; }\n"
    assert [test.expected for test in program.tests] == [(b"1\n", b"one\n"), (b"2\n",)]


def test_autopatch_is_read_once_per_source_with_all_its_rivals(tmp_path: Path) -> None:
    pairs = [
        {"id": "3", "source_code": "slow", "optimized_code": "fast"},
        {"id": "4", "source_code": "other", "optimized_code": "quick"},
        {"id": "5", "source_code": "slow", "optimized_code": "faster"},
        {"id": "6", "source_code": "slow", "optimized_code": "fast"},
    ]
    (tmp_path / "test_dataset.json").write_text(json.dumps(pairs), "utf-8")
    first, second = autopatch.load(tmp_path)
    assert (first.name, first.text, first.rivals) == ("autopatch-3", b"slow", (b"fast", b"faster"))
    assert (second.name, second.rivals) == ("autopatch-4", (b"quick",))


@pytest.mark.parametrize(
    ("suite", "name", "text"),
    [
        ("codescope", "programs.jsonl", '{"id": 1}\n'),
        ("codescope", "programs.jsonl", "no json\n"),
        ("autopatch", "test_dataset.json", "[1]"),
        ("autopatch", "test_dataset.json", "{"),
        ("autopatch", "elsewhere.json", "[]"),
    ],
)
def test_a_folder_that_is_not_the_suites_is_one_line(tmp_path: Path, suite: str, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        suite_named(suite).load(tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_suite_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="autopatch, codescope"):
        suite_named("pie")


def test_the_real_codescope_has_its_61_programs_and_2492_tests() -> None:
    programs = codescope.load(data("codescope"))
    assert (len(programs), sum(len(program.tests) for program in programs)) == (61, 2492)
    assert len({program.name for program in programs}) == 61


def test_the_real_autopatch_has_its_59_sources() -> None:
    programs = autopatch.load(data("autopatch"))
    assert len(programs) == 59
    assert all(program.rivals for program in programs)


# --- scoring


def test_what_is_wrong_or_not_faster_counts_as_one() -> None:
    summary = summarize(
        [
            result("fast", best=measured(4.0), check=CheckOutcome(runs=10, judged=10, small=measured(1.5))),
            result("start-up", best=measured(2.0, startup=True), check=CheckOutcome(runs=10, judged=10)),
            result("wrong", best=measured(50.0), check=CheckOutcome(runs=10, judged=10, wrong=("IO4: differs",))),
            result("nothing"),
            result("refused", error="does not compile"),
        ]
    )
    assert summary.all.programs == 5
    assert summary.all.mean == pytest.approx((4 + 2 + 1 + 1 + 1) / 5)
    assert summary.all.mean_low == pytest.approx((3.6 + 1.8 + 1 + 1 + 1) / 5)
    assert summary.all.effective == 2
    assert (summary.large.programs, summary.large.mean) == (2, 2.5)
    assert (summary.startup.programs, summary.startup.mean) == (1, 2.0)
    assert summary.small.mean == pytest.approx((1.5 + 4) / 5)
    assert (summary.wrong, summary.accuracy) == (1, 0.8)
    assert (summary.offered, summary.refused, summary.runs, summary.judged) == (3, 1, 30, 30)


def test_an_effective_optimization_is_at_least_a_tenth_faster() -> None:
    summary = summarize([result("a", best=measured(1.09)), result("b", best=measured(1.1))])
    assert summary.all.effective == 1


def test_instructions_first_suggestions_and_reasons_are_summarised() -> None:
    rejections = tuple(
        Rejection(id="IO1", origin="rules/IO1", stage="measure", reason=f"no gain: {ratio}x (0.9 to 1.1)")
        for ratio in ("1.01", "0.99")
    )
    summary = summarize(
        [
            result("a", best=measured(2, instructions=300), first_suggestion_s=4.0, rejected=rejections),
            result("b", best=measured(2, instructions=500), first_suggestion_s=1.0),
            result("c", first_suggestion_s=2.0),
        ]
    )
    assert (summary.instructions, summary.counted) == (4.0, 2)
    assert summary.first_suggestion_median_s == 2.0
    assert summary.rejections == {"measure: no gain: #x (# to #)": 2}


def test_rules_are_told_by_what_the_gates_said_of_them() -> None:
    found = ((Category.INPUT_OUTPUT, "IO1"), (Category.MEMORY, "MEM6"), (Category.MEMORY, "MEM6"))
    trials = (
        RuleTrial(rule="IO1", end="offered", speedup=3.0),
        RuleTrial(rule="MEM6", end="measure"),
        RuleTrial(rule="MEM6", end="verify"),
    )
    one = result("a", rules=RuleOutcome(found=found, trials=trials, best=("IO1",)))
    other = result("b", rules=RuleOutcome(found=found[:1], trials=(RuleTrial(rule="IO1", end="offered", speedup=5.0),)))
    first, second = summarize([one, other]).rules
    assert (first.category, first.rule, first.programs, first.found, first.tried) == (*found[0], 2, 2, 2)
    assert (first.accepted, first.median_gain, first.in_best) == (2, 4.0, 1)
    assert (second.rule, second.programs, second.found, second.accepted) == ("MEM6", 1, 2, 0)
    assert (second.false_starts, second.refused, second.broken, second.median_gain) == (1, 1, 0, None)


def test_a_report_tells_what_each_rule_did() -> None:
    def offered(rules: str, speedup: float) -> Suggestion:
        strategies = tuple(Strategy(category=Category.LOOP, name=name, explanation="") for name in rules.split("+"))
        return Suggestion(
            id=rules,
            origin=f"rules/{rules}",
            title="",
            strategies=strategies,
            edits=(),
            notes=(),
            verdict=Verdict(status="equal", inputs=1, outcomes=1, source=InputSource.GENERATED, sanitized=True),
            measurement=measured(speedup),
        )

    both, alone = offered("LP1+LP2", 4.0), offered("LP2", 2.0)
    report = Report(
        file="a.cpp",
        functions=(),
        plan=Plan(planner="static", strategies=both.strategies),
        suggestions=(both, alone),
        rejected=(
            Rejection(id="LP1#1", origin="rules/LP1", stage="measure", reason=""),
            Rejection(id="LP1+LP3", origin="rules/LP1+LP3", stage="verify", reason=""),
            Rejection(id="remote", origin="remote/model", stage="build", reason=""),
        ),
        best="LP1+LP2",
        elapsed_s=Elapsed(),
    )
    outcome = rule_outcome(report)
    assert outcome.found == ((Category.LOOP, "LP1"), (Category.LOOP, "LP2"))
    assert {(each.rule, each.end, each.speedup) for each in outcome.trials} == {
        ("LP2", "offered", 2.0),
        ("LP1", "measure", 1.0),
    }
    assert outcome.best == ("LP1", "LP2")


def test_no_results_are_no_error() -> None:
    summary = summarize([])
    assert (summary.programs, summary.all.mean, summary.instructions) == (0, 1.0, None)


# --- resuming


def settings(tmp_path: Path) -> Settings:
    return Settings(cache=CacheSettings(directory=tmp_path))


def test_results_are_found_again_and_forgotten_when_asked(tmp_path: Path) -> None:
    State(settings(tmp_path), "codescope", fresh=False).add(result("a", best=measured(2.0)))
    again = State(settings(tmp_path), "codescope", fresh=False)
    assert again.find("a") == result("a", best=measured(2.0))
    assert again.find("b") is None
    assert State(settings(tmp_path), "autopatch", fresh=False).find("a") is None
    assert State(settings(tmp_path), "codescope", fresh=True).find("a") is None


def test_a_line_that_was_cut_short_is_passed_over(tmp_path: Path) -> None:
    State(settings(tmp_path), "codescope", fresh=False).add(result("a"))
    path = tmp_path / "evaluations" / "codescope.jsonl"
    path.write_bytes(path.read_bytes() + b'\n{"key": "b", "na')
    State(settings(tmp_path), "codescope", fresh=False).add(result("c"))
    state = State(settings(tmp_path), "codescope", fresh=False)
    assert [state.find(key) for key in "abc"] == [result("a"), None, result("c")]


def test_a_result_is_kept_for_the_same_program_settings_and_options_only(tmp_path: Path) -> None:
    program = Program(name="p", file_name="p.cpp", text=b"int main() {}")
    base = settings(tmp_path)
    faster = base.model_copy(update={"budget_s": 1.0})
    elsewhere = Settings(cache=CacheSettings(directory=tmp_path / "other"))
    keys = {
        result_key(program, base, ()),
        result_key(program.model_copy(update={"text": b"int main() { }"}), base, ()),
        result_key(program, faster, ()),
        result_key(program, base, ("instructions",)),
    }
    assert len(keys) == 4
    assert result_key(program, elsewhere, ()) == result_key(program, base, ())
