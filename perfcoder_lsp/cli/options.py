"""Arguments and options that several commands share, and how they become settings."""

import tomllib
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from perfcoder_lsp import settings as settings_module
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.settings import WORKSPACE_FILE, Settings

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A C or C++ file.", show_default=False)]
FunctionOption = Annotated[
    str | None, typer.Option("--function", metavar="NAME", help="Look at this function only.", show_default=False)
]
TestsOption = Annotated[
    Path | None,
    typer.Option(
        "--tests",
        metavar="DIR",
        help="Folder of *.in files, with the expected *.out or *.ans beside them.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/json.md).")]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="A setting, e.g. measure.budget_s=5 (docs/settings.md)."),
]


def load_settings(path: Path, assignments: list[str] | None) -> Settings:
    """Settings for a file: its workspace is the nearest folder above it that holds a settings file."""
    return settings_module.load(workspace=workspace_of(path), flags=parse_assignments(assignments or []))


def workspace_of(path: Path) -> Path | None:
    """The nearest folder at or above `path` with a settings file of its own."""
    return next((folder for folder in path.absolute().parents if (folder / WORKSPACE_FILE).is_file()), None)


def parse_assignments(assignments: list[str]) -> dict[str, Any]:
    """`["measure.budget_s=5"]` as `{"measure": {"budget_s": 5}}`; values are TOML, and otherwise plain strings.

    Raises UsageError for what is no assignment.
    """
    tree: dict[str, Any] = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        names = [name.strip() for name in key.split(".")]
        if not equals or not all(names):
            raise UsageError(f"--set {assignment}: write it as SECTION.NAME=VALUE")
        branch = tree
        for name in names[:-1]:
            below: Any = branch.setdefault(name, {})
            if not isinstance(below, dict):
                raise UsageError(f"--set {assignment}: {name} was already given a value")
            branch = cast("dict[str, Any]", below)
        branch[names[-1]] = _value(value)
    return tree


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
