"""The figures that planners are compared by, each made of sums over programs, so that programs can be drawn again."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import log
from typing import Any

import numpy as np

from models.evaluate.ratings import Ranking, builds, pays, worth
from models.records import Labelled
from perfcoder_lsp.plan.calibration import BINS, bin_of
from perfcoder_lsp.strategy import Category

Sums = Mapping[str, Any]
"""Sums over programs by name: numbers, or arrays of one number for each draw."""
Measure = Callable[[Sums], Any]
Tally = Mapping[str, float]
"""What one program adds to the sums."""

FEW = 3
"""So few sites are tried where not all can be."""
_NEAR = 0.98
"""As good as the best: within 2 % of its speedup."""


def tally(labelled: Labelled, rankings: Sequence[Ranking]) -> Tally:
    """Of one program; the mean where there are several rankings."""
    total = defaultdict[str, float](float)
    for ranking in rankings:
        for name, value in {**_said(labelled, ranking), **_found(labelled, ranking)}.items():
            total[name] += value / len(rankings)
    return total


def _said(labelled: Labelled, ranking: Ranking) -> Tally:
    """Whether what was said of each site is so."""
    found = defaultdict[str, float](float)
    for each in ranking:
        site = labelled.sites[each.site]
        kind = f"{'true' if each.pays == pays(site) else 'false'} {'positive' if each.pays else 'negative'}"
        found[kind] += 1
        found[f"{kind}: {site.strategy.category}"] += 1
        found[f"{kind}: decided"] += site.outcome != "undecided"
        if each.chance is not None:
            place = bin_of(each.chance)
            found["rated"] += 1
            found["square error"] += (each.chance - pays(site)) ** 2
            found[f"count {place}"] += 1
            found[f"chance {place}"] += each.chance
            found[f"paid {place}"] += pays(site)
    return found


def _found(labelled: Labelled, ranking: Ranking) -> Tally:
    """What trying the sites in this order gives, and what it costs: of programs that anything can be gained of."""
    gains = [worth(labelled.sites[each.site]) for each in ranking]
    costs = [builds(labelled.sites[each.site]) for each in ranking]
    if not any(pays(each) for each in labelled.sites):
        return {}
    best = max(gains)
    first = next(place for place, each in enumerate(ranking) if pays(labelled.sites[each.site]))
    near = next(place for place, gain in enumerate(gains) if gain >= _NEAR * best)
    second = labelled.cpu_s / (1 + sum(costs))  # the original is built and run as well
    found: dict[str, float] = {"payable": 1, "builds": sum(costs)}
    found["builds to first"] = sum(costs[: first + 1])
    found["seconds to first"] = second * (1 + sum(costs[: first + 1]))
    found["builds to best"] = sum(costs[: near + 1])
    for few in (1, FEW):
        found[f"kept by {few}"] = log(max(gains[:few]) / best)
        found[f"builds of {few}"] = sum(costs[:few])
    chosen = [place for place, each in enumerate(ranking) if each.pays]
    found["kept by choice"] = log(max((gains[place] for place in chosen), default=1.0) / best)
    found["builds of choice"] = sum(costs[place] for place in chosen)
    return found


def ratio(above: Any, below: Any) -> Any:
    """NaN where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.true_divide(above, below)


def precision(sums: Sums, of: str = "") -> Any:
    return ratio(sums[f"true positive{of}"], sums[f"true positive{of}"] + sums[f"false positive{of}"])


def recall(sums: Sums, of: str = "") -> Any:
    return ratio(sums[f"true positive{of}"], sums[f"true positive{of}"] + sums[f"false negative{of}"])


def f1(sums: Sums, of: str = "") -> Any:
    hits = 2 * sums[f"true positive{of}"]
    return ratio(hits, hits + sums[f"false positive{of}"] + sums[f"false negative{of}"])


def mean_f1(sums: Sums) -> Any:
    """Over the categories that have sites."""
    every = np.stack(np.broadcast_arrays(*(f1(sums, f": {category}") for category in Category)))
    known = np.isfinite(every)
    return ratio(np.where(known, every, 0).sum(axis=0), known.sum(axis=0))


def calibration_error(sums: Sums) -> Any:
    """As `plan.calibration` has it of outcomes, of sums over programs, which can be drawn again."""
    apart = [abs(sums[f"chance {place}"] - sums[f"paid {place}"]) for place in range(BINS)]
    return ratio(sum(apart), sums["rated"])


def _kept(by: str) -> Measure:
    return lambda sums: np.exp(ratio(sums[f"kept by {by}"], sums["payable"]))


def _share_of_builds(of: str) -> Measure:
    return lambda sums: ratio(sums[f"builds of {of}"], sums["builds"])


def _mean(of: str) -> Measure:
    return lambda sums: ratio(sums[of], sums["payable"])


MEASURES: Mapping[str, Measure] = {
    "precision": precision,
    "precision where decided": lambda sums: precision(sums, ": decided"),
    "recall": recall,
    "F1": f1,
    "mean F1 of categories": mean_f1,
    "calibration error": calibration_error,
    "Brier score": lambda sums: ratio(sums["square error"], sums["rated"]),
    "kept by first": _kept("1"),
    f"kept by first {FEW}": _kept(f"{FEW}"),
    f"builds of first {FEW}": _share_of_builds(f"{FEW}"),
    "kept by choice": _kept("choice"),
    "builds of choice": _share_of_builds("choice"),
    "builds to first speedup": _mean("builds to first"),
    "seconds to first speedup": _mean("seconds to first"),
    "builds to best speedup": _mean("builds to best"),
}
"""By name. "Kept" is the best speedup of what was tried / the best of all, as geometric mean; builds "of" something
are a share of all that trying every site takes, those "to" something a number; seconds are estimated from what the
labels cost. All but the first seven are over programs that anything can be gained of."""
MEANINGS: Mapping[str, str] = {
    "precision": "of the sites said to pay, the share that does",
    "precision where decided": "the same without the sites of which measurement could not tell",
    "recall": "of the sites that pay, the share said to",
    "F1": "harmonic mean of both",
    "mean F1 of categories": "the same of each category alone, averaged",
    "calibration error": "how far stated chances are from what happens, on average",
    "Brier score": "mean squared error of the chances",
    "kept by first": "speedup of the first site / best of all sites (geometric mean)",
    f"kept by first {FEW}": f"the same of the best of the first {FEW}",
    f"builds of first {FEW}": "their share of the builds that trying everything takes",
    "kept by choice": "the same of the sites said to pay",
    "builds of choice": "their share of the builds",
    "builds to first speedup": "rewrites built until one is equal and faster",
    "seconds to first speedup": "CPU seconds until then, from what the labels cost",
    "builds to best speedup": "rewrites built until within 2 % of the best",
}
