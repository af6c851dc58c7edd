"""Marks before statements, and which statements a change touches: what no input reaches, no comparison has tried."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

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

    def statements_at(self, lines: Iterable[int]) -> frozenset[int]:
        """The lines of the marked statements that these lines belong to; 0 stands for what is before the first."""
        return frozenset(max((mark for mark in self.lines if mark <= line), default=0) for line in lines)

    def missed(self, reached: frozenset[int]) -> tuple[int, ...]:
        """The lines of which the first statement was not reached, from the numbers of the marks that were."""
        first_there = {line: number for number, line in reversed([*enumerate(self.lines, start=self.first)])}
        return tuple(line for line, number in sorted(first_there.items()) if number not in reached)

    def untried(self, reached: frozenset[int], places: Iterable[frozenset[int]]) -> frozenset[int]:
        """The lines of those changed places of which no statement was reached."""
        missed = frozenset(self.missed(reached))
        changed = map(self.statements_at, places)
        return frozenset(line for place in changed if place <= missed for line in place)


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
) -> tuple[frozenset[int], ...]:
    """For each place where the text after (or its part) is another, but for blanks, brackets and comments, the lines
    of the text before that stand there."""
    whole = ByteRange(start=0, end=len(before.text))
    part = before_range or whole
    one, other = _code_lines(before, part), _code_lines(after, after_range or ByteRange(start=0, end=len(after.text)))
    first = line_of(before, part.start)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    found: list[frozenset[int]] = []
    for kind, start, end, start_after, end_after in matcher.get_opcodes():
        if kind != "equal" and any((*one[start:end], *other[start_after:end_after])):
            lines = range(start, end) if end > start else (max(start - 1, 0),)
            found.append(frozenset(first + number for number in lines))
    return tuple(found)


def _code_lines(source: Source, part: ByteRange) -> list[str]:
    """The part's lines without comments, and empty where they hold nothing but brackets."""
    text = bytearray(source.text)
    for comment in nodes_of_type(source, "comment"):
        text[comment.start_byte : comment.end_byte] = re.sub(
            rb"[^\n]", b" ", text[comment.start_byte : comment.end_byte]
        )
    lines = text[part.start : part.end].decode(errors="replace").splitlines()
    return [" ".join(line.split()) if _WORD.search(line) else "" for line in lines]
