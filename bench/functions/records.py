"""What was asked and answered, in files of JSON lines: each line is on disk as soon as it is there."""

from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from bench.functions.questions import Answer, Question
from perfcoder_lsp.text import Frozen


class Record(Frozen):
    """A question and its answer. `again`: asked a second time, when all is cached that is kept."""

    question: Question
    answer: Answer
    again: bool = False

    @property
    def key(self) -> str:
        return f"{self.question.candidate.name} {self.again}"


class Attempt(Frozen):
    """A change that was judged. `digest` names it; `shown` is its text before and after."""

    is_mutant: bool
    kind: str
    digest: str
    shown: str
    question: Question
    answer: Answer

    @property
    def key(self) -> str:
        return f"{self.question.candidate.name} {self.digest}"


Line = TypeVar("Line", Record, Attempt)


class Log(Generic[Line]):
    """The lines of a file, new ones at its end."""

    def __init__(self, path: Path, line: type[Line]) -> None:
        """Raises SystemExit where the file holds something else. A last line cut short is dropped."""
        self._path = path
        text = path.read_text("utf-8") if path.exists() else ""
        whole = text[: text.rfind("\n") + 1]
        try:
            self.lines = [line.model_validate_json(each) for each in whole.splitlines()]
        except ValidationError as error:
            raise SystemExit(f"{path}: no results of this benchmark: {error.errors()[0]['msg']}") from None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(whole, "utf-8")

    def add(self, line: Line) -> None:
        self.lines.append(line)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{line.model_dump_json()}\n")

    @property
    def keys(self) -> set[str]:
        return {each.key for each in self.lines}
