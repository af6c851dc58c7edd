"""Comments that speak to this product: `perfcoder: …` at the start of a comment, or of a line of one.

What begins with the word `ignore` asks that something be left alone; all else promises something of the function below.
"""

import re
from dataclasses import dataclass

from perfcoder_lsp.cpp.functions import Function, functions, whole_range
from perfcoder_lsp.cpp.nodes import nodes_of_type
from perfcoder_lsp.cpp.source import Source, node_range, per_source
from perfcoder_lsp.text import ByteRange, Frozen

_MARK = re.compile(rb"(?m)^[ \t]*(?://[/!]*|/\*+|\*)?[ \t]*perfcoder:(?P<text>[^\r\n]*?)[ \t]*(?:\*/[ \t]*)?\r?$")
_BETWEEN = re.compile(rb"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_IGNORE = re.compile(rb"[ \t]*ignore\b")


class Problem(Frozen):
    """A comment that can't be followed: where, and one line on why."""

    range: ByteRange
    message: str


class Completion(Frozen):
    """What fits at a place in such a comment; `insert` is what replaces the word begun there."""

    label: str
    detail: str
    insert: str
    range: ByteRange


@dataclass(frozen=True)
class OwnComment:
    """The text behind one `perfcoder:`, the comment around it, and the function that it stands above, if any."""

    range: ByteRange
    comment: ByteRange
    function: Function | None
    ignores: bool


@per_source
def own_comments(source: Source) -> tuple[OwnComment, ...]:
    """All of a readable text, in text order."""
    found: list[OwnComment] = []
    starts = {whole_range(source, each).start: each for each in functions(source) if each.kind != "lambda"}
    for comment in nodes_of_type(source, "comment"):
        for match in _MARK.finditer(source.text[comment.start_byte : comment.end_byte]):
            start, end = (comment.start_byte + at for at in match.span("text"))
            below = starts.get(next_code(source, comment.end_byte))
            ignores = _IGNORE.match(match["text"]) is not None
            found.append(OwnComment(ByteRange(start=start, end=end), node_range(comment), below, ignores))
    return tuple(found)


def next_code(source: Source, offset: int) -> int:
    """Where the text goes on that is neither blank nor a comment."""
    match = _BETWEEN.match(source.text, offset)
    return match.end() if match is not None else offset


def text_before(source: Source, own: OwnComment, offset: int) -> str | None:
    """What stands between its colon and an offset, one character for each byte; None where that is elsewhere."""
    line = source.text[own.range.start : offset].decode("latin-1") if own.range.start <= offset else "\n"
    return line if "\n" not in line and "\r" not in line and "*/" not in line else None
