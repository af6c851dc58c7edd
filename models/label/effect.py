"""What one rewrite does to one program."""

from models.records import Outcome
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.measure.statistics import Interval
from perfcoder_lsp.plan.reading.prompt import GAINS
from perfcoder_lsp.text import Frozen

PAYS = GAINS[1]
"""A smaller gain is none; the product claims none either."""
SAME = 1.1
"""What can't gain more, with 95 % confidence, is no faster."""


class UnmeasurableError(PerfcoderError):
    """A program that gets no labels. The message is the kind of reason, which is counted."""


class Effect(Frozen):
    """The fields of a `SiteLabel`; `gain` is 1 where the rewrite was not built or not equal."""

    outcome: Outcome
    gain: float = 1.0
    low: float = 1.0
    high: float = 1.0

    @property
    def is_measured(self) -> bool:
        return self.outcome not in ("different", "unbuilt")

    @classmethod
    def of(cls, measured: Interval) -> "Effect":
        """From a log ratio with 95 % confidence."""
        low, gain, high = measured.speedups
        return cls(outcome=_outcome(low, gain, high), gain=gain, low=low, high=high)


def _outcome(low: float, gain: float, high: float) -> Outcome:
    if low > 1 and gain >= PAYS:
        return "faster"
    if high < 1 and gain <= 1 / PAYS:
        return "slower"
    return "same" if high < SAME else "undecided"
