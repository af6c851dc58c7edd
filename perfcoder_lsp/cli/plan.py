"""`perfcoder plan FILE`: what could be done, and why; nothing is compiled or run."""

from typing import Annotated

import typer
from rich.text import Text

from perfcoder_lsp import pipeline
from perfcoder_lsp.cli.json_form import dumps, plan_form
from perfcoder_lsp.cli.options import FileArgument, FunctionOption, JsonOption, SetOption, load_settings
from perfcoder_lsp.cli.screen import line_of, open_console
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
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
    if model is not None:
        raise UsageError(f"--model {model}: this version plans with its rules only; leave out --model")
    source = Source.read(file)
    found, _ = pipeline.check(source, load_settings(file, assignments), function)
    if json:
        typer.echo(dumps({"file": str(file), "plan": plan_form(source, found)}))
        return
    console = open_console()
    if not found.strategies:
        console.print(f"{printable(str(file))}: no rule applies")
    for strategy in found.strategies:
        console.print(
            Text(f"{line_of(source, strategy.range)} ", style="dim")
            + Text(strategy.category.value, style="cyan")
            + Text(f" ({strategy.name}): {printable(strategy.explanation)}"),
            soft_wrap=not console.is_terminal,
        )
