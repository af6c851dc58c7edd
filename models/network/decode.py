"""Plans from a network in PyTorch, made under the constraint that holds at run time (plan/model/walk.py)."""

from collections.abc import Sequence

import torch
from torch import Tensor

from models.network.transformer import Cache, Network
from perfcoder_lsp.plan.model.messages import Rounds
from perfcoder_lsp.plan.model.walk import Walk


@torch.no_grad()
def answers(
    network: Network,
    prompt: Sequence[int],
    rounds: Rounds,
    count: int = 1,
    temperature: float = 0.0,
    generator: torch.Generator | None = None,
) -> list[list[int]]:
    """`count` answers to a prompt, each up to its end, which is left out, or until the network's context is full.

    Without `temperature` the likeliest token is taken, else one is drawn by `generator`.
    """
    device = network.embedding.weight.device
    first = Cache()
    network(torch.tensor([prompt], device=device), first)
    cache = first.repeated(count)
    walk = Walk(rounds)  # the same for all: what is chosen does not change what is asked
    found: list[list[int]] = [[] for _ in range(count)]
    read = 0
    while walk.given != rounds.end and len(prompt) + len(found[0]) < network.shape.context:
        tokens = [walk.given] * count if walk.given is not None else []
        if not tokens:
            told = torch.tensor([each[read:] for each in found], device=device)
            logits = network(told, cache)[:, -1]
            read = len(found[0])
            tokens = [_next(walk.allowed(), row, temperature, generator) for row in logits]
        for answer, token in zip(found, tokens, strict=True):
            answer.append(token)
        walk.take(tokens[0])
    return found


def _next(allowed: Sequence[int], logits: Tensor, temperature: float, generator: torch.Generator | None) -> int:
    values = logits[list(allowed)].float()
    if temperature == 0:
        return allowed[int(values.argmax())]
    return allowed[int(torch.multinomial((values / temperature).softmax(0).cpu(), 1, generator=generator))]
