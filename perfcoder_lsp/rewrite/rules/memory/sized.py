"""Rules of "Memory Usage and Allocation": MEM2."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_in
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.facts.termination import may_end_early
from perfcoder_lsp.cpp.facts.trips import Trips, literal, place_in_pass, trip_count
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_directive
from perfcoder_lsp.cpp.loops import Loop, exits, loops
from perfcoder_lsp.cpp.nodes import is_inside, parent_of, text_of
from perfcoder_lsp.cpp.scopes import declarations_named
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.uses import Use, uses
from perfcoder_lsp.rewrite.appends import APPENDING, growing_vector, is_empty_before
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import statement_before
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_CONVERSION = re.compile(r"\boperator\s+[A-Za-z_]")


@dataclass(frozen=True)
class _Filling:
    """A loop that appends one number per pass to an empty vector; `reserving` is the `v.reserve(n)` before it."""

    loop: Loop
    vector: Declaration
    append: Call
    trips: Trips
    index: str
    reserving: Use | None


@rule(id="MEM2", category=Category.MEMORY, summary="Size a vector once and write its elements in place", gain=2.0)
def size_and_write(source: Source) -> Iterator[Finding]:
    """
    What it does: inserts `v.resize(n);` before a loop that appends a number to the empty vector v in each of its n
    passes, or puts it in place of `v.reserve(n);`, and writes `v[i] = x;` instead of `v.push_back(x);`.

    Why: each append checks whether there is room, writes the new size, and keeps the compiler from vectorizing the
    loop.

    When not: v is not provably empty before the loop, or anything but this append happens to it in the loop; the append
    is conditional or skipped by a continue; the loop may end early or does not count up by one from 0 or 1; v holds
    anything but numbers; its capacity is asked for; a macro takes part.

    Source: catalogue MEM2, measured 2.30x.
    """
    if source.language == "c":
        return
    for loop in loops(source):
        filling = _filling(source, loop) if loop.counter is not None else None
        if filling is not None:
            yield _finding(source, filling)


def _filling(source: Source, loop: Loop) -> _Filling | None:
    block, function, counter = parent_of(source, loop.node), function_of(source, loop.node), loop.counter
    appends = [each for each in calls_in(source, loop.body) if each.name in APPENDING and len(each.arguments) == 1]
    if len(appends) != 1 or block is None or block.type != "compound_statement" or counter is None or function is None:
        return None
    call, first = appends[0], literal(counter.start)
    vector = growing_vector(source, call.object) if call.object is not None and not call.arrow else None
    if vector is None or vector.kind is not Kind.LOCAL or counter.step != 1 or first not in (0, 1):
        return None
    if call.arguments[0].type == "initializer_list" or not _holds_numbers(vector):
        return None
    converted = _CONVERSION.search(source.text.decode(errors="replace"))  # one that is explicit, or one of several
    if converted and not type_of(source, call.arguments[0]).is_arithmetic:
        return None
    hidden = any(is_inside(each.name_node, loop.body) for each in declarations_named(source, counter.variable.name))
    if hidden or exits(loop.node).skips or has_directive(source, block) or function.node.has_error:
        return None
    trips = trip_count(source, loop)
    if trips is None or not trips.exact or trips.literal in (0, 1) or may_end_early(source, loop.node):
        return None
    index = counter.variable.name if first == 0 else f"{counter.variable.name} - 1"
    found = _Filling(loop, vector, call, trips, index, _reserving(source, vector, loop.node))
    return found if _only_appends(source, found, block) else None


def _holds_numbers(vector: Declaration) -> bool:
    element = vector.type.arguments[0]
    return element.is_arithmetic and element.name != "bool"  # bits are not written one by one any faster


def _reserving(source: Source, vector: Declaration, loop: Node) -> Use | None:
    """The statement `v.reserve(n);` directly before the loop."""
    for use in uses(source, vector):
        statement = parent_of(source, use.call.node) if use.method == "reserve" and use.call is not None else None
        if use.call is not None and statement is not None and statement.next_named_sibling == loop:
            pure = len(use.call.arguments) == 1 and is_pure(source, use.call.arguments[0])
            return use if pure and statement.type == "expression_statement" else None
    return None


def _only_appends(source: Source, filling: _Filling, block: Node) -> bool:
    """Whether the vector is empty before the loop, and the loop does nothing to it but to append in every pass."""
    vector, loop = filling.vector, filling.loop.node
    inside = [each for each in uses(source, vector) if is_inside(each.node, loop)]
    if len(inside) != 1 or inside[0].in_lambda or place_in_pass(source, filling.append.node, loop) != "always":
        return False
    statement = parent_of(source, filling.append.node)
    if statement is None or statement.type != "expression_statement":
        return False
    if any(each.method in ("capacity", "shrink_to_fit") for each in uses(source, vector)):
        return False
    return is_empty_before(source, vector, loop, block, aside=filling.reserving)


def _finding(source: Source, filling: _Filling) -> Finding:
    vector, trips, loop = filling.vector.name, filling.trips, filling.loop.node
    call, reserving = filling.append, filling.reserving
    resize = f"{vector}.resize({trips.text});"
    if trips.guard:
        resize = f"if ({trips.guard}) {resize}"
    statement = parent_of(source, reserving.call.node) if reserving is not None and reserving.call is not None else None
    sized = replaced(statement, resize) if statement is not None else statement_before(source, loop, resize)
    value = call.arguments[0]
    return Finding(
        title=f"Size {vector} once and write its elements in place",
        explanation=(
            f"The loop in line {line_of(source, loop.start_byte)} appends `{text_of(value)}` to `{vector}` in each of "
            f"its {trips.text} passes: every append asks for room and writes the new size. With the size given before, "
            "a pass only writes the element."
        ),
        edits=(
            sized,
            TextEdit.replace(call.node.start_byte, value.start_byte, f"{vector}[{filling.index}] = "),
            TextEdit.replace(value.end_byte, call.node.end_byte, ""),
        ),
        range=node_range(loop),
    )
