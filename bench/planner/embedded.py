"""A planner of our kind, asked as the product asks it: what plans cost, stopped or not, and many in a row."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from bench.planner.asking import Answer, TimedProcess, cancel_times, load_times
from bench.planner.figures import Embedded, Spread, resident
from bench.planner.programs import programs
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.embedded_planner import EmbeddedPlanner, checked_header
from perfcoder_lsp.plan.model.memory import needed
from perfcoder_lsp.plan.reading.sites import sites
from perfcoder_lsp.plan.static import StaticPlanner
from perfcoder_lsp.strategy import Plan
from perfcoder_lsp.text import Frozen

_PARTS = 10


class Questions(Frozen):
    """How many programs of how many tokens are planned, how often the model is loaded, how many plans are stopped, and
    how many made in a row."""

    programs: int = 100
    tokens: int = 600
    loads: int = 5
    cancels: int = 50
    plans: int = 10_000
    threads: int = 1


@dataclass(frozen=True)
class _Planned:
    """A plan that was made: seconds in all, and what the model took of it."""

    seconds: float
    answer: Answer


@dataclass(frozen=True)
class _Known:
    """A program with the rules' plan, as the product has them when it asks."""

    source: Source
    plan: Plan

    def predicted(self, planner: EmbeddedPlanner) -> tuple[int, int]:
        """How many sites were asked about, and how many of them were answered."""
        told = planner.plan(self.source, self.plan).strategies
        return len(sites(self.source, self.plan.strategies)), sum(each.confidence is not None for each in told)

    def cancelling(self, planner: EmbeddedPlanner) -> Callable[[Callable[[], bool]], bool]:
        """A question about it, to be stopped."""
        return lambda cancelled: planner.plan(self.source, self.plan, cancelled) is self.plan


def embedded(path: Path, questions: Questions) -> Embedded:
    """Ask the model in that file. Raises ModelError where it is none of our kind."""
    header = checked_header(path)
    context = header.shape.context
    rules = StaticPlanner()
    known = [_Known(each, rules.plan(each)) for each in programs(questions.programs, questions.tokens, rules)]
    before = resident(os.getpid())
    loads = load_times(path, context, questions.threads, questions.loads)
    process = TimedProcess(path, context, questions.threads)
    planner = EmbeddedPlanner(path.stem, process, context)
    try:
        process.load()
        loaded = _resident(process)
        planned = [_planned(each, planner, process) for each in known]
        answers = Spread.of([each.answer.seconds for each in planned])
        asks = [each.cancelling(planner) for each in islice(cycle(known), questions.cancels)]
        cancels = cancel_times(asks, answers.median)
        asked, answered, tenths = _in_a_row(known, planner, process, questions.plans)
    finally:
        process.close()
    return Embedded(
        file_bytes=header.file_bytes,
        threads=questions.threads,
        load_s=loads,
        programs=len(known),
        prompt_tokens=Spread.of([each.answer.end.prompt_tokens for each in planned]),
        plan_s=Spread.of([each.seconds for each in planned]),
        reading_s=Spread.of([each.seconds - each.answer.seconds for each in planned]),
        cancel_s=cancels,
        plans=questions.plans,
        sites=asked,
        answered=answered,
        workers=(loaded, *tenths),
        estimated=needed(header, context),
        asking=(before, resident(os.getpid())),
    )


def _planned(known: _Known, planner: EmbeddedPlanner, process: TimedProcess) -> _Planned:
    begun = time.perf_counter()
    planner.plan(known.source, known.plan)
    seconds = time.perf_counter() - begun
    assert process.last is not None
    return _Planned(seconds, process.last)


def _in_a_row(
    known: list[_Known], planner: EmbeddedPlanner, process: TimedProcess, plans: int
) -> tuple[int, int, list[int]]:
    """Sites asked about and answered in so many plans, and the process's memory after each tenth of them."""
    asked = answered = 0
    tenths: list[int] = []
    for number, each in enumerate(islice(cycle(known), plans), 1):
        about, told = each.predicted(planner)
        asked, answered = asked + about, answered + told
        if number * _PARTS // plans > len(tenths):
            tenths.append(_resident(process))
    return asked, answered, tenths


def _resident(process: TimedProcess) -> int:
    assert process.pid is not None
    return resident(process.pid)
