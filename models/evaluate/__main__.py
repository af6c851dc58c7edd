"""How good plans are on programs that were held out.

python -m models.evaluate --labels FILE [--train FILE] [--model [NAME=]FILE.gguf]... [--uncounted]
        [--json FILE] [--plot FILE]
    precision, recall, F1, calibration, and what is gained and built when sites are tried in a planner's order: random
    order, the catalogue's; with --train what rules gained there and gradient-boosted trees; then the models, the best
    one last. Each is compared with those before it. With --uncounted all plan without counts of a run, as
    `perfcoder plan` and hovers do.
python -m models.evaluate style --labels FILE --model FILE.gguf [--limit N] [--json FILE]
    the share of programs whose plan a mere change of style changes.
python -m models.evaluate live --labels FILE --programs FILE --model FILE.gguf [--limit N] [--json FILE]
    real searches: the time to the first verified speedup, and the speedup in the end, against the catalogue's order.
"""

import argparse
import sys
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from rich.console import Console

from models import step
from models.evaluate.boosted import BoostedTrees
from models.evaluate.comparison import compare
from models.evaluate.live import Run, race, summary
from models.evaluate.model import open_model
from models.evaluate.orders import CatalogueOrder, RandomOrder, RulePriors
from models.evaluate.plots import draw
from models.evaluate.ratings import Planner
from models.evaluate.screen import show, told
from models.evaluate.style import compiler, style_changes
from models.records import Labelled, Program, read
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.settings import load


def main() -> int:
    parser = step.parser("evaluate", __doc__)
    parser.add_argument("command", nargs="?", choices=tuple(_COMMANDS), default="compare")
    parser.add_argument("--labels", type=Path, required=True, help="held-out programs with labels (JSON lines)")
    parser.add_argument("--train", type=Path, help="training programs with labels, for the baselines")
    parser.add_argument("--programs", type=Path, help="the held-out programs with their inputs, for live searches")
    parser.add_argument("--model", action="append", default=[], help="a model file, with or without NAME= before it")
    parser.add_argument("--uncounted", action="store_true", help="without counts of a run")
    parser.add_argument("--limit", type=int, help="only the first N programs")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--plot", type=Path, help="where to draw them (.svg or .png)")
    arguments = parser.parse_args()
    return step.run(lambda: _COMMANDS[arguments.command](arguments))


def _compare(arguments: argparse.Namespace) -> None:
    labels = _known(arguments.labels, arguments)[: arguments.limit]
    with ExitStack() as stack:
        planners: list[Planner] = [RandomOrder(arguments.seed), CatalogueOrder()]
        if arguments.train is not None:
            training = _known(arguments.train, arguments)
            planners += [RulePriors(training), BoostedTrees(training, arguments.seed)]
        planners += [stack.enter_context(open_model(*_named(each))) for each in arguments.model]
        comparison = compare(labels, planners, arguments.seed)
    show(comparison, _console())
    if arguments.json is not None:
        _write(arguments.json, comparison.model_dump_json(indent=1))
    if arguments.plot is not None:
        draw(comparison, arguments.plot)


def _known(path: Path, arguments: argparse.Namespace) -> list[Labelled]:
    """The labels, without counts where that is asked for. Raises UsageError where there are none."""
    return [each.uncounted if arguments.uncounted else each for each in _labels(path)]


def _style(arguments: argparse.Namespace) -> None:
    labels = _labels(arguments.labels)[: arguments.limit]
    with open_model(*_one(arguments.model)) as model:
        found = style_changes(labels, model, compiler(load()))
    _console().print(found)
    if arguments.json is not None:
        _write(arguments.json, found.model_dump_json(indent=1))


def _live(arguments: argparse.Namespace) -> None:
    if arguments.programs is None:
        raise UsageError("live searches need the programs with their inputs: --programs FILE")
    labels = {each.program.key for each in _labels(arguments.labels) if len(each.sites) > 1}
    programs = (each for each in read(arguments.programs, Program) if each.key in labels)
    console = _console()
    runs: list[Run] = []
    _, path = _one(arguments.model)
    for each in race(islice(programs, arguments.limit), str(path.resolve()), load(), arguments.seed):
        runs.append(each)
        console.print(each)
        if arguments.json is not None and len(runs) % 2 == 0:  # it takes a minute for each: what is known is kept
            _write(arguments.json, summary(runs).model_dump_json(indent=1))
    found = summary(runs)
    console.print(
        f"{found.programs} programs; time to the first speedup by the rules alone / with the model: "
        f"{told(found.sooner)}; of the whole run: {told(found.shorter)}; final speedup: {told(found.faster)} times"
    )


def _one(models: list[str]) -> tuple[str, Path]:
    if len(models) != 1:
        raise UsageError("name one model: --model FILE.gguf")
    return _named(models[0])


def _labels(path: Path) -> list[Labelled]:
    """Raises UsageError where there are none."""
    found = list(read(path, Labelled))
    if not found:
        raise UsageError(f"{path}: no labelled programs there; `python -m models.label` makes them")
    return found


def _named(model: str) -> tuple[str, Path]:
    """`NAME=FILE`, or a file that is called by its own name."""
    name, given, path = model.rpartition("=")
    return (name, Path(path)) if given else (Path(path).stem, Path(path))


def _console() -> Console:
    """Wide where nobody's screen is too narrow."""
    return Console(width=None if sys.stdout.isatty() else 200)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")


_COMMANDS = {"compare": _compare, "style": _style, "live": _live}

if __name__ == "__main__":
    raise SystemExit(main())
