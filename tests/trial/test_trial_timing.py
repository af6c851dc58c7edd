"""Claims close to the bar are held against other code layouts, on every path. Builds and sandbox are real; what each
comparison finds is given, since no program is 1.07 times as fast on every machine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perfcoder_lsp.build import Build, Builder
from perfcoder_lsp.build.compile_command import compile_command
from perfcoder_lsp.comparison import benchmark
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.calibration import Calibration
from perfcoder_lsp.measure.machine import Bar
from perfcoder_lsp.measure.outcome import Undecided
from perfcoder_lsp.measure.own_benchmark import OwnBenchmark, prepare
from perfcoder_lsp.request import Request
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.strategy import Category, Strategy
from perfcoder_lsp.suggestion import Measurement, Rewrite
from perfcoder_lsp.text import TextEdit
from perfcoder_lsp.trial import open_trial
from perfcoder_lsp.trial.builds import CandidateBuilds, program_jobs
from perfcoder_lsp.trial.own_benchmark import OwnBenchmarkTrial
from perfcoder_lsp.trial.timing import Timing
from perfcoder_lsp.verify.prepare import Prepared, prepare_inputs

TEXT = """\
#include <stdio.h>
int main(void) {
    unsigned sum = 7;
    for (unsigned n = 0; n < 3000000; n++) sum += n ^ sum;
    printf("%u\\n", sum);
    return 0;
}
"""
BUSY = Undecided(reason="busy", busy=True)
BAR = Bar(speedup=1.05, machine_error=1.01)


def found(low: float) -> Measurement:
    return Measurement(
        before_s=2, after_s=1, speedup=low + 0.01, speedup_low=low, speedup_high=low + 0.02, pairs=6, clock="cpu"
    )


class Comparisons:
    """Stands for `measure`: gives the outcomes one after another, and remembers which builds were compared."""

    def __init__(self, *outcomes: Measurement | Undecided, meanwhile: Callable[[], None] = lambda: None) -> None:
        self._outcomes = list(outcomes)
        self._meanwhile = meanwhile
        self.builds: list[tuple[Path, Path]] = []

    def install(self, monkeypatch: pytest.MonkeyPatch) -> "Comparisons":
        def measured(_: Timing, before: Build, after: Build) -> Measurement | Undecided:
            self.builds.append((before.binary, after.binary))
            self._meanwhile()
            return self._outcomes.pop(0)

        monkeypatch.setattr(Timing, "_measured", measured)
        return self


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    path = tmp_path_factory.mktemp("program") / "sums.c"
    path.write_text(TEXT)
    return Source.read(path)


@pytest.fixture(scope="module")
def rewrite(source: Source) -> Rewrite:
    start = source.text.index(b"sum += n ^ sum")
    return Rewrite(
        id="X1",
        origin="rules/X1",
        title="Add the other way round",
        strategies=(Strategy(category=Category.ALGORITHM, name="X1", explanation="none"),),
        edits=(TextEdit.replace(start, start + len(b"sum += n ^ sum"), "sum = (sum ^ n) + sum"),),
    )


@pytest.fixture(scope="module")
def prepared(source: Source, builder: Builder, sandbox: Sandbox, settings: Settings) -> Prepared:
    command = compile_command(source, settings.build)
    return prepare_inputs(source, command, builder, sandbox, settings, None, lambda _: None)


@pytest.fixture
def timing(
    source: Source, prepared: Prepared, builder: Builder, sandbox: Sandbox, settings: Settings
) -> Iterator[Timing]:
    command = compile_command(source, settings.build)
    with CandidateBuilds(builder, program_jobs(lambda _: command)) as builds:
        yield Timing(prepared, builds, sandbox, settings, lambda: BAR)


@pytest.fixture
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that errs little, for whole flows: a real one may err so much that 1.07 is below its bar."""
    monkeypatch.setattr(Calibration, "bar", lambda _: BAR)


@pytest.mark.parametrize("low", [1.0, 1.04, 1.10, 2.0])
def test_far_from_the_bar_one_layout_is_enough(
    timing: Timing, source: Source, rewrite: Rewrite, monkeypatch: pytest.MonkeyPatch, low: float
) -> None:
    comparisons = Comparisons(found(low)).install(monkeypatch)
    outcome = timing.confirmed(source, source.edited(rewrite.edits))
    assert isinstance(outcome, Measurement)
    assert outcome.speedup_low == low
    assert (outcome.bar, outcome.machine_error) == (1.05, 1.01)
    assert len(comparisons.builds) == 1


@pytest.mark.parametrize("low", [1.05, 1.07, 1.099])
def test_close_to_the_bar_three_layouts_must_agree_and_the_most_cautious_counts(
    timing: Timing, source: Source, rewrite: Rewrite, monkeypatch: pytest.MonkeyPatch, low: float
) -> None:
    comparisons = Comparisons(found(low), found(1.06), found(1.3)).install(monkeypatch)
    outcome = timing.confirmed(source, source.edited(rewrite.edits))
    assert isinstance(outcome, Measurement)
    assert outcome.speedup_low == min(low, 1.06)
    assert len({before for before, _ in comparisons.builds}) == 3
    assert len({after for _, after in comparisons.builds}) == 3


@pytest.mark.parametrize("other", [found(1.02), Undecided(reason="not decided after 40 pairs of runs")])
def test_one_layout_that_does_not_show_it_refutes_a_small_claim(
    timing: Timing,
    source: Source,
    rewrite: Rewrite,
    monkeypatch: pytest.MonkeyPatch,
    other: Measurement | Undecided,
) -> None:
    Comparisons(found(1.07), found(1.08), other).install(monkeypatch)
    outcome = timing.confirmed(source, source.edited(rewrite.edits))
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "the speedup depends on code layout: 1 of 3 layouts do not show it"


@pytest.mark.usefixtures("calm")
def test_the_flow_of_a_rewrite_holds_small_claims_against_other_layouts(
    source: Source, rewrite: Rewrite, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    comparisons = Comparisons(found(1.07), found(1.0), found(1.0)).install(monkeypatch)
    with open_trial(source, (rewrite,), Request(), settings, Stopwatch(), lambda _: None) as trial:
        attempt = trial.attempt(rewrite)
    assert attempt.suggestion is None
    assert attempt.rejected is not None
    assert "depends on code layout" in attempt.rejected.reason
    assert len(comparisons.builds) == 3


@pytest.mark.usefixtures("calm")
def test_two_files_of_a_user_are_held_to_the_same_rule(
    source: Source, rewrite: Rewrite, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other.c"
    other.write_bytes(source.edited(rewrite.edits).text)
    comparisons = Comparisons(found(1.07), found(1.06), found(0.99)).install(monkeypatch)
    report = benchmark(source, Source.read(other), settings, lambda _: None)
    assert report.measurement is None
    assert "depends on code layout" in report.note
    assert len(comparisons.builds) == 3


@pytest.mark.usefixtures("calm")
def test_a_comparison_of_two_files_that_is_no_claim_says_so(
    source: Source, rewrite: Rewrite, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other.c"
    other.write_bytes(source.edited(rewrite.edits).text)
    Comparisons(found(1.02)).install(monkeypatch)
    report = benchmark(source, Source.read(other), settings, lambda _: None)
    assert report.measurement is not None
    assert report.note == "no gain worth claiming: 1.03x (1.02 to 1.04)"


def test_builds_of_ours_are_waited_for_before_a_machine_counts_as_busy(
    timing: Timing, source: Source, rewrite: Rewrite, monkeypatch: pytest.MonkeyPatch
) -> None:
    another = Source.of(source.path, source.text + b"int another;\n")
    comparisons = Comparisons(BUSY, found(2.0), meanwhile=lambda: timing.builds.start([(another, another)])).install(
        monkeypatch
    )
    outcome = timing.compared(source, source.edited(rewrite.edits))
    assert isinstance(outcome, Measurement)
    assert len(comparisons.builds) == 2
    assert not timing.builds.settle()


def test_a_machine_that_others_keep_busy_is_not_asked_twice(
    timing: Timing, source: Source, rewrite: Rewrite, monkeypatch: pytest.MonkeyPatch
) -> None:
    comparisons = Comparisons(BUSY).install(monkeypatch)
    outcome = timing.compared(source, source.edited(rewrite.edits))
    assert outcome == BUSY
    assert len(comparisons.builds) == 1


@pytest.mark.parametrize(("low", "offered"), [(1.07, False), (1.099, False), (1.12, True)])
def test_a_users_own_build_has_one_layout_only_so_small_claims_are_not_made(
    source: Source,
    rewrite: Rewrite,
    sandbox: Sandbox,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    low: float,
    offered: bool,
) -> None:
    commands = OwnBenchmark(build="gcc {source} -o {out}", run="{out}")
    monkeypatch.setattr("perfcoder_lsp.trial.own_benchmark.measure_pair", lambda *_, **__: found(low))
    prepared = prepare(sandbox, source, commands, settings, tmp_path)
    trial = OwnBenchmarkTrial(prepared, lambda: BAR, Stopwatch())
    attempt = trial.attempt(rewrite)
    assert (attempt.suggestion is not None) == offered
    if attempt.suggestion is not None:
        assert attempt.suggestion.measurement.bar == 1.05
    else:
        assert attempt.rejected is not None
        assert "can't be repeated with another code layout" in attempt.rejected.reason
