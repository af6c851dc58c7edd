"""What whole programs' inputs reach, the search for inputs that reach more, and what is said of changes elsewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest

from perfcoder_lsp.build import Builder, compile_command
from perfcoder_lsp.comparison import verify_files
from perfcoder_lsp.cpp.facts.unused import unused_functions
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import InputSource, Verdict
from perfcoder_lsp.verify import Prepared, prepare_inputs
from perfcoder_lsp.verify.functions.coverage import Covered
from perfcoder_lsp.verify.functions.target import Target
from perfcoder_lsp.verify.marks import guarded, mark_function
from perfcoder_lsp.verify.trace import Coverage

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


def test_each_statement_has_a_mark_and_a_line_is_reached_with_its_first() -> None:
    text = "int f(int x) {\n    if (x) return 1; x = 2;\n    return x;\n}\n"
    (function,) = functions(source := Source.of(Path("a.cpp"), text.encode()))
    marks = mark_function(source, function.node, function.body, first=7)
    assert marks is not None
    assert [text[start:].split("(")[0].split(";")[0].strip() for start in marks.starts] == [
        "if", "return 1", "x = 2", "return x"
    ]  # fmt: skip
    assert marks.lines == (2, 2, 2, 3)
    assert marks.missed(frozenset({7, 10})) == ()
    assert marks.missed(frozenset({7})) == (3,)
    assert marks.missed(frozenset({8, 9})) == (2, 3)
    told = Covered(Target(source, source, function), marks).coverage(frozenset({7}))
    assert (told.covered, told.total, told.missed) == (1, 2, (3,))


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("s += 1;", "s += 2;", {4}),
        ("s += 1;", "", {4}),
        ("s += 1;", "{ s += 1; }", {4}),  # brackets are text, too
        ("x > 9", "x > 8", set()),
        ("int y = x;", "int y = x + 0;", set()),
        ("x > 9) s += 1;", "x > 8) s += 2;", {4}),
        ("if (x > 9) s += 1;", "s += x > 9 ? 2 : 0;", set()),  # of what changed together a part was reached
        ("return s;", "return s + 0;", set()),
        ("s -= y;", "s -= y; s++;", set()),
    ],
)
def test_of_a_line_with_several_statements_those_count_that_change(old: str, new: str, lines: set[int]) -> None:
    text = "int f(int x)\n{\n    int s = 0;\n    int y = x; if (x > 9) s += 1; s -= y;\n    return s;\n}\n"
    (function,) = functions(source := Source.of(Path("a.cpp"), text.encode()))
    marks = mark_function(source, function.node, function.body)
    assert marks is not None
    rare = next(number for number, start in enumerate(marks.starts) if text[start:].startswith("s += 1"))
    coverage = Coverage(
        functions=((node_range(function.node), marks),), reached=frozenset(range(len(marks.starts))) - {rare}
    )
    assert coverage.untried(source, Source.of(Path("a.cpp"), text.replace(old, new).encode())) == lines


def test_a_branch_that_is_taken_away_is_not_reached_with_what_is_before_it() -> None:
    text = "int f(int x) {\n    if (x)\n        x++;\n    else x--;\n    return x;\n}\n"
    (function,) = functions(source := Source.of(Path("a.cpp"), text.encode()))
    marks = mark_function(source, function.node, function.body)
    assert marks is not None
    assert marks.lines == (2, 3, 4, 5)
    coverage = Coverage(functions=((node_range(function.node), marks),), reached=frozenset({0, 1, 3}))
    after = Source.of(Path("a.cpp"), text.replace("    else x--;\n", "").encode())
    assert coverage.untried(source, after) == {4}


def test_a_function_without_statements_misses_none() -> None:
    (function,) = functions(source := Source.of(Path("a.cpp"), b"void f() {}\n"))
    marks = mark_function(source, function.node, function.body)
    assert marks is not None
    assert not marks.starts
    assert marks.untried(frozenset(), [node_range(function.node)]) == set()


def _untried(source: Source, prepared: Prepared, old: str, new: str) -> frozenset[int]:
    return prepared.untried(source, Source.of(source.path, BEFORE.replace(old, new).encode()))


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


def test_given_tests_count_for_what_they_reach(
    source: Source, builder: Builder, sandbox: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    for number, text in enumerate(("-5", "2 2 1 5 7", "1 3 4")):
        (tmp_path / f"{number}.in").write_text(text)
    given = prepare_inputs(source, compile_command(source, settings.build), builder, sandbox, settings, tmp_path)
    assert given.coverage is not None
    assert _untried(source, given, '"negative"', '"below"') == set()
    assert _untried(source, given, "s += x;", "s += 1LL * x;") == set()


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
    assert _untried(source, prepared, old, new) == lines


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
