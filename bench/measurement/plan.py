"""Which comparisons are made: every kernel in several durations, with and without another layout, and known ratios."""

from collections.abc import Sequence

from bench.measurement.kernels import KERNELS
from bench.measurement.trials import Comparison, Kind

RATIOS = (1.05, 1.2, 2.0)
MICROSECONDS: dict[Kind, tuple[int, ...]] = {"program": (1000, 3000, 10_000, 30_000, 100_000), "function": (1, 10, 100)}
"""Of a run, of a call."""
RATIO_MICROSECONDS: dict[Kind, tuple[int, ...]] = {"program": (20_000, 50_000), "function": (1, 10, 100)}
"""Programs long enough for their start-up, which is the same on both sides, not to change the ratio."""
PADDING = 7


def planned(kinds: Sequence[Kind], load: int, pairs: int, ratios: int) -> list[Comparison]:
    """`pairs` A/A comparisons and `ratios` of each known ratio, of each kind; mixed, so that any part is like all."""
    groups = [
        _comparisons(kind, load, ratio, ratios if ratio > 1 else pairs) for kind in kinds for ratio in (1.0, *RATIOS)
    ]
    placed = [(index / len(group), each) for group in groups for index, each in enumerate(group)]
    return [each for _, each in sorted(placed, key=lambda pair: pair[0])]


def _comparisons(kind: Kind, load: int, ratio: float, count: int) -> list[Comparison]:
    fitting = [each for each in KERNELS if (each.is_exact or ratio == 1) and not (each.prints and kind == "function")]
    names = [each.name for each in fitting]
    lengths = (MICROSECONDS if ratio == 1 else RATIO_MICROSECONDS)[kind]
    return [
        Comparison(
            kind=kind,
            load=load,
            ratio=ratio,
            kernel=names[number % len(names)],
            microseconds=lengths[number // len(names) % len(lengths)],
            padding=PADDING * (number // len(names) % 2),
            number=number,
        )
        for number in range(count)
    ]
