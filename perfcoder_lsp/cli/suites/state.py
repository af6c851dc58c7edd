"""Results kept on disk, so that an interrupted evaluation goes on where it stopped."""

import hashlib
import json
from functools import cache
from pathlib import Path

from pydantic import ValidationError

import perfcoder_lsp
from perfcoder_lsp.cli.suites.result import ProgramResult
from perfcoder_lsp.cli.suites.suite import Program
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.settings import Settings

_NO_INFLUENCE = {"server", "cache"}
_NO_CODE_INFLUENCE = {"server"}


class State:
    """The results of one suite, one JSON object per line, appended as they come."""

    def __init__(self, settings: Settings, suite: str, *, fresh: bool) -> None:
        """`fresh` forgets what earlier runs found. Raises PerfcoderError where the cache can't be written."""
        self._path = settings.cache.directory / "evaluations" / f"{suite}.jsonl"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if fresh:
                self._path.unlink(missing_ok=True)
            self._known = {result.key: result for result in self._read()}
        except OSError as error:
            raise PerfcoderError(f"{self._path}: cannot be used: {error.strerror}") from None

    def find(self, key: str) -> ProgramResult | None:
        return self._known.get(key)

    def add(self, result: ProgramResult) -> None:
        """Keep a result. Raises PerfcoderError where the disk is full."""
        line = "\n" + result.model_dump_json()  # so that one cut short before spoils no other
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line)
        except OSError as error:
            raise PerfcoderError(f"{self._path}: cannot be written: {error.strerror}") from None
        self._known[result.key] = result

    def _read(self) -> list[ProgramResult]:
        """Every whole line; a line that was cut short, or written by another version, is passed over."""
        results: list[ProgramResult] = []
        if self._path.exists():
            for line in self._path.read_text("utf-8", errors="replace").splitlines():
                try:
                    results.append(ProgramResult.model_validate_json(line))
                except ValidationError:
                    continue
        return results


def result_key(program: Program, settings: Settings, options: tuple[str, ...]) -> str:
    """What a result depends on: the program and its checks, the product itself, settings and options."""
    parts = (
        product_digest(),
        program.model_dump_json(),
        json.dumps(settings.model_dump(mode="json", exclude=_NO_INFLUENCE), sort_keys=True),
        *options,
    )
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


@cache
def product_digest() -> str:
    """Version and text of the installed package, less the editor server, which changes no result."""
    root = Path(perfcoder_lsp.__file__).parent
    digest = hashlib.blake2b(perfcoder_lsp.__version__.encode(), digest_size=16)
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and parts[0] not in _NO_CODE_INFLUENCE and "__pycache__" not in parts:
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
