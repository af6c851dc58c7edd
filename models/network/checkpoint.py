"""Weights and state of a training, kept so that a stop loses little."""

from pathlib import Path
from typing import Any

import torch

from models.network.shape import Shape
from models.network.transformer import Network
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.reading.prompt import fingerprint


def save(path: Path, network: Network, **state: object) -> None:
    """Write a checkpoint, whole or not at all; `state` is what the step needs to go on: numbers, texts, tensors, and
    lists and tables of these."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = {
        "vocabulary": fingerprint(),
        "shape": network.shape.model_dump(),
        "weights": network.state_dict(),
        "state": state,
    }
    beside = path.with_suffix(".part")
    torch.save(whole, beside)
    beside.replace(path)


def load(path: Path, device: str = "cpu") -> tuple[Network, dict[str, Any]]:
    """The network and the state. Raises UsageError where there is no checkpoint, or one of another vocabulary."""
    try:
        whole = torch.load(path, map_location=device, weights_only=True)
    except OSError as error:
        raise UsageError(f"{path}: no checkpoint: {error.strerror}; python -m models.sft makes one") from None
    if whole["vocabulary"] != fingerprint():
        raise UsageError(f"{path}: was trained with another vocabulary; train again")
    network = Network(Shape.model_validate(whole["shape"])).to(device)
    network.load_state_dict(whole["weights"])
    return network, whole["state"]
