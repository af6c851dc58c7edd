"""Tokens that mean more and more of something begin alike: what is learned of one says something of the next."""

from itertools import pairwise

import torch

from models.network.transformer import Network
from perfcoder_lsp.plan.reading.prompt import ORDERED, VOCABULARY

ALIKE = 0.9
"""Correlation of a token's vector with the next one's."""


@torch.no_grad()
def begin_alike(network: Network) -> None:
    """Make the vectors of each kind a walk of small steps, each as long as it was."""
    place = {word: number for number, word in enumerate(VOCABULARY)}
    vectors = network.embedding.weight
    for kind in ORDERED:
        for before, after in pairwise(kind):
            vectors[place[after]] *= (1 - ALIKE**2) ** 0.5
            vectors[place[after]] += ALIKE * vectors[place[before]]
