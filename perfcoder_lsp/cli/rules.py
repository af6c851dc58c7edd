"""`perfcoder rules [NAME]`: which rewrite rules there are, and what one of them does."""

import inspect
import re
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from perfcoder_lsp.cli.screen import open_console, show_diff
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.rewrite.pages import page_of
from perfcoder_lsp.rewrite.rule import Rule, all_rules
from perfcoder_lsp.text import printable

_FENCE = re.compile(r"```diff\n(.*?)\n```\n", re.DOTALL)
# What a terminal need not see of a page's Markdown: marks of bold text, targets of links, escapes.
_MARKUP = re.compile(r"\*\*(.+?)\*\*|\[([^\]\n]+)\]\([^)\n]+\)|\\(<)")


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
    """The rule's page; what the rule says itself where it has none."""
    console.print(Text(rule.id, style="bold cyan") + Text(f" {printable(rule.summary)}", style="bold"))
    page = page_of(rule.id)
    if page is None:
        console.print(rule.category.value, style="cyan")
        console.print(printable(inspect.cleandoc(rule.docs)), soft_wrap=True)
        return
    for number, part in enumerate(_FENCE.split(page.partition("\n\n")[2].rstrip("\n"))):
        if number % 2:
            show_diff(console, part.split("\n"))
        else:
            console.print(printable(_MARKUP.sub(r"\1\2\3", part)), soft_wrap=True, end="")
    console.print()
