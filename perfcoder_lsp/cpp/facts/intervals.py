"""Intervals of integers, and what operations of C++ make of them."""

from dataclasses import dataclass

from perfcoder_lsp.cpp.types import Type


@dataclass(frozen=True)
class Range:
    """All integers from `low` to `high`, both included."""

    low: int
    high: int

    @property
    def magnitude(self) -> int:
        """The largest absolute value."""
        return max(abs(self.low), abs(self.high))

    def __or__(self, other: "Range") -> "Range":
        return Range(min(self.low, other.low), max(self.high, other.high))

    def within(self, other: "Range") -> bool:
        return other.low <= self.low and self.high <= other.high

    def cut(self, other: "Range") -> "Range | None":
        """What both have; None where that is nothing."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Range(low, high) if low <= high else None


def type_range(kind: Type) -> Range | None:
    """All values of an integer type; for char those of either signedness. None for other types."""
    if not kind.is_integral or kind.size is None:
        return None
    if kind.name == "bool":
        return Range(0, 1)
    if kind.name == "char":
        return Range(-128, 255)
    bits = kind.size * 8
    return Range(-(1 << bits - 1), (1 << bits - 1) - 1) if kind.is_signed else Range(0, (1 << bits) - 1)


def operated(symbol: str, one: Range, other: Range, kind: Type) -> Range | None:
    """The results of an operation that computes in the given type; signed ones that do not fit can't occur."""
    whole = type_range(kind)
    if whole is None:
        return None
    if symbol in ("+", "-", "*"):
        found = _computed(symbol, one, other)
        return found.cut(whole) if kind.is_signed else found
    if not (one.within(whole) and other.within(whole)):
        return None  # a negative operand becomes a large unsigned number
    if symbol == "&" and max(one.low, other.low) >= 0:  # a mask without sign bit leaves none
        return Range(0, min(each.high for each in (one, other) if each.low >= 0))
    if symbol == ">>" and one.low >= 0 and other.within(Range(0, 63)):
        return Range(one.low >> other.high, one.high >> other.low)
    return _divided(symbol, one, other) if other.low >= 0 and other.high > 0 else None


def _computed(symbol: str, one: Range, other: Range) -> Range:
    if symbol == "+":
        return Range(one.low + other.low, one.high + other.high)
    if symbol == "-":
        return Range(one.low - other.high, one.high - other.low)
    ends = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
    return Range(min(ends), max(ends))


def _divided(symbol: str, one: Range, divisor: Range) -> Range | None:
    """By a positive number: 0 can't be one."""
    if symbol == "%":
        rest = divisor.high - 1
        return Range(0 if one.low >= 0 else max(-rest, one.low), min(rest, max(one.high, 0)))
    if symbol == "/":
        ends = [_quotient(end, by) for end in (one.low, one.high) for by in (max(divisor.low, 1), divisor.high)]
        return Range(min(ends), max(ends))
    return None


def _quotient(number: int, by: int) -> int:
    return -(-number // by) if number < 0 else number // by
