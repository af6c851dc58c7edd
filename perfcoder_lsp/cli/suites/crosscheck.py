"""The second check of every suggestion, without the pipeline's verdict: a suite's own tests, or other people's programs
for the same problem on generated inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.build.builder import Build, Builder, Job
from perfcoder_lsp.build.compile_command import compile_command
from perfcoder_lsp.cli.suites.result import CheckOutcome
from perfcoder_lsp.cli.suites.suite import Program
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.procedure import measure
from perfcoder_lsp.request import Event
from perfcoder_lsp.sandbox import Limits, RunResult, Sandbox, Session, open_sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import Measurement, Report
from perfcoder_lsp.verify.cases import Case
from perfcoder_lsp.verify.prepare import prepare_inputs

_ORIGINAL = "original"
_EXTRA_INPUTS = 2
"""How many times more inputs than the pipeline used; the ones it did not see are the more telling half."""


@dataclass(frozen=True)
class _Binaries:
    original: Path
    suggestions: Mapping[str, Path]
    rivals: Mapping[str, Path]

    @property
    def all(self) -> dict[str, Path]:
        return {_ORIGINAL: self.original, **self.suggestions, **self.rivals}


def cross_check(program: Program, source: Source, report: Report, settings: Settings) -> CheckOutcome:
    """Run every suggestion on the program's tests or on generated inputs, and time the best one on the smallest.

    Raises PerfcoderError where the original can't be built or run any more.
    """
    if not report.suggestions:
        return CheckOutcome()
    sandbox = open_sandbox(settings.cache.directory)
    builder = Builder(sandbox, settings)
    binaries, lost = _build(program, source, report, settings, builder)
    cases = program.tests or _generated(source, settings, builder, sandbox)
    outcome = CheckOutcome()
    with sandbox.session(binaries.all, _limits(settings)) as session:
        for case in cases:
            outcome = _added(outcome, _check_case(session, binaries, case))
        small = _small(session, report, cases, settings)
    return outcome.model_copy(update={"small": small, "wrong": (*lost, *_distinct(outcome.wrong))})


def _build(
    program: Program, source: Source, report: Report, settings: Settings, builder: Builder
) -> tuple[_Binaries, list[str]]:
    """All binaries, and a line for each suggestion that does not build (which is wrong as well)."""
    command = compile_command(source, settings.build)
    texts = {_ORIGINAL: source}
    texts |= {suggestion.id: source.edited(suggestion.edits) for suggestion in report.suggestions}
    rivals = {f"rival {number}": Source.of(source.path, text) for number, text in enumerate(program.rivals, 1)}
    names = [*texts, *rivals]
    built = builder.build_all([Job(text, command) for text in (*texts.values(), *rivals.values())])
    paths = {name: build.binary for name, build in zip(names, built, strict=True) if isinstance(build, Build)}
    lost = [f"{name}: does not build" for name in texts if name not in paths]
    return (
        _Binaries(
            original=paths[_ORIGINAL],
            suggestions={name: paths[name] for name in texts if name in paths and name != _ORIGINAL},
            rivals={name: paths[name] for name in rivals if name in paths},
        ),
        lost,
    )


def _generated(source: Source, settings: Settings, builder: Builder, sandbox: Sandbox) -> tuple[Case, ...]:
    more = settings.verify.model_copy(update={"inputs": settings.verify.inputs * _EXTRA_INPUTS})
    wider = settings.model_copy(update={"verify": more})
    command = compile_command(source, settings.build)
    prepared = prepare_inputs(source, command, builder, sandbox, wider, None, _ignore)
    return (*prepared.inputs.cases, prepared.inputs.timing)


def _check_case(session: Session, binaries: _Binaries, case: Case) -> CheckOutcome:
    """One input: a suggestion must print what is accepted; where the original fails that, what the original prints."""
    before = session.run(_ORIGINAL, case.stdin, keep_output=True)
    if before.status != "ok":
        return CheckOutcome()
    fails = not case.accepts(before.output or b"")
    patience = _limits_of_rivals(before)
    rivals_agree = any(
        _same(before, session.run(name, case.stdin, limits=patience), exit_code=False) for name in binaries.rivals
    )
    wrong: list[str] = []
    for name in binaries.suggestions:
        after = session.run(name, case.stdin, keep_output=True)
        right = _same(before, after, exit_code=True) if fails or not case.expected else _accepted(case, after)
        if not right:
            wrong.append(f"{name}: differs on input {case.name}")
    return CheckOutcome(
        runs=len(binaries.suggestions),
        judged=int(rivals_agree or (bool(case.expected) and not fails)),
        wrong=tuple(wrong),
        original_fails=int(fails),
    )


def _same(before: RunResult, after: RunResult, *, exit_code: bool) -> bool:
    same_end = after.status == "ok" and (not exit_code or after.exit_code == before.exit_code)
    return same_end and after.output_hash == before.output_hash


def _accepted(case: Case, after: RunResult) -> bool:
    return after.status == "ok" and case.accepts(after.output or b"")


def _added(total: CheckOutcome, one: CheckOutcome) -> CheckOutcome:
    return CheckOutcome(
        runs=total.runs + one.runs,
        judged=total.judged + one.judged,
        wrong=(*total.wrong, *one.wrong),
        original_fails=total.original_fails + one.original_fails,
    )


def _distinct(wrong: Sequence[str]) -> list[str]:
    """The first line about each suggestion."""
    first: dict[str, str] = {}
    for line in wrong:
        first.setdefault(line.partition(":")[0], line)
    return list(first.values())


def _small(session: Session, report: Report, cases: Sequence[Case], settings: Settings) -> Measurement | None:
    """The best suggestion's time on the smallest input; None where that can't be decided."""
    if report.best is None or not cases:
        return None
    case = min(cases, key=lambda each: len(each.stdin))
    before = session.run(_ORIGINAL, case.stdin)
    after = session.run(report.best, case.stdin)
    if before.status != "ok" or after.status != "ok":
        return None
    found = measure(
        session,
        _ORIGINAL,
        report.best,
        case,
        settings.measure,
        before.output_hash,
        expected_hash_after=after.output_hash,
        startup=True,
    )
    return found if isinstance(found, Measurement) else None


def _limits(settings: Settings) -> Limits:
    return Limits(
        cpu_s=4 * settings.verify.run_timeout_s,
        wall_s=12 * settings.verify.run_timeout_s,
        memory_mb=settings.verify.memory_mb,
        output_bytes=settings.verify.output_mb << 20,
    )


def _limits_of_rivals(before: RunResult) -> Limits:
    """Rivals are faster where the problem's promises hold; on other inputs some never end."""
    return Limits(cpu_s=max(0.5, 2 * before.cpu_s), wall_s=max(3.0, 6 * before.cpu_s))


def _ignore(event: Event) -> None:
    """Nobody looks."""
    del event
