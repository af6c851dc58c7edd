"""What happens to a variable at each mention."""

import pytest
from cpp_text import in_main, source_of, uses_of

from perfcoder_lsp.cpp.effects import Effect, UseKind

ABOVE = """
#include <bits/stdc++.h>
using namespace std;
struct P { int a; vector<int> items; int total() const { return a; } int& first() const; void add(int x) { a += x; } };
int by_value(int x, vector<int> a);
int by_const(const vector<int>& a) { return a.size(); }
const vector<int>& same(const vector<int>& a) { return a; }
void by_reference(vector<int>& a) { a.clear(); }
void to_pointer(int* a) { *a = 1; }
vector<int> v, w; int n, m; string s; map<string, int> cnt; P p; int arr[10]; vector<vector<int>> adj; int* ptr;
pair<int, int> pr; volatile int vol; vector<P> ps; stack<int> st;
"""


@pytest.mark.parametrize(
    ("statement", "name", "kind", "effect"),
    [
        ("n = 3;", "n", UseKind.WRITE, Effect.WRITE),
        ("(n) = 3;", "n", UseKind.WRITE, Effect.WRITE),
        ("n += 3;", "n", UseKind.UPDATE, Effect.UPDATE),
        ("--n;", "n", UseKind.UPDATE, Effect.UPDATE),
        ("m = n * 2;", "n", UseKind.READ, Effect.READ),
        ("return n;", "n", UseKind.RETURN, Effect.READ),
        ("int k = n;", "n", UseKind.BOUND, Effect.READ),
        ("int& k = n;", "n", UseKind.BOUND, Effect.ESCAPE),
        ("const int& k = n;", "n", UseKind.BOUND, Effect.ALIAS),
        ("auto& k = v;", "v", UseKind.BOUND, Effect.ESCAPE),
        ("auto k = v;", "v", UseKind.BOUND, Effect.READ),
        ("auto g = [n = n] { return 0; };", "n", UseKind.CAPTURE, Effect.READ),
        ("string_view k = s;", "s", UseKind.BOUND, Effect.ESCAPE),
        ("int* k = &n;", "n", UseKind.ADDRESS, Effect.ESCAPE),
        ("int* k = arr;", "arr", UseKind.BOUND, Effect.ESCAPE),
        ("to_pointer(arr + 1);", "arr", UseKind.ARGUMENT, Effect.ESCAPE),
        ('scanf("%d", &n);', "n", UseKind.ADDRESS, Effect.WRITE),
        ('scanf("%d", &v[0]);', "v", UseKind.SUBSCRIPT, Effect.UPDATE),
        ('scanf("%d", arr);', "arr", UseKind.ARGUMENT, Effect.UPDATE),
        ("cin >> n;", "n", UseKind.STREAM_READ, Effect.WRITE),
        ("cin >> m >> v[2];", "v", UseKind.SUBSCRIPT, Effect.UPDATE),
        ("cout << n << s;", "s", UseKind.READ, Effect.READ),
        ("m = n >> 2;", "n", UseKind.READ, Effect.READ),
        ("m = 1 >> n;", "n", UseKind.READ, Effect.READ),
        ("unknown >> n;", "n", UseKind.STREAM_READ, Effect.ESCAPE),
        ("v[n] = 1;", "v", UseKind.SUBSCRIPT, Effect.UPDATE),
        ("v[n] = 1;", "n", UseKind.READ, Effect.READ),
        ("m = v[n];", "v", UseKind.SUBSCRIPT, Effect.READ),
        ("int& k = v[0];", "v", UseKind.SUBSCRIPT, Effect.ESCAPE),
        ("m = cnt[s];", "cnt", UseKind.SUBSCRIPT, Effect.UPDATE),
        ("adj[n].push_back(m);", "adj", UseKind.SUBSCRIPT, Effect.WRITE),
        ("m = adj[n].size();", "adj", UseKind.SUBSCRIPT, Effect.READ),
        ("v.push_back(n);", "v", UseKind.MEMBER_CALL, Effect.WRITE),
        ("v.push_back(n);", "n", UseKind.ARGUMENT, Effect.READ),
        ("m = v.size();", "v", UseKind.MEMBER_CALL, Effect.READ),
        ("v.back() = 2;", "v", UseKind.MEMBER_CALL, Effect.UPDATE),
        ("m = st.top();", "st", UseKind.MEMBER_CALL, Effect.READ),
        ("auto it = v.begin();", "v", UseKind.MEMBER_CALL, Effect.ESCAPE),
        ("auto it = v.cbegin();", "v", UseKind.MEMBER_CALL, Effect.ALIAS),
        ("if (cnt.find(s) != cnt.end()) {}", "cnt", UseKind.MEMBER_CALL, Effect.READ),
        ("auto it = cnt.find(s);", "cnt", UseKind.MEMBER_CALL, Effect.ESCAPE),
        ("sort(v.begin(), v.end());", "v", UseKind.MEMBER_CALL, Effect.UPDATE),
        ("m = *max_element(v.begin(), v.end());", "v", UseKind.MEMBER_CALL, Effect.READ),
        ("m = accumulate(v.begin(), v.end(), 0);", "v", UseKind.MEMBER_CALL, Effect.READ),
        ("m = lower_bound(v.begin(), v.end(), n) - v.begin();", "n", UseKind.ARGUMENT, Effect.READ),
        ("fill(arr, arr + n, 0);", "arr", UseKind.ARGUMENT, Effect.UPDATE),
        ("swap(v, w);", "v", UseKind.ARGUMENT, Effect.UPDATE),
        ("v = move(w);", "w", UseKind.ARGUMENT, Effect.ESCAPE),
        ("v = w;", "w", UseKind.READ, Effect.READ),
        ("by_value(n, v);", "v", UseKind.ARGUMENT, Effect.READ),
        ("by_const(v);", "v", UseKind.ARGUMENT, Effect.READ),
        ("same(v);", "v", UseKind.ARGUMENT, Effect.ALIAS),
        ("by_reference(v);", "v", UseKind.ARGUMENT, Effect.ESCAPE),
        ("not_declared(n);", "n", UseKind.ARGUMENT, Effect.ESCAPE),
        ("not_declared(v.size());", "v", UseKind.MEMBER_CALL, Effect.READ),
        ("for (int x : v) {}", "v", UseKind.RANGE_FOR, Effect.READ),
        ("for (const auto& x : v) {}", "v", UseKind.RANGE_FOR, Effect.READ),
        ("for (auto& x : v) x++;", "v", UseKind.RANGE_FOR, Effect.ESCAPE),
        ("m = sizeof(v);", "v", UseKind.UNEVALUATED, Effect.NONE),
        ("decltype(v) k;", "v", UseKind.UNEVALUATED, Effect.NONE),
        ("p.a = 1;", "p", UseKind.MEMBER, Effect.UPDATE),
        ("m = p.a;", "p", UseKind.MEMBER, Effect.READ),
        ("p.items.push_back(1);", "p", UseKind.MEMBER, Effect.WRITE),
        ("m = p.total();", "p", UseKind.MEMBER_CALL, Effect.READ),
        ("p.add(1);", "p", UseKind.MEMBER_CALL, Effect.ESCAPE),
        ("p.first();", "p", UseKind.MEMBER_CALL, Effect.ESCAPE),
        ("ps[0].a++;", "ps", UseKind.SUBSCRIPT, Effect.UPDATE),
        ("pr.first = 1;", "pr", UseKind.MEMBER, Effect.UPDATE),
        ("*ptr = 1;", "ptr", UseKind.DEREFERENCE, Effect.UPDATE),
        ("ptr++;", "ptr", UseKind.UPDATE, Effect.UPDATE),
        ("ptr[2] = 1;", "ptr", UseKind.SUBSCRIPT, Effect.UPDATE),
        ("(n > m ? v : w)[0] = 1;", "w", UseKind.SUBSCRIPT, Effect.UPDATE),
        ("m = max(n, 3);", "n", UseKind.ARGUMENT, Effect.READ),
        ("const int& k = max(n, m);", "n", UseKind.ARGUMENT, Effect.ALIAS),
        ("vector<int> k(n);", "n", UseKind.ARGUMENT, Effect.READ),
        ("vector<int> k(v.begin(), v.end());", "v", UseKind.MEMBER_CALL, Effect.READ),
        ("vector<int> k{n, m};", "m", UseKind.ARGUMENT, Effect.READ),
        ("cnt.insert({s, n});", "s", UseKind.ARGUMENT, Effect.READ),
        ("auto f = [n] { return 1; };", "n", UseKind.CAPTURE, Effect.READ),
        ("auto f = [&k = n] { return k; };", "n", UseKind.CAPTURE, Effect.ESCAPE),
        ("m = (long long)n * 2;", "n", UseKind.READ, Effect.READ),
        ("int& k = (int&)n;", "n", UseKind.READ, Effect.ESCAPE),
        ("m = static_cast<int>(n);", "n", UseKind.ARGUMENT, Effect.READ),
        ("if (n < m > (3)) {}", "n", UseKind.READ, Effect.READ),
        ("if (n < m > (3)) {}", "m", UseKind.READ, Effect.READ),
        ("delete ptr;", "ptr", UseKind.UNKNOWN, Effect.ESCAPE),
        ("n, m = 3;", "n", UseKind.READ, Effect.READ),
        ("int k[n];", "n", UseKind.READ, Effect.READ),
        ("foo(n;", "n", UseKind.ARGUMENT, Effect.ESCAPE),
    ],
)
def test_effects(statement: str, name: str, kind: UseKind, effect: Effect) -> None:
    source = in_main(statement, ABOVE)
    start = source.text.index(b"int main()")
    found = next(use for use in uses_of(source, name) if use.node.start_byte > start)
    assert (found.kind, found.effect) == (kind, effect)


def test_a_use_says_where_and_how() -> None:
    source = in_main(
        "vector<int> a; int i = 0; f(a[i + 1], a.back()); a.pb(i);", "#define pb push_back\nvoid f(int, int);"
    )
    subscript, back, append = uses_of(source, "a")
    assert subscript.index is not None
    assert source.slice(subscript.index) == "i + 1"
    assert source.slice(subscript.expression) == "a[i + 1]"
    assert subscript.call is not None
    assert (subscript.call.name, subscript.position) == ("f", 0)
    assert back.method == "back"
    assert append.method == "push_back"
    assert append.writes
    assert not append.escapes


def test_lambdas_are_marked() -> None:
    source = in_main("int a = 0, b = 0; auto f = [&] { int c = 1; c++; return a++; }; f(); b = 1;")
    assert [use.in_lambda for use in uses_of(source, "a")] == [True]
    assert [use.in_lambda for use in uses_of(source, "b")] == [False]
    assert [use.in_lambda for use in uses_of(source, "c")] == [False]


def test_macros_that_name_a_variable_let_it_escape() -> None:
    source = source_of("int n;\n#define STEP n++\nint f() { STEP; return n; }\n")
    assert Effect.ESCAPE in [use.effect for use in uses_of(source, "n")]


def test_macro_arguments_escape() -> None:
    source = in_main("int a = 0; TOUCH(a); rep(i, a) { }", "#define TOUCH(x) ((x)++)\n#define rep(i, n) for (;;)")
    assert {use.effect for use in uses_of(source, "a")} == {Effect.ESCAPE}


def test_what_may_be_meant_is_a_use() -> None:
    source = source_of("int n;\nstruct A : Unknown { void f() { n = 1; } };\nnamespace q { int g() { return ::n; } }\n")
    assert [use.effect for use in uses_of(source, "n")] == [Effect.ESCAPE, Effect.READ]


def test_members_are_used_through_any_object() -> None:
    source = source_of("struct A { int x; void f() { x = 1; this->x = 2; } };\nvoid g(A& a, A* b) { a.x++; b->x--; }\n")
    assert [use.effect for use in uses_of(source, "x")] == [Effect.WRITE, Effect.WRITE, Effect.UPDATE, Effect.UPDATE]


def test_operators_of_the_file_may_do_anything() -> None:
    above = "struct Q { int x; };\nQ operator+(Q& a, Q& b) { a.x = 0; return b; }\n"
    assert uses_of(in_main("Q a, b; auto c = a + b;", above), "a", 1)[0].effect is Effect.ESCAPE
    assert uses_of(in_main("Q a, b; auto c = a == b;", above), "a", 1)[0].effect is Effect.READ


def test_constructors_that_keep_references() -> None:
    keeping = "struct K { int& r; };\n"
    assert uses_of(in_main("int a; K k{a};", keeping), "a")[0].effect is Effect.ESCAPE
    assert uses_of(in_main("int a; K k{a};", "struct K { int r; };\n"), "a")[0].effect is Effect.READ
