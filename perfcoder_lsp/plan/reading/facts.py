"""What is known of a place where something can be done: what its planner is told beside the program."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.plan.reading.canonical import canonical, word_starts
from perfcoder_lsp.plan.reading.places import places_of, stream_kind
from perfcoder_lsp.rewrite.rule import all_rules
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.strategy import Strategy
from perfcoder_lsp.text import ByteRange

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
    ten. `words` is its length without its style. `usual` is what the rule gains in the catalogue. `streams` is one of
    places.STREAM_KINDS.

    What a run tells is None where none was counted. `share` and `function_share` are how many times the statements that
    ran are to be halved until they are those of this place, or of its function, and `top` how many times the runs of
    the statement that ran most are, until they are those of this place's; `uses_share` and `uses_top` are the same of
    this place together with whatever mentions what is declared here: what a container costs, its uses cost.

    Where a strategy costs time in several places (`places.py`), loops and function are those of the one that seems to
    run most, and `words`, `share` and `top` those of all of them.
    """

    around: int
    inside: int
    trips: int
    open_loops: int
    reached: str
    behind: int
    words: int
    usual: float
    streams: str
    share: int | None = None
    function_share: int | None = None
    top: int | None = None
    uses_share: int | None = None
    uses_top: int | None = None


def facts(source: Source, strategy: Strategy, counts: StatementCounts | None = None) -> Facts:
    """What is known of the place that the strategy speaks of."""
    places = places_of(source, strategy)
    if places:
        return _facts(source, strategy, places, counts)
    all_of_it = None if counts is None else 0
    words = len(canonical(source))
    return Facts(0, 0, 0, 0, "file", 0, words, _usual(strategy), "none", **dict.fromkeys(COUNTED, all_of_it))


def _facts(source: Source, strategy: Strategy, places: Sequence[ByteRange], counts: StatementCounts | None) -> Facts:
    """Of all these places together."""
    node = max((_node(source, each) for each in places), key=lambda each: frequency(source, each))
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
        words=sum(_words(source, each) for each in places),
        usual=_usual(strategy),
        streams=stream_kind(source, strategy),
        **_counted(source, places, function, counts),
    )


def _node(source: Source, where: ByteRange) -> Node:
    """What stands there."""
    root = source.tree.root_node
    return root.named_descendant_for_byte_range(where.start, max(where.start, where.end - 1)) or root


def _words(source: Source, where: ByteRange) -> int:
    starts = word_starts(source)
    return bisect_left(starts, (where.end, 0)) - bisect_left(starts, (where.start, 0))


def _counted(
    source: Source, places: Sequence[ByteRange], function: Function | None, counts: StatementCounts | None
) -> Mapping[str, int]:
    """The facts that a run tells; `function` is that of the place that runs most."""
    if counts is None:
        return {}
    here = _running(source, places)
    around = here if function is None else [function.range]
    own, used = counts.of(here), counts.of([*here, *_users(source, places)])
    return {
        "share": _halvings(counts.total, sum(own)),
        "function_share": _halvings(counts.total, sum(counts.of(around))),
        "top": _halvings(counts.most, max(own, default=0)),
        "uses_share": _halvings(counts.total, sum(used)),
        "uses_top": _halvings(counts.most, max(used, default=0)),
    }


def _running(source: Source, places: Iterable[ByteRange]) -> list[ByteRange]:
    """Where statements stand for these places: for a function's head, its first one; nothing for what stands outside of
    functions, and holds none."""
    return [told for each in places if (told := _statement(source, each)) is not None]


def _statement(source: Source, place: ByteRange) -> ByteRange | None:
    function = function_of(source, _node(source, place))
    if function is None:
        return place if any(place.start <= each.node.start_byte < place.end for each in functions(source)) else None
    if place.end > function.body.start_byte:
        return place
    first = next((each for each in function.body.named_children if each.type != "comment"), function.body)
    return node_range(first)


def _users(source: Source, places: Iterable[ByteRange]) -> list[ByteRange]:
    """Where functions mention what is declared at these places."""
    declared = [
        each
        for each in declarations(source)
        if any(place.start <= each.name_node.start_byte < place.end for place in places)
    ]
    return _running(source, [node_range(node) for each in declared for node in mentions_of(source, each)])


def _halvings(whole: int, part: int) -> int:
    """How many times the whole is to be halved until it is the part."""
    return min(_LEAST, round(math.log2((whole + 1) / (part + 1))))


@cache
def _usual_gains() -> Mapping[str, float]:
    return {each.id: each.gain for each in all_rules()}


def _usual(strategy: Strategy) -> float:
    """1 where no rule proposes it."""
    return _usual_gains().get(strategy.name, 1.0)


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
