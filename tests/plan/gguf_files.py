"""GGUF files for tests: small models with random weights, and headers that lie."""

import struct
from pathlib import Path

import gguf
import numpy as np

WORDS = 300
"""Tokens of the small model: 0 to 4 are control tokens, the rest are words."""
CONTROL = ("<end>", "[SUGG/]", "[/SUGG]", "[OPT/]", "[/OPT]")


def write_model(path: Path, *, width: int = 64, layers: int = 2, context: int = 512, seed: int = 1) -> Path:
    """A model of llama's architecture that answers nonsense, always the same."""
    random = np.random.default_rng(seed)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("nonsense")
    writer.add_context_length(context)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(2 * width)
    writer.add_head_count(4)
    writer.add_head_count_kv(2)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(width // 4)
    writer.add_vocab_size(WORDS)
    _add_vocabulary(writer)

    def put(name: str, *shape: int) -> None:
        values = random.normal(0, 0.5, shape) if len(shape) == 2 else np.ones(shape)
        writer.add_tensor(name, values.astype(np.float32))

    put("token_embd.weight", WORDS, width)
    put("output_norm.weight", width)
    for block in range(layers):
        for name, *shape in (
            ("attn_norm", width),
            ("ffn_norm", width),
            ("attn_q", width, width),
            ("attn_k", width // 2, width),
            ("attn_v", width // 2, width),
            ("attn_output", width, width),
            ("ffn_gate", 2 * width, width),
            ("ffn_up", 2 * width, width),
            ("ffn_down", width, 2 * width),
        ):
            put(f"blk.{block}.{name}.weight", *shape)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_vocabulary(writer: gguf.GGUFWriter) -> None:
    """All bytes as single tokens, so that any text can be read; the control tokens before them."""
    mapping = _byte_letters()
    words = [*CONTROL, *(mapping[byte] for byte in range(256))]
    words += ["ab", *(f"w{number}" for number in range(WORDS - len(words) - 1))]
    kinds = [gguf.TokenType.CONTROL] * len(CONTROL) + [gguf.TokenType.NORMAL] * (WORDS - len(CONTROL))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(words)
    writer.add_token_types(kinds)
    writer.add_token_merges(["a b"])
    writer.add_eos_token_id(0)
    writer.add_bos_token_id(0)
    writer.add_add_bos_token(False)


def _byte_letters() -> dict[int, str]:
    """How byte-level vocabularies write bytes: printable ones as themselves, others as letters from U+0100 on."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = (byte for byte in range(256) if byte not in plain)
    return {**{byte: chr(byte) for byte in plain}, **{byte: chr(256 + number) for number, byte in enumerate(others)}}


# --- headers by hand


def text(value: str | bytes) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(data)) + data


def string(key: str, value: str | bytes) -> bytes:
    return text(key) + struct.pack("<I", 8) + text(value)


def number(key: str, value: int) -> bytes:
    return text(key) + struct.pack("<II", 4, value)


def header(*pairs: bytes, tensors: tuple[bytes, ...] = (), version: int = 3, tail: bytes = b"") -> bytes:
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(pairs))
    return head + b"".join(pairs) + b"".join(tensors) + tail


def tensor(name: str, *lengths: int, kind: int = 0, offset: int = 0) -> bytes:
    sizes = struct.pack(f"<{len(lengths)}Q", *lengths)
    return text(name) + struct.pack("<I", len(lengths)) + sizes + struct.pack("<IQ", kind, offset)
