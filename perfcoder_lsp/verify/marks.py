"""Marks before statements: what no input reaches, no comparison has tried."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.functions import Function, is_macro_block
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
_CASE, _ERROR = "case_statement", frozenset({"ERROR"})
_BLOCKS = {"compound_statement", _CASE}
_SINGLE = LOOP_TYPES | {"if_statement", "else_clause", "attributed_statement", "labeled_statement"}
_HEADER_FIELDS = ("initializer", "condition", "update")


@dataclass(frozen=True)
class Marks:
    """Mark number i stands before the statement `statements[i]`. `parts` are functions and the cases of switches, each
    with the first number of the statements that run in it, and the one behind the last."""

    statements: tuple[ByteRange, ...] = ()
    parts: tuple[tuple[ByteRange, tuple[int, int]], ...] = ()

    def missed(self, reached: frozenset[int], places: Iterable[ByteRange]) -> Iterator[int]:
        """Where text of the places belongs to statements, or heads of functions and cases, that were not reached: a
        byte of the innermost of these each. What stands outside of functions with marks counts as reached."""
        unreached = [each for number, each in enumerate(self.statements) if number not in reached]
        unreached += [each for each, numbers in self.parts if reached.isdisjoint(range(*numbers))]
        unreached.sort(key=lambda each: (each.start, -each.end))
        for place in places:
            missed = [each for each in unreached if _concerns(each, place)]
            for each, after in itertools.zip_longest(missed, missed[1:]):
                if after is None or not each.contains(after):
                    yield max(each.start, place.start)


NO_MARKS = Marks()


def _concerns(statement: ByteRange, place: ByteRange) -> bool:
    """Whether a change in this place is one of the statement; what was only added is, where it is inside of it."""
    if place.start == place.end:
        return statement.start <= place.start < statement.end
    return statement.start < place.end and place.start < statement.end


def mark_functions(source: Source, functions: Iterable[Function]) -> tuple[Marks, tuple[TextEdit, ...]]:
    """Marks for the statements of functions, one function after the other, and the edits that set them. What only the
    compiler runs has none, nor what may be no statement; none has any where there is no room for all."""
    edits: list[TextEdit] = []
    statements: list[ByteRange] = []
    parts: list[tuple[ByteRange, tuple[int, int]]] = []
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
    if any(_runs_early(source, each) for each in (function.node, *ancestors(source, function.node))):
        return
    may_be_doubtful = source.root.has_error or b"#pragma" in source.text
    for statement in nodes_inside(source, function.body, *_STATEMENTS):
        around = (each for each in ancestors(source, statement) if each.type in FUNCTION_TYPES)
        innermost = next((each for each in around if not is_macro_block(source, each)), None)
        is_own = innermost is None or innermost.start_byte <= function.node.start_byte
        if is_own and not (may_be_doubtful and _is_doubtful(source, statement)):
            yield statement


def _is_doubtful(source: Source, statement: Node) -> bool:
    """Whether it may be no statement of its own: macros such as `REP(i, n)` begin loops that the grammar can't see, and
    a `#pragma` is about the statement behind it."""
    before = statement.prev_named_sibling
    while before is not None and before.type == "comment":
        before = before.prev_named_sibling
    is_body = (parent := parent_of(source, statement)) is not None and parent.type in _SINGLE and statement.has_error
    in_error = enclosing(source, statement, _ERROR) is not None
    return is_body or in_error or (before is not None and (before.has_error or before.type == "preproc_call"))


def _runs_early(source: Source, node: Node) -> bool:
    """Whether only the compiler runs what is in it."""
    body = field_of(node, "body")
    if body is None or node.type not in FUNCTION_TYPES:
        return node.type == "static_assert_declaration"
    return re.search(rb"\bconsteval\b", source.text[node.start_byte : body.start_byte]) is not None


def _parts(
    source: Source, function: Function, statements: Sequence[ByteRange], first: int
) -> Iterator[tuple[ByteRange, tuple[int, int]]]:
    """The function and its cases; a case without statements runs into the next."""
    starts = [each.start for each in statements[first:]]
    if starts:
        yield function.range, (first, len(statements))
    for case in nodes_inside(source, function.body, _CASE):
        switch = parent_of(source, case) or case
        begin, end, last = (bisect_left(starts, each) for each in (case.start_byte, case.end_byte, switch.end_byte))
        if begin < last:
            yield node_range(case), (first + begin, first + max(end, begin + 1))


def _mark(source: Source, node: Node, number: int) -> tuple[TextEdit, ...]:
    """The edits that mark a statement; none where it can't be marked."""
    parent = parent_of(source, node)
    if parent is None:
        return ()
    mark = f"PERFCODER_COVER({number});"
    if parent.type in _BLOCKS and node != field_of(parent, "value"):
        return (TextEdit.insert(node.start_byte, mark),)
    header = any(node == field_of(parent, name) for name in _HEADER_FIELDS)
    is_empty = node.end_byte - node.start_byte == 1  # as behind [[fallthrough]]
    if parent.type in _SINGLE and not header and not is_empty and node.type != "declaration":
        return (TextEdit.insert(node.start_byte, f"{{{mark}"), TextEdit.insert(node.end_byte, "}"))
    return ()
