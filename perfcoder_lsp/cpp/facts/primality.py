"""From which number on does a function tell whether its argument is prime: trial division, as people write it."""

from collections.abc import Iterator
from functools import cache

from perfcoder_lsp.cpp.functions import Function, find_functions
from perfcoder_lsp.cpp.includes import has_local_includes
from perfcoder_lsp.cpp.nodes import has_error
from perfcoder_lsp.cpp.patterns import match_all
from perfcoder_lsp.cpp.scopes import declarations_named, declared_in, resolve, type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.statements import statements_of
from perfcoder_lsp.cpp.types import UNKNOWN

_LIMITS = (
    "$i * $i <= $n",
    "(long long)$i * $i <= $n",
    "$i * 1LL * $i <= $n",
    "1LL * $i * $i <= $n",
    "$i <= $n / $i",
    "$i <= sqrt($n)",
    "$i <= (int)sqrt($n)",
    "$i <= sqrt((double)$n)",
    "$i < $n",
    "$i <= $n / 2",
)
# How numbers that are too small are told apart first, and from which number on the answer is right.
_TOO_SMALL = (
    ("if ($n < 2) return false;", 0),
    ("if ($n <= 1) return false;", 0),
    ("if ($n == 0 || $n == 1) return false;", 0),
    ("if ($n == 1 || $n == 0) return false;", 0),
    ("if ($n == 1) return false;", 1),
    ("", 2),
)
_LATE_TESTS = (("return $n > 1;", 0), ("return $n >= 2;", 0), ("return $n != 1;", 1))
# What stands between that and the loop, the loop's header, and its test.
_TWO = "$i = 2; {}; $i++"
_METHODS = (  # the last one tries i + 2 as well, which must not be n itself, and takes 1 for a prime by itself
    ("", _TWO, "$n % $i == 0"),
    ("if ($n == 2) return true;", _TWO, "$n % $i == 0"),
    ("if ($n == 2) return true; if ($n % 2 == 0) return false;", "$i = 3; {}; $i += 2", "$n % $i == 0"),
    ("if ($n % 2 == 0) return $n == 2;", "$i = 3; {}; $i += 2", "$n % $i == 0"),
    (
        "if ($n <= 3) return true; if ($n % 2 == 0 || $n % 3 == 0) return false;",
        "$i = 5; {}; $i += 6",
        "$n % $i == 0 || $n % ($i + 2) == 0",
    ),
)
_MOST_STEPS = 6
_ENDINGS = (
    "for ({}) if ({}) return false; return true;",
    "$f = true; for ({}) if ({}) {{ $f = false; break; }} return $f;",
)


def primes_from(source: Source, function: Function) -> int | None:
    """The number from which on the function returns true for primes and false for all other integers; None where it may
    do anything else."""
    name = function.name
    result = type_at(source, function.return_type, function.node)
    if function.kind != "free" or len(function.parameters) != 1 or len(find_functions(source, name)) != 1:
        return None
    parameter = declared_in(source, function.parameters[0].node)
    if parameter is None or not parameter.type.is_integral or parameter.type.reference or has_error(function.node):
        return None
    wide = parameter.type.is_signed and (parameter.type.size or 0) >= 4
    if not wide or not result.is_integral or has_local_includes(source) or declarations_named(source, "sqrt"):
        return None
    steps = statements_of(function.body)
    for shape, first in _shapes() if 2 <= len(steps) <= _MOST_STEPS else ():
        found = match_all(shape, steps)
        if found is not None and resolve(source, found["$n"]) is parameter:
            names = [resolve(source, found[each]) for each in ("$i", "$f") if each in found]
            own = all(each is not None and each.is_automatic and not each.type.reference for each in names)
            counter = names[0].type if names[0] is not None else UNKNOWN
            return first if own and counter.is_signed and (counter.size or 0) >= 4 else None
    return None


@cache
def _shapes() -> tuple[tuple[str, int], ...]:
    """Every way to write it, and the first number for which it is right."""
    words = ((), (("true", "1"), ("false", "0")))
    return tuple((_replaced(text, pairs), first) for text, first in _all_shapes() for pairs in words)


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def _all_shapes() -> Iterator[tuple[str, int]]:
    for before, header, test in _METHODS:
        in_pairs = (before, header, test) == _METHODS[-1]
        for limit in _LIMITS:
            if in_pairs and limit == "$i < $n":
                continue
            loop = header.format(limit)
            for small, first in _TOO_SMALL:
                for ending in _ENDINGS:
                    yield f"{small} {before} {ending.format(loop, test)}", first
            for late, first in () if in_pairs else _LATE_TESTS:
                yield f"{before} for ({loop}) if ({test}) return false; {late}", first
