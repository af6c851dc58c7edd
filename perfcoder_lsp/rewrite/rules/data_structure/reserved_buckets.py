"""DS2: room in a hash table before a loop fills it."""

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.container_life import life_block
from perfcoder_lsp.cpp.facts.containers_use import Access, Role, accesses, accesses_in
from perfcoder_lsp.cpp.facts.intervals import type_range
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.facts.trips import Trips, place_in_pass, trip_count
from perfcoder_lsp.cpp.loops import Loop, exits, loops, loops_around
from perfcoder_lsp.cpp.nodes import ancestors, full_expression, is_inside, parent_of
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.uses import UseKind
from perfcoder_lsp.rewrite.containers import destruction_is_silent, own_container
from perfcoder_lsp.rewrite.found_iterators import result_is_order_free
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import reserve_before
from perfcoder_lsp.strategy import Category

_ORDER_FREE = frozenset({Role.GROW, Role.TEST, Role.MEASURE})
_CONDITIONAL = frozenset({"conditional_expression", "binary_expression", "lambda_expression"})
_SMALLEST, _LARGEST = 64, 1 << 24
_FEW_KEYS, _MOST_KEYS = 1 << 10, 1 << 20


@rule(
    id="DS2",
    category=Category.DATA_STRUCTURE,
    summary="Reserve room in a hash table before a loop fills it",
    gain=1.5,
)
def reserve_buckets(source: Source) -> Iterator[Finding]:
    """
    What it does: inserts `m.reserve(n);` before a loop that runs n times and inserts into the unordered_map or
    unordered_set m in every pass, guarded by `if (n > 0)` where n may be negative; for at most 2^20 keys,
    where n is not the size of a container.

    Why: a hash table that grows by itself is rebuilt each time it is full, and all of its elements are put into new
    buckets.

    When not: anything visits the elements, whose order would be another one; a found iterator is kept over an
    insertion; the table is passed on or copied; the loop may be left or a pass skipped, or inserts only sometimes, so
    that n may be far too much; the count can't be evaluated before the loop; `reserve` or buckets are used already.

    Source: catalogue DS2, measured 1.59x. clazy's reserve-candidates (without hash tables).
    """
    if source.language == "c" or threads_of(source):
        return
    by_node = {each.node.id: each for each in loops(source)}
    for table in variables(source):
        if not _is_order_free(source, table):
            continue
        around = {node.id: node for each in accesses(source, table) for node in loops_around(source, each.use.node)[:1]}
        for node in sorted(around.values(), key=lambda each: each.start_byte):
            trips = _filled_by(source, table, by_node[node.id]) if node.id in by_node else None
            if trips is not None:
                yield _finding(source, table, by_node[node.id], trips)


def _is_order_free(source: Source, variable: Declaration) -> bool:
    """Whether nothing can tell in which order a hash table holds its elements, or when it is rebuilt."""
    if own_container(source, variable, ("unordered_map", "unordered_set")) is None:
        return False
    if not all(destruction_is_silent(source, each) for each in variable.type.arguments):
        return False
    return all(_ignores_order(source, variable, each) for each in accesses(source, variable))


def _ignores_order(source: Source, variable: Declaration, access: Access) -> bool:
    use = access.use
    if access.role is Role.ELEMENT:
        return use.kind is UseKind.SUBSCRIPT or use.method in ("at", "find")
    if access.role is Role.REMOVE:
        return use.method == "clear" or _erases_key(source, variable, access)
    if access.role in _ORDER_FREE:
        return True
    return use.method in ("find", "end") and use.call is not None and result_is_order_free(source, variable, use.call)


def _erases_key(source: Source, variable: Declaration, access: Access) -> bool:
    call, key = access.use.call, variable.type.arguments[0]
    if access.use.method != "erase" or call is None or len(call.arguments) != 1:
        return False
    kind = type_of(source, call.arguments[0])
    return kind.is_arithmetic if key.is_integral else kind.is_string


def _filled_by(source: Source, table: Declaration, loop: Loop) -> Trips | None:
    """How often the loop runs, where it inserts into the table exactly once in every pass."""
    if is_inside(table.node, loop.node) or not _runs_once(source, table, loop.node):
        return None
    inside = accesses_in(source, table, loop.body)
    if not any(_inserts(source, each, loop.node) for each in inside) or exits(loop.node).skips:
        return None
    trips, parent = trip_count(source, loop), parent_of(source, loop.node)
    if trips is None or not trips.exact or parent is None or parent.type != "compound_statement":
        return None
    if trips.literal is not None and not _SMALLEST <= trips.literal <= _LARGEST:
        return None
    return None if any(_has_few_keys(source, table, each, trips) for each in inside) else trips


def _has_few_keys(source: Source, table: Declaration, access: Access, trips: Trips) -> bool:
    """Whether the keys that an insertion gives are known to be too few to fill what would be reserved."""
    call = access.use.call
    argument = call.arguments[0] if access.role is Role.GROW and call is not None and call.arguments else None
    key = access.use.index if access.use.kind is UseKind.SUBSCRIPT else argument
    kinds = (type_range(table.type.arguments[0]), value_range(source, key) if key is not None else None)
    enough = _FEW_KEYS if trips.literal is None else min(_FEW_KEYS, trips.literal // 4)
    return any(each is not None and each.high - each.low < enough for each in kinds)


def _runs_once(source: Source, table: Declaration, loop: Node) -> bool:
    """Whether a loop runs once in the table's life: reserving again may make the table smaller and rebuild it."""
    block = life_block(source, table)
    return block is not None and all(is_inside(block, each) for each in loops_around(source, loop))


def _inserts(source: Source, access: Access, loop: Node) -> bool:
    """Whether a use inserts an element, unless it is there, in every pass of a loop."""
    whole = full_expression(source, access.use.node)
    if access.role is not Role.GROW and access.use.kind is not UseKind.SUBSCRIPT:
        return False
    steps = [each for each in ancestors(source, access.use.node) if is_inside(each, whole)]
    return place_in_pass(source, whole, loop) == "always" and not any(each.type in _CONDITIONAL for each in steps)


def _bounded(trips: Trips) -> Trips:
    """No more buckets than a few megabytes, where nothing as large is in memory already: keys may be repeated."""
    if trips.literal is not None or trips.sized:
        return trips
    return replace(trips, text=f"{trips.text} < {_MOST_KEYS} ? {trips.text} : {_MOST_KEYS}")


def _finding(source: Source, table: Declaration, loop: Loop, trips: Trips) -> Finding:
    name, line = table.name, line_of(source, loop.node.start_byte)
    count = f"{trips.literal}" if trips.literal is not None else f"`{trips.text}`"
    return Finding(
        title=f"Reserve room for {trips.text} keys in {name}",
        explanation=(
            f"The loop in line {line} inserts up to {count} keys into `{name}`: each time the table is full, it gets "
            f"about twice as many buckets and all its elements are put into them anew, about log2({count}) times. "
            f"Nothing depends on the order of `{name}`, so that room for all of them can be reserved at once."
        ),
        edits=(reserve_before(source, loop.node, name, _bounded(trips)),),
        range=node_range(loop.node),
        notes=("Where most keys are repeated, the room that is reserved is larger than what is needed.",),
    )
