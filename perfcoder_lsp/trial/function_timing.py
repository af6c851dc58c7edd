"""Two versions of a function against each other in time, in one process: on inputs that are valid for both."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.build import Build, BuildFailure
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.in_process import LIMITS, measure_in_process
from perfcoder_lsp.measure.machine import Bar
from perfcoder_lsp.measure.outcome import IN_PROCESS_LAYOUT_BAR, Undecided
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import Measurement
from perfcoder_lsp.trial.builds import CandidateBuilds, Layout
from perfcoder_lsp.trial.timing import in_all_layouts


@dataclass(frozen=True)
class FunctionTiming:
    """What comparisons of one function share. `driver` is the program that times, `inputs` names those that are timed
    as `PERFCODER_INPUTS` does; `bar` waits for what a claim must reach on this machine."""

    builds: CandidateBuilds
    sandbox: Sandbox
    settings: Settings
    driver: Path
    inputs: str
    bar: Callable[[], Bar]

    def compared(self, before: Source, after: Source, layout: Layout = ()) -> Measurement | Undecided:
        """Paired times of both harness units. Raises SandboxError."""
        builds = [self.builds.timed(text, layout) for text in (before, after)]
        if isinstance(builds[0], BuildFailure) or isinstance(builds[1], BuildFailure):
            return Undecided(reason="it does not build with another code layout")
        bar = self.bar()
        outcome = self._measured(builds[0], builds[1], bar.speedup)
        if isinstance(outcome, Undecided):
            return outcome
        return outcome.model_copy(update={"bar": bar.speedup, "machine_error": bar.machine_error})

    def confirmed(self, before: Source, after: Source) -> Measurement | Undecided:
        """The comparison; where its claim is not large, only what all code layouts show."""

        def compared(layout: Layout) -> Measurement | Undecided:
            return self.compared(before, after, layout)

        return in_all_layouts(compared, (before, after), self, IN_PROCESS_LAYOUT_BAR)

    def _measured(self, before: Build, after: Build, bar: float) -> Measurement | Undecided:
        programs = {"driver": self.driver, "before": before.binary, "after": after.binary}
        environment = {"PERFCODER_INPUTS": self.inputs}
        with self.sandbox.session(programs, LIMITS, environment=environment) as session:
            return measure_in_process(session, self.settings.measure, threshold=bar)
