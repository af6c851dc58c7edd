"""Inputs that a file's own program makes, and functions that read: real compiler, sanitizers, sandbox."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.function_benchmark import benchmark_function
from perfcoder_lsp.function_report import Blocker, FunctionReport
from perfcoder_lsp.request import FunctionRequest
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import InputSource, Verdict
from perfcoder_lsp.trial.original import Original, find_original
from perfcoder_lsp.trial.workbench import Workbench, open_workbench
from perfcoder_lsp.verify.functions.process import Run
from perfcoder_lsp.verify.functions.target import find_target
from perfcoder_lsp.verify.functions.unit import after_unit

# What `at` needs of its class no generator of values can know: only the program builds such tables.
TABLE = """#include <cstdio>
#include <cstdlib>
#include <vector>
struct Table {
    std::vector<int> places, values;
    int seal = 0;
};
static int used = 0;
int at(Table& table, int value) {
    if (table.seal != 8191 * int(table.values.size()) + 17) std::abort();
    used++;
    int sum = 0;
    for (int place = table.places.at(value); place >= 0; place--) sum += table.values.at(place);
    return sum;
}
int main() {
    int n;
    std::scanf("%d", &n);
    Table table;
    for (int i = 0; i < n; i++) {
        int value;
        std::scanf("%d", &value);
        table.values.push_back(value);
        table.places.push_back(i);
        table.seal = 8191 * int(table.values.size()) + 17;
        std::printf("%d\\n", at(table, i));
    }
}
"""
NUMBER = """#include <cctype>
#include <cstdio>
static int number() {
    int n = 0, c = std::getchar();
    while (!std::isdigit(c)) c = std::getchar();
    for (; std::isdigit(c); c = std::getchar()) n = (n * 10u + (c - '0')) % 1000003;
    return n;
}
"""
HANOI = """#include <iostream>
int moves = 0;
int hanoi(int n, int from, int to) {
    moves++;
    if (n == 0) return from;
    return hanoi(n - 1, from, 3 - from - to) + 2 * hanoi(n - 1, 3 - from - to, to) - from;
}
int main() {
    for (int i = 0; i < 9; i++) {
        for (int to = 1; to < 3; to++) std::cout << hanoi(i, 0, to) << ' ';
        if (i == 5) std::exit(hanoi(2, 1, 0) & 1);
    }
}
"""
FORGER = """#include <cstdio>
#include <sys/wait.h>
#include <unistd.h>
int calls = 0;
int f(int n) {
    calls++;
    for (int descriptor = 3; descriptor < 60; descriptor++)
        if (write(descriptor, "{\\"run\\": 0, \\"ended\\": true, \\"calls\\": 7}\\n", 40) < 0 && n > 3) calls++;
    return n;
}
int main() {
    for (int i = 0; i < 5; i++) f(i);
}
"""


class Bench:
    """Functions of one file, run with what their own program makes of it."""

    def __init__(self, stack: ExitStack, settings: Settings, path: Path) -> None:
        self._stack, self._settings, self._path = stack, settings, path

    def original(self, text: str, name: str) -> Original:
        source = Source.of(self._path, text.encode())
        self.workbench: Workbench = self._stack.enter_context(open_workbench(source, self._settings))
        unit = self.workbench.unit(find_target(source, name))
        assert not isinstance(unit, Blocker), unit
        version = self._stack.enter_context(self.workbench.version(unit))
        return find_original(unit, version).with_recorded(self.workbench.texts().result())

    def report(self, text: str, name: str) -> FunctionReport:
        request = FunctionRequest(name, None, None)
        return benchmark_function(Source.of(self._path, text.encode()), request, self._settings, lambda _: None)

    def verdict(self, original: Original, text: str) -> Verdict:
        unit = after_unit(original.unit, Source.of(self._path, text.encode()))
        with self.workbench.version(unit) as after:
            return original.verdict(unit, after, None)


@pytest.fixture
def bench(tmp_path: Path, settings: Settings, sandbox: Sandbox) -> Iterator[Bench]:
    with ExitStack() as stack:
        yield Bench(stack, settings, tmp_path / "a.cpp")


def found(original: Original) -> Original:
    assert original.blocker is None, original.blocker
    return original


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def test_a_function_is_verified_by_what_only_its_program_builds(bench: Bench) -> None:
    original = found(bench.original(TABLE, "at"))
    inputs = original.described()
    assert original.inputs.valid == ()
    assert original.profile is None
    assert (inputs.source, original.doubt) == (InputSource.RECORDED, "")
    assert inputs.distinct >= 50
    assert inputs.outcomes >= 5
    assert "in single calls" in original.caveat
    coverage = original.coverage()
    assert coverage is not None
    assert coverage.covered >= coverage.total - 1
    per_call = original.call_s()
    assert per_call is not None
    assert per_call > 0

    equal = bench.verdict(original, changed(TABLE, "int sum = 0;", "int sum = 0; if (value < 1 << 30) sum = 0;"))
    assert (equal.status, equal.source, equal.sanitized) == ("equal", InputSource.RECORDED, True)
    assert equal.inputs >= 50
    report = bench.report(TABLE, "at")
    assert (report.blockers, report.growth, report.per_call_size) == ((), None, None)
    assert report.per_call_s is not None
    assert report.inputs is not None
    assert report.inputs.recorded >= report.inputs.valid >= 50
    untried = bench.verdict(original, changed(TABLE, "int sum = 0;", "int sum = 0; if (value < 0) return 0;"))
    assert untried.status == "undecided"
    assert untried.reason.endswith("of the changed text")
    different = bench.verdict(original, changed(TABLE, "place >= 0", "place > 0"))
    assert (different.status, different.reason[:8]) == ("different", "before: ")


def test_a_call_that_the_program_no_longer_makes_so_is_not_passed_over(bench: Bench) -> None:
    """The state can't be looked at; what the program does after it can."""
    text = """#include <cstdio>
        static unsigned& state() { static unsigned hidden = 1; return hidden; }
        static int next(int n) { state() += unsigned(n) / 2; return n / 2 - 1; }
        int main() { int n = 0; for (int i = 0; i < 60; i++) n = next(n + 5 + int(state() % 90)); }
    """
    original = found(bench.original(text, "next"))
    assert original.inputs.recorded.seen
    assert bench.verdict(original, text).status == "equal"
    assert bench.verdict(original, changed(text, "/ 2; return", "/ 3; return")).status != "equal"


def test_what_a_function_reads_is_its_input(bench: Bench) -> None:
    original = found(bench.original(NUMBER, "number"))
    assert (original.doubt, original.profile) == ("", None)
    assert original.inputs.distinct >= 50
    assert bench.verdict(original, changed(NUMBER, "n * 10u", "n * 2u + n * 8u")).status == "equal"
    reads_on = changed(NUMBER, "    return n;", "    while (c == ' ') c = std::getchar();\n    return n;")
    assert bench.verdict(original, reads_on).status == "different"


def test_calls_that_a_call_leads_to_belong_to_it(bench: Bench) -> None:
    original = found(bench.original(HANOI, "hanoi"))
    recorded = original.inputs.recorded
    assert [each.calls for each in recorded.runs] == [tuple(range(13))]
    assert len(recorded.seen) == 13
    iterative = """int hanoi(int n, int from, int to) {
    int result[64][3][3];
    for (int k = 0; k <= n; k++)
        for (int a = 0; a < 3; a++)
            for (int b = 0; b < 3; b++)
                if (a != b) result[k][a][b] = k ? result[k-1][a][3-a-b] + 2 * result[k-1][3-a-b][b] - a : a;
    moves += (2 << n) - 1;
    return result[n][from][to];
}"""
    begin, end = HANOI.index("int hanoi"), HANOI.index("int main")
    again = changed(HANOI, HANOI[begin:end], iterative)
    unit = after_unit(original.unit, Source.of(original.unit.source.path, again.encode()))
    with bench.workbench.version(unit) as after:
        runs = original.inputs.recorded.runs
        assert [each.result for each in after.sanitized.record(runs)[0]] == [each.result for each in recorded.seen]


def test_a_program_that_forges_lines_is_not_believed(bench: Bench) -> None:
    source = Source.of(Path("forger.cpp"), FORGER.encode())
    original = bench.original(FORGER, "f")
    unit = bench.workbench.unit(find_target(source, "f"))
    assert not isinstance(unit, Blocker)
    with bench.workbench.version(unit) as version:
        seen, ends = version.sanitized.record([Run(b"", (0, 1))])
    assert all(not each.returned for each in seen)
    assert [each.ended for each in ends] == [False]
    assert not original.inputs.recorded.seen


def test_calls_with_what_cannot_be_looked_at_count_for_nothing(bench: Bench) -> None:
    text = """struct Box { union { int n; double d; }; bool is_number; };
        static int f(Box& box, int n) { box.n = n / 3; return n; }
        int main() { Box box{}; for (int i = 0; i < 80; i++) f(box, i); }"""
    original = bench.original(text, "f")
    assert len(original.inputs.recorded.seen) == 80
    assert original.inputs.recorded.telling == ()
    assert original.inputs.counted == original.inputs.valid


@pytest.mark.parametrize(
    ("made", "is_seen"),
    [
        pytest.param("Pair one{i, i % 7}; f(&one, i);", True, id="alone"),
        pytest.param("Pair all[3] = {{i, 1}, {i, 2}, {i, 3}}; f(all, i);", False, id="first of an array"),
        pytest.param("Pair all[3] = {{i, 1}, {i, 2}, {i, 3}}; f(all + 2, i);", False, id="last of an array"),
    ],
)
def test_an_object_behind_a_pointer_is_all_where_nothing_stands_beside_it(
    bench: Bench, made: str, *, is_seen: bool
) -> None:
    text = f"""struct Pair {{ int a, b; }};
        static int f(Pair* pair, double by) {{ pair->b += int(by); return pair->a - pair->b; }}
        int main() {{ for (int i = 0; i < 80; i++) {{ {made} }} }}"""
    recorded = bench.original(text, "f").inputs.recorded
    assert len(recorded.seen) == 80
    assert bool(recorded.telling) == is_seen


def test_lines_that_usual_inputs_miss_are_looked_for(bench: Bench) -> None:
    text = """#include <vector>
        int f(const std::vector<int>& a) {
            if (a.size() > 50)
                return -1;
            return int(a.size());
        }"""
    coverage = found(bench.original(text, "f")).coverage()
    assert coverage is not None
    assert coverage.missed == ()


@pytest.mark.parametrize(
    "text",
    [
        "constexpr int f(int n) { return n + 3; } int main() { static_assert(f(2) == 5); return f(2); }",
        "struct S { int n; S(int k) : n(k) {} }; int main(int, char** a) { return S(a[1] != nullptr).n; }",
        "#include <vector>\nint f(std::vector<int> v, int* a, int n) { return n > 0 ? a[0] : int(v.size()); }\n"
        "int main() { int a[] = {4, 2}; return f({1, 2}, a, 2); }",
    ],
)
def test_whatever_can_or_cannot_be_recorded_builds(bench: Bench, text: str) -> None:
    name = "S::S" if "S(" in text else "f"
    original = found(bench.original(text, name))
    assert original.inputs.valid
    can_record = "constexpr" not in text and "S(" not in text
    assert bool(original.inputs.recorded.tried) == can_record
