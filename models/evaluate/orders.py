"""Planners that read nothing of the program: chance, the catalogue's order, and what each rule gained elsewhere."""

import random
from collections.abc import Iterable, Sequence
from math import exp, log

from models.evaluate.ratings import Ranking, Rating, pays, worth
from models.records import Labelled

_DRAWS = 16


class RandomOrder:
    """Any order; says of every site that it pays."""

    name = "random order"

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed

    def rankings(self, labelled: Labelled) -> Sequence[Ranking]:
        chance = random.Random(f"{self._seed} {labelled.program.key}")
        places = range(len(labelled.sites))
        return [tuple(Rating(site=each) for each in chance.sample(places, len(places))) for _ in range(_DRAWS)]


class CatalogueOrder:
    """The static plan's: the rules that gained most on programs made to show them come first."""

    name = "catalogue order"

    def rankings(self, labelled: Labelled) -> Sequence[Ranking]:
        return [tuple(Rating(site=each) for each in range(len(labelled.sites)))]


class RulePriors:
    """What each rule gained on the training programs, wherever it was."""

    name = "rule priors"

    def __init__(self, training: Iterable[Labelled]) -> None:
        self._paid: dict[str, tuple[int, int, float]] = {}
        for each in (site for labelled in training for site in labelled.sites):
            known = self._paid.get(each.strategy.name, (0, 0, 0.0))
            self._paid[each.strategy.name] = (known[0] + 1, known[1] + pays(each), known[2] + log(worth(each)))

    def rankings(self, labelled: Labelled) -> Sequence[Ranking]:
        ratings = [self._rating(place, each.strategy.name) for place, each in enumerate(labelled.sites)]
        return [tuple(sorted(ratings, key=lambda each: -each.expected))]

    def _rating(self, site: int, rule: str) -> Rating:
        """One more site that pays and one that doesn't are assumed (Laplace's rule of succession)."""
        count, paid, gained = self._paid.get(rule, (0, 0, 0.0))
        chance = (paid + 1) / (count + 2)
        return Rating(site=site, expected=exp(gained / (count + 2)), chance=chance, pays=chance > 0.5)
