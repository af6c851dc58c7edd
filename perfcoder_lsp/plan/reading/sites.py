"""The places where something can be done, numbered, with what is known of them: what a planner chooses among."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from perfcoder_lsp.cpp.facts.recursion import may_recurse
from perfcoder_lsp.cpp.facts.trips import literal_trips
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.loops import loops
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.reading.canonical import canonical, nothing, word_starts
from perfcoder_lsp.plan.reading.facts import COUNTED, Facts, facts
from perfcoder_lsp.plan.reading.places import is_whole
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.strategy import Strategy

MOST_SITES = 32


@dataclass(frozen=True)
class Site:
    """Where a strategy can be carried out; `number` is what models call it."""

    number: int
    strategy: Strategy
    facts: Facts

    @property
    def uncounted(self) -> "Site":
        """As it is known without a run."""
        return replace(self, facts=replace(self.facts, **dict.fromkeys(COUNTED)))


def sites(
    source: Source,
    strategies: Iterable[Strategy],
    between: Callable[[], None] = nothing,
    counts: StatementCounts | None = None,
) -> tuple[Site, ...]:
    """The first places of a plan, each strategy once, numbered as they follow in the program without its style.

    `between` is called between places; what it raises ends the search. `counts` are those of a run, if there was one.
    """
    distinct = list(dict.fromkeys(strategies))[:MOST_SITES]
    if distinct:
        _look_around(source, between)
    found: list[Site] = []
    for number, each in enumerate(_in_order(source, distinct, between)):
        between()
        found.append(Site(number, each, facts(source, each, counts)))
    return tuple(found)


def _in_order(source: Source, strategies: Sequence[Strategy], between: Callable[[], None]) -> list[Strategy]:
    """What concerns the whole file first, then by place, whatever the order of functions in the text."""
    canonical(source, None, between)
    starts = word_starts(source)

    def place(strategy: Strategy) -> int:
        if strategy.range is None or is_whole(source, strategy):
            return -1
        at = bisect_left(starts, (strategy.range.start, 0))
        return starts[at][1] if at < len(starts) else len(starts)

    return sorted(strategies, key=place)


def _look_around(source: Source, between: Callable[[], None]) -> None:
    """What is asked of all loops and functions takes a while in a large file: it is found out one by one, and kept."""
    for each in loops(source):
        between()
        literal_trips(source, each)
    for each in functions(source):
        between()
        may_recurse(source, each)
