"""`perfcoder bench FILE [--against OTHER_FILE]`: how long a program takes as its input grows, alone or compared."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from perfcoder_lsp import pipeline
from perfcoder_lsp.cli.json_form import dumps
from perfcoder_lsp.cli.options import (
    FileArgument,
    FunctionOption,
    JsonOption,
    SetOption,
    load_settings,
    refuse_function,
)
from perfcoder_lsp.cli.progress import progress_listener
from perfcoder_lsp.cli.screen import (
    measurement_text,
    open_console,
    printable,
    ratio,
    seconds,
    size,
    speedup_text,
    verdict_text,
)
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.outcome import claims
from perfcoder_lsp.request import BenchmarkReport


def bench(
    file: FileArgument,
    function: FunctionOption = None,
    against: Annotated[
        Path | None, typer.Option(metavar="OTHER_FILE", help="Compare with this version.", show_default=False)
    ] = None,
    json: JsonOption = False,
    assignments: SetOption = None,
) -> None:
    """Time a program on inputs of growing size; with --against, also say whether the other version is faster."""
    refuse_function(function, "bench")
    settings = load_settings(file, assignments)
    other = None if against is None else Source.read(against)
    with progress_listener(quiet=json) as listener:
        report = pipeline.benchmark(Source.read(file), other, settings, listener)
    if json:
        typer.echo(dumps(report.model_dump(mode="json")))
    else:
        _show(open_console(), report)


def _show(console: Console, report: BenchmarkReport) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    headings = ["input", "CPU per run"] if report.against is None else ["input", "CPU before", "CPU after", "ratio"]
    for heading in headings:
        table.add_column(heading, justify="right")
    for point in report.points:
        cells = [size(point.input_bytes), seconds(point.before_s)]
        if point.after_s is not None:
            cells += [seconds(point.after_s), ratio(point.before_s / point.after_s) if point.after_s else ""]
        table.add_row(*cells)
    console.print(f"{printable(report.file)}, {report.inputs.value} inputs", style="bold")
    console.print(table)
    if report.verdict is not None:
        console.print(verdict_text(report.verdict))
        if report.verdict.reason:
            console.print(printable(report.verdict.reason), soft_wrap=True)
    if report.measurement is not None:
        claimed = claims(report.measurement)
        what = speedup_text(report.measurement) if claimed else "compared"
        console.print(f"{what}: {measurement_text(report.measurement)}", style="green" if claimed else None)
    if report.note:
        console.print(printable(report.note), soft_wrap=True)
