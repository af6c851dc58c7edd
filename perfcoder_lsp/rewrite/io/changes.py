"""Edits together with the parts of the skeleton that they call for, and edits that drop whole statements."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import TextEdit

_BLANK_LINE = re.compile(rb"[ \t]*(?://[^\n]*)?\r?\n?")


@dataclass(frozen=True)
class Changes:
    """Edits of the program, and names of parts of the skeleton."""

    edits: tuple[TextEdit, ...] = ()
    parts: frozenset[str] = frozenset()

    def __add__(self, other: "Changes") -> "Changes":
        return Changes((*self.edits, *other.edits), self.parts | other.parts)


def deletions(source: Source, ranges: Iterable[tuple[int, int]]) -> tuple[TextEdit, ...]:
    """Edits that delete the byte ranges; a line of which nothing but blanks would be left goes as a whole."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and not source.text[merged[-1][1] : start].strip(b" \t"):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(TextEdit.replace(*_whole_line(source.text, start, end), "") for start, end in merged)


def _whole_line(text: bytes, start: int, end: int) -> tuple[int, int]:
    line_start = text.rfind(b"\n", 0, start) + 1
    line_end = text.find(b"\n", end)
    line_end = len(text) if line_end < 0 else line_end + 1
    if text[line_start:start].strip() or text[end:line_end].strip():
        return start, end
    return line_start, line_end
