"""How far a rewrite came through the gates, and what judges it."""

from dataclasses import dataclass
from typing import Protocol

from perfcoder_lsp.measure.outcome import Undecided
from perfcoder_lsp.suggestion import Measurement, Rejection, Rewrite, Stage, Suggestion, Verdict
from perfcoder_lsp.text import sentence


@dataclass(frozen=True)
class Attempt:
    """One rewrite's way: `verdict` once it was verified, `outcome` once it was measured, and either every gate was
    passed or `rejected` says why not. A rewrite that is equal but no faster alone may still serve in a combination."""

    rewrite: Rewrite
    verdict: Verdict | None = None
    outcome: Measurement | Undecided | None = None
    rejected: Rejection | None = None

    @property
    def equal(self) -> bool:
        return self.verdict is not None and self.verdict.status == "equal"

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion, where every gate was passed."""
        if self.rejected or self.verdict is None or not isinstance(self.outcome, Measurement):
            return None
        rewrite = self.rewrite
        return Suggestion(
            id=rewrite.id,
            origin=rewrite.origin,
            title=rewrite.title,
            strategies=rewrite.strategies,
            edits=rewrite.edits,
            notes=(*rewrite.notes, *((sentence(self.verdict.reason),) if self.verdict.reason else ())),
            verdict=self.verdict,
            measurement=self.outcome,
        )

    @property
    def speedup(self) -> float:
        """The estimate to order by; 1 where nothing was decided."""
        return self.outcome.speedup if isinstance(self.outcome, Measurement) else 1.0


class Trial(Protocol):
    """Judges rewrites of one source."""

    def attempt(self, rewrite: Rewrite) -> Attempt:
        """Take a rewrite through all gates: build, verify, measure."""
        ...

    def faster(self, base: Attempt, other: Attempt) -> bool:
        """Whether `other` is measurably faster than `base`; both are equal to the original."""
        ...


def rejection(rewrite: Rewrite, stage: Stage, reason: str) -> Rejection:
    return Rejection(id=rewrite.id, origin=rewrite.origin, stage=stage, reason=reason)


def not_faster(outcome: Measurement | Undecided) -> str:
    """Why a comparison is no offer, in one line."""
    if isinstance(outcome, Undecided):
        return f"undecided: {outcome.reason}"
    interval = f"{outcome.speedup:.2f}x ({outcome.speedup_low:.2f} to {outcome.speedup_high:.2f})"
    return f"slower: {interval}" if outcome.speedup_high < 1 else f"no gain worth claiming: {interval}"
