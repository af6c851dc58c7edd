"""The whole pipeline over the programs of a suite, one after another, resumable."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from perfcoder_lsp import pipeline
from perfcoder_lsp.cli.suites.crosscheck import cross_check
from perfcoder_lsp.cli.suites.result import ProgramResult
from perfcoder_lsp.cli.suites.rule_scores import rule_outcome
from perfcoder_lsp.cli.suites.state import State, result_key
from perfcoder_lsp.cli.suites.suite import Program
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SandboxError, SourceError
from perfcoder_lsp.request import Event, Request, SuggestionEvent
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.storage.scratch import scratch_folder
from perfcoder_lsp.verify.cases import Case


def evaluate(
    programs: Sequence[Program], settings: Settings, state: State, options: tuple[str, ...] = ()
) -> Iterator[tuple[ProgramResult, bool]]:
    """Each program's result as soon as it is there, and whether it was known from an earlier run.

    Raises SandboxError, and whatever is no property of the program itself.
    """
    for program in programs:
        key = result_key(program, settings, options)
        known = state.find(key)
        if known is not None:
            yield known, True
            continue
        result = evaluate_program(program, settings, key)
        state.add(result)
        yield result, False


def evaluate_program(
    program: Program, settings: Settings, key: str, now: Callable[[], float] = time.monotonic
) -> ProgramResult:
    """Optimize one program and check every suggestion a second time."""
    with scratch_folder(settings.cache.directory) as folder:
        source = _written(program, folder)
        tests = _written_tests(program.tests, folder / "tests")
        begin = now()
        first: list[float] = []

        def listen(event: Event) -> None:
            if isinstance(event, SuggestionEvent):
                first.append(now() - begin)

        try:
            report = pipeline.optimize(source, Request(tests=tests), settings, listen)
        except SourceError as error:
            line = str(error).replace(str(folder), "").lstrip("/")
            return ProgramResult(key=key, name=program.name, error=line, total_s=now() - begin)
        if report.unverified is not None:
            raise SandboxError(report.note)
        total = now() - begin
        best = next((each for each in report.suggestions if each.id == report.best), None)
        return ProgramResult(
            key=key,
            name=program.name,
            note=report.note,
            origin=best.origin if best else "",
            suggestions=len(report.suggestions),
            best=best.measurement if best else None,
            check=cross_check(program, source, report, settings),
            rejected=report.rejected,
            rules=rule_outcome(report),
            first_suggestion_s=first[0] if first else None,
            total_s=total,
        )


def _written(program: Program, folder: Path) -> Source:
    path = folder / program.file_name
    path.write_bytes(program.text)
    return Source.read(path)


def _written_tests(tests: Sequence[Case], folder: Path) -> Path | None:
    """A folder as `--tests` takes it; None where the program has no tests."""
    if not tests:
        return None
    folder.mkdir()
    for test in tests:
        (folder / f"{test.name}.in").write_bytes(test.stdin)
        for number, output in enumerate(test.expected, 1):
            suffix = ".out" if number == 1 else f".{number}.out"
            (folder / f"{test.name}{suffix}").write_bytes(output)
    return folder
