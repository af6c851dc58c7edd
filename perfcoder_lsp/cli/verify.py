"""`perfcoder verify BEFORE AFTER`: do two programs do the same?"""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from perfcoder_lsp import pipeline
from perfcoder_lsp.cli.json_form import dumps, verdict_form
from perfcoder_lsp.cli.options import (
    FunctionOption,
    JsonOption,
    SetOption,
    TestsOption,
    load_settings,
    refuse_function,
)
from perfcoder_lsp.cli.screen import open_console, verdict_text
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import printable


def verify(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="The original.", show_default=False)],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The changed version.", show_default=False)],
    function: FunctionOption = None,
    tests: TestsOption = None,
    json: JsonOption = False,
    assignments: SetOption = None,
) -> None:
    """Compile two versions of a program and compare what they print on tests, or on generated inputs."""
    refuse_function(function, "verify")
    settings = load_settings(before, assignments)
    verdict = pipeline.verify_files(Source.read(before), Source.read(after), tests, settings)
    if json:
        typer.echo(dumps({"before": str(before), "after": str(after), "verdict": verdict_form(verdict)}))
        return
    style = {"equal": "green", "different": "red", "undecided": "yellow"}[verdict.status]
    console = open_console()
    console.print(Text(verdict.status, style=f"bold {style}") + Text(f": {verdict_text(verdict)}"))
    if verdict.reason:
        console.print(printable(verdict.reason), soft_wrap=True)
