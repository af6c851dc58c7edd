"""Reinforcement by what plans gain: group relative policy optimization (arXiv 2512.14018, section 3.2).

python -m models.grpo --config FILE --labels FILE --programs FILE --sft CHECKPOINT --out FOLDER

Writes to FOLDER: `best.pt` (by the rewards of the likeliest plans for programs that are kept aside), `last.pt`,
`curves.jsonl`, and in the end `grpo.json`. An interrupted training loses little: the same command goes on.
"""

import argparse
import json
from pathlib import Path

import torch

from models import step
from models.grpo.reward import Rewards
from models.grpo.training import GrpoSettings, Training, questions, train
from models.manifest import sha256
from models.network import checkpoint
from models.records import Labelled, Program, read
from models.settings import section
from perfcoder_lsp.settings import CacheSettings, Settings


def main() -> int:
    parser = step.parser("grpo", __doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True, help="programs that the supervised training did not see")
    parser.add_argument("--programs", type=Path, required=True, help="the same with their inputs")
    parser.add_argument("--sft", type=Path, required=True, help="the checkpoint to begin from")
    parser.add_argument("--out", type=Path, required=True)
    step.add_cache(parser)
    arguments = parser.parse_args()
    return step.run(lambda: _reinforce(arguments))


def _reinforce(arguments: argparse.Namespace) -> None:
    settings = section(arguments.config, "grpo", GrpoSettings)
    torch.set_num_threads(settings.threads)
    (reference, _), (policy, _) = checkpoint.load(arguments.sft), checkpoint.load(arguments.sft)
    labels = list(read(arguments.labels, Labelled))
    wanted = {each.program.key for each in labels}
    programs = {each.key: each for each in read(arguments.programs, Program) if each.key in wanted}
    asked = questions([each for each in labels if each.program.key in programs], policy.shape.context)
    inputs = {each.name: sha256(each) for each in (arguments.labels, arguments.programs, arguments.sft)}
    begun = {"settings": settings.model_dump(), "inputs": inputs, "programs": len(asked), "torch": torch.__version__}
    training = Training(reference, policy, asked, settings)
    surroundings = Settings(cache=CacheSettings(directory=arguments.cache))
    with Rewards(programs, surroundings, settings.workers, settings.omega, settings.most) as rewards:
        reached = train(training, rewards.of, arguments.out, settings, json.dumps(begun))
    report = {**begun, "reached": reached.model_dump()}
    (arguments.out / "grpo.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(reached.model_dump_json(indent=1))


if __name__ == "__main__":
    raise SystemExit(main())
