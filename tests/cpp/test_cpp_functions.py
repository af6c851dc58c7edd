"""Functions, calls, includes and macros."""

import pytest
from cpp_text import in_main, source_of

from perfcoder_lsp.cpp.calls import calls, calls_in, calls_of
from perfcoder_lsp.cpp.functions import find_function, find_functions, function_at, functions
from perfcoder_lsp.cpp.includes import (
    expanded_name,
    has_directive,
    has_include,
    has_local_includes,
    in_conditional,
    macro,
    macro_words,
    uses_namespace_std,
)

PROGRAM = """
#include <vector>
namespace geo {
struct Point {
    int x;
    Point(int value) : x(value) {}
    ~Point() {}
    bool operator<(const Point& other) const { return x < other.x; }
    explicit operator bool() const { return x; }
    template <class T> T scaled(T by) const { return x * by; }
    void move(int by);
};
void Point::move(int by) { x += by; }
}
static const std::vector<int>& pick(std::vector<int>& v, const char *name = "a, b", int (&grid)[3][4]) { return v; }
template <typename T> auto largest(T a, T b) -> T { return a < b ? b : a; }
int main() {
    auto twice = [](auto n) { return 2 * n; };
    return twice(1);
}
"""


def test_names_and_kinds() -> None:
    found = {each.qualified_name: each.kind for each in functions(source_of(PROGRAM))}
    assert found == {
        "geo::Point::Point": "constructor",
        "geo::Point::~Point": "destructor",
        "geo::Point::operator<": "operator",
        "geo::Point::operator bool": "operator",
        "geo::Point::scaled": "member",
        "geo::Point::move": "member",
        "pick": "free",
        "largest": "free",
        "main": "free",
        "twice": "lambda",
    }


def test_parameters_keep_type_name_and_default() -> None:
    pick = find_function(source_of(PROGRAM), "pick")
    assert pick is not None
    assert [(each.name, each.type_text, each.default) for each in pick.parameters] == [
        ("v", "std::vector<int>&", None),
        ("name", "const char*", '"a, b"'),
        ("grid", "int (&)[3][4]", None),
    ]
    assert pick.return_type == "const std::vector<int>&"


@pytest.mark.parametrize(
    ("name", "template", "returns", "class_name", "const"),
    [
        ("largest", True, "T", None, False),
        ("scaled", True, "T", "Point", True),
        ("geo::Point::move", False, "void", "Point", False),
        ("twice", True, "", None, True),
        ("main", False, "int", None, False),
    ],
)
def test_properties(name: str, template: bool, returns: str, class_name: str | None, const: bool) -> None:
    found = find_function(source_of(PROGRAM), name)
    assert found is not None
    assert (found.is_template, found.return_type, found.class_name, found.is_const) == (
        template,
        returns,
        class_name,
        const,
    )


def test_function_at_gives_the_innermost() -> None:
    source = source_of(PROGRAM)
    inside = function_at(source, source.text.index(b"2 * n"))
    around = function_at(source, source.text.index(b"return twice"))
    assert inside is not None
    assert inside.name == "twice"
    assert around is not None
    assert around.name == "main"
    assert function_at(source, 3) is None


def test_overloads_and_void() -> None:
    source = source_of("void f(int) {}\nvoid f(double, ...) {}\nint g(void) { return 0; }\n")
    assert [len(each.parameters) for each in find_functions(source, "f")] == [1, 2]
    assert find_functions(source, "g")[0].parameters == ()


def test_a_macro_call_with_a_block_is_no_function() -> None:
    source = in_main("rep(i, n) { f(i); }", "#define rep(i, n) for (int i = 0; i < n; i++)")
    assert [each.name for each in functions(source)] == ["main"]


@pytest.mark.parametrize("typed", ["int y = ;", "foo(1, ;", "if (x", "x = 1 return", "auto f = [&](", "else"])
def test_unfinished_code_keeps_its_functions(typed: str) -> None:
    lines = "    x += 1;\n    x *= 2;\n"
    others = "".join(f"int h{i}(int x) {{\n{lines}    return x;\n}}\n" for i in range(5))
    source = source_of(
        f"{others}int g(int x) {{\n{lines}    {typed}\n{lines}    return x;\n}}\n{others.replace('h', 'k')}"
    )
    assert source.root.has_error
    found = [each.name for each in functions(source)]
    assert {"h0", "h4", "k4"} <= set(found)
    assert found.count("g") == 1


def test_calls() -> None:
    source = in_main("v.push_back(f(1, 2)); p->g(); std::sort(a, b); static_cast<long>(x); (*h)(3); int(4.5);")
    seen = [(c.name, c.qualifier, c.object is not None, c.arrow, len(c.arguments)) for c in calls(source)]
    assert seen == [
        ("push_back", "", True, False, 1),
        ("f", "", False, False, 2),
        ("g", "", True, True, 0),
        ("sort", "std", False, False, 2),
        ("static_cast", "", False, False, 1),
        ("", "", False, False, 1),
        ("int", "", False, False, 1),
    ]
    assert calls_of(source, "static_cast")[0].template_arguments == "long"
    assert [each.in_std for each in calls_of(source, "sort")] == [True]
    assert not in_std("my::sort(a, b);")


def in_std(statement: str) -> bool:
    return calls(in_main(statement))[0].in_std


def test_calls_in_a_node() -> None:
    source = source_of("void f() { a(); }\nvoid g() { b(c()); }\n")
    second = find_function(source, "g")
    assert second is not None
    assert [each.name for each in calls_in(source, second.node)] == ["b", "c"]


def test_includes_and_macros() -> None:
    source = source_of(
        "#include <bits/stdc++.h>\n#define pb push_back\n#define all(v) v.begin(), \\\n    v.end()\n#define N 5\n"
        "#define pk pb\nusing namespace std;\n#ifdef LOCAL\nint debug;\n#endif\nint x;\n"
    )
    assert has_include(source, "<vector>")
    assert not has_local_includes(source)
    assert has_local_includes(source_of('#include "graph.h"\n'))
    assert uses_namespace_std(source)
    assert not uses_namespace_std(source_of("void f() { using namespace std; }"))
    found = macro(source, "all")
    assert found is not None
    assert found.parameters == ("v",)
    assert found.words == {"begin", "end"}
    assert macro_words(source) == {"push_back", "pb", "begin", "end"}
    assert expanded_name(source, "pk") == "push_back"
    assert expanded_name(source, "N") == "N"
    assert in_conditional(source, source.text.index(b"debug"))
    assert not in_conditional(source, source.text.index(b"int x"))
    assert has_directive(source, source.root)


def test_a_macro_that_is_its_own_name_ends() -> None:
    assert expanded_name(source_of("#define a b\n#define b a\nint x;\n"), "a") in ("a", "b")
