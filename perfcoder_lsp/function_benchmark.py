"""Benchmark a function: target -> harness unit -> build -> first time -> growth -> inputs -> verdict -> measurement.

Each part is announced as soon as it is there (`FunctionEvent`); the first time takes one build.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.function_cache import FunctionCache
from perfcoder_lsp.function_report import Blocker, FunctionPoint, FunctionReport
from perfcoder_lsp.measure.calibration import Calibration
from perfcoder_lsp.measure.growth import growth
from perfcoder_lsp.measure.outcome import Undecided, claims
from perfcoder_lsp.request import FunctionEvent, FunctionRequest, Listener, StageEvent, StageName
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import Measurement
from perfcoder_lsp.trial.attempt import not_faster
from perfcoder_lsp.trial.original import Original, find_original
from perfcoder_lsp.trial.workbench import Workbench, open_workbench
from perfcoder_lsp.verify.functions.ladder import (
    counted_inputs,
    ladder,
    timed_size,
    timing_profile,
    typical,
    with_memory,
)
from perfcoder_lsp.verify.functions.process import Description, Harness, HarnessError, blockers
from perfcoder_lsp.verify.functions.program import main_text
from perfcoder_lsp.verify.functions.target import Target, find_target
from perfcoder_lsp.verify.functions.unit import HarnessUnit, after_unit, harness_unit
from perfcoder_lsp.verify.functions.verdict import Version

FIRST_S = 0.12
"""CPU time of the ladder that gives the first number."""
GROWTH_S = 0.8
"""CPU time of each version's whole ladder."""
MEMORY_S = 0.4
"""CPU time of each version's ladder on which its memory is counted."""


def benchmark_function(
    source: Source, request: FunctionRequest, settings: Settings, listener: Listener
) -> FunctionReport:
    """Time a function and, against another version of it, compare the two. A function that can't be run is no error:
    its report holds blockers.

    Raises UsageError where no such function is there, or several; SourceError where the file, or the version against,
    does not compile; SandboxError where nothing may be executed.
    """
    begun = time.monotonic()
    target = find_target(source, request.name, request.offset)
    report = FunctionReport(
        file=str(source.path),
        function=target.name,
        signature=target.signature,
        range=target.range,
        against=None if request.against is None else str(request.against.path),
        blockers=target.blockers,
        complete=False,
    )
    if not target.blockers:
        for known in _reports(target, request.against, report, settings, listener):
            listener(FunctionEvent(report=known))
            report = known
    return report.model_copy(update={"complete": True, "elapsed_s": round(time.monotonic() - begun, 3)})


def _reports(
    target: Target, against: Source | None, report: FunctionReport, settings: Settings, listener: Listener
) -> Iterator[FunctionReport]:
    with open_workbench(target.source, settings) as workbench:
        yield from _Benchmark(workbench, target, against, listener).reports(report)


@dataclass(frozen=True)
class _Benchmark:
    """One benchmark under way."""

    workbench: Workbench
    target: Target
    against: Source | None
    listener: Listener

    def reports(self, report: FunctionReport) -> Iterator[FunctionReport]:
        """The report each time that more is known."""
        self._tell("build", "building the function")
        unit = self.workbench.unit(self.target)
        if isinstance(unit, Blocker):
            yield _with(report, blockers=(unit,))
            return
        after = None if self.against is None else after_unit(unit, self.against)
        if after is not None and after.globals != unit.globals:
            unit = harness_unit(self.target, unit.hints, unit.attempt, unit.chosen, after.globals, unit.companions)
        units = [unit] if after is None else [unit, after]
        self.workbench.start(units)
        cache = FunctionCache(self.workbench.settings)
        binaries = [self.workbench.timed(each).binary for each in units]
        key = cache.key(binaries, [main_text(each.target.view) for each in units])
        found = cache.find(key, report)
        if found is not None:
            yield found
            return
        for known in self._found_out(report, unit, after):
            report = known
            yield report
        if is_settled(report):
            cache.store(key, report)

    def _found_out(
        self, report: FunctionReport, unit: HarnessUnit, after: HarnessUnit | None
    ) -> Iterator[FunctionReport]:
        try:
            with self.workbench.plain(unit) as plain:
                description = plain.describe()
                report = _with(report, blockers=blockers(description))
                if not report.blockers:
                    self._tell("measure", "timing the function")
                    report = _with(report, **_first_time(plain, description))
                yield report
            if report.blockers and not self.workbench.may_record(unit):
                return
            for each in (unit,) if after is None else (unit, after):
                self.workbench.begin_recording(each)
            self._tell("verify", "finding inputs")
            with self.workbench.version(unit) as version:
                yield from self._verified(report, unit, version, after)
        except HarnessError as error:
            yield _with(report, note=str(error))

    def _verified(
        self, report: FunctionReport, unit: HarnessUnit, version: Version, after: HarnessUnit | None
    ) -> Iterator[FunctionReport]:
        original = find_original(unit, version)
        if original.profile is not None and after is None:  # told first: recording waits for more builds
            report = _with_inputs(report, original)
            yield report
            for known in self._timed(report, original, original.profile):
                report = known
                yield report
        with self._recorded(original) as original:
            if original.blocker is not None:
                yield _with(report, per_call_s=None, per_call_size=None, blockers=(original.blocker,))
                return
            report = _with_inputs(report, original)
            yield report
            if self.against is not None:
                yield from self._compared(report, original, after_unit(original.unit, self.against))
            elif original.profile is None:
                yield _with(report, per_call_s=original.call_s(), per_call_size=None)

    @contextmanager
    def _recorded(self, original: Original) -> Generator[Original]:
        """With the calls that the file's own program makes. Where it is none, and other inputs do not do, with those
        that another program of the project makes."""
        own = original.with_recorded(self.workbench.texts().result())
        driven = self.workbench.driven(original.unit) if own.blocker is not None or own.doubt else None
        if driven is None:
            yield own
            return
        self._tell("verify", "recording calls that a program of the project makes")
        with self.workbench.version(driven) as version:
            yield replace(original, unit=driven, version=version).with_recorded((b"",))

    def _timed(self, report: FunctionReport, original: Original, profile: int) -> Iterator[FunctionReport]:
        self._tell("measure", "timing over a ladder of sizes")
        versions = [original.version.plain]
        report = _with(report, **_times(ladder(versions, profile, GROWTH_S), original.description))
        yield report
        report = _remembering(report, versions, profile)
        yield report
        yield self._counting(report, (original.unit,), profile)

    def _compared(self, report: FunctionReport, original: Original, after: HarnessUnit) -> Iterator[FunctionReport]:
        self._tell("verify", "comparing the two versions")
        with self.workbench.version(after) as changed:
            verdict = original.verdict(after, changed, self.workbench.settings.verify.float_tolerance)
            report = _with(report, verdict=verdict, note="")
            yield report
            if original.profile is None:
                yield _with(report, per_call_s=original.call_s(), per_call_size=None, note=original.caveat)
                return
            if verdict.status != "equal":
                return
            self._tell("measure", "timing the two versions")
            versions = [original.version.plain, changed.plain]
            points = ladder(versions, original.profile, 2 * GROWTH_S)
            report = _with(report, **_times(points, original.description))
            yield report
            report = _remembering(report, versions, original.profile)
            report = self._counting(report, (original.unit, after), original.profile)
        size = timed_size(points)
        outcome = original.unclaimed or self._outcome(original.unit, after, original.timed(original.profile, size))
        measurement = outcome if isinstance(outcome, Measurement) else None
        claimed = measurement is not None and claims(measurement)
        said = f"measured at size {size:,}" if claimed else f"at size {size:,}: {not_faster(outcome)}"
        yield _with(report, measurement=measurement, note=said)

    def _counting(self, report: FunctionReport, units: Sequence[HarnessUnit], profile: int) -> FunctionReport:
        """With the instructions of a call at some sizes, where they can be counted."""
        if report.growth is None:
            return report
        inputs = counted_inputs(report.growth.points, profile)
        before, after = [*(self.workbench.instructions(each, tuple(inputs.values())) for each in units), {}][:2]
        points = tuple(
            _with_counts(each, before.get(inputs.get(each.size, "")), after.get(inputs.get(each.size, "")))
            for each in report.growth.points
        )
        return _with(report, growth=report.growth.model_copy(update={"points": points}))

    def _outcome(self, before: HarnessUnit, after: HarnessUnit, inputs: str) -> Measurement | Undecided:
        workbench = self.workbench
        with Calibration(workbench.sandbox, workbench.settings.measure, workbench.settings.cache) as calibration:
            return workbench.timing(inputs, calibration.bar).confirmed(before.source, after.source)

    def _tell(self, stage: StageName, message: str) -> None:
        self.listener(StageEvent(stage=stage, message=message, done=0, total=1))


def is_settled(report: FunctionReport) -> bool:
    """Whether asking again would tell the same: the machine was not in the way of an answer, as it may have been where
    no input was valid."""
    equal = report.verdict is not None and report.verdict.status == "equal"
    return report.inputs is not None and (not equal or report.measurement is not None)


def _first_time(plain: Harness, description: Description) -> dict[str, object]:
    """A number as soon as there can be one, on inputs of which it is not known yet whether they are valid."""
    profile = timing_profile(plain, description)
    return {} if profile is None else _time(ladder([plain], profile, FIRST_S))


def _time(points: tuple[FunctionPoint, ...]) -> dict[str, object]:
    """The time of one call."""
    point = typical(points)
    return {} if point is None else {"per_call_s": point.before_s, "per_call_size": point.size}


def _times(points: tuple[FunctionPoint, ...], description: Description) -> dict[str, object]:
    """The time of one call, and how it grows."""
    return {**_time(points), "growth": growth(points) if points and description.sized else None}


def _remembering(report: FunctionReport, versions: Sequence[Harness], profile: int) -> FunctionReport:
    """With the memory that a call needs, beside the times of its growth."""
    if report.growth is None:
        return report
    points = with_memory(report.growth.points, versions, profile, MEMORY_S)
    return _with(report, growth=report.growth.model_copy(update={"points": points}))


def _with_counts(point: FunctionPoint, before: int | None, after: int | None) -> FunctionPoint:
    return point.model_copy(update={"before_instructions": before, "after_instructions": after})


def _with_inputs(report: FunctionReport, original: Original) -> FunctionReport:
    return _with(report, inputs=original.described(), note=original.caveat, blockers=())


def _with(report: FunctionReport, **changes: object) -> FunctionReport:
    return report.model_copy(update=changes)
