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
    logits = network(torch.tensor([prompt], device=device), first)[:, -1].expand(count, -1)
    cache = first.repeated(count)
    walks = [Walk(rounds) for _ in range(count)]
    found: list[list[int]] = [[] for _ in range(count)]
    while not all(each.ended for each in walks):
        tokens = [
            rounds.end if walk.ended else _next(walk.allowed(), row, temperature, generator)
            for walk, row in zip(walks, logits, strict=True)
        ]
        for walk, answer, token in zip(walks, found, tokens, strict=True):
            if not walk.ended:
                walk.take(token)
                answer += [token] * (not walk.ended)
        if cache.length == network.shape.context:
            break
        logits = network(torch.tensor(tokens, device=device)[:, None], cache)[:, -1]
    return found


def _next(allowed: Sequence[int], logits: Tensor, temperature: float, generator: torch.Generator | None) -> int:
    values = logits[list(allowed)].float()
    if temperature == 0:
        return allowed[int(values.argmax())]
    return allowed[int(torch.multinomial((values / temperature).softmax(0).cpu(), 1, generator=generator))]
