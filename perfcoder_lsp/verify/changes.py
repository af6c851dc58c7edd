"""Where a text is another than the one before it."""

import difflib
import re
from dataclasses import dataclass
from itertools import accumulate

from perfcoder_lsp.cpp.nodes import nodes_of_type
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import ByteRange

_BRACES = re.compile(r"\s*|[{}\s]+;?")


def changed_places(
    before: Source, after: Source, before_range: ByteRange | None = None, after_range: ByteRange | None = None
) -> tuple[ByteRange, ...]:
    """Where the text before (or its part) is another after, but for blanks, brackets and comments: of the lines that
    differ what is between their common beginning and end; for lines that are new, the end of the one before them."""
    was, now = _Lines.of(before, before_range), _Lines.of(after, after_range)
    matcher = difflib.SequenceMatcher(None, was.code, now.code, autojunk=False)
    return tuple(
        was.changed(range(start, end), now.text(range(start_after, end_after)))
        for kind, start, end, start_after, end_after in matcher.get_opcodes()
        if kind != "equal" and any((*was.code[start:end], *now.code[start_after:end_after]))
    )


@dataclass(frozen=True)
class _Lines:
    """The lines of a part of a source: the byte at which each begins, the part's end behind them, and what each holds
    without comments; nothing where that is but brackets."""

    source: Source
    starts: tuple[int, ...]
    code: tuple[str, ...]

    @classmethod
    def of(cls, source: Source, part: ByteRange | None) -> "_Lines":
        part = part or ByteRange(start=0, end=len(source.text))
        text = bytearray(source.text)
        for comment in nodes_of_type(source, "comment"):
            where = slice(comment.start_byte, comment.end_byte)
            text[where] = re.sub(rb"[^\n]", b" ", text[where])
        lines = bytes(text[part.start : part.end]).splitlines(keepends=True)
        words = (" ".join(each.decode(errors="replace").split()) for each in lines)
        starts = accumulate((len(each) for each in lines), initial=part.start)
        return cls(source, tuple(starts), tuple("" if _BRACES.fullmatch(each) else each for each in words))

    def text(self, lines: range) -> bytes:
        return self.source.text[self.starts[lines.start] : self.starts[lines.stop]]

    def changed(self, lines: range, after: bytes) -> ByteRange:
        """What of the lines is another in the text after; the end of the line before where there are none."""
        first, end = self.starts[lines.start], self.starts[lines.stop]
        if not lines:
            before = max(self.starts[0], first - 1)
            return ByteRange(start=before, end=before)
        text = self.text(lines)
        head = _common(text, after)
        tail = _common(text[head:][::-1], after[head:][::-1])
        differs = text[head : len(text) - tail]
        return ByteRange(start=first + head + len(differs) - len(differs.lstrip()), end=end - tail)


def _common(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))
