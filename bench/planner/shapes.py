"""Models of the shapes that people use, with random weights: as large and as slow as the real ones, and as mute.

The weights are drawn with 16 bits and quantized by llama.cpp itself. Rows of 896 numbers can't be cut into the blocks
of K-quants: llama.cpp keeps those of the 0.5B shape in kinds with smaller blocks, as in the files that people use.
"""

import contextlib
from collections.abc import Iterator, Mapping
from math import prod
from pathlib import Path

import numpy as np

from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.text import Frozen

KINDS = ("Q8_0", "Q4_K_M")
_SPREAD = 0.02
_EPSILON = 1e-6
_ROTARY_BASE = 1e6


class Shape(Frozen):
    """Counts, of one token's vector where they are widths. The matrix of the output is that of the embedding."""

    name: str
    layers: int
    width: int
    heads: int
    key_value_heads: int
    feed_forward: int
    vocabulary: int = 151_936
    context: int = 32_768


SHAPES: Mapping[str, Shape] = {
    each.name: each
    for each in (
        Shape(name="0.5B", layers=24, width=896, heads=14, key_value_heads=2, feed_forward=4864),
        Shape(name="1.5B", layers=28, width=1536, heads=12, key_value_heads=2, feed_forward=8960),
    )
}
"""The shapes of Qwen2.5-Coder."""


def model(folder: Path, shape: Shape, kind: str) -> Path:
    """The model of that shape in one of KINDS, made where it is not in the folder yet. Raises PerfcoderError."""
    path = folder / f"{shape.name}-{kind}.gguf"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    from models.export.quantize import quantize  # llama.cpp in this process: only where something is to be made

    with _part(folder / f"{shape.name}-F16.gguf") as sixteen, _part(path) as quantized:
        write(sixteen, shape)
        quantize(sixteen, quantized, kind)
        quantized.rename(path)
    return path


@contextlib.contextmanager
def _part(path: Path) -> Iterator[Path]:
    part = path.with_suffix(".part")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def write(path: Path, shape: Shape) -> None:
    """Write the weights with 16 bits, one tensor at a time. Raises PerfcoderError where the package gguf is missing."""
    try:
        import gguf
    except ImportError:
        raise PerfcoderError("making models needs gguf: pip install 'perfcoder-lsp[train]'") from None
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_name(f"random {shape.name}")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.key_value_heads)
    writer.add_rope_freq_base(_ROTARY_BASE)
    writer.add_layer_norm_rms_eps(_EPSILON)
    # Prompts are numbers, so no text has to be cut into tokens; llama.cpp wants one merge all the same.
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([f"w{number}" for number in range(shape.vocabulary)])
    writer.add_token_types([gguf.TokenType.NORMAL] * shape.vocabulary)
    writer.add_token_merges(["w 1"])
    tensors = _tensors(shape)
    for name, lengths in tensors.items():
        kind = np.dtype(np.float16 if len(lengths) > 1 else np.float32)
        writer.add_tensor_info(name, lengths, kind, prod(lengths) * kind.itemsize)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    random = np.random.default_rng(1)
    for lengths in tensors.values():
        drawn = random.standard_normal(lengths, dtype=np.float32) * _SPREAD
        writer.write_tensor_data(drawn.astype(np.float16) if len(lengths) > 1 else 1 + drawn)
    writer.close()


def _tensors(shape: Shape) -> Mapping[str, tuple[int, ...]]:
    """The lengths of all tensors (rows first), by llama.cpp's names of those of `qwen2`."""
    width, inner = shape.width, shape.feed_forward
    key_value = width // shape.heads * shape.key_value_heads
    block = {
        "attn_norm.weight": (width,),
        "attn_q.weight": (width, width),
        "attn_q.bias": (width,),
        "attn_k.weight": (key_value, width),
        "attn_k.bias": (key_value,),
        "attn_v.weight": (key_value, width),
        "attn_v.bias": (key_value,),
        "attn_output.weight": (width, width),
        "ffn_norm.weight": (width,),
        "ffn_gate.weight": (inner, width),
        "ffn_up.weight": (inner, width),
        "ffn_down.weight": (width, inner),
    }
    blocks = {f"blk.{number}.{name}": lengths for number in range(shape.layers) for name, lengths in block.items()}
    return {"token_embd.weight": (shape.vocabulary, width), "output_norm.weight": (width,), **blocks}
