"""`perfcoder models list|show|add|remove|verify|tune`: the models that can plan, and what was learned of them here."""

import contextlib
import signal
from collections.abc import Generator
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer
from rich.cells import cell_len, set_cell_size

from perfcoder_lsp.cli.options import SetOption, load_settings
from perfcoder_lsp.cli.screen import open_console
from perfcoder_lsp.plan.calibration import calibration_error
from perfcoder_lsp.plan.catalog import EMBEDDED, EMBEDDED_FILE, HUB, Catalog, Entry, check_file, files_of
from perfcoder_lsp.plan.catalog import verify as verify_entry
from perfcoder_lsp.plan.hub import fetch
from perfcoder_lsp.plan.hub.reference import FORM, Reference
from perfcoder_lsp.plan.model.gguf import Header, ModelError, read_header
from perfcoder_lsp.plan.model.memory import available, needed
from perfcoder_lsp.plan.outcomes import OutcomeLog
from perfcoder_lsp.plan.tuning import fit_tuning, remove_tuning, tuning_file, write_tuning
from perfcoder_lsp.text import printable

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What you call the model.")]

app = typer.Typer(help="The language models that can plan: GGUF files, by name.", no_args_is_help=True)


@app.command("list")
def list_models() -> None:
    """List the model that comes with perfcoder, and those that were added."""
    console, entries = open_console(), Catalog().entries()
    rows = [("Model", "What it is", "File")]
    for each in (Entry(name=EMBEDDED, path=EMBEDDED_FILE, digests=()), *entries):
        rows.append((each.name, _line(each), printable(each.reference or str(each.path))))
    names, kinds = (max(cell_len(row[column]) for row in rows) for column in (0, 1))
    for number, (name, kind, file) in enumerate(rows):
        # A path is there to be copied: no line of it may be broken or cut short.
        line = f"{set_cell_size(name, names)}  {set_cell_size(kind, kinds)}  {file}"
        console.print(line, style=None if number else "bold", soft_wrap=True)
    if not entries:
        console.print("no models of yours: perfcoder models add NAME FILE.gguf")


@app.command("show")
def show(name: NameArgument, assignments: SetOption = None) -> None:
    """Say what a model's file says of itself, and whether it fits into memory. NAME may be a file, too."""
    console, catalog = open_console(), Catalog()
    path = catalog.path_of(name)
    context = load_settings(Path.cwd() / "any", assignments).planner.context
    header, free = check_file(path), available()
    console.print(printable(str(path)), style="bold", soft_wrap=True)
    shape = header.shape
    lines = (
        ("name", header.name or "none"),
        *(("from", each.reference) for each in catalog.entries() if each.reference and each.name == name),
        ("architecture", header.architecture),
        ("size", f"{sum(each.stat().st_size for each in files_of(path)) / 1e6:,.1f} MB in {header.parts} file(s)"),
        ("shape", f"{shape.layers} layers of {shape.width}, {shape.vocabulary:,} tokens, trained on {shape.context:,}"),
        ("asked by", "its chat template" if "tokenizer.chat_template" in header.values else "one instruction"),
        ("memory", f"about {needed(header, context) >> 20:,} MB for {context:,} tokens{_free(free)}"),
    )
    for label, text in lines:
        console.print(f"{label:12} {printable(text)}", soft_wrap=True)


@app.command("add")
def add(
    name: NameArgument,
    model: Annotated[
        str, typer.Argument(metavar="MODEL", help=f"A GGUF file (of several parts, the first), or {FORM}.")
    ],
) -> None:
    """Check a model's file and keep its name, path and digest. A file stays where it is; one on the Hugging Face Hub is
    downloaded into the cache of huggingface_hub."""
    catalog = Catalog()
    if model.startswith(HUB):
        catalog.require_free(name)
        with _interrupted_tidily():
            fetched = fetch(Reference.parse(model))
        entry = catalog.add(name, fetched.path, str(fetched.reference), fetched.promised)
    else:
        entry = catalog.add(name, Path(model))
    typer.echo(f"added {entry.name}: {_line(entry)}; use it with --model {entry.name}, or for good: planner.model")


@contextlib.contextmanager
def _interrupted_tidily() -> Generator[None]:
    """Whatever ends this process first interrupts what is inside, so that a download can remove what it has so far."""
    came: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        del frame
        came.append(number)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


@app.command("remove")
def remove(name: NameArgument) -> None:
    """Forget a model. Its file stays where it is."""
    entry = Catalog().remove(name)
    typer.echo(f"removed {entry.name}; {printable(str(entry.path))} is still there")


@app.command("verify")
def verify(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="All of them by default.")] = None,
) -> None:
    """Tell whether files are still those that were added: header, parts and SHA-256."""
    catalog = Catalog()
    for entry in [catalog.find(name)] if name is not None else catalog.entries():
        verify_entry(entry)
        typer.echo(f"{entry.name}: as it was added, SHA-256 {entry.digests[0]}")


@app.command("tune")
def tune(
    reset: Annotated[bool, typer.Option("--reset", help="Forget what was learned, and the outcomes kept.")] = False,
    assignments: SetOption = None,
) -> None:
    """Fit predictions to what was measured on this machine (kept with planner.learn=true); used from then on."""
    log = OutcomeLog(load_settings(Path.cwd() / "any", assignments).cache.directory)
    if reset:
        remove_tuning()
        log.forget()
        typer.echo("forgotten: predictions are as the planner makes them")
        return
    kept = log.read()
    tuning = fit_tuning(kept)
    write_tuning(tuning)
    stated = [(each.rule, each.confidence, each.pays) for each in kept if each.decided and each.confidence is not None]
    before = calibration_error([(confidence, pays) for _, confidence, pays in stated])
    after = calibration_error([(tuning.confidence(rule, said) or 0.0, pays) for rule, said, pays in stated])
    typer.echo(f"tuned by {tuning.outcomes} outcomes, {tuning.base:.0%} of which paid, on {len(tuning.rules)} rules")
    if stated:
        typer.echo(f"predictions were off by {before:.0%} on average, on these outcomes by {after:.0%} now")
    typer.echo(f"written to {printable(str(tuning_file()))}; back with: perfcoder models tune --reset")


def _line(entry: Entry) -> str:
    try:
        return _words(read_header(entry.path))
    except ModelError:
        return "can't be read"


def _words(header: Header) -> str:
    return f"{header.name or 'no name'} ({header.architecture}, {header.tensor_bytes * header.parts / 1e6:,.0f} MB)"


def _free(free: int | None) -> str:
    return "" if free is None else f"; {free >> 20:,} MB are free"
