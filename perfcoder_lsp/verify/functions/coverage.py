"""Which lines of a function its inputs run through: a mark before each statement, in the sanitized build only."""

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
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.function_report import LineCoverage
from perfcoder_lsp.text import TextEdit, with_joined_insertions
from perfcoder_lsp.verify.functions.target import Target, find_target

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
class Covered:
    """The function in a text with marks, each on the line that it is about; mark number i stands for `lines[i]`."""

    target: Target
    lines: tuple[int, ...]

    def coverage(self, reached: frozenset[int]) -> LineCoverage:
        """The coverage, from the numbers of the marks that were reached."""
        missed = tuple(line for number, line in enumerate(self.lines) if number not in reached)
        return LineCoverage(covered=len(self.lines) - len(missed), total=len(self.lines), missed=missed)

    def statements_at(self, lines: Iterable[int]) -> frozenset[int]:
        """The lines of the marked statements that these lines belong to; 0 stands for what is before the first."""
        return frozenset(max((mark for mark in self.lines if mark <= line), default=0) for line in lines)


def changed_places(before: Target, after: Target) -> tuple[frozenset[int], ...]:
    """For each place where the function after has another text, but for blanks, brackets and comments, the lines of the
    function before that stand there."""
    one, other = _code_lines(before), _code_lines(after)
    first = line_of(before.source, before.range.start)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    found: list[frozenset[int]] = []
    for kind, start, end, start_after, end_after in matcher.get_opcodes():
        if kind != "equal" and any((*one[start:end], *other[start_after:end_after])):
            lines = range(start, end) if end > start else (max(start - 1, 0),)
            found.append(frozenset(first + number for number in lines))
    return tuple(found)


def _code_lines(target: Target) -> list[str]:
    """The function's lines without comments, and empty where they hold nothing but brackets."""
    text = bytearray(target.source.text)
    for comment in nodes_of_type(target.source, "comment"):
        text[comment.start_byte : comment.end_byte] = re.sub(
            rb"[^\n]", b" ", text[comment.start_byte : comment.end_byte]
        )
    lines = text[target.range.start : target.range.end].decode(errors="replace").splitlines()
    return [" ".join(line.split()) if _WORD.search(line) else "" for line in lines]


def covered(target: Target) -> Covered | None:
    """The function with marks; None where it can't have any: it may run in the compiler, or is not understood."""
    source, function = target.source, target.function
    head = source.text[target.range.start : function.body.start_byte].decode()
    if function.body.has_error or _EVALUATED_EARLY.search(head):
        return None
    edits: list[TextEdit] = []
    lines: list[int] = []
    for node in nodes_inside(source, function.body, *_STATEMENTS):
        line = line_of(source, node.start_byte)
        nested = enclosing(source, node, _NESTED)
        own = nested is None or nested.start_byte <= function.node.start_byte
        marked = _mark(source, node, len(lines)) if own and line not in lines[-1:] else ()
        if marked:
            edits += marked
            lines.append(line)
    try:
        marked = source.edited(with_joined_insertions(edits))
        return Covered(find_target(marked, f"{function.name}:{target.line}"), tuple(lines))
    except UsageError:
        return None  # another function of that name on the same line


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
