"""Does a function tell whether its argument is a prime number: trial division, as people write it."""

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
_TOO_SMALL = ("$n < 2", "$n <= 1")
# What stands between the test for numbers that are too small and the loop, and the loop.
_TWO = "$i = 2; {}; $i++"
_METHODS = (
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
_ENDINGS = (
    "for ({}) if ({}) return false; return true;",
    "$f = true; for ({}) if ({}) {{ $f = false; break; }} return $f;",
)


def tells_primes(source: Source, function: Function) -> bool:
    """Whether the function returns, for any integer, true where it is prime and false where it is not, and does nothing
    else."""
    name = function.name
    result = type_at(source, function.return_type, function.node)
    if function.kind != "free" or len(function.parameters) != 1 or len(find_functions(source, name)) != 1:
        return False
    parameter = declared_in(source, function.parameters[0].node)
    if parameter is None or not parameter.type.is_integral or parameter.type.reference or has_error(function.node):
        return False
    wide = parameter.type.is_signed and (parameter.type.size or 0) >= 4
    if not wide or not result.is_integral or has_local_includes(source) or declarations_named(source, "sqrt"):
        return False
    steps = statements_of(function.body)
    for shape in _shapes():
        found = match_all(shape, steps)
        if found is None or resolve(source, found["$n"]) is not parameter:
            continue
        names = [resolve(source, found[each]) for each in ("$i", "$f") if each in found]
        own = all(each is not None and each.is_automatic and not each.type.reference for each in names)
        counter = names[0].type if names[0] is not None else UNKNOWN
        return own and counter.is_signed and (counter.size or 0) >= 4
    return False


@cache
def _shapes() -> tuple[str, ...]:
    return tuple(_all_shapes())


def _all_shapes() -> Iterator[str]:
    for small in _TOO_SMALL:
        for before, header, test in _METHODS:
            for ending in _ENDINGS:
                for limit in _LIMITS:
                    text = f"if ({small}) return false; {before} {ending.format(header.format(limit), test)}"
                    yield text
                    yield text.replace("true", "1").replace("false", "0")
