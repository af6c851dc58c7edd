"""Which examples are learned from when, and how they are laid out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from models.encode.examples import Examples
from perfcoder_lsp.plan.reading.prompt import ROUND, VOCABULARY

_PAD = VOCABULARY.index("<pad>")
_POOL = 32
"""Batches of which the examples are sorted by length together, so that little is filled up."""


@dataclass(frozen=True)
class Batch:
    """Tokens (examples, length), filled up behind the shorter ones, and the weight of each token's loss: 0 of the first
    one, which nothing predicts, and of what fills up."""

    tokens: Tensor
    weights: Tensor

    def to(self, device: str) -> "Batch":
        return Batch(self.tokens.to(device), self.weights.to(device))


def batch_of(examples: Examples, numbers: Sequence[int], given: float) -> Batch:
    """The examples of these numbers. What is chosen, the last token of each round of an answer, weighs 1, and `given`
    what a planner is given."""
    longest = max(int(examples.lengths[each]) for each in numbers)
    tokens = np.full((len(numbers), longest), _PAD, np.int64)
    weights = np.zeros((len(numbers), longest), np.float32)
    for row, each in enumerate(numbers):
        length, prompt = int(examples.lengths[each]), int(examples.prompts[each])
        tokens[row, :length] = examples.row(each)
        weights[row, 1:length] = given
        weights[row, prompt + ROUND - 1 : length : ROUND] = 1.0
    return Batch(torch.from_numpy(tokens), torch.from_numpy(weights))


def by_length(examples: Examples, numbers: Sequence[int], most: int) -> list[list[int]]:
    """Groups of at most `most` tokens when filled up, the shortest examples first; one that is longer is alone."""
    groups: list[list[int]] = [[]]
    for each in sorted(numbers, key=lambda number: (int(examples.lengths[number]), number)):
        if groups[-1] and (len(groups[-1]) + 1) * int(examples.lengths[each]) > most:
            groups.append([])
        groups[-1].append(each)
    return groups


def epochs(examples: Examples, most: int, seed: int) -> Iterator[list[int]]:
    """Groups of examples without end. Each epoch tells every program once, in another draw; the first one begins with
    the short programs (Amodei et al. 2016, section 3.2), the others are in random order."""
    draws = np.unique(examples.draws)
    epoch = 0
    while True:
        numbers = np.flatnonzero(examples.draws == draws[epoch % len(draws)])
        yield from _epoch(examples, numbers, most, np.random.default_rng((seed, epoch)), ordered=epoch == 0)
        epoch += 1


def _epoch(
    examples: Examples, numbers: np.ndarray, most: int, random: np.random.Generator, ordered: bool
) -> Iterator[list[int]]:
    if ordered:
        yield from by_length(examples, numbers.tolist(), most)
        return
    shuffled = random.permutation(numbers)
    pool = max(1, _POOL * most // max(1, int(examples.lengths[shuffled].mean())))
    for at in range(0, len(shuffled), pool):
        groups = by_length(examples, shuffled[at : at + pool].tolist(), most)
        yield from (groups[each] for each in random.permutation(len(groups)))
