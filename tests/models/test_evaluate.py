"""Every figure of the evaluation, against what comes out on paper."""

from collections.abc import Sequence

import pytest
from extras import need
from hand_made import labelled, site

need("numpy", "train")

from models.evaluate.bootstrap import Draws  # noqa: E402
from models.evaluate.comparison import compare, completed  # noqa: E402
from models.evaluate.measures import MEASURES, tally  # noqa: E402
from models.evaluate.orders import CatalogueOrder, RandomOrder, RulePriors  # noqa: E402
from models.evaluate.ratings import Ranking, Rating  # noqa: E402
from models.records import Labelled  # noqa: E402
from perfcoder_lsp.strategy import Category  # noqa: E402

FIRST = labelled(
    "one", site("LP1", "same"), site("DS2", "faster", 2.0), site("IO1", "faster", 8.0, rewrites=2), cpu_s=10.0
)
SECOND = labelled("two", site("LP1", "different"), site("DS2", "slower", 0.5, category=Category.DATA_STRUCTURE))


class Fixed:
    """Says what it is told to say."""

    def __init__(self, name: str, **rankings: Ranking) -> None:
        self.name = name
        self._rankings = rankings

    def rankings(self, labelled: Labelled) -> Sequence[Ranking]:
        return [self._rankings.get(labelled.program.key, ())]


def rating(place: int, chance: float | None = None, *, pays: bool = True) -> Rating:
    return Rating(site=place, chance=chance, pays=pays)


def figures(*rankings: tuple[Labelled, Ranking]) -> dict[str, float]:
    drawn = Draws(tuple(one.program.family for one, _ in rankings)).drawn(
        [tally(one, [ranking]) for one, ranking in rankings]
    )
    found = {name: drawn.interval(measure).value for name, measure in MEASURES.items()}
    return {name: value for name, value in found.items() if value is not None}


def test_what_is_said_is_compared_with_what_was_measured() -> None:
    said = figures((FIRST, (rating(1), rating(0), rating(2, pays=False))), (SECOND, (rating(0, pays=False), rating(1))))
    assert said["precision"] == pytest.approx(1 / 3)
    assert said["recall"] == pytest.approx(1 / 2)
    assert said["F1"] == pytest.approx(2 / 5)
    assert said["mean F1 of categories"] == pytest.approx((2 / 4 + 0) / 2)


def test_sites_of_which_measurement_could_not_tell_are_left_out() -> None:
    one = labelled("one", site("LP1", "undecided"), site("DS2", "same"), site("IO1", "faster", 2.0))
    found = figures((one, (rating(0), rating(1), rating(2))))
    assert found["precision"] == pytest.approx(1 / 3)
    assert found["precision where decided"] == pytest.approx(1 / 2)
    (judged,) = compare([one], [CatalogueOrder()]).planners
    assert {each.category for each in judged.categories} == {Category.LOOP}


def test_trying_in_an_order_gains_and_costs() -> None:
    """DS2 gives 2 of 8; the one of IO1 needs two builds; 10 CPU seconds are shared by four builds and the original."""
    found = figures((FIRST, (rating(0), rating(1), rating(2))), (SECOND, (rating(1), rating(0))))
    assert found["builds to first speedup"] == 2
    assert found["seconds to first speedup"] == pytest.approx(3 * 10 / 5)
    assert found["builds to best speedup"] == 4
    assert found["kept by first"] == pytest.approx(1 / 8)
    assert found["kept by first 3"] == pytest.approx(1)
    assert found["builds of first 3"] == 1
    other = figures((FIRST, (rating(1), rating(2, pays=False), rating(0, pays=False))))
    assert other["kept by first"] == other["kept by choice"] == pytest.approx(2 / 8)
    assert other["builds of choice"] == 1 / 4
    assert other["builds to first speedup"] == 1


def test_a_plan_of_nothing_keeps_nothing() -> None:
    found = figures((FIRST, completed((), 3)))
    assert found["kept by choice"] == pytest.approx(1 / 8)
    assert found["builds of choice"] == 0
    assert "precision" not in found  # nothing was said to pay


def test_chances_are_compared_with_shares() -> None:
    """Two of 0.8 of which one pays, one of 0.1 that doesn't."""
    found = figures((FIRST, (rating(0, 0.1, pays=False), rating(1, 0.8))), (SECOND, (rating(0, 0.8),)))
    assert found["calibration error"] == pytest.approx((0.1 + 2 * abs(0.8 - 0.5)) / 3)
    assert found["Brier score"] == pytest.approx((0.01 + 0.04 + 0.64) / 3)


def test_random_orders_are_averaged() -> None:
    """Of three sites two pay: on average (3 + 1) / (2 + 1) sites until the first one (here with one build each)."""
    one = labelled("three", site("LP1", "same"), site("DS2", "faster", 2.0), site("IO1", "faster", 8.0))
    programs = [one.model_copy(update={"program": one.program.model_copy(update={"key": f"{n}"})}) for n in range(60)]
    (judged,) = compare(programs, [RandomOrder()]).planners
    assert judged.measures["builds to first speedup"].value == pytest.approx(4 / 3, abs=0.06)
    assert judged.measures["precision"].value == pytest.approx(2 / 3)
    assert judged.measures["recall"].value == 1


def test_rules_are_ranked_by_what_they_gained_elsewhere() -> None:
    training = [labelled("t", site("IO1", "faster", 16.0), site("IO1", "faster", 1.0), site("LP1", "same"))]
    (ranking,) = RulePriors(training).rankings(FIRST)
    assert [each.site for each in ranking] == [2, 0, 1]
    assert ranking[0].expected == pytest.approx(2.0)
    assert [each.chance for each in ranking] == [3 / 4, 1 / 3, 1 / 2]
    assert [each.pays for each in ranking] == [True, False, False]


def test_planners_are_compared_on_the_same_draws() -> None:
    best = Fixed("best", one=(rating(2), rating(1)))
    found = compare([FIRST, SECOND, labelled("none")], [CatalogueOrder(), best])
    assert (found.programs, found.left_out, found.sites, found.pay) == (2, 1, 5, 2)
    by_measure = {each.measure: each for each in found.differences}
    precision = by_measure["precision"]
    assert (precision.planner, precision.against) == ("best", "catalogue order")
    assert precision.difference.value == pytest.approx(1 - 2 / 5)
    assert by_measure["F1"].difference.low is not None
    assert by_measure["F1"].difference.low > 0  # it is better in whatever draw both programs are in, or the first
    assert "calibration error" not in by_measure


def test_a_family_is_drawn_as_a_whole() -> None:
    """Two programs of one family are always both drawn, so nothing varies."""
    tallies = [tally(FIRST, [completed((rating(place),), 3)]) for place in (1, 0)]
    alike, apart = Draws(("f", "f")).drawn(tallies), Draws(("f", "g")).drawn(tallies)
    steady, varied = (each.interval(MEASURES["precision"]) for each in (alike, apart))
    assert (steady.low, steady.high) == (0.5, 0.5)
    assert (varied.low, varied.high) == (0.0, 1.0)


def test_categories_and_bins_are_told() -> None:
    said = Fixed("said", one=(rating(0, 0.95), rating(1, 0.97)), two=(rating(1, 0.2, pays=False),))
    (judged,) = compare([FIRST, SECOND], [said]).planners
    by_name = {each.category: each for each in judged.categories}
    assert (by_name[Category.LOOP].sites, by_name[Category.LOOP].pay) == (4, 2)
    assert by_name[Category.LOOP].precision.value == 1 / 2
    assert by_name[Category.DATA_STRUCTURE].f1.value is None
    assert [(each.least, each.sites, each.paid) for each in judged.reliability] == [(0.2, 1, 0.0), (0.9, 2, 0.5)]
