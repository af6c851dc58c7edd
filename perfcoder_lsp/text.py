"""Positions in source text, edits of it, and text from elsewhere made fit to be shown.

Every position inside the product is a byte offset into the file's UTF-8 bytes: tree-sitter gives them, compilers
accept them, and no client's choice of position encoding can change them. Editors' positions are made at the edge.
"""

import itertools
import re
from collections.abc import Iterable
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator


class Frozen(BaseModel):
    """Base of all data that is passed from stage to stage: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ByteRange(Frozen):
    """Half-open range of byte offsets, `start` up to but not including `end`."""

    start: int
    end: int

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a range: {self.start}..{self.end}")
        return self

    def contains(self, other: "ByteRange") -> bool:
        """Whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "ByteRange") -> bool:
        """Whether the two share a byte; two insertions at one point count as overlapping."""
        if self == other:
            return True
        return self.start < other.end and other.start < self.end


class TextEdit(Frozen):
    """Replacement of the bytes in `range` by `new_text`; an empty range is an insertion."""

    range: ByteRange
    new_text: str

    @classmethod
    def insert(cls, at: int, new_text: str) -> Self:
        return cls(range=ByteRange(start=at, end=at), new_text=new_text)

    @classmethod
    def replace(cls, start: int, end: int, new_text: str) -> Self:
        return cls(range=ByteRange(start=start, end=end), new_text=new_text)


class EditConflictError(ValueError):
    """Two edits touch the same text, so their order would matter."""


def sorted_edits(edits: Iterable[TextEdit]) -> tuple[TextEdit, ...]:
    """The edits in file order.

    Raises EditConflictError where two of them overlap (LSP allows no overlapping edits either).
    """
    ordered = tuple(sorted(edits, key=lambda edit: (edit.range.start, edit.range.end)))
    for before, after in itertools.pairwise(ordered):
        if before.range.overlaps(after.range) or after.range.start < before.range.end:
            raise EditConflictError(f"edits overlap at byte {after.range.start}")
    return ordered


def apply_edits(text: bytes, edits: Iterable[TextEdit]) -> bytes:
    """The text after all edits; offsets refer to the text before. Raises EditConflictError on overlap."""
    parts: list[bytes] = []
    position = 0
    for edit in sorted_edits(edits):
        parts += [text[position : edit.range.start], edit.new_text.encode()]
        position = edit.range.end
    parts.append(text[position:])
    return b"".join(parts)


def compatible(first: Iterable[TextEdit], second: Iterable[TextEdit]) -> bool:
    """Whether two sets of edits can be applied together: no text is touched by both."""
    try:
        sorted_edits([*first, *second])
    except EditConflictError:
        return False
    return True


# Source text, file names and compilers' messages may hold escape sequences that would drive the terminal, and
# direction overrides that show text in an order in which it is not written.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def with_joined_insertions(edits: Iterable[TextEdit]) -> tuple[TextEdit, ...]:
    """Insertions at one place joined, in order."""
    insertions: dict[int, str] = {}
    others: list[TextEdit] = []
    for each in edits:
        if each.range.start == each.range.end:
            insertions[each.range.start] = insertions.get(each.range.start, "") + each.new_text
        else:
            others.append(each)
    return (*others, *(TextEdit.insert(at, text) for at, text in insertions.items()))


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def printable(text: str) -> str:
    """The text with control characters shown as escapes."""
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


_LINE_END = re.compile(rb"\r\n|\n|\r")


def line_starts(text: bytes) -> tuple[int, ...]:
    """Byte offset at which each line begins. Lines end with LF, CRLF or CR, as the LSP specification says, and with
    nothing else (`str.splitlines` also splits on form feeds and U+2028, which corrupts edits)."""
    return (0, *(match.end() for match in _LINE_END.finditer(text)))
