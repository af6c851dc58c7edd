"""Which distances lie between accesses of nested loops, and what is known to be a different object."""

from pathlib import Path

import pytest

from perfcoder_lsp.cpp.facts.aliases import are_distinct
from perfcoder_lsp.cpp.facts.dependences import dependences, is_parallel, may_permute, may_tile
from perfcoder_lsp.cpp.facts.nests import nests
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source

_HEADERS = "for (int i = 1; i < n; i++) for (int j = 1; j < n; j++) "
_ARRAYS = "double a[99][99], b[99][99], x[99], f[9801]; int n, m;\n"


def _vectors(body: str, headers: str = _HEADERS, sums: bool = False) -> frozenset[tuple[int | None, ...]] | None:
    text = f"{_ARRAYS}void run() {{ {headers}{body} }}\n"
    source = Source.of(Path("a.cpp"), text.encode())
    nest = next(nests(source), None)
    return dependences(source, nest.loops, sums=sums) if nest is not None else None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a[i][j] = b[i][j];", {(0, 0)}),
        ("a[i][j] = a[i - 1][j];", {(0, 0), (1, 0)}),
        ("a[i][j] = a[i - 1][j + 1];", {(0, 0), (1, -1)}),
        ("a[i][j] = a[j][i];", {(0, 0), (None, None)}),
        ("a[i][0] = a[i][1];", {(0, None)}),
        ("a[2 * i][j] = a[2 * i + 1][j];", {(0, 0)}),
        ("x[i] += a[i][j];", {(0, None)}),
        ("x[i + j] = 0;", {(None, None)}),
        ("x[n] = a[i][j];", {(None, None)}),
        ("a[i][n] = a[j][m];", {(0, None), (None, None)}),
        ("double t = a[i][j]; b[i][j] = t;", {(0, 0)}),
        ("f[i * n + j] = 1;", {(0, 0)}),
        ("f[i * n + j] = f[i * n + j - 1];", {(0, 0), (0, 1)}),
        ("f[i * n + j] = f[i * n - n + j];", {(0, 0), (1, 0)}),
        ("f[i * m + j] = 1;", {(None, None)}),
        ("f[i * n + j + 1] = 1;", {(None, None)}),
        ("f[i * 99 + j] = 1;", {(None, None)}),
        ("x[i / 2] = a[i][j];", {(None, None)}),
        ("a[i][j] = x[0]; x[1] = 2;", {(0, 0), (None, None)}),
    ],
)
def test_distances(body: str, expected: set[tuple[int | None, ...]]) -> None:
    assert {_canonical(each) for each in _vectors(f"{{ {body} }}") or ()} == {_canonical(each) for each in expected}


def _canonical(vector: tuple[int | None, ...]) -> tuple[int | None, ...]:
    first = next((each for each in vector if each != 0), 0)
    return tuple(-each if each is not None else None for each in vector) if first is not None and first < 0 else vector


@pytest.mark.parametrize(
    "body",
    [
        "a[i][j] = f(i);",
        "a[i][j] = *p;",
        "if (a[i][j] > 0) break;",
        "n = 5;",
        "i += 1;",
        "a[i][j] = 0; continue;",
        "double& r = x[i]; r = 1;",
        "static double s = 0; a[i][j] = s++;",
        "volatile double s = 0; a[i][j] = s;",
        "x[i] = [&] { return 1.0; }();",
        "label: a[i][j] = 0;",
    ],
)
def test_what_is_not_plain_is_unknown(body: str) -> None:
    assert _vectors(f"{{ {body} }}") is None


def test_steps_count_in_passes() -> None:
    up = "for (int i = 4; i < n; i += 2) for (int j = 0; j < n; j++) "
    assert _vectors("a[i][j] = a[i - 4][j];", up) == {(0, 0), (2, 0)} or _vectors("a[i][j] = a[i - 4][j];", up) == {
        (0, 0),
        (-2, 0),
    }
    assert _vectors("a[i][j] = a[i - 1][j];", up) == {(0, 0)}
    down = "for (int i = n; i > 0; i--) for (int j = 0; j < n; j++) "
    vectors = _vectors("a[i][j] = a[i - 1][j];", down)
    assert vectors is not None
    assert {_canonical(each) for each in vectors} == {(0, 0), (1, 0)}


@pytest.mark.parametrize(
    ("body", "sums"),
    [
        ("s += x[i];", False),  # a double
        ("k += c[i];", True),
        ("k += c[i]; x[i] = k;", False),
        ("u += n;", True),
        ("n2 += c[i];", False),  # a signed int might overflow on the way
    ],
)
def test_sums_in_any_order(body: str, sums: bool) -> None:
    headers = "double s = 0; long long k = 0; unsigned u = 0; int n2 = 0; int c[99];" + _HEADERS
    vectors = _vectors(f"{{ {body} }}", headers, sums=True)
    assert vectors is not None
    assert ((None, None) not in vectors) is sums


@pytest.mark.parametrize(
    ("vectors", "swap", "tile", "parallel"),
    [
        ({(0, 0)}, True, True, True),
        ({(0, 1)}, True, True, True),
        ({(1, 0)}, True, True, False),
        ({(1, -1)}, False, False, False),
        ({(-1, 1)}, False, False, False),
        ({(1, 1)}, True, True, False),
        ({(0, None)}, True, True, True),
        ({(None, None)}, False, False, False),
    ],
)
def test_orders(vectors: set[tuple[int | None, ...]], swap: bool, tile: bool, parallel: bool) -> None:
    assert may_permute(vectors, (1, 0)) is swap
    assert may_tile(vectors) is tile
    assert is_parallel(vectors, 0) is parallel


_DISTINCT = [
    ("void f() { double a[9], b[9]; }", True),
    ("static void f(double *a, double *b) { }\nvoid g() { double p[9], q[9]; f(p, q); }", True),
    ("static void f(double *a, double *b) { }\nvoid g() { double p[9]; f(p, p + 1); }", False),
    ("static void f(double *a, double *b) { }\nvoid g() { double p[9], q[9]; f(p, q); auto h = f; }", False),
    ("void f(double *a, double *b) { }\nvoid g() { double p[9], q[9]; f(p, q); }", False),
    ("void f(double *a, double *b) { }\nint main() { double p[9], q[9]; f(p, q); }", True),
    ("void f(double *a, int *b) { }", True),
    ("void f(unsigned *a, int *b) { }", False),
    ("void f(char *a, int *b) { }", False),
    ("void f(double * __restrict a, double *b) { }", True),
    ("void f(double *a) { double b[9]; }", True),
    ("void f(double *a) { double b[9]; a = b; }", False),
    ("double b[9]; void f(double *a) { }", False),
    ("double b[9]; static void f(double *a) { }\nvoid g() { double p[9]; f(p); }", True),
    ("double b[9]; static void f(double *a) { }\nvoid g() { f(b); }", False),
    ("void f() { double *a = new double[9]; double *b = new double[9]; }", True),
    ("void f() { double *a = new double[9]; double *b = a; }", False),
    ("void f() { double *a = new double[9]; double *b = new double[9]; b = a; }", False),
    (
        "#include <vector>\nstatic void f(double *a, double *b) { }\n"
        "void g() { std::vector<double*> p; double q[9]; f(p[0], q); }",
        False,
    ),
    (
        "#include <vector>\nstatic void f(double *a, double *b) { }\n"
        "void g() { std::vector<double> p; double q[9]; f(p.data(), q); }",
        True,
    ),
    (
        "struct S { double *d; };\nstatic void f(double *a, double *b) { }\nvoid g() { S p; double q[9]; f(p.d, q); }",
        False,
    ),
    ("static void f(double *a, double *b) { f(b, a); }\nvoid g() { double p[9], q[9]; f(p, q); }", False),
]


@pytest.mark.parametrize(("text", "distinct"), _DISTINCT)
def test_distinct_objects(text: str, distinct: bool) -> None:
    source = Source.of(Path("a.cpp"), text.encode())
    named = {each.name: each for each in variables(source)}
    assert are_distinct(source, named["a"], named["b"]) is distinct
    assert are_distinct(source, named["b"], named["a"]) is distinct
