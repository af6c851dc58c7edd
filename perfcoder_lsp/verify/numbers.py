"""Comparison of outputs that holds floating-point numbers, where the user consented to a tolerance."""

import math
import re

_INTEGER = re.compile(rb"[+-]?\d+")


def same_within(expected: bytes, printed: bytes, tolerance: float) -> bool:
    """Whether two outputs have the same lines and words, but for numbers with a fraction within the relative tolerance.

    Below 1 the tolerance is absolute. Integers must be equal, and so must NaN and infinities.
    """
    lines, others = expected.split(b"\n"), printed.split(b"\n")
    return len(lines) == len(others) and all(
        _same_line(line, other, tolerance) for line, other in zip(lines, others, strict=True)
    )


def _same_line(line: bytes, other: bytes, tolerance: float) -> bool:
    if line == other:
        return True
    words, others = line.split(), other.split()
    return len(words) == len(others) and all(
        word == second or _close(word, second, tolerance) for word, second in zip(words, others, strict=True)
    )


def _close(word: bytes, other: bytes, tolerance: float) -> bool:
    if _INTEGER.fullmatch(word) and _INTEGER.fullmatch(other):
        return False
    try:
        first, second = float(word), float(other)
    except ValueError:
        return False
    if not (math.isfinite(first) and math.isfinite(second)):
        return False
    return abs(first - second) <= tolerance * max(1.0, abs(first), abs(second))
