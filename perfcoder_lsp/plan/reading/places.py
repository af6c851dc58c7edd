"""Where what a strategy changes costs time, which need not be where it is written."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.facts.array_loops import array_loops
from perfcoder_lsp.cpp.facts.io_facts import IoFacts, io_facts
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.strategy import Category, Strategy
from perfcoder_lsp.text import ByteRange

STREAM_KINDS = ("none", "synced", "unsynced", "stdio")
"""What a strategy is about: not standard streams, those that are synchronised with stdio, or are not, or stdio."""
_VECTORISING = "CC1"
_FLUSHES = frozenset({"endl", "flush"})


def is_whole(source: Source, strategy: Strategy) -> bool:
    """Whether the strategy speaks of the whole file."""
    where = strategy.range
    return where is None or where.end - where.start >= len(source.text)


def places_of(source: Source, strategy: Strategy) -> tuple[ByteRange, ...]:
    """The strategy's range, or, where it is about the standard streams or vectorising, their uses and the loops that
    compute with arrays; none where that is the whole file."""
    if _is_about_streams(strategy):
        known = io_facts(source)
        return tuple(_flushes(known) if strategy.name == "IO2" else _uses(known))
    if strategy.name == _VECTORISING:
        return tuple(each.range for each in array_loops(source))
    return () if strategy.range is None or is_whole(source, strategy) else (strategy.range,)


def stream_kind(source: Source, strategy: Strategy) -> str:
    """One of STREAM_KINDS."""
    known = io_facts(source)
    if not _is_about_streams(strategy) or not (known.streams or known.stdio):
        return "none"
    if not known.streams:
        return "stdio"
    return "unsynced" if known.is_unsynced else "synced"


def _is_about_streams(strategy: Strategy) -> bool:
    """IO1 speaks of main, where it is written, whoever reads and prints."""
    return strategy.category is Category.INPUT_OUTPUT and (strategy.range is None or strategy.name == "IO1")


def _flushes(known: IoFacts) -> Iterator[ByteRange]:
    for each in known.manipulators:
        if each.effect in _FLUSHES:
            yield ByteRange(start=each.name.start, end=each.end)


def _uses(known: IoFacts) -> Iterator[ByteRange]:
    for use in known.streams:
        if use.using is None:
            ends = [use.name.run[end - 1].end for begin, end in use.operands if begin < end]
            yield ByteRange(start=use.name.start, end=max(ends, default=use.name.end))
    for call in known.stdio:
        yield ByteRange(start=call.name.start, end=call.name.run[call.arguments.close].end)
