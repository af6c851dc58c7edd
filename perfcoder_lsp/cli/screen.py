"""What a person sees: tables, the diff, reasons. Everything shown passes `printable` first."""

import bisect
import difflib
import itertools
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.outcome import NOTABLE_RATIO, bar_raised, memory_changed
from perfcoder_lsp.suggestion import InputSource, Measurement, Rejection, Report, Rewrite, Suggestion, Verdict
from perfcoder_lsp.text import ByteRange, printable

_INPUTS_FROM = {
    InputSource.TESTS: "test",
    InputSource.RECORDED: "recorded input",
    InputSource.INFERRED: "inferred input",
    InputSource.GENERATED: "generated input",
}
_PIPE_WIDTH = 110
_FEW = 4
_LONG_RUN, _RUN_HEAD, _RUN_TAIL = 20, 8, 2


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Let the one place that knows exit statuses hear of it; rich would leave the process by itself."""
        raise BrokenPipeError


def open_console(*, stderr: bool = False) -> Console:
    """A console on standard output or standard error; wider than rich's default where it is no terminal."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPE_WIDTH
    return _Console(stderr=stderr, width=width, highlight=False, markup=False, emoji=False)


def seconds(value: float) -> str:
    """A duration with three digits and a fitting unit."""
    for factor, unit in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if value >= factor:
            return f"{value / factor:.3g} {unit}"
    return f"{value / 1e-9:.3g} ns"


def size(value: int) -> str:
    """A number of bytes with a fitting unit."""
    if value < 1000:
        return f"{value} B"
    return f"{value / 1000:.3g} kB" if value < 1_000_000 else f"{value / 1_000_000:.3g} MB"


def ratio(value: float) -> str:
    return f"{value:.2f}×" if value < 10 else f"{value:.3g}×"


def speedup_text(measurement: Measurement) -> str:
    """The lower bound first: it is what is claimed."""
    about = "start-up " if measurement.startup else ""
    return f"{about}≥ {_floor(measurement.speedup_low)} ({_floor(measurement.speedup)})"


def _floor(value: float) -> str:
    """Cut, not rounded: a claim never grows by printing it."""
    step = 100 if value < 10 else 10 if value < 100 else 1
    return ratio(int(value * step) / step)


def verdict_text(verdict: Verdict) -> str:
    """What the verdict rests on, e.g. `same on 60 generated inputs, 41 different outputs`."""
    word = {"equal": "same", "different": "differs", "undecided": "undecided"}[verdict.status]
    inputs = f"{verdict.inputs} {inputs_from(verdict.source, verdict.inputs)}"
    outcomes = "1 output" if verdict.outcomes == 1 else f"{verdict.outcomes} different outputs"
    checked = ", sanitizers clean" if verdict.sanitized else ""
    return f"{word} on {inputs}, {outcomes}{checked}"


def inputs_from(source: InputSource, count: int) -> str:
    """What so many inputs from there are called, e.g. `generated inputs`."""
    return _INPUTS_FROM[source] + ("" if count == 1 else "s")


def measurement_text(measurement: Measurement) -> str:
    """The times behind the ratio, e.g. `92.1 ms → 7.4 ms CPU (95 ms → 8.1 ms wall), 12 pairs, input of 310 kB`."""
    clock = {"cpu": "CPU", "wall": "wall", "metric": "by the metric"}[measurement.clock]
    times = f"{seconds(measurement.before_s)} → {seconds(measurement.after_s)} {clock}"
    parts = [f"{times}{_other_clock(measurement)}", f"{measurement.pairs} pairs"]
    if measurement.input_bytes is not None:
        parts.append(f"input of {size(measurement.input_bytes)}")
    if measurement.instructions_before and measurement.instructions_after:
        fewer = measurement.instructions_before / measurement.instructions_after
        parts.append(f"{ratio(fewer)} fewer instructions" if fewer >= 1 else f"{ratio(1 / fewer)} as many instructions")
    if memory_changed(measurement) and measurement.memory_before_kb and measurement.memory_after_kb:
        before, after = measurement.memory_before_kb * 1024, measurement.memory_after_kb * 1024
        parts.append(f"peak memory {size(before)} → {size(after)}")
    if measurement.energy_before_j and measurement.energy_after_j:
        parts.append(f"{measurement.energy_before_j:.3g} J → {measurement.energy_after_j:.3g} J")
    if bar_raised(measurement) and measurement.bar and measurement.machine_error:
        error = 100 * (measurement.machine_error - 1)
        parts.append(f"this machine errs by {error:.2g} %, so less than {ratio(measurement.bar)} is not claimed")
    return ", ".join(parts)


def _other_clock(measurement: Measurement) -> str:
    """What the clock that did not decide showed; wall time only from a quiet machine."""
    if measurement.clock == "wall" and measurement.cpu_before_s and measurement.cpu_after_s:
        share = measurement.cpu_after_s / measurement.cpu_before_s
        used = f", {ratio(share)} as much" if share > NOTABLE_RATIO else ""
        return f" ({seconds(measurement.cpu_before_s)} → {seconds(measurement.cpu_after_s)} CPU{used})"
    if measurement.clock != "cpu" or measurement.quiet is None:
        return ""
    if measurement.wall_before_s is None or measurement.wall_after_s is None:
        return " (machine busy: CPU time only)"
    return f" ({seconds(measurement.wall_before_s)} → {seconds(measurement.wall_after_s)} wall)"


def line_of(source: Source, where: ByteRange | None) -> str:
    """`line 12`, counted from 1; `whole file` where a strategy speaks of no place."""
    return "whole file" if where is None else f"line {bisect.bisect_right(source.line_starts, where.start)}"


def diff_lines(source: Source, suggestion: Suggestion) -> list[str]:
    """The suggestion as a unified diff, one line each, without line ends."""
    after = source.edited(suggestion.edits)
    name = str(source.path)
    return list(
        difflib.unified_diff(
            source.text.decode().replace("\r\n", "\n").split("\n"),
            after.text.decode().replace("\r\n", "\n").split("\n"),
            f"{name} (before)",
            f"{name} (after)",
            lineterm="",
        )
    )


def shortened(lines: Sequence[str]) -> list[str]:
    """The diff with long runs of added lines cut in the middle: inserted helpers would hide the change itself."""
    short: list[str] = []
    for added, run in itertools.groupby(lines, key=lambda line: line.startswith("+") and not line.startswith("+++")):
        block = list(run)
        if added and len(block) > _LONG_RUN:
            cut = len(block) - _RUN_HEAD - _RUN_TAIL
            note = f"  … {cut} more added lines (--verbose shows all)"
            block = [*block[:_RUN_HEAD], note, *block[-_RUN_TAIL:]]
        short += block
    return short


def show_report(console: Console, source: Source, report: Report, *, verbose: bool) -> None:
    """The whole result of `perfcoder optimize`."""
    best = next((each for each in report.suggestions if each.id == report.best), None)
    console.print(_headline(report, best))
    if report.note:
        console.print(printable(report.note), soft_wrap=True)
    if report.plan.note:
        console.print(printable(report.plan.note), style="dim", soft_wrap=True)
    if best is not None:
        console.print(suggestion_table(report))
        show_reasons(console, best)
        console.print()
        lines = diff_lines(source, best)
        show_diff(console, lines if verbose else shortened(lines))
    show_rejections(console, report.rejected, verbose=verbose)
    show_unverified(console, source, report.unverified or ())
    if verbose:
        spent = ", ".join(f"{stage} {seconds(value)}" for stage, value in report.elapsed_s if stage != "total")
        console.print(f"took {seconds(report.elapsed_s.total)}: {spent}", style="dim")


def _headline(report: Report, best: Suggestion | None) -> Text:
    name = Text(printable(report.file), style="bold")
    if report.unverified is not None:
        return name + Text(": not verified, since nothing can be run safely here", style="not bold yellow")
    if best is None:
        return name + Text(": no faster version that is proven to do the same", style="not bold")
    measured = best.measurement
    what = "starts" if measured.startup else "runs"
    claim = f": {what} at least {_floor(measured.speedup_low)} as fast, {verdict_text(best.verdict)}"
    return name + Text(claim, style="not bold green")


def suggestion_table(report: Report) -> Table:
    """One row per suggestion, best first; the speedup's lower bound leads. The headline has the best one's verdict."""
    said = report.suggestions[0].verdict
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading, ratio_of_width in (("", 0), ("Speedup", 0), ("What", 3), ("Category", 3), ("Evidence", 4)):
        table.add_column(heading, ratio=ratio_of_width or None, no_wrap=not ratio_of_width)
    for suggestion in report.suggestions:
        categories = dict.fromkeys(strategy.category.value for strategy in suggestion.strategies)
        evidence = measurement_text(suggestion.measurement)
        if suggestion.verdict != said:
            evidence += f"; {verdict_text(suggestion.verdict)}"
        table.add_row(
            "★" if suggestion.id == report.best else " ",
            Text(speedup_text(suggestion.measurement), style="green"),
            printable(suggestion.title),
            ", ".join(categories),
            printable(evidence),
        )
    return table


def show_reasons(console: Console, suggestion: Suggestion) -> None:
    """Why the edits help, what each part adds to the others, and what to know before they are accepted."""
    console.print("\nWhy", style="bold")
    for strategy in suggestion.strategies:
        line = Text("• ") + Text(strategy.category.value, style="cyan") + Text(f": {printable(strategy.explanation)}")
        part = suggestion.contribution_of(strategy)
        if part is not None:
            line += Text(f" Without this part: {ratio(part.speedup)} the time.", style="dim")
        console.print(line, soft_wrap=not console.is_terminal)
    for note in suggestion.notes:
        console.print(Text("! ", style="yellow") + Text(printable(note)), soft_wrap=not console.is_terminal)


def show_unverified(console: Console, source: Source, rewrites: Sequence[Rewrite]) -> None:
    """What the rules found where nothing may be executed: where, what and why, each marked as not verified."""
    if rewrites:
        console.print("\nCould be tried", style="bold")
    for rewrite in rewrites:
        for strategy in rewrite.strategies:
            place = f"{line_of(source, strategy.range)}, {strategy.name}: {printable(rewrite.title)}"
            mark = Text(" (not verified)", style="yellow")
            console.print(Text(f"• {place}") + mark, soft_wrap=not console.is_terminal)
            why = Text("  ") + Text(strategy.category.value, style="cyan")
            console.print(why + Text(f": {printable(strategy.explanation)}"), soft_wrap=not console.is_terminal)


def show_diff(console: Console, lines: Sequence[str]) -> None:
    styles = {"+": "green", "-": "red", "@": "cyan"}
    for line in lines:
        style = "bold" if line.startswith(("+++", "---")) else styles.get(line[:1], "")
        console.print(Text(printable(line), style=style), soft_wrap=True)


def show_rejections(console: Console, rejected: Sequence[Rejection], *, verbose: bool) -> None:
    """What fell out and why; the first few unless all are asked for."""
    if not rejected:
        return
    console.print("\nRejected", style="bold")
    shown = rejected if verbose else rejected[:_FEW]
    for rejection in shown:
        line = Text(f"• {printable(rejection.id)} ({rejection.stage}): ") + Text(printable(rejection.reason))
        if verbose:
            console.print(line, soft_wrap=True)
        else:
            console.print(line, no_wrap=True, overflow="ellipsis")
    if len(shown) < len(rejected):
        console.print(f"  and {len(rejected) - len(shown)} more (--verbose shows all)", style="dim")
