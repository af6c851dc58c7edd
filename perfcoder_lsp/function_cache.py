"""Reports of functions, kept by what they were made from: the built code, the machine, the settings."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from perfcoder_lsp.function_report import FunctionReport
from perfcoder_lsp.measure.machine import this_machine
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.storage.cache import EntryCache
from perfcoder_lsp.storage.scratch import scratch_folder

_FILE = "report.json"
_MAX_BYTES = 16 << 20
_OF_THE_PLACE = {"file", "function", "signature", "range", "against", "elapsed_s", "complete"}


class FunctionCache:
    """A measurement is never reused for other code, another compiler, other flags, another machine or other settings:
    the first three decide what the built code is."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._cache = settings.cache.directory.resolve()
        self._entries = EntryCache(self._cache, "functions", _MAX_BYTES)

    def key(self, built: Sequence[Path], programs: Sequence[bytes]) -> str:
        """The name of what is known of a function, from the binaries of all its versions, and from the texts of their
        files' own `main`, which is not in there."""
        digest = hashlib.blake2b(this_machine().fingerprint.encode(), digest_size=20)
        digest.update(self._settings.model_dump_json(include={"verify", "measure"}).encode())
        for binary in built:
            digest.update(hashlib.blake2b(binary.read_bytes()).digest())
        for program in programs:
            digest.update(hashlib.blake2b(program).digest())
        return digest.hexdigest()

    def find(self, key: str, place: FunctionReport) -> FunctionReport | None:
        """What is known, for the function as `place` names it."""
        entry = self._entries.find(key)
        if entry is None:
            return None
        try:
            known = FunctionReport.model_validate_json((entry / _FILE).read_bytes())
        except (OSError, ValidationError):
            return None
        return known.model_copy(update={name: getattr(place, name) for name in _OF_THE_PLACE})

    def store(self, key: str, report: FunctionReport) -> None:
        """Keep a report. Raises StorageError, SandboxError where others may write to the cache."""
        with scratch_folder(self._cache) as scratch:
            file = scratch / _FILE
            file.write_bytes(report.model_dump_json().encode())
            self._entries.store(key, {_FILE: file}, (), scratch)
