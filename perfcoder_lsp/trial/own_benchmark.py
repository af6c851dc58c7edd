"""Rewrites judged by the user's own build and run commands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from perfcoder_lsp.measure.machine import Bar
from perfcoder_lsp.measure.outcome import LAYOUT_BAR, Undecided, claims, needs_layout_check
from perfcoder_lsp.measure.own_benchmark import Failed, PreparedBenchmark, exit_status_verdict, measure_pair
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.suggestion import Measurement, Rewrite
from perfcoder_lsp.trial.attempt import Attempt, Ratio, not_faster, rejection


@dataclass(frozen=True)
class OwnBenchmarkTrial:
    """A rewrite is correct if the run command exits 0; its time is what that command takes or prints."""

    prepared: PreparedBenchmark
    bar: Callable[[], Bar]
    watch: Stopwatch

    @property
    def counts(self) -> None:
        """No run of a whole program was counted."""

    def expect(self, rewrites: Iterable[Rewrite]) -> None:
        """Nothing is built ahead: the user's own command builds."""

    def attempt(self, rewrite: Rewrite) -> Attempt:
        with self.watch.stage("measure"):
            bar = self.bar()
            after = self.prepared.source.edited(rewrite.edits)
            outcome = measure_pair(self.prepared, after, threshold=bar.speedup)
        if isinstance(outcome, Failed):
            return Attempt(rewrite, rejected=rejection(rewrite, outcome.stage, outcome.reason))
        verdict = exit_status_verdict()
        if not isinstance(outcome, Undecided) and needs_layout_check(outcome, bar.speedup):
            outcome = _unconfirmed(outcome)
        if not isinstance(outcome, Undecided) and claims(outcome, bar.speedup):
            told = outcome.model_copy(update={"bar": bar.speedup, "machine_error": bar.machine_error})
            return Attempt(rewrite, verdict, told)
        return Attempt(rewrite, verdict, outcome, rejection(rewrite, "measure", not_faster(outcome)))

    def compared(self, base: Attempt, other: Attempt) -> Ratio | None:
        return Ratio.of_measurements(base, other)


def _unconfirmed(outcome: Measurement) -> Undecided:
    """A claim that code layout alone may explain, in a build that can't be repeated with another layout."""
    return Undecided(
        reason=f"at least {outcome.speedup_low:.2f}x, but --build can't be repeated with another code layout, "
        f"which may explain up to {LAYOUT_BAR:.2f}x",
        speedup_low=outcome.speedup_low,
        speedup_high=outcome.speedup_high,
        pairs=outcome.pairs,
    )
