"""The command: all checks, one after another, and their table."""

import sys
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from perfcoder_lsp.cli.doctor import clocks, cores, programs, sandboxes, storage
from perfcoder_lsp.cli.doctor.check import Check, Checks, Host
from perfcoder_lsp.cli.doctor.isolation import examine
from perfcoder_lsp.cli.json_form import dumps
from perfcoder_lsp.cli.options import JsonOption, SetOption, load_settings
from perfcoder_lsp.cli.screen import open_console
from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox.tiers import all_tiers
from perfcoder_lsp.text import printable

GROUPS: tuple[tuple[str, tuple[Checks, ...]], ...] = (
    (
        "Programs",
        (
            programs.python,
            programs.compiler,
            programs.c_compiler,
            programs.static_library,
            programs.valgrind,
            programs.planner_model,
        ),
    ),
    (
        "Isolation",
        (
            programs.bubblewrap,
            sandboxes.user_namespaces,
            sandboxes.control_groups,
            sandboxes.tiers,
            sandboxes.self_test,
            sandboxes.user,
        ),
    ),
    (
        "Measuring",
        (
            cores.cores,
            cores.pressure,
            cores.governor,
            cores.siblings,
            cores.boost,
            clocks.clock_source,
            clocks.cpu_clocks,
            clocks.address_layout,
            clocks.hardware_counters,
            clocks.energy,
            clocks.self_check,
        ),
    ),
    ("Room", (storage.memory, storage.cache)),
    ("Editors", (programs.server_command, programs.editors)),
)


_WIDE = 100  # columns from which what was found and what it means stand side by side
_ADVICE = "What it means, what to do"
_MARKS = {
    "ok": Text("ok", style="green"),
    "note": Text("note", style="yellow"),
    "problem": Text("problem", style="bold red"),
}


def doctor(json: JsonOption = False, assignments: SetOption = None) -> None:
    """Check what perfcoder needs on this machine, and say what to do where something is missing."""
    settings = load_settings(Path.cwd() / "any", assignments)
    host = Host(settings, examine(all_tiers(), settings.cache.directory.resolve()))
    found = {group: [check for each in checks for check in checked(each, host)] for group, checks in GROUPS}
    if json:
        checks = [check for group in found.values() for check in group]
        ready = all(check.status != "problem" for check in checks)
        typer.echo(dumps({"ready": ready, "checks": [check.model_dump(mode="json") for check in checks]}))
    else:
        show(open_console(), found)
    if host.isolation.chosen is None:
        sys.stdout.flush()
        raise SandboxError("nothing here isolates programs, so nothing is executed; the checks say what to do")


def checked(check: Checks, host: Host) -> tuple[Check, ...]:
    """What a check says; one that can't cope with this machine must not hide the others."""
    try:
        found = check(host)
    except Exception as error:
        name = getattr(check, "__name__", "check").replace("_", " ")
        meaning, remedy = "This machine is not as the check expects.", "Please report it."
        said = f"{type(error).__name__}: {error}"
        return (Check(name=name, status="note", found=said, meaning=meaning, remedy=remedy),)
    return (found,) if isinstance(found, Check) else found


def show(console: Console, found: dict[str, list[Check]]) -> None:
    """The table, group by group, then the commands that are too long for it."""
    wide = console.width >= _WIDE
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    headings = ("", "Check", "Found", _ADVICE) if wide else ("", "Check", f"Found. {_ADVICE}")
    for number, heading in enumerate(headings):
        table.add_column(heading, ratio=number if number > 1 else None, no_wrap=number < 2, overflow="fold")
    for group, checks in found.items():
        table.add_row("", Text(f"\n{group}", style="bold"))
        for check in checks:
            cells = (Text(printable(check.found)), _advice(check))
            table.add_row(_MARKS[check.status], printable(check.name), *(cells if wide else [Text("\n").join(cells)]))
    console.print(table)
    for check in (check for checks in found.values() for check in checks if check.script):
        console.print(f"\n{printable(check.name)}: commands to copy", style="bold")
        console.print(printable(check.script), soft_wrap=True)


def _advice(check: Check) -> Text:
    meaning = Text(printable(check.meaning), style="dim")
    return meaning + Text(f"\n→ {printable(check.remedy)}") if check.remedy else meaning
