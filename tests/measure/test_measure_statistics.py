import math
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcoder_lsp.measure.statistics import (
    CLAIM_CONFIDENCE,
    LOOK_STEP,
    RESOLUTION,
    Interval,
    decide,
    interval,
    outlook,
    student_t_quantile,
)

# Critical values as printed in the tables (NIST/SEMATECH e-Handbook 1.3.6.7.2): (probability, freedom, t).
TABLE = [
    (0.95, 1, 6.314),
    (0.975, 1, 12.706),
    (0.995, 1, 63.657),
    (0.999, 1, 318.309),
    (0.975, 2, 4.303),
    (0.995, 2, 9.925),
    (0.995, 3, 5.841),
    (0.999, 4, 7.173),
    (0.995, 5, 4.032),
    (0.9, 7, 1.415),
    (0.995, 10, 3.169),
    (0.975, 29, 2.045),
    (0.995, 30, 2.750),
    (0.975, 100, 1.984),
    (0.999, 100, 3.174),
]
LOGS = st.lists(st.floats(-3, 3, allow_nan=False), min_size=6, max_size=60)


@pytest.mark.parametrize(("probability", "freedom", "expected"), TABLE)
def test_t_quantiles_are_those_of_the_tables(probability: float, freedom: int, expected: float) -> None:
    assert student_t_quantile(probability, freedom) == pytest.approx(expected, abs=6e-4)


def test_t_quantile_tends_to_the_normal_one_and_is_symmetric() -> None:
    assert student_t_quantile(0.995, 100_000) == pytest.approx(2.575829, abs=1e-4)
    assert student_t_quantile(0.005, 9) == -student_t_quantile(0.995, 9)
    assert student_t_quantile(0.5, 4) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(("probability", "freedom"), [(0, 3), (1, 3), (0.9, 0)])
def test_impossible_quantiles_are_refused(probability: float, freedom: int) -> None:
    with pytest.raises(ValueError, match="no such quantile"):
        student_t_quantile(probability, freedom)


@pytest.mark.parametrize("values", [[], [0.1], [0.1, math.inf], [math.nan, 0.0, 0.0]])
def test_interval_needs_finite_values(values: list[float]) -> None:
    with pytest.raises(ValueError, match="two finite"):
        interval(values)


def test_interval_by_hand() -> None:
    # One cut at each end, kept 2 3 4 5, winsorised 2 2 3 4 5 5 (mean 3.5, squares 9.5), 3 degrees of freedom.
    result = interval([1, 2, 3, 4, 5, 60])
    half = 5.84091 * math.sqrt(9.5 / (4 * 3))
    assert result.center == 3.5
    assert result.low == pytest.approx(3.5 - half, rel=1e-5)
    assert result.high == pytest.approx(3.5 + half, rel=1e-5)


@given(LOGS)
def test_swapping_before_and_after_mirrors_the_interval(logs: list[float]) -> None:
    there, back = interval(logs), interval([-value for value in logs])
    assert (there.low, there.center, there.high) == pytest.approx((-back.high, -back.center, -back.low))


@given(LOGS, st.floats(-1, 1))
def test_a_constant_factor_shifts_the_interval(logs: list[float], shift: float) -> None:
    old, new = interval(logs), interval([value + shift for value in logs])
    assert (new.low, new.high) == pytest.approx((old.low + shift, old.high + shift), abs=1e-9)


@given(LOGS)
def test_more_confidence_is_wider_and_never_narrower_than_the_resolution(logs: list[float]) -> None:
    narrow, wide = interval(logs, 0.99), interval(logs, 0.999)
    assert wide.low <= narrow.low <= narrow.center - RESOLUTION * 0.999
    assert narrow.center + RESOLUTION * 0.999 <= narrow.high <= wide.high


@given(LOGS, st.floats(1.05, 3), st.floats(1.0, 2))
def test_a_claim_at_a_bar_is_a_claim_at_every_lower_bar(logs: list[float], bar: float, factor: float) -> None:
    if decide(logs, bar * factor) == "faster":
        assert decide(logs, bar) == "faster"
    if decide(logs, bar) == "no":
        assert decide(logs, bar * factor) == "no"


@given(LOGS)
def test_what_is_claimed_is_inside_the_interval_that_is_shown(logs: list[float]) -> None:
    if decide(logs, 1.05) == "faster":
        assert interval(logs).speedups[0] >= 1.05
        assert decide([-value for value in logs], 1.05) == "no"


def test_one_disturbed_pair_in_ten_changes_nothing() -> None:
    calm = [0.2 + 0.001 * step for step in range(10)]
    disturbed = [*calm[:-1], 5.0]
    assert interval(disturbed) == interval(calm)


def test_extreme_ratios_stay_finite() -> None:
    assert all(map(math.isfinite, Interval(-5e3, 0, 5e3).speedups))


@pytest.mark.parametrize(("pairs", "no", "yes"), [(2, "go on", "go on"), (4, "no", "go on"), (6, "no", "faster")])
def test_no_may_be_said_earlier_than_yes(pairs: int, no: str, yes: str) -> None:
    jitter = [0.001 * (count % 2) for count in range(pairs)]
    assert decide(jitter, 1.05) == no
    assert decide([0.7 + each for each in jitter], 1.05) == yes


def _gauss(rng: random.Random, scatter: float) -> Callable[[], float]:
    return lambda: rng.gauss(0, scatter)


def _spiky(rng: random.Random, scatter: float) -> Callable[[], float]:
    """One pair in five is disturbed by tens of percent, to either side."""
    return lambda: rng.gauss(0, scatter) + (rng.random() < 0.2) * rng.choice((-1, 1)) * rng.expovariate(2)


def _cauchy(rng: random.Random, scatter: float) -> Callable[[], float]:
    return lambda: scatter * math.tan(math.pi * (rng.random() - 0.5))


def _sequential(noise: Callable[[], float], true: float, pairs: int = 40) -> str:
    logs: list[float] = []
    for count in range(1, pairs + 1):
        logs.append(true + noise())
        if count % LOOK_STEP == 0 and (decision := decide(logs, 1.05)) != "go on":
            return decision
    return "undecided"


@pytest.mark.parametrize("kind", [_gauss, _spiky, _cauchy])
@pytest.mark.parametrize("scatter", [0.008, 0.04])
def test_a_program_is_not_claimed_to_be_faster_than_itself(
    kind: Callable[[random.Random, float], Callable[[], float]], scatter: float
) -> None:
    rng = random.Random(f"{kind.__name__} {scatter}")
    decisions = [_sequential(kind(rng, scatter), 0.0) for _ in range(1500)]
    assert decisions.count("faster") == 0
    assert decisions.count("no") > 1100


def _two_speeds(rng: random.Random, scatter: float) -> Callable[[], float]:
    """Now one side is the quick one, now the other."""
    return lambda: rng.choice((-scatter, scatter)) + rng.gauss(0, 0.003)


@pytest.mark.parametrize(
    ("kind", "scatter", "most"), [(_gauss, 0.3, 0.0), (_gauss, 0.8, 0.0), (_two_speeds, 0.3, 0.025)]
)
def test_false_claims_stay_rare_where_pairs_scatter_beyond_use(
    kind: Callable[[random.Random, float], Callable[[], float]], scatter: float, most: float
) -> None:
    rng = random.Random(scatter)
    decisions = [_sequential(kind(rng, scatter), 0.0) for _ in range(2000)]
    assert decisions.count("faster") <= most * len(decisions)


@pytest.mark.parametrize(("ratio", "scatter"), [(1.2, 0.01), (1.2, 0.05), (2.0, 0.1), (1.1, 0.02)])
def test_true_speedups_are_found(ratio: float, scatter: float) -> None:
    rng = random.Random(f"{ratio} {scatter}")
    decisions = [_sequential(_gauss(rng, scatter), math.log(ratio)) for _ in range(300)]
    assert decisions.count("faster") >= 298


def test_a_large_speedup_needs_few_pairs_though_they_scatter() -> None:
    rng = random.Random(4)
    decisions = [_sequential(_gauss(rng, 0.13), math.log(4.2), pairs=12) for _ in range(300)]
    assert decisions.count("faster") >= 298


@pytest.mark.parametrize("true", [0.0, 0.06, 0.1, 0.2])
def test_the_outlook_is_how_often_more_pairs_claim(true: float) -> None:
    """Against pairs drawn from what is known after ten: a mean with its uncertainty, and the scatter's."""
    rng = random.Random(f"{true}")
    known, pairs, trials = 10, 30, 4000
    hoped = claimed = 0.0
    for _ in range(trials):
        mean = rng.gauss(true, 0.3)
        logs = [rng.gauss(mean, 0.1) for _ in range(pairs)]
        hoped += outlook(logs[:known], 1.05, pairs)
        claimed += interval(logs, CLAIM_CONFIDENCE).low >= math.log(1.05)
    assert hoped / trials == pytest.approx(claimed / trials, abs=0.02)


@given(LOGS, st.integers(1, 80))
def test_an_outlook_is_a_chance_and_none_without_more_pairs(logs: list[float], more: int) -> None:
    assert 0 <= outlook(logs, 1.05, len(logs) + more) <= 1
    assert outlook(logs, 1.05, len(logs)) == 0
    assert outlook([each + 0.5 for each in logs], 1.05, 100) >= outlook(logs, 1.05, 100)


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    rng = random.Random(7)
    trials = 3000
    covered = 0
    for _ in range(trials):
        result = interval([0.3 + rng.gauss(0, 0.2) for _ in range(12)])
        covered += result.low <= 0.3 <= result.high
    assert 0.98 <= covered / trials <= 0.9985
