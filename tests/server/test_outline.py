"""What of a text a function depends on: results outlive changes elsewhere, and nothing else."""

from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.server.messages import Function
from perfcoder_lsp.server.outline import outline

TEXT = """\
#include <vector>
#define TWICE(x) doubled(x)
struct Pair {
    int a;
    Pair(int x) : a(x) {}
    int sum() const { return a; }
};
static int start = begin();
int begin() { return 1; }
int doubled(int x) { return 2 * x; }

// perfcoder: n in [1, 20]
int deep(int n) { return helper(n); }
int helper(int n) { return n + 1; }

// Something else.
template <class T>
T total(const std::vector<T>& v) {
    T sum = 0;
    for (auto& x : v) sum += x;
    return sum;
}
int total(int n) { return n ? total(n - 1) : 0; }
int main() {
    for (int i = 0; i < 9; i++) helper(i);
}
"""


def known(text: str) -> dict[str, Function]:
    return {each.label: each for each in outline(Source.of(Path("a.cpp"), text.encode()))}


def test_overloads_get_labels_that_tell_them_apart() -> None:
    labels = ["Pair::Pair", "Pair::sum", "begin", "doubled", "deep", "helper"]
    assert list(known(TEXT)) == [*labels, "total(const std::vector<T>&)", "total(int)", "main"]
    twice = known("#if A\nint f(int x) { return x; }\n#else\nint f(int x) { return -x; }\n#endif\n")
    assert list(twice) == ["f:2", "f:4"]


def test_loops_recursion_and_calls_in_loops_are_worth_a_benchmark() -> None:
    worth = [label for label, each in known(TEXT).items() if each.repeats]
    assert worth == ["helper", "total(const std::vector<T>&)", "total(int)", "main"]


def test_a_function_is_marked_up_to_its_body() -> None:
    total = known(TEXT)["total(const std::vector<T>&)"]
    assert TEXT[total.head.start : total.head.end] == "T total(const std::vector<T>& v) "


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("T sum = 0;", "T sum = 1;"),  # of another function
        ("int doubled", "int extra(int x) {\n    return x;\n}\n\nint doubled"),  # a new function
        ("// Something else.", "/* Something\n   quite else. */"),
        ("static int start", "\n\nstatic int start"),
        ("return a; }", "return a + 0; }"),  # a member that is not called
    ],
)
def test_changes_elsewhere_are_none(old: str, new: str) -> None:
    assert old in TEXT
    assert known(TEXT.replace(old, new))["deep"].fingerprint == known(TEXT)["deep"].fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("return helper(n);", "return helper(n) + 1;"),
        ("return n + 1;", "return n + 2;"),  # what it calls
        ("[1, 20]", "[1, 30]"),  # its annotation
        ("#include <vector>", "#include <list>"),
        ("doubled(x)\n", "doubled(x + 1)\n"),  # a macro
        ("return 2 * x;", "return 3 * x;"),  # what a macro calls
        ("return 1; }", "return 2; }"),  # what a global variable begins with
        ("a(x) {}", "a(x + 1) {}"),  # constructors are called without being named
        ("int a;", "long a;"),
        ("int sum() const", "virtual int sum() const"),
    ],
)
def test_changes_of_what_it_depends_on_are_changes(old: str, new: str) -> None:
    assert old in TEXT
    assert known(TEXT.replace(old, new, 1))["deep"].fingerprint != known(TEXT)["deep"].fingerprint


def test_half_typed_and_empty_texts_have_an_outline() -> None:
    assert known("int f( {\n") == {}
    assert list(known("int x;\nint g() { return 1; }\nint f(int")) == ["g"]
