"""Loops: counters, exits, trip counts; classes whose objects copy themselves silently."""

import pytest
from cpp_text import in_main, source_of, variable

from perfcoder_lsp.cpp.facts.copies import copies_silently
from perfcoder_lsp.cpp.facts.trips import trip_count
from perfcoder_lsp.cpp.loops import exits, is_repeated, loops
from perfcoder_lsp.cpp.nodes import nodes_of_type


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("for (int i = 0; i < n; i++)", ("i", "0", "n", "<", 1, True)),
        ("for (int i = 0; n > i; ++i)", ("i", "0", "n", "<", 1, True)),
        ("for (int i = n - 1; i >= 0; --i)", ("i", "n - 1", "0", ">=", -1, True)),
        ("for (j = 1; j <= n; j += 2)", ("j", "1", "n", "<=", 2, False)),
        ("for (int i = 9; i > n; i = i - 3)", ("i", "9", "n", ">", -3, True)),
        ("for (size_t i{0}; i != n; i++)", ("i", "0", "n", "!=", 1, True)),
        ("for (int i = 0, k = 1; i < n; i++)", ("i", "0", "n", "<", 1, False)),
        ("for (int i = 0; i < n; i--)", None),
        ("for (int i = 0; i < n; i += k)", None),
        ("for (int i = 0; i < n && ok; i++)", None),
        ("for (int i = 0; i < n; i++, j++)", None),
        ("for (;;)", None),
        ("for (int i = 1; i < n; i *= 2)", None),
        ("for (int k = 0; i < n; i++)", None),
        ("for (int k = 0; k < n; n++)", None),
        ("for (static int i = 0; i < n; i++)", None),
        ("for (thread_local int i = 0; i < n; i++)", None),
    ],
)
def test_counters(header: str, expected: tuple[object, ...] | None) -> None:
    source = in_main(f"int n, j, i, k; {header} {{}}")
    counter = loops(source)[0].counter
    if expected is None:
        assert counter is None
        return
    assert counter is not None
    start, bound = source.slice(counter.start), source.slice(counter.bound)
    assert (counter.variable.name, start, bound, counter.comparison, counter.step, counter.in_header) == expected


def test_kinds_and_nesting() -> None:
    source = in_main("while (a) for (auto x : v) { do {} while (b); auto f = [] { for (;;) {} }; }")
    found = loops(source)
    assert [(each.kind, each.depth) for each in found] == [("while", 0), ("range-for", 1), ("do", 2), ("for", 0)]
    assert found[1].parent == found[0].node


def test_exits_belong_to_their_loop() -> None:
    source = in_main(
        "for (;;) { if (a) break; for (;;) { break; continue; } switch (b) { case 1: break; case 2: continue; }"
        " auto f = [] { return 1; }; if (c) return 0; }"
    )
    outer = exits(loops(source)[0].node)
    assert [source.slice(each) for each in outer.leaves] in (["break;", "return 0;"], ["return 0;", "break;"])
    assert [source.slice(each) for each in outer.skips] == ["continue;"]


def test_repeated_code() -> None:
    source = source_of("void f() { a(); again: b(); while (x) c(); goto again; }\n")
    repeated = [is_repeated(source, each) for each in nodes_of_type(source, "call_expression")]
    assert repeated == [False, True, True]


@pytest.mark.parametrize(
    ("loop", "text", "guard"),
    [
        ("for (int i = 0; i < n; i++) s += i;", "n", "n > 0"),
        ("for (int i = 1; i <= n; i++) s += i;", "n", "n > 0"),
        ("for (int i = 2; i < n; i++) s += i;", "n - 2", "n > 2"),
        ("for (int i = n; i > 0; i--) s += i;", "n", "n > 0"),
        ("for (size_t i = 0; i < v.size(); i++) s += i;", "v.size()", ""),
        ("for (size_t i = 1; i < v.size(); i++) s += i;", "v.size() - 1", "v.size() > 1"),
        ("for (int i = 0; i < n * m; i++) s += i;", "n * m", "(n * m) > 0"),
        ("for (int i = 0; i < 10; i++) s += i;", "10", ""),
        ("for (int x : v) s += x;", "v.size()", ""),
        ("for (int i = 0; i < n; i++) harmless(v);", "n", "n > 0"),
        ("for (int i = 0; i < n; i++) { int n = 3; n++; }", "n", "n > 0"),
    ],
)
def test_trip_counts(loop: str, text: str, guard: str) -> None:
    source = in_main(f"int n = 4, m = 2, s = 0; vector<int> v(3); {loop}", _ABOVE)
    trips = trip_count(source, loops(source)[0])
    assert trips is not None
    assert (trips.text, trips.guard, trips.exact) == (text, guard, True)


_ABOVE = """#include <vector>
using namespace std;
int g;
int harmless(const vector<int>& a) { return a.size(); }
void change() { g--; }
void grow(vector<int>& a) { a.push_back(1); }
"""


@pytest.mark.parametrize(
    "loop",
    [
        "for (int i = 0; i < n; i++) n--;",
        "for (int i = 0; i < n; i++) i++;",
        "for (int i = 0; i < g; i++) change();",
        "for (int i = 0; i < n; i++) *p = 1;",
        "for (size_t i = 0; i < v.size(); i++) v.pop_back();",
        "for (size_t i = 0; i < v.size(); i++) grow(v);",
        "for (int x : v) v.push_back(x);",
        "for (int i = 0; i < next(); i++) s++;",
        "for (int i = 0; i < n; i += 2) s++;",
        "for (int i = 0; i != n; i++) s++;",
        "for (unsigned char i = 0; i < n; i++) s++;",
        "for (double i = 0; i < n; i++) s++;",
        "for (int i = 0; i <= wide; i++) s++;",
        "for (int i = -1; i < n; i++) s++;",
        "for (int i = 0, k = n; i < k; i++) s++;",
        "for (int i = 0; i < n; i++) cin >> n;",
        "while (n--) s++;",
    ],
)
def test_no_trip_count(loop: str) -> None:
    above = _ABOVE.replace("int g;", "int g; int next();")
    source = in_main(f"int n = 4, s = 0; long long wide = 3; int* p = &n; vector<int> v(3); {loop}", above)
    assert trip_count(source, loops(source)[0]) is None


def test_early_exits_make_the_count_an_upper_bound() -> None:
    source = in_main("int n = 4; for (int i = 0; i < n; i++) if (i == 2) break;")
    trips = trip_count(source, loops(source)[0])
    assert trips is not None
    assert not trips.exact


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("struct S { int a; std::string b; std::vector<int> c; };", True),
        ("struct T { int a[3]; }; struct S { T t; T* next; };", True),
        ("struct S { S(int a) : a(a) {} int a; };", True),
        ("struct S { int a; bool operator<(const S& o) const { return a < o.a; } };", True),
        ("struct S { S(const S&); int a; };", False),
        ("struct S { S(S&& other) noexcept {} };", False),
        ("struct S { ~S() {} };", False),
        ("struct S { S& operator=(const S&) { return *this; } };", False),
        ("struct T { ~T() {} }; struct S { T t; };", False),
        ("struct S : Base { int a; };", False),
        ("template <class T> struct S { T t; };", False),
        ("struct S { std::function<void()> f; };", False),
    ],
)
def test_silent_copies(text: str, silent: bool) -> None:
    source = source_of(f"#include <string>\n{text}\nS x;\n")
    assert copies_silently(source, variable(source, "x").type) == silent
