"""The comparison on synthetic times; test_measure_sandboxed.py has real programs."""

import itertools
import math
import random
from collections.abc import Callable

import pytest

from perfcoder_lsp.measure.energy import EnergyMeter
from perfcoder_lsp.measure.outcome import IN_PROCESS_LAYOUT_BAR, Undecided, claims, confirm, needs_layout_check
from perfcoder_lsp.measure.procedure import Surroundings, measure
from perfcoder_lsp.measure.quiet import QuietWatch, Totals
from perfcoder_lsp.sandbox import RunResult
from perfcoder_lsp.settings import MeasureSettings
from perfcoder_lsp.suggestion import Measurement
from perfcoder_lsp.verify.cases import Case

CASE = Case(name="one", stdin=b"7\n")
SETTINGS = MeasureSettings()


def result(cpu_s: float, **changes: object) -> RunResult:
    values: dict[str, object] = {
        "status": "ok",
        "exit_code": 0,
        "signal": 0,
        "cpu_s": cpu_s,
        "wall_s": cpu_s,
        "output": None,
        "output_hash": "same",
        "output_bytes": 2,
        "stderr": b"",
        "max_rss_kb": 1000,
        "stragglers": 0,
    }
    return RunResult.model_validate({**values, **changes})


class ComputedMachine:
    """Two cores of which others keep `others` busy; its clock moves by the runs and by sleeping."""

    def __init__(self, others: float = 0.0, awaited: float = 0.0) -> None:
        self.others = others
        self.awaited = awaited
        self._at_s = self._work_s = self._stall_s = 0.0

    def passes(self, seconds: float, own_s: float = 0.0) -> None:
        self._at_s += seconds
        self._work_s += own_s + self.others * seconds
        self._stall_s += self.awaited * seconds

    def totals(self) -> Totals:
        return Totals(self._at_s, self._work_s, self._stall_s)

    def watch(self) -> QuietWatch:
        return QuietWatch(totals=self.totals, sleep=self.passes, cores=2)


class RecordedRuns:
    """A session whose results are computed: what statistics decide depends on times alone."""

    def __init__(self, make: Callable[[str, int], RunResult], machine: ComputedMachine | None = None) -> None:
        self.order: list[str] = []
        self.machine = machine or ComputedMachine()
        self._make = make

    def run(self, program: str, stdin: bytes) -> RunResult:
        self.order.append(program)
        result = self._make(program, len(self.order))
        self.machine.passes(result.wall_s, result.cpu_s)
        return result


def timed(before_s: float, after_s: float, noise: float = 0.005, seed: int = 1, drift: float = 0.0) -> RecordedRuns:
    rng = random.Random(seed)
    means = {"old": before_s, "new": after_s}
    return RecordedRuns(lambda name, count: result(means[name] * math.exp(rng.gauss(0, noise) + drift * count)))


def compare(
    runs: RecordedRuns,
    settings: MeasureSettings = SETTINGS,
    *,
    load: float = 1.0,
    now: Callable[[], float] = lambda: 0.0,
    meter: EnergyMeter | None = None,
    **options: object,
) -> Measurement | Undecided:
    around = Surroundings(load=lambda: load, now=now, watch=runs.machine.watch, meter=lambda: meter)
    return measure(runs, "old", "new", CASE, settings, "same", surroundings=around, **options)  # type: ignore[arg-type]


def test_a_true_speedup_is_measured_and_bounded_from_below() -> None:
    outcome = compare(timed(0.060, 0.030))
    assert isinstance(outcome, Measurement)
    assert claims(outcome, 1.05)
    assert 1.9 < outcome.speedup_low < outcome.speedup < outcome.speedup_high < 2.1
    assert outcome.before_s == pytest.approx(0.060, rel=0.02)
    assert outcome.after_s == pytest.approx(0.030, rel=0.02)
    assert (outcome.pairs, outcome.clock, outcome.startup, outcome.input_bytes) == (6, "cpu", False, 2)


def test_no_program_is_faster_than_itself() -> None:
    outcomes = [compare(timed(0.03, 0.03, noise=0.02, seed=seed), seed=seed) for seed in range(100)]
    assert not any(isinstance(each, Measurement) and claims(each, 1.05) for each in outcomes)
    assert sum(isinstance(each, Measurement) for each in outcomes) > 90


def test_a_machine_that_slows_down_steadily_changes_no_decision() -> None:
    outcome = compare(timed(0.03, 0.03, drift=0.02))
    assert isinstance(outcome, Measurement)
    assert outcome.speedup == pytest.approx(1, abs=0.01)


def test_before_and_after_run_in_mirrored_random_order() -> None:
    runs = timed(0.03, 0.0275, noise=0.05)
    compare(runs)
    quads = ["".join(name[0] for name in runs.order[start : start + 4]) for start in range(2, len(runs.order), 4)]
    assert set(quads) == {"onno", "noon"}


def test_what_is_not_decided_within_the_pairs_keeps_its_bounds() -> None:
    outcome = compare(timed(0.03, 0.027, noise=0.08))
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "not decided after 40 pairs of runs"
    assert outcome.speedup_low is not None
    assert outcome.speedup_high is not None
    assert outcome.speedup_low < 30 / 27 < outcome.speedup_high


def test_the_budget_ends_a_comparison_at_the_next_look() -> None:
    ticks = itertools.count()
    noisy = timed(0.03, 0.0265, noise=0.08)
    outcome = compare(noisy, MeasureSettings(budget_s=4), now=lambda: next(ticks))
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "not decided within the budget of 4 s (8 pairs of runs)"


def test_what_will_probably_be_claimed_may_take_two_budgets() -> None:
    ticks = itertools.count()
    runs = timed(0.03, 0.025, noise=0.05)
    outcome = compare(runs, MeasureSettings(budget_s=4), now=lambda: next(ticks))
    assert isinstance(outcome, Measurement)
    assert claims(outcome, 1.05)
    assert 8 < outcome.pairs <= 16


def test_no_time_is_spent_on_what_will_hardly_be_faster() -> None:
    runs = timed(0.03, 0.03, noise=0.1)
    outcome = compare(runs)
    assert isinstance(outcome, Measurement)
    assert not claims(outcome)
    assert outcome.pairs <= 8
    assert outcome.speedup_high > 1.05, "it would be decided without an outlook"


def test_what_seems_faster_and_can_hardly_be_shown_is_undecided() -> None:
    outcome = compare(timed(0.03, 0.0278, noise=0.06))
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "no decision in sight after 26 pairs of runs"
    assert outcome.speedup_low is not None
    assert outcome.speedup_high is not None
    assert outcome.speedup_low < 1.05 < outcome.speedup_high


def test_a_program_too_slow_for_the_budget_is_given_up_after_two_pairs() -> None:
    ticks = itertools.count(step=30)
    runs = timed(10.0, 5.0)
    outcome = compare(runs, now=lambda: next(ticks))
    assert isinstance(outcome, Undecided)
    assert "too long for a budget of 3 s" in outcome.reason
    assert outcome.pairs == 2


def test_programs_of_a_millisecond_are_observed_in_many_runs() -> None:
    runs = timed(0.001, 0.0005, noise=0.05)
    outcome = compare(runs, startup=True)
    assert isinstance(outcome, Measurement)
    assert outcome.startup
    assert outcome.pairs == 6
    assert len(runs.order) > outcome.pairs * 2 * 10
    assert outcome.before_s == pytest.approx(0.001, rel=0.05)


def test_a_calibrated_bar_is_held() -> None:
    outcome = compare(timed(0.055, 0.05, noise=0.002), threshold=1.2)
    assert isinstance(outcome, Measurement)
    assert claims(outcome, 1.05)
    assert not claims(outcome, 1.2)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"output_hash": "other"}, "a timed run of the program after printed something else than when verified"),
        ({"exit_code": 3}, "a timed run of the program after exited with 3"),
        ({"stragglers": 1}, "the program after leaves processes running, whose time can't be counted"),
        ({"status": "signal", "signal": 11}, "a timed run of the program after ended by a signal"),
        ({"status": "wall"}, "a timed run of the program after ended by its time limit"),
    ],
)
def test_one_deviating_run_voids_the_comparison(change: dict[str, object], reason: str) -> None:
    runs = RecordedRuns(lambda name, count: result(0.03, **(change if name == "new" and count > 8 else {})))
    assert compare(runs) == Undecided(reason=reason)


def test_outputs_accepted_as_equal_may_differ_in_their_bytes() -> None:
    runs = RecordedRuns(lambda name, count: result(0.03, output_hash="same" if name == "old" else "rounded"))
    assert isinstance(compare(runs), Undecided)
    assert isinstance(compare(runs, expected_hash_after="rounded"), Measurement)


def test_a_clock_that_does_not_move_decides_nothing() -> None:
    assert compare(RecordedRuns(lambda name, count: result(0.0))) == Undecided(reason="a time of 0 can't be compared")


def on_two_cores(name: str, _: int) -> RunResult:
    """The new program does the work of the old one in two threads, and some more."""
    if name == "old":
        return result(0.080, looks=8, tasks=1)
    return result(0.088, wall_s=0.044, looks=4, parallel_looks=4, tasks=2)


def waiting(name: str, _: int) -> RunResult:
    return result(0.010, wall_s=0.2 if name == "old" else 0.1, queue_s=0.0)


def test_a_parallel_program_is_judged_by_wall_time_and_its_cpu_time_is_told() -> None:
    outcome = compare(RecordedRuns(on_two_cores))
    assert isinstance(outcome, Measurement)
    assert (outcome.clock, outcome.quiet) == ("wall", True)
    assert outcome.speedup == pytest.approx(80 / 44)
    assert (outcome.before_s, outcome.after_s) == (0.080, 0.044)
    assert (outcome.cpu_before_s, outcome.cpu_after_s) == (0.080, 0.088)


def test_a_waiting_program_is_judged_by_wall_time() -> None:
    outcome = compare(RecordedRuns(waiting))
    assert isinstance(outcome, Measurement)
    assert (outcome.clock, outcome.speedup) == ("wall", pytest.approx(2))


@pytest.mark.parametrize("runs", [on_two_cores, waiting])
@pytest.mark.parametrize("machine", [ComputedMachine(others=1.5), ComputedMachine(awaited=0.5)])
def test_wall_time_decides_nothing_on_a_busy_machine(
    runs: Callable[[str, int], RunResult], machine: ComputedMachine
) -> None:
    outcome = compare(RecordedRuns(runs, machine))
    assert outcome == Undecided(
        reason="can't be decided now: the machine is busy; try again when it is idle", busy=True
    )


def test_one_free_core_is_enough_for_who_waits_and_too_little_for_two_threads() -> None:
    assert isinstance(compare(RecordedRuns(waiting, ComputedMachine(others=1.0))), Measurement)
    assert isinstance(compare(RecordedRuns(on_two_cores, ComputedMachine(others=1.0))), Undecided)


def test_a_machine_that_gets_busy_meanwhile_voids_what_wall_time_showed() -> None:
    machine = ComputedMachine()

    def busier(name: str, count: int) -> RunResult:
        machine.others = 1.0 if count > 10 else 0.0
        return on_two_cores(name, count)

    runs = RecordedRuns(busier, machine)
    outcome = compare(runs)
    assert isinstance(outcome, Undecided)
    assert outcome.busy
    assert 10 < len(runs.order) < 18


def test_threads_that_share_one_core_of_a_busy_machine_are_seen_all_the_same() -> None:
    crowded = RecordedRuns(
        lambda name, count: result(0.02 if name == "new" else 0.04, wall_s=0.2, looks=20, parallel_looks=12, tasks=2),
        ComputedMachine(others=1.9),
    )
    outcome = compare(crowded, load=12.0)
    assert isinstance(outcome, Undecided)
    assert outcome.busy


def test_threads_that_show_only_in_the_timed_runs_void_what_cpu_time_decided() -> None:
    late = RecordedRuns(
        lambda name, count: result(0.08 if name == "old" else 0.04, looks=8, parallel_looks=2 * (count > 2), tasks=2)
    )
    outcome = compare(late)
    assert isinstance(outcome, Measurement)
    assert outcome.clock == "wall"
    assert len(late.order) == 2 + 12 + 12


def test_where_the_system_tells_nothing_wall_time_decides_nothing() -> None:
    runs = RecordedRuns(waiting)
    silent = Surroundings(watch=lambda: QuietWatch(totals=lambda: Totals(0.0, None, None), sleep=lambda _: None))
    outcome = measure(runs, "old", "new", CASE, SETTINGS, "same", surroundings=silent)
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "can't be decided here: the system does not tell how busy the machine is"


def test_wall_time_is_told_only_where_the_machine_was_quiet() -> None:
    quiet, busy = (compare(RecordedRuns(lambda *_: result(0.03), ComputedMachine(others))) for others in (0.1, 1.9))
    assert isinstance(quiet, Measurement)
    assert isinstance(busy, Measurement)
    assert (quiet.quiet, quiet.wall_before_s, quiet.wall_after_s) == (True, 0.03, 0.03)
    assert (busy.quiet, busy.wall_before_s, busy.wall_after_s) == (False, None, None)
    assert busy.cpu_before_s == 0.03


def test_peak_memory_is_told_beside_time() -> None:
    outcome = compare(RecordedRuns(lambda name, count: result(0.03, max_rss_kb=1000 if name == "old" else 5000)))
    assert isinstance(outcome, Measurement)
    assert (outcome.memory_before_kb, outcome.memory_after_kb) == (1000, 5000)


def test_a_busy_machine_is_not_taken_for_a_sleeping_program() -> None:
    runs = RecordedRuns(lambda name, count: result(0.02, wall_s=0.3))
    busy = compare(runs, load=12.0)
    assert isinstance(busy, Measurement)
    hiccup = compare(RecordedRuns(lambda name, count: result(0.02, wall_s=0.3 if count == 1 else 0.02)))
    assert isinstance(hiccup, Measurement)


def measured(low: float, high: float = 1.3) -> Measurement:
    return Measurement(
        before_s=2, after_s=1, speedup=(low + high) / 2, speedup_low=low, speedup_high=high, pairs=6, clock="cpu"
    )


def test_small_claims_need_other_layouts() -> None:
    assert needs_layout_check(measured(1.06))
    assert not needs_layout_check(measured(1.12))
    assert not needs_layout_check(measured(1.02))
    assert not needs_layout_check(measured(1.06), threshold=1.08)
    assert needs_layout_check(measured(1.5), layout_bar=IN_PROCESS_LAYOUT_BAR)
    assert not needs_layout_check(measured(2.1), layout_bar=IN_PROCESS_LAYOUT_BAR)


def test_all_layouts_must_agree_and_the_most_cautious_counts() -> None:
    assert confirm([measured(1.08), measured(1.06), measured(1.11)]) == measured(1.06)
    refuted = confirm([measured(1.08), measured(0.99, 1.04), Undecided(reason="noise")])
    assert isinstance(refuted, Undecided)
    assert refuted.reason == "the speedup depends on code layout: 2 of 3 layouts do not show it"
    assert (refuted.speedup_low, refuted.speedup_high) == (0.99, 1.04)
    with pytest.raises(ValueError, match="nothing"):
        confirm([])
