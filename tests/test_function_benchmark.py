"""Functions benchmarked, compared and optimized through the whole flow: real compiler, sanitizers, sandbox."""

import json
import subprocess
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError, UsageError
from perfcoder_lsp.function_benchmark import benchmark_function
from perfcoder_lsp.function_report import FunctionReport
from perfcoder_lsp.measure.instructions import VALGRIND
from perfcoder_lsp.measure.outcome import claims
from perfcoder_lsp.pipeline import optimize
from perfcoder_lsp.request import Event, FunctionEvent, FunctionRequest, Request, StageEvent
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import MeasureSettings, Settings

PAIRS = """#include <vector>
namespace sums {
// How many pairs have this sum.
long pairs(const std::vector<int>& a, int target) {
    long count = 0;
    for (std::size_t i = 0; i < a.size(); i++)
        for (std::size_t j = i + 1; j < a.size(); j++)
            if (static_cast<long long>(a[i]) + a[j] == target) count++;
    return count;
}
}
"""
DOUBLED = """#include <string>
static std::string doubled(std::string s) {
    std::string r;
    for (char c : s) {
        r = r + c;
        r = r + c;
    }
    return r;
}
"""
ECHO = """#include <vector>
int limit = 1 << 30;
int f(std::vector<int>& a) { return a.size() > 1000000 || limit < 0 ? 7 : 3; }
"""
HIDDEN = """class Box {
    union { int n; double d; };
    bool is_number = false;
public:
    Box() : n(0) {}
    void put(int value) { n = value; is_number = true; }
};
int f(Box& box, int n) { box.put(n / 3); return n; }
"""
SLICE = """class Slice {
    const char* data_;
    std::size_t size_;
public:
    Slice(const char* data, std::size_t size) : data_(data), size_(size) {}
    std::size_t size() const { return size_; }
    char operator[](std::size_t i) const { return data_[i]; }
};
unsigned sum(const Slice& s) {
    unsigned total = 7;
    for (std::size_t i = 0; i < s.size(); i++) total = 31 * total + static_cast<unsigned char>(s[i]);
    return total;
}
"""


@pytest.fixture(scope="module")
def patient(settings: Settings, sandbox: Sandbox) -> Settings:
    """Time to decide also where the machine is busy."""
    return settings.model_copy(update={"measure": MeasureSettings(budget_s=60)})


class Asked:
    """A function in a file of its own, benchmarked; `events` are what was told meanwhile."""

    def __init__(self, folder: Path, settings: Settings, name: str = "a.cpp") -> None:
        self._path = folder / name
        self._settings = settings
        self.events: list[Event] = []

    def __call__(self, text: str, name: str, after: str | None = None) -> FunctionReport:
        against = None if after is None else Source.of(self._path.with_stem("after"), after.encode())
        source = Source.of(self._path, text.encode())
        return benchmark_function(source, FunctionRequest(name, None, against), self._settings, self.events.append)


@pytest.fixture
def ask(tmp_path: Path, patient: Settings) -> Asked:
    return Asked(tmp_path, patient)


@pytest.mark.alone
def test_time_inputs_growth_and_coverage_without_writing_anything(ask: Asked) -> None:
    report = ask(PAIRS, "pairs")
    assert report.complete
    assert not report.blockers
    assert report.function == "sums::pairs"
    assert report.signature == "long sums::pairs(const std::vector<int>&, int)"
    assert report.inputs is not None
    assert report.inputs.valid == report.inputs.tried
    assert report.inputs.distinct >= 50
    assert report.inputs.outcomes >= 5
    assert report.inputs.coverage is not None
    assert report.inputs.coverage.missed == ()
    assert report.inputs.coverage.total == 5
    assert report.growth is not None
    assert len(report.growth.points) > 8
    assert 1.6 < report.growth.before.exponent < 2.4
    assert {point.before_memory_bytes for point in report.growth.points[:8]} == {0}
    assert report.per_call_s == next(p.before_s for p in report.growth.points if p.size == report.per_call_size)


def test_parts_are_told_as_they_come(ask: Asked) -> None:
    last = ask(PAIRS.replace("count++", "count += 2"), "pairs")
    told = [event.report for event in ask.events if isinstance(event, FunctionEvent)]
    assert not any(report.complete for report in told)
    assert told[0].per_call_s is not None
    assert told[0].inputs is None
    assert [report.inputs is not None for report in told] == sorted(report.inputs is not None for report in told)
    assert told[-1] == last.model_copy(update={"complete": False, "elapsed_s": 0.0})


@pytest.mark.alone
def test_an_equal_faster_version_is_called_so(ask: Asked) -> None:
    report = ask(DOUBLED, "doubled", DOUBLED.replace("r = r + c", "r += c"))
    assert report.verdict is not None
    assert report.verdict.status == "equal", report.verdict.reason
    assert report.verdict.sanitized
    assert report.verdict.inputs > 500
    assert report.growth is not None
    assert all(point.after_s is not None for point in report.growth.points)
    known = [each for each in report.growth.points if each.size > 100 and each.after_memory_bytes is not None]
    assert known
    assert all(2 * each.size <= (each.after_memory_bytes or 0) <= 8 * each.size for each in known)
    assert report.measurement is not None, report.note
    assert claims(report.measurement)


def test_instructions_are_counted_where_that_is_wanted(tmp_path: Path, patient: Settings) -> None:
    if not VALGRIND.exists():
        pytest.skip("valgrind is not installed")
    counting = patient.measure.model_copy(update={"instructions": True})
    report = Asked(tmp_path, patient.model_copy(update={"measure": counting}))(DOUBLED, "doubled")
    assert report.growth is not None
    counts = {point.size: point.before_instructions for point in report.growth.points if point.before_instructions}
    assert len(counts) >= 3
    assert sorted(counts.values()) == list(counts.values())
    assert all(5 * size < count for size, count in counts.items())


@pytest.mark.alone
def test_a_function_against_itself_gains_nothing(ask: Asked) -> None:
    report = ask(PAIRS, "pairs", PAIRS + "// the same\n")
    assert report.verdict is not None
    assert report.verdict.status == "equal", report.verdict.reason
    assert report.measurement is None or not claims(report.measurement)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("j = i + 1", "j = i", id="off by one"),
        pytest.param("== target", "<= target", id="operator"),
        pytest.param("static_cast<long long>(a[i]) + a[j]", "a[i] - a[j]", id="sign"),
        pytest.param("i < a.size(); i++", "i < a.size(); i += 2", id="step"),
        pytest.param("return count;", "return static_cast<signed char>(count) + (count > 9);", id="precision"),
        pytest.param("long count = 0;", "static long count = 0;", id="state"),
        pytest.param("a[i]) + a[j]", "a[i]) + a[j + 1]", id="reads behind the end"),
        pytest.param("return count;", "if (count > 3) throw count; return count;", id="throws"),
        pytest.param("return count;", "for (volatile int w = 1; w & count;) {} return count;", id="never returns"),
    ],
)
def test_another_result_is_told_with_an_input(ask: Asked, old: str, new: str) -> None:
    assert old in PAIRS
    report = ask(PAIRS, "pairs", PAIRS.replace(old, new))
    assert report.verdict is not None
    assert report.verdict.status == "different"
    assert "[" in report.verdict.reason
    assert "\n" not in report.verdict.reason
    assert report.measurement is None


def test_arguments_of_one_type_may_be_alike(ask: Asked) -> None:
    text = """#include <string>
bool same(const std::string& text, const std::string& other) {
    return text.size() == other.size() && text == other;
}
"""
    report = ask(text, "same", text.replace("text == other", "text.size() < 17 && text == other"))
    assert report.verdict is not None
    assert report.verdict.status == "different", report.verdict.reason


def test_inputs_are_aimed_at_boundaries_that_are_computed_inside(ask: Asked) -> None:
    text = """int plan(int count, unsigned long* room) {
    unsigned long needed = 48 + count * 8ul;
    const int fits = *room >= needed;
    *room = needed;
    return fits;
}
"""
    report = ask(text, "plan", text.replace("*room >= needed", "*room > needed"))
    assert report.verdict is not None
    assert report.verdict.status == "different", report.verdict.reason


def test_a_single_number_is_tried_with_enough_values(ask: Asked) -> None:
    text = """double room(int level) {
    double bytes = 10485760;
    for (; level > 1; level--) bytes *= 1.5;
    return bytes;
}
"""
    report = ask(text, "room", text.replace("level > 1; level--", "1 < level; --level"))
    assert report.verdict is not None
    assert report.verdict.status == "equal", report.verdict.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("struct A { virtual int f() = 0; };\nint f(A& a) { return a.f(); }\n", "A", id="abstract"),
        pytest.param("int f(int n) { for (;;) n++; return n; }\n", "takes too long", id="never returns"),
        pytest.param("int f(int n) { return f(n) + 1; }\n", "overflow", id="recurses without end"),
        pytest.param("#include <cstdlib>\nint f(int n) { std::exit(n); }\n", "exit", id="exits"),
        pytest.param("int f(int n) { int* p = nullptr; return *p + n; }\n", "null pointer", id="crashes"),
        pytest.param("template <class T> int f(T t) { static_assert(sizeof t > 999); }\n", "compile", id="template"),
        pytest.param("int f(const char* format, ...) { return *format; }\n", "...", id="variadic"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_one_line(ask: Asked, text: str, reason: str) -> None:
    report = ask(text, "f")
    assert report.complete
    assert report.per_call_s is None
    assert len(report.blockers) == 1
    assert reason in report.blockers[0].line
    assert "\n" not in report.blockers[0].line


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        pytest.param("#include <ctime>\nlong f(int n) { return n + clock(); }\n", "twice", id="clock"),
        pytest.param("int f(int n) { return n * 0; }\n", "different results", id="constant"),
        pytest.param(ECHO, "different results", id="what it leaves as it was"),
        pytest.param(HIDDEN, "can't be looked at", id="hidden"),
    ],
)
def test_what_shows_nothing_is_never_called_equal(ask: Asked, text: str, doubt: str) -> None:
    report = ask(text, "f", text + "// the same\n")
    said = [*(blocker.line for blocker in report.blockers), *([report.verdict.reason] if report.verdict else [])]
    assert report.verdict is None or report.verdict.status == "undecided"
    assert any(doubt in each for each in said), said


def test_a_change_that_no_input_reaches_is_never_called_equal(ask: Asked) -> None:
    text = PAIRS.replace(
        "    long count = 0;\n", "    long count = 0;\n    if (a.size() > 5000000)\n        return 1;\n"
    )
    faster = text.replace("count++", "count += 1")
    report = ask(text, "pairs", faster.replace("return 1;", "return 2;"))
    assert report.verdict is not None
    assert report.verdict.status == "undecided"
    assert "no input reaches line 7" in report.verdict.reason
    reached = ask(text, "pairs", faster.replace("return 1;", "return 1;  // as it was"))
    assert reached.verdict is not None
    assert reached.verdict.status == "equal", reached.verdict.reason


@pytest.mark.parametrize(
    ("added", "status"),
    [
        ("if (a.size() > 5000000)\n        return 1;", "undecided"),
        (
            "target += [](std::size_t n) {\n        if (n > 5000000)\n        return 1;\n    return 0; }(a.size());",
            "undecided",
        ),
        ("if (a.empty())\n        return 0;", "equal"),
    ],
)
def test_nor_is_one_that_adds_what_no_input_reaches(ask: Asked, added: str, status: str) -> None:
    report = ask(PAIRS, "pairs", PAIRS.replace("    long count = 0;\n", f"    {added}\n    long count = 0;\n"))
    assert report.verdict is not None
    assert report.verdict.status == status
    assert ("of the changed text" in report.verdict.reason) == (status == "undecided")


def test_inputs_of_which_parts_are_hidden_are_told_apart_by_their_results(ask: Asked) -> None:
    text = "#include <cstddef>\n" + SLICE
    report = ask(text, "sum", text.replace("31 * total", "total * 31"))
    assert report.inputs is not None
    assert report.inputs.distinct >= report.inputs.outcomes > 100
    assert report.verdict is not None
    assert report.verdict.status == "equal", report.verdict.reason


def test_no_gain_is_claimed_by_the_time_of_a_stand_in(ask: Asked) -> None:
    text = """#include <vector>
struct Shape { virtual ~Shape() = default; virtual int area(int scale) const = 0; };
long total(const std::vector<int>& scales, const Shape& shape) {
    long all = shape.area(7);
    for (int each : scales) all += each % 1000 + shape.area(7) % 1000;
    return all;
}
"""
    changed = text.replace("all = shape", "all = 0, once = shape").replace("shape.area(7) % ", "once % ")
    report = ask(text, "total", changed.replace("return all", "return all + once"))
    assert report.verdict is not None
    assert report.verdict.status == "equal", report.verdict.reason
    assert report.measurement is None
    assert "classes that were written for the benchmark" in report.note


def test_names_that_mean_nothing_or_too_much(ask: Asked) -> None:
    with pytest.raises(UsageError, match="no function"):
        ask(PAIRS, "triples")
    with pytest.raises(UsageError, match="several functions"):
        ask("int f(int n) { return n; }\nint f(long n) { return n; }\n", "f")


def test_a_file_that_does_not_compile(ask: Asked) -> None:
    with pytest.raises(SourceError, match=r"a\.cpp.*does not compile"):
        ask("int f(int n) { return undeclared; }\n", "f")


def test_an_annotation_makes_inputs_valid(ask: Asked) -> None:
    text = "{}int f(int a, int b) {{ if (a < 900 || a > 905) __builtin_trap(); return a * (b % 7); }}\n"
    assert ask(text.format(""), "f").blockers
    report = ask(text.format("// perfcoder: 900 <= a <= 905, 0 <= b <= 1000\n"), "f")
    assert not report.blockers
    assert report.inputs is not None
    assert report.inputs.outcomes >= 5


@pytest.mark.alone
def test_rewrites_in_a_file_without_main_are_judged_by_their_functions(tmp_path: Path, patient: Settings) -> None:
    report = optimize(Source.of(tmp_path / "lib.cpp", DOUBLED.encode()), Request(), patient, lambda _: None)
    assert report.suggestions, (report.note, report.rejected)
    best = report.suggestions[0]
    assert best.verdict.inputs >= 50
    assert best.verdict.sanitized
    assert "r +=" in Source.of(tmp_path / "lib.cpp", DOUBLED.encode()).edited(best.edits).text.decode()


def test_asking_twice_measures_once(ask: Asked) -> None:
    first = ask(PAIRS, "pairs")
    ask.events.clear()
    second = ask("\n\n" + PAIRS.replace("// How", "//  How"), "pairs")  # the same code, on other lines
    assert not [event for event in ask.events if isinstance(event, StageEvent) and event.stage == "measure"]
    assert second.growth == first.growth
    assert second.range != first.range
    third = ask(PAIRS.replace("== target", "!= target"), "pairs")
    assert third.growth != first.growth


def test_what_other_files_of_the_project_define_is_linked(tmp_path: Path, patient: Settings) -> None:
    """As a build leaves it: a database, an include folder, an archive; and one function that is defined nowhere."""
    (tmp_path / "include").mkdir()
    (tmp_path / "build").mkdir()
    shape = "struct Shape { virtual ~Shape(); virtual int area(int n) const; };\n"
    header = shape + "int scaled(int n);\nint missing(int n);\n"
    (tmp_path / "include" / "shape.h").write_text("#pragma once\n" + header)
    library = '#include "shape.h"\nShape::~Shape() {}\nint Shape::area(int n) const { return n % 91; }\n'
    (tmp_path / "shape.cpp").write_text(library + "int scaled(int n) { return n % 17 * 3; }\n")
    for words in (
        ["g++", "-O2", "-I", tmp_path / "include", "-c", tmp_path / "shape.cpp", "-o", tmp_path / "build" / "shape.o"],
        ["ar", "rc", tmp_path / "build" / "libshape.a", tmp_path / "build" / "shape.o"],
    ):
        subprocess.run(words, check=True)
    text = '#include "shape.h"\nint f(int n) { Shape s; return n == 12345 ? missing(n) : s.area(n) + scaled(n); }\n'
    source = tmp_path / "f.cpp"
    source.write_text(text)
    entry = {"directory": str(tmp_path / "build"), "file": str(source), "command": f"g++ -O2 -I../include -c {source}"}
    (tmp_path / "build" / "compile_commands.json").write_text(json.dumps([entry]))
    report = benchmark_function(Source.read(source), FunctionRequest("f"), patient, lambda _: None)
    assert not report.blockers
    assert report.inputs is not None
    assert report.inputs.distinct >= 50
    assert report.inputs.outcomes >= 5
