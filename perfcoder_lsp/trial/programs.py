"""Rewrites of a whole program, judged by its inputs: equal results on all of them, and paired CPU time on one."""

from dataclasses import dataclass

from perfcoder_lsp.build.builder import Build, BuildFailure, Variant
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.instructions import with_instructions
from perfcoder_lsp.measure.outcome import Undecided, claims, confirm, needs_layout_check
from perfcoder_lsp.measure.procedure import measure
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.suggestion import Measurement, Rewrite
from perfcoder_lsp.trial.attempt import Attempt, not_faster, rejection
from perfcoder_lsp.trial.builds import CandidateBuilds
from perfcoder_lsp.verify import Prepared, shrunk_arrays, verify

_LAYOUTS = (("-falign-functions=128",), ("-falign-functions=32", "-falign-loops=64"))
"""Paddings under which a claim close to the bar must hold as well, besides the one that every timing build has."""


@dataclass(frozen=True)
class ProgramTrial:
    """Everything that the rewrites of one program share; `threshold` is this machine's bar for a claim."""

    source: Source
    prepared: Prepared
    builds: CandidateBuilds
    sandbox: Sandbox
    settings: Settings
    threshold: float
    watch: Stopwatch

    def attempt(self, rewrite: Rewrite) -> Attempt:
        after = self.source.edited(rewrite.edits)
        if veto := shrunk_arrays(self.source, after):
            return Attempt(rewrite, rejected=rejection(rewrite, "verify", veto))
        with self.watch.stage("build"):
            timing = self.builds.get(after, Variant.TIMING)
            sanitized = self.builds.get(after, Variant.SANITIZED)
        if isinstance(timing, BuildFailure):
            return Attempt(rewrite, rejected=rejection(rewrite, "build", timing.message))
        if isinstance(sanitized, BuildFailure):
            return Attempt(rewrite, rejected=rejection(rewrite, "build", sanitized.message))
        with self.watch.stage("verify"):
            verdict = verify(self.prepared, timing, sanitized, self.sandbox, self.settings)
        if verdict.status != "equal":
            return Attempt(rewrite, verdict, rejected=rejection(rewrite, "verify", verdict.reason))
        with self.watch.stage("measure"):
            outcome = self._confirmed(after, self._measured(self.prepared.timing, timing))
            if isinstance(outcome, Measurement) and claims(outcome, self.threshold):
                return Attempt(rewrite, verdict, self._counted(outcome, timing))
        return Attempt(rewrite, verdict, outcome, rejection(rewrite, "measure", not_faster(outcome)))

    def faster(self, base: Attempt, other: Attempt) -> bool:
        texts = [self.source.edited(attempt.rewrite.edits) for attempt in (base, other)]
        before, after = (self.builds.get(text, Variant.TIMING) for text in texts)
        if isinstance(before, BuildFailure) or isinstance(after, BuildFailure):
            return False
        with self.watch.stage("measure"):
            outcome = self._measured(before, after)
        return isinstance(outcome, Measurement) and claims(outcome, self.threshold)

    def _measured(self, before: Build, after: Build) -> Measurement | Undecided:
        return measured(self.prepared, before, after, self.sandbox, self.settings, self.threshold)

    def _confirmed(self, after: Source, outcome: Measurement | Undecided) -> Measurement | Undecided:
        """The outcome; where it is close to the bar, only what all code layouts show."""
        if isinstance(outcome, Undecided) or not needs_layout_check(outcome, self.threshold):
            return outcome
        outcomes: list[Measurement | Undecided] = [outcome]
        for layout in _LAYOUTS:
            sides = [self.builds.get(text, Variant.TIMING, layout) for text in (self.source, after)]
            if isinstance(sides[0], BuildFailure) or isinstance(sides[1], BuildFailure):
                return Undecided(reason="it does not build with another code layout")
            outcomes.append(self._measured(sides[0], sides[1]))
        return confirm(outcomes, self.threshold)

    def _counted(self, outcome: Measurement, after: Build) -> Measurement:
        if not self.settings.measure.instructions:
            return outcome
        before, stdin = self.prepared.timing.binary, self.prepared.inputs.timing.stdin
        return with_instructions(outcome, self.sandbox, before, after.binary, stdin)


def measured(
    prepared: Prepared,
    before: Build,
    after: Build,
    sandbox: Sandbox,
    settings: Settings,
    threshold: float | None = None,
) -> Measurement | Undecided:
    """Paired times of two builds on the timing input, in a session of their own; every run's output is checked."""
    inputs = prepared.inputs
    binaries = {"before": before.binary, "after": after.binary}
    with sandbox.session(binaries, comparison_limits(settings)) as session:
        return measure(
            session,
            "before",
            "after",
            inputs.timing,
            settings.measure,
            prepared.timing_hash,
            startup=inputs.startup,
            threshold=threshold,
        )


def comparison_limits(settings: Settings) -> Limits:
    """Room for the slower side of a comparison: the original may take seconds on the user's own tests."""
    verify_settings = settings.verify
    return Limits(
        cpu_s=max(4.0, 4 * verify_settings.run_timeout_s),
        wall_s=max(20.0, 12 * verify_settings.run_timeout_s),
        memory_mb=verify_settings.memory_mb,
        output_bytes=verify_settings.output_mb << 20,
    )
