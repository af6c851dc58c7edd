"""Marks before statements: what no input reaches, no comparison has tried."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.nodes import FUNCTION_TYPES, LOOP_TYPES, ancestors, enclosing, field_of, nodes_inside, parent_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.text import ByteRange, TextEdit

MOST_MARKS = 65536
"""As many have room where the marks are kept."""

_STATEMENTS = (
    *("expression_statement", "declaration", "return_statement", "throw_statement", "if_statement", "switch_statement"),
    *("for_statement", "for_range_loop", "while_statement", "do_statement", "try_statement", "break_statement"),
    *("continue_statement", "goto_statement"),
)
_CASE = "case_statement"
_BLOCKS = {"compound_statement", _CASE}
_SINGLE = LOOP_TYPES | {"if_statement", "else_clause"}
_HEADER_FIELDS = ("initializer", "condition", "update")
_EARLY = {"declaration": "constexpr", "field_declaration": "constexpr", **dict.fromkeys(FUNCTION_TYPES, "consteval")}


@dataclass(frozen=True)
class Marks:
    """Mark number i stands before the statement `statements[i]`. `parts` are functions and the cases of switches, each
    with the number of the statement that runs first in it."""

    statements: tuple[ByteRange, ...] = ()
    parts: tuple[tuple[ByteRange, int], ...] = ()

    def missed(self, reached: frozenset[int], places: Iterable[ByteRange]) -> Iterator[int]:
        """Where text of the places belongs to statements, or heads of functions and cases, that were not reached: a
        byte of the innermost of these each. What stands outside of functions with marks counts as reached."""
        ranges = (*((each, number) for number, each in enumerate(self.statements)), *self.parts)
        unreached = [each for each, number in ranges if number not in reached]
        for place in places:
            missed = [each for each in unreached if _concerns(each, place)]
            for each in missed:
                if not any(each != other and each.contains(other) for other in missed):
                    yield max(each.start, place.start)


NO_MARKS = Marks()


def _concerns(statement: ByteRange, place: ByteRange) -> bool:
    """Whether a change in this place is one of the statement; what was only added is, where it is inside of it."""
    if place.start == place.end:
        return statement.start <= place.start < statement.end
    return statement.start < place.end and place.start < statement.end


def mark_functions(source: Source, functions: Iterable[Function]) -> tuple[Marks, tuple[TextEdit, ...]]:
    """Marks for the statements of functions, one function after the other, and the edits that set them. A function that
    is not understood has none, nor what only the compiler runs; none has any where there is no room for all."""
    edits: list[TextEdit] = []
    statements: list[ByteRange] = []
    parts: list[tuple[ByteRange, int]] = []
    for function in functions:
        first = len(statements)
        for statement in _statements(source, function):
            if marked := _mark(source, statement, len(statements)):
                edits += marked
                statements.append(node_range(statement))
        parts += _parts(source, function, statements, first)
    if len(statements) > MOST_MARKS:
        return NO_MARKS, ()
    return Marks(tuple(statements), tuple(parts)), tuple(edits)


def _statements(source: Source, function: Function) -> Iterator[Node]:
    """The function's own statements, in text order: not those of lambdas and classes in it."""
    around = (function.node, *ancestors(source, function.node))
    if function.body.has_error or any(_runs_early(source, each) for each in around):
        return
    for statement in nodes_inside(source, function.body, *_STATEMENTS):
        innermost = enclosing(source, statement, FUNCTION_TYPES)
        if innermost is None or innermost.start_byte <= function.node.start_byte:
            yield statement


def _runs_early(source: Source, node: Node) -> bool:
    """Whether the compiler runs what is in it: it shows in what is compiled of the statement around it."""
    inner = field_of(node, "body" if node.type in FUNCTION_TYPES else "declarator")
    if inner is None or node.type not in _EARLY:
        return node.type == "static_assert_declaration"
    head = source.text[node.start_byte : inner.start_byte].decode(errors="replace")
    return re.search(rf"\b{_EARLY[node.type]}\b", head) is not None


def _parts(
    source: Source, function: Function, statements: Sequence[ByteRange], first: int
) -> Iterator[tuple[ByteRange, int]]:
    """The function and its cases; a case without statements runs into the next."""
    starts = [each.start for each in statements[first:]]
    if starts:
        yield function.range, first
    for case in nodes_inside(source, function.body, _CASE):
        switch = parent_of(source, case)
        at = bisect_left(starts, case.start_byte)
        if at < len(starts) and switch is not None and starts[at] < switch.end_byte:
            yield node_range(case), first + at


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
