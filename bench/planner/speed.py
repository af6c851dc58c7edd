"""A public shape, asked as the product asks it: how soon it answers, how quickly, and with how much memory."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from bench.planner.asking import Answer, TimedProcess, cancel_times, checked, load_times
from bench.planner.figures import Speed, Spread, peak
from bench.planner.shapes import Shape
from perfcoder_lsp.plan.model.gguf import read_header
from perfcoder_lsp.plan.model.memory import needed
from perfcoder_lsp.plan.model.messages import Generate
from perfcoder_lsp.text import Frozen

CHANGED = 20
"""This part of a prompt, at its end, is another one where what is before is known."""


class Questions(Frozen):
    """How it is asked; counts of tokens, and how often."""

    prompt: int = 1000
    answer: int = 64
    repeats: int = 7
    loads: int = 5
    cancels: int = 10
    threads: int = 2

    @property
    def context(self) -> int:
        return self.prompt + self.answer

    @property
    def kept(self) -> int:
        """Tokens of a prompt that are known when its end is another one."""
        return self.prompt - self.prompt // CHANGED


def speed(path: Path, shape: Shape, kind: str, questions: Questions) -> Speed:
    """Ask the model of that shape. Raises PerfcoderError where it can't be loaded, or says too little."""
    loads = load_times(path, questions.context, questions.threads, questions.loads)
    process = TimedProcess(path, questions.context, questions.threads)
    try:
        process.load()
        pairs = _pairs(process, shape, questions)
        assert process.pid is not None
        most = peak(process.pid)
        cold_s = Spread.of([cold.times[0] for cold, _ in pairs])
        asks = [_cancelling(process, shape, questions, number) for number in range(questions.cancels)]
        cancels = cancel_times(asks, cold_s.median)
    finally:
        process.close()
    header = read_header(path)
    return Speed(
        shape=shape.name,
        kind=kind,
        file_bytes=header.file_bytes,
        threads=questions.threads,
        context=questions.context,
        load_s=loads,
        prompt_tokens=questions.prompt,
        reused=questions.kept,
        cold_s=cold_s,
        warm_s=Spread.of([warm.times[0] for _, warm in pairs]),
        saved=Spread.of([cold.times[0] / warm.times[0] for cold, warm in pairs]),
        tokens_per_s=Spread.of([_rate(each) for pair in pairs for each in pair]),
        cancel_s=cancels,
        peak=most,
        estimated=needed(header, questions.context),
    )


def _pairs(process: TimedProcess, shape: Shape, questions: Questions) -> list[tuple[Answer, Answer]]:
    """Answers to prompts that begin with another token than all before, each with that to the same with another end."""
    random = Random(1)
    process.timed(_ask(_tokens(random, shape, questions.prompt), questions.answer))
    found: list[tuple[Answer, Answer]] = []
    for number in range(questions.repeats):
        prompt = (number, *_tokens(random, shape, questions.prompt - 1))
        other = (*prompt[: questions.kept], *_tokens(random, shape, questions.prompt - questions.kept))
        cold = checked(process.timed(_ask(prompt, questions.answer)), 0, questions.answer)
        warm = checked(process.timed(_ask(other, questions.answer)), questions.kept, questions.answer)
        found.append((cold, warm))
    return found


def _cancelling(
    process: TimedProcess, shape: Shape, questions: Questions, number: int
) -> Callable[[Callable[[], bool]], bool]:
    """A question with a new prompt, to be stopped."""
    ask = _ask((questions.repeats + number, *_tokens(Random(number), shape, questions.prompt - 1)), questions.answer)
    return lambda cancelled: process.timed(ask, cancelled).end.end == "cancelled"


def _tokens(random: Random, shape: Shape, count: int) -> tuple[int, ...]:
    return tuple(random.randrange(shape.vocabulary) for _ in range(count))


def _ask(prompt: tuple[int, ...], most: int) -> Generate:
    return Generate(number=0, prompt=prompt, most=most)


def _rate(answer: Answer) -> float:
    """Tokens a second, after the first."""
    return (len(answer.times) - 1) / (answer.times[-1] - answer.times[0])
