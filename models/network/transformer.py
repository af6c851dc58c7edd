"""The planner's network: a decoder of the `llama` architecture, as llama.cpp computes it and small enough for a CPU.

RMSNorm before each part, rotary positions on neighbouring pairs (llama.cpp's order, so that weights are exported as
they are), SwiGLU, and one matrix for reading and telling tokens.
"""

from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.network.shape import Shape

EPSILON = 1e-5
ROTARY_BASE = 10_000.0


@dataclass
class Cache:
    """Keys and values of the tokens that a network has read, by layer: what follows is read without reading these
    again."""

    keys: dict[int, Tensor] = field(default_factory=dict[int, Tensor])
    values: dict[int, Tensor] = field(default_factory=dict[int, Tensor])

    @property
    def length(self) -> int:
        """In tokens."""
        return self.keys[0].shape[2] if self.keys else 0

    def extended(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """All keys and values of a layer, these last ones kept as well."""
        if layer in self.keys:
            keys = torch.cat((self.keys[layer], keys), dim=2)
            values = torch.cat((self.values[layer], values), dim=2)
        self.keys[layer], self.values[layer] = keys, values
        return keys, values

    def repeated(self, times: int) -> "Cache":
        """The same for a batch of so many equal sequences; there has to be one here."""
        return Cache(
            {layer: each.expand(times, -1, -1, -1) for layer, each in self.keys.items()},
            {layer: each.expand(times, -1, -1, -1) for layer, each in self.values.items()},
        )


class Network(nn.Module):
    """Token numbers (batch, length) to logits of the token after each (batch, length, vocabulary).

    Training may set `dropout.p`, the share of the numbers that is left out of what each part adds.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.dropout = nn.Dropout(0.0)
        self.blocks = nn.ModuleList(_Block(shape, layer, self.dropout) for layer in range(shape.layers))
        self.norm = nn.RMSNorm(shape.width, EPSILON)
        self.turns: Tensor
        self.register_buffer("turns", _turns(shape), persistent=False)
        for name, weights in self.named_parameters():
            if weights.dim() > 1:  # what is added up over the layers begins smaller (GPT-2)
                added = name.endswith(("output.weight", "down.weight"))
                nn.init.normal_(weights, std=0.02 / (2 * shape.layers) ** 0.5 if added else 0.02)

    def forward(self, tokens: Tensor, cache: Cache | None = None) -> Tensor:
        """With a `cache`, `tokens` follow those that it holds."""
        begin = cache.length if cache is not None else 0
        turns = self.turns[begin : begin + tokens.shape[1]]
        state = self.dropout(self.embedding(tokens))
        for block in self.blocks:
            state = block(state, turns, cache)
        return functional.linear(self.norm(state), self.embedding.weight)


class _Block(nn.Module):
    def __init__(self, shape: Shape, layer: int, dropout: nn.Dropout) -> None:
        super().__init__()
        self.dropout = dropout
        self.attention_norm = nn.RMSNorm(shape.width, EPSILON)
        self.attention = _Attention(shape, layer)
        self.feed_forward_norm = nn.RMSNorm(shape.width, EPSILON)
        self.feed_forward = _FeedForward(shape)

    def forward(self, state: Tensor, turns: Tensor, cache: Cache | None) -> Tensor:
        state = state + self.dropout(self.attention(self.attention_norm(state), turns, cache))
        return state + self.dropout(self.feed_forward(self.feed_forward_norm(state)))


class _Attention(nn.Module):
    def __init__(self, shape: Shape, layer: int) -> None:
        super().__init__()
        self.heads = shape.heads
        self.layer = layer
        self.query = nn.Linear(shape.width, shape.width, bias=False)
        self.key = nn.Linear(shape.width, shape.width, bias=False)
        self.value = nn.Linear(shape.width, shape.width, bias=False)
        self.output = nn.Linear(shape.width, shape.width, bias=False)

    def forward(self, state: Tensor, turns: Tensor, cache: Cache | None) -> Tensor:
        query = _turned(self._by_head(self.query(state)), turns)
        key = _turned(self._by_head(self.key(state)), turns)
        value = self._by_head(self.value(state))
        if cache is not None:
            key, value = cache.extended(self.layer, key, value)
        read = functional.scaled_dot_product_attention(query, key, value, **_earlier(query, key))
        return self.output(read.transpose(1, 2).flatten(2))

    def _by_head(self, state: Tensor) -> Tensor:
        return state.unflatten(2, (self.heads, -1)).transpose(1, 2)


class _FeedForward(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.gate = nn.Linear(shape.width, shape.feed_forward, bias=False)
        self.up = nn.Linear(shape.width, shape.feed_forward, bias=False)
        self.down = nn.Linear(shape.feed_forward, shape.width, bias=False)

    def forward(self, state: Tensor) -> Tensor:
        return self.down(functional.silu(self.gate(state)) * self.up(state))


def _earlier(query: Tensor, key: Tensor) -> dict[str, Any]:
    """What attention may look at: no token that comes later. The last keys are the queries' own."""
    asked, known = query.shape[2], key.shape[2]
    if asked in (1, known):
        return {"is_causal": asked > 1}
    return {"attn_mask": torch.ones(asked, known, dtype=torch.bool, device=query.device).tril(known - asked)}


def _turns(shape: Shape) -> Tensor:
    """Cosine and sine of each pair's angle at each position: (context, pairs, 2)."""
    pairs = torch.arange(0, shape.width // shape.heads, 2, dtype=torch.float64) / (shape.width // shape.heads)
    angles = torch.arange(shape.context, dtype=torch.float64)[:, None] * ROTARY_BASE**-pairs
    return torch.stack((angles.cos(), angles.sin()), dim=-1).float()


def _turned(state: Tensor, turns: Tensor) -> Tensor:
    """Each pair of neighbouring numbers turned by its angle: (batch, heads, length, width of a head)."""
    first, second = state[..., 0::2], state[..., 1::2]
    cos, sin = turns.to(state.dtype).unbind(-1)
    return torch.stack((first * cos - second * sin, first * sin + second * cos), dim=-1).flatten(-2)
