"""`perfcoder optimize FILE`: the whole pipeline on one file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from perfcoder_lsp import pipeline
from perfcoder_lsp.cli.files import apply_in_place, check_destination, write_whole
from perfcoder_lsp.cli.json_form import dumps, report_form
from perfcoder_lsp.cli.options import FileArgument, FunctionOption, JsonOption, SetOption, TestsOption, load_settings
from perfcoder_lsp.cli.progress import progress_listener
from perfcoder_lsp.cli.screen import open_console, show_report
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SandboxError, UsageError
from perfcoder_lsp.measure.own_benchmark import OwnBenchmark
from perfcoder_lsp.request import Request
from perfcoder_lsp.suggestion import Report
from perfcoder_lsp.verify.tests_folder import read_tests

NOT_YET = {"local": "runs a language model on this machine", "remote": "asks a language model on another machine"}


def optimize(
    file: FileArgument,
    function: FunctionOption = None,
    tests: TestsOption = None,
    build: Annotated[
        str | None,
        typer.Option(
            metavar="CMD", help="Your own build: {source}, {dir} and {out} are filled in.", show_default=False
        ),
    ] = None,
    run: Annotated[
        str | None,
        typer.Option(metavar="CMD", help="Your own benchmark: exit status 0 means correct.", show_default=False),
    ] = None,
    metric: Annotated[
        str | None,
        typer.Option(metavar="REGEX", help="Captures a number from its output, lower is better.", show_default=False),
    ] = None,
    optimizer: Annotated[str, typer.Option(metavar="NAME", help="rules, local, remote or all.")] = "rules",
    budget: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS", min=0.1, max=86_400, help="Start no new trial after this time.", show_default=False
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="Write the best version, or the unchanged file, to OUT.", show_default=False),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Change FILE itself.")] = False,
    json: JsonOption = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show every rejection and the time per stage.")] = False,
    assignments: SetOption = None,
) -> None:
    """Make a program faster: each edit compiled, shown to give the same output, and timed before and after."""
    if optimizer in NOT_YET:
        raise UsageError(
            f"--optimizer {optimizer} {NOT_YET[optimizer]}, which this version can't; use --optimizer rules"
        )
    if output is not None:
        check_destination(output, file)
    if tests is not None:
        read_tests(tests)  # refuses a folder without tests before anything is compiled
    request = Request(
        function=function,
        tests=tests,
        own_benchmark=_own_benchmark(build, run, metric),
        optimizer="rules" if optimizer == "all" else optimizer,
        budget_s=budget,
    )
    settings = load_settings(file, assignments)
    source = Source.read(file)
    with progress_listener(quiet=json) as listener:
        report = pipeline.optimize(source, request, settings, listener)
    best = best_text(source, report)
    if output is not None:
        write_whole(output, best)
    if apply:
        apply_in_place(file, source.text, best)
    if json:
        typer.echo(dumps(report_form(source, report)))
    else:
        show_report(open_console(), source, report, verbose=verbose)
    if report.unverified is not None:
        sys.stdout.flush()  # what was found, before why nothing more can be said of it
        raise SandboxError(report.note)


def best_text(source: Source, report: Report) -> bytes:
    """The text of the best suggestion; the source's own where there is none."""
    best = next((each for each in report.suggestions if each.id == report.best), None)
    return source.text if best is None else source.edited(best.edits).text


def _own_benchmark(build: str | None, run: str | None, metric: str | None) -> OwnBenchmark | None:
    if run is None:
        if build is not None or metric is not None:
            raise UsageError("--build and --metric need --run: the command whose time is measured")
        return None
    if build is None:
        raise UsageError("--run needs --build: the command that turns {source} into {out}")
    return OwnBenchmark(build=build, run=run, metric=metric)
