"""Calibration maps what is stated to what comes true, and never turns the order around."""

import math
from itertools import pairwise

import pytest
from pydantic import ValidationError

from perfcoder_lsp.plan.calibration import Calibration, calibration_error, fit


def stated_and_came(*groups: tuple[float, int, int]) -> list[tuple[float, bool]]:
    """Groups of a stated probability, how often it came true, and of how many."""
    return [(stated, number < came) for stated, came, of in groups for number in range(of)]


def test_without_outcomes_what_is_stated_holds() -> None:
    for calibration in (Calibration(), fit([])):
        assert [calibration.of(each / 10) for each in range(11)] == pytest.approx([each / 10 for each in range(11)])


def test_between_pairs_is_a_straight_line() -> None:
    calibration = Calibration(knots=((0.2, 0.1), (0.6, 0.5)))
    assert [calibration.of(each) for each in (0, 0.1, 0.2, 0.4, 0.6, 0.8, 1)] == pytest.approx(
        [0, 0.05, 0.1, 0.3, 0.5, 0.75, 1]
    )


def test_neighbours_in_the_wrong_order_are_pooled() -> None:
    """By hand: with weight 3 at 0.05, 0.1, … on the diagonal, ten thousand outcomes at 0.3 and at 0.7 decide alone."""
    calibration = fit(stated_and_came((0.3, 6000, 10_000), (0.7, 4000, 10_000)))
    assert calibration.of(0.3) == pytest.approx(0.5, abs=0.01)
    assert calibration.of(0.7) == pytest.approx(0.5, abs=0.01)


def test_many_outcomes_are_believed_and_few_are_not() -> None:
    assert fit(stated_and_came((0.9, 300, 1000))).of(0.9) == pytest.approx(0.3, abs=0.02)
    assert fit([(0.9, False)]).of(0.9) > 0.7


def test_equally_stated_outcomes_count_together_whatever_their_order() -> None:
    came = stated_and_came((0.4, 3, 9))
    assert fit(came) == fit(list(reversed(came)))


def test_the_table_rises() -> None:
    outcomes = [(math.sin(number) ** 2, number % 3 == 0) for number in range(500)]
    calibration = fit(outcomes)
    values = [calibration.of(number / 100) for number in range(101)]
    assert all(before <= after for before, after in pairwise(values))
    assert 0 <= values[0] <= values[-1] <= 1 + 1e-9


def test_calibrating_lowers_the_error() -> None:
    outcomes = stated_and_came((0.95, 50, 100), (0.6, 20, 100), (0.2, 2, 100))
    calibration = fit(outcomes)
    after = [(calibration.of(stated), came) for stated, came in outcomes]
    assert calibration_error(outcomes) == pytest.approx((0.45 + 0.4 + 0.18) / 3)
    assert calibration_error(after) < 0.1
    assert calibration_error([]) == 0


@pytest.mark.parametrize("knots", [((0.5, 0.6), (0.4, 0.7)), ((0.2, 0.5), (0.4, 0.3)), ((-0.1, 0.2),), ((0.5, 1.2),)])
def test_what_does_not_rise_is_refused(knots: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValidationError, match="not a rising table"):
        Calibration(knots=knots)
