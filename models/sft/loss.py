"""What training makes small: the causal loss of equation 2 (arXiv 2512.14018), with a weight for each token."""

from torch import Tensor
from torch.nn import functional

from models.network.transformer import Network
from models.sft.batches import Batch


def loss(network: Network, batch: Batch) -> Tensor:
    """The mean of -log p(token | those before it), in nats, by the batch's weights."""
    nats = token_losses(network, batch)
    weights = batch.weights[:, 1:]
    return (nats * weights).sum() / weights.sum()


def token_losses(network: Network, batch: Batch) -> Tensor:
    """-log p of each token but the first, in nats: (examples, length - 1)."""
    logits = network(batch.tokens[:, :-1]).float()
    next_tokens = batch.tokens[:, 1:]
    return functional.cross_entropy(logits.flatten(0, 1), next_tokens.flatten(), reduction="none").view_as(next_tokens)
