"""A planner's model file, asked through the process that runs it in the product."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from models.evaluate.ratings import Ranking, Rating, sites_of, source_of
from models.records import Labelled
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.model.gguf import read_header
from perfcoder_lsp.plan.model.messages import Generate, Piece
from perfcoder_lsp.plan.model.process import ModelProcess
from perfcoder_lsp.plan.reading.prompt import GAINS, VOCABULARY, prompt, read_answer
from perfcoder_lsp.plan.reading.sites import MOST_SITES, Site
from perfcoder_lsp.text import Frozen

_ROUND = 3
_ANSWER = _ROUND * MOST_SITES + 1


class Told(Frozen):
    """What a model says of a site: the probability of each of GAINS."""

    number: int
    chances: tuple[float, ...]

    @property
    def chance(self) -> float:
        """That it pays at all."""
        return 1 - self.chances[0]

    @property
    def expected(self) -> float:
        """The gain, as geometric mean over what is possible."""
        return math.exp(sum(chance * math.log(gain) for chance, gain in zip(self.chances, GAINS, strict=True)))

    @property
    def bucket(self) -> int:
        """The likeliest gain's."""
        return max(range(len(GAINS)), key=self.chances.__getitem__)

    @property
    def pays(self) -> bool:
        """Whether the likeliest gain is one."""
        return self.bucket > 0


class ModelPlanner:
    """One model file; open it with `open_model`."""

    def __init__(self, name: str, process: ModelProcess, context: int) -> None:
        self.name = name
        self._process = process
        self._context = context

    def rankings(self, labelled: Labelled) -> Sequence[Ranking]:
        """The largest expectation first; what it says nothing of comes last, as not paying."""
        source = source_of(labelled)
        numbered = sites_of(labelled, source)
        place = {site.number: place for place, site in numbered}
        told = self.told(source, [site for _, site in numbered])
        ratings = [
            Rating(site=place[each.number], expected=each.expected, chance=each.chance, pays=each.pays) for each in told
        ]
        return [tuple(sorted(ratings, key=lambda each: -each.expected))]

    def told(self, source: Source, found: Sequence[Site]) -> list[Told]:
        """What the model says of the sites, in its order. Raises ModelError, ModelDiedError."""
        if not found:
            return []
        asked = prompt(source, found, self._context - _ANSWER)
        heard = self._process.answer(Generate(number=0, prompt=asked.tokens, rounds=asked.rounds, most=_ANSWER))
        pieces = [each for each in heard if isinstance(each, Piece)]
        said = read_answer([each.token for each in pieces], found)
        chances = [each.chances for each in pieces if each.chances]  # the last tokens of rounds have some
        return [Told(number=each.site.number, chances=these) for each, these in zip(said, chances, strict=True)]


@contextmanager
def open_model(name: str, path: Path) -> Iterator[ModelPlanner]:
    """The planner that a file holds, in a process of its own. Raises ModelError, UsageError for a model of another
    vocabulary."""
    shape = read_header(path).shape
    if shape.vocabulary != len(VOCABULARY):
        raise UsageError(f"{path}: was trained with another vocabulary; export it again from this version")
    process = ModelProcess(path, shape.context, threads=1)
    try:
        yield ModelPlanner(name, process, shape.context)
    finally:
        process.close()
