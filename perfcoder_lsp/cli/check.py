"""`perfcoder check PATHS...`: every place a rule would change, for editors, scripts and CI; nothing is run."""

import os
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from perfcoder_lsp import pipeline
from perfcoder_lsp.cli.baseline import Checked, fingerprint, read_baseline, without_known, write_baseline
from perfcoder_lsp.cli.json_form import dumps, edit_form, range_form
from perfcoder_lsp.cli.options import SetOption, load_settings
from perfcoder_lsp.cli.sarif import sarif_log
from perfcoder_lsp.cli.screen import open_console
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.text import printable

SUFFIXES = {".c", ".cc", ".cpp", ".cxx", ".c++", ".h", ".hh", ".hpp", ".hxx", ".h++", ".inl", ".ipp", ".tpp"}


class Format(StrEnum):
    """What `--format` takes."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATHS...", help="Files, or folders to search.", show_default=False)
    ],
    output_format: Annotated[Format, typer.Option("--format", help="How to print the findings.")] = Format.TEXT,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Tell nothing that this file knows.", show_default=False)
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option("--write-baseline", metavar="FILE", help="Write all findings there.", show_default=False),
    ] = None,
    assignments: SetOption = None,
) -> None:
    """List what could be made faster, from the text alone. Nothing is compiled or run, so nothing is measured."""
    checked = [_check_file(file, assignments) for file in _named_files(paths)]
    checked += [each for file in _found_files(paths) if (each := _check_found(file, assignments))]
    if write is not None:
        write_baseline(write, checked)
    if baseline is not None:
        known = read_baseline(baseline)
        checked = [without_known(known, baseline, each) for each in checked]
    if output_format is Format.TEXT:
        _print_text(checked)
    elif output_format is Format.SARIF:
        typer.echo(dumps(sarif_log(checked, load_settings(paths[0], assignments).rules)))
    else:
        findings = [form for each in checked for form in _forms(each)]
        problems = [form for each in checked for form in _problem_forms(each)]
        typer.echo(dumps({"files": len(checked), "findings": findings, "problems": problems}))


def _named_files(paths: Sequence[Path]) -> Iterator[Path]:
    return (path for path in paths if not path.is_dir())


def _found_files(paths: Sequence[Path]) -> Iterator[Path]:
    """C and C++ files below the folders, in order of name; hidden folders and links to folders are passed over."""
    for top in paths:
        if not top.is_dir():
            continue
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(folder) / name for name in sorted(names) if Path(name).suffix.lower() in SUFFIXES)


def _check_file(file: Path, assignments: list[str] | None) -> Checked:
    source = Source.read(file)
    _, rewrites = pipeline.check(source, load_settings(file, assignments))
    return Checked(source, rewrites, pipeline.comment_problems(source))


def _check_found(file: Path, assignments: list[str] | None) -> Checked | None:
    """As `_check_file`, but a file that nobody named and that can't be read is passed over with a line that says so."""
    try:
        return _check_file(file, assignments)
    except SourceError as error:
        print(f"perfcoder: {printable(str(error))} (passed over)", file=sys.stderr)
        return None


def _print_text(checked: Sequence[Checked]) -> None:
    console = open_console()
    count = 0
    for each in checked:
        for form in _problem_forms(each):
            console.print(printable(f"{_place(form)}: warning: {form['message']} [annotation]"), soft_wrap=True)
        for form in _forms(each):
            count += 1
            text = f"{_place(form)}: hint: {form['title']}: {form['explanation']} [{form['rule']}]"
            console.print(printable(text), soft_wrap=True)
    files = "1 file" if len(checked) == 1 else f"{len(checked)} files"
    hints = "1 hint" if count == 1 else f"{count} hints"
    console.print(f"{hints} in {files}, none measured (perfcoder optimize FILE measures)", style="dim")


def _place(form: dict[str, Any]) -> str:
    return f"{form['file']}:{form['range']['start_line']}:{form['range']['start_column']}"


def _problem_forms(checked: Checked) -> Iterator[dict[str, Any]]:
    for each in checked.problems:
        where = range_form(checked.source, each.range)
        yield {"file": str(checked.source.path), "message": each.message, "range": where}


def _forms(checked: Checked) -> Iterator[dict[str, Any]]:
    for rewrite in checked.rewrites:
        for strategy in rewrite.strategies:
            where = strategy.range or rewrite.edits[0].range
            yield {
                "file": str(checked.source.path),
                "rule": strategy.name,
                "category": strategy.category.value,
                "title": rewrite.title,
                "explanation": strategy.explanation,
                "range": range_form(checked.source, where),
                "edits": [edit_form(checked.source, edit) for edit in rewrite.edits],
                "notes": list(rewrite.notes),
                "fingerprint": fingerprint(checked.source, rewrite),
                "measured": False,
            }
