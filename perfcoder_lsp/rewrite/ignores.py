"""Where a file says itself that rules shall leave it alone.

    // perfcoder: ignore[IO2, STR] the log must be complete after a crash

On a line of code it holds for that line; on a line of its own for the line below (for all of the statement that begins
there), above a function for all of it, and above the first directive of a file for the file. Without a list it is about
all rules.
"""

import re
from dataclasses import dataclass

from perfcoder_lsp.cpp.nodes import nodes_of_type
from perfcoder_lsp.cpp.own_comments import OwnComment, Problem, next_code, own_comments
from perfcoder_lsp.cpp.readable import readable
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.text import ByteRange

_LIST = re.compile(rb"[ \t]*ignore[ \t]*\[(?P<names>[^\]]*)(?P<end>\])?")
_NAME = re.compile(rb"[^,\s](?:[^,]*[^,\s])?")
_STATEMENTS = ("expression_statement", "declaration", "return_statement", "field_declaration")


@dataclass(frozen=True)
class Name:
    """A name of rules as it was written."""

    text: str
    range: ByteRange


@dataclass(frozen=True)
class Ignore:
    """What is left alone in `place`: the rules of these names; all of them where there is no list (None)."""

    place: ByteRange
    names: tuple[Name, ...] | None

    def touches(self, rewrite: Rewrite) -> bool:
        """Whether a rewrite speaks of something that begins in the place, or changes anything there."""
        about = (each.range.start for each in rewrite.strategies if each.range is not None)
        return any(self.place.start <= at < self.place.end for at in about) or any(
            each.range.start < self.place.end and each.range.end >= self.place.start for each in rewrite.edits
        )


@per_source
def ignores(source: Source) -> tuple[Ignore, ...]:
    """All that can be followed, in text order."""
    return tuple(each for each in _read(source) if isinstance(each, Ignore))


def list_problems(source: Source) -> tuple[Problem, ...]:
    """Lists of names that are none."""
    return tuple(each for each in _read(source) if isinstance(each, Problem))


@per_source
def _read(source: Source) -> tuple[Ignore | Problem, ...]:
    if b"perfcoder:" not in source.text:
        return ()
    return tuple(_read_one(source, each) for each in own_comments(readable(source)) if each.ignores)


def _read_one(source: Source, own: OwnComment) -> Ignore | Problem:
    listed = _LIST.match(source.text, own.range.start, own.range.end)
    if listed is None:
        return Ignore(_place(source, own), None)
    start = listed.start("names")
    where = ByteRange(start=own.range.start, end=listed.end())
    if listed["end"] is None:
        return Problem(range=where, message="the list of rules has no end; write ignore[IO2, STR1]")
    names = tuple(
        Name(each[0].decode(), ByteRange(start=start + each.start(), end=start + each.end()))
        for each in _NAME.finditer(listed["names"])
    )
    if not names:
        return Problem(range=where, message="the list names no rule; `ignore` alone is about all of them")
    return Ignore(_place(source, own), names)


def _place(source: Source, own: OwnComment) -> ByteRange:
    """What a comment is about."""
    text, comment = source.text, own.comment
    start, end = _line_start(text, comment.start), _line_end(text, comment.end)
    if text[start : comment.start].strip() or text[comment.end : end].strip():
        return ByteRange(start=start, end=end)
    below = next_code(source, comment.end)
    if own.function is not None:
        return ByteRange(start=below, end=own.function.range.end)
    if text[below : below + 1] == b"#" and next_code(source, 0) == below:
        return ByteRange(start=0, end=len(text))
    statement = next((each for each in nodes_of_type(source, *_STATEMENTS) if each.start_byte == below), None)
    return ByteRange(start=below, end=max(_line_end(text, below), statement.end_byte if statement else below))


def _line_start(text: bytes, offset: int) -> int:
    return text.rfind(b"\n", 0, offset) + 1


def _line_end(text: bytes, offset: int) -> int:
    end = text.find(b"\n", offset)
    return len(text) if end < 0 else end
