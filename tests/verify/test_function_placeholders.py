"""Template arguments of which only the members are known that the template asks of them."""

from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.function_benchmark import benchmark_function
from perfcoder_lsp.request import FunctionRequest
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.verify.functions.placeholders import placeholder
from perfcoder_lsp.verify.functions.target import find_target
from perfcoder_lsp.verify.functions.unit import harness_unit

MEMBERS = [  # what is asked of T, and what stands for it then holds
    ("double f(const T& all, int i) { return all.point(i, 1); }", "double point(const A&... given) const"),
    ("int f(const T& all) { return all.size() + all.at(0); }", "size_t size() const { return values.size(); }"),
    ("int f(const T& box) { return box.width * box.height; }", "int width = 0;"),
    ("struct S { typedef typename T::Distance D; };", "using Distance = double;"),
    ("struct S { typedef T Map; typename Map::Key k; };", "using Key = int;"),
    ("struct S { typename T::Key k = typename T::Key(); };", "using Key = int;"),
    ("int f() { return T::limit(); }", "static double limit(const A&...)"),
    ("int f(const T& tree) { return tree.root.left(); }", "root_placeholder_ root;"),
]
NOTHING = [
    "T f(T a, T b) { return a + b; }",
    "// T::Key\nvoid f(T& a) { a = 1; }",
    "int f(const T& p) { return 0; }\nint g(const Other& p) { return p.first; }",
]
DISTANCE = """
template <class Source, class Metric> struct Nearest {
  typedef typename Metric::Distance Distance;
  const Source& all;
  explicit Nearest(const Source& source) : all(source) {}
  Distance total(int n) const {
    Distance sum = 0;
    for (int i = 0; i < n; i++) sum += all.point(i, 0) * 3;
    return sum;
  }
};
"""


@pytest.mark.parametrize(("text", "expected"), MEMBERS)
def test_members_that_are_asked_for(text: str, expected: str) -> None:
    found = placeholder("T", f"template <class T> {text}")
    assert found is not None
    assert expected in found.text


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_asked_of_a_parameter(text: str) -> None:
    assert placeholder("T", f"template <class T> {text}") is None


def test_what_the_library_offers_comes_first(tmp_path: Path) -> None:
    text = b"template <class T> int f(const T& a) { int s = 0; for (typename T::value_type x : a) s += x; return s; }"
    unit = harness_unit(find_target(Source.of(tmp_path / "a.cpp", text), "f"))
    assert unit.chosen.own == ("std::vector<int>",)


def test_a_template_whose_arguments_nobody_knows(tmp_path: Path, settings: Settings) -> None:
    source = Source.of(tmp_path / "nearest.cpp", DISTANCE.encode())
    report = benchmark_function(source, FunctionRequest(name="total"), settings, lambda _: None)
    assert report.blockers == ()
    assert report.inputs is not None
    assert report.inputs.distinct >= 50
    assert report.inputs.outcomes >= 5
