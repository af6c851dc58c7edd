"""Pictures for the model card."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib import pyplot
from matplotlib.axes import Axes

from models.evaluate.comparison import Comparison, Judged
from models.evaluate.measures import FEW
from models.pictures import COLOURS, STYLE, save

_SHOWN = ("precision", "recall", "F1", "kept by first", f"kept by first {FEW}", "kept by choice", "builds of choice")


def draw(comparison: Comparison, path: Path) -> None:
    """What planners tell and keep, how long they take to the first speedup, and whether their chances hold."""
    with pyplot.rc_context(STYLE):
        figure, (shares, builds, chances) = pyplot.subplots(
            1, 3, figsize=(13, 4.2), width_ratios=(5, 2.2, 2.8), layout="constrained"
        )
        _bars(shares, comparison.planners, _SHOWN)
        shares.set_title(f"{comparison.programs} programs, {comparison.sites} sites: shares, with 95 % intervals")
        shares.set_ylim(0, 1.02)
        figure.legend(*shares.get_legend_handles_labels(), ncols=7, loc="outside lower left", frameon=False)
        _bars(builds, comparison.planners, ("builds to first speedup", "builds to best speedup"))
        builds.set_title("Rewrites built until …")
        _reliability(chances, comparison.planners)
        save(figure, path)


def _bars(axes: Axes, planners: Sequence[Judged], measures: Sequence[str]) -> None:
    width = 0.8 / max(1, len(planners))
    for number, judged in enumerate(planners):
        known = [
            (place + (number - (len(planners) - 1) / 2) * width, each)
            for place, measure in enumerate(measures)
            if (each := judged.measures[measure]).value is not None
        ]
        values = [each.value or 0.0 for _, each in known]
        spread = [
            [max(0.0, value - (each.low or 0.0)) for value, (_, each) in zip(values, known, strict=True)],
            [max(0.0, (each.high or 0.0) - value) for value, (_, each) in zip(values, known, strict=True)],
        ]
        colour = COLOURS[number % len(COLOURS)]
        axes.bar(
            [x for x, _ in known], values, width, yerr=spread, color=colour, label=judged.planner, ecolor="#444444"
        )
    axes.set_xticks(range(len(measures)), [each.replace(" ", "\n", 1) for each in measures])


def _reliability(axes: Axes, planners: Sequence[Judged]) -> None:
    axes.plot([0, 1], [0, 1], color="grey", linewidth=0.8, linestyle="--")
    for number, judged in enumerate(planners):
        bins = judged.reliability
        if bins:
            colour = COLOURS[number % len(COLOURS)]
            axes.plot([each.chance for each in bins], [each.paid for each in bins], color=colour, linewidth=1)
            sizes = [4 + 60 * each.sites / max(one.sites for one in bins) for each in bins]
            axes.scatter([each.chance for each in bins], [each.paid for each in bins], sizes, color=colour)
    axes.set_title("Chance that a site pays")
    axes.set_xlabel("as stated")
    axes.set_ylabel("as measured")
