"""What names and bodies tell of fields, file-scope variables, text and template parameters."""

from pathlib import Path

import pytest

from perfcoder_lsp.cpp.members import classes
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.verify.functions.failures import not_built
from perfcoder_lsp.verify.functions.fields import field_roles, hints_hook
from perfcoder_lsp.verify.functions.roles import Flag, ParameterHint, Role
from perfcoder_lsp.verify.functions.target import find_target
from perfcoder_lsp.verify.functions.unit import HarnessUnit, after_unit, harness_unit


def source_of(text: str) -> Source:
    return Source.of(Path("file.cpp"), text.encode())


def unit_of(text: str, name: str = "f") -> HarnessUnit:
    return harness_unit(find_target(source_of(text), name))


def hint_of(text: str, parameter: str, name: str = "f") -> ParameterHint:
    return next(each for each in unit_of(text, name).hints.parameters if each.name == parameter)


@pytest.mark.parametrize(
    ("fields", "roles"),
    [
        (
            "int used, alloc; int sign; long* dp;",
            {"used": (Role.LENGTH_OF, "dp"), "alloc": (Role.ROOM_OF, "dp")},
        ),
        (
            "short* values; short* lengths; unsigned long size;",
            {"size": (Role.LENGTH_OF, "values"), "lengths": (Role.SAME_LENGTH, "values")},
        ),
        (
            "char* key; int key_len; char* data; int data_size; int pos;",
            {
                "key_len": (Role.LENGTH_OF, "key"),
                "data_size": (Role.LENGTH_OF, "data"),
                "pos": (Role.INDEX_INTO, "key"),
            },
        ),
        ("int head, tail; int ring[100];", {"head": (Role.INDEX_INTO, "ring"), "tail": (Role.INDEX_INTO, "ring")}),
        ("int size; double weight;", {}),
        ("double* values; double count; bool n; int other;", {}),
    ],
)
def test_fields_by_their_names(fields: str, roles: dict[str, tuple[Role, str]]) -> None:
    (owner,) = classes(source_of(f"struct S {{ {fields} }};"))
    listed = list(owner.fields)
    found = field_roles(listed)
    assert {listed[at].name: (role, listed[other].name) for at, (role, other) in found.items()} == roles


def test_hints_of_fields_come_after_those_of_bases() -> None:
    _, owner = classes(source_of("struct B { int b; }; struct S : B { int* a; int n; };"))
    (hook,) = hints_hook(owner)
    assert '{{}, {"a", ::perfcoder::Role::none, 1, 0, 0, 0}, {"n", ::perfcoder::Role::length_of, 1,' in hook
    (plain, _) = classes(source_of("struct B { int b; }; struct S : B { int* a; int n; };"))
    assert list(hints_hook(plain)) == []


FOREST = """
int fa[100005];
int find(int x) { return fa[x] == x ? x : fa[x] = find(fa[x]); }
void f(int x, int y, int z) { x = find(x); if (x != find(y)) fa[x] = z; }
"""


def test_parents_and_their_nodes() -> None:
    unit = unit_of(FOREST)
    assert unit.hints.of_variable("::fa").flags == Flag.PARENTS
    assert [(each.role, each.other) for each in unit.hints.parameters] == [
        (Role.INDEX_INTO, 0),
        (Role.INDEX_INTO, 1),
        (Role.NONE, 0),
    ]
    by_sign = "int root(int* p, int x) { while (p[x] >= 0) x = p[x]; return x; }"
    hint = hint_of(by_sign, "p", "root")
    assert (hint.flags, hint.low) == (Flag.PARENTS, -1)
    assert Flag.PARENTS not in hint_of("int root(int* p, int x) { return p[x] < 0; }", "p", "root").flags


def test_the_version_after_has_the_hints_of_variables_before() -> None:
    before = unit_of(FOREST)
    after = after_unit(before, source_of("int k, fa[100005]; void f(int x, int y, int z) { fa[x] = y + z + k; }"))
    data = next(line for line in after.source.text.decode().splitlines() if "target_parameters" in line)
    assert f'"::fa", Role::none, 0, 0, 0, {Flag.PARENTS:d}' in data


def test_a_modulus_is_no_length() -> None:
    remainder = "long f(const char* s, long m) { long a = 0; while (*s) { a += *s++; a %= m; } return a; }"
    assert hint_of(remainder, "m").role is Role.NONE
    assert hint_of("int f(const int* a, int m) { return g(a, m); }", "m").role is Role.LENGTH_OF


@pytest.mark.parametrize(
    ("text", "is_numeral"),
    [
        ("int f(const char* s) { int n = 0; while (*s >= '0' && *s <= '9') n = n * 10 + *s++ - '0'; return n; }", True),
        ("#include <string>\nint f(const std::string& s) { return std::stoi(s); }", True),
        ("int f(const char* s) { int n = 0; while (*s++) n++; return n; }", False),
        ("int f(const int* s) { return s[0] - '0'; }", False),
    ],
)
def test_text_that_is_a_number(text: str, is_numeral: bool) -> None:
    assert (Flag.NUMERAL in hint_of(text, "s").flags) == is_numeral


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("template <class T> T f(T x) { return x < 0.5 ? x : x * x; }", ("double",)),
        ("template <class T> T f(T x) { return std::floor(x); }", ("double",)),
        ("template <class T> T f(T x) { return x + x; }", ("int",)),
        ("template <class T> T f(T x) { const T zero(0); return x + zero; }", ("int",)),
        ('template <class T> T f(T x) { puts("%1% |x|", x); return x; }', ("int",)),
        ("template <class T> typename T::value_type f(T& x) { return g(x); }", ("std::vector<int>",)),
        ("template <class T> typename T::mapped_type f(T& x) { return g(x); }", ("std::map<int, int>",)),
        ("template <class R = char> struct A {}; template <class R> int f(R x) { return g(x); }", ("char",)),
        (
            "template <class Tuple, int N> int f(Tuple& x) { return std::get<N>(x); }",
            ("std::tuple<int, double, std::string>", "1"),
        ),
        (
            "#include <boost/math.hpp>\ntemplate <class T, class Policy> T f(T x, const Policy& p) { return g(x, p); }",
            ("double", "boost::math::policies::policy<>"),
        ),
    ],
)
def test_template_arguments(text: str, arguments: tuple[str, ...]) -> None:
    assert unit_of(text).chosen.own == arguments


def test_what_is_said_where_nothing_compiles() -> None:
    missing = "'::perfcoder_target_' has not been declared"
    text = "#define X\n#ifdef X\nint a;\n#else\n#if defined(Y)\nint f(int n) { return n; }\n#endif\n#endif\n"
    blocker = not_built(find_target(source_of(text), "f"), missing)
    assert blocker.reason == "this build leaves it out: it stands under #if defined(Y) (line 5)"
    other = "template <class T, class P> T f(T n) { return n; }"
    blocker = not_built(find_target(source_of(other), "f"), "file.cpp:1: error: no")
    assert blocker.reason == "its harness does not compile: file.cpp:1: error: no"
    assert "// perfcoder: T = …, P = …" in blocker.remedy
    assert not_built(find_target(source_of("int f(int n) { return n; }"), "f"), "no").remedy == ""
