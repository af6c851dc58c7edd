"""What a model is worth in real runs of the pipeline: how soon something can be offered, and how fast it gets."""

import statistics
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import exp, log
from pathlib import Path

from models.evaluate.bootstrap import Interval, redrawn
from models.records import Program
from perfcoder_lsp import pipeline
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.planners import RULES_ALONE
from perfcoder_lsp.request import Event, Request, SuggestionEvent
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.storage.scratch import scratch_folder
from perfcoder_lsp.text import Frozen


class Run(Frozen):
    """One run of the pipeline with a `model`: wall seconds until the first suggestion (None: there was none), and to
    the end; the best suggestion's speedup, 1 without one; what was tried."""

    program: str
    model: str
    first_s: float | None
    total_s: float
    speedup: float
    tried: int


class Live(Frozen):
    """`sooner` is the median, over the programs on which both found something, of the time to the first suggestion by
    the rules alone / with the model; `shorter` the same of the whole runs, over all programs; `faster` the geometric
    mean of the final speedup with the model / by the rules alone."""

    model: str
    programs: int
    found: int
    sooner: Interval
    shorter: Interval
    faster: Interval
    runs: tuple[Run, ...]


def race(programs: Iterable[Program], model: str, settings: Settings, seed: int = 0) -> Iterator[Run]:
    """Run each program with the model and by the rules alone, which of them first by turns. Raises PerfcoderError.

    They have a cache of their own, so that nothing is there that an earlier race has built for one of them. The first
    program is run once more before, since what all share has to be made once.
    """
    with tempfile.TemporaryDirectory() as folder:
        own = settings.model_copy(update={"cache": settings.cache.model_copy(update={"directory": Path(folder)})})
        for number, program in enumerate(programs):
            if number == 0:
                run(program, RULES_ALONE, own, f"{seed} warm")
            for each in (RULES_ALONE, model) if number % 2 == 0 else (model, RULES_ALONE):
                yield run(program, each, own, f"{seed} {each}")


def summary(runs: Sequence[Run]) -> Live:
    """What came of the runs, which are in pairs."""
    base = {each.program: each for each in runs if each.model == RULES_ALONE}
    pairs = [(base[each.program], each) for each in runs if each.model != RULES_ALONE and each.program in base]
    sooner = [
        rules.first_s / planned.first_s
        for rules, planned in pairs
        if rules.first_s is not None and planned.first_s is not None
    ]
    faster = [planned.speedup / rules.speedup for rules, planned in pairs]
    return Live(
        model=next((planned.model for _, planned in pairs), ""),
        programs=len(pairs),
        found=len(sooner),
        sooner=redrawn(sooner, statistics.median),
        shorter=redrawn([rules.total_s / planned.total_s for rules, planned in pairs], statistics.median),
        faster=redrawn(faster, lambda values: exp(statistics.fmean(map(log, values)))),
        runs=tuple(runs),
    )


def run(program: Program, model: str, settings: Settings, mark: str) -> Run:
    """One run. `mark` becomes a comment, so that nothing that another run has built is used again. Raises
    PerfcoderError."""
    source = Source.of(Path(f"{program.key}.cpp"), f"{program.source}\n// {mark}\n".encode())
    chosen = settings.model_copy(update={"planner": settings.planner.model_copy(update={"model": model})})
    watch = Stopwatch()
    first: list[float] = []

    def hear(event: Event) -> None:
        if isinstance(event, SuggestionEvent) and not first:
            first.append(watch.total)

    with _tests(program, settings) as tests:
        report = pipeline.optimize(source, Request(tests=tests), chosen, hear)
    return Run(
        program=program.key,
        model=model,
        first_s=first[0] if first else None,
        total_s=watch.total,
        speedup=report.suggestions[0].measurement.speedup if report.suggestions else 1.0,
        tried=len(report.suggestions) + len(report.rejected),
    )


@contextmanager
def _tests(program: Program, settings: Settings) -> Iterator[Path]:
    """The program's inputs in a folder, as users name them."""
    with scratch_folder(settings.cache.directory) as folder:
        for number, text in enumerate((program.timed, *program.checked)):
            (folder / f"{number}.in").write_text(text, encoding="utf-8")
        yield folder
