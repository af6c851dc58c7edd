"""`perfcoder verify BEFORE AFTER`: do two programs, or two versions of a function, do the same?"""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from perfcoder_lsp import pipeline
from perfcoder_lsp.cli.function_screen import VERDICT_STYLES, blocked, function_verdict
from perfcoder_lsp.cli.json_form import dumps, function_verdict_form, verdict_form
from perfcoder_lsp.cli.options import (
    FunctionOption,
    JsonOption,
    SetOption,
    TestsOption,
    load_settings,
)
from perfcoder_lsp.cli.progress import progress_listener
from perfcoder_lsp.cli.screen import open_console, verdict_text
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.function_benchmark import benchmark_function
from perfcoder_lsp.request import FunctionRequest
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.text import printable


def verify(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="The original.", show_default=False)],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The changed version.", show_default=False)],
    function: FunctionOption = None,
    tests: TestsOption = None,
    json: JsonOption = False,
    assignments: SetOption = None,
) -> None:
    """Compile two versions of a program and compare what they print on tests, or on generated inputs; with --function,
    what that function does in both."""
    settings = load_settings(before, assignments)
    source, other = Source.read(before), Source.read(after)
    console = open_console()
    if function is not None:
        _verify_function(console, source, FunctionRequest(name=function, against=other), tests, settings, json=json)
        return
    verdict = pipeline.verify_files(source, other, tests, settings)
    if json:
        typer.echo(dumps({"before": str(before), "after": str(after), "verdict": verdict_form(verdict)}))
        return
    console.print(
        Text(verdict.status, style=f"bold {VERDICT_STYLES[verdict.status]}") + Text(f": {verdict_text(verdict)}")
    )
    if verdict.reason:
        console.print(printable(verdict.reason), soft_wrap=True)


def _verify_function(
    console: Console, source: Source, request: FunctionRequest, tests: Path | None, settings: Settings, *, json: bool
) -> None:
    if tests is not None:
        raise UsageError("--tests are inputs of a whole program; leave out --tests or --function")
    with progress_listener(quiet=json) as listener:
        report = benchmark_function(source, request, settings, listener)
    if json:
        typer.echo(dumps(function_verdict_form(report)))
        return
    if report.verdict is not None:
        console.print(function_verdict(report.verdict), soft_wrap=True)
        return
    for blocker in report.blockers:
        console.print(f"not compared: {printable(blocked(blocker))}", soft_wrap=True)
    if report.note:
        console.print(f"not compared: {printable(report.note)}", soft_wrap=True)
