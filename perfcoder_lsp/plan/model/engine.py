"""llama.cpp itself: one model, one context, answers token by token. Imported by the model process only."""

import codecs
import ctypes
import importlib
import logging
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.model.chat import pieces
from perfcoder_lsp.plan.model.messages import Generate, Text, Turn
from perfcoder_lsp.plan.model.walk import Walk

llama_cpp: Any = importlib.import_module("llama_cpp")  # generated bindings, without useful types
_log = logging.getLogger("perfcoder.model")
_ABORTED = 2
_ERROR = 4  # ggml's level; the package's own table of levels is shifted by one
_PIECE = 512


@dataclass(frozen=True)
class Token:
    """A token of the answer, its text as far as characters are complete, and its log-probability among what was
    allowed; the last one of a round with the `chances` of all that were."""

    number: int
    text: str
    log_probability: float
    chances: tuple[float, ...] = ()


class TooLongError(UsageError):
    """The prompt has more tokens than the model has room for."""

    def __init__(self, tokens: int, context: int) -> None:
        super().__init__(f"the prompt has {tokens} tokens, and the model has room for {context}")
        self.tokens = tokens


class CancelledError(Exception):
    """The answer is no longer wanted."""


class Engine:
    """A loaded model. `cancelled` is asked all the time, in the middle of a prompt as well."""

    def __init__(self, path: Path, context: int, threads: int, cancelled: Callable[[], bool]) -> None:
        """Raises UsageError where llama.cpp can't load the file."""
        self._cancelled = cancelled
        self._errors: list[str] = []
        self._keep = [llama_cpp.llama_log_callback(self._hear), llama_cpp.ggml_abort_callback(self._is_cancelled)]
        llama_cpp.llama_log_set(self._keep[0], ctypes.c_void_p(0))
        try:
            self._llama = llama_cpp.Llama(
                str(path), n_ctx=context, n_threads=threads, n_threads_batch=threads, use_mmap=False, verbose=True
            )
        except (ValueError, RuntimeError, OSError) as error:
            why = self._errors[0] if self._errors else str(error)
            raise UsageError(f"{path}: llama.cpp can't load it: {why}") from None
        llama_cpp.llama_set_abort_callback(self._llama.ctx, self._keep[1], ctypes.c_void_p(0))
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._llama.model)
        endings = (llama_cpp.llama_vocab_eos(self._vocabulary), llama_cpp.llama_vocab_eot(self._vocabulary))
        self._endings = {each for each in endings if each >= 0}
        self._whole_only = bool(llama_cpp.llama_model_is_recurrent(self._llama.model))

    @property
    def vocabulary(self) -> int:
        return self._llama.n_vocab()

    @property
    def context(self) -> int:
        return self._llama.n_ctx()

    def tokens(self, prompt: Sequence[int | Text | Turn]) -> list[int]:
        """The prompt as token numbers. Raises UsageError where a number is none of this model's, or where it has no
        useful chat template."""
        found: list[int] = []
        for piece in self._written(prompt):
            if isinstance(piece, Text):
                found += self._llama.tokenize(piece.text.encode(), add_bos=not found, special=piece.trusted)
            elif 0 <= piece < self.vocabulary:
                found.append(piece)
            else:
                raise UsageError(f"token {piece} is none of the model's {self.vocabulary}")
        return found

    def _written(self, prompt: Sequence[int | Text | Turn]) -> Sequence[int | Text]:
        turns = [each for each in prompt if isinstance(each, Turn)]
        if not turns:
            return [each for each in prompt if not isinstance(each, Turn)]
        template = self._llama.metadata.get("tokenizer.chat_template")
        if not template:
            raise UsageError("it has no chat template")
        begin, end = (self._special(each) for each in (self._llama.token_bos(), self._llama.token_eos()))
        return pieces(template, turns, begin, end)

    def _special(self, token: int) -> str:
        return self._llama.detokenize([token], special=True).decode("utf-8", "replace") if token >= 0 else ""

    def prepare(self, prompt: Sequence[int]) -> int:
        """Take in the prompt; how many tokens of it were still known.

        Raises UsageError, TooLongError, CancelledError."""
        if not prompt:
            raise UsageError("the prompt is empty")
        if len(prompt) >= self.context:
            raise TooLongError(len(prompt), self.context)
        known = 0 if self._whole_only else _common(self._llama.input_ids[: self._llama.n_tokens], prompt)
        known = min(known, len(prompt) - 1)  # the last one is asked again, for what follows it
        if known == 0:
            self._llama.reset()
        self._llama.n_tokens = known
        self._eval(prompt[known:])
        return known

    def answer(self, ask: Generate) -> Iterator[Token]:
        """What follows the prompt that was prepared. Raises CancelledError."""
        choose = _Choice(ask, self._ends(ask))
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        told: list[int] = []  # and not yet taken in: what is given is taken in together
        for _ in range(min(ask.most, self.context - self._llama.n_tokens)):
            chosen = choose.given()
            if chosen is None:
                if told:
                    self._eval(told)
                    told = []
                chosen = choose.next(self._logits())
            token, log_probability, chances = chosen
            if token in choose.ends:
                return
            yield Token(token, decoder.decode(self._piece(token)), log_probability, chances)
            told.append(token)

    def _logits(self) -> npt.NDArray[np.float64]:
        logits = llama_cpp.llama_get_logits_ith(self._llama.ctx, -1)
        return np.ctypeslib.as_array(logits, shape=(self.vocabulary,)).astype(np.float64)

    def _ends(self, ask: Generate) -> set[int]:
        """The tokens that end the answer. In some models a tag is a token of its own, which has no text."""
        if ask.rounds is not None:
            return {*ask.end_tokens, ask.rounds.end}
        tags = [self._llama.tokenize(each.encode(), add_bos=False, special=True) for each in ask.end_texts]
        return {*ask.end_tokens, *(each[0] for each in tags if len(each) == 1), *self._endings}

    def _eval(self, tokens: Sequence[int]) -> None:
        if self._cancelled():
            raise CancelledError
        try:
            self._llama.eval(list(tokens))
        except RuntimeError:
            if self._cancelled():
                raise CancelledError from None
            raise

    def _piece(self, token: int) -> bytes:
        """Longer than the package's own buffer of 32 bytes, beyond which it yields nothing."""
        buffer = ctypes.create_string_buffer(_PIECE)
        length = llama_cpp.llama_token_to_piece(self._vocabulary, token, buffer, _PIECE, 0, False)
        return buffer.raw[: max(0, length)]

    def _is_cancelled(self, _: object) -> bool:
        return self._cancelled()

    def _hear(self, level: int, text: bytes, _: object) -> None:
        if level == _ERROR:
            self._errors.append(text.decode("utf-8", "replace").strip())
            _log.warning("%s", self._errors[-1])


class _Choice:
    """Picks tokens as the request allows."""

    def __init__(self, ask: Generate, ends: Set[int]) -> None:
        self.ends = ends
        self._walk = Walk(ask.rounds) if ask.rounds is not None else None
        self._temperature = ask.temperature
        self._random = np.random.default_rng(ask.seed)

    def given(self) -> "_Chosen | None":
        """The next token where only one may come."""
        token = None if self._walk is None else self._walk.given
        if token is None or self._walk is None:
            return None
        self._walk.take(token)
        return token, 0.0, ()

    def next(self, logits: npt.NDArray[np.float64]) -> "_Chosen":
        """The token that is chosen by what the model says."""
        allowed = None if self._walk is None else np.array(self._walk.allowed())
        values = logits if allowed is None else logits[allowed]
        values = values - values.max()
        chances = values - np.log(np.exp(values).sum())
        if self._temperature > 0:
            weights = np.exp(values / self._temperature)
            at = int(self._random.choice(len(weights), p=weights / weights.sum()))
        else:
            at = int(chances.argmax())
        token = at if allowed is None else int(allowed[at])
        closes = self._walk is not None and self._walk.closes
        if self._walk is not None:
            self._walk.take(token)
        return token, float(chances[at]), tuple(np.exp(chances).tolist()) if closes else ()


_Chosen = tuple[int, float, tuple[float, ...]]
"""A token, its log-probability and, where it is the last of a round, the probabilities of all that were allowed."""


def _common(known: npt.NDArray[np.intc], prompt: Sequence[int]) -> int:
    """How many tokens both begin with."""
    length = min(len(known), len(prompt))
    differing = np.flatnonzero(known[:length] != np.asarray(prompt[:length]))
    return int(differing[0]) if len(differing) else length
