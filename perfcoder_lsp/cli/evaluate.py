"""`perfcoder eval SUITE`: the whole pipeline over a suite of real programs, scored in the paper's protocol."""

import io
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from perfcoder_lsp.cli.files import check_destination, write_whole
from perfcoder_lsp.cli.json_form import dumps
from perfcoder_lsp.cli.options import JsonOption, SetOption, load_settings
from perfcoder_lsp.cli.screen import open_console, ratio, seconds, speedup_text
from perfcoder_lsp.cli.suites.registry import suite_named
from perfcoder_lsp.cli.suites.result import EFFECTIVE, Group, ProgramResult, Summary, summarize
from perfcoder_lsp.cli.suites.rule_scores import RuleScore
from perfcoder_lsp.cli.suites.runner import evaluate as evaluate_programs
from perfcoder_lsp.cli.suites.state import State
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.text import printable

_REASONS = 12


def evaluate(
    suite: Annotated[str, typer.Argument(metavar="SUITE", help="codescope or autopatch.", show_default=False)],
    root: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder that holds the suite's files.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Only the first N programs.", show_default=False)
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget the results of earlier runs.")] = False,
    instructions: Annotated[bool, typer.Option("--instructions", help="Count instructions with valgrind too.")] = False,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Where to run (not in this version).", show_default=False)
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="OUT.html", help="Write the printed report as HTML too.", show_default=False)
    ] = None,
    json: JsonOption = False,
    assignments: SetOption = None,
) -> None:
    """Run the pipeline over a suite of real programs. An interrupted run goes on where it stopped.

    Figures follow the PerfCoder paper: what is incorrect or not faster counts as a speedup of 1; an effective
    optimization is correct and at least 1.1 times faster. Every suggestion is checked a second time, by the suite's own
    tests or by other people's programs for the same problem.
    """
    chosen = suite_named(suite)
    if cluster is not None:
        raise UsageError("--cluster: this version evaluates on this machine only")
    if root is None:
        raise UsageError(f"eval {suite} needs --root DIR, the folder that holds the suite's files")
    if report is not None:
        check_destination(report, root)
    settings = load_settings(Path.cwd() / "any", [*(assignments or []), *_instructions(instructions)])
    programs = chosen.load(root)[:limit]
    results: list[ProgramResult] = []
    for result, known in evaluate_programs(programs, settings, State(settings, suite, fresh=fresh)):
        results.append(result)
        _tell(len(results), len(programs), result, known)
    summary = summarize(results)
    if json:
        form = {"suite": suite, "summary": summary.model_dump(mode="json")}
        typer.echo(dumps({**form, "programs": [result.model_dump(mode="json") for result in results]}))
    else:
        _show(open_console(), chosen.title, summary)
    if report is not None:
        recorder = Console(record=True, file=io.StringIO(), width=110, highlight=False, markup=False)
        _show(recorder, chosen.title, summary)
        _show_programs(recorder, results)
        write_whole(report, recorder.export_html().encode())


def _instructions(asked: bool) -> list[str]:
    return ["measure.instructions=true"] if asked else []


def _tell(number: int, total: int, result: ProgramResult, known: bool) -> None:
    """One line per program on standard error, so that an evaluation of an hour is not silent."""
    said = "known" if known else seconds(result.total_s)
    line = f"{number}/{total} {result.name} ({said}): {_outcome(result)}"
    print(printable(line), file=sys.stderr, flush=True)


def _outcome(result: ProgramResult) -> str:
    if result.check.wrong:
        return f"WRONG EDIT: {'; '.join(result.check.wrong)}"
    if result.best is None:
        return result.error or result.note or "nothing offered"
    return f"{speedup_text(result.best)} {result.origin}"


def _show(console: Console, title: str, summary: Summary) -> None:
    console.print(f"{title}: {summary.programs} programs", style="bold")
    verdict = "red" if summary.wrong else "green"
    console.print(
        f"wrong edits: {summary.wrong}; accuracy {summary.accuracy:.1%}; {summary.runs} runs of suggestions compared, "
        f"{summary.judged} inputs with independent evidence",
        style=verdict,
        soft_wrap=True,
    )
    if summary.original_fails:
        console.print(f"{summary.original_fails} tests which the original itself fails")
    console.print(_table(summary))
    console.print(f"offered {summary.offered}, refused altogether {summary.refused}")
    if summary.instructions is not None:
        console.print(f"instructions: {ratio(summary.instructions)} fewer, mean of {summary.counted} programs")
    if summary.first_suggestion_median_s is not None:
        console.print(f"first measured suggestion after {seconds(summary.first_suggestion_median_s)} (median)")
    if summary.rules:
        console.print(_rules_table(summary.rules))
    _show_counts(console, "Rejected rewrites", summary.rejections)
    _show_counts(console, "Refused programs", summary.errors)


def _table(summary: Summary) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Programs")
    for heading in ("count", "mean speedup", "by lower bounds", f"effective (≥ {EFFECTIVE}×)"):
        table.add_column(heading, justify="right")
    rows: tuple[tuple[str, Group], ...] = (
        ("all", summary.all),
        ("  timed on large inputs", summary.large),
        ("  timed at start-up", summary.startup),
        ("all, on their smallest input", summary.small),
    )
    for name, group in rows:
        if not group.programs:
            table.add_row(name, "0", "", "", "")
            continue
        effective = f"{group.effective} ({group.effective / group.programs:.0%})"
        table.add_row(name, str(group.programs), ratio(group.mean), ratio(group.mean_low), effective)
    return table


def _rules_table(scores: Sequence[RuleScore]) -> Table:
    """A line for each category, and below it one for each of its rules."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Rules")
    for heading in ("programs", "found", "tried", "accepted", "median gain", "no gain", "not equal", "in best"):
        table.add_column(heading, justify="right")
    for category, rules in groupby(scores, lambda each: each.category):
        table.add_row(str(category))
        for each in rules:
            gain = ratio(each.median_gain) if each.median_gain else ""
            counts = (each.programs, each.found, each.tried, each.accepted)
            ends = (each.false_starts, each.refused + each.broken, each.in_best)
            table.add_row(f"  {each.rule}", *map(str, counts), gain, *map(str, ends))
    return table


def _show_counts(console: Console, title: str, counts: dict[str, int]) -> None:
    if counts:
        console.print(title, style="bold")
    for reason, count in list(counts.items())[:_REASONS]:
        console.print(f"{count:5} {printable(reason)}", no_wrap=True, overflow="ellipsis")
    if len(counts) > _REASONS:
        console.print(f"      and {len(counts) - _REASONS} more kinds", style="dim")


def _show_programs(console: Console, results: Sequence[ProgramResult]) -> None:
    console.print("Programs", style="bold")
    for result in results:
        console.print(f"{result.name}: {printable(_outcome(result))}", soft_wrap=True)
