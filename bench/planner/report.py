"""What was measured of planners, as tables."""

from rich.console import Console
from rich.table import Table

from bench.planner.figures import Conditions, Embedded, Report, Speed, Spread

CANCEL_S = 0.1
GROWTH = 1.02
"""The model's process may take this much more memory at the end than after the first tenth of all plans."""


def is_in_order(report: Report) -> bool:
    """Every site was answered, all stops were quick (95th percentile), and memory did not grow."""
    found = report.embedded
    stopped = [each.cancel_s for each in (*report.shapes, *([found] if found else []))]
    quick = all(each is None or each.p95 <= CANCEL_S for each in stopped)
    return quick and (found is None or (found.answered == found.sites and _growth(found) <= GROWTH))


def show(report: Report, console: Console) -> None:
    """Print all of it."""
    console.print(_conditions(report.conditions), highlight=False)
    if report.shapes:
        console.print(_shapes(report.shapes))
    if report.embedded is not None:
        console.print(_embedded(report.embedded))


def _conditions(found: Conditions) -> str:
    waited = "" if found.pressure is None else f", waiting for a core {found.pressure:.0f} % of the time"
    machine = f"{found.machine.cores} cores, {found.machine.cpu}, llama-cpp-python {found.llama_cpp}"
    return f"{machine}; {found.per_core:.1f} processes per core{waited}"


def _shapes(found: tuple[Speed, ...]) -> Table:
    first = found[0]
    table = Table(title=f"prompts of {first.prompt_tokens} tokens, {first.threads} threads: median (lowest to highest)")
    table.add_column("")
    for each in found:
        table.add_column(f"{each.shape} {each.kind}", justify="right")
    table.add_row("file", *(_mb(each.file_bytes) for each in found))
    table.add_row("load", *(_seconds(each.load_s) for each in found))
    table.add_row("first token, nothing known", *(_seconds(each.cold_s) for each in found))
    table.add_row(f"first token, {first.reused} tokens known", *(_seconds(each.warm_s) for each in found))
    table.add_row("times sooner", *(_spread(each.saved, "{:.1f}") for each in found))
    table.add_row("tokens a second", *(_spread(each.tokens_per_s, "{:.1f}") for each in found))
    table.add_row("stopped after", *(_stop(each.cancel_s) for each in found))
    table.add_row("memory at most", *(_mb(each.peak) for each in found))
    table.add_row("as estimated", *(_mb(each.estimated) for each in found))
    return table


def _embedded(found: Embedded) -> Table:
    table = Table(title=f"{found.programs} programs, {found.threads} threads: median (lowest to highest)")
    table.add_column("")
    table.add_column("", justify="right")
    table.add_row("file", _mb(found.file_bytes))
    table.add_row("load", _seconds(found.load_s))
    table.add_row("tokens of a program", _spread(found.prompt_tokens, "{:.0f}"))
    table.add_row("plan", f"{_seconds(found.plan_s)}, 95 % within {found.plan_s.p95:.3f} s")
    table.add_row("of it, outside of the model", _seconds(found.reading_s))
    table.add_row("stopped after", _stop(found.cancel_s))
    table.add_row("plans in a row", f"{found.plans:,}")
    table.add_row("sites answered", f"{found.answered:,} of {found.sites:,}")
    table.add_row("model's process: loaded", _mb(found.workers[0]))
    table.add_row("after each tenth", ", ".join(_mb(each) for each in found.workers[1:]))
    table.add_row("as estimated", _mb(found.estimated))
    table.add_row("asking process: before, after", ", ".join(_mb(each) for each in found.asking))
    return table


def _growth(found: Embedded) -> float:
    return found.workers[-1] / found.workers[1]


def _spread(found: Spread, form: str) -> str:
    return " ".join([form.format(found.median), f"({form.format(found.low)} to {form.format(found.high)})"])


def _seconds(found: Spread) -> str:
    return f"{_spread(found, '{:.3f}')} s"


def _stop(found: Spread | None) -> str:
    return "none was" if found is None else f"{_seconds(found)}, {found.samples} times"


def _mb(found: int) -> str:
    return f"{found / 1e6:,.1f} MB"
