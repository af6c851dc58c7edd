"""What a comparison ends with, and what may be claimed from it.

A comparison ends as a Measurement (decided: faster, or not) or as Undecided; `claims` tells the two kinds of
Measurement apart. Claims close to the bar need `confirm`ation with other code layouts.
"""

from collections.abc import Sequence

from perfcoder_lsp.suggestion import Measurement
from perfcoder_lsp.text import Frozen

LEAST_BAR = 1.05
LAYOUT_BAR = 1.10
IN_PROCESS_LAYOUT_BAR = 2.0
"""Of some 900 builds of one kernel, one took 1.5 times as long as its equals in process, whenever it was loaded: so all
but large claims are made again of other builds, which takes a second."""
TOLERATED_ERROR = 1.02
"""A machine that finds a program to be faster than itself by more than this factor gets a higher bar."""
NOTABLE_RATIO = 1.1
NOTABLE_KB = 1024


class Undecided(Frozen):
    """No decision, and why, in one line. The bounds are those of the 99 % interval as far as it got: None where the
    comparison was void (another output, a crash, a machine too `busy` for wall time)."""

    reason: str
    speedup_low: float | None = None
    speedup_high: float | None = None
    pairs: int = 0
    busy: bool = False


def claims(measurement: Measurement, threshold: float | None = None) -> bool:
    """Whether "faster, at least `speedup_low`" may be said: the lower bound reaches the bar, by default the one that
    the measurement itself names."""
    return measurement.speedup_low >= (threshold or measurement.bar or LEAST_BAR)


def memory_changed(measurement: Measurement) -> bool:
    """Whether peak memory grew or shrank by more than a tenth, and by enough to notice."""
    before, after = measurement.memory_before_kb, measurement.memory_after_kb
    if not before or not after:
        return False
    return abs(after - before) >= NOTABLE_KB and not 1 / NOTABLE_RATIO <= after / before <= NOTABLE_RATIO


def bar_raised(measurement: Measurement) -> bool:
    """Whether the machine's own error made a claim harder than elsewhere."""
    return measurement.machine_error is not None and measurement.machine_error > TOLERATED_ERROR


def needs_layout_check(measurement: Measurement, threshold: float = 1.05, layout_bar: float = LAYOUT_BAR) -> bool:
    """Whether the claim is small enough (lower bound below `layout_bar`) that where the linker put the code may explain
    it."""
    return claims(measurement, threshold) and measurement.speedup_low < layout_bar


def confirm(measurements: Sequence[Measurement | Undecided], threshold: float = 1.05) -> Measurement | Undecided:
    """The same comparison under several code layouts: the most cautious Measurement where all of them claim the
    speedup, else Undecided. Raises ValueError for none at all."""
    if not measurements:
        raise ValueError("nothing to confirm")
    claimed = [each for each in measurements if isinstance(each, Measurement) and claims(each, threshold)]
    if len(claimed) == len(measurements):
        return min(claimed, key=lambda each: each.speedup_low)
    failing = [each for each in measurements if each not in claimed]
    bounds = [(each.speedup_low, each.speedup_high) for each in failing]
    return Undecided(
        reason=f"the speedup depends on code layout: {len(failing)} of {len(measurements)} layouts do not show it",
        speedup_low=min((low for low, _ in bounds if low is not None), default=None),
        speedup_high=max((high for _, high in bounds if high is not None), default=None),
        pairs=sum(each.pairs for each in measurements),
    )
