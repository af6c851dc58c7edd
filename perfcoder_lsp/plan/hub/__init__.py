"""Models from the Hugging Face Hub. Only `fetch` reaches for the network, and only `perfcoder models add` calls it."""

import os
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.hub.reference import Reference


@dataclass(frozen=True)
class Fetched:
    """A model in the hub's cache: its first file, where exactly it came from, and the SHA-256 that the hub promises for
    each of its files, or "" where it was not asked."""

    path: Path
    reference: Reference
    promised: tuple[str, ...]


def fetch(reference: Reference) -> Fetched:
    """Download what the reference names, unless huggingface_hub has it in its cache.

    Its own settings hold: HF_ENDPOINT, HF_HUB_CACHE, HF_HUB_OFFLINE, HF_TOKEN or the token of `hf auth login`.
    Raises ModelError where the model can't be had, UsageError where huggingface_hub is not installed.
    """
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"  # is read while huggingface_hub is imported
    try:
        from perfcoder_lsp.plan.hub.download import download
    except ModuleNotFoundError as error:
        if error.name != "huggingface_hub":
            raise
        raise UsageError(f"{reference}: needs huggingface_hub: pip install 'perfcoder-lsp[hub]'") from None
    return Fetched(*download(reference))
