"""`perfcoder bench --function` and `verify --function`: what a person asks of one function, and bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Perfcoder

SLOW = """\
#include <cstddef>
#include <vector>
namespace text {
int inversions(const std::vector<int>& values) {
    int count = 0;
    for (std::size_t i = 0; i < values.size(); i++) {
        for (std::size_t j = i + 1; j < values.size(); j++) count += values[j] < values[i];
    }
    return count;
}
int overloaded(int x) { return x + 1; }
int overloaded(long x) { return static_cast<int>(x) + 2; }
}
"""
FAST = """\
#include <algorithm>
#include <cstddef>
#include <vector>
namespace text {
static int sorted_with(std::vector<int>& values, std::vector<int>& other, std::size_t low, std::size_t high) {
    if (high - low < 2) return 0;
    std::size_t middle = (low + high) / 2, left = low, right = middle, to = low;
    int count = sorted_with(values, other, low, middle) + sorted_with(values, other, middle, high);
    while (left < middle || right < high) {
        bool first = right == high || (left < middle && values[left] <= values[right]);
        if (!first) count += static_cast<int>(middle - left);
        other[to++] = first ? values[left++] : values[right++];
    }
    std::copy(other.begin() + low, other.begin() + high, values.begin() + low);
    return count;
}
int inversions(const std::vector<int>& values) {
    std::vector<int> sorted = values, other = values;
    return sorted_with(sorted, other, 0, sorted.size());
}
}
"""
WRONG = SLOW.replace("values[j] < values[i]", "values[j] <= values[i]")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three versions of a file without a main."""
    for name, text in (("slow.cpp", SLOW), ("fast.cpp", FAST), ("wrong.cpp", WRONG)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def benchmarked(perfcoder: Perfcoder, *arguments: str) -> dict[str, Any]:
    done = perfcoder("bench", *arguments, "--json")
    assert (done.status, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.alone
@pytest.mark.usefixtures("sandbox", "project")
def test_a_function_is_timed_with_inputs_made_for_it(perfcoder: Perfcoder) -> None:
    form = benchmarked(perfcoder, "slow.cpp", "--function", "inversions")
    assert (form["function"], form["blockers"], form["complete"]) == ("text::inversions", [], True)
    assert (form["range"]["start_line"], form["range"]["end_line"]) == (4, 10)
    assert 0 < form["per_call_s"] < 1
    assert form["growth"]["before"]["exponent"] > 1.5
    sizes = [point["size"] for point in form["growth"]["points"]]
    assert sizes == sorted(sizes)
    assert len(sizes) > 5
    assert form["inputs"]["distinct"] > 10
    assert form["inputs"]["outcomes"] > 5


@pytest.mark.usefixtures("sandbox")
def test_a_person_sees_time_growth_inputs_and_a_plot(perfcoder: Perfcoder, project: Path) -> None:
    done = perfcoder(
        "bench", "slow.cpp", "--function", "text::inversions", "--report", "report.html", "--export", "out"
    )
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "text::inversions in slow.cpp"
    for words in ("per call", "growth", "inputs", "example", "██"):
        assert words in done.stdout
    assert "\x1b" not in done.stdout
    page = (project / "report.html").read_text("utf-8")
    assert "text::inversions" in page
    assert "<svg" in page
    (exported,) = (project / "out").glob("*.cpp")
    assert exported.name == "text_inversions_benchmark.cpp"
    assert "BENCHMARK" in exported.read_text("utf-8").upper()
    assert (project / "out" / "perfcoder_harness" / "google_benchmark.hpp").is_file()


@pytest.mark.alone
@pytest.mark.usefixtures("sandbox", "project")
def test_a_faster_version_is_equal_and_faster(perfcoder: Perfcoder) -> None:
    form = benchmarked(perfcoder, "slow.cpp", "--function", "inversions", "--against", "fast.cpp")
    assert form["against"] == "fast.cpp"
    assert form["verdict"]["status"] == "equal", form
    assert form["measurement"]["speedup_low"] > 1.5, form
    assert form["growth"]["after"]["exponent"] < form["growth"]["before"]["exponent"]


@pytest.mark.usefixtures("sandbox", "project")
def test_verify_tells_versions_of_a_function_apart(perfcoder: Perfcoder) -> None:
    wrong = perfcoder("verify", "slow.cpp", "wrong.cpp", "--function", "inversions")
    assert (wrong.status, wrong.stderr) == (0, "")
    assert wrong.stdout.startswith("different, differs on ")
    same = perfcoder("verify", "slow.cpp", "fast.cpp", "--function", "inversions", "--json")
    form = json.loads(same.stdout)
    assert (form["verdict"]["status"], form["before"], form["after"]) == ("equal", "slow.cpp", "fast.cpp")


@pytest.mark.usefixtures("project")
def test_a_file_without_main_names_its_functions(perfcoder: Perfcoder, tmp_path: Path) -> None:
    done = perfcoder("bench", "slow.cpp")
    assert done.status == 2
    assert done.error.endswith("no main to run; name a function with --function: text::inversions, text::overloaded")
    (tmp_path / "bare.cpp").write_text("int x; // main\n", "utf-8")
    assert perfcoder("bench", "bare.cpp").error.endswith("--function, of which there is none here")


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("inversion", "did you mean"),
        ("overloaded", "means several functions: text::overloaded(int) (line 11)"),
        ("overloaded(double)", "there is text::overloaded(int)"),
        ("inversions:300", "no inversions:300"),
    ],
)
@pytest.mark.parametrize("command", [("bench", "slow.cpp"), ("verify", "slow.cpp", "fast.cpp")])
def test_a_name_that_is_none_or_several_is_one_line(
    perfcoder: Perfcoder, command: tuple[str, ...], name: str, words: str
) -> None:
    done = perfcoder(*command, "--function", name)
    assert (done.status, done.stdout) == (2, "")
    assert words in done.error


@pytest.mark.usefixtures("sandbox", "project")
def test_a_version_without_the_function_is_one_line(perfcoder: Perfcoder, tmp_path: Path) -> None:
    (tmp_path / "gone.cpp").write_text("int other() { return 1; }\n", "utf-8")
    done = perfcoder("bench", "slow.cpp", "--function", "inversions", "--against", "gone.cpp")
    assert (done.status, done.stdout) == (2, "")
    assert "gone.cpp" in done.error
    assert "inversions" in done.error


# What can't be benchmarked, and the words that say why.
BLOCKED = {
    "never returns": ("int f(int x) { for (volatile int i = 0;;) i = x; }", ""),
    "exits": ("#include <cstdlib>\nint f(int x) { std::exit(x); }", ""),
    "crashes": ("int f(int) { volatile int* p = nullptr; return *p; }", ""),
    "variable arguments": ("int f(int x, ...) { return x; }", "`...`"),
    "destructor": ("struct f { int* x; f() : x(new int) {} ~f() { delete x; } };", ""),
    "incomplete type": ("struct Hidden;\nint f(Hidden& x) { return &x != nullptr; }", ""),
}


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("kind", BLOCKED)
def test_what_can_not_be_benchmarked_says_why(perfcoder: Perfcoder, tmp_path: Path, kind: str) -> None:
    text, words = BLOCKED[kind]
    (tmp_path / "a.cpp").write_text(text + "\n", "utf-8")
    form = benchmarked(perfcoder, "a.cpp", "--function", "~f" if kind == "destructor" else "f")
    reasons = [each["reason"] for each in form["blockers"]]
    assert any(reasons) or form["note"]
    assert words in " ".join(reasons)
    assert (form["verdict"], form["measurement"]) == (None, None)


BROKEN = {
    "does not compile": ("int f(int x) { return y; }", "a.cpp:1"),
    "missing header": ('#include "none.h"\nint f(int x) { return x; }', "none.h"),
    "template that does not instantiate": (
        "template <class T> int f(T x) { static_assert(sizeof(T) == 77); return x.nothing; }",
        None,
    ),
}


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("kind", BROKEN)
def test_what_does_not_compile_has_exit_status_3(perfcoder: Perfcoder, tmp_path: Path, kind: str) -> None:
    text, words = BROKEN[kind]
    (tmp_path / "a.cpp").write_text(text + "\n", "utf-8")
    done = perfcoder("bench", "a.cpp", "--function", "f")
    if words is None:  # the file as it is compiles: the template is never used
        assert (done.status, done.stderr) == (0, "")
        assert "blocked" in done.stdout
    else:
        assert (done.status, done.stdout) == (3, "")
        assert words in done.error


def test_without_isolation_nothing_is_executed(
    perfcoder: Perfcoder, project: Path, unusable_bubblewrap: tuple[dict[str, str], str]
) -> None:
    environment, remedy = unusable_bubblewrap
    cache = {"PERFCODER_CACHE__DIRECTORY": str(project / "cache")}
    done = perfcoder("bench", "slow.cpp", "--function", "inversions", env={**environment, **cache})
    assert (done.status, done.stdout) == (4, "")
    assert remedy in done.error
