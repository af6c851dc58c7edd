"""Wall time by stage."""

import time
from collections.abc import Generator
from contextlib import contextmanager

from perfcoder_lsp.request import StageName
from perfcoder_lsp.suggestion import Elapsed


class Stopwatch:
    """Adds up the wall seconds that each stage took; made when a run of the pipeline starts."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._spent: dict[StageName, float] = {}

    @contextmanager
    def stage(self, name: StageName) -> Generator[None]:
        begun = time.monotonic()
        try:
            yield
        finally:
            self._spent[name] = self._spent.get(name, 0.0) + time.monotonic() - begun

    @property
    def total(self) -> float:
        """Seconds since it was made."""
        return time.monotonic() - self._begun

    def elapsed(self) -> Elapsed:
        return Elapsed(**{name: round(spent, 3) for name, spent in self._spent.items()}, total=round(self.total, 3))
