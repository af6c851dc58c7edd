"""Edits of whole statements and lines that keep the file's indentation."""

import re

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import indentation, insert_include, starts_line
from perfcoder_lsp.cpp.facts.trips import Trips
from perfcoder_lsp.cpp.includes import includes
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import TextEdit, with_joined_insertions

_REST_OF_LINE = re.compile(rb"[ \t]*(?:\r?\n|$)")
_COMMENT = re.compile(rb"[ \t]*//[^\r\n]*(?<!\\)(?=\r?\n)")


def _separator(source: Source, node: Node) -> str:
    at = node.start_byte
    return source.newline + indentation(source, at) if starts_line(source, at) else " "


def statement_before(source: Source, node: Node, text: str) -> TextEdit:
    """Insert a statement in front of another one of the same block: on a line of its own where that one starts a
    line."""
    return TextEdit.insert(node.start_byte, text + _separator(source, node))


def statement_after(source: Source, node: Node, text: str) -> TextEdit:
    """Insert a statement behind another one of the same block, and behind a comment that ends its line."""
    comment = _COMMENT.match(source.text, node.end_byte)
    return TextEdit.insert(comment.end() if comment is not None else node.end_byte, _separator(source, node) + text)


def reserve_before(source: Source, loop: Node, container: str, trips: Trips) -> TextEdit:
    """Insert `v.reserve(n);` in front of a loop that runs so many times, guarded where n may be negative."""
    statement = f"{container}.reserve({trips.text});"
    return statement_before(source, loop, f"if ({trips.guard}) {statement}" if trips.guard else statement)


def without_statements(source: Source, *nodes: Node) -> tuple[TextEdit, ...]:
    """Take out statements (in text order), with their lines where nothing else stands on them."""
    spans: list[tuple[int, int]] = []
    for each in nodes:
        joins = bool(spans) and not source.text[spans[-1][1] : each.start_byte].strip()
        start = spans.pop()[0] if joins else each.start_byte
        spans.append((start, each.end_byte))
    return tuple(_without(source, *span) for span in spans)


def _without(source: Source, start: int, end: int) -> TextEdit:
    rest = _REST_OF_LINE.match(source.text, end)
    if rest is not None and starts_line(source, start):
        return TextEdit.replace(start - len(indentation(source, start).encode()), rest.end(), "")
    spaces = len(source.text[end:]) - len(source.text[end:].lstrip(b" \t"))
    return TextEdit.replace(start, end + (spaces if rest is None else 0), "")


def included(source: Source, *names: str) -> tuple[TextEdit, ...]:
    """The edits that include the headers (`<vector>`) which the file does not include yet."""
    edits = (insert_include(source, name) for name in names)
    return with_joined_insertions(each for each in edits if each is not None)


def headers_come_before(source: Source, offset: int) -> bool:
    """Whether what `included` adds stands in front of the place that needs it: no #include comes after it."""
    return all(each.node.start_byte < offset for each in includes(source))
