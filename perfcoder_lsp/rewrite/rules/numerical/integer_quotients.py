"""Rule of "Numerical Computation Optimization": NUM18."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import promoted, type_of
from perfcoder_lsp.cpp.facts.intervals import type_range
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.nodes import nodes_inside, nodes_of_type, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.rewrite.conversions import converted_to, double_of, integer_in, is_accumulated
from perfcoder_lsp.rewrite.mathematics import factor, is_repeatable, math_calls
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category

_EXACT = 1 << 53  # integers below are exact in a double
_WHOLE = re.compile(r"([1-9]\d{0,8})\.0*", re.ASCII)


@dataclass(frozen=True)
class _Quotient:
    """`node` divides two integers as doubles, and an integer is made of it at once: rounded `up`, `down` (towards minus
    infinity), or cut ("")."""

    node: Node
    rounding: str
    above: str
    below: str
    text: str


@rule(
    id="NUM18", category=Category.NUMERICAL, summary="Divide integers as integers where an integer is wanted", gain=1.5
)
def divide_integers(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `ceil((double)a / b)`, `floor(a / 2.0)` and `(int)((double)a / b)`, where the result becomes
    an integer, by integer division: `a / b + (a % b > 0)`, `a / b - (a % b < 0)`, `a / b`.

    Why: two conversions to double, a division, a library call and a conversion back take longer than a division of
    integers, which for a constant divisor is a multiplication.

    It is the same number: let |a| < 2^53 and 0 < b < 2^53, so that both are exact as doubles. If b divides a, so is the
    quotient. Else it lies at least 1/b away from any integer m. With 2^k <= |a/b| < 2^(k+1), rounding moves it by at
    most 2^(k-53), and 1/b >= 2^k/|a| > 2^(k-53), so that it stays on its side of m. The rounded quotient has the same
    floor and ceiling as the exact one.

    When not: an operand is no integer, or may have more than 53 bits; the divisor is not certainly above 0 (a number
    from 1.0 on, or a variable whose values the text shows); one operand may be negative and the other is unsigned; the
    result stays a floating-point number, or becomes a bool or short; float or long double; an operand would be
    evaluated twice, and may differ; another function than that of <cmath>; a macro takes part.

    Source: catalogue NUM18, own measurement: 1.8x (by 12 and by 2). Competitive-programming folklore.
    """
    for name, rounding in (("ceil", "up"), ("floor", "down")):
        for call in math_calls(source, name):
            found = _read(source, call.node, call.arguments[0], rounding) if len(call.arguments) == 1 else None
            if found is not None:
                yield _finding(source, found)
    for node in nodes_of_type(source, "binary_expression"):
        found = _read(source, node, node, "") if operands(node, "/") is not None else None
        if found is not None:
            yield _finding(source, found)


def _read(source: Source, whole: Node, quotient: Node, rounding: str) -> _Quotient | None:
    pair = operands(quotient, "/")
    if pair is None:
        return None
    above, made = _integer(source, pair[0])
    below, also_made = _integer(source, pair[1])
    if above is None or below is None or not (made or also_made) or understood_function(source, whole) is None:
        return None
    kind = converted_to(source, whole)
    if not kind.is_integral or (kind.size or 0) < 4 or kind.reference or kind.name == "bool":
        return None
    if not rounding and is_accumulated(source, whole):
        return None
    if nodes_inside(source, whole, "comment") or {text_of(each) for each in walk(whole)} & macro_names(source):
        return None
    text = _text(source, above, below, rounding)
    return _Quotient(whole, rounding, text_of(above), _plain(below), text) if text is not None else None


def _integer(source: Source, node: Node) -> tuple[Node | None, bool]:
    """The integer that an operand is, and whether it is made a double: `(double)n`, `1.0 * n`, `2.0`."""
    node = unwrapped(node)
    if node.type == "number_literal" and _WHOLE.fullmatch(text_of(node)):
        return node, True
    inner = double_of(source, node)
    return integer_in(source, node), inner is not None


def _plain(node: Node) -> str:
    """An operand's text as an integer: `2` for `2.0`."""
    whole = _WHOLE.fullmatch(text_of(node))
    return whole[1] if whole is not None else factor(node)


def _text(source: Source, above: Node, below: Node, rounding: str) -> str | None:
    """The integer expression that is the same number; None where that can't be proved."""
    if _WHOLE.fullmatch(text_of(above)):
        return None
    whole = _WHOLE.fullmatch(text_of(below))
    values, divisor = value_range(source, above), None if whole else value_range(source, below)
    low, high = (int(whole[1]), int(whole[1])) if whole else (divisor.low, divisor.high) if divisor else (0, 0)
    if values is None or values.magnitude >= _EXACT or low < 1 or high >= _EXACT:
        return None
    kind = promoted(type_of(source, above)) if whole else promoted(type_of(source, above), type_of(source, below))
    own = type_range(kind)
    if own is None or not values.within(own) or high > own.high:
        return None
    one, by = factor(above), _plain(below)
    text = f"{one} / {by}"
    if not rounding or (rounding == "down" and values.low >= 0):
        return text
    if not is_repeatable(source, above) or not (whole or literal(below) or is_repeatable(source, below)):
        return None
    return f"{text} + ({one} % {by} > 0)" if rounding == "up" else f"{text} - ({one} % {by} < 0)"


def _finding(source: Source, found: _Quotient) -> Finding:
    written, parent = text_of(found.node), parent_of(source, found.node)
    cast = parent is not None and parent.type == "cast_expression"
    text = f"({found.text})" if cast else found.text
    what = {"up": "rounded up", "down": "rounded down", "": "cut"}[found.rounding]
    line = line_of(source, found.node.start_byte)
    return Finding(
        title=f"Divide {found.above} by {found.below} as integers",
        explanation=(
            f"`{written}` in line {line} makes doubles of integers to divide them, and an integer of the quotient, "
            f"{what}. Both are exact as doubles and the divisor is above 0, so `{found.text}` is the same number."
        ),
        edits=(replaced(found.node, text),),
        range=node_range(found.node),
    )
