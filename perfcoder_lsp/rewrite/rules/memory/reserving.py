"""Rule of "Memory Usage and Allocation": MEM1."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.calls import calls_in
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.effects import Effect
from perfcoder_lsp.cpp.facts.termination import may_end_early
from perfcoder_lsp.cpp.facts.trips import Trips, place_in_pass, trip_count
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_directive
from perfcoder_lsp.cpp.loops import Loop, exits, is_repeated, loops
from perfcoder_lsp.cpp.nodes import (
    has_error,
    is_inside,
    parent_of,
)
from perfcoder_lsp.cpp.scopes import names_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import UseKind, uses
from perfcoder_lsp.rewrite.appends import APPENDING, growing_vector, is_empty_before
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import reserve_before
from perfcoder_lsp.strategy import Category

_MEASURING = frozenset({"reserve", "capacity", "shrink_to_fit"})

_HERE = frozenset({UseKind.READ, UseKind.SUBSCRIPT, UseKind.MEMBER_CALL, UseKind.RANGE_FOR})
_MAX_SPARSE = 1_000_000  # elements that may be reserved for appends that don't happen in every pass


@rule(id="MEM1", category=Category.MEMORY, summary="Reserve a vector's memory before the loop that fills it", gain=2.0)
def reserve_before_loop(source: Source) -> Iterator[Finding]:
    """
    What it does: inserts `v.reserve(n);` before a loop that runs n times and appends to the empty vector v, guarded by
    `if (n > 0)` where n may be negative.

    Why: a vector that grows by itself is reallocated about log2(n) times, and each time everything in it is moved.

    When not: v is not provably empty before the loop; the loop may end early (break, return, throw, a call that may
    exit), so that n may be far more than what is needed; an append is conditional and n is neither small nor another
    container's size, or v, with its room, is handed on in each pass of an outer loop; the count can't be evaluated
    before the loop, or the loop changes it; v is cleared, replaced or handed out in the loop; copying its elements runs
    code of the file; a macro takes part; `reserve` or `capacity` is used on v already.

    Source: catalogue MEM1, measured 5.9x (int), 1.03x (string). clang-tidy performance-inefficient-vector-operation.
    """
    if source.language == "c":
        return
    claimed: set[int] = set()
    for loop in loops(source):
        for vector, trips in _filled(source, loop):
            if id(vector) not in claimed:
                claimed.add(id(vector))
                yield _reserve(source, loop, vector, trips)


def _filled(source: Source, loop: Loop) -> Iterator[tuple[Declaration, Trips]]:
    """The empty vectors to which a loop appends, and how often it does."""
    block = parent_of(source, loop.node)
    function = function_of(source, loop.node)
    if block is None or block.type != "compound_statement" or function is None or has_error(function.node):
        return
    owners = [call.object for call in calls_in(source, loop.body) if call.object is not None and not call.arrow]
    vectors = {id(found): found for owner in owners if (found := growing_vector(source, owner)) is not None}
    trips = trip_count(source, loop) if vectors else None
    if trips is None or not trips.exact or may_end_early(source, loop.node) or has_directive(source, block):
        return
    if trips.literal is not None and trips.literal < 2:
        return
    for vector in vectors.values():
        if _is_filled_by(source, vector, loop, trips) and is_empty_before(source, vector, loop.node, block):
            yield vector, trips


def _is_filled_by(source: Source, vector: Declaration, loop: Loop, trips: Trips) -> bool:
    """Whether the loop appends to the vector at most once per place and pass, and does nothing else to its size."""
    everywhere = uses(source, vector)
    if any(use.method in _MEASURING for use in everywhere):
        return False
    always = sparse = False
    for use in everywhere:
        if not is_inside(use.node, loop.node):
            continue
        if use.in_lambda or use.escapes:
            return False
        if use.kind is UseKind.MEMBER_CALL and use.effect is Effect.WRITE and use.method in APPENDING:
            place = place_in_pass(source, use.call.node if use.call is not None else use.node, loop.node)
            if place is None:
                return False
            always, sparse = always or place == "always", True
        elif use.effect in (Effect.WRITE, Effect.UPDATE) and use.kind is not UseKind.SUBSCRIPT:
            return False
    if always and not exits(loop.node).skips:
        return True
    if not _is_small(source, vector.type.arguments[0]):
        return False
    small = trips.literal is not None and trips.literal <= _MAX_SPARSE
    many = is_repeated(source, loop.node) and any(
        each.kind not in _HERE or each.method == "swap" for each in everywhere
    )
    return sparse and (small or trips.sized) and not many


def _is_small(source: Source, element: Type) -> bool:
    """Whether an element has no arrays in it, so that room for many that don't come costs little."""
    if element.extents or element.name in ("array", "bitset"):
        return False
    if element.pointers or element.is_arithmetic or element.container:
        return True
    if element.name in ("pair", "tuple"):
        return all(_is_small(source, each) for each in element.arguments)
    scope = names_of(source).classes.get(element.name) if element.user_defined else None
    fields = [each for named in scope.names.values() for each in named if each.kind is Kind.MEMBER] if scope else []
    return bool(fields) and all(not each.type.user_defined and _is_small(source, each.type) for each in fields)


def _reserve(source: Source, loop: Loop, vector: Declaration, trips: Trips) -> Finding:
    at = loop.node.start_byte
    line = line_of(source, at)
    count = f"{trips.literal}" if trips.literal is not None else f"`{trips.text}`"
    element = vector.type.arguments[0]
    return Finding(
        title=f"Reserve {count.strip('`')} elements of {vector.name} before the loop",
        explanation=(
            f"`{vector.name}` is empty before the loop in line {line} and grows by `{element}` elements in its {count} "
            f"passes: each time it is full, new memory is allocated and everything in it is moved, about log2({count}) "
            "times. Reserving first allocates once."
        ),
        edits=(reserve_before(source, loop.node, vector.name, trips),),
        range=node_range(loop.node),
    )
