"""Programs that the user names: are two of them the same, and how long does one take as its input grows?"""

import statistics
from pathlib import Path

from perfcoder_lsp.build.builder import Build, Builder, BuildFailure, Variant
from perfcoder_lsp.build.cmake import configured
from perfcoder_lsp.build.compile_command import CompileCommand, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.measure.calibration import Calibration
from perfcoder_lsp.measure.outcome import Undecided, claims
from perfcoder_lsp.request import BenchmarkPoint, BenchmarkReport, Listener, StageEvent
from perfcoder_lsp.rewrite.caveats import unequal_tuning
from perfcoder_lsp.rewrite.skeleton import is_inserted
from perfcoder_lsp.sandbox import Sandbox, Session, open_sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import Measurement, Verdict
from perfcoder_lsp.trial.attempt import not_faster
from perfcoder_lsp.trial.builds import CandidateBuilds, program_jobs
from perfcoder_lsp.trial.timing import Timing, comparison_limits
from perfcoder_lsp.verify.candidate import build_candidate
from perfcoder_lsp.verify.cases import Case
from perfcoder_lsp.verify.compare import verify
from perfcoder_lsp.verify.prepare import Prepared, prepare_inputs

_POINTS = 8
_RUNS_PER_POINT = 5


def verify_files(before: Source, after: Source, tests: Path | None, settings: Settings) -> Verdict:
    """Compare two programs on tests or generated inputs. Raises SourceError where one of them does not compile."""
    sandbox = open_sandbox(settings.cache.directory)
    settings = configured(before, settings, sandbox)
    builder = Builder(sandbox, settings)
    prepared = _prepared(before, builder, sandbox, settings, tests, lambda _: None)
    candidate = build_candidate(builder, after, compile_command(after, settings.build), is_inserted)
    if isinstance(candidate, BuildFailure):
        raise SourceError(f"does not compile: {candidate.message}")
    return verify(prepared, candidate, sandbox, settings)


def benchmark(source: Source, against: Source | None, settings: Settings, listener: Listener) -> BenchmarkReport:
    """Time a program on inputs of growing size and, where `against` is given, compare the two.

    Raises SourceError where one of them does not compile or the first can't be run.
    """
    sandbox = open_sandbox(settings.cache.directory)
    settings = configured(source, settings, sandbox)
    builder = Builder(sandbox, settings)
    prepared = _prepared(source, builder, sandbox, settings, None, listener)
    if against is not None:
        _built(against, builder, settings, Variant.TIMING)
    verdict = None if against is None else verify_files(source, against, None, settings)
    other = against if verdict is not None and verdict.status == "equal" else None
    points = _points(prepared, other, builder, sandbox, settings, listener)
    outcome = None if other is None else _compared(source, other, prepared, builder, sandbox, settings)
    measurement = outcome if isinstance(outcome, Measurement) else None
    unclaimed = measurement is None or not claims(measurement)
    note = not_faster(outcome) if outcome is not None and unclaimed else prepared.inputs.note
    unfair = "" if against is None else unequal_tuning(source, against)
    return BenchmarkReport(
        file=str(source.path),
        against=None if against is None else str(against.path),
        points=points,
        inputs=prepared.inputs.source,
        verdict=verdict,
        measurement=measurement,
        note="; ".join(each for each in (note, unfair) if each),
    )


def _points(
    prepared: Prepared, other: Source | None, builder: Builder, sandbox: Sandbox, settings: Settings, listener: Listener
) -> tuple[BenchmarkPoint, ...]:
    binaries = {"before": prepared.timing.binary}
    if other is not None:
        binaries["after"] = _built(other, builder, settings, Variant.TIMING).binary
    points: list[BenchmarkPoint] = []
    ladder = _ladder(prepared)
    with sandbox.session(binaries, comparison_limits(settings)) as session:
        for number, case in enumerate(ladder):
            listener(StageEvent(stage="measure", message=f"{len(case.stdin)} bytes", done=number, total=len(ladder)))
            times = [_median_cpu(session, name, case) for name in binaries]
            after_s = times[1] if len(times) > 1 else None
            points.append(BenchmarkPoint(input_bytes=len(case.stdin), before_s=times[0], after_s=after_s))
    return tuple(points)


def _compared(
    before: Source, after: Source, prepared: Prepared, builder: Builder, sandbox: Sandbox, settings: Settings
) -> Measurement | Undecided:
    """By the same rules as a rewrite: this machine's bar, and other code layouts where the claim is close to it."""

    def command(text: Source) -> CompileCommand:
        return compile_command(text, settings.build)

    with (
        Calibration(sandbox, settings.measure, settings.cache) as calibration,
        CandidateBuilds(builder, program_jobs(command)) as builds,
    ):
        return Timing(prepared, builds, sandbox, settings, calibration.bar).confirmed(before, after)


def _prepared(
    source: Source, builder: Builder, sandbox: Sandbox, settings: Settings, tests: Path | None, listener: Listener
) -> Prepared:
    command = compile_command(source, settings.build)
    return prepare_inputs(source, command, builder, sandbox, settings, tests, listener)


def _built(source: Source, builder: Builder, settings: Settings, variant: Variant) -> Build:
    built = builder.build(source, compile_command(source, settings.build), variant)
    if isinstance(built, BuildFailure):
        raise SourceError(f"does not compile: {built.message}")
    return built


def _ladder(prepared: Prepared) -> list[Case]:
    """At most `_POINTS` cases of growing size, the timed one last."""
    by_size = {len(case.stdin): case for case in (*prepared.inputs.cases, prepared.inputs.timing)}
    sizes = sorted(by_size)
    step = max(1, len(sizes) / _POINTS)
    chosen = {sizes[int(number * step)] for number in range(min(_POINTS, len(sizes)))} | {sizes[-1]}
    return [by_size[size] for size in sorted(chosen)]


def _median_cpu(session: Session, name: str, case: Case) -> float:
    return statistics.median(result.cpu_s for result in session.series([name] * _RUNS_PER_POINT, case.stdin))
