"""Rule of "Numerical Computation Optimization": NUM3."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import promoted, type_of
from perfcoder_lsp.cpp.facts.intervals import Range
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.nodes import parent_of, symbol_of, text_of, unwrapped, wrapped
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.rewrite.conversions import converted_to
from perfcoder_lsp.rewrite.mathematics import factor, is_repeatable, math_calls
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category

_EXACT = 1 << 53  # integers up to here are exact in a double

_INT_MAX = (1 << 31) - 1

_LONG_MAX = (1 << 63) - 1

_MAX_EXPONENT = 8

_COMPARISONS = frozenset({"<", "<=", ">", ">=", "==", "!="})


@dataclass(frozen=True)
class _Demand:
    """What the place of a `pow` call asks for: results up to `exact` must be the same number; larger ones (at most
    63 bits) only have to be larger than anything that they are compared with. `unsigned`: with an unsigned integer, so
    that they must not be negative. `parentheses`: a product needs them."""

    exact: int
    comparison: bool = False
    unsigned: bool = False
    parentheses: bool = False


@rule(id="NUM3", category=Category.NUMERICAL, summary="Compute integer powers with integers", gain=3.0)
def multiply_integers(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `pow(x, 3)` by `x * x * x`, and `pow(2, k)` by `1LL << k`, where the result becomes an
    integer or is compared with one.

    Why: pow works in floating point for any exponent: a library call and two conversions, where two multiplications do.

    When not: x is no integer; the text does not show between which values x lies, or the power may exceed what the
    target holds or what a double holds exactly (2 to the 53rd), for then rounding, or an overflow, would differ; the
    exponent is not a number from 2 to 8 (for base 2: not certainly between 0 and 62); evaluating x twice may differ;
    pow may be another function than that of <cmath>; the result stays a floating-point number.

    Source: catalogue NUM3, measured 9.5x and 16.2x (i cubed; powers of ten). PIE "predefined constants".
    """
    for call in math_calls(source, "pow"):
        if len(call.arguments) != 2:
            continue
        demand = _demand(source, call.node)
        text = _product(source, call, demand) if demand is not None else None
        if demand is not None and text is not None:
            yield _replace(source, call, f"({text})" if demand.parentheses else text)


def _demand(source: Source, node: Node) -> _Demand | None:
    """What is done with the result; None where it is not, or not only, used as an integer."""
    node = wrapped(source, node)
    parent = parent_of(source, node)
    if parent is None:
        return None
    if parent.type == "binary_expression":
        return _compared(source, node, parent)
    limit = _limit(converted_to(source, node))
    cast = parent.type == "cast_expression" and node.type == "call_expression"
    return _Demand(limit, parentheses=cast) if limit else None


def _limit(target: Type) -> int:
    """The largest magnitude that the target holds and a double holds exactly; 0 where the target is no signed integer
    of at least 32 bits."""
    if not target.is_integral or not target.is_signed or target.reference:
        return 0
    return {4: _INT_MAX, 8: _EXACT}.get(target.size or 0, 0)


def _compared(source: Source, node: Node, parent: Node) -> _Demand | None:
    left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
    if left is None or right is None or symbol_of(parent) not in _COMPARISONS:
        return None
    other = right if left == node else left
    known, kind = value_range(source, other), promoted(type_of(source, other))
    if known is None or known.magnitude >= _EXACT:
        return None
    return _Demand(_LONG_MAX, comparison=True, unsigned=not kind.is_signed)


def _product(source: Source, call: Call, demand: _Demand) -> str | None:
    """The integer expression that is the same number; None where that can't be proved."""
    base, exponent = call.arguments
    if text_of(base) in ("2", "2.0"):
        return _shift(source, exponent, demand)
    power, range_ = literal(exponent), value_range(source, base)
    if text_of(exponent) in ("2.0", "3.0"):
        power = int(text_of(exponent)[0])
    if power is None or not 2 <= power <= _MAX_EXPONENT or range_ is None or literal(base) is not None:
        return None
    if range_.magnitude**power > demand.exact or not is_repeatable(source, base):
        return None
    if demand.unsigned and range_.low < 0 and power % 2:
        return None
    one = factor(base)
    kind = promoted(type_of(source, base))
    fits = (kind.name == "int" and range_.magnitude**power <= _INT_MAX) or (kind.size == 8 and kind.is_signed)
    return (one if fits else f"(long long){one}") + f" * {one}" * (power - 1)


def _shift(source: Source, exponent: Node, demand: _Demand) -> str | None:
    """2 to the power of an integer as `1LL << k`; powers of two are exact in a double whatever their size."""
    bits = value_range(source, exponent)
    if bits is None or literal(exponent) is not None or not is_repeatable(source, exponent):
        return None
    most = 30 if demand.exact == _INT_MAX else 62
    if not bits.within(Range(0, most)):
        return None
    shifted = f"1LL << {factor(exponent)}"
    return f"({shifted})" if demand.comparison else shifted


def _replace(source: Source, call: Call, text: str) -> Finding:
    base = unwrapped(call.arguments[0])
    written, line = text_of(call.node), line_of(source, call.node.start_byte)
    known = value_range(source, base if literal(base) is None else call.arguments[1])
    name = text_of(base) if literal(base) is None else text_of(call.arguments[1])
    between = f"`{name}` lies between {known.low} and {known.high}" if known is not None else f"`{name}` is bounded"
    return Finding(
        title=f"Compute {written} with integers",
        explanation=(
            f"`{written}` in line {line} converts to floating point, calls the library and converts back, although "
            f"only an integer is wanted. {between}, so `{text}` is the same number."
        ),
        edits=(replaced(call.node, text),),
        range=node_range(call.node),
    )
