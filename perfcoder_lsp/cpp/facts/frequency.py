"""How often places run, estimated from the text alone (after Wu and Larus, "Static branch frequency and program profile
analysis", 1994, without branches): a loop whose count is no number takes a hundred turns, and a function is entered as
often as where it is called most.
"""

import math

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_of
from perfcoder_lsp.cpp.facts.recursion import may_recurse
from perfcoder_lsp.cpp.facts.trips import literal_trips
from perfcoder_lsp.cpp.functions import Function, function_of, functions
from perfcoder_lsp.cpp.loops import Loop, loops, loops_around
from perfcoder_lsp.cpp.source import Source, per_source

_USUAL = 2.0
_MOST = 15.0
_DEEPEST = 50  # calls within calls


def frequency(source: Source, node: Node) -> float:
    """About how often a run gets there, as a power of ten."""
    function = function_of(source, node)
    entered = _entered(source).get(function.node.id, 0.0) if function is not None else 0.0
    return min(_MOST, entered + _around(source, node))


def turns(source: Source, loop: Loop) -> float:
    """About how many turns a loop takes in all of a run, as a power of ten."""
    return min(_MOST, frequency(source, loop.node) + _powers(source).get(loop.node.id, _USUAL))


@per_source
def most_turns(source: Source) -> float:
    """Those of the loop that takes the most; 0 where there is none."""
    return max((turns(source, each) for each in loops(source)), default=0.0)


@per_source
def _powers(source: Source) -> dict[int, float]:
    """The turns of each loop each time that it is reached, as a power of ten, by its node's id."""
    return {each.node.id: _power(source, each) for each in loops(source)}


def _power(source: Source, loop: Loop) -> float:
    count = literal_trips(source, loop)
    return _USUAL if count is None else math.log10(max(1, count))


def _around(source: Source, node: Node) -> float:
    powers = _powers(source)
    return sum(powers.get(each.id, _USUAL) for each in loops_around(source, node))


@per_source
def _entered(source: Source) -> dict[int, float]:
    """How often each function is entered, as a power of ten, by its node's id."""
    known: dict[int, float] = {}
    for each in functions(source):
        _enter(source, each, known, 0)
    return known


def _enter(source: Source, function: Function, known: dict[int, float], deep: int) -> float:
    """What calls itself does so a hundred times; where functions call one another in a circle, one is begun with."""
    own = function.node.id
    if own not in known:
        known[own] = 0.0
        callers = [(each.node, function_of(source, each.node)) for each in calls_of(source, function.name)]
        often = [
            _around(source, call) + _enter(source, caller, known, deep + 1)
            for call, caller in callers
            if caller is not None and caller.node.id != own and deep < _DEEPEST
        ]
        known[own] = min(_MOST, max(often, default=0.0) + (_USUAL if may_recurse(source, function) else 0.0))
    return known[own]
