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
from perfcoder_lsp.verify import Candidate, shrunk_arrays, verify
from perfcoder_lsp.verify.trace import Traced, traced


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
        self.timing.builds.start(candidate_texts(self.source, each) for each in rewrites)

    def attempt(self, rewrite: Rewrite) -> Attempt:
        after, checked = candidate_texts(self.source, rewrite)
        if veto := shrunk_arrays(self.source, after):
            return Attempt(rewrite, rejected=rejection(rewrite, "verify", veto))
        with self.watch.stage("build"):
            self.timing.builds.start([(after, checked)])
            timing = self.timing.builds.get(after, Variant.TIMING)
            sanitized = self.timing.builds.get(checked, Variant.SANITIZED)
            if isinstance(sanitized, BuildFailure) and checked is not after:
                sanitized = self.timing.builds.get(after, Variant.SANITIZED)  # it does not bear the marks
        if isinstance(timing, BuildFailure):
            return Attempt(rewrite, rejected=rejection(rewrite, "build", timing.message))
        if isinstance(sanitized, BuildFailure):
            return Attempt(rewrite, rejected=rejection(rewrite, "build", sanitized.message))
        with self.watch.stage("verify"):
            marks = checked.marks if isinstance(checked, Traced) else None
            candidate = Candidate(after, timing, sanitized, marks)
            verdict = verify(self.timing.prepared, candidate, self.timing.sandbox, self.timing.settings)
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


def candidate_texts(source: Source, rewrite: Rewrite) -> tuple[Source, Source]:
    """The rewritten text, and what is built of it with sanitizers: with marks, where no rule has proved the rewrite."""
    after = source.edited(rewrite.edits)
    return after, after if rewrite.is_proved else traced(after)
