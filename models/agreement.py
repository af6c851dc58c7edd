"""Whether a model file answers as the network does that it was made from."""

from collections.abc import Sequence
from pathlib import Path

import torch

from models.decode import answers
from models.examples import Example
from models.network import Network
from perfcoder_lsp.plan.model.messages import Generate, Piece
from perfcoder_lsp.plan.model.process import ModelProcess
from perfcoder_lsp.text import Frozen


class Agreement(Frozen):
    """Of `plans` on held-out prompts, how many are the `same` token for token. `margin` is by how much the network's
    logits preferred its own token where the file's plan first went another way, the largest of all plans."""

    plans: int
    same: int
    margin: float

    @property
    def share(self) -> float:
        return self.same / self.plans if self.plans else 1.0


def plans_of(network: Network, examples: Sequence[Example]) -> list[list[int]]:
    """The network's likeliest plans."""
    return [answers(network, each.prompt, each.rounds)[0] for each in examples]


def agreement(path: Path, network: Network, examples: Sequence[Example], plans: Sequence[Sequence[int]]) -> Agreement:
    """How the file's plans agree with those of the network (`plans_of`). Raises ModelError, ModelDiedError."""
    process = ModelProcess(path, network.shape.context, threads=1)
    try:
        told = [_told(process, each) for each in examples]
    finally:
        process.close()
    margins = [
        _margin(network, example, right, said)
        for example, right, said in zip(examples, plans, told, strict=True)
        if list(right) != said
    ]
    return Agreement(plans=len(told), same=len(told) - len(margins), margin=max(margins, default=0.0))


def _told(process: ModelProcess, example: Example) -> list[int]:
    ask = Generate(number=0, prompt=example.prompt, rounds=example.rounds, most=len(example.answer))
    return [each.token for each in process.answer(ask) if isinstance(each, Piece)]


@torch.no_grad()
def _margin(network: Network, example: Example, right: Sequence[int], said: Sequence[int]) -> float:
    """At the first token that differs; the end stands behind the shorter plan."""
    end = example.rounds.end
    ours, theirs = (*right, end), (*said, end)
    place = next(at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other)
    logits = network(torch.tensor([[*example.prompt, *right[:place]]]))[0, -1]
    return float(logits[ours[place]] - logits[theirs[place]])
