"""`perfcoder plan FILE`: what could be done, and why; nothing is compiled or run."""

from typing import Annotated

import typer
from rich.text import Text

from perfcoder_lsp import pipeline
from perfcoder_lsp.cli.json_form import dumps, plan_form
from perfcoder_lsp.cli.options import FileArgument, FunctionOption, JsonOption, SetOption, load_settings
from perfcoder_lsp.cli.screen import line_of, open_console
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.planners import RULES_ALONE, Predictor, open_planner
from perfcoder_lsp.settings import PlannerSettings
from perfcoder_lsp.strategy import Plan, Strategy, prediction
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
    known, _ = pipeline.check(source, settings, function)
    found = _planned(source, known, settings.planner)
    if json:
        typer.echo(dumps({"file": str(file), "plan": plan_form(source, found)}))
        return
    console = open_console()
    if not found.strategies:
        nothing = f"{found.planner} proposed nothing" if known.strategies else "no rule applies"
        console.print(f"{printable(str(file))}: {nothing}", soft_wrap=True)
    if found.note:
        console.print(printable(found.note), style="dim", soft_wrap=True)
    for strategy in found.strategies:
        console.print(_line(source, strategy), soft_wrap=not console.is_terminal)


def _planned(source: Source, known: Plan, settings: PlannerSettings) -> Plan:
    """By the model that was named, which has to work then; else by the embedded one as far as possible."""
    if settings.model not in ("", RULES_ALONE):
        with open_planner(settings) as planner:
            return planner.plan(source, known)
    with Predictor(settings) as predictor:
        return pipeline.predict(source, known, predictor)


def _line(source: Source, strategy: Strategy) -> Text:
    """The place, the category with the rule's id where it is one's, the reason, and what a planner predicted."""
    rule = f" ({strategy.name})" if strategy.name != strategy.category else ""
    expected = prediction(strategy.confidence, strategy.expected_gain)
    reason = printable(strategy.explanation)
    return (
        Text(f"{line_of(source, strategy.range)} ", style="dim")
        + Text(strategy.category.value, style="cyan")
        + Text(f"{rule}: {reason}")
        + Text(f"{'' if reason.endswith('.') else '.'} {expected}" if expected else "", style="dim")
    )
