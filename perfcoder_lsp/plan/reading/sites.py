"""The places where something can be done, numbered, with what is known of them: what a planner chooses among."""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_of
from perfcoder_lsp.cpp.facts.frequency import frequency, most_turns, turns
from perfcoder_lsp.cpp.facts.recursion import may_recurse
from perfcoder_lsp.cpp.facts.trips import literal_trips
from perfcoder_lsp.cpp.functions import Function, function_of, functions
from perfcoder_lsp.cpp.loops import Loop, loops, loops_around
from perfcoder_lsp.cpp.mentions import mentions_of
from perfcoder_lsp.cpp.nodes import is_inside
from perfcoder_lsp.cpp.scopes import declarations
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.plan.reading.canonical import canonical, nothing
from perfcoder_lsp.rewrite.rule import all_rules
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.strategy import Strategy
from perfcoder_lsp.text import ByteRange

MOST_SITES = 32
_DEEPEST = 4
_FARTHEST = 8
_LEAST = 12
COUNTED = ("share", "function_share", "top", "uses_share", "uses_top")
"""The facts that a run tells."""
MOST = {"trips": 12, "behind": _FARTHEST, **dict.fromkeys(COUNTED, _LEAST)}
"""The largest numbers that are told of what is a matter of degree."""


@dataclass(frozen=True)
class Facts:
    """What is known of a place: all but the last five from the text.

    `around` counts the loops around it, `inside` the depth of loops in it. `trips` is how often these loops run in all,
    as a power of ten, as far as their counts are numbers, and `open_loops` counts those whose counts are not.
    `reached` is how its function is: as `main`, called once, called in a loop, or by itself; `file` where it concerns
    the whole file. `behind` is how much less often it seems to run than what runs most in the program, as a power of
    ten. `words` is its length without its style. `usual` is what the rule gains in the catalogue. `share` and
    `function_share` are how many times the statements that ran in a run are to be halved until they are those of this
    place, or of its function, and `top` how many times the runs of the statement that ran most are, until they are
    those of this place's; `uses_share` and `uses_top` are the same of this place together with whatever mentions what
    is declared here: what a container costs, its uses cost. None where no run was counted.
    """

    around: int
    inside: int
    trips: int
    open_loops: int
    reached: str
    behind: int
    words: int
    usual: float
    share: int | None = None
    function_share: int | None = None
    top: int | None = None
    uses_share: int | None = None
    uses_top: int | None = None


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


def facts(source: Source, strategy: Strategy, counts: StatementCounts | None = None) -> Facts:
    """What is known of the place that the strategy speaks of."""
    where = strategy.range
    if where is None or where.end - where.start >= len(source.text):
        all_of_it = None if counts is None else 0
        words = len(canonical(source))
        return Facts(0, 0, 0, 0, "file", 0, words, _usual(strategy), **dict.fromkeys(COUNTED, all_of_it))
    node = source.tree.root_node.named_descendant_for_byte_range(where.start, max(where.start, where.end - 1))
    node = node or source.tree.root_node
    by_node = {each.node.id: each for each in loops(source)}
    around = [by_node[each.id] for each in loops_around(source, node) if each.id in by_node]
    within = [each for each in by_node.values() if is_inside(each.node, node) and each not in around]
    trips = [literal_trips(source, each) for each in (*around, *within)]
    function = function_of(source, node)
    often = max((turns(source, each) for each in within), default=frequency(source, node))
    known = reduce(lambda total, each: total * each, (each for each in trips if each is not None), 1)
    return Facts(
        around=min(_DEEPEST, len(around)),
        inside=min(_DEEPEST, max((_depth(source, each, node) for each in within), default=0)),
        trips=len(str(known)) - 1,
        open_loops=min(_DEEPEST, sum(each is None for each in trips)),
        reached=_reached(source, function),
        behind=min(_FARTHEST, max(0, round(most_turns(source) - often))),
        words=bisect_left(_starts(source), (where.end, 0)) - bisect_left(_starts(source), (where.start, 0)),
        usual=_usual(strategy),
        **_counted(source, where, function.range if function is not None else where, counts),
    )


def _counted(
    source: Source, where: ByteRange, function: ByteRange, counts: StatementCounts | None
) -> Mapping[str, int]:
    """The facts that a run tells."""
    if counts is None:
        return {}
    here, users = _lines(source, where), _users(source, where)
    around = [counts.within(*here), *(counts.within(line, line) for line in users)]
    most = [counts.most_within(*here), *(counts.most_within(line, line) for line in users)]
    return {
        "share": _halvings(counts.total, around[0]),
        "function_share": _halvings(counts.total, counts.within(*_lines(source, function))),
        "top": _halvings(counts.most, most[0]),
        "uses_share": _halvings(counts.total, min(counts.total, sum(around))),
        "uses_top": _halvings(counts.most, max(most)),
    }


def _users(source: Source, where: ByteRange) -> set[int]:
    """The lines elsewhere on which something is mentioned that is declared at a place."""
    first, last = _lines(source, where)
    declared = [each for each in declarations(source) if where.start <= each.name_node.start_byte < where.end]
    rows = {node.start_point.row + 1 for each in declared for node in mentions_of(source, each)}
    return {row for row in rows if not first <= row <= last}


def _lines(source: Source, where: ByteRange) -> tuple[int, int]:
    """The first and the last one."""
    first = source.text.count(b"\n", 0, where.start) + 1
    return first, first + source.text.count(b"\n", where.start, where.end)


def _halvings(whole: int, part: int) -> int:
    """How many times the whole is to be halved until it is the part."""
    return min(_LEAST, round(math.log2((whole + 1) / (part + 1))))


@cache
def _usual_gains() -> Mapping[str, float]:
    return {each.id: each.gain for each in all_rules()}


def _usual(strategy: Strategy) -> float:
    """1 where no rule proposes it."""
    return _usual_gains().get(strategy.name, 1.0)


def _in_order(source: Source, strategies: Sequence[Strategy], between: Callable[[], None]) -> list[Strategy]:
    """What concerns the whole file first, then by place, whatever the order of functions in the text."""
    canonical(source, None, between)
    starts = _starts(source)

    def place(strategy: Strategy) -> int:
        where = strategy.range
        if where is None or where.end - where.start >= len(source.text):
            return -1
        at = bisect_left(starts, (where.start, 0))
        return starts[at][1] if at < len(starts) else len(starts)

    return sorted(strategies, key=place)


@per_source
def _starts(source: Source) -> list[tuple[int, int]]:
    """Where each word of the program without its style begins in the text, and its place there."""
    return sorted((word.start, place) for place, word in enumerate(canonical(source)))


def _look_around(source: Source, between: Callable[[], None]) -> None:
    """What is asked of all loops and functions takes a while in a large file: it is found out one by one, and kept."""
    for each in loops(source):
        between()
        literal_trips(source, each)
    for each in functions(source):
        between()
        may_recurse(source, each)


def _depth(source: Source, loop: Loop, outside: Node) -> int:
    return 1 + sum(is_inside(each, outside) for each in loops_around(source, loop.node))


def _reached(source: Source, function: Function | None) -> str:
    if function is None:
        return "file"
    if function.name == "main":
        return "main"
    if may_recurse(source, function):
        return "recursive"
    often = any(loops_around(source, each.node) for each in calls_of(source, function.name))
    return "repeated" if often else "once"
