"""`perfcoder plan FILE`: what could be done, and why; nothing is compiled or run."""

from typing import Annotated

import typer
from rich.text import Text

from perfcoder_lsp import pipeline
from perfcoder_lsp.cli.json_form import dumps, plan_form
from perfcoder_lsp.cli.options import FileArgument, FunctionOption, JsonOption, SetOption, load_settings
from perfcoder_lsp.cli.screen import line_of, open_console
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.asked import open_planner
from perfcoder_lsp.strategy import Strategy
from perfcoder_lsp.text import printable


def plan(
    file: FileArgument,
    function: FunctionOption = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME|PATH.gguf", help="The model that plans.", show_default=False)
    ] = None,
    json: JsonOption = False,
    assignments: SetOption = None,
) -> None:
    """Say what could make a program faster, from its text alone. Nothing is compiled, run or measured."""
    chosen = [f"planner.model={model}"] if model is not None else []
    source, settings = Source.read(file), load_settings(file, [*(assignments or []), *chosen])
    found, _ = pipeline.check(source, settings, function)
    if settings.planner.model:
        with open_planner(settings.planner) as planner:
            found = planner.plan(source, found)
    if json:
        typer.echo(dumps({"file": str(file), "plan": plan_form(source, found)}))
        return
    console = open_console()
    if not found.strategies:
        nothing = "no rule applies" if not settings.planner.model else f"{found.planner} proposed nothing"
        console.print(f"{printable(str(file))}: {nothing}", soft_wrap=True)
    if found.note:
        console.print(found.note, style="dim", soft_wrap=True)
    for strategy in found.strategies:
        console.print(
            Text(f"{line_of(source, strategy.range)} ", style="dim")
            + Text(strategy.category.value, style="cyan")
            + Text(f"{_label(strategy)}: {printable(strategy.explanation)}"),
            soft_wrap=not console.is_terminal,
        )


def _label(strategy: Strategy) -> str:
    """The rule's id, where it is one's; how sure a model is, where one said so."""
    rule = f" ({strategy.name})" if strategy.name != strategy.category else ""
    return rule if strategy.confidence is None else f"{rule} [{strategy.confidence:.0%}]"
