"""Supervised training: python -m models.sft --config FILE.toml --train FILE.npz --validation FILE.npz --out FOLDER

Writes to FOLDER: `best.pt` (by the validation loss of answers), `last.pt`, `curves.jsonl`, and in the end `sft.json`.
An interrupted training loses little: the same command goes on.
"""

import argparse
import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from models import step
from models.encode.examples import Examples
from models.manifest import sha256
from models.network import checkpoint
from models.network.shape import Shape
from models.settings import section
from models.sft.scores import scores
from models.sft.training import SftSettings, Training


def main() -> int:
    parser = step.parser("sft", __doc__)
    parser.add_argument("--config", type=Path, required=True, help="sections [network] and [sft]")
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--validation", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    return step.run(lambda: _train(arguments))


def _train(arguments: argparse.Namespace) -> None:
    """Raises KeyboardInterrupt, with a checkpoint written, where a stop was asked for."""
    settings, shape = section(arguments.config, "sft", SftSettings), section(arguments.config, "network", Shape)
    examples, held_out = Examples.load(arguments.train), Examples.load(arguments.validation)
    begun = {
        "settings": settings.model_dump(),
        "shape": shape.model_dump(),
        "train": sha256(arguments.train),
        "validation": sha256(arguments.validation),
    }
    training = Training(examples, held_out, shape, settings, arguments.out, json.dumps(begun))
    with _asked_to_stop() as interrupted:
        if not training.run(interrupted):
            raise KeyboardInterrupt
    best, _ = checkpoint.load(arguments.out / "best.pt", settings.device)
    reached = training.reached
    report = {
        **begun,
        "parameters": sum(each.numel() for each in best.parameters()),
        "reached": asdict(reached),
        "tokens_per_cpu_s": round(reached.tokens / reached.cpu_s) if reached.cpu_s else None,
        "scores": scores(best, (held_out[each] for each in range(min(settings.scored, len(held_out))))).model_dump(),
    }
    (arguments.out / "sft.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({key: report[key] for key in ("parameters", "reached", "tokens_per_cpu_s", "scores")}, indent=1))


@contextmanager
def _asked_to_stop() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C or a termination came meanwhile."""
    came: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(each, lambda number, _: came.append(number)) for each in numbers]
    try:
        yield lambda: bool(came)
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


if __name__ == "__main__":
    raise SystemExit(main())
