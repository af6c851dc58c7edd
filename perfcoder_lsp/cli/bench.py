"""`perfcoder bench FILE`: how long a program, or with --function one function, takes as its input grows; alone or
compared with another version."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from perfcoder_lsp import pipeline
from perfcoder_lsp.cli.files import check_destination, write_whole
from perfcoder_lsp.cli.function_screen import function_view
from perfcoder_lsp.cli.json_form import dumps, function_form
from perfcoder_lsp.cli.options import FileArgument, FunctionOption, JsonOption, SetOption, load_settings
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
from perfcoder_lsp.cpp.functions import functions, has_main
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.function_benchmark import benchmark_function
from perfcoder_lsp.function_export import export_function
from perfcoder_lsp.measure.outcome import claims
from perfcoder_lsp.report import function_report_html
from perfcoder_lsp.request import BenchmarkReport, FunctionRequest
from perfcoder_lsp.settings import Settings

_NAMES_SHOWN = 8


def bench(
    file: FileArgument,
    function: FunctionOption = None,
    against: Annotated[
        Path | None, typer.Option(metavar="OTHER_FILE", help="Compare with this version.", show_default=False)
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option("--report", metavar="OUT.html", help="Write the function's report.", show_default=False),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write the function's benchmark for Google Benchmark.", show_default=False),
    ] = None,
    json: JsonOption = False,
    assignments: SetOption = None,
) -> None:
    """Time a program, or one function with inputs made for it, on inputs of growing size; with --against, also say
    whether the other version does the same and is faster."""
    if function is None and (page is not None or export is not None):
        raise UsageError("--report and --export are of a function; name one with --function")
    if page is not None:
        check_destination(page, file, "--report")
    settings = load_settings(file, assignments)
    source = Source.read(file)
    other = None if against is None else Source.read(against)
    if function is None:
        _bench_program(source, other, settings, json=json)
    else:
        _bench_function(source, FunctionRequest(name=function, against=other), settings, page, export, json=json)


def _bench_program(source: Source, other: Source | None, settings: Settings, *, json: bool) -> None:
    if not has_main(source):
        raise UsageError(f"{source.path}: no main to run; name a function with --function{_names(source)}")
    with progress_listener(quiet=json) as listener:
        report = pipeline.benchmark(source, other, settings, listener)
    if json:
        typer.echo(dumps(report.model_dump(mode="json")))
    else:
        _show(open_console(), report)


def _bench_function(
    source: Source, request: FunctionRequest, settings: Settings, page: Path | None, export: Path | None, *, json: bool
) -> None:
    with progress_listener(quiet=json) as listener:
        report = benchmark_function(source, request, settings, listener)
    if page is not None:
        write_whole(page, function_report_html(report).encode())
    if export is not None and not report.blockers:
        export_function(source, report, settings, export)
    if json:
        typer.echo(dumps(function_form(source, report)))
    else:
        open_console().print(function_view(report))


def _names(source: Source) -> str:
    names = list(dict.fromkeys(each.qualified_name for each in functions(source) if each.kind != "lambda"))
    more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    return f": {', '.join(names[:_NAMES_SHOWN])}{more}" if names else ", of which there is none here"


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
