"""What many comparisons tell together: decisions, how often they were wrong, how long they took."""

import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table

from bench.measurement.trials import Kind, Results, Trial

KIND_NAMES: dict[Kind, str] = {"program": "whole programs", "function": "functions in process"}


def upper_bound(events: int, trials: int, confidence: float = 0.95) -> float:
    """One-sided Clopper-Pearson upper bound of a rate."""
    if events >= trials:
        return 1.0
    low, high = events / trials, 1.0
    for _ in range(60):
        rate = (low + high) / 2
        at_most = math.fsum(
            math.comb(trials, count) * rate**count * (1 - rate) ** (trials - count) for count in range(events + 1)
        )
        low, high = (rate, high) if at_most > 1 - confidence else (low, rate)
    return high


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def conditions(trials: Iterable[Trial]) -> Iterator[tuple[str, list[Trial]]]:
    """The trials by kind and load, each with a name for both and for the load that was really there (median)."""

    def key(trial: Trial) -> tuple[int, str]:
        return trial.comparison.load, trial.comparison.kind

    for (load, _), group in groupby(sorted(trials, key=key), key):
        own = list(group)
        added = f"{load} busy processes added" if load else "no load added"
        present = statistics.median(trial.per_core for trial in own)
        yield f"{KIND_NAMES[own[0].comparison.kind]}, {added} ({present:.1f} processes per core)", own


def is_in_order(trials: Iterable[Trial]) -> bool:
    """No program was claimed to be faster than itself, no ratio of 1.2 and more was missed."""
    return not any(each.is_false_claim or each.is_missed for each in trials)


def show(results: Results, console: Console) -> None:
    """Print all of it."""
    machine = results.machine
    console.print(f"{machine.cores} cores, {machine.cpu}, Linux {machine.kernel}, governor {machine.governor}")
    for name, trials in conditions(results.trials):
        console.print(_decisions(name, trials))
        console.print(_judgement(trials), highlight=False)
    for reason, number in _reasons(results.trials):
        console.print(f"{number} undecided: {reason}", highlight=False)


def _decisions(name: str, trials: Sequence[Trial]) -> Table:
    columns = ("n", "faster", "no", "undecided", "median", "from", "to", "pairs", "median s", "95 % s")
    table = Table("work before / after", *columns, title=name, title_justify="left")
    for column in table.columns[1:]:
        column.justify = "right"
    for ratio, group in groupby(sorted(trials, key=lambda each: each.comparison.ratio), lambda t: t.comparison.ratio):
        table.add_row(f"{ratio:g}" if ratio != 1 else "1 (A/A)", *_row(list(group)))
    return table


def _row(trials: Sequence[Trial]) -> Iterator[str]:
    yield str(len(trials))
    for kind in ("faster", "no", "undecided"):
        yield str(sum(each.decision == kind for each in trials))
    speedups = [each.estimate for each in trials if each.estimate is not None]
    for figure in (statistics.median, min, max):
        yield f"{figure(speedups):.3f}" if speedups else "-"
    seconds = [each.seconds for each in trials]
    yield f"{statistics.median(each.pairs for each in trials):g}"
    yield f"{statistics.median(seconds):.2f}"
    yield f"{percentile(seconds, 0.95):.2f}"


def _judgement(trials: Sequence[Trial]) -> str:
    same = [each for each in trials if each.comparison.ratio == 1]
    other = [each for each in trials if each.comparison.ratio >= 1.2]
    claims = [each for each in trials if each.decision == "faster"]
    wrong = sum(each.is_false_claim for each in same)
    bound = f"; rate at most {100 * upper_bound(wrong, len(same)):.2f} % (95 %)" if same else ""
    seconds = [each.seconds for each in trials]
    pressures = [each.pressure for each in trials if each.pressure is not None]
    lines = [
        f"False claims: {wrong} of {len(same)}{bound}",
        f"Missed ratios of 1.2 and more: {sum(each.is_missed for each in other)} of {len(other)}",
        f"Lower bounds above the truth: {sum(each.claims_too_much for each in claims)} of {len(claims)} claims",
        f"Decision time: median {statistics.median(seconds):.2f} s, 95 % within {percentile(seconds, 0.95):.2f} s",
        *([f"CPU pressure: {statistics.median(pressures):.0f} % (median)"] if pressures else []),
    ]
    return "\n".join(lines) + "\n"


def _reasons(trials: Iterable[Trial]) -> list[tuple[str, int]]:
    reasons = sorted(each.reason.partition(" (")[0] for each in trials if each.reason)
    return [(reason, len(list(group))) for reason, group in groupby(reasons)]
