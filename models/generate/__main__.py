"""Make programs, or check the fragments that they are made from.

python -m models.generate --count 1000 --seed 1 --out FILE.jsonl     programs, one JSON object a line; [--config FILE]
    with a section [curate]: each is made from fragments of one split alone, so that none is held out in part
python -m models.generate check --fragment NAME [--draws 3] [--show] one fragment built, run and planned for
python -m models.generate check --all                                all of them
python -m models.generate check --programs 20 [--seed 1]            generated programs, built with sanitizers and run
python -m models.generate calibrate [--fragment NAME]                how long fragments take (those not yet measured)
python -m models.generate show SEED                                  the program of a seed, and the begin of its input
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from models import records, step
from models.curate.splits import CurateSettings, family_split
from models.generate.calibrate import Calibration
from models.generate.catalog import Fragment, all_fragments, named, read_costs, write_costs
from models.generate.check import Checker
from models.generate.compose import program
from models.settings import section
from perfcoder_lsp.build import Variant
from perfcoder_lsp.sandbox import open_sandbox
from perfcoder_lsp.settings import load

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def generate(
    context: typer.Context,
    count: Annotated[int, typer.Option(help="How many programs.")] = 100,
    seed: Annotated[int, typer.Option(help="The first program's; each has the next one's.")] = 1,
    out: Annotated[Path | None, typer.Option(help="The file that they are written to.")] = None,
    config: Annotated[Path | None, typer.Option(help="A file with a section [curate].")] = None,
) -> None:
    """Write generated programs, with inputs."""
    if context.invoked_subcommand is not None:
        return
    if out is None:
        raise typer.BadParameter("say where to, with --out FILE.jsonl")
    out.unlink(missing_ok=True)
    split = section(config, "curate", CurateSettings) if config else CurateSettings()
    records.append(out, (program(each, _of_one_split(each, split)) for each in range(seed, seed + count)))
    typer.echo(f"{count} programs in {out}")


def _of_one_split(seed: int, settings: CurateSettings) -> Sequence[Fragment]:
    """The fragments for the program of a seed: those that are trained on, or those held out in the same way."""
    known = all_fragments()
    split = family_split(random.Random(f"split {seed}").choice(known).name, settings)
    return [each for each in known if family_split(each.name, settings) == split]


@app.command()
def check(
    fragment: Annotated[list[str] | None, typer.Option(help="AREA/NAME or NAME; may be repeated.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every fragment.")] = False,
    draws: Annotated[int, typer.Option(min=1, help="Programs of each fragment.")] = 3,
    show: Annotated[bool, typer.Option(help="Print the programs of fragments.")] = False,
    programs: Annotated[int, typer.Option(min=0, help="So many programs of several fragments.")] = 0,
    seed: Annotated[int, typer.Option(help="The first of these programs'.")] = 1,
) -> None:
    """Build and run fragments in a few programs, and say what rules find in them."""
    chosen = all_fragments() if everything else [named(each) for each in fragment or ()]
    if not chosen and not programs:
        raise typer.BadParameter("say which, with --fragment NAME, --all, or --programs COUNT")
    settings = load()
    checker = Checker(open_sandbox(settings.cache.directory), settings)
    failed = 0
    for each in chosen:
        checked = checker.checked(each, draws)
        failed += bool(checked.problems)
        if show:
            typer.echo("\n".join(f"----- {tried.seed}\n{tried.source}" for tried in checked.tried))
        typer.echo("\n".join(checked.told()))
    for number in range(seed, seed + programs):
        failed += not _right(checker, number)
    typer.echo(f"{len(chosen) + programs - failed} of {len(chosen) + programs} are right")
    raise typer.Exit(int(failed > 0))


def _right(checker: Checker, seed: int) -> bool:
    """Whether the program of a seed ends well on all its inputs, and with sanitizers on the small ones; one line."""
    made = program(seed)
    timing = checker.tried(made, str(seed))
    problem = timing.problem or checker.tried(made, str(seed), Variant.SANITIZED).problem
    typer.echo(f"{'FAILS' if problem else 'ok':6}{seed:4} {timing.took_ms:5.0f} ms  {made.family}  {problem}")
    return not problem


@app.command()
def calibrate(
    fragment: Annotated[
        list[str] | None, typer.Option(help="AREA/NAME or NAME; all of unknown cost by default.")
    ] = None,
    draws: Annotated[int, typer.Option(min=1, help="Draws of each.")] = 3,
) -> None:
    """Measure how long fragments take, which decides on how large inputs programs run."""
    settings = load()
    calibration = Calibration(open_sandbox(settings.cache.directory), settings)
    costs = read_costs()
    chosen = [named(each) for each in fragment or ()] or [each for each in all_fragments() if each.name not in costs]
    for each in chosen:
        cost = calibration.cost(each, draws)
        if cost is not None:
            costs[each.name] = cost
            write_costs(costs)
        typer.echo(f"{each.name}: {cost.smallest_ms:g} to {cost.largest_ms:g} ms" if cost else f"{each.name}: fails")


@app.command("show")
def show_one(seed: int) -> None:
    """Print the program of a seed, its family, and the begin of its inputs."""
    made = program(seed)
    typer.echo(f"// {made.family}\n{made.source}")
    for each in (made.timed, *made.checked):
        typer.echo(f"// {len(each)} characters of input: {each[:100]!r}")


if __name__ == "__main__":
    raise SystemExit(step.run(app))
