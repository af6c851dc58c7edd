"""The model card, from what the recipe's steps and the evaluation wrote: python -m models.card --evaluation FILE
    --sft FOLDER --export FOLDER [--grpo FOLDER] [--uncounted FILE] [--style FILE] [--live FILE] [--ablations FILE]
    [--data FILE] [--out models/CARD.md]

No figure is typed by hand: what was not measured is said to be so. Pictures go to `images` beside the card.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import jinja2
from pydantic import ValidationError

from models import step
from models.card.curves import Told, curves
from models.evaluate.bootstrap import Interval
from models.evaluate.comparison import Comparison, Judged
from models.evaluate.live import Live
from models.evaluate.measures import MEANINGS
from models.evaluate.plots import draw
from models.evaluate.screen import told
from models.evaluate.style import StyleChanges
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.text import Frozen

_TOLD_OF_ABLATIONS = ("kept by first", "kept by first 3", "builds to first speedup", "F1", "Brier score")
_TEMPLATE = Path(__file__).with_name("card.md.jinja")
Read = TypeVar("Read", bound=Frozen)


def main() -> int:
    parser = step.parser("card", __doc__)
    parser.add_argument("--evaluation", type=Path, required=True, help="what models.evaluate wrote; the model is last")
    parser.add_argument("--sft", type=Path, required=True, help="the folder of models.sft")
    parser.add_argument("--export", type=Path, required=True, help="the folder of models.export")
    parser.add_argument("--grpo", type=Path, help="the folder of models.grpo")
    parser.add_argument("--uncounted", type=Path, help="what models.evaluate --uncounted wrote; the model is last")
    parser.add_argument("--style", type=Path, help="what models.evaluate style wrote")
    parser.add_argument("--live", type=Path, help="what models.evaluate live wrote")
    parser.add_argument("--ablations", type=Path, help="what scripts/ablations wrote; the model is last")
    parser.add_argument("--data", type=Path, action="append", default=[], help="a manifest of the data (JSON)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "CARD.md")
    arguments = parser.parse_args()
    return step.run(lambda: arguments.out.write_text(card(arguments), encoding="utf-8"))


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
        ablations=_ablations(evaluation, _record(arguments.ablations, Comparison)) if arguments.ablations else None,
        told_of_ablations=_TOLD_OF_ABLATIONS,
        sft=_json(arguments.sft / "sft.json"),
        export=_json(arguments.export / "export.json"),
        grpo=_json(grpo / "grpo.json") if grpo else None,
        uncounted=_record(arguments.uncounted, Comparison) if arguments.uncounted else None,
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


def _ablations(evaluation: Comparison, ablations: Comparison) -> Mapping[str, tuple[Judged, Mapping[str, Interval]]]:
    """By name, what was trained otherwise: its figures, and by how much the model's are above them, by measure."""
    known = {each.planner for each in evaluation.planners}
    against = _against(ablations)
    return {
        each.planner: (each, {measure: by[each.planner] for measure, by in against.items() if each.planner in by})
        for each in ablations.planners[:-1]
        if each.planner not in known
    }


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
