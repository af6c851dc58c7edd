"""Loops that do nothing but compute with the elements of arrays: what a compiler can vectorise."""

from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import LOOP_TYPES, nodes_inside, text_of
from perfcoder_lsp.cpp.source import Source, per_source

_STREAMS = frozenset({"cin", "cout", "cerr", "clog"})


@per_source
def array_loops(source: Source) -> tuple[Loop, ...]:
    """The innermost loops that index arrays, call nothing, read nothing and print nothing."""
    return tuple(each for each in loops(source) if _computes(source, each))


def _computes(source: Source, loop: Loop) -> bool:
    if nodes_inside(source, loop.body, "call_expression", *LOOP_TYPES):
        return False
    names = {text_of(node) for node in nodes_inside(source, loop.body, "identifier")}
    return not names & _STREAMS and bool(nodes_inside(source, loop.body, "subscript_expression"))
