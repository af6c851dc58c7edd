"""What a model file answers: as the network does that it was made from, and as it comes true?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from models.encode.examples import Example
from models.network.decode import answers
from models.network.transformer import Network
from perfcoder_lsp.plan.calibration import Calibration, fit
from perfcoder_lsp.plan.model.messages import Generate, Piece
from perfcoder_lsp.plan.model.process import ModelProcess
from perfcoder_lsp.plan.reading.prompt import VOCABULARY, rounds_in
from perfcoder_lsp.text import Frozen

_NO_GAIN = VOCABULARY.index("<gain 0>")


class Agreement(Frozen):
    """Of `plans` on held-out prompts, how many are the `same` token for token. `margin` is by how much the network's
    logits preferred its own token where the file's plan first went another way, the largest of all plans."""

    plans: int
    same: int
    margin: float

    @property
    def share(self) -> float:
        return self.same / self.plans if self.plans else 1.0


@dataclass(frozen=True)
class Said:
    """A file's plan for one prompt: its tokens, and at the last token of each round the probability of each gain."""

    tokens: list[int]
    chances: list[tuple[float, ...]]

    @property
    def pays(self) -> Mapping[int, float]:
        """The probability of any gain, by the token of the site."""
        sites = (site for _, site, *_ in rounds_in(self.tokens))
        return {site: min(1.0, sum(each[1:])) for site, each in zip(sites, self.chances, strict=True)}


def plans_of(network: Network, examples: Sequence[Example]) -> list[list[int]]:
    """The network's likeliest plans."""
    return [answers(network, each.prompt, each.rounds)[0] for each in examples]


def said_of(path: Path, context: int, examples: Sequence[Example]) -> list[Said]:
    """The file's likeliest plans. Raises ModelError, ModelDiedError."""
    process = ModelProcess(path, context, threads=1)
    try:
        return [_said(process, each) for each in examples]
    finally:
        process.close()


def agreement(
    network: Network, examples: Sequence[Example], plans: Sequence[list[int]], said: Sequence[Said]
) -> Agreement:
    """How a file's plans agree with those of the network, which are `plans`."""
    margins = [
        _margin(network, example, ours, theirs.tokens)
        for example, ours, theirs in zip(examples, plans, said, strict=True)
        if ours != theirs.tokens
    ]
    return Agreement(plans=len(plans), same=len(plans) - len(margins), margin=max(margins, default=0.0))


def calibrated(examples: Sequence[Example], said: Sequence[Said]) -> Calibration:
    """How the probabilities that a file tells come true, by what was measured."""
    return fit(
        (pays[site], gain > _NO_GAIN)
        for example, pays in zip(examples, (each.pays for each in said), strict=True)
        for _, site, *_, gain in rounds_in(example.answer)
    )


def _said(process: ModelProcess, example: Example) -> Said:
    ask = Generate(number=0, prompt=example.prompt, rounds=example.rounds, most=len(example.answer))
    pieces = [each for each in process.answer(ask) if isinstance(each, Piece)]
    return Said([each.token for each in pieces], [each.chances for each in pieces if each.chances])


@torch.no_grad()
def _margin(network: Network, example: Example, ours: list[int], theirs: list[int]) -> float:
    """At the first token that differs; the end stands behind the shorter plan."""
    end = example.rounds.end
    place, (one, other) = next(
        (place, pair)
        for place, pair in enumerate(zip([*ours, end], [*theirs, end], strict=False))
        if pair[0] != pair[1]
    )
    logits = network(torch.tensor([[*example.prompt, *ours[:place]]]))[0, -1]
    return float(logits[one] - logits[other])
