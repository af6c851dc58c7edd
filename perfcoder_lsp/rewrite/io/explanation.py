"""What the rules of input and output tell the user: how much is read and printed, and what it costs."""

from perfcoder_lsp.cpp.facts.io_facts import IoFacts
from perfcoder_lsp.cpp.facts.io_names import IoDirection
from perfcoder_lsp.cpp.nodes import LOOP_TYPES, nodes_of_type
from perfcoder_lsp.cpp.source import Source

_VERBS: dict[IoDirection, str] = {"input": "read", "output": "print"}


def counts(source: Source, facts: IoFacts, direction: IoDirection) -> str:
    """For example "3 reads, 2 of them in loops"."""
    offsets = [call.name.start for call in facts.stdio if call.direction == direction and call.function != "fflush"]
    offsets += [use.name.start for use in facts.streams if use.direction == direction and not use.using]
    loops = [(node.start_byte, node.end_byte) for node in nodes_of_type(source, *LOOP_TYPES)]
    inside = sum(any(start <= offset < end for start, end in loops) for offset in offsets)
    text = f"{len(offsets)} {_VERBS[direction]}{'s' * (len(offsets) != 1)}"
    if inside == 0:
        return text
    share = "in a loop" if len(offsets) == 1 else "all in loops" if inside == len(offsets) else f"{inside} in loops"
    return f"{text} ({share})"


def flushes(facts: IoFacts) -> int:
    """How many places flush standard output."""
    by_stream = sum(each.name.text in ("endl", "flush") for each in facts.manipulators)
    return by_stream + sum(call.function == "fflush" for call in facts.stdio)


def cost(facts: IoFacts, direction: IoDirection) -> str:
    """Why the present way is slow, by the names of the functions used."""
    if facts.uses_stream(direction):
        name = "cin" if direction == "input" else "cout"
        if facts.is_unsynced:
            return f"{name} passes locale facets for every number"
        return f"{name} is synchronised with stdio, which costs a library call per character"
    names = sorted({call.function for call in facts.stdio if call.direction == direction})
    formatted = any(name.endswith(("scanf", "printf")) for name in names)
    many = len(names) > 1
    what = f"{', '.join(names[:-1])} and {names[-1]}" if many else names[0]
    locks = f"{what} {'lock' if many else 'locks'} the stream at each call"
    return f"{locks} and interpret{'' if many else 's'} a format" if formatted else locks
