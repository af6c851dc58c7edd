"""What a GGUF file says of itself, read with distrust: whoever wrote the file may lie or try to make a reader crash.

The header is read as bytes, never mapped (a file that is cut short while it is mapped kills the process), every length
is checked against what is left of the file, and long values are passed over. llama.cpp, which trusts more, only sees
files that pass here, and then in a process of its own.

Source: the GGUF specification, versions 2 and 3 (ggml/docs/gguf.md).
"""

import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import BinaryIO

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.text import printable

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_MOST_KEYS, _MOST_TENSORS, _MOST_ITEMS = 4096, 1 << 16, 1 << 22
_KEPT_TEXT = 1 << 16
"""Longer strings (none that this program asks for) are passed over."""
_NAME = 256
_ALIGNMENT = 32
_MOST_ELEMENTS = 1 << 44

_SCALARS: Mapping[int, struct.Struct] = {
    number: struct.Struct(f"<{code}")
    for number, code in {
        0: "B",
        1: "b",
        2: "H",
        3: "h",
        4: "I",
        5: "i",
        6: "f",
        7: "?",
        10: "Q",
        11: "q",
        12: "d",
    }.items()
}
_STRING, _ARRAY = 8, 9

# Elements and bytes of a block of each tensor type, from ggml.h.
_BLOCKS: Mapping[int, tuple[int, int]] = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82),
    23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip

Value = str | int | float | bool


class ModelError(UsageError):
    """A model file that can't be used: which, why, and what to do next, in one line."""


@dataclass(frozen=True)
class Shape:
    """What decides how much memory a model takes; counts, of one token's vector where they are widths."""

    layers: int
    width: int
    feed_forward: int
    heads: int
    key_value_heads: int
    vocabulary: int
    context: int


@dataclass(frozen=True)
class Header:
    """The header of a GGUF file.

    `values` holds its short metadata by key, `counts` the lengths of its lists. `tensor_bytes` is the size of the
    weights in this file; `parts` in how many files the model comes, of which this is number `part`, from 0.
    """

    path: Path
    architecture: str
    values: Mapping[str, Value]
    counts: Mapping[str, int]
    tensors: int
    tensor_bytes: int
    file_bytes: int

    @property
    def name(self) -> str:
        """As the file calls itself; not to be trusted, only to be shown."""
        return " ".join(printable(str(self.values.get("general.name", ""))).split())[:80]

    @property
    def part(self) -> int:
        return self._number("split.no", 0)

    @property
    def parts(self) -> int:
        return max(1, self._number("split.count", 1))

    @property
    def shape(self) -> Shape:
        """Raises ModelError where the file doesn't say or what it says can't be."""
        heads = self._size("attention.head_count")
        return Shape(
            layers=self._size("block_count"),
            width=self._size("embedding_length"),
            feed_forward=self._size("feed_forward_length"),
            heads=heads,
            key_value_heads=self._size("attention.head_count_kv", heads),
            vocabulary=self.counts.get("tokenizer.ggml.tokens", 0),
            context=self._size("context_length"),
        )

    def _size(self, key: str, default: int | None = None) -> int:
        found = self._number(f"{self.architecture}.{key}", default)
        if not 0 < found <= 1 << 24:
            raise ModelError(f"{self.path}: {key} is {found}, which no model has; the file is damaged")
        return found

    def _number(self, key: str, default: int | None) -> int:
        found = self.values.get(key, default)
        if isinstance(found, bool) or not isinstance(found, int):
            raise ModelError(f"{self.path}: does not say {key}; it is no model that generates text")
        return found


def read_header(path: Path) -> Header:
    """Raises ModelError."""
    try:
        with path.open("rb") as file:
            return _Reader(path, file, os.fstat(file.fileno()).st_size).header()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror}") from None


class _Reader:
    def __init__(self, path: Path, file: BinaryIO, size: int) -> None:
        self._path = path
        self._file = file
        self._size = size
        self._at = 0

    def header(self) -> Header:
        if self._size < 24 or self._take(4) != _MAGIC:
            raise self._bad("is no GGUF file; models are files that end in .gguf")
        (version,) = struct.unpack("<I", self._take(4))
        if version not in _VERSIONS:
            newer = version > _VERSIONS[-1] and version < 1 << 16
            hint = "update perfcoder-lsp" if newer else "convert the model again"
            raise self._bad(
                f"is of GGUF version {version}, and this program reads {_VERSIONS[0]} to {_VERSIONS[-1]}; {hint}"
            )
        tensors, keys = self._count(_MOST_TENSORS, "tensors"), self._count(_MOST_KEYS, "metadata values")
        values: dict[str, Value] = {}
        counts: dict[str, int] = {}
        for _ in range(keys):
            self._pair(values, counts)
        tensor_bytes = self._tensors(tensors, values)
        architecture = values.get("general.architecture")
        if not isinstance(architecture, str) or not architecture:
            raise self._bad("does not say its architecture; it is no language model")
        return Header(self._path, printable(architecture)[:40], values, counts, tensors, tensor_bytes, self._size)

    def _pair(self, values: dict[str, Value], counts: dict[str, int]) -> None:
        key = self._text(_NAME, "a name")
        kind = self._u32()
        if kind == _ARRAY:
            counts[key] = self._skip_array()
        elif kind == _STRING:
            text = self._optional_text()
            if text is not None:
                values[key] = text
        else:
            values[key] = self._scalar(kind)

    def _tensors(self, count: int, values: Mapping[str, Value]) -> int:
        """The bytes of all tensors, after checking that the file has them."""
        ends = [self._tensor() for _ in range(count)]
        alignment = values.get("general.alignment", _ALIGNMENT)
        if not isinstance(alignment, int) or not 1 <= alignment <= 1 << 16 or alignment & (alignment - 1):
            raise self._bad("is aligned as no file is; it is damaged")
        start = -(-self._at // alignment) * alignment
        needed = max((start + offset + size for offset, size in ends), default=0)
        if needed > self._size:
            raise self._bad(f"is cut short: {needed:,} bytes are promised and {self._size:,} there; copy it again")
        return sum(size for _, size in ends)

    def _tensor(self) -> tuple[int, int]:
        """Offset and size in bytes."""
        name = self._text(_NAME, "a tensor's name")
        dimensions = self._u32()
        if not 1 <= dimensions <= 4:
            raise self._bad(f"has a tensor of {dimensions} dimensions; it is damaged")
        lengths = [self._u64() for _ in range(dimensions)]
        elements = prod(lengths)
        if not 0 < elements <= _MOST_ELEMENTS:
            raise self._bad(f"has a tensor of {elements} numbers; it is damaged")
        kind = self._u32()
        if kind not in _BLOCKS:
            raise self._bad(f"stores {printable(name)!r} as type {kind}, which is unknown here; update perfcoder-lsp")
        block, size = _BLOCKS[kind]
        if lengths[0] % block:
            raise self._bad(f"has rows of {lengths[0]} numbers in blocks of {block}; it is damaged")
        return self._u64(), elements // block * size

    def _skip_array(self) -> int:
        kind, count = self._u32(), self._count(_MOST_ITEMS, "items in a list")
        if kind in _SCALARS:
            self._skip(count * _SCALARS[kind].size)
        elif kind == _STRING:
            for _ in range(count):
                self._skip(self._u64())
        else:
            raise self._bad(f"has a list of type {kind}, which is unknown; it is damaged or too new")
        return count

    def _scalar(self, kind: int) -> Value:
        if kind not in _SCALARS:
            raise self._bad(f"has a value of type {kind}, which is unknown; it is damaged or too new")
        form = _SCALARS[kind]
        return form.unpack(self._take(form.size))[0]

    def _optional_text(self) -> str | None:
        length = self._u64()
        if length > _KEPT_TEXT:
            self._skip(length)
            return None
        return self._take(length).decode("utf-8", "replace")

    def _text(self, most: int, what: str) -> str:
        length = self._u64()
        if length > most:
            raise self._bad(f"has {what} of {length} bytes; it is damaged")
        return self._take(length).decode("utf-8", "replace")

    def _count(self, most: int, what: str) -> int:
        count = self._u64()
        if count > most:
            raise self._bad(f"claims {count} {what}; it is damaged")
        return count

    def _u32(self) -> int:
        return struct.unpack("<I", self._take(4))[0]

    def _u64(self) -> int:
        return struct.unpack("<Q", self._take(8))[0]

    def _take(self, count: int) -> bytes:
        data = self._file.read(count) if self._at + count <= self._size else b""
        if len(data) != count:
            raise self._bad("is cut short; copy it again")
        self._at += count
        return data

    def _skip(self, count: int) -> None:
        if self._at + count > self._size:
            raise self._bad("is cut short; copy it again")
        self._file.seek(count, os.SEEK_CUR)
        self._at += count

    def _bad(self, what: str) -> ModelError:
        return ModelError(f"{self._path}: {what}")
