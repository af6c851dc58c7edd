"""How long answers take, and how soon a model is free when nobody wants its answer any more."""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.planner.figures import Spread
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.plan.model.messages import Generate, Generated, Piece
from perfcoder_lsp.plan.model.process import ModelProcess


@dataclass(frozen=True)
class Answer:
    """When its tokens came, in seconds after the question, how long all took, and what was told at the end."""

    times: tuple[float, ...]
    seconds: float
    end: Generated


class TimedProcess(ModelProcess):
    """Keeps of its last answer how long it took."""

    last: Answer | None = None

    def answer(self, ask: Generate, cancelled: Callable[[], bool] | None = None) -> Generator[Piece | Generated]:
        begun = time.perf_counter()
        times: list[float] = []
        for heard in super().answer(ask, cancelled):
            now = time.perf_counter() - begun
            if isinstance(heard, Piece):
                times.append(now)
            else:
                self.last = Answer(tuple(times), now, heard)
            yield heard

    def timed(self, ask: Generate, cancelled: Callable[[], bool] | None = None) -> Answer:
        """The answer to a question, without its words."""
        for _ in self.answer(ask, cancelled):
            pass
        assert self.last is not None
        return self.last


def load_times(path: Path, context: int, threads: int, times: int) -> Spread:
    """Seconds from starting a process until it has the model."""
    seconds: list[float] = []
    for _ in range(times):
        process = ModelProcess(path, context, threads)
        begun = time.perf_counter()
        process.load()
        seconds.append(time.perf_counter() - begun)
        process.close()
    return Spread.of(seconds)


def cancel_times(asks: Sequence[Callable[[Callable[[], bool]], bool]], within_s: float) -> Spread | None:
    """Seconds from when nobody wants an answer any more until the model is free for the next question.

    Each of `asks` asks, told when to stop, and says whether it was stopped; that is at any time in `within_s`. Answers
    that came before are left out; None where all did.
    """
    random = Random(1)
    seconds: list[float] = []
    for ask in asks:
        due = time.perf_counter() + random.uniform(0, within_s)
        if ask(lambda due=due: time.perf_counter() >= due):
            seconds.append(time.perf_counter() - due)
    return Spread.of(seconds) if seconds else None


def checked(answer: Answer, reused: int, tokens: int) -> Answer:
    """The answer, where it is the one that was to be timed. Raises PerfcoderError where other parts of its prompt were
    known to the model, or it ended early."""
    if answer.end.reused != reused or len(answer.times) != tokens:
        raise PerfcoderError(
            f"an answer of {len(answer.times)} tokens to a prompt of which {answer.end.reused} of "
            f"{answer.end.prompt_tokens} were known is not what was to be timed; use other lengths"
        )
    return answer
