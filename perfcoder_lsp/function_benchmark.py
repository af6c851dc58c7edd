"""Benchmark a function: target -> harness unit -> build -> first time -> growth -> inputs -> verdict -> measurement.

Each part is announced as soon as it is there (`FunctionEvent`); the first time takes one build.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.function_report import Blocker, FunctionInputs, FunctionPoint, FunctionReport
from perfcoder_lsp.measure.calibration import Calibration
from perfcoder_lsp.measure.growth import growth
from perfcoder_lsp.measure.outcome import Undecided, claims
from perfcoder_lsp.request import FunctionEvent, FunctionRequest, Listener, StageEvent, StageName
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import InputSource, Measurement
from perfcoder_lsp.trial.attempt import not_faster
from perfcoder_lsp.trial.workbench import Workbench, open_workbench
from perfcoder_lsp.verify.functions.inputs import ValidInputs, find_inputs, no_inputs
from perfcoder_lsp.verify.functions.ladder import ladder, timed_size, timing_profile, typical
from perfcoder_lsp.verify.functions.process import Description, Harness, HarnessError, blockers
from perfcoder_lsp.verify.functions.target import Target, find_target
from perfcoder_lsp.verify.functions.unit import HarnessUnit, after_unit, harness_unit
from perfcoder_lsp.verify.functions.verdict import Version, compare_versions, not_enough

FIRST_S = 0.12
"""CPU time of the ladder that gives the first number."""
GROWTH_S = 0.8
"""CPU time of each version's whole ladder."""


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
            unit = harness_unit(self.target, unit.hints, unit.attempt, unit.chosen, after.globals)
        self.workbench.start([unit] if after is None else [unit, after])
        try:
            with self.workbench.plain(unit) as plain:
                description = plain.describe()
                report = _with(report, blockers=blockers(description))
                if report.blockers:
                    yield report
                    return
                self._tell("measure", "timing the function")
                report = _with(report, **_first_time(plain, description))
                yield report
            yield from self._verified(report, unit, after, description)
        except HarnessError as error:
            yield _with(report, note=str(error))

    def _verified(
        self,
        report: FunctionReport,
        unit: HarnessUnit,
        after: HarnessUnit | None,
        description: Description,
    ) -> Iterator[FunctionReport]:
        self._tell("verify", "finding inputs")
        with self.workbench.version(unit) as before:
            inputs = find_inputs(before.sanitized, before.plain, description)
            report = _with(report, inputs=_described(inputs, description))
            if not inputs.profiles:
                yield _with(report, per_call_s=None, per_call_size=None, blockers=(no_inputs(inputs),))
                return
            profile = timing_profile(before.plain, description, inputs.profiles) or inputs.profiles[0]
            if after is None:
                report = _with(report, note=not_enough(inputs.distinct, inputs.outcomes, inputs, description))
                yield report
                self._tell("measure", "timing over a ladder of sizes")
                yield _with(report, **_times(ladder([before.plain], profile, GROWTH_S), description))
                return
            self._tell("verify", "comparing the two versions")
            with self.workbench.version(after) as changed:
                yield from self._compared(report, before, changed, (unit, after), inputs, description, profile)

    def _compared(
        self,
        report: FunctionReport,
        before: Version,
        after: Version,
        units: tuple[HarnessUnit, HarnessUnit],
        inputs: ValidInputs,
        description: Description,
        profile: int,
    ) -> Iterator[FunctionReport]:
        verdict = compare_versions(before, after, inputs, description, self.workbench.settings.verify.float_tolerance)
        report = _with(report, verdict=verdict)
        yield report
        if verdict.status != "equal":
            return
        self._tell("measure", "timing the two versions")
        points = ladder([before.plain, after.plain], profile, 2 * GROWTH_S)
        report = _with(report, **_times(points, description))
        yield report
        size = timed_size(points)
        outcome = self._outcome(units, inputs.named(profile, size))
        if isinstance(outcome, Measurement) and claims(outcome):
            yield _with(report, measurement=outcome, note=f"measured at size {size:,}")
            return
        measurement = outcome if isinstance(outcome, Measurement) else None
        yield _with(report, measurement=measurement, note=f"at size {size:,}: {not_faster(outcome)}")

    def _outcome(self, units: tuple[HarnessUnit, HarnessUnit], inputs: str) -> Measurement | Undecided:
        workbench = self.workbench
        with Calibration(workbench.sandbox, workbench.settings.measure, workbench.settings.cache) as calibration:
            return workbench.timing(inputs, calibration.bar).confirmed(units[0].source, units[1].source)

    def _tell(self, stage: StageName, message: str) -> None:
        self.listener(StageEvent(stage=stage, message=message, done=0, total=1))


def _described(inputs: ValidInputs, description: Description) -> FunctionInputs:
    names = description.profile_names
    profile = inputs.profiles[0] if inputs.profiles else None
    return FunctionInputs(
        source=InputSource.GENERATED,
        tried=len(inputs.tried),
        valid=len(inputs.valid),
        distinct=inputs.distinct,
        outcomes=inputs.outcomes,
        profile=names[profile] if profile is not None and profile < len(names) else "",
        example=next((each.text for each in inputs.valid if each.profile == profile and each.size > 2), ""),
    )


def _first_time(plain: Harness, description: Description) -> dict[str, object]:
    """A number as soon as there can be one, on inputs of which it is not known yet whether they are valid."""
    profile = timing_profile(plain, description)
    points = () if profile is None else ladder([plain], profile, FIRST_S)
    return {name: value for name, value in _times(points, description).items() if name != "growth"}


def _times(points: tuple[FunctionPoint, ...], description: Description) -> dict[str, object]:
    """The time of one call, and how it grows."""
    point = typical(points)
    if point is None:
        return {}
    shown = growth(points) if description.sized else None
    return {"per_call_s": point.before_s, "per_call_size": point.size, "growth": shown}


def _with(report: FunctionReport, **changes: object) -> FunctionReport:
    return report.model_copy(update=changes)
