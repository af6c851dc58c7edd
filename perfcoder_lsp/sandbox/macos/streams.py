"""What a run writes: stdout hashed, and kept where that is wanted; of stderr the beginning and the end."""

import hashlib

from perfcoder_lsp.sandbox.limits import Limits

_CUT = b"\n[...]\n"


class Streams:
    """Takes both streams as they come. `broken` tells whether one is longer than `output_bytes`."""

    def __init__(self, limits: Limits, *, keep_output: bool) -> None:
        self._limits = limits
        self._hash = hashlib.blake2b(digest_size=32)
        self._output = bytearray() if keep_output else None
        self._half = limits.stderr_bytes // 2
        self._head = bytearray()
        self._tail = bytearray()
        self._error_bytes = 0
        self.output_bytes = 0

    @property
    def broken(self) -> bool:
        return max(self.output_bytes, self._error_bytes) > self._limits.output_bytes

    @property
    def output(self) -> bytes | None:
        return None if self._output is None else bytes(self._output)

    @property
    def output_hash(self) -> str:
        return self._hash.hexdigest()

    @property
    def stderr(self) -> bytes:
        cut = _CUT if self._error_bytes > 2 * self._half else b""
        return bytes(self._head + cut + self._tail)

    def add_output(self, data: bytes) -> None:
        self._hash.update(data)
        self.output_bytes += len(data)
        if self._output is not None:
            self._output += data[: self._limits.output_bytes - len(self._output)]

    def add_error(self, data: bytes) -> None:
        self._error_bytes += len(data)
        room = self._half - len(self._head)
        self._head += data[:room]
        self._tail = (self._tail + data[room:])[-self._half :]
