"""Annotations: what they promise, what is wrong with them, what completes them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.verify.functions.annotations import completions, problems
from perfcoder_lsp.verify.functions.hints import hints_of
from perfcoder_lsp.verify.functions.place import place_of
from perfcoder_lsp.verify.functions.roles import Flag, ParameterHint, Role
from perfcoder_lsp.verify.functions.target import find_target
from perfcoder_lsp.verify.functions.unit import harness_unit

SIGNATURE = "int f(const vector<int>& a, int n, int i, double x, const vector<double>& w, int lo, int hi, Unknown u)"


def annotated(text: str) -> Source:
    return Source.of(Path("file.cpp"), f"int other;\n// perfcoder: {text}\n{SIGNATURE} {{ return 0; }}\n".encode())


def hint(text: str, name: str) -> ParameterHint:
    source = annotated(text)
    assert problems(source) == ()
    target = find_target(source, "f")
    hints = hints_of(target.view, target.function, place_of(target.view, target.function), has_self=False)
    return next(each for each in hints.parameters if each.name == name)


@pytest.mark.parametrize(
    ("text", "name", "low", "high"),
    [
        ("1 <= x <= 1e6", "x", 1, 1_000_000),
        ("i in [1, 20]", "i", 1, 20),
        ("i in (1, 20)", "i", 2, 19),
        ("x in [0.5, 1)", "x", 0.5, 1),
        ("2^31 - 1 >= u >= -10^9", "u", -(10**9), 2**31 - 1),
        ("u == 7", "u", 7, 7),
        ("u >= 3, u < 9, u <= 100", "u", 3, 8),
        ("u <= 100", "u", 0, 100),
        ("x >= 5", "x", 5, 1_000_000),
        ("a[i] in [0, 9]", "a", 0, 9),
        ("0 <= w[] < 1", "w", 0, 1),
    ],
)
def test_bounds(text: str, name: str, low: float, high: float) -> None:
    found = hint(text, name)
    assert (found.low, found.high) == (low, high)
    assert Flag.RANGE in found.flags


@pytest.mark.parametrize(
    ("text", "name", "role", "other"),
    [
        ("len(a) == u", "u", Role.LENGTH_OF, 0),
        ("n == w.size()", "n", Role.LENGTH_OF, 4),
        ("len(w) == len(a)", "w", Role.SAME_LENGTH, 0),
        ("0 <= i < len(w)", "i", Role.INDEX_INTO, 4),
        ("i in [0, len(w))", "i", Role.INDEX_INTO, 4),
        ("n == len(w), u < n", "u", Role.INDEX_INTO, 4),
        ("0 <= lo <= hi < len(w)", "lo", Role.ZERO, 4),
        ("index(u, w)", "u", Role.INDEX_INTO, 4),
        ("last(u, w)", "u", Role.LAST_OF, 4),
        ("size(u)", "u", Role.SIZE, 0),
    ],
)
def test_roles(text: str, name: str, role: Role, other: int) -> None:
    found = hint(text, name)
    assert (found.role, found.other) == (role, other)


@pytest.mark.parametrize(
    ("text", "name", "flags"),
    [
        ("sorted(a), distinct(a)", "a", Flag.SORTED | Flag.DISTINCT),
        ("permutation(a)", "a", Flag.PERMUTATION),
        ("nonempty(a)", "a", Flag.NOT_EMPTY),
        ("len(a) >= 1", "a", Flag.NOT_EMPTY),
        ("n >= 1, n == len(a)", "a", Flag.NOT_EMPTY),
        ("a[i] in [0, n)", "a", Flag.INDICES),
        ("a[i] < len(a)", "a", Flag.INDICES),
        ("square(a), graph(a)", "a", Flag.SQUARE | Flag.ADJACENCY),
        ("positive(u)", "u", Flag.POSITIVE),
    ],
)
def test_flags(text: str, name: str, flags: Flag) -> None:
    assert hint(text, name).flags == flags


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("sortd(a)", "sortd", "unknown word sortd; did you mean sorted?"),
        ("sorted(b)", "b", "no parameter b; there is a, n"),
        ("sorted(n)", "n", "sorted needs a sequence, which n is not"),
        ("index(x, a)", "x", "index needs an integer, which x is not"),
        ("n in [5, 3]", "n in [5, 3]", "no value of n is both at least 5 and at most 3"),
        ("index(i)", "index", "index takes 2 names: index(i, a)"),
        ("n in [1, 20", "20", "something is missing at the end"),
        ("n != 3", "!=", "expected one of"),
        ("len(a) <= 100", "len(a) <= 100", "this can't be promised"),
        ("a <= 3", "a", "a is a sequence: write a[i] for its elements, len(a) for its length"),
        ("10^400 < n", "10", "this number is too large"),
        ("1 <= n <= 5 sorted(a)", "sorted", "expected one of"),
        ("sorted(a),, n >= 1", ",", "nothing stands before this comma"),
        ("n", "n", "nothing is said here"),
    ],
)
def test_problems(text: str, where: str, message: str) -> None:
    source = annotated(text)
    (problem,) = problems(source)
    assert source.slice(problem.range) == where
    assert message in problem.message


def test_an_item_that_is_wrong_leaves_the_others() -> None:
    source = annotated("sortd(a), u == 7")
    target = find_target(source, "f")
    hints = hints_of(target.view, target.function, place_of(target.view, target.function), has_self=False)
    assert hints.parameters[-1].low == 7


def test_annotations_belong_to_the_function_below() -> None:
    above = "/* Sums.\n * perfcoder: n >= 1\n */\n// more\ntemplate <class T>\nint f(T n) { return n; }\n"
    text = above + "// perfcoder: k > 1\nint k;"
    (problem,) = problems(Source.of(Path("file.cpp"), text.encode()))
    assert "stands above no function" in problem.message


TEMPLATE = """
// perfcoder: ANNOTATION
template <class T, class Policy, int N = 3>
int g(T a, const Policy&) { return N * int(a); }
"""


def of_template(text: str) -> Source:
    return Source.of(Path("file.cpp"), TEMPLATE.replace("ANNOTATION", text).encode())


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("T = double, Policy = std::less<std::pair<int, int>>, a >= 1", ("double", "std::less<std::pair<int, int>>")),
        ("Policy = std::string", ("int", "std::string")),
        ("T = char, Policy = int, N = 5", ("char", "int", "5")),
    ],
)
def test_template_parameters_are_what_is_said(text: str, arguments: tuple[str, ...]) -> None:
    source = of_template(text)
    assert problems(source) == ()
    unit = harness_unit(find_target(source, "g"))
    assert unit.chosen.own == arguments
    assert unit.hints.parameters[0].low == ("a >= 1" in text)


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("S = double", "S", "no template parameter S; there is T, Policy, N"),
        ("T =", "T =", "write what it stands for: T = double"),
        ("T = int; Policy = int", ";", "';' is no part of a type or number"),
        ("a = 5", "=", "expected one of"),
    ],
)
def test_problems_of_template_parameters(text: str, where: str, message: str) -> None:
    source = of_template(text)
    (problem,) = problems(source)
    assert source.slice(problem.range) == where
    assert message in problem.message


def test_completions_of_template_parameters() -> None:
    def labels(text: str) -> set[str]:
        source = of_template(text)
        at = source.text.index(b"perfcoder:") + len(f"perfcoder: {text}")
        return {each.label for each in completions(source, at)}

    assert {"T =", "Policy =", "a", "sorted(a)"} <= labels("")
    assert {"double", "std::string"} <= labels("a >= 1, T = ")
    assert "T =" not in labels("1 <= ")


def test_completions() -> None:
    def labels(text: str) -> set[str]:
        source = annotated(text)
        at = source.text.index(b"perfcoder:") + len(f"perfcoder: {text}")
        return {each.label for each in completions(source, at)}

    assert {"sorted(a)", "n", "a", "len(a)"} <= labels("")
    assert labels("index(") == {"n", "i", "lo", "hi", "u"}
    assert labels("index(i, ") == {"a", "w", "u"}
    assert labels("n ") == {"in"}
    assert "sorted(a)" not in labels("1 <= ")
    assert completions(annotated("n >= 1"), 3) == ()


PIECES = [*"an019.,()[]<>=!^*+-e '\\λ\t", "len", "in", "sorted(", "f", "10^", "1 <= n"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    source = annotated(re.sub(r"[\n\r\0\ud800-\udfff]", "", text))
    for problem in problems(source):
        assert 0 <= problem.range.start <= problem.range.end <= len(source.text)
        assert "\n" not in problem.message
    completions(source, source.text.index(b"perfcoder:") + 12)
