"""What is said of growth: the order where it can be told, an honest "can't tell", the crossing, the exponent."""

import math
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.growth import Case, judged, ladder, synthetic, table
from perfcoder_lsp.function_report import FunctionPoint, GrowthOrder
from perfcoder_lsp.measure.growth import LEAST_RANGE, fit, growth
from perfcoder_lsp.measure.order_choice import SURE
from perfcoder_lsp.measure.orders import ORDERS, log_term, predicted
from perfcoder_lsp.measure.walk import Walk, log_sum

LONGEST_S = 0.3


def times(
    order: GrowthOrder, scatter: float = 0.02, constant: float = 20.0, step_s: float = 1e-9, seed: int = 1
) -> list[tuple[int, float]]:
    chance = random.Random(seed)
    made: list[tuple[int, float]] = []
    for size in ladder(1 << 16):
        log = log_term(order, size)
        if log + math.log(step_s) > math.log(LONGEST_S):
            break
        made.append((size, (constant + math.exp(log)) * step_s * math.exp(chance.gauss(0, scatter))))
    return made


def points(before: list[float], after: list[float]) -> list[FunctionPoint]:
    return [
        FunctionPoint(size=16 << index, before_s=first, after_s=second)
        for index, (first, second) in enumerate(zip(before, after, strict=True))
    ]


@pytest.mark.parametrize("order", ORDERS)
def test_each_order_is_told_from_clean_times(order: GrowthOrder) -> None:
    told = fit(times(order, constant=0 if order == "log n" else 20))
    assert told.order == order, told.note
    assert told.candidates == (order,)
    assert told.note == ""
    assert (told.base is not None) == (order == "2^n")


@pytest.mark.parametrize(("order", "degree"), [("1", 0), ("sqrt n", 0.5), ("n", 1), ("n^1.5", 1.5), ("n^2", 2)])
def test_the_exponents_interval_holds_the_degree(order: GrowthOrder, degree: float) -> None:
    hits = 0
    for seed in range(8):
        told = fit(times(order, scatter=0.05, constant=0, seed=seed))
        hits += told.exponent_low <= degree <= told.exponent_high
        assert told.exponent == pytest.approx(degree, abs=0.15)
    assert hits >= 6


def test_a_single_outlier_changes_nothing() -> None:
    clean = times("n^2")
    for index in range(len(clean)):
        spoiled = [(size, seconds * (3 if place == index else 1)) for place, (size, seconds) in enumerate(clean)]
        if index % 4 == 0:
            assert fit(spoiled).order == "n^2", spoiled[index]


def test_steps_where_caches_end_are_no_logarithm() -> None:
    cached = [
        (size, seconds * (1.4 if size > 4000 else 1) * (1.5 if size > 30_000 else 1)) for size, seconds in times("n")
    ]
    told = fit(cached)
    assert "n" in told.candidates
    assert told.order in ("n", None)


def test_too_few_sizes_are_refused_in_words() -> None:
    told = fit([(100, 1e-6), (200, 2e-6), (400, 4e-6), (800, 8e-6)])
    assert told.order is None
    assert told.note == "can't tell the order from 4 sizes"
    assert told.exponent == pytest.approx(1)


def test_too_small_a_range_is_refused_in_words() -> None:
    narrow = [(size, size * 1e-9) for size in (1000, 1200, 1400, 1600, 1800, 2000, 1000 * LEAST_RANGE - 1)]
    assert fit(narrow).note == "can't tell the order from sizes 1,000 to 15,999 only"
    wide = [(1000 << power, 1e-6 * (1 << power)) for power in range(5)]
    assert wide[-1][0] == LEAST_RANGE * wide[0][0]
    assert fit(wide).candidates


def test_times_that_scatter_too_much_are_refused() -> None:
    chance = random.Random(3)
    told = fit([(size, seconds * math.exp(chance.gauss(0, 0.7))) for size, seconds in times("n")])
    assert told.order is None
    assert "scatter" in told.note or told.candidates


def test_an_order_that_is_none_of_the_known_is_not_named() -> None:
    told = fit([(size, 1e-9 * size**1.25) for size in ladder(1 << 18)])
    assert told.order is None
    assert told.candidates == ()
    assert told.exponent == pytest.approx(1.25, abs=0.01)


def test_the_base_of_an_exponential_is_told() -> None:
    told = fit([(size, 1e-8 + 1e-9 * 1.618**size) for size in (1, 2, 4, 6, 8, 12, 16, 24, 32)])
    assert told.order == "2^n"
    assert told.base == pytest.approx(1.618, rel=0.02)


@pytest.mark.parametrize("order", [each for each in ORDERS if each not in ("log n", "2^n")])
def test_the_curve_runs_through_the_times(order: GrowthOrder) -> None:
    made = times(order)
    told = fit(made)
    for size, seconds in made:
        if told.first <= size <= told.last:
            assert predicted(told, size) == pytest.approx(seconds, rel=0.3)


def test_no_number_holds_an_exponential_far_out() -> None:
    assert predicted(fit(times("2^n")), 5000) == math.inf


def test_nothing_at_all_is_no_error() -> None:
    told = fit([])
    assert (told.order, told.first, told.last) == (None, 0, 0)
    assert fit([(0, 1.0), (5, 0.0), (7, -1.0)]).note == "can't tell the order from 0 sizes"


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10**7), st.one_of(st.just(0.0), st.floats(1e-12, 1e3))), max_size=14),
)
def test_any_times_give_finite_numbers(made: list[tuple[int, float]]) -> None:
    told = fit(made)
    assert all(
        map(math.isfinite, (told.exponent, told.exponent_low, told.exponent_high, told.constant_s, told.factor_s))
    )
    assert type(told).model_validate_json(told.model_dump_json()) == told
    assert told.order is not None or told.note


def test_the_crossing_is_bracketed_by_measured_sizes() -> None:
    told = growth(points([1, 2, 4, 8, 16, 32, 64], [5, 5.5, 6, 7, 8, 9, 10]))
    assert (told.slower_until, told.crossing) == (64, 128)
    assert told.after is not None


def test_equal_times_have_no_crossing() -> None:
    chance = random.Random(5)
    before = [2.0**index for index in range(10)]
    for _ in range(10):
        told = growth(points(before, [each * math.exp(chance.gauss(0, 0.05)) for each in before]))
        assert (told.slower_until, told.crossing) == (None, None)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([1, 2, 4, 8, 16, 32], [0.5, 1, 2, 4, 8, 16]),  # always faster
        ([1, 2, 4, 8, 16, 32], [2, 4, 8, 16, 32, 64]),  # never
        ([1, 2, 4, 8, 16, 32], [0.5, 1, 2, 16, 32, 64]),  # faster first, then slower
        ([1, 2, 4, 8, 16, 32], [0.5, 1, 9, 4, 8, 16]),  # one size disagrees
    ],
)
def test_only_slower_first_and_faster_then_is_a_crossing(before: list[float], after: list[float]) -> None:
    told = growth(points(before, after))
    assert (told.slower_until, told.crossing) == (None, None)


def test_points_keep_their_order_by_size_and_may_lack_a_version() -> None:
    told = growth([FunctionPoint(size=8, before_s=2e-9), FunctionPoint(size=4, before_s=1e-9)], cache="cold")
    assert [point.size for point in told.points] == [4, 8]
    assert told.after is None
    assert told.cache == "cold"


def test_claims_hold_in_a_small_simulation() -> None:
    """The whole one is `python -m bench.growth`; this much of it notices when claims become loose."""
    chance = random.Random(11)
    columns = Counter(judged(synthetic(chance, order))[0] for order in ORDERS for _ in range(3))
    assert columns["wrong"] <= 1
    assert columns["right"] >= 16
    assert 0.5 < SURE < 1


def test_the_table_adds_up() -> None:
    rows: dict[GrowthOrder, Counter[str]] = {"n": Counter(right=3, wrong=1), "n^2": Counter(open=4)}
    lines = [line.split() for line in table(rows)]
    assert lines[1] == ["O(n)", "75.0", "%", "0.0", "%", "0.0", "%", "0.0", "%", "25.0", "%", "4"]
    assert lines[-1][:2] == ["all", "37.5"]
    assert judged(Case("linear", "n", tuple(times("n"))))[0] == "right"


def test_a_walk_prefers_what_drifts_less() -> None:
    octaves = [float(place) for place in range(12)]
    walk = Walk.along(octaves, 1.0)
    flat, steep = [0.01 * (-1) ** place for place in range(12)], [0.2 * place for place in range(12)]
    assert walk.evidence(flat) > walk.evidence(steep) + 3
    slope, variance, _ = walk.slope(octaves, [0.5 * place for place in octaves])
    assert slope == pytest.approx(0.5)
    assert 0 < variance < 0.01


def test_a_step_upwards_is_believed_and_one_downwards_is_not() -> None:
    octaves = [place / 2 for place in range(24)]
    walk = Walk.along(octaves, 0.1)
    up = [0.0 if place < 6 else 0.8 for place in octaves]
    assert walk.evidence(up) > walk.evidence([-value for value in up]) + 1


def test_logarithms_of_sums_do_not_overflow() -> None:
    assert log_sum([1000.0, 1000.0]) == pytest.approx(1000 + math.log(2))
    assert log_sum([-1000.0, -2000.0]) == pytest.approx(-1000)
