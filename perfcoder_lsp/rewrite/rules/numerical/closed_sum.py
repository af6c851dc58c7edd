"""Rule of "Numerical Computation Optimization": NUM15."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.ranges import turns_negative_bound, value_range
from perfcoder_lsp.cpp.facts.trips import literal, trip_count
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import has_error, text_of, unwrapped
from perfcoder_lsp.cpp.operands import flattened
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable, read_update, steps_of
from perfcoder_lsp.rewrite.layout import in_place_of
from perfcoder_lsp.rewrite.mathematics import factor
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category

_MOST = {1: 3_000_000_000, 2: 2_000_000}  # up to here the formula's product fits 64 bits, by the power of the counter
_FEW = 8


@dataclass(frozen=True)
class _Sum:
    """A loop that only adds i, or i squared (`power`), for all i from 0 or 1 to `end` (left out if `strict`)."""

    loop: Loop
    total: str
    power: int
    end: Node
    strict: bool


@rule(id="NUM15", category=Category.NUMERICAL, summary="Compute sums of 1 to n by their formula", gain=20)
def closed_sum(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces a loop that adds the numbers, or their squares, from 1 to n by Gauss's formula
    `n * (n + 1) / 2`, or `n * (n + 1) * (2 * n + 1) / 6`.

    Why: the loop needs n additions where one product is enough: O(1) for O(n). Clang knows the first formula, GCC none.

    When not: the loop does anything else, or does not count by 1 from 0 or 1; n changes during the loop; the sum is no
    integer, or a reference; an unsigned square may wrap. The product is computed in more bits than the sum has, so that
    it overflows only where the sum did.

    Source: catalogue NUM15, measured 42x. The paper's own example of a prompt.
    """
    for loop in loops(source):
        found = _read(source, loop)
        if found is not None and is_replaceable(source, loop.node):
            yield _formula(source, found)


def _read(source: Source, loop: Loop) -> _Sum | None:
    counter, steps = loop.counter, steps_of(loop.body)
    if counter is None or not counter.in_header or len(steps) != 1 or loop.kind != "for":
        return None
    update = read_update(steps[0])
    if update is None or update.operator != "+" or update.amount is None or update.target.type != "identifier":
        return None
    low, high = (counter.start, counter.bound) if counter.step > 0 else (counter.bound, counter.start)
    first = literal(low)
    if first is not None and counter.comparison == ">":
        first += 1
    if first not in (0, 1) or (literal(high) is not None and (literal(high) or 0) <= _FEW):
        return None
    factors = [_plain(source, each) for each in flattened(update.amount, "*")]
    others = [each for each in factors if text_of(each) not in ("1", "1LL", "1ll", "1L")]
    total, function = resolve(source, update.target), function_of(source, loop.node)
    if not 1 <= len(others) <= 2 or any(resolve(source, each) is not counter.variable for each in others):
        return None
    if total is None or not total.is_variable or total is counter.variable or total.is_volatile or function is None:
        return None
    kind = variable_type(source, total)
    if not kind.is_integral or (kind.size or 0) < 4 or kind.reference or total.name in macro_words(source):
        return None
    squares = len(others) == 2
    if has_error(function.node) or (squares and not counter.variable.type.is_signed):
        return None
    trips = trip_count(source, loop)
    if (
        trips is None
        or not trips.exact
        or turns_negative_bound(source, loop)
        or type_of(source, high).size not in (4, 8)
    ):
        return None
    return _Sum(loop, total.name, len(others), high, strict=counter.comparison == "<")


def _plain(source: Source, node: Node) -> Node:
    """A factor without a conversion to a wider signed integer."""
    node = unwrapped(node)
    inner = node.child_by_field_name("value")
    wide = type_of(source, node)
    widened = node.type == "cast_expression" and wide.is_integral and wide.is_signed and wide.size == 8
    return unwrapped(inner) if widened and inner is not None else node


def _formula(source: Source, found: _Sum) -> Finding:
    loop, end = found.loop, found.end
    known, kind, name = value_range(source, end), type_of(source, end), factor(end)
    high = known.high if known is not None else 1 << 64
    small = high <= _MOST[found.power]
    unsigned_int = not kind.is_signed and kind.size == 4
    wide = "long long" if small else "__int128"
    if found.power == 1 and kind.size == 4:
        wide = "unsigned long long" if unsigned_int else "long long"
    first = f"({wide}){name}"
    if found.power == 1:
        value = f"{first} * ({name} {'-' if found.strict else '+'} 1) / 2"
    else:
        inner = f"({name} - 1) * (2LL * {name} - 1)" if found.strict else f"({name} + 1) * (2LL * {name} + 1)"
        value = f"{first} * {inner} / 6"
    guard = "" if known is not None and known.low >= 0 else f"if ({name} > 0) "
    line = line_of(source, loop.node.start_byte)
    what = "numbers" if found.power == 1 else "squares"
    return Finding(
        title=f"Compute the sum of the {what} by its formula",
        explanation=(
            f"The loop in line {line} adds the {what} up to `{text_of(end)}` to `{found.total}` one by one, although "
            "a formula gives their sum at once: O(1) for O(n)."
        ),
        edits=(in_place_of(source, loop.node, f"{guard}{found.total} += {value};"),),
        range=node_range(loop.node),
        notes=("__int128 is an extension of GCC and Clang.",) if wide == "__int128" else (),
    )
