"""What whole programs' inputs reach, the search for inputs that reach more, and what is said of changes elsewhere."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from perfcoder_lsp.build import Builder, compile_command
from perfcoder_lsp.comparison import verify_files
from perfcoder_lsp.cpp.facts.unused import unused_functions
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import InputSource, Verdict
from perfcoder_lsp.text import with_joined_insertions
from perfcoder_lsp.verify import Prepared, prepare_inputs
from perfcoder_lsp.verify.changes import changed_places
from perfcoder_lsp.verify.coverage import Coverage, guarded
from perfcoder_lsp.verify.marks import mark_functions

# Only x = 2n - 2, and of these only pairs with a larger neighbour, reach the rarest line.
BEFORE = """#include <iostream>
int unused(int x) {
    return x + 1;
}
int rare(int x, int y) {
    if (y > x)
        return x - 1;
    return x;
}
int main() {
    int n, x, y;
    long long s = 0;
    std::cin >> n;
    for (int i = 0; i < n; i++) {
        std::cin >> x >> y;
        if (x == 2 * n - 2) {
            s += rare(x, y);
        }
        s += x;
    }
    if (n < 0) {
        std::cout << "negative";
        return 1;
    }
    std::cout << s << std::endl;
}
"""

Edited = Callable[[str, str], Verdict]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    path = tmp_path_factory.mktemp("coverage") / "before.cpp"
    path.write_text(BEFORE)
    return Source.read(path)


@pytest.fixture(scope="module")
def prepared(source: Source, builder: Builder, sandbox: Sandbox, settings: Settings) -> Prepared:
    return prepare_inputs(source, compile_command(source, settings.build), builder, sandbox, settings)


@pytest.fixture
def edited(source: Source, settings: Settings, tmp_path: Path) -> Edited:
    def verdict(old: str, new: str) -> Verdict:
        assert BEFORE.count(old) == 1
        path = tmp_path / "after.cpp"
        path.write_text(BEFORE.replace(old, new))
        return verify_files(source, Source.read(path), None, settings)

    return verdict


def marked(text: str, *unreached: str) -> Coverage:
    """The program, of which all is reached but the statements that begin so."""
    source = Source.of(Path("a.cpp"), text.encode())
    marks, _ = mark_functions(source, functions(source))
    missed = {i for i, each in enumerate(marks.statements) if text[each.start : each.end].startswith(unreached or "@")}
    assert len(missed) == len(unreached)
    return Coverage(source, marks, frozenset(range(len(marks.statements))) - missed)


def untried(coverage: Coverage, old: str, new: str) -> frozenset[int]:
    text = coverage.source.text.decode()
    assert text.count(old) == 1
    other = Source.of(coverage.source.path, text.replace(old, new).encode())
    return coverage.untried(changed_places(coverage.source, other))


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("#define M 10", "#define M 11", {8}),  # wherever its name stands
        ("#define M 10", "#define M 10 // ten", set()),
        ("K = 3", "K = 4", {8}),  # by a macro that mentions it
        ("int unused;", "long unused;", set()),
        ("int y;", "long y;", set()),  # another y than the parameter of h
        ('"a b"', '"a  b"', {8}),
        ("if (x > 9) {", "if (x > 9)\n    {  // rare", set()),
        ("f(y); }\n        g(x);", "f(y); g(x); }", {9}),  # a brace that moved
    ],
)
def test_a_text_is_another_where_its_tokens_are(old: str, new: str, lines: set[int]) -> None:
    text = (
        "#define M 10\nconst int K = 3;\n#define N (K + 1)\nint unused; int y;\n"
        "void h(int x, int y)\n{\n    if (x > 9) {\n"
        '        f("a b", M, N);\n        if (x) { f(y); }\n        g(x);\n    }\n    k(x);\n}\n'
    )
    assert untried(marked(text, 'f("', "if (x) {", "f(y)", "g(x)"), old, new) == lines


def test_each_statement_has_a_mark_and_a_line_is_reached_with_its_first() -> None:
    text = "int f(int x) {\n    if (x) return 1; x = 2;\n    return x;\n}\n"
    coverage = marked(text)
    marks = coverage.marks
    assert [text[each.start :].split("(")[0].split(";")[0].strip() for each in marks.statements] == [
        "if", "return 1", "x = 2", "return x"
    ]  # fmt: skip
    for reached, missed in (({0, 3}, ()), ({0}, (3,)), ({1, 2}, (2, 3))):
        lines = replace(coverage, reached=frozenset(reached)).lines
        assert (lines.covered, lines.total, lines.missed) == (2 - len(missed), 2, missed)


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("s += 1;", "s += 2;", {4}),
        ("s += 1;", "", {4}),
        ("s += 1;", "{ s += 1; }", set()),  # the same statement
        ("s += 1; s -= y;", "s += 1; else s -= y;", {4}),  # what comes after the branch
        ("x > 9", "x > 8", set()),
        ("int y = x;", "int y = x + 0;", set()),
        ("x > 9) s += 1;", "x > 8) s += 2;", {4}),
        ("if (x > 9) s += 1;", "s += x > 9 ? 2 : 0;", {4}),  # of what changed together a part was not reached
        ("return s;", "return s + 0;", set()),
        ("s -= y;", "s -= y; s++;", set()),
        ("int y = x; if (x > 9) s += 1; s -= y;", "s -= x;", {4}),
        ("    return s;", "    s++;\n    return s;", set()),
    ],
)
def test_of_a_line_with_several_statements_those_count_that_change(old: str, new: str, lines: set[int]) -> None:
    text = "int f(int x)\n{\n    int s = 0;\n    int y = x; if (x > 9) s += 1; s -= y;\n    return s;\n}\n"
    assert untried(marked(text, "s += 1"), old, new) == lines


NESTED = """int f(int x) {
    struct Local {
        int of(int x) { if (x > 9) return 1; return 0; }
    };
    auto twice = [](int x) {
        if (x > 99)
            return 3;
        return 2 * x;
    };
    constexpr auto early = [](int x) { return +x; };
    static_assert(early(1) == 1);
    switch (x) {
    case 1:
    case 2:
        x += 5;
        break;
    default:
        x++;
    }
    return twice(x) + Local().of(x) + early(x);
}
"""


@pytest.mark.parametrize(
    ("unreached", "old", "new", "lines"),
    [
        (("return 1",), "return 1", "return 2", {3}),
        (("return 3",), "return 3", "return 4", {7}),
        (("return 3",), "return 2 * x", "return x + x", set()),
        (("x += 5", "break"), "case 2", "case 3", {14}),
        (("x += 5", "break"), "case 1", "case 3", {13}),
        (("x++",), "default:", "case 7:", {17}),
        (("x++",), "case 1", "case 3", set()),
        (("return +x",), "return +x", "return -x", {10}),
    ],
)
def test_lambdas_local_classes_and_cases_count_themselves(
    unreached: tuple[str, ...], old: str, new: str, lines: set[int]
) -> None:
    assert untried(marked(NESTED, *unreached), old, new) == lines


MACROS = """#define REP(i, n) for (int i = 0; i < (n); i++)
int f(int x) {
#ifdef LOCAL
    x = 9;
#endif
    REP(i, 5) {
        x += i;
    }
    REP(i, 3) x++;
    REP(i, 2) // twice
        REP(j, 2) {
            x--;
        }
    if (x) REP(i, 2) x++;
    REP(i, 2) if (x > i) x -= i; else x = i;
    REP(j, x) {
        x /= 2;
    }
    return x;
}
"""


def test_loops_that_are_macros_are_marked_where_they_can_be() -> None:
    source = Source.of(Path("a.cpp"), MACROS.encode())
    _, edits = mark_functions(source, functions(source))
    text = source.edited(with_joined_insertions(edits)).text.decode()
    compact = re.sub(r"PERFCODER_COVER\(\d+\);", "@", text).partition("#endif\n")[2]
    assert compact.splitlines() == [
        "    @REP(i, 5) {",
        "        @x += i;",
        "    }",
        "    @REP(i, 3) x++;",
        "    REP(i, 2) // twice",
        "        REP(j, 2) {",
        "            @x--;",
        "        }",
        "    @if (x) REP(i, 2) x++;",
        "    REP(i, 2) if (x > i) {@x -= i;} else {@x = i;}",
        "    REP(j, x) {",
        "        @x /= 2;",
        "    }",
        "    @return x;",
        "}",
    ]


@pytest.mark.parametrize(
    ("unreached", "old", "new", "lines"),
    [
        ((), "REP(i, 3) x++;", "x += 3;", set()),
        (("x += i",), "x += i", "x += 2 * i", {7}),
        (("x--",), "x--", "x -= 1", {12}),
        (("x /= 2",), "x /= 2", "x >>= 1", {17}),
    ],
)
def test_changes_of_loops_that_are_macros(unreached: tuple[str, ...], old: str, new: str, lines: set[int]) -> None:
    assert untried(marked(MACROS, *unreached), old, new) == lines


def test_a_branch_that_is_taken_away_is_not_reached_with_what_is_before_it() -> None:
    text = "int f(int x) {\n    if (x)\n        x++;\n    else x--;\n    return x;\n}\n"
    assert untried(marked(text, "x--"), "    else x--;\n", "") == {4}


def test_what_is_added_after_a_block_that_is_not_reached_is_not_inside_of_it() -> None:
    text = "int f(int x) {\n    if (x) {\n        x++;\n    }\n    return x;\n}\n"
    assert untried(marked(text, "x++"), "    return x;", "    x--;\n    return x;") == set()


def test_a_function_without_statements_misses_none() -> None:
    coverage = marked("void f() {}\n")
    assert not coverage.marks.statements
    assert untried(coverage, "void f()", "static void f()") == set()


def _untried_of(source: Source, prepared: Prepared, old: str, new: str) -> frozenset[int]:
    assert prepared.coverage is not None
    after = Source.of(source.path, BEFORE.replace(old, new).encode())
    return prepared.coverage.untried(changed_places(source, after))


@pytest.mark.parametrize(
    ("old", "new"),
    [("2 * n - 2", "2 * n - 3"), ("return x - 1", "return x - 2"), ("if (y > x)", "if (y >= x)")],
)
def test_inputs_are_aimed_at_what_a_program_compares(edited: Edited, old: str, new: str) -> None:
    assert edited(old, new).status == "different"


def test_a_change_that_no_input_reaches_is_never_called_equal(edited: Edited) -> None:
    verdict = edited('"negative"', '"below"')
    assert (verdict.status, verdict.sanitized) == ("undecided", False)
    assert verdict.reason == "no input reaches line 22, where it was changed"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("s += x;", "s += x;\n        if (n == 123457) s++;", "no input reaches line 20 of the changed text"),
        (
            "s += x;",
            "s += [](int y) { if (2 * y == 246915) return 0; return y; }(x);",
            "no input reaches line 19 of the",
        ),
        ("s += x;", "s += [](long long y) { return y; }(x);", ""),
        (
            "s += x;",
            "struct C { static constexpr int f(int y) { return y; } };\nstatic_assert(!C::f(0));\ns += C::f(x);",
            "",
        ),
        ("s += x;", "if (n == 123457) [[unlikely]] s++;\ns += x;", "no input reaches line 19 of the changed text"),
        ("s += x;", "#pragma GCC unroll 2\nfor (int j = 0; j < 1; j++) s += x;", ""),
    ],
)
def test_nor_is_one_that_adds_what_no_input_reaches(edited: Edited, old: str, new: str, said: str) -> None:
    verdict = edited(old, new)
    assert verdict.status == ("undecided" if said else "equal")
    assert verdict.reason.startswith(said)


def test_inputs_are_aimed_at_what_the_changed_program_compares(edited: Edited) -> None:
    told = edited("s += x;", "s += x;\n        if (y == 1000LL * x + 77) s++;")
    assert told.status == "different"
    assert told.reason.startswith("on aimed-")


def test_given_tests_count_for_what_they_reach(
    source: Source, builder: Builder, sandbox: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    for number, text in enumerate(("-5", "2 2 1 5 7", "1 3 4")):
        (tmp_path / f"{number}.in").write_text(text)
    given = prepare_inputs(source, compile_command(source, settings.build), builder, sandbox, settings, tmp_path)
    assert given.coverage is not None
    assert _untried_of(source, given, '"negative"', '"below"') == set()
    assert _untried_of(source, given, "s += x;", "s += 1LL * x;") == set()


def test_what_a_rule_proved_stays_equal_there_and_says_so() -> None:
    equal = Verdict(status="equal", inputs=9, outcomes=9, source=InputSource.GENERATED, sanitized=True)
    told = guarded(equal, frozenset({22}), proved=True)
    assert told.status == "equal"
    assert told.reason.startswith("no input reaches line 22, where it was changed: there only")
    assert guarded(equal, frozenset()) == equal


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("return x + 1", "return x + 2", set()),  # nothing calls it
        ("#include <iostream>", "#include <iostream>\n#include <vector>", set()),
        ("s += x;", "s += 1LL * x;", set()),
        ("int rare(int x, int y) {", "static int rare(int x, int y) {", set()),
        ("        return 1;\n", "        return 2;\n", {23}),
        ('        std::cout << "negative";\n        return 1;\n', "        return 1;\n", {22}),
    ],
)
def test_changes_are_found_where_they_are(
    source: Source, prepared: Prepared, old: str, new: str, lines: set[int]
) -> None:
    assert _untried_of(source, prepared, old, new) == lines


def test_unused_functions_may_call_each_other() -> None:
    text = """
    #define ALSO used_by_macro()
    int one(int x); int two(int x) { return x ? one(x - 1) : 0; } int one(int x) { return two(x); }
    int used_by_macro() { return 1; } int used() { return 2; } int recursive(int x) { return recursive(x); }
    struct S { int method() { return 3; } }; template <class T> T idle(T x) { return x; }
    int main() { return ALSO + used(); }
    """
    found = unused_functions(Source.of(Path("a.cpp"), text.encode()))
    assert {each.name for each in found} == {"recursive", "idle"}
