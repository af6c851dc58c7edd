"""Marks before statements, and which statements a change touches: what no input reaches, no comparison has tried."""

import difflib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.nodes import (
    CLASS_TYPES,
    LOOP_TYPES,
    enclosing,
    field_of,
    nodes_inside,
    nodes_of_type,
    parent_of,
)
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.suggestion import Verdict
from perfcoder_lsp.text import ByteRange, TextEdit

MOST_MARKS = 65536
"""As many have room where the marks are kept."""

_STATEMENTS = (
    *("expression_statement", "declaration", "return_statement", "throw_statement", "if_statement", "switch_statement"),
    *("for_statement", "for_range_loop", "while_statement", "do_statement", "try_statement", "break_statement"),
    *("continue_statement", "goto_statement"),
)
_BLOCKS = {"compound_statement", "case_statement"}
_SINGLE = LOOP_TYPES | {"if_statement", "else_clause"}
_HEADER_FIELDS = ("initializer", "condition", "update")
_NESTED = CLASS_TYPES | {"lambda_expression"}  # what stands in them is not the function's own text
_WORD = re.compile(r"\w")
_EVALUATED_EARLY = re.compile(r"\b(?:constexpr|consteval)\b")


@dataclass(frozen=True)
class Marks:
    """The marks of one function: number `first + i` stands before the statement that begins at byte `starts[i]`, on
    line `lines[i]`, in the order of the text; `edits` set them."""

    edits: tuple[TextEdit, ...]
    lines: tuple[int, ...]
    starts: tuple[int, ...]
    first: int = 0

    def missed(self, reached: frozenset[int]) -> tuple[int, ...]:
        """The lines of which the first statement was not reached, from the numbers of the marks that were."""
        first_there = {line: number for number, line in reversed([*enumerate(self.lines, start=self.first)])}
        return tuple(line for line, number in sorted(first_there.items()) if number not in reached)

    def untried(self, reached: frozenset[int], places: Iterable[ByteRange]) -> frozenset[int]:
        """The lines of the statements in those changed places of which no statement was reached."""
        return frozenset(
            self.lines[number] for place in places if self.misses(reached, place) for number in self._statements(place)
        )

    def misses(self, reached: frozenset[int], place: ByteRange) -> bool:
        """Whether there are statements of the place, and none was reached."""
        there = self._statements(place)
        return bool(there) and not any(self.first + number in reached for number in there)

    def _statements(self, place: ByteRange) -> range:
        """Those that begin in the place; where none does, the one that goes on there; the first for what is before."""
        begin, end = (bisect_left(self.starts, each) for each in (place.start, place.end))
        if begin < end:
            return range(begin, end)
        before = max(0, bisect_right(self.starts, place.start) - 1)
        return range(before, min(before + 1, len(self.starts)))


def mark_function(source: Source, node: Node, body: Node, first: int = 0) -> Marks | None:
    """Marks for the statements of a function; None where it can't have any: it may run in the compiler, or is not
    understood."""
    head = source.text[node.start_byte : body.start_byte].decode(errors="replace")
    if body.has_error or _EVALUATED_EARLY.search(head):
        return None
    edits: list[TextEdit] = []
    lines: list[int] = []
    starts: list[int] = []
    for statement in nodes_inside(source, body, *_STATEMENTS):
        nested = enclosing(source, statement, _NESTED)
        own = nested is None or nested.start_byte <= node.start_byte
        marked = _mark(source, statement, first + len(lines)) if own else ()
        if marked:
            edits += marked
            lines.append(line_of(source, statement.start_byte))
            starts.append(statement.start_byte)
    return Marks(tuple(edits), tuple(lines), tuple(starts), first) if first + len(lines) <= MOST_MARKS else None


def _mark(source: Source, node: Node, number: int) -> tuple[TextEdit, ...]:
    """The edits that mark a statement; none where it can't be marked."""
    parent = parent_of(source, node)
    if parent is None:
        return ()
    mark = f"PERFCODER_COVER({number});"
    if parent.type in _BLOCKS and node != field_of(parent, "value"):
        return (TextEdit.insert(node.start_byte, mark),)
    header = any(node == field_of(parent, name) for name in _HEADER_FIELDS)
    if parent.type in _SINGLE and not header and node.type != "declaration":
        return (TextEdit.insert(node.start_byte, f"{{{mark}"), TextEdit.insert(node.end_byte, "}"))
    return ()


def guarded(verdict: Verdict, untried: frozenset[int], *, proved: bool = False) -> Verdict:
    """The verdict, where lines were changed that no input reaches: "equal" is then more than the inputs show.

    It stays where a rule has `proved` the change from the text, and says that nothing else speaks for these lines.
    """
    if verdict.status != "equal" or not untried:
        return verdict
    told = f"no input reaches line {min(untried)}, where it was changed"
    if not proved:
        return verdict.model_copy(update={"status": "undecided", "sanitized": False, "reason": told})
    reason = f"{told}: there only the rule's own proof speaks for it"
    return verdict.model_copy(update={"reason": "; ".join(filter(None, (verdict.reason, reason)))})


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
        return cls(source, tuple(starts), tuple(each if _WORD.search(each) else "" for each in words))

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
