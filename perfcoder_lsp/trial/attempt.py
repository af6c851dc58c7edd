"""How far a rewrite came through the gates, and what judges it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from perfcoder_lsp.measure.outcome import Undecided
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.suggestion import Contribution, Measurement, Rejection, Rewrite, Stage, Suggestion, Verdict
from perfcoder_lsp.text import sentence


@dataclass(frozen=True)
class Attempt:
    """One rewrite's way: `verdict` once it was verified, `outcome` once it was measured, and either every gate was
    passed or `rejected` says why not; `contributions` are those of a combination's parts. A rewrite that is equal but
    no faster alone may still serve in a combination."""

    rewrite: Rewrite
    verdict: Verdict | None = None
    outcome: Measurement | Undecided | None = None
    rejected: Rejection | None = None
    contributions: tuple[Contribution, ...] = ()

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
            contributions=self.contributions,
        )

    @property
    def speedup(self) -> float:
        """The estimate to order by; 1 where nothing was decided."""
        return self.outcome.speedup if isinstance(self.outcome, Measurement) else 1.0


@dataclass(frozen=True)
class Ratio:
    """The time of one rewrite / the time of another with its interval; `claimed`: the other may be called faster."""

    low: float
    speedup: float
    high: float
    claimed: bool

    @classmethod
    def of_measurements(cls, base: Attempt, other: Attempt) -> "Ratio | None":
        """From what both took against the original; None where one was not measured."""
        one, two = base.outcome, other.outcome
        if not isinstance(one, Measurement) or not isinstance(two, Measurement):
            return None
        low, high = two.speedup_low / one.speedup_high, two.speedup_high / one.speedup_low
        return cls(low, two.speedup / one.speedup, high, claimed=two.speedup_low > one.speedup)


class Trial(Protocol):
    """Judges rewrites of one source; `counts`: how often its statements run, None where that is not known."""

    @property
    def counts(self) -> StatementCounts | None: ...

    def expect(self, rewrites: Iterable[Rewrite]) -> None:
        """These will be attempted, in this order: what can be built ahead may be."""
        ...

    def attempt(self, rewrite: Rewrite) -> Attempt:
        """Take a rewrite through all gates: build, verify, measure."""
        ...

    def compared(self, base: Attempt, other: Attempt) -> Ratio | None:
        """The time of `base` / the time of `other`, both equal to the original; None where it can't be said."""
        ...


def rejection(rewrite: Rewrite, stage: Stage, reason: str) -> Rejection:
    return Rejection(id=rewrite.id, origin=rewrite.origin, stage=stage, reason=reason)


def not_faster(outcome: Measurement | Undecided) -> str:
    """Why a comparison is no offer, in one line."""
    if isinstance(outcome, Undecided):
        return f"undecided: {outcome.reason}"
    interval = f"{outcome.speedup:.2f}x ({outcome.speedup_low:.2f} to {outcome.speedup_high:.2f})"
    return f"slower: {interval}" if outcome.speedup_high < 1 else f"no gain worth claiming: {interval}"
