"""What a network learns from: questions with their answers, as token numbers, in one compact file."""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.model.messages import Rounds
from perfcoder_lsp.plan.reading.prompt import fingerprint, rounds_in, rounds_of

_FIELDS = ("tokens", "lengths", "prompts", "draws", "programs")


@dataclass(frozen=True)
class Example:
    """One question about a program and the right answer, its end included. Of one program there are several draws, of
    which number 0 is told as it is at run time."""

    program: str
    draw: int
    prompt: tuple[int, ...]
    answer: tuple[int, ...]

    @property
    def rounds(self) -> Rounds:
        """What may be answered: an answer speaks of every site."""
        return rounds_of(tuple(each[:-1]) for each in rounds_in(self.answer))


@dataclass(frozen=True)
class Examples:
    """Many of them: all tokens in one row; per example the counts of its tokens and of those that are its prompt's,
    its draw, and the key of its program."""

    tokens: npt.NDArray[np.uint16]
    lengths: npt.NDArray[np.int32]
    prompts: npt.NDArray[np.int32]
    draws: npt.NDArray[np.int32]
    programs: npt.NDArray[np.str_]

    @classmethod
    def of(cls, examples: Iterable[Example]) -> "Examples":
        rows: list[npt.NDArray[np.uint16]] = [np.empty(0, np.uint16)]
        told: list[tuple[int, int, int, str]] = []
        for each in examples:
            rows.append(np.array((*each.prompt, *each.answer), np.uint16))
            told.append((len(rows[-1]), len(each.prompt), each.draw, each.program))
        lengths, prompts, draws, programs = zip(*told, strict=True) if told else ((), (), (), ())
        return cls(
            np.concatenate(rows),
            np.array(lengths, np.int32),
            np.array(prompts, np.int32),
            np.array(draws, np.int32),
            np.array(programs, np.str_),
        )

    @classmethod
    def load(cls, path: Path) -> "Examples":
        """Raises UsageError where the file holds none, or was encoded in another vocabulary."""
        try:
            with np.load(path, allow_pickle=False) as file:
                if str(file["vocabulary"]) != fingerprint():
                    raise UsageError(f"{path}: was encoded in another vocabulary; run python -m models.encode again")
                return cls(**{name: file[name] for name in _FIELDS})
        except (OSError, KeyError, ValueError, zipfile.BadZipFile):
            raise UsageError(f"{path}: holds no examples; python -m models.encode makes them") from None

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        fields = {name: getattr(self, name) for name in _FIELDS}
        with path.open("wb") as file:
            np.savez_compressed(file, vocabulary=np.array(fingerprint()), **fields)

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, number: int) -> Example:
        tokens = self.row(number).tolist()
        at = int(self.prompts[number])
        return Example(str(self.programs[number]), int(self.draws[number]), tuple(tokens[:at]), tuple(tokens[at:]))

    def row(self, number: int) -> npt.NDArray[np.uint16]:
        """The tokens of one example, prompt and answer."""
        end = int(self._ends[number])
        return self.tokens[end - int(self.lengths[number]) : end]

    @cached_property
    def _ends(self) -> npt.NDArray[np.int64]:
        return np.cumsum(self.lengths, dtype=np.int64)
