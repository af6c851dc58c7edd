"""A network as a GGUF file that llama.cpp runs: its weights as they are, its vocabulary, and what it was made from.

Source: the GGUF specification, version 3 (ggml/docs/gguf.md), and llama.cpp's names of the tensors of `llama`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt
from torch import Tensor

from models.network.transformer import EPSILON, ROTARY_BASE, Network
from perfcoder_lsp.plan.embedded_planner import VOCABULARY_KEY
from perfcoder_lsp.plan.reading.prompt import CONTROL, VOCABULARY, fingerprint

NAME = "perfcoder-planner"
DATA_KEY = "perfcoder.data"
"""Under this the file says what it was trained on, by its hash (SHA-256)."""

_NAMES = {
    "embedding": "token_embd",
    "norm": "output_norm",
    "attention_norm": "attn_norm",
    "attention.query": "attn_q",
    "attention.key": "attn_k",
    "attention.value": "attn_v",
    "attention.output": "attn_output",
    "feed_forward_norm": "ffn_norm",
    "feed_forward.gate": "ffn_gate",
    "feed_forward.up": "ffn_up",
    "feed_forward.down": "ffn_down",
}


def write(path: Path, network: Network, facts: Mapping[str, str]) -> None:
    """Write the weights with 16 bits; norms, which are few, with 32. `facts` are texts by their keys."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name(NAME)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    _add_shape(writer, network)
    _add_vocabulary(writer)
    writer.add_string(VOCABULARY_KEY, fingerprint())
    for key, value in facts.items():
        writer.add_string(key, value)
    for name, weights in _tensors(network):
        writer.add_tensor(name, _numbers(weights))
    path.parent.mkdir(parents=True, exist_ok=True)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_shape(writer: gguf.GGUFWriter, network: Network) -> None:
    shape = network.shape
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_rope_freq_base(ROTARY_BASE)
    writer.add_layer_norm_rms_eps(EPSILON)
    writer.add_vocab_size(shape.vocabulary)


def _add_vocabulary(writer: gguf.GGUFWriter) -> None:
    """Texts are never tokenized: the tokenizer's kind and its one merge are there since llama.cpp asks for them."""
    control = gguf.TokenType.CONTROL, gguf.TokenType.NORMAL
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(VOCABULARY)
    writer.add_token_types([control[number >= len(CONTROL)] for number in range(len(VOCABULARY))])
    writer.add_token_merges(["{ }"])
    writer.add_bos_token_id(VOCABULARY.index("<plan>"))
    writer.add_eos_token_id(VOCABULARY.index("<end>"))
    writer.add_pad_token_id(VOCABULARY.index("<pad>"))
    writer.add_add_bos_token(False)


def _tensors(network: Network) -> Iterator[tuple[str, Tensor]]:
    """The weights by llama.cpp's names; without a matrix of the output, which is that of the embedding."""
    for name, weights in network.state_dict().items():
        outer, *inner = name.removesuffix(".weight").split(".")
        own = _NAMES[outer] if not inner else f"blk.{inner[0]}.{_NAMES['.'.join(inner[1:])]}"
        yield f"{own}.weight", weights


def _numbers(weights: Tensor) -> npt.NDArray[np.floating]:
    return weights.detach().cpu().numpy().astype(np.float16 if weights.dim() > 1 else np.float32)
