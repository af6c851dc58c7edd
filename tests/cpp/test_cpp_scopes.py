"""Declarations, their types, and what names refer to."""

import pytest
from cpp_text import in_main, mentions, source_of, variable

from perfcoder_lsp.cpp.declarations import Kind
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.scopes import declarations, resolve, type_at, variables
from perfcoder_lsp.cpp.source import Source


def resolved_lines(source: Source, name: str) -> list[int | None]:
    """For each mention of the name the line on which what it refers to is declared."""
    found = (resolve(source, node) for node in mentions(source, name))
    return [each.name_node.start_point.row if each is not None else None for each in found]


@pytest.mark.parametrize(
    ("text", "name", "kind", "kind_text"),
    [
        ("int x;", "x", Kind.GLOBAL, "int"),
        ("void f(const std::string& s) {}", "s", Kind.PARAMETER, "const string&"),
        ("void f() { static long long n = 3; }", "n", Kind.STATIC_LOCAL, "long long"),
        ("void f() { for (unsigned i = 0;;) {} }", "i", Kind.FOR_INIT, "unsigned int"),
        ("void f() { for (const auto& e : v) {} }", "e", Kind.RANGE_FOR, "const auto&"),
        ("void f() { auto [a, b] = g(); }", "b", Kind.BINDING, "auto"),
        ("void f() { if (int x = g()) {} }", "x", Kind.CONDITION, "int"),
        ("void f() { if (auto it = m.find(1); it != e) {} }", "it", Kind.CONDITION, "auto"),
        ("void f() { while (char c = getchar()) {} }", "c", Kind.CONDITION, "char"),
        ("void f() { try {} catch (const E& e) {} }", "e", Kind.CATCH, "const E&"),
        ("auto f = [&r = x](int y) {};", "r", Kind.CAPTURE, "auto&"),
        ("struct S { int a[3][4], *p; };", "a", Kind.MEMBER, "int[3][4]"),
        ("struct S { int a[3][4], *p; };", "p", Kind.MEMBER, "int*"),
        ("enum E { A, B };", "B", Kind.ENUMERATOR, "int"),
        ("template <class T> T f(T t) { return t; }", "t", Kind.PARAMETER, "T"),
        ("int (*f)(int);", "f", Kind.GLOBAL, ""),
        ("double f(int);", "f", Kind.FUNCTION, "double"),
    ],
)
def test_kinds_and_types(text: str, name: str, kind: Kind, kind_text: str) -> None:
    found = variable(source_of(text + "\n"), name)
    assert (found.kind, str(found.type)) == (kind, kind_text)


@pytest.mark.parametrize(
    ("aliases", "written", "meaning"),
    [
        ("typedef long long ll;", "ll", "long long"),
        ("using vi = std::vector<int>;", "const vi&", "const vector<int>&"),
        ("typedef long long ll; using vl = vector<ll>; typedef vector<vl> mat;", "mat", "vector<vector<long long>>"),
        ("#define ll long long\n", "vector<pair<ll, ll>>", "vector<pair<long long, long long>>"),
        ("#define int long long\n", "unsigned int", "unsigned long long"),
        ("typedef struct { int v; } node;", "node*", "<unnamed>*"),
        ("", "int64_t", "long"),
        ("", "std::map<std::string, std::vector<int>>", "map<string, vector<int>>"),
    ],
)
def test_aliases_and_macros_are_resolved(aliases: str, written: str, meaning: str) -> None:
    source = source_of(f"{aliases}\n{written} f(int);\n{written} x;\n")
    found = type_at(source, written, source.root.children[-1])
    assert str(found) == meaning
    assert found.macro_altered == ("#define" in aliases)


def test_classes_of_the_file_are_not_the_standard_ones() -> None:
    source = source_of("template <class T> struct vector { T x; };\nvector<int> v;\n")
    assert variable(source, "v").type.user_defined
    assert variable(source, "v").type.container == ""


def test_shadowing_and_nested_scopes() -> None:
    source = source_of(
        "int x;\n"  # 0
        "int f(int y) {\n"
        "  int a = x + y;\n"  # 2: global
        "  int x = x;\n"  # 3: itself
        "  { int x = 1;\n"  # 4
        "    a += x; }\n"  # 5: of line 4
        "  for (int x = 0; x < 3; x++)\n"  # 6
        "    a += x;\n"  # of line 6
        "  auto g = [](int x) { return x; };\n"  # 8
        "  return a + x + ::x;\n"  # of line 3, global
        "}\n"
    )
    assert resolved_lines(source, "x") == [0, 3, 4, 6, 6, 6, 8, 3, 0]


def test_range_for_declares_for_its_body_only() -> None:
    source = in_main("vector<int> x;\nfor (auto x : x)\n  f(x);\n")
    assert resolved_lines(source, "x") == [1, 2]


def test_members_and_bases() -> None:
    source = source_of(
        "int n, m;\n"  # 0
        "struct A {\n"
        "  int f() { return n + m; }\n"  # members are found before they are declared
        "  int n;\n"  # 3
        "  int g();\n"
        "};\n"
        "int A::g() { return n; }\n"  # of line 3
        "struct B : A { int h() { return n; } };\n"  # of line 3
        "struct C : Unknown { int h() { return n; } };\n"  # may be Unknown's
    )
    assert resolved_lines(source, "n") == [3, 3, 3, None]
    assert resolved_lines(source, "m") == [0]


def test_members_of_objects_resolve_by_their_class() -> None:
    source = in_main("A a;\nB* b;\na.x = b->x;\nq.x = 1;", "struct A { int x; };\nstruct B { int x; };")
    assert resolved_lines(source, "x") == [0, 1, None]


def test_namespaces() -> None:
    source = source_of(
        "namespace one { int x; }\nnamespace one { int f() { return x; } }\nnamespace two { int y; }\n"
        "using namespace two;\nint g() { return y + one::x; }\nnamespace { int z; }\nint h() { return z; }\n"
    )
    assert resolved_lines(source, "x") == [0, 0]
    assert resolved_lines(source, "y") == [2]
    assert resolved_lines(source, "z") == [5]


def test_what_may_be_several_things_resolves_to_nothing() -> None:
    source = source_of("#ifdef A\nint n;\n#else\nlong n;\n#endif\nint f() { return n; }\n")
    assert resolved_lines(source, "n") == [None]


def test_macro_names_resolve_to_nothing() -> None:
    source = source_of("#define x y\nint x;\nint f() { return x; }\n")
    assert resolved_lines(source, "x") == [None]
    assert variable(source, "x").macro_altered


@pytest.mark.parametrize(
    ("statement", "arguments"),
    [
        ("vector<int> v(n);", ["n"]),
        ("vector<int> v(n, m);", ["n", "m"]),
        ("vector<int> v(n * m);", ["n * m"]),
        ("vector<vector<int>> v(n, vector<int>(m));", ["n", "vector<int>(m)"]),
        ("string v(f(n));", ["f(n)"]),
        ("vector<int> v(n + 1);", ["n + 1"]),
        ("vector<int> v{n, m};", ["n", "m"]),
        ("vector<int> v = w;", ["w"]),
    ],
)
def test_variables_that_read_like_functions(statement: str, arguments: list[str]) -> None:
    source = in_main(f"int n, m; {statement}", "int f(int);")
    found = variable(source, "v")
    assert found.kind is Kind.LOCAL
    assert found.initializer is not None
    assert [text_of(each) for each in found.initializer.arguments] == arguments
    assert all(resolve(source, each) is variable(source, "n") for each in mentions(source, "n"))


@pytest.mark.parametrize(
    "statement", ["int v(int n);", "int v(string);", "int v(const T& t, vector<int> w);", "int v();"]
)
def test_function_declarations_stay_functions(statement: str) -> None:
    source = source_of(f"struct T {{}};\ntypedef int string;\n{statement}\n")
    assert variable(source, "v").kind is Kind.FUNCTION


def test_variables_inside_a_node() -> None:
    source = source_of("int a;\nint f(int b) { int c; { int d; } return 0; }\n")
    function = source.root.children[1]
    assert [each.name for each in variables(source, function)] == ["b", "c", "d"]
    assert [each.name for each in declarations(source)] == ["a", "f", "b", "c", "d"]
