"""What came of strategies on this machine, where the user wants it kept (`planner.learn`). It stays in the cache: the
rule, facts in numbers, what was predicted and what was measured; nothing of the code."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from perfcoder_lsp.errors import StorageError
from perfcoder_lsp.plan.reading.facts import Facts
from perfcoder_lsp.storage.trust import own_folder, storing
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import Frozen

_MOST = 20_000
_LONGEST_LINE = 1000

Came = Literal["faster", "slower", "same", "different", "unbuilt", "undecided"]


class Outcome(Frozen):
    """One strategy that was carried out alone. `confidence` and `expected_gain` are what the planner itself said, None
    where it said nothing; `gain` is time before / time after, 1 where there is none."""

    planner: str
    rule: str
    category: Category
    facts: Facts
    confidence: float | None
    expected_gain: float | None
    came: Came
    gain: float = 1.0

    @property
    def decided(self) -> bool:
        return self.came != "undecided"

    @property
    def pays(self) -> bool:
        return self.came == "faster"


class OutcomeLog:
    """The outcomes that are kept in a cache, the newest last, one JSON object a line."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self.file = cache / "learned" / "outcomes.jsonl"

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Raises StorageError, SandboxError where others may write to the cache."""
        lines = "".join(each.model_dump_json() + "\n" for each in outcomes)
        if not lines:
            return
        own_folder(self._cache, self.file.parent.name)
        with storing(self._cache), self.file.open("a", encoding="utf-8") as file:
            file.write(lines)
            size = file.tell()
        if size > _MOST * _LONGEST_LINE:
            self._shorten()

    def read(self) -> tuple[Outcome, ...]:
        """Those that can be read: a line that another version wrote says nothing here. Raises StorageError."""
        try:
            lines = self.file.read_text("utf-8", "replace").splitlines()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise StorageError(f"{self.file}: cannot be read: {error.strerror}") from None
        return tuple(found for each in lines[-_MOST:] if (found := _outcome(each)) is not None)

    def forget(self) -> None:
        """Raises StorageError."""
        with storing(self._cache):
            self.file.unlink(missing_ok=True)

    def _shorten(self) -> None:
        shorter = self.file.with_suffix(".new")
        with storing(self._cache):
            shorter.write_text("".join(each.model_dump_json() + "\n" for each in self.read()[-_MOST // 2 :]), "utf-8")
            shorter.replace(self.file)


def _outcome(line: str) -> Outcome | None:
    try:
        return Outcome.model_validate_json(line)
    except ValidationError:
        return None
