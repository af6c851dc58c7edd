"""Two texts against each other in time: on the prepared input, and close to the bar in several code layouts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from perfcoder_lsp.build.builder import Build, BuildFailure
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.machine import Bar
from perfcoder_lsp.measure.outcome import LAYOUT_BAR, Undecided, confirm, needs_layout_check
from perfcoder_lsp.measure.procedure import measure
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import Measurement
from perfcoder_lsp.trial.builds import CandidateBuilds, Layout
from perfcoder_lsp.verify.prepare import Prepared

LAYOUTS: tuple[Layout, ...] = (("-falign-functions=128",), ("-falign-functions=32", "-falign-loops=64"))
"""Paddings under which a claim close to the bar must hold as well, besides the one that every timing build has."""


@dataclass(frozen=True)
class Timing:
    """What comparisons with one original share; `bar` waits for what a claim must reach on this machine."""

    prepared: Prepared
    builds: CandidateBuilds
    sandbox: Sandbox
    settings: Settings
    bar: Callable[[], Bar]

    def compared(self, before: Source, after: Source, layout: Layout = ()) -> Measurement | Undecided:
        """Paired times of both, in a session of their own; every run's output is checked."""
        builds = [self.builds.timed(text, layout) for text in (before, after)]
        if isinstance(builds[0], BuildFailure) or isinstance(builds[1], BuildFailure):
            return Undecided(reason="it does not build with another code layout")
        outcome = self._measured(builds[0], builds[1])
        if isinstance(outcome, Undecided) and outcome.busy and self.builds.settle():
            outcome = self._measured(builds[0], builds[1])
        if isinstance(outcome, Undecided):
            return outcome
        bar = self.bar()
        return outcome.model_copy(update={"bar": bar.speedup, "machine_error": bar.machine_error})

    def confirmed(self, before: Source, after: Source) -> Measurement | Undecided:
        """The comparison; where its claim is close to the bar, only what all code layouts show."""
        return in_all_layouts(lambda layout: self.compared(before, after, layout), (before, after), self)

    def _measured(self, before: Build, after: Build) -> Measurement | Undecided:
        inputs, tolerant = self.prepared.inputs, self.settings.verify.float_tolerance is not None
        bar = self.bar().speedup  # waited for before anything is timed
        binaries = {"before": before.binary, "after": after.binary}
        with self.sandbox.session(binaries, comparison_limits(self.settings)) as session:
            # Numbers that were accepted as near enough may be other bytes, though the same ones in every run.
            after_hash = session.run("after", inputs.timing.stdin).output_hash if tolerant else None
            return measure(
                session,
                "before",
                "after",
                inputs.timing,
                self.settings.measure,
                self.prepared.timing_hash,
                expected_hash_after=after_hash,
                startup=inputs.startup,
                threshold=bar,
            )


class Comparisons(Protocol):
    """What is shared by comparisons of any kind."""

    @property
    def builds(self) -> CandidateBuilds: ...

    @property
    def bar(self) -> Callable[[], Bar]: ...


def in_all_layouts(
    compared: Callable[[Layout], Measurement | Undecided],
    texts: tuple[Source, Source],
    shared: Comparisons,
    layout_bar: float = LAYOUT_BAR,
) -> Measurement | Undecided:
    """A comparison; where its claim is below `layout_bar`, only what all code layouts show."""
    outcome = compared(())
    if isinstance(outcome, Undecided) or not needs_layout_check(outcome, shared.bar().speedup, layout_bar):
        return outcome
    shared.builds.start_layouts(texts, LAYOUTS)
    return confirm([outcome, *(compared(layout) for layout in LAYOUTS)], shared.bar().speedup)


def comparison_limits(settings: Settings) -> Limits:
    """Room for the slower side of a comparison: the original may take seconds on the user's own tests."""
    verify_settings = settings.verify
    return Limits(
        cpu_s=max(4.0, 4 * verify_settings.run_timeout_s),
        wall_s=max(20.0, 12 * verify_settings.run_timeout_s),
        memory_mb=verify_settings.memory_mb,
        output_bytes=verify_settings.output_mb << 20,
    )
