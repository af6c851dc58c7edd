"""What a planner's order is worth in real searches: how soon something can be offered, and how fast it gets."""

import statistics
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import exp, log
from pathlib import Path

from models.evaluate.bootstrap import Interval, redrawn
from models.evaluate.comparison import completed
from models.evaluate.orders import CatalogueOrder
from models.evaluate.ratings import Planner
from models.records import Labelled, Program, SiteLabel
from perfcoder_lsp import pipeline
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.request import Event, Request, SuggestionEvent
from perfcoder_lsp.search import search
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.storage.scratch import scratch_folder
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.text import Frozen
from perfcoder_lsp.trial import open_trial
from perfcoder_lsp.typed_source import typed_source


class Searched(Frozen):
    """One search: wall seconds until the first suggestion, planning included (None: there was none), and to the end;
    the best suggestion's speedup, 1 without one."""

    program: str
    planner: str
    first_s: float | None
    total_s: float
    speedup: float


class Live(Frozen):
    """`sooner` is the median, over the programs on which both orders found something, of the time to the first
    suggestion in the catalogue's order / in the planner's; `faster` the geometric mean of the planner's final speedup /
    the catalogue's, over all programs."""

    planner: str
    programs: int
    found: int
    sooner: Interval
    faster: Interval
    searches: tuple[Searched, ...]


def race(programs: Iterable[Program], planner: Planner, settings: Settings, seed: int = 0) -> Iterator[Searched]:
    """Search each program in both orders, each order first every other time. Raises PerfcoderError.

    The first program is searched once more before, since what all share has to be made once.
    """
    orders: tuple[Planner, Planner] = (CatalogueOrder(), planner)
    for number, program in enumerate(programs):
        if number == 0:
            searched(program, orders[0], settings, f"{seed} warm")
        for each in orders if number % 2 == 0 else reversed(orders):
            yield searched(program, each, settings, f"{seed} {each.name}")


def summary(planner: str, searches: Sequence[Searched]) -> Live:
    """What came of the searches, which are in pairs."""
    own = {each.program: each for each in searches if each.planner == planner}
    base = {each.program: each for each in searches if each.planner != planner}
    names = [each for each in own if each in base]
    sooner: list[float] = []
    for name in names:
        mine, other = own[name].first_s, base[name].first_s
        if mine is not None and other is not None:
            sooner.append(other / mine)
    faster = [own[name].speedup / base[name].speedup for name in names]
    return Live(
        planner=planner,
        programs=len(names),
        found=len(sooner),
        sooner=redrawn(sooner, statistics.median),
        faster=redrawn(faster, lambda values: exp(statistics.fmean(map(log, values)))),
        searches=tuple(searches),
    )


def searched(program: Program, planner: Planner, settings: Settings, mark: str) -> Searched:
    """One search as the pipeline does it, in the planner's order. `mark` becomes a comment, so that nothing that
    another search has built is used again. Raises PerfcoderError."""
    source = Source.of(Path(f"{program.key}.cpp"), f"{program.source}\n// {mark}\n".encode())
    watch = Stopwatch()
    source = typed_source(source, settings)
    rewrites = ordered(source, program, planner, settings)
    first: list[float] = []

    def hear(event: Event) -> None:
        if isinstance(event, SuggestionEvent) and not first:
            first.append(watch.total)

    best = 1.0
    if rewrites:
        with (
            _tests(program, settings) as tests,
            open_trial(source, rewrites, Request(tests=tests), settings, watch, hear) as trial,
        ):
            attempts = search(trial, rewrites, hear, lambda: watch.total > settings.budget_s)
        best = max((each.speedup for each in attempts if each.suggestion), default=1.0)
    return Searched(
        program=program.key,
        planner=planner.name,
        first_s=first[0] if first else None,
        total_s=watch.total,
        speedup=best,
    )


def ordered(source: Source, program: Program, planner: Planner, settings: Settings) -> tuple[Rewrite, ...]:
    """The rewrites of a program in the planner's order."""
    plan, rewrites = pipeline.check(source, settings)
    unknown = tuple(SiteLabel(strategy=each, outcome="undecided") for each in plan.strategies)
    asked = Labelled(program=program.model_copy(update={"source": source.text.decode()}), sites=unknown)
    ranking = completed(planner.rankings(asked)[0], len(unknown))
    place = {plan.strategies[each.site]: number for number, each in enumerate(ranking)}
    return tuple(sorted(rewrites, key=lambda each: min(place[one] for one in each.strategies)))


@contextmanager
def _tests(program: Program, settings: Settings) -> Iterator[Path]:
    """The program's inputs in a folder, as users name them."""
    with scratch_folder(settings.cache.directory) as folder:
        for number, text in enumerate((program.timed, *program.checked)):
            (folder / f"{number}.in").write_text(text, encoding="utf-8")
        yield folder
