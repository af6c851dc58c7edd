"""Rules of "Loop Efficiency Techniques": LP9."""

from collections.abc import Iterator
from itertools import product

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import indentation, line_of, starts_line
from perfcoder_lsp.cpp.facts.accesses import Access, accesses
from perfcoder_lsp.cpp.facts.dependences import Frame, conflicts, may_separate
from perfcoder_lsp.cpp.facts.nests import is_fixed, is_plainly_counted, loop_of, statements
from perfcoder_lsp.cpp.facts.threads import unless_threads
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import LOOP_TYPES, is_inside, nodes_inside, text_of
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.layout import indent_step
from perfcoder_lsp.rewrite.loop_order import header_text, is_short
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import ByteRange, TextEdit


@rule(id="LP9", category=Category.LOOP, summary="Run two loops over the same range as one", gain=1.4)
def fuse_loops(source: Source) -> Iterator[Finding]:
    """
    What it does: makes one loop of two that follow one another, count alike and work on a common array.

    Why: elements that the first loop touched are still in a register or in the nearest cache for the second.

    When not: a pass of the second loop uses what a later pass of the first computes, or overwrites what one still
    reads; arrays may overlap; something stands between the loops, a comment too; a name that the first body declares is
    used in the second; a loop contains anything but arithmetic on numbers and array elements; the file starts threads.

    Source: catalogue LP9, measured 1.4x.
    """
    pairs = ((first, second) for first in loops(source) if (second := _follower(source, first)) is not None)
    for first, second in unless_threads(source, pairs):
        if _may_fuse(source, first, second):
            yield _finding(source, first, second)


def _follower(source: Source, first: Loop) -> Loop | None:
    """The loop right behind a plainly counted one, if it has the same header."""
    after = first.node.next_named_sibling
    if first.counter is None or after is None or after.type != "for_statement" or first.node.parent is None:
        return None
    second = loop_of(source, after)
    if second is None or second.counter is None or first.node.parent.type != "compound_statement":
        return None
    if "".join(header_text(first).split()) != "".join(header_text(second).split()):
        return None
    shapes = {_is_nest(source, each) for each in (first, second)}
    plain = len(shapes) == 1 and None not in shapes and not is_short(source, first)
    return second if plain and all(is_plainly_counted(source, each) for each in (first, second)) else None


def _is_nest(source: Source, loop: Loop) -> bool | None:
    """Whether another loop is all that the loop runs; None where one is only a part."""
    inner = nodes_inside(source, loop.body, *LOOP_TYPES)
    return bool(inner) if not inner or len(statements(loop.body)) == 1 else None


def _may_fuse(source: Source, first: Loop, second: Loop) -> bool:
    one, other = (_shared(source, each) for each in (first, second))
    if first.counter is None or second.counter is None or not _bodies_join(source, first, second):
        return False
    ends = [(first.counter.bound, second), (second.counter.bound, first), (second.counter.start, first)]
    if not all(is_fixed(source, end, loop.node) for end, loop in ends):
        return False
    if not {each.variable for each in one if each.subscripts} & {each.variable for each in other if each.subscripts}:
        return False
    frame = Frame(source, (first, second), (first.node, second.node))
    return may_separate(conflicts(frame, product(one, other), [(first.counter, second.counter)]))


def _shared(source: Source, loop: Loop) -> list[Access]:
    """The accesses to what the loop does not declare itself."""
    found = accesses(source, loop.body) or ()
    return [each for each in found if not is_inside(each.variable.name_node, loop.node)]


def _bodies_join(source: Source, first: Loop, second: Loop) -> bool:
    """Whether the statements of one body can stand behind those of the other."""
    inside = statements(first.body)
    declared = {each.name for one in inside if one.type == "declaration" for each in variables(source, one)}
    used = {text_of(each) for each in nodes_inside(source, second.body, "identifier")}
    lines = starts_line(source, first.node.start_byte) and starts_line(source, second.node.start_byte)
    headers = [(each.node.start_byte, each.body.start_byte) for each in (first, second)]
    comments = nodes_inside(source, first.node, "comment") + nodes_inside(source, second.node, "comment")
    lost = any(start <= each.start_byte < end for start, end in headers for each in comments)
    return bool(inside and statements(second.body)) and lines and not lost and not declared & used


def _finding(source: Source, first: Loop, second: Loop) -> Finding:
    lines = [line_of(source, each.range.start) for each in (first, second)]
    names = {each.variable.name: None for each in _shared(source, first) if each.subscripts}
    again = {each.variable.name for each in _shared(source, second) if each.subscripts}
    common = ", ".join(f"`{each}`" for each in names if each in again)
    return Finding(
        title=f"Run the loops in lines {lines[0]} and {lines[1]} as one",
        explanation=(
            f"Both loops run `{header_text(first)}` and go through {common}: twice through memory. No pass of the "
            "second needs what a later pass of the first does, so one loop can do both in each pass."
        ),
        edits=tuple(_edits(source, first, second)),
        range=ByteRange(start=first.range.start, end=second.range.end),
    )


def _edits(source: Source, first: Loop, second: Loop) -> Iterator[TextEdit]:
    indent = indentation(source, first.node.start_byte)
    line = source.newline + _inner_indentation(source, first, second, indent)
    end = first.body.end_byte
    if first.body.type == "compound_statement":
        end = first.body.named_children[-1].end_byte
    else:
        closing = next(each for each in reversed(first.node.children) if each.type == ")")
        yield TextEdit.replace(closing.end_byte, first.body.start_byte, f" {{{line}")
    if second.body.type == "compound_statement":
        start, opening = second.body.named_children[0].start_byte, second.body.start_byte + 1
        broken = b"\n" in source.text[opening:start]
        yield TextEdit.replace(end, opening, "") if broken else TextEdit.replace(end, start, line)
    else:
        yield TextEdit.replace(end, second.body.start_byte, line)
        yield TextEdit.insert(second.body.end_byte, f"{source.newline}{indent}}}")


def _inner_indentation(source: Source, first: Loop, second: Loop, indent: str) -> str:
    for each in (first, second):
        start: Node = statements(each.body)[0]
        if starts_line(source, start.start_byte) and start.start_point.row != each.node.start_point.row:
            return indentation(source, start.start_byte)
    return indent + indent_step(source)
