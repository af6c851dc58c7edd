"""The picture: how far A/A comparisons are off, what is claimed of known ratios, how long decisions take."""

import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullFormatter

from bench.measurement.plan import RATIOS
from bench.measurement.report import conditions, upper_bound
from bench.measurement.trials import Results, Trial

COLOURS = ("#0072b2", "#d55e00", "#56b4e9", "#e69f00", "#009e73", "#cc79a7")
"""Okabe and Ito's, which the colour-blind can tell apart; functions are blue, programs orange, light under load."""
CLAIM = "#b00020"
PROMISED_S = (1.0, 3.0)
STYLE: dict[Any, Any] = {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "svg.hashsalt": "measurement",  # the same picture, the same file
}


def draw(results: Results, path: Path) -> None:
    """Write the picture as .svg or .png, by the path's ending. Raises SystemExit where there is nothing to draw."""
    groups = list(conditions(results.trials))
    if not groups:
        raise SystemExit("no results to draw: name the file with --results and --resume")
    path.parent.mkdir(parents=True, exist_ok=True)
    with pyplot.rc_context(STYLE):
        figure, axes = pyplot.subplot_mosaic(
            [["same"] * 3, [f"{ratio:g}" for ratio in RATIOS], ["times"] * 3],
            figsize=(9, 9.5),
            height_ratios=(4, 3.6, 3),
            layout="constrained",
        )
        _same(axes["same"], groups)
        for ratio in RATIOS:
            _known_ratio(axes[f"{ratio:g}"], groups, ratio)
        _rows(axes[f"{RATIOS[0]:g}"], [_in_lines(name) for name, _ in groups])
        axes[f"{RATIOS[1]:g}"].set_xlabel(
            "lower bound: claimed as “at least so many times as fast” (grey: not claimed)"
        )
        _times(axes["times"], groups)
        machine = results.machine
        figure.suptitle(f"{machine.cores} cores, {machine.cpu}, Linux {machine.kernel}", fontsize=8, x=0.99, ha="right")
        figure.savefig(path, dpi=110, metadata={"Date": None} if path.suffix == ".svg" else None)
        pyplot.close(figure)


Groups = Sequence[tuple[str, list[Trial]]]


def _same(axes: Axes, groups: Groups) -> None:
    """One dot for each A/A comparison, by its estimate."""
    every = [trial for _, trials in groups for trial in trials if trial.comparison.ratio == 1]
    wrong = sum(trial.is_false_claim for trial in every)
    bound = f" (rate at most {100 * upper_bound(wrong, len(every)):.2f} %)" if every else ""
    axes.set_title(f"Against themselves: {wrong} of {len(every)} comparisons end in a claim{bound}")
    names: list[str] = []
    for row, (name, trials) in enumerate(groups):
        same = [trial for trial in trials if trial.comparison.ratio == 1]
        estimates = [trial.estimate for trial in same if trial.estimate is not None]
        _dots(axes, estimates, row, COLOURS[row % len(COLOURS)])
        claimed = [trial.low for trial in same if trial.is_false_claim and trial.low is not None]
        axes.plot(claimed, [row] * len(claimed), "x", color=CLAIM)
        names.append(f"{_in_lines(name)}\n{len(same)} comparisons")
    furthest = max((abs(math.log(trial.estimate)) for trial in every if trial.estimate), default=0.0)
    reach = max(math.log(1.09), 1.1 * furthest)
    axes.set_xlim(math.exp(-reach), math.exp(reach))
    axes.axvline(1, color="grey", linewidth=0.8, zorder=0)
    axes.axvline(1.05, color=CLAIM, linewidth=1)
    axes.annotate(" a claim's lower bound\n must be here or above", (1.05, -0.45), color=CLAIM, fontsize=8, va="center")
    _rows(axes, names)
    axes.set_xlabel("measured speedup (estimate), truly 1")


def _known_ratio(axes: Axes, groups: Groups, ratio: float) -> None:
    """One dot for each claim, by the lower bound that is shown to the user."""
    own = [[trial for trial in trials if trial.comparison.ratio == ratio] for _, trials in groups]
    for row, trials in enumerate(own):
        claimed = [trial.low for trial in trials if trial.low is not None and trial.decision == "faster"]
        others = [trial.low for trial in trials if trial.low is not None and trial.decision != "faster"]
        _dots(axes, claimed, row, COLOURS[row % len(COLOURS)])
        _dots(axes, others, row, "grey")
    claims = sum(trial.decision == "faster" for trials in own for trial in trials)
    axes.set_title(f"Truly {ratio:g} times:\n{claims} of {sum(map(len, own))} claimed")
    axes.axvline(ratio, color="black", linewidth=1)
    axes.axvline(1.05, color=CLAIM, linewidth=1)
    axes.set_xlim(0.97, ratio + max(0.03, 0.1 * (ratio - 1)))
    _rows(axes, [""] * len(groups))


def _times(axes: Axes, groups: Groups) -> None:
    """The share of decisions that were taken within a time."""
    axes.set_title("Time until the decision (building not included)")
    for row, (name, trials) in enumerate(groups):
        seconds = sorted(trial.seconds for trial in trials)
        shares = [100 * (index + 1) / len(seconds) for index in range(len(seconds))]
        axes.step(seconds, shares, where="post", color=COLOURS[row % len(COLOURS)], label=name)
    for limit in PROMISED_S:
        axes.axvline(limit, color="grey", linewidth=0.8, linestyle="--", zorder=0)
    axes.axhline(50, color="grey", linewidth=0.8, linestyle="--", zorder=0)
    axes.set_xscale("log")
    axes.set_xlim(right=1.5 * max(8.0, *(trial.seconds for _, trials in groups for trial in trials)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g} s"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_ylim(0, 102)
    axes.set_ylabel("% of comparisons")
    axes.legend(fontsize=7, loc="lower right", framealpha=0.9, edgecolor="none")


def _dots(axes: Axes, values: Sequence[float], row: int, colour: str) -> None:
    rng = random.Random(row)
    heights = [row + rng.uniform(-0.28, 0.28) for _ in values]
    axes.plot(values, heights, "o", markersize=3, alpha=0.45, color=colour, markeredgewidth=0)


def _in_lines(name: str) -> str:
    return name.partition(" (")[0].replace(", ", ",\n")


def _rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.7)
    axes.tick_params(axis="y", length=0)
