"""cpp/facts/comparators.py: which order a comparator for qsort makes."""

import pytest
from cpp_text import source_of

from perfcoder_lsp.cpp.facts.comparators import Order, qsort_order
from perfcoder_lsp.cpp.types import Type


def _order(body: str, above: str = "") -> Order | None:
    return qsort_order(source_of(f"{above}\nint cmp(const void* a, const void *b) {{ {body} }}\n"), "cmp")


@pytest.mark.parametrize(
    ("body", "descending"),
    [
        ("return *(int*)a - *(int*)b;", False),
        ("return *(int*)b - *(const int*)a;", True),
        ("int x = *(int*)a, y = *(int*)b; if (x > y) return 1; return x < y ? -1 : 0;", False),
        ("auto p = (int*)a; auto q = (int*)b; return (*p > *q) - (*p < *q);", False),
        ("if (*(int*)a == *(int*)b) return 0; else if (*(int*)a < *(int*)b) { return 2; } return -7;", True),
        ("const int *p = static_cast<const int*>(a), *q = (int*)b; int d = *p - *q; return d;", False),
        ("if (!(*(int*)a <= *(int*)b)) return 1; return -(*(int*)a < *(int*)b);", False),
    ],
)
def test_orders(body: str, descending: bool) -> None:
    found = _order(body)
    assert found is not None
    assert (found.element, found.descending) == (Type("int"), descending)


def test_a_difference_may_overflow() -> None:
    found, other = (
        _order("return *(int*)a - *(int*)b;"),
        _order("return (*(int*)a > *(int*)b) - (*(int*)a < *(int*)b);"),
    )
    assert found is not None
    assert found.subtracts
    assert other is not None
    assert not other.subtracts


@pytest.mark.parametrize(
    "body",
    [
        "return *(int*)a > *(int*)b;",
        "return *(int*)a < *(int*)b ? -1 : 1;",
        "return *(long long*)a - *(long long*)b;",
        "return *(unsigned*)a - *(unsigned*)b;",
        "return *(double*)a - *(double*)b;",
        "return (*(int*)a - *(int*)b) * 2;",
        "int d = *(int*)a - *(int*)b; if (d > 5) return 1; return d;",
        "return *(int*)a % 10 - *(int*)b % 10;",
        "int x = *(int*)a; x++; return x - *(int*)b;",
        "short x = *(int*)a; return x - *(int*)b;",
        "n++; return *(int*)a - *(int*)b;",
        "return n * (*(int*)a > *(int*)b);",
        "while (1) return *(int*)a - *(int*)b;",
        "if (*(int*)a > *(int*)b) return 1;",
        "return *a - *b;",
        "return ((int*)a)[1] - ((int*)b)[1];",
    ],
)
def test_other_functions(body: str) -> None:
    assert _order(body, "int n;") is None
