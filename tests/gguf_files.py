"""GGUF files for tests: small models with random weights, and headers that lie."""

import struct
from collections.abc import Sequence
from math import prod
from pathlib import Path
from random import Random

from perfcoder_lsp.plan.embedded_planner import CALIBRATION_KEY, VOCABULARY_KEY
from perfcoder_lsp.plan.reading.prompt import VOCABULARY, fingerprint

ALIGNMENT = 32
WORDS = 300
"""Tokens of the small model: 0 to 4 are control tokens, the rest are words."""
END = VOCABULARY.index("<end>")
_LARGE = 8.0
CONTROL = ("<end>", "[SUGG/]", "[/SUGG]", "[OPT/]", "[/OPT]")


def write_model(path: Path, *, width: int = 64, layers: int = 2, context: int = 512, seed: int = 1) -> Path:
    """A model of llama's architecture that answers nonsense, always the same."""
    return _write(path, _vocabulary(), WORDS, width, layers, context, seed)


def write_planner(
    path: Path,
    *,
    words: Sequence[str] = VOCABULARY,
    trained_with: str | None = None,
    calibration: str | None = None,
    context: int = 2048,
    seed: int = 1,
) -> Path:
    """A planner of the product's kind that predicts nonsense about every site, always the same."""
    said = [string(VOCABULARY_KEY, trained_with or fingerprint())]
    said += [string(CALIBRATION_KEY, calibration)] if calibration is not None else []
    return _write(path, [*_own_vocabulary(words), *said], len(words), 64, 1, context, seed, unlikely=END)


def _write(
    path: Path,
    vocabulary: Sequence[bytes],
    words: int,
    width: int,
    layers: int,
    context: int,
    seed: int,
    unlikely: int | None = None,
) -> Path:
    """Where a token is to be `unlikely`, all others have a large first coordinate, which the blocks hardly
    change, and it has the opposite of it."""
    random = Random(seed)
    shapes = [("token_embd.weight", width, words), ("output_norm.weight", width)]
    for block in range(layers):
        for name, *shape in (
            ("attn_norm", width),
            ("ffn_norm", width),
            ("attn_q", width, width),
            ("attn_k", width, width // 2),
            ("attn_v", width, width // 2),
            ("attn_output", width, width),
            ("ffn_gate", width, 2 * width),
            ("ffn_up", width, 2 * width),
            ("ffn_down", 2 * width, width),
        ):
            shapes.append((f"blk.{block}.{name}.weight", *shape))
    infos: list[bytes] = []
    data = bytearray()
    for name, *shape in shapes:
        infos.append(tensor(name, *shape, offset=len(data)))
        spread = 0.05 if unlikely is not None and name.startswith("blk.") else 0.5
        numbers = [random.gauss(0, spread) if len(shape) == 2 else 1.0 for _ in range(prod(shape))]
        if unlikely is not None and name == "token_embd.weight":
            numbers[::width] = [_LARGE if token != unlikely else -_LARGE for token in range(words)]
        data += struct.pack(f"<{prod(shape)}f", *numbers)
        data += bytes(-len(data) % ALIGNMENT)
    sizes = {
        "context_length": context,
        "embedding_length": width,
        "block_count": layers,
        "feed_forward_length": 2 * width,
        "attention.head_count": 4,
        "attention.head_count_kv": 2,
        "rope.dimension_count": width // 4,
        "vocab_size": words,
    }
    head = header(
        string("general.architecture", "llama"),
        string("general.name", "nonsense"),
        *(number(f"llama.{key}", value) for key, value in sizes.items()),
        text("llama.attention.layer_norm_rms_epsilon") + struct.pack("<If", 6, 1e-5),
        *vocabulary,
        tensors=tuple(infos),
    )
    path.write_bytes(head + bytes(-len(head) % ALIGNMENT) + data)
    return path


def _vocabulary() -> list[bytes]:
    """All bytes as single tokens, so that any text can be read; the control tokens before them."""
    mapping = _byte_letters()
    words = [*CONTROL, *(mapping[byte] for byte in range(256))]
    words += ["ab", *(f"w{number}" for number in range(WORDS - len(words) - 1))]
    kinds = [3] * len(CONTROL) + [1] * (WORDS - len(CONTROL))  # control tokens, ordinary ones
    return [
        string("tokenizer.ggml.model", "gpt2"),
        string("tokenizer.ggml.pre", "qwen2"),
        strings("tokenizer.ggml.tokens", words),
        text("tokenizer.ggml.token_type") + struct.pack(f"<IIQ{WORDS}i", 9, 5, WORDS, *kinds),
        strings("tokenizer.ggml.merges", ["a b"]),
        number("tokenizer.ggml.eos_token_id", 0),
        number("tokenizer.ggml.bos_token_id", 0),
        text("tokenizer.ggml.add_bos_token") + struct.pack("<I?", 7, False),
    ]


def _own_vocabulary(words: Sequence[str]) -> list[bytes]:
    """Tokens that are never made from text; llama.cpp wants one merge all the same."""
    kinds = [3] * len(words)
    return [
        string("tokenizer.ggml.model", "gpt2"),
        string("tokenizer.ggml.pre", "qwen2"),
        strings("tokenizer.ggml.tokens", words),
        text("tokenizer.ggml.token_type") + struct.pack(f"<IIQ{len(words)}i", 9, 5, len(words), *kinds),
        strings("tokenizer.ggml.merges", ["{ }"]),
        number("tokenizer.ggml.eos_token_id", END),
        number("tokenizer.ggml.bos_token_id", END),
        text("tokenizer.ggml.add_bos_token") + struct.pack("<I?", 7, False),
    ]


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


def strings(key: str, values: Sequence[str]) -> bytes:
    return text(key) + struct.pack("<IIQ", 9, 8, len(values)) + b"".join(map(text, values))


def number(key: str, value: int) -> bytes:
    return text(key) + struct.pack("<II", 4, value)


def header(*pairs: bytes, tensors: tuple[bytes, ...] = (), version: int = 3, tail: bytes = b"") -> bytes:
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(pairs))
    return head + b"".join(pairs) + b"".join(tensors) + tail


def tensor(name: str, *lengths: int, kind: int = 0, offset: int = 0) -> bytes:
    sizes = struct.pack(f"<{len(lengths)}Q", *lengths)
    return text(name) + struct.pack("<I", len(lengths)) + sizes + struct.pack("<IQ", kind, offset)
