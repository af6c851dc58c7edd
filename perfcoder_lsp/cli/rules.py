"""`perfcoder rules [NAME]`: which rewrite rules there are, and what one of them does."""

import inspect
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from perfcoder_lsp.cli.screen import open_console
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.rewrite.rule import Rule, all_rules
from perfcoder_lsp.text import printable


def rules(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A rule's id.", show_default=False)] = None,
) -> None:
    """List the rewrite rules, or explain one: what it does, why, and when it is refused."""
    console = open_console()
    if name is None:
        _show_all(console, all_rules())
    else:
        _show_one(console, _named(name))


def _named(name: str) -> Rule:
    known = {rule.id.casefold(): rule for rule in all_rules()}
    found = known.get(name.casefold())
    if found is None:
        raise UsageError(f"unknown rule {name}; rules are {', '.join(rule.id for rule in known.values())}")
    return found


def _show_all(console: Console, known: tuple[Rule, ...]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Rule", style="cyan", no_wrap=True)
    table.add_column("Category")
    table.add_column("What it does")
    for rule in known:
        table.add_row(rule.id, rule.category.value, printable(rule.summary))
    console.print(table)


def _show_one(console: Console, rule: Rule) -> None:
    console.print(Text(rule.id, style="bold cyan") + Text(f" {printable(rule.summary)}", style="bold"))
    console.print(rule.category.value, style="cyan")
    console.print(printable(inspect.cleandoc(rule.docs)), soft_wrap=True)
