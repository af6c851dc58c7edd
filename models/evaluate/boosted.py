"""The baseline without a network: gradient-boosted trees on what is known of a site, without its program's text."""

from collections.abc import Iterable, Sequence
from math import exp, log
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from models.encode.sites import sites_of, source_of
from models.evaluate.ratings import Ranking, Rating, pays, worth
from models.records import Labelled
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.reading.places import STREAM_KINDS
from perfcoder_lsp.plan.reading.sites import Site
from perfcoder_lsp.strategy import Category

_CATEGORIES = tuple(Category)
_REACHED = ("file", "main", "once", "repeated", "recursive")
_CATEGORICAL = [0, 1, 2, 3]
_SETTINGS: dict[str, Any] = {
    "categorical_features": _CATEGORICAL,
    "early_stopping": False,
    "learning_rate": 0.06,
    "max_iter": 200,
    "max_leaf_nodes": 15,
    "min_samples_leaf": 10,
}
_MOST_RULES = 254
"""As many categories as the trees bear, without the one for rules that are not known."""


class BoostedTrees:
    """Two models: whether a site pays, and how much is gained (logarithm of the speedup)."""

    name = "boosted trees"

    def __init__(self, training: Iterable[Labelled], seed: int = 0) -> None:
        """Raises UsageError where the training programs hold only one kind of outcome."""
        known = list(training)
        rules = sorted({site.strategy.name for each in known for site in each.sites})[:_MOST_RULES]
        self._rules = {rule: number for number, rule in enumerate(rules)}
        rows: list[list[float]] = []
        outcomes: list[bool] = []
        gains: list[float] = []
        for each in known:
            for place, row in self._rows(each):
                rows.append(row)
                outcomes.append(pays(each.sites[place]))
                gains.append(log(worth(each.sites[place])))
        if len(set(outcomes)) < 2:
            raise UsageError("boosted trees need training programs with sites that pay and sites that don't")
        self._pays = HistGradientBoostingClassifier(**_SETTINGS, random_state=seed).fit(np.array(rows), outcomes)
        self._gain = HistGradientBoostingRegressor(**_SETTINGS, random_state=seed).fit(np.array(rows), gains)

    def rankings(self, labelled: Labelled) -> Sequence[Ranking]:
        found = sites_of(labelled, source_of(labelled))
        known = self.expected(labelled, [site for _, site in found])
        ratings = [
            Rating(site=place, expected=gain, chance=chance, pays=chance > 0.5)
            for (place, _), (chance, gain) in zip(found, known, strict=True)
        ]
        return [tuple(sorted(ratings, key=lambda each: -each.expected))]

    def expected(self, labelled: Labelled, sites: Sequence[Site]) -> Sequence[tuple[float, float]]:
        """Of sites of a program, as they are told: the chance that each pays, and what is gained whether it does or
        not (time before / after, as a geometric mean)."""
        if not sites:
            return []
        table = np.array([self._row(each, labelled) for each in sites])
        chances, gains = self._pays.predict_proba(table)[:, 1].tolist(), self._gain.predict(table).tolist()
        return [(chance, exp(gain)) for chance, gain in zip(chances, gains, strict=True)]

    def _rows(self, labelled: Labelled) -> list[tuple[int, list[float]]]:
        source = source_of(labelled)
        return [(place, self._row(site, labelled)) for place, site in sites_of(labelled, source)]

    def _row(self, site: Site, labelled: Labelled) -> list[float]:
        facts, strategy = site.facts, site.strategy
        return [
            float(self._rules.get(strategy.name, len(self._rules))),
            float(_CATEGORIES.index(strategy.category)),
            float(_REACHED.index(facts.reached)),
            float(STREAM_KINDS.index(facts.streams)),
            float(facts.around),
            float(facts.inside),
            float(facts.trips),
            float(facts.open_loops),
            float(facts.behind),
            float(facts.words),
            facts.usual,
            _or_missing(facts.share),
            _or_missing(facts.function_share),
            _or_missing(facts.top),
            _or_missing(facts.uses_share),
            _or_missing(facts.uses_top),
            _or_missing(labelled.counts.total if labelled.counts is not None else None),
            float(site.number),
            float(len(labelled.sites)),
        ]


def _or_missing(number: int | None) -> float:
    """Below all numbers where it is None: scikit-learn takes no column in which every number is missing."""
    return -1.0 if number is None else float(number)
