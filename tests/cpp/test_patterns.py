"""cpp/patterns.py: shapes of code with holes."""

import pytest
from cpp_text import source_of

from perfcoder_lsp.cpp.nodes import nodes_of_type, text_of
from perfcoder_lsp.cpp.patterns import match, match_all, match_any
from perfcoder_lsp.cpp.statements import statements_of


def _holes(pattern: str, text: str) -> dict[str, str] | None:
    body = nodes_of_type(source_of(f"void f() {{ {text} }}"), "compound_statement")[0]
    found = match_all(pattern, statements_of(body))
    return {name: text_of(node) for name, node in found.items()} if found is not None else None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("if ($n % $i == 0) return;", "if ((n % i) == 0) { return; }"),
        ("if ($n % $i == 0) return;", "if (0 == n % i) return;"),
        ("if ($a > $b) return;", "if (y < x) return;"),
        ("if ($a <= $b) return;", "if (y >= x) return;"),
        ("$s += $x;", "s = s + x;"),
        ("$i++;", "++i;"),
        ("$i++;", "i += 1;"),
        ("$i--;", "i = i - 1;"),
        ("for ($i = 0; $i < $n; $i++) $body;", "for (long long i = 0; n > i; ++i) { g(); h(); }"),
        ("$key = $a[$i];", "const int key = a[i];"),
        ("swap($x, $y);", "std::swap(a[i], a[j]);"),
        ("$a[$j + 1] = $a[$j];", "a[1 + j] = a[j];"),
        ("while ($x) $body;", "while (x) { /* nothing */ g(); }"),
        ("f($x); g($x);", "f(a + b); g(a+b);"),
        ("if ($x && $y) return;", "if (a and b) return;"),
        ("$x >>= 1;", "x = x >> 1;"),
        ("$x &= $x - 1;", "x = x & (x - 1);"),
    ],
)
def test_same_shape(pattern: str, text: str) -> None:
    assert _holes(pattern, text) is not None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("if ($a > $b) return;", "if (x >= y) return;"),
        ("if ($a - $b == 0) return;", "if (0 - a == b) return;"),
        ("if ($x) return;", "if (x) return; else g();"),
        ("$s += $x;", "s = x + s;"),
        ("$s += $x;", "s -= x;"),
        ("$s &= $x;", "s = x & s;"),
        ("if ($x && $y) return;", "if (a or b) return;"),
        ("$x = $y++;", "x = ++y;"),
        ("$p.$m;", "p->m;"),
        ("$x = -$y;", "x = !y;"),
        ("f($x); g($x);", "f(a); g(b);"),
        ("f($x);", "f(x); g(x);"),
        ("f($x);", "f(x, y);"),
        ("$i = 0;", "static int i = 0;"),
        ("$i = 0;", "int i(0);"),
        ("swap($x, $y);", "my::swap(x, y);"),
        ("for ($i = 0; $i < $n; $i++) $body;", "for (; i < n; i++) g();"),
    ],
)
def test_another_shape(pattern: str, text: str) -> None:
    assert _holes(pattern, text) is None


def test_holes_stand_for_what_is_there() -> None:
    assert _holes("$a[$i] = $x + 1;", "v[i * 2] = (1 + w);") == {"$a": "v", "$i": "i * 2", "$x": "w"}


def test_given_holes_must_agree() -> None:
    source = source_of("int x = n / 2 + m / 2;")
    first, second = nodes_of_type(source, "binary_expression")[1:]
    given = match("$n / 2", first)
    assert given is not None
    assert match("$n / 2", second, given) is None
    assert match_any(("$n * 2", "$n / 2"), first, given) is not None


def test_what_is_no_code_is_no_pattern() -> None:
    with pytest.raises(ValueError, match="not a pattern"):
        _holes("for (", "g();")
