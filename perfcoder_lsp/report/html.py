"""A function's report as one page that needs nothing else: no script, no network, light or dark as the reader has it.

All that comes from code is escaped: names and messages may be hostile.
"""

from collections.abc import Callable, Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from perfcoder_lsp.function_report import FunctionReport
from perfcoder_lsp.measure.outcome import claims
from perfcoder_lsp.report.plot import memory_plot, time_plot
from perfcoder_lsp.report.words import fit_words, memory, order_words, ratio, seconds
from perfcoder_lsp.suggestion import InputSource
from perfcoder_lsp.text import printable

_SOURCES = {
    InputSource.TESTS: "given tests",
    InputSource.RECORDED: "recorded from real runs",
    InputSource.INFERRED: "made from what the program reads",
    InputSource.GENERATED: "generated from the parameters' types",
}
_WORDS: Mapping[str, Callable[..., str]] = {
    "seconds": seconds,
    "memory": memory,
    "ratio": ratio,
    "fit_words": fit_words,
    "order": order_words,
}
_CLOCKS = {"cpu": "CPU time", "wall": "wall time", "metric": "your own metric"}


def function_report_html(report: FunctionReport) -> str:
    """The whole report as the text of an HTML file."""
    growth = report.growth
    claimed = report.measurement is not None and claims(report.measurement)
    page = _environment().get_template("function.html.jinja")
    return page.render(
        report=report,
        plots=[plot for plot in (time_plot(growth), memory_plot(growth)) if plot] if growth else [],
        claimed=claimed,
        source=_SOURCES[report.inputs.source] if report.inputs else "",
        **_WORDS,
        clock=_CLOCKS[report.measurement.clock] if report.measurement else "",
    )


@cache
def _environment() -> Environment:
    """Undefined names are errors, and every value passes `printable` before it is escaped."""
    return Environment(
        loader=PackageLoader("perfcoder_lsp.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: object) -> object:
    """Plain text without control characters; markup is text already that went through here."""
    return printable(value) if type(value) is str else value
