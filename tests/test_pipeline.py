"""The whole flow on small real programs: what is offered was compiled, compared and timed; what is not says why."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from extras import need
from gguf_files import write_planner

from perfcoder_lsp import pipeline
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError, UsageError
from perfcoder_lsp.measure.own_benchmark import OwnBenchmark
from perfcoder_lsp.plan.embedded_planner import EmbeddedPlanner
from perfcoder_lsp.plan.outcomes import OutcomeLog
from perfcoder_lsp.request import Event, RejectionEvent, Request, StageEvent, SuggestionEvent
from perfcoder_lsp.rewrite.combine import combined
from perfcoder_lsp.settings import MeasureSettings, PlannerSettings, Settings
from perfcoder_lsp.strategy import Category, Plan, Strategy
from perfcoder_lsp.suggestion import Report, Rewrite
from perfcoder_lsp.text import TextEdit

FLUSHES = """\
#include <iostream>
int main() {
    int n;
    std::cin >> n;
    for (int i = 0; i < n; i++) {
        int value;
        std::cin >> value;
        std::cout << value * 2 << std::endl;
    }
}
"""

COPIES = """\
#include <cstdio>
#include <vector>

int at(std::vector<int> values, int index) {
    return values[index];
}

int main() {
    int n;
    if (scanf("%d", &n) != 1 || n < 1 || n > 3000)
        return 0;
    std::vector<int> values(n);
    for (int i = 0; i < n; i++)
        scanf("%d", &values[i]);
    long long sum = 0;
    for (int i = 0; i < n; i++)
        sum += at(values, i);
    printf("%lld\\n", sum);
}
"""

NOTHING_TO_DO = """\
#include <cstdio>
int main() {
    puts("done");
}
"""


pytestmark = pytest.mark.usefixtures("sandbox")  # all of these execute programs


@pytest.fixture
def heard() -> list[Event]:
    return []


class Optimized(NamedTuple):
    """A program, and what came of it."""

    path: Path
    report: Report


def optimized(
    text: str, tmp_path: Path, settings: Settings, heard: list[Event], request: Request | None = None
) -> Report:
    """With patience: on a busy machine a decision takes more than the usual seconds."""
    path = tmp_path / "program.cpp"
    path.write_text(text)
    patient = settings.model_copy(update={"measure": settings.measure.model_copy(update={"budget_s": 60.0})})
    return pipeline.optimize(Source.read(path), request or Request(), patient, heard.append)


@pytest.fixture(scope="module")
def flushes(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Optimized:
    """The first program, optimized once for several tests; what is measured is kept."""
    folder = tmp_path_factory.mktemp("flushes")
    learning = settings.model_copy(update={"planner": PlannerSettings(model="rules", learn=True)})
    return Optimized(folder / "program.cpp", optimized(FLUSHES, folder, learning, []))


@pytest.mark.alone
def test_the_best_suggestion_is_equal_faster_and_says_by_how_much(flushes: Optimized) -> None:
    report = flushes.report
    assert report.suggestions, report.rejected
    best = report.suggestions[0]
    assert report.best == best.id
    assert best.strategies[0].category is Category.INPUT_OUTPUT
    assert best.verdict.status == "equal"
    assert best.verdict.inputs >= 20
    assert best.verdict.outcomes >= 2
    assert best.verdict.sanitized
    assert best.measurement.speedup_low >= 1.05
    assert best.measurement.speedup_low <= best.measurement.speedup <= best.measurement.speedup_high
    bounds = [each.measurement.speedup_low for each in report.suggestions]
    assert bounds == sorted(bounds, reverse=True)


@pytest.mark.alone
def test_an_offered_edit_does_the_same_when_compared_again(
    flushes: Optimized, tmp_path: Path, settings: Settings
) -> None:
    before = Source.of(tmp_path / "before.cpp", FLUSHES.encode())
    assert flushes.report.suggestions
    for suggestion in flushes.report.suggestions:
        verdict = pipeline.verify_files(before, before.edited(suggestion.edits), None, settings)
        assert verdict.status == "equal", (suggestion.id, verdict.reason)


@pytest.mark.alone
def test_the_file_is_not_written(flushes: Optimized) -> None:
    assert flushes.path.read_text() == FLUSHES
    assert [path.name for path in flushes.path.parent.iterdir()] == ["program.cpp"]


def test_every_rewrite_is_announced_as_suggestion_or_rejection(
    tmp_path: Path, settings: Settings, heard: list[Event]
) -> None:
    report = optimized(COPIES, tmp_path, settings, heard)
    told = {event.suggestion.id for event in heard if isinstance(event, SuggestionEvent)}
    told_off = {event.rejection.id for event in heard if isinstance(event, RejectionEvent)}
    assert told >= {suggestion.id for suggestion in report.suggestions}
    assert all("+" in each for each in told - {suggestion.id for suggestion in report.suggestions}), told
    assert told_off == {rejection.id for rejection in report.rejected}
    assert {event.stage for event in heard if isinstance(event, StageEvent)} >= {
        "rewrite",
        "build",
        "verify",
        "measure",
    }


def test_a_bar_out_of_reach_rejects_at_the_last_gate(tmp_path: Path, settings: Settings, heard: list[Event]) -> None:
    strict = settings.model_copy(update={"measure": MeasureSettings(minimum_speedup=1000.0)})
    report = optimized(FLUSHES, tmp_path, strict, heard)
    assert not report.suggestions
    assert report.best is None
    assert report.rejected
    assert {rejection.stage for rejection in report.rejected} <= {"build", "measure"}
    assert "1000" in report.note


@pytest.mark.alone
def test_tests_are_the_inputs_where_they_are_given(tmp_path: Path, settings: Settings, heard: list[Event]) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.in").write_text(f"{number + 1}\n" + "7 " * (number + 1) + "\n")
        (folder / f"{number}.out").write_text("14\n" * (number + 1))
    report = optimized(FLUSHES, tmp_path, settings, heard, Request(tests=folder))
    assert {suggestion.verdict.source for suggestion in report.suggestions} == {"tests"}
    assert {suggestion.verdict.inputs for suggestion in report.suggestions} == {3}


def test_a_function_limits_what_is_tried(tmp_path: Path, settings: Settings, heard: list[Event]) -> None:
    report = optimized(COPIES, tmp_path, settings, heard, Request(function="at"))
    tried = {suggestion.id for suggestion in report.suggestions} | {each.id for each in report.rejected}
    assert tried == {"MEM6"}


@pytest.mark.alone
def test_what_was_measured_is_kept_where_the_user_wants_that(flushes: Optimized, settings: Settings) -> None:
    kept = {each.rule: each for each in OutcomeLog(settings.cache.directory).read()}
    assert set(kept) <= {each.name for each in flushes.report.plan.strategies}  # what the budget was enough for
    best = next(each for each in flushes.report.suggestions if len(each.strategies) == 1)
    outcome = kept[best.strategies[0].name]
    assert (outcome.came, outcome.gain) == ("faster", best.measurement.speedup)
    assert (outcome.planner, outcome.confidence) == ("static", None)


def test_what_a_planner_does_not_expect_to_pay_can_be_left_out(
    tmp_path: Path, settings: Settings, heard: list[Event]
) -> None:
    need("llama_cpp", "model")
    model = write_planner(tmp_path / "planner.gguf", calibration="[[0, 0.2], [1, 0.2]]")
    pruning = settings.model_copy(update={"planner": PlannerSettings(model=str(model), prune="always")})
    report = optimized(FLUSHES, tmp_path, pruning, heard)
    assert report.plan.strategies
    assert {each.confidence for each in report.plan.strategies} == {0.2}
    assert not report.suggestions
    assert not report.rejected
    assert report.note == pipeline.NOTHING_EXPECTED.format(report.note.split()[6])


@pytest.mark.alone
def test_a_plan_is_made_with_counts_of_a_run(
    tmp_path: Path, settings: Settings, heard: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    need("llama_cpp", "model")
    model = write_planner(tmp_path / "planner.gguf", calibration="[[0, 0.75], [1, 0.75]]")
    cache = settings.cache.model_copy(update={"directory": tmp_path / "cache"})
    planner = PlannerSettings(model=str(model), learn=True)
    counted: list[bool] = []

    def plan(self: EmbeddedPlanner, *given: Any) -> Plan:
        counted.append(given[-1] is not None)
        return made(self, *given)

    made = EmbeddedPlanner.plan
    monkeypatch.setattr(EmbeddedPlanner, "plan", plan)
    report = optimized(FLUSHES, tmp_path, settings.model_copy(update={"planner": planner, "cache": cache}), heard)
    assert {each.confidence for each in report.plan.strategies} == {0.75}
    assert counted == [True]
    kept = OutcomeLog(cache.directory).read()
    assert kept
    assert all(each.facts.function_share is not None for each in kept)


def test_an_unknown_function_is_named(tmp_path: Path, settings: Settings, heard: list[Event]) -> None:
    with pytest.raises(UsageError, match="no function 'missing'"):
        optimized(COPIES, tmp_path, settings, heard, Request(function="missing"))


def test_a_program_without_findings_says_so(tmp_path: Path, settings: Settings, heard: list[Event]) -> None:
    report = optimized(NOTHING_TO_DO.replace('puts("done");', "return 3;"), tmp_path, settings, heard)
    assert not report.suggestions
    assert not report.rejected
    assert report.note == pipeline.NOTHING_FOUND


@pytest.mark.parametrize("text", [FLUSHES, NOTHING_TO_DO])
def test_what_does_not_compile_is_refused(text: str, tmp_path: Path, settings: Settings, heard: list[Event]) -> None:
    with pytest.raises(SourceError, match=r"program\.cpp:\d+"):
        optimized(text.replace("main()", "main(,)"), tmp_path, settings, heard)


@pytest.mark.alone
def test_the_users_own_benchmark_judges(tmp_path: Path, settings: Settings, heard: list[Event]) -> None:
    (tmp_path / "input.txt").write_text("20000\n" + "5 " * 20000)
    own = OwnBenchmark(build="g++ -O2 -o {out} {source}", run="/bin/sh -c '{out} < {dir}/input.txt'")
    report = optimized(FLUSHES, tmp_path, settings, heard, Request(own_benchmark=own))
    assert report.suggestions, report.rejected
    best = report.suggestions[0]
    assert best.measurement.clock == "cpu"
    assert best.verdict.reason == "judged by the exit status of --run"


def edit(at: int, text: str) -> TextEdit:
    return TextEdit.insert(at, text)


def rewrite(name: str, *edits: TextEdit, origin: str = "rules/") -> Rewrite:
    strategy = Strategy(category=Category.MEMORY, name=name, explanation=name)
    return Rewrite(id=name, origin=f"{origin}{name}", title=name, strategies=(strategy,), edits=edits)


def test_rewrites_of_different_text_combine() -> None:
    joint = combined(rewrite("A", edit(3, "x")), rewrite("B", edit(1, "y")))
    assert joint is not None
    assert joint.id == "A+B"
    assert [each.new_text for each in joint.edits] == ["y", "x"]


@pytest.mark.parametrize(
    ("first", "second", "origin", "is_proved"),
    [
        ("rules/", "rules/", "rules/A+B", True),
        ("rules/", "remote/", "rules/A+remote/B", False),
        ("remote/", "rules/", "remote/A+rules/B", False),
        ("remote/", "remote/", "remote/A+remote/B", False),
    ],
)
def test_rewrites_are_proved_together_where_rules_wrote_both(
    first: str, second: str, origin: str, is_proved: bool
) -> None:
    joint = combined(rewrite("A", edit(3, "x"), origin=first), rewrite("B", edit(1, "y"), origin=second))
    assert joint is not None
    assert (joint.origin, joint.is_proved) == (origin, is_proved)
    more = combined(joint, rewrite("C", edit(9, "z")))
    assert more is not None
    assert more.is_proved == is_proved


def test_rewrites_share_an_edit_such_as_an_include() -> None:
    include = edit(0, "#include <vector>\n")
    joint = combined(rewrite("A", include, edit(30, "x")), rewrite("B", include, edit(40, "y")))
    assert joint is not None
    assert joint.edits.count(include) == 1


def test_rewrites_of_the_same_text_do_not_combine() -> None:
    assert combined(rewrite("A", edit(3, "x")), rewrite("B", edit(3, "y"))) is None


def test_includes_inserted_at_one_place_are_both_kept() -> None:
    joint = combined(rewrite("A", edit(9, "#include <set>\n")), rewrite("B", edit(9, "#include <vector>\n")))
    assert joint is not None
    assert [each.new_text for each in joint.edits] == ["#include <vector>\n#include <set>\n"]


def test_a_rewrite_is_not_combined_with_its_own_strategy() -> None:
    alone = rewrite("A", edit(3, "x"))
    joint = combined(alone, rewrite("B", edit(1, "y")))
    assert joint is not None
    assert combined(joint, alone) is None
