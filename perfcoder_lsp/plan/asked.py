"""The planner that asks a language model of the user's, through llama.cpp."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from perfcoder_lsp.codec import category_named, decode_plan
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan import conversation
from perfcoder_lsp.plan.model.gguf import read_header
from perfcoder_lsp.plan.model.messages import Generate, Generated, Piece
from perfcoder_lsp.plan.model.process import ModelProcess, PromptTooLongError
from perfcoder_lsp.plan.reading.sites import Site, sites
from perfcoder_lsp.strategy import Plan, Strategy

_CHARACTERS_OF_A_TOKEN = 2.5
"""Of C++, at the least that common tokenizers make of it."""
_ATTEMPTS = 4
_MARK = "**"


class AskedPlanner:
    """Asks a model for strategies, with what the rules found as facts; reads what it says leniently."""

    def __init__(self, name: str, process: ModelProcess, context: int, most: int) -> None:
        """`context` and `most` are the tokens that there is room for, and of these those of the answer."""
        self.name = f"model/{Path(name).name}"
        self._process = process
        self._context = context
        self._most = most

    def plan(self, source: Source, known: Plan, cancelled: Callable[[], bool] | None = None) -> Plan:
        """The model's strategies in its order; none where its answer holds none, or where it was cancelled.

        `confidence` is the probability that the model gave to the category's name. Raises ModelError, ModelDiedError,
        UsageError.
        """
        found = sites(source, known.strategies)
        characters = int((self._context - self._most) * _CHARACTERS_OF_A_TOKEN)
        for _ in range(_ATTEMPTS):
            try:
                return self._asked(source, found, characters, cancelled)
            except PromptTooLongError as error:
                characters = int(characters * 0.9 * (self._context - self._most) / error.tokens)
        raise UsageError(f"{self.name}: what is known of {source.path.name} is too long for it; raise planner.context")

    def _asked(
        self, source: Source, found: Sequence[Site], characters: int, cancelled: Callable[[], bool] | None
    ) -> Plan:
        """With at most so many characters in the prompt. Raises PromptTooLongError."""
        around = sum(len(each.text) for each in conversation.turns(source, found, ""))
        program, left_out = conversation.shown(source, found, max(0, characters - around))
        chat = "tokenizer.chat_template" in read_header(self._process.path).values
        write = conversation.turns if chat else conversation.instruction
        ask = Generate(number=0, prompt=write(source, found, program), end_texts=conversation.END, most=self._most)
        heard = list(self._process.answer(ask, cancelled))
        if any(isinstance(each, Generated) and each.end == "cancelled" for each in heard):
            return Plan(planner=self.name)
        pieces = [each for each in heard if isinstance(each, Piece)]
        text = "".join(each.text for each in pieces)
        strategies = decode_plan(text if chat else f"[SUGG/]\n{text}", self.name).strategies
        note = f"the model was not shown {left_out} lines, for want of room" if left_out else ""
        return Plan(planner=self.name, strategies=_with_confidence(strategies, text, pieces), note=note)


def _with_confidence(strategies: Sequence[Strategy], text: str, pieces: Sequence[Piece]) -> tuple[Strategy, ...]:
    """Each strategy with the probability of its category's name, where that can be found in the answer."""
    found: list[Strategy] = []
    at = 0
    for each in strategies:
        start, end = _named(text, at, each)
        at = max(at, end)
        chance = math.exp(sum(piece.log_probability for piece in _within(pieces, start, end)))
        found.append(each.model_copy(update={"confidence": chance} if end > start else {}))
    return tuple(found)


def _named(text: str, at: int, strategy: Strategy) -> tuple[int, int]:
    """Where the answer names the strategy's category in bold; an empty place where it does not."""
    parts = text[at:].split(_MARK)
    place = at
    for number, part in enumerate(parts):
        if number % 2 and category_named(part.strip(" :")) is strategy.category:
            return place, place + len(part)
        place += len(part) + len(_MARK)
    return at, at


def _within(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    for each in pieces:
        if at < end and at + len(each.text) > start:
            found.append(each)
        at += len(each.text)
    return found
