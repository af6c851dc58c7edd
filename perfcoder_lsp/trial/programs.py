"""Rewrites of a whole program, judged by its inputs: equal results on all of them, and paired times on one."""

from collections.abc import Iterable
from dataclasses import dataclass

from perfcoder_lsp.build.builder import Build, BuildFailure, Variant
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.instructions import with_instructions
from perfcoder_lsp.measure.outcome import claims
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.suggestion import Measurement, Rewrite
from perfcoder_lsp.trial.attempt import Attempt, Ratio, not_faster, rejection
from perfcoder_lsp.trial.timing import Timing, comparison_limits
from perfcoder_lsp.verify import shrunk_arrays, verify
from perfcoder_lsp.verify.marks import guarded


@dataclass(frozen=True)
class ProgramTrial:
    """Everything that the rewrites of one program share."""

    source: Source
    timing: Timing
    watch: Stopwatch

    @property
    def counts(self) -> StatementCounts | None:
        return self.timing.prepared.counts

    def expect(self, rewrites: Iterable[Rewrite]) -> None:
        self.timing.builds.start(self.source.edited(each.edits) for each in rewrites)

    def attempt(self, rewrite: Rewrite) -> Attempt:
        after = self.source.edited(rewrite.edits)
        if veto := shrunk_arrays(self.source, after):
            return Attempt(rewrite, rejected=rejection(rewrite, "verify", veto))
        with self.watch.stage("build"):
            self.timing.builds.start([after])
            timing = self.timing.builds.get(after, Variant.TIMING)
            sanitized = self.timing.builds.get(after, Variant.SANITIZED)
        if isinstance(timing, BuildFailure):
            return Attempt(rewrite, rejected=rejection(rewrite, "build", timing.message))
        if isinstance(sanitized, BuildFailure):
            return Attempt(rewrite, rejected=rejection(rewrite, "build", sanitized.message))
        with self.watch.stage("verify"):
            prepared = self.timing.prepared
            verdict = verify(prepared, timing, sanitized, self.timing.sandbox, self.timing.settings)
            verdict = guarded(verdict, prepared.untried(self.source, after), proved=rewrite.is_proved)
        if verdict.status != "equal":
            return Attempt(rewrite, verdict, rejected=rejection(rewrite, "verify", verdict.reason))
        with self.watch.stage("measure"):
            outcome = self.timing.confirmed(self.source, after)
            if isinstance(outcome, Measurement) and claims(outcome):
                return Attempt(rewrite, verdict, self._counted(outcome, timing))
        return Attempt(rewrite, verdict, outcome, rejection(rewrite, "measure", not_faster(outcome)))

    def compared(self, base: Attempt, other: Attempt) -> Ratio | None:
        texts = [self.source.edited(attempt.rewrite.edits) for attempt in (base, other)]
        with self.watch.stage("measure"):
            outcome = self.timing.compared(texts[0], texts[1])
        if not isinstance(outcome, Measurement):
            return None
        return Ratio(outcome.speedup_low, outcome.speedup, outcome.speedup_high, claims(outcome))

    def _counted(self, outcome: Measurement, after: Build) -> Measurement:
        prepared, settings = self.timing.prepared, self.timing.settings
        programs = {"before": prepared.timing.binary, "after": after.binary}
        return with_instructions(
            outcome,
            self.timing.sandbox,
            programs,
            prepared.inputs.timing.stdin,
            comparison_limits(settings),
            callgrind=settings.measure.instructions,
        )
