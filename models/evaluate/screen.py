"""The figures as tables."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from models.evaluate.bootstrap import Interval
from models.evaluate.comparison import Comparison, Judged
from models.evaluate.measures import MEANINGS


def show(comparison: Comparison, console: Console) -> None:
    """Everything, with 95 % intervals."""
    console.print(
        f"{comparison.programs} programs of {comparison.families} families, {comparison.sites} sites, of which "
        f"{comparison.pay} pay and {comparison.undecided} could not be decided; "
        f"{comparison.left_out} programs without a site left out; intervals of 95 %, from families drawn again"
    )
    console.print(_measures(comparison.planners))
    if comparison.planners:
        console.print(_categories(comparison.planners[-1]))
    for judged in comparison.planners:
        if judged.reliability:
            console.print(_reliability(judged))
    if comparison.differences:
        console.print(_differences(comparison))


def told(interval: Interval) -> str:
    """`0.71 (0.65 to 0.77)`; a dash where nothing is known."""
    if interval.value is None or interval.low is None or interval.high is None:
        return "–"
    return f"{interval.value:.2f} ({interval.low:.2f} to {interval.high:.2f})"


def _measures(planners: Iterable[Judged]) -> Table:
    every = list(planners)
    table = Table("", *(each.planner for each in every), "what it is", title="Planners")
    for measure, meaning in MEANINGS.items():
        table.add_row(measure, *(told(each.measures[measure]) for each in every), meaning)
    return table


def _categories(judged: Judged) -> Table:
    table = Table("", "sites", "pay", "precision", "recall", "F1", title=f"By category: {judged.planner}")
    for each in judged.categories:
        row = (told(each.precision), told(each.recall), told(each.f1))
        table.add_row(each.category, str(each.sites), str(each.pay), *row)
    return table


def _reliability(judged: Judged) -> Table:
    table = Table("stated chance from", "sites", "mean chance", "paid", title=f"Reliability: {judged.planner}")
    for each in judged.reliability:
        table.add_row(f"{each.least:.1f}", str(each.sites), f"{each.chance:.2f}", f"{each.paid:.2f}")
    return table


def _differences(comparison: Comparison) -> Table:
    """Of the last planner against all others."""
    last = comparison.planners[-1].planner
    against = [each.planner for each in comparison.planners[:-1]]
    by = {(each.against, each.measure): each.difference for each in comparison.differences if each.planner == last}
    table = Table("", *against, title=f"{last}, minus each of the others (paired)")
    for measure in MEANINGS:
        cells = [told(by[other, measure]) if (other, measure) in by else "–" for other in against]
        table.add_row(measure, *cells)
    return table
