"""Types from text, types of expressions, ranges of values."""

import pytest
from cpp_text import in_main, source_of, variable
from hypothesis import given
from hypothesis import strategies as st

from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.intervals import Range
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.nodes import nodes_of_type
from perfcoder_lsp.cpp.type_parser import TypeNames, parse_type
from perfcoder_lsp.cpp.types import UNKNOWN, Type


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("unsigned", "unsigned int"),
        ("long unsigned int", "unsigned long"),
        ("long  long", "long long"),
        ("short int", "short"),
        ("signed char", "signed char"),
        ("std::size_t", "unsigned long"),
        ("const std::vector< std::pair<int,long long> > &", "const vector<pair<int, long long>>&"),
        ("int const * const", "const int*"),
        ("char[10][20]", "char[10][20]"),
        ("std::array<int, 3 + 4>", "array<int, 3 + 4>"),
        ("map<string, vector<int>>::iterator", "map<string, vector<int>>::iterator"),
        ("struct P", "P"),
        ("auto&&", "auto&&"),
        ("my::vector<int>", "my::vector<int>"),
    ],
)
def test_normal_form(text: str, normal: str) -> None:
    assert str(parse_type(text)) == normal


@pytest.mark.parametrize("text", ["int (*)(int)", "x + y", "", "3", "int x y"])
def test_what_is_no_type_is_unknown(text: str) -> None:
    assert parse_type(text).name in ("", "x")
    assert not parse_type(text).is_value


def test_properties() -> None:
    vector = parse_type("const vector<vector<int>>&")
    assert vector.container == "vector"
    assert vector.is_vector_of(lambda each: each.container == "vector")
    assert str(vector.element) == "vector<int>"
    assert parse_type("string").is_string
    assert parse_type("unsigned long long").bits == 64
    assert parse_type("short").bits == 15
    assert parse_type("long double").size == 16
    assert parse_type("int*").size == 8
    assert parse_type("float").is_floating
    assert not parse_type("unsigned char").is_signed
    assert str(parse_type("int[3][4]").element) == "int[4]"
    assert parse_type("map<int, string>").element == Type("string")


@pytest.mark.parametrize(
    ("text", "owns"),
    [
        ("vector<pair<string, int>>", True),
        ("priority_queue<int, vector<int>, greater<int>>", True),
        ("array<int, 5>", True),
        ("vector<int*>", False),
        ("vector<string_view>", False),
        ("function<int(int)>", False),
        ("vector<T>", False),
        ("int&", True),
    ],
)
def test_values_own_what_they_hold(text: str, owns: bool) -> None:
    assert parse_type(text).is_value == owns


def test_macros_in_types_end() -> None:
    assert str(parse_type("a", TypeNames(macros={"a": "b", "b": "a"}))) in ("a", "b")
    assert parse_type("ll", TypeNames(macros={"ll": "long long"})) == Type("long long", macro_altered=True)


@given(st.text(alphabet="<>(),:*&[] intvecor0", max_size=60))
def test_any_text_is_some_type(text: str) -> None:
    assert isinstance(parse_type(text), Type)


def test_deep_nesting_is_no_type() -> None:
    assert isinstance(parse_type("vector<" * 5000 + "int" + ">" * 5000), Type)


ABOVE = """
#include <bits/stdc++.h>
using namespace std;
typedef long long ll;
struct P { int a; double d; P* next; };
ll twice(int); template <class T> T any(T);
int i; unsigned u; ll l; unsigned long z; char c; double d; float f; bool b; string s; vector<string> names;
vector<vector<ll>> grid; map<int, string> m; P p; P* q; pair<int, ll> pr; int arr[5][6]; stack<int> st; vector<bool> vb;
"""


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("1", "int"),
        ("2147483648", "long"),
        ("0xffffffff", "unsigned int"),
        ("1u", "unsigned int"),
        ("1LL", "long long"),
        ("1e5", "double"),
        ("1.5f", "float"),
        ("1'000", "int"),
        ("'a'", "char"),
        ("true", "bool"),
        ('"text"', "const char*"),
        ("i + c", "int"),
        ("i + u", "unsigned int"),
        ("i * l", "long long"),
        ("l + z", ""),
        ("c + c", "int"),
        ("b + b", "int"),
        ("i + d", "double"),
        ("f + i", "float"),
        ("i < d", "bool"),
        ("u << l", "unsigned int"),
        ("-c", "int"),
        ("!d", "bool"),
        ("s + c", "string"),
        ('"a" + s', "string"),
        ("s[i]", "char"),
        ("names[i]", "string"),
        ("names[i].size()", "unsigned long"),
        ("names.back()", "string"),
        ("grid[i][u]", "long long"),
        ("arr[1]", "int[6]"),
        ("arr[1][2]", "int"),
        ("m[i]", "string"),
        ("st.top()", "int"),
        ("p.d", "double"),
        ("q->next->a", "int"),
        ("pr.second", "long long"),
        ("&i", "int*"),
        ("*&l", "long long"),
        ("(ll)i", "long long"),
        ("ll(i)", "long long"),
        ("static_cast<unsigned>(l)", "unsigned int"),
        ("int(d)", "int"),
        ("b ? i : l", "long long"),
        ("i = l", "int"),
        ("i++", "int"),
        ("twice(i)", "long long"),
        ("any(i)", ""),
        ("sqrt(i)", "double"),
        ("pow(i, 2)", "double"),
        ("sqrt(f)", ""),
        ("max(i, i)", "int"),
        ("max(l, l)", "long long"),
        ("abs(i)", "int"),
        ("to_string(i)", "string"),
        ("s.substr(1)", "string"),
        ("sizeof(i)", "unsigned long"),
        ("not_known", ""),
        ("vb[0]", "bool"),
    ],
)
def test_types_of_expressions(expression: str, kind: str) -> None:
    source = in_main(f"sink({expression});", ABOVE)
    argument = nodes_of_type(source, "argument_list")[-1] if "(" not in expression else None
    listed = next(
        each for each in nodes_of_type(source, "call_expression") if source.slice(each).startswith("sink(")
    ).child_by_field_name("arguments")
    assert listed is not None
    assert argument is None or argument == listed
    assert str(type_of(source, listed.named_children[0])) == kind


def test_auto_takes_the_type_of_its_value() -> None:
    source = in_main("auto k = s.size(); const auto& r = names; for (auto& x : names) {} auto y = {1};", ABOVE)
    assert str(variable_type(source, variable(source, "k"))) == "unsigned long"
    assert str(variable_type(source, variable(source, "r"))) == "const vector<string>&"
    assert variable_type(source, variable(source, "x")).is_string
    assert variable_type(source, variable(source, "y")).name == ""


def test_very_long_expressions_are_unknown_and_end() -> None:
    source = in_main("int x = " + " + ".join(["i"] * 4000) + ";", ABOVE)
    initial = variable(source, "x").initializer
    assert initial is not None
    assert type_of(source, initial.arguments[0]) == UNKNOWN


INT = Range(-(1 << 31), (1 << 31) - 1)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("int x = 5; sink(x);", Range(5, 5)),
        ("int n; int x = n % 10; sink(x);", Range(-9, 9)),
        ("unsigned n; unsigned x = n % 10; sink(x);", Range(0, 9)),
        ("int n; int x = n & 255; sink(x);", Range(0, 255)),
        ("unsigned n; int x = n & 255; sink(x);", Range(0, 255)),
        ("char c; sink(c - '0');", Range(-176, 207)),
        ("short h; sink(h * 2);", Range(-65536, 65534)),
        ("int x = -7; sink(x / 2);", Range(-3, -3)),
        ("for (int i = 2; i < 10; i++) sink(i);", Range(2, 9)),
        ("for (int i = 9; i >= 0; i--) sink(i);", Range(0, 9)),
        ("int n; for (int i = 1; i <= n; i += 3) sink(i);", Range(1, (1 << 31) - 1)),
        ("for (int i = 0; i < 10; i++) { i = 50; sink(i); }", Range(0, (1 << 31) - 1)),
        ("for (int i = 0; i < 10; i++) { cin >> i; sink(i); }", INT),
        ("for (unsigned char i = 9; i < 300; i++) sink(i);", Range(0, 255)),
        ("for (unsigned i = 5; i >= 0; i--) sink(i);", Range(0, (1 << 32) - 1)),
        ("int x = 1; x = 7; x++; sink(x);", Range(1, (1 << 31) - 1)),
        ("int x = 1; x -= 2; sink(x);", Range(-(1 << 31), 1)),
        ("int x = 1; int& y = x; y = 9; sink(x);", INT),
        ("int x = 1; auto f = [&] { x = 9; }; sink(x);", INT),
        ("int x = 1; x *= 2; sink(x);", Range(0, (1 << 31) - 1)),
        ("int x = -1; x *= 2; sink(x);", INT),
        ("int x = 1; for (int i = 0; i < 9; i++) x = x * 31 % 97; sink(x);", Range(0, 96)),
        ("int x = 1; for (int i = 0; i < 9; i++) x = (x - 31) % 97; sink(x);", Range(-96, 96)),
        ("unsigned x = 1; x -= 2; sink(x);", Range(0, (1 << 32) - 1)),
        ("int a[9] = {1, 2}; a[3] = a[2] % 50; sink(a[1]);", Range(0, 49)),
        ("int a[9] = {1, 2}; a[3] = a[2] % 50; cin >> a[4]; sink(a[1]);", INT),
        ("int a[9] = {1, 2}; int* p = a; *p = 70; sink(a[1]);", INT),
        ("int a[9] = {1, 2}; for (int& x : a) x = 70; sink(a[1]);", INT),
        ("vector<int> v(5, 3); v[0] += 1; v.push_back(7); sink(v[1]);", Range(3, (1 << 31) - 1)),
        ("vector<int> v(5), w; swap(v, w); sink(v[1]);", INT),
        ("vector<int> v(5, 3); v = vector<int>(2, 9); v.resize(7); sink(v[1]);", Range(0, 9)),
        ("vector<vector<int>> v(5, vector<int>(5, 3)); v[1][1] = 9; sink(v[1][2]);", Range(3, 9)),
        ("vector<vector<int>> v(5, vector<int>(5, 3)); v[1].assign(5, -2); sink(v[1][2]);", Range(-2, 3)),
        ("vector<int> v(5, 3); fill(v.begin(), v.end(), 6); sort(v.begin(), v.end()); sink(v[1]);", Range(3, 6)),
        ("vector<int> v(5, 3); auto it = v.begin(); *it = 90; sink(v[1]);", INT),
        ("vector<int> v(5, 3); for (int x : v) sink(x);", Range(3, 3)),
        ("vector<int> v(5, 3); auto f = [&] { v[0] = 8; }; sink(v[1]);", Range(3, 8)),
        ("const int M = 1e9 + 7; sink(M);", Range(1000000007, 1000000007)),
        ("int n, m; sink(min(5, abs(n % 9)) + max(m & 3, 2));", Range(2, 8)),
        ("unsigned d = 2; int x = -1; sink(x / d);", Range(0, (1 << 32) - 1)),
        ("int x{}; x = 5; sink(x);", Range(0, 5)),
        ("unsigned n; sink(n >> 28);", Range(0, 15)),
        ("int x = 5; (x += 4) %= 3; sink(x);", Range(0, 5)),
        ("int x = 5; x += 4; x %= 7; sink(x);", Range(0, 6)),
        ("int x = 5, y = 1; if (y) x += 4; x %= 7; sink(x);", Range(0, (1 << 31) - 1)),
        ("int x = 5; (x = 7)++; sink(x);", INT),
        ("int x = 5; int& r = (x = 7); r = 90; sink(x);", INT),
        ("int x = 5; cin >> (x = 7); sink(x);", INT),
        ("int x = 5; ++x = 90; sink(x);", INT),
        ("int x = 5; int y; (y, x = 7) = 90; sink(x);", INT),
        ("int x = 5, a[9]; a[x++] = 4; if ((x = 7) > 3) {} sink(x);", Range(5, (1 << 31) - 1)),
        ("int n; int a = n & 7; sink(99 % (a + 1));", Range(0, 7)),
        ("int x; cin >> x; sink(x);", INT),
        ("int x = 3, y = x + 1, z = y * y; sink(z);", Range(16, 16)),
        ("int x = y, y = x; sink(x);", INT),
        ("int x = 70000; sink(x * x);", INT),
        ("char x = 200; sink(x);", Range(-128, 255)),
        ("const int n = 100; sink(n);", Range(100, 100)),
    ],
)
def test_ranges(body: str, expected: Range) -> None:
    source = in_main(body, "#include <bits/stdc++.h>\nusing namespace std;\nvoid sink(int);")
    call = next(each for each in nodes_of_type(source, "call_expression") if source.slice(each).startswith("sink("))
    listed = call.child_by_field_name("arguments")
    assert listed is not None
    assert value_range(source, listed.named_children[0]) == expected


@pytest.mark.parametrize(
    ("above", "expression", "expected"),
    [
        ("int f(int x) { return x % 10; }", "f(3)", Range(0, 3)),
        ("int f(int x) { return x % 10; }", "f(-3)", Range(-3, 0)),
        ("int f(int x) { if (x > 5) return 7; return f(x + 1); }", "f(3)", Range(0, (1 << 31) - 1)),
        ("int f(int x); int f(int x) { sink(x); return f(x % 8); }", "0", Range(0, 7)),
        ("int f(int x) { sink(x); return f(x % 8); } int (*p)(int) = f;", "0", INT),
        ("int f(int x) { sink(x); return 0; }", "0", INT),
        ("template <class T> int f(T x) { return x % 10; }", "f(3)", None),
        ("int f(int x) { return 1; } int f(long x) { return 2; }", "f(3)", INT),
        ("#define M 998244353\nint g[9];", "(g[0] = 5) % M", Range(0, 5)),
        ("int g[9]; void h() { g[1] = g[2] % 7; }", "g[0]", Range(0, 6)),
        ("int g[9]; void h(int* p) { g[1] = 6; p = g; }", "g[0]", INT),
        ("extern int g[9];", "g[0]", INT),
        ("int g[9]; void h() { g[1] = 6; } void k( { g[2] = -9 }", "g[0]", INT),
        ("int f(int x) { sink(x); return 0; } template <class T> void h(T t) { f(t); } int k = f(3);", "0", INT),
        ("int f(int x = -5) { sink(x); return 0; } int k = f(3), l = f();", "0", INT),
        ("#define CALL f(-9)\nint f(int x) { sink(x); return 0; } int k = f(3); int l = CALL;", "0", INT),
        ("struct S { int g[9]; } s;", "s.g[0]", INT),
    ],
)
def test_ranges_across_functions(above: str, expression: str, expected: Range | None) -> None:
    source = in_main(f"sink({expression});", f"void sink(int);\n{above}")
    call = next(each for each in nodes_of_type(source, "call_expression") if source.slice(each).startswith("sink("))
    listed = call.child_by_field_name("arguments")
    assert listed is not None
    assert value_range(source, listed.named_children[0]) == expected


def test_ranges_that_depend_on_each_other_end() -> None:
    names = [f"v{i}" for i in range(60)]
    body = "int " + ", ".join(f"{name} = 1" for name in names) + ";"
    body += "".join(f"{one} = ({other} + {one}) % 7;" for one in names for other in names)
    source = in_main(body + "sink(v0);", "void sink(int);")
    call = nodes_of_type(source, "call_expression")[-1]
    listed = call.child_by_field_name("arguments")
    assert listed is not None
    found = value_range(source, listed.named_children[0])
    assert found is not None
    assert found.within(INT)


def test_in_a_method_of_a_class_elsewhere_only_that_class_may_name_a_type() -> None:
    """`vector` may be the class's own there; `int` and `std::vector` are what they are anywhere."""
    source = source_of("void C::f() { int a; std::vector<int> b; vector<int> c; std::size_t d; }")
    known = {name: variable(source, name).type for name in "abcd"}
    assert known["a"].is_integral
    assert known["b"].container == "vector"
    assert known["c"].user_defined
    assert known["d"].is_integral
