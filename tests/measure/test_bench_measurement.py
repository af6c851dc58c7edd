"""The benchmark of the measurement itself: its figures, its file, its plan, and one small real run."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bench.measurement.plan import planned
from bench.measurement.report import percentile, upper_bound
from bench.measurement.trials import Comparison, Results, Trial

REPOSITORY = Path(__file__).parents[2]


def comparison(ratio: float = 1.0, number: int = 0) -> Comparison:
    return Comparison(
        kind="program", load=0, ratio=ratio, kernel="integers", microseconds=1000, padding=0, number=number
    )


def trial(ratio: float, decision: str, low: float | None = 1.1, number: int = 0) -> Trial:
    values = {
        "comparison": comparison(ratio, number),
        "decision": decision,
        "speedup": None if decision == "undecided" else low,
        "low": low,
        "high": low,
        "pairs": 6,
        "seconds": 0.5,
        "per_core": 1.0,
        "pressure": None,
        "reason": None,
    }
    return Trial.model_validate(values)


# Clopper-Pearson limits: of 0 events, 1 - 0.05^(1/n); the others from the tables of the beta distribution.
@pytest.mark.parametrize(
    ("events", "trials", "bound"),
    [(0, 100, 0.029513), (0, 400, 0.007461), (0, 800, 0.003738), (1, 10, 0.394163), (3, 50, 0.147837), (5, 5, 1.0)],
)
def test_the_bound_of_a_rate_is_exact(events: int, trials: int, bound: float) -> None:
    assert upper_bound(events, trials) == pytest.approx(bound, abs=5e-6)


def test_percentiles_are_values_that_occurred() -> None:
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.5) == 2.0
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.95) == 4.0
    assert percentile([7.0], 0.95) == 7.0


@pytest.mark.parametrize(
    ("judged", "false_claim", "missed", "too_much"),
    [
        (trial(1.0, "faster"), True, False, True),
        (trial(1.0, "undecided"), False, False, False),
        (trial(1.05, "no"), False, False, False),
        (trial(1.05, "faster", low=1.06), False, False, True),
        (trial(1.2, "undecided"), False, True, False),
        (trial(1.2, "faster"), False, False, False),
        (trial(2.0, "no", low=0.9), False, True, False),
    ],
)
def test_what_is_wrong_with_a_decision(judged: Trial, false_claim: bool, missed: bool, too_much: bool) -> None:
    assert (judged.is_false_claim, judged.is_missed, judged.claims_too_much) == (false_claim, missed, too_much)


def test_an_undecided_comparison_has_an_estimate_too() -> None:
    assert trial(1.0, "undecided", low=1.02).estimate == pytest.approx(1.02)
    assert trial(1.0, "undecided", low=None).estimate is None


def test_the_plan_has_every_kernel_in_every_length_and_layout() -> None:
    plan = planned(("program", "function"), load=2, pairs=400, ratios=30)
    assert len({each.model_dump_json() for each in plan}) == len(plan) == 2 * (400 + 3 * 30)
    same = [each for each in plan if each.kind == "program" and each.ratio == 1]
    combinations = Counter((each.kernel, each.microseconds, each.padding > 0) for each in same)
    assert len(combinations) == 11 * 5 * 2
    assert "output" not in {each.kernel for each in plan if each.kind == "function" or each.ratio > 1}
    tenth = plan[: len(plan) // 10]
    assert {(each.kind, each.ratio) for each in tenth} == {(each.kind, each.ratio) for each in plan}


def test_results_are_kept_and_resumed_even_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "results.jsonl"
    first = Results.open(path, resume=False)
    first.add(trial(1.0, "no", number=0))
    first.add(trial(1.0, "no", number=1))
    with path.open("a") as file:
        file.write('{"comparison": {"kind": "prog')  # killed while it wrote
    again = Results.open(path, resume=True)
    assert again.trials == first.trials
    wanted = [comparison(number=number) for number in range(3)]
    assert again.missing(wanted) == wanted[2:]
    again.add(trial(1.0, "no", number=2))
    assert Results.open(path, resume=True).missing(wanted) == []


def test_a_file_is_not_mixed_up_with_another(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    Results.open(path, resume=False)
    with pytest.raises(SystemExit, match="--resume goes on with it"):
        Results.open(path, resume=False)
    path.write_text(path.read_text().replace('"kernel": "', '"kernel": "other-'))
    with pytest.raises(SystemExit, match="another machine"):
        Results.open(path, resume=True)
    path.write_text("{}\n")
    with pytest.raises(SystemExit, match="no results of this benchmark"):
        Results.open(path, resume=True)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench.measurement", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=250)


@pytest.mark.usefixtures("sandbox")
def test_a_small_run_reports_every_comparison_and_draws_them(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    results, plot = tmp_path / "results.jsonl", tmp_path / "plot.svg"
    done = run("--pairs", "1", "--ratios", "0", "--load", "1", "--results", str(results), "--plot", str(plot))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "functions in process, 1 busy processes added" in done.stdout
    assert "whole programs, 1 busy processes added" in done.stdout
    assert "processes per core)" in done.stdout
    assert len(Results.open(results, resume=True).trials) == 2
    drawn = plot.read_bytes()
    assert b"<svg" in drawn
    again = run("--pairs", "0", "--ratios", "0", "--resume", "--results", str(results), "--plot", str(plot))
    assert again.returncode == 0, again.stderr
    assert plot.read_bytes() == drawn
