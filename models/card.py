"""The model card, from what the recipe's steps and the evaluation wrote: python -m models.card --evaluation FILE
    --sft FOLDER --export FOLDER [--grpo FOLDER] [--style FILE] [--live FILE] [--data FILE] [--out models/CARD.md]

No figure is typed by hand: what was not measured is said to be so. Pictures go to `images` beside the card.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import jinja2
from matplotlib import pyplot
from pydantic import ValidationError

from models.evaluate.bootstrap import Interval
from models.evaluate.comparison import Comparison
from models.evaluate.live import Live
from models.evaluate.measures import MEANINGS
from models.evaluate.plots import COLOURS, STYLE, draw, save
from models.evaluate.screen import told
from models.evaluate.style import StyleChanges
from perfcoder_lsp.errors import PerfcoderError, UsageError
from perfcoder_lsp.text import Frozen

_TEMPLATE = Path(__file__).with_name("card.md.jinja")
Read = TypeVar("Read", bound=Frozen)
Told = Mapping[str, Any]
"""What a step wrote about itself."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evaluation", type=Path, required=True, help="what models.evaluate wrote; the model is last")
    parser.add_argument("--sft", type=Path, required=True, help="the folder of models.sft")
    parser.add_argument("--export", type=Path, required=True, help="the folder of models.export")
    parser.add_argument("--grpo", type=Path, help="the folder of models.grpo")
    parser.add_argument("--style", type=Path, help="what models.evaluate style wrote")
    parser.add_argument("--live", type=Path, help="what models.evaluate live wrote")
    parser.add_argument("--data", type=Path, action="append", default=[], help="a manifest of the data (JSON)")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("CARD.md"))
    arguments = parser.parse_args()
    try:
        arguments.out.write_text(card(arguments), encoding="utf-8")
    except PerfcoderError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    return 0


def card(arguments: argparse.Namespace) -> str:
    """The card's text; draws its pictures. Raises UsageError where a file is missing or is of something else."""
    images = arguments.out.parent / "images"
    evaluation = _record(arguments.evaluation, Comparison)
    if not evaluation.planners:
        raise UsageError(f"{arguments.evaluation}: has no planner; run python -m models.evaluate with --model")
    draw(evaluation, images / "planners.svg")
    grpo = arguments.grpo
    curves(_lines(arguments.sft / "curves.jsonl"), _lines(grpo / "curves.jsonl") if grpo else [], images / "curves.svg")
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    environment.filters["told"] = told
    return environment.from_string(_TEMPLATE.read_text(encoding="utf-8")).render(
        evaluation=evaluation,
        model=evaluation.planners[-1],
        meanings=MEANINGS,
        against=_against(evaluation),
        sft=_json(arguments.sft / "sft.json"),
        export=_json(arguments.export / "export.json"),
        grpo=_json(grpo / "grpo.json") if grpo else None,
        style=_record(arguments.style, StyleChanges) if arguments.style else None,
        live=_record(arguments.live, Live) if arguments.live else None,
        data={each.name: _flat(_json(each)) for each in arguments.data},
    )


def _against(evaluation: Comparison) -> Mapping[str, Mapping[str, Interval]]:
    """The model's figures less those of each other planner, by measure, then by planner."""
    model = evaluation.planners[-1].planner
    mine = [each for each in evaluation.differences if each.planner == model]
    return {
        measure: {each.against: each.difference for each in mine if each.measure == measure} for measure in MEANINGS
    }


def curves(sft: Sequence[Told], grpo: Sequence[Told], path: Path) -> None:
    """Losses over the tokens of the supervised training, rewards over the steps of the reinforcement."""
    with pyplot.rc_context(STYLE):
        figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 3.4), layout="constrained")
        for key, label, colour in (("loss", "training", COLOURS[1]), ("validation_loss", "validation", COLOURS[5])):
            known = [each for each in sft if key in each]
            left.plot([each["tokens"] for each in known], [each[key] for each in known], color=colour, label=label)
        left.set_title("Supervised training: loss")
        left.set_xlabel("tokens")
        left.legend(frameon=False)
        right.plot(
            [each["step"] for each in grpo], [each["reward"] for each in grpo], color=COLOURS[1], label="drawn plans"
        )
        aside = [each for each in grpo if each["aside"] is not None]
        right.plot(
            [each["step"] for each in aside], [each["aside"] for each in aside], color=COLOURS[5], label="kept aside"
        )
        right.set_title("Reinforcement: mean reward" if grpo else "No reinforcement")
        right.set_xlabel("steps")
        if grpo:
            right.legend(frameon=False)
        save(figure, path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; run the step that writes it") from None


def _record(path: Path, kind: type[Read]) -> Read:
    try:
        return kind.model_validate_json(_text(path))
    except ValidationError:
        raise UsageError(f"{path}: does not hold a {kind.__name__}; write it again with this version") from None


def _json(path: Path) -> Told:
    try:
        return json.loads(_text(path))
    except ValueError:
        raise UsageError(f"{path}: is no JSON; write it again") from None


def _lines(path: Path) -> list[Told]:
    return [json.loads(each) for each in _text(path).splitlines()]


def _flat(facts: Told, before: str = "") -> dict[str, object]:
    """Facts within facts by their path, `inputs.train.jsonl`, as rows of a table."""
    rows: dict[str, object] = {}
    for name, value in facts.items():
        rows |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}": value}
    return rows


if __name__ == "__main__":
    raise SystemExit(main())
