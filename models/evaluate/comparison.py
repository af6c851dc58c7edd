"""Planners side by side on the same programs."""

from collections import Counter
from collections.abc import Iterable, Sequence

from models.evaluate.bootstrap import Drawn, Draws, Interval
from models.evaluate.measures import MEASURES, f1, precision, recall, tally
from models.evaluate.ratings import Planner, Ranking, Rating, pays
from models.records import Labelled
from perfcoder_lsp.plan.calibration import BINS
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import Frozen


class ByCategory(Frozen):
    """How well a planner tells which sites of a category pay; of `sites`, so many `pay`."""

    category: Category
    sites: int
    pay: int
    precision: Interval
    recall: Interval
    f1: Interval


class Bin(Frozen):
    """Of `sites` whose stated chance was between `least` and the next bin's, `chance` on average, so many `paid`
    (a share)."""

    least: float
    sites: int
    chance: float
    paid: float


class Judged(Frozen):
    """One planner's figures; `measures` by name (measures.MEASURES)."""

    planner: str
    measures: dict[str, Interval]
    categories: tuple[ByCategory, ...]
    reliability: tuple[Bin, ...]


class Difference(Frozen):
    """By how much one planner's figure is above another's, on the same programs."""

    planner: str
    against: str
    measure: str
    difference: Interval


class Comparison(Frozen):
    """All planners on the same programs: `programs` in `families`, with `sites`, of which so many `pay`; `undecided`
    ones, of which measurement could not tell, count as not paying, since nothing could be offered there.

    `seed` is that of the draws. `left_out` counts programs without a site.
    """

    programs: int
    families: int
    sites: int
    pay: int
    undecided: int
    left_out: int
    seed: int
    planners: tuple[Judged, ...]
    differences: tuple[Difference, ...]


def compare(labels: Iterable[Labelled], planners: Sequence[Planner], seed: int = 0) -> Comparison:
    """Each planner's figures, and the differences between each and all before it."""
    known = list(labels)
    told = [each for each in known if each.sites]
    draws = Draws(tuple(each.program.family for each in told), seed)
    drawn = {each.name: draws.drawn([tally(one, _rankings(each, one)) for one in told]) for each in planners}
    names = list(drawn)
    pairs = [(name, other) for place, name in enumerate(names) for other in names[:place]]
    return Comparison(
        programs=len(told),
        families=len(set(draws.families)),
        sites=sum(len(each.sites) for each in told),
        pay=sum(pays(site) for each in told for site in each.sites),
        undecided=sum(site.outcome == "undecided" for each in told for site in each.sites),
        left_out=len(known) - len(told),
        seed=seed,
        planners=tuple(_judged(name, drawn[name], told) for name in names),
        differences=tuple(
            Difference(planner=name, against=other, measure=measure, difference=difference)
            for name, other in pairs
            for measure, figure in MEASURES.items()
            if (difference := drawn[name].difference(drawn[other], figure)).value is not None
        ),
    )


def completed(ranking: Ranking, sites: int) -> Ranking:
    """With the sites that it says nothing of, last, as not paying."""
    said = {each.site for each in ranking}
    return (*ranking, *(Rating(site=each, pays=False) for each in range(sites) if each not in said))


def _rankings(planner: Planner, labelled: Labelled) -> list[Ranking]:
    return [completed(each, len(labelled.sites)) for each in planner.rankings(labelled)]


def _judged(name: str, drawn: Drawn, labels: Sequence[Labelled]) -> Judged:
    return Judged(
        planner=name,
        measures={measure: drawn.interval(figure) for measure, figure in MEASURES.items()},
        categories=tuple(_by_category(drawn, labels)),
        reliability=tuple(_bins(drawn)),
    )


def _by_category(drawn: Drawn, labels: Sequence[Labelled]) -> Iterable[ByCategory]:
    sites = [site for each in labels for site in each.sites]
    counts = Counter(each.strategy.category for each in sites)
    paying = Counter(each.strategy.category for each in sites if pays(each))
    for category in Category:
        if counts[category]:
            of = f": {category}"
            yield ByCategory(
                category=category,
                sites=counts[category],
                pay=paying[category],
                precision=drawn.interval(lambda sums, of=of: precision(sums, of)),
                recall=drawn.interval(lambda sums, of=of: recall(sums, of)),
                f1=drawn.interval(lambda sums, of=of: f1(sums, of)),
            )


def _bins(drawn: Drawn) -> Iterable[Bin]:
    for place in range(BINS):
        count = drawn.sums[f"count {place}"]
        if count:
            yield Bin(
                least=place / BINS,
                sites=round(count),
                chance=drawn.sums[f"chance {place}"] / count,
                paid=drawn.sums[f"paid {place}"] / count,
            )
