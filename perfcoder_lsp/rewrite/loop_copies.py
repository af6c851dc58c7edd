"""Copies of what a loop runs, for several passes at a time."""

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.accesses import is_numeric_macro
from perfcoder_lsp.cpp.loops import Counter
from perfcoder_lsp.cpp.nodes import nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source


def has_distance(source: Source, counter: Counter) -> bool:
    """Whether `bound - i` tells how many passes are left, for a counter that goes from 0 up by several at a time: under
    `i <= bound` it may come out as -1 at the end, which no unsigned number is."""
    kinds = (type_of(source, counter.bound), counter.variable.type)
    signed = all(each.is_signed for each in kinds) or is_numeric_macro(source, text_of(counter.bound))
    return counter.comparison == "<" or (counter.comparison == "<=" and signed)


def shifted(source: Source, node: Node, counter: Declaration, index: str, lane: int) -> str:
    """The text of a node with another counter, `lane` passes later."""
    text, start = node.text or b"", node.start_byte
    for each in reversed(nodes_inside(source, node, "identifier")):
        if resolve(source, each) is counter:
            holder = parent_of(source, each)
            alone = holder is not None and holder.type == "subscript_argument_list"
            later = f"{index} + {lane}" if alone else f"({index} + {lane})"
            name = (later if lane else index).encode()
            text = text[: each.start_byte - start] + name + text[each.end_byte - start :]
    return text.decode()
