"""What a person sees of a function's benchmark, complete or in parts while it is worked on."""

import math
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from perfcoder_lsp.cli.screen import (
    inputs_from,
    measurement_text,
    ratio,
    seconds,
    size,
    speedup_text,
    verdict_text,
)
from perfcoder_lsp.function_report import Blocker, FunctionInputs, FunctionPoint, FunctionReport, Growth
from perfcoder_lsp.measure.outcome import claims
from perfcoder_lsp.report.words import order_words
from perfcoder_lsp.suggestion import InputSource, Verdict
from perfcoder_lsp.text import printable

_BAR = 24
_MOST_POINTS = 14
VERDICT_STYLES = {"equal": "green", "different": "red", "undecided": "yellow"}


def function_view(report: FunctionReport) -> RenderableType:
    """All that is known of the function so far."""
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style="bold")
    facts.add_column(overflow="fold")
    for name, fact in _facts(report):
        facts.add_row(name, fact)
    title = Text(printable(report.function), style="bold") + Text(f" in {printable(report.file)}", style="not bold")
    plot = () if report.growth is None else ("", growth_table(report.growth))
    return Group(title, facts, *plot)


def _facts(report: FunctionReport) -> Iterator[tuple[str, Text]]:
    yield "signature", Text(printable(report.signature))
    for blocker in report.blockers:
        yield "blocked", Text(printable(blocked(blocker)), style="yellow")
    if report.verdict is not None:
        yield "verdict", function_verdict(report.verdict)
    if report.measurement is not None:
        claimed = claims(report.measurement)
        what = speedup_text(report.measurement) if claimed else "no gain that can be claimed"
        yield "speedup", Text(f"{what}: {measurement_text(report.measurement)}", style="green" if claimed else "")
    if report.per_call_s is not None:
        at = f" at n = {report.per_call_size:,}" if report.per_call_size is not None else ""
        before = " before" if report.against is not None else ""
        yield "time", Text(f"{seconds(report.per_call_s)} per call{at}{before}")
    if report.growth is not None:
        yield from _growth(report.growth)
    if report.inputs is not None:
        yield from _inputs(report.inputs)
    if report.note:
        yield "note", Text(printable(report.note))


def blocked(blocker: Blocker) -> str:
    """Why, and what would help: `parameter p: an abstract class; …`."""
    who = f"parameter {blocker.parameter}: " if blocker.parameter else ""
    return f"{who}{blocker.reason}" + (f"; {blocker.remedy}" if blocker.remedy else "")


def function_verdict(verdict: Verdict) -> Text:
    reason = f": {printable(verdict.reason)}" if verdict.reason else ""
    return Text(verdict.status, style=f"bold {VERDICT_STYLES[verdict.status]}") + Text(
        f", {verdict_text(verdict)}{reason}", style="not bold"
    )


def _growth(growth: Growth) -> Iterator[tuple[str, Text]]:
    fits = [("growth", growth.before)] if growth.after is None else [("before", growth.before), ("after", growth.after)]
    for name, fit in fits:
        note = f"; {printable(fit.note)}" if fit.note else ""
        spread = f"n^{fit.exponent:.2f}, 95 % {fit.exponent_low:.2f} to {fit.exponent_high:.2f}"
        yield name, Text(f"{order_words(fit)} ({spread}) for n = {fit.first:,} to {fit.last:,}{note}")
    if growth.crossing is not None:
        slower = f", slower up to {growth.slower_until:,}" if growth.slower_until is not None else ""
        yield "crossing", Text(f"faster from n = {growth.crossing:,}{slower}")


def _inputs(inputs: FunctionInputs) -> Iterator[tuple[str, Text]]:
    counts = f"{inputs.tried:,} {inputs_from(inputs.source, inputs.tried)}: {inputs.valid:,} valid"
    if inputs.recorded and inputs.source is not InputSource.RECORDED:
        counts = f"{inputs.recorded:,} recorded, {inputs.tried - inputs.recorded:,} generated: {inputs.valid:,} valid"
    kind = f"; {printable(inputs.profile)}" if inputs.profile else ""
    yield "inputs", Text(f"{counts}, {inputs.distinct:,} different, {inputs.outcomes:,} different results{kind}")
    if (coverage := inputs.coverage) is not None:
        missed = f", not {_lines(coverage.missed)}" if coverage.missed else ""
        yield "covered", Text(f"{coverage.covered} of {coverage.total} lines{missed}")
    if inputs.example:
        yield "example", Text(printable(inputs.example))


def _lines(numbers: Sequence[int]) -> str:
    return ("line " if len(numbers) == 1 else "lines ") + ", ".join(str(number) for number in numbers)


def growth_table(growth: Growth) -> Table:
    """Time per call by size, with a bar on a logarithmic scale."""
    points = _some(growth.points)
    compared = any(point.after_s is not None for point in points)
    memory = any(point.before_memory_bytes is not None for point in points)
    counted = any(point.before_instructions is not None for point in points)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    times = ["before", "after", "ratio"] if compared else ["per call"]
    for heading in ["n", *times, *["heap"] * memory, *["instructions"] * counted]:
        table.add_column(heading, justify="right")
    table.add_column("")
    shortest = min((time for point in points for time in _times(point)), default=0.0)
    longest = max((time for point in points for time in _times(point)), default=0.0)
    for point in points:
        cells = [f"{point.size:,}", seconds(point.before_s)]
        if compared:
            after = point.after_s
            cells += ["", ""] if after is None else [seconds(after), ratio(point.before_s / after) if after else ""]
        if memory:
            cells.append("" if point.before_memory_bytes is None else size(point.before_memory_bytes))
        if counted:
            counts = (point.before_instructions, point.after_instructions)
            cells.append(" → ".join(f"{each:,}" for each in counts if each is not None))
        table.add_row(*cells, Text(_bar(point.after_s or point.before_s, shortest, longest), style="cyan"))
    return table


def _times(point: FunctionPoint) -> Iterator[float]:
    yield from (time for time in (point.before_s, point.after_s) if time)


def _some(points: Sequence[FunctionPoint]) -> Sequence[FunctionPoint]:
    """As many as fit a screen, evenly over the ladder, the last one among them."""
    if len(points) <= _MOST_POINTS:
        return points
    step = (len(points) - 1) / (_MOST_POINTS - 1)
    return [points[round(number * step)] for number in range(_MOST_POINTS)]


def _bar(time: float, shortest: float, longest: float) -> str:
    if time <= 0 or longest <= shortest:
        return ""
    return "█" * (1 + round((_BAR - 1) * math.log(time / shortest) / math.log(longest / shortest)))
