"""Rewrites judged by the user's own build and run commands."""

from dataclasses import dataclass

from perfcoder_lsp.measure.outcome import Undecided, claims
from perfcoder_lsp.measure.own_benchmark import Failed, PreparedBenchmark, exit_status_verdict, measure_pair
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.suggestion import Measurement, Rewrite
from perfcoder_lsp.trial.attempt import Attempt, not_faster, rejection


@dataclass(frozen=True)
class OwnBenchmarkTrial:
    """A rewrite is correct if the run command exits 0; its time is what that command takes or prints."""

    prepared: PreparedBenchmark
    threshold: float
    watch: Stopwatch

    def attempt(self, rewrite: Rewrite) -> Attempt:
        with self.watch.stage("measure"):
            outcome = measure_pair(self.prepared, self.prepared.source.edited(rewrite.edits), threshold=self.threshold)
        if isinstance(outcome, Failed):
            return Attempt(rewrite, rejected=rejection(rewrite, outcome.stage, outcome.reason))
        verdict = exit_status_verdict()
        if not isinstance(outcome, Undecided) and claims(outcome, self.threshold):
            return Attempt(rewrite, verdict, outcome)
        return Attempt(rewrite, verdict, outcome, rejection(rewrite, "measure", not_faster(outcome)))

    def faster(self, base: Attempt, other: Attempt) -> bool:
        """By both measurements against the original: the other's interval must lie above the base's estimate."""
        if not isinstance(other.outcome, Measurement):
            return False
        return other.outcome.speedup_low > base.speedup
