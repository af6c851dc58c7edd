"""Finding the function that is meant, and saying why one can't be run."""

from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.verify.functions.target import Target, find_target

TEXT = """\
namespace ns {
int f(int a) { return a; }
double f(const std::vector<double>& v) { return v[0]; }
struct Box {
    int area() const { return 1; }
    bool operator<(const Box& o) const { return false; }
    int operator()(int x) { return x; }
    ~Box() {}
    Box(int) = delete;
};
}
int declared(int);
template <class T>
T largest(T a) { return a; }
int outer(int n) {
    auto square = [](int x) { return x * x; };
    auto scaled = [&](int x) { return x * n; };
    struct Local { int g() { return 1; } };
    return square(n) + scaled(n);
}
int variadic(int n, ...) { return n; }
#if 0
int dead(int n) { return n; }
#endif
struct { int h() { return 1; } } unnamed;
int main() { return 0; }
"""


def source() -> Source:
    return Source.of(Path("file.cpp"), TEXT.encode())


def target(name: str) -> Target:
    return find_target(source(), name)


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("ns::Box::area", "int ns::Box::area()"),
        ("area", "int ns::Box::area()"),
        ("Box::area", "int ns::Box::area()"),
        ("::ns::Box::area", "int ns::Box::area()"),
        ("ns::f(int)", "int ns::f(int)"),
        ("f(const vector<double> &)", "double ns::f(const std::vector<double>&)"),
        ("f(vector<double>)", "double ns::f(const std::vector<double>&)"),
        ("f:3", "double ns::f(const std::vector<double>&)"),
        ("operator<", "bool ns::Box::operator<(const Box&)"),
        ("Box::operator()", "int ns::Box::operator()(int)"),
        ("Box::operator()(int)", "int ns::Box::operator()(int)"),
        ("largest", "T largest(T)"),
        ("square", "square(int)"),
    ],
)
def test_names(name: str, signature: str) -> None:
    assert target(name).signature == signature


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ns::f", "means several functions: ns::f(int) (line 2), ns::f(const std::vector<double>&) (line 3); name one"),
        ("f(char)", "no f(char); there is ns::f(int)"),
        ("f:9", "no f:9; there is ns::f(int)"),
        ("larges", "did you mean largest"),
        ("declared", "12: declared has no body here"),
        ("zzzzzzz", "no function zzzzzzz; it has ns::f"),
    ],
)
def test_one_clear_line_for_names_that_do_not_fit(name: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        target(name)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("return a; }\ndouble", "ns::f"),
        ("class T", "largest"),
        ("x * x", "square"),
        ("x * n", "outer"),
        ("return square", "outer"),
        ("return false", "ns::Box::operator<"),
    ],
)
def test_places(at: str, name: str) -> None:
    assert find_target(source(), offset=TEXT.index(at)).name == name


def test_a_place_in_no_function() -> None:
    with pytest.raises(UsageError, match=r"file.cpp:1: no function here; put the cursor into one"):
        find_target(source(), offset=0)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("~Box", "a destructor"),
        ("main", "main is a whole program"),
        ("variadic", "what stands for `...`"),
        ("dead", "it stands under #if 0"),
        ("h", "a class without a name"),
        ("g", "a class inside a function"),
        ("scaled", "uses variables of the function around it"),
    ],
)
def test_blockers(name: str, reason: str) -> None:
    (blocker,) = target(name).blockers
    assert reason in blocker.reason
    assert "\n" not in blocker.reason + blocker.remedy


def test_coroutines_are_blocked() -> None:
    text = b"Task f(int n) { co_return n; }\nTask g(int n) { co_yield n; }\nTask h(int n) { co_await n; }"
    for name in ("f", "g", "h"):
        assert "coroutine" in find_target(Source.of(Path("file.cpp"), text), name).blockers[0].reason
