"""What planners cost: time, memory, and how soon they can be stopped.

    python -m bench.planner shapes [--shapes 0.5B 1.5B] [--kinds Q8_0 Q4_K_M] [--json FILE]
    python -m bench.planner embedded MODEL.gguf [--plans 10000] [--json FILE]

`shapes` makes models of public shapes with random weights and keeps them in the cache (0.4 to 1.7 GB each). Both ask
through the product's own process. Exit status 1 where stopping takes more than 0.1 s (95th percentile), a site was not
answered, or the memory of the model's process grew.
"""

import argparse
import sys
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from bench.planner import embedded, speed
from bench.planner.figures import Conditions, Report
from bench.planner.report import is_in_order, show
from bench.planner.shapes import KINDS, SHAPES, model
from perfcoder_lsp.errors import PerfcoderError, UsageError
from perfcoder_lsp.settings import load

Questions = TypeVar("Questions", speed.Questions, embedded.Questions)


def main() -> int:
    options = _options()
    console = Console(width=120)
    try:
        report = _shapes(options) if options.what == "shapes" else _embedded(options)
    except PerfcoderError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    show(report, console)
    if options.json is not None:
        options.json.write_text(report.model_dump_json(indent=1) + "\n", "utf-8")
    return 0 if is_in_order(report) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="what", required=True)
    shapes = commands.add_parser("shapes", help="models as large as those that people use")
    shapes.add_argument("--shapes", nargs="+", choices=SHAPES, default=list(SHAPES))
    shapes.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    shapes.add_argument("--prompt", type=_count, default=1000, help="tokens of a prompt")
    shapes.add_argument("--answer", type=_count, default=64, help="tokens of an answer")
    shapes.add_argument("--repeats", type=_count, default=7, help="pairs of a cold and a warm prompt")
    shapes.add_argument("--cancels", type=_count, default=10, help="answers to be stopped")
    shapes.add_argument("--threads", type=_count, default=2)
    ours = commands.add_parser("embedded", help="a model of our kind")
    ours.add_argument("model", type=Path)
    ours.add_argument("--programs", type=_count, default=100, help="programs to be timed")
    ours.add_argument("--tokens", type=_count, default=600, help="tokens of a program, about")
    ours.add_argument("--cancels", type=_count, default=50, help="plans to be stopped")
    ours.add_argument("--plans", type=_count, default=10_000, help="plans in a row, of the same programs; at least 10")
    ours.add_argument("--threads", type=_count, default=1)
    for each in (shapes, ours):
        each.add_argument("--loads", type=_count, default=5, help="how often the model is loaded")
        each.add_argument("--json", type=Path, help="file for the figures")
    return parser.parse_args()


def _count(text: str) -> int:
    """Raises ValueError, of which argparse makes a line."""
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def _shapes(options: argparse.Namespace) -> Report:
    if options.prompt < speed.CHANGED or options.answer < 2:
        raise UsageError(f"prompts of {speed.CHANGED} tokens and answers of 2 are the least that tells anything")
    now = Conditions.now()
    questions = _questions(speed.Questions, options)
    folder = load().cache.directory / "bench-models"
    wanted = [(SHAPES[name], kind) for name in options.shapes for kind in options.kinds]
    made = [(model(folder, shape, kind), shape, kind) for shape, kind in wanted]
    return Report(conditions=now, shapes=tuple(speed.speed(*each, questions) for each in made))


def _embedded(options: argparse.Namespace) -> Report:
    if options.plans < 10:
        raise UsageError(f"--plans {options.plans}: of fewer than 10, no tenth can be looked at")
    now = Conditions.now()
    found = embedded.embedded(options.model, _questions(embedded.Questions, options))
    return Report(conditions=now, embedded=found)


def _questions(kind: type[Questions], options: argparse.Namespace) -> Questions:
    """The options that are fields of it."""
    return kind.model_validate({name: getattr(options, name) for name in kind.model_fields})


if __name__ == "__main__":
    sys.exit(main())
