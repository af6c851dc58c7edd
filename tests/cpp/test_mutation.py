"""What running code may change, calls included."""

from pathlib import Path

import pytest

from perfcoder_lsp.cpp.facts.mutation import changes_by_calling, changes_of, may_change
from perfcoder_lsp.cpp.functions import find_function
from perfcoder_lsp.cpp.nodes import nodes_of_type, text_of
from perfcoder_lsp.cpp.places import holds, may_be_same, root_of
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.type_parser import parse_type
from perfcoder_lsp.cpp.types import Type

PROGRAM = """
#include <algorithm>
#include <cstdio>
#include <vector>
using namespace std;
#define rep(i, n) for (int i = 0; i < n; i++)
#define ll long long
#define reset total = 0
int total, other, field[10];
vector<int> all;
struct Counter {
    int n;
    void up() { n++; }
    int get() const { return n; }
} counter;

int pure(int a, const vector<int>& v) { int s = a; for (int x : v) s += x; return max(s, 0); }
void own_copy(vector<int> v) { v.clear(); sort(v.begin(), v.end()); }
void direct() { total++; }
void indirect() { direct(); }
void by_reference(int& x) { x = 3; }
void passes_on(int& x) { by_reference(x); }
void calls_with_global() { passes_on(other); }
void calls_with_local() { int k = 0; passes_on(k); printf("%d", k); }
void by_pointer(int* p, int n) { for (int i = 0; i < n; i++) p[i] = i; }
void fills_field() { by_pointer(field, 10); }
void grows() { all.push_back(1); }
void recursion(int d) { if (d) recursion(d - 1); else other = 1; }
void unknown_call() { missing(); }
void known_loop_macro() { ll s = 0; int m = 3; rep(i, m) { s += i; } printf("%lld", s); }
void acting_macro() { reset; }
void method() { counter.up(); }
void const_method() { printf("%d", counter.get()); }
void in_lambda() { auto f = [&] { total = 2; }; f(); }
void reads_input() { scanf("%d", &other); }
void through_local_pointer() { int* p = &total; *p = 4; }
void through_local_reference() { int& r = field[2]; r = 4; }
int compare_and_count(int a, int b) { total++; return a < b; }
void sorts() { sort(field, field + 10, compare_and_count); }
"""

SOURCE = Source.of(Path("changes.cpp"), PROGRAM.encode())


def _changed(name: str) -> set[str]:
    function = find_function(SOURCE, name)
    assert function is not None
    changes = changes_by_calling(SOURCE, function)
    found = {each.name for each in changes.variables} | {f"some {each}" for each in changes.through}
    return {"anything"} if changes.unknown else found


@pytest.mark.parametrize(
    ("function", "changed"),
    [
        ("pure", set[str]()),
        ("own_copy", set[str]()),
        ("direct", {"total"}),
        ("indirect", {"total"}),
        ("by_reference", {"x"}),
        ("passes_on", {"x"}),
        ("calls_with_global", {"other"}),
        ("calls_with_local", set[str]()),
        ("by_pointer", {"p"}),
        ("fills_field", {"field"}),
        ("grows", {"all"}),
        ("recursion", {"other"}),
        ("unknown_call", {"anything"}),
        ("known_loop_macro", set[str]()),
        ("acting_macro", {"anything"}),
        ("method", {"counter", "n"}),
        ("const_method", set[str]()),
        ("in_lambda", {"total"}),
        ("reads_input", {"other"}),
        ("through_local_reference", {"field"}),
        ("sorts", {"field", "total"}),
    ],
)
def test_changes_that_outlive_a_call(function: str, changed: set[str]) -> None:
    assert _changed(function) == changed


def test_a_pointer_may_lead_to_any_object_of_its_type() -> None:
    function = find_function(SOURCE, "through_local_pointer")
    assert function is not None
    changes = changes_by_calling(SOURCE, function)
    by_name = {each.name: each for each in variables(SOURCE)}
    assert may_change(changes, by_name["total"])
    assert may_change(changes, by_name["all"])


def test_a_changed_number_is_no_element_of_a_vector() -> None:
    function = find_function(SOURCE, "direct")
    assert function is not None
    by_name = {each.name: each for each in variables(SOURCE)}
    assert not may_change(changes_of(SOURCE, function.body), by_name["all"])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("vector<int>", "int", True),
        ("vector<int>", "long long", False),
        ("vector<vector<int>>", "vector<int>", True),
        ("map<int, string>", "string", True),
        ("string", "int", False),
        ("Widget", "int", True),
    ],
)
def test_which_types_hold_which(one: str, other: str, expected: bool) -> None:
    assert holds(parse_type(one), parse_type(other)) is expected
    assert may_be_same(parse_type(other), parse_type(one)) is expected


def test_bytes_may_be_part_of_anything() -> None:
    assert may_be_same(Type("char"), parse_type("vector<int>"))


@pytest.mark.parametrize(
    ("expression", "root"),
    [
        ("a[i].x", "a"),
        ("v.back()", "v"),
        ("&a[0]", "a"),
        ("a + n", "a"),
        ("r", "v"),
        ("p->x", None),
        ("make()", None),
    ],
)
def test_root_of_a_place(expression: str, root: str | None) -> None:
    text = f"void f(T* p) {{ T a[9]; vector<int> v; auto& r = v; int i, n; use({expression}); }}"
    source = Source.of(Path("root.cpp"), text.encode())
    call = next(each for each in nodes_of_type(source, "call_expression") if text_of(each).startswith("use("))
    arguments = call.child_by_field_name("arguments")
    assert arguments is not None
    found = root_of(source, arguments.named_children[0])
    assert (found.name if found else None) == root


@pytest.mark.parametrize(
    ("function", "through"),
    [
        ("void f(int* p) { *(p + 1) = 3; }", "int"),
        ("void f(int* p) { int* q = p; *q++ = 3; }", "int"),
        ("void f(void* p) { ((vector<int>*)p)->clear(); }", "vector<int>"),
        ("void f(const int* p) { *const_cast<int*>(p) = 3; }", "int"),
        ("int* next(int* p) { return p + 1; }\nvoid f(int* p) { *next(p) = 3; }", ""),
        ("void f(int* p, int n) { std::sort(p + 1, p + n); }", "int"),
        ("void f(int** p) { **(p + 1) = 3; }", ""),
        ('void f(int* p) { std::scanf("%d", p + 1); }', "int"),
    ],
)
def test_writing_through_computed_pointers_changes_what_they_may_lead_to(function: str, through: str) -> None:
    source = Source.of(Path("a.cpp"), function.encode())
    found = find_function(source, "f")
    assert found is not None
    assert through in {str(each) for each in changes_by_calling(source, found).through}


@pytest.mark.parametrize(
    "function",
    [
        "void f() { int a[5]; for (int i = 0; i < 5; ++i) *(a + i) = i; }",
        "int f(int x) { return (x >> 2) + (x << 1); }",
        "int f(int* p, int n) { return *(p + n) + p[n] + (p + 1 == p + n); }",
    ],
)
def test_reading_through_computed_pointers_changes_nothing(function: str) -> None:
    source = Source.of(Path("a.cpp"), function.encode())
    found = find_function(source, "f")
    assert found is not None
    assert changes_by_calling(source, found).nothing
