"""cpp/facts/purity.py: does evaluating an expression do nothing but yield its value."""

import pytest
from cpp_text import in_main

from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.nodes import nodes_of_type

_ABOVE = (
    "#include <map>\n#include <string>\n#include <vector>\nusing namespace std;\n#define NEXT k++\n"
    "int f(int); struct S { int x; S operator-(S) const; int operator[](int); } p, q;\n"
    "vector<int> v; map<int, int> m; string s; int n, k, *r; volatile int w;\n"
)


def _is_pure(expression: str) -> bool:
    source = in_main(f"return ({expression});", _ABOVE)
    returned = nodes_of_type(source, "return_statement")[0].named_children[0]
    return is_pure(source, returned)


@pytest.mark.parametrize(
    "expression",
    [
        "n + 1",
        "v[n] * 2",
        "s.size() - s.find('a')",
        "*r",
        "p.x",
        "max(n, abs(n))",
        "(long)n << 2",
        "n ? 1 : -n",
        "static_cast<char>(n)",
        "s + to_string(n)",
        "v.at(n)",
        "string::npos",
        "sizeof(n)",
        "std::string(3, 'a')",
    ],
)
def test_pure(expression: str) -> None:
    assert _is_pure(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "n++",
        "n = 1",
        "f(n)",
        "m[n]",
        "NEXT",
        "w",
        "p - q",
        "p[1]",
        "v.erase(v.begin())",
        "s += 'a'",
        "new int",
        "[] { return 1; }()",
        "cout << n",
        "printf(s.c_str())",
        "getchar()",
        "(n, n)",
        "r->f()",
        "my::abs(n)",
    ],
)
def test_not_known_to_be_pure(expression: str) -> None:
    assert not _is_pure(expression)
