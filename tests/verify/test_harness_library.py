"""The harness library: hand-written units, as the tool writes them for functions, built and run in the real sandbox."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from perfcoder_lsp.build import SANITIZER_ENVIRONMENT, Build, Builder, CompileCommand, Job, Variant
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.in_process import driver
from perfcoder_lsp.sandbox import Limits, RunResult, Sandbox
from perfcoder_lsp.settings import BuildSettings, Settings

LIBRARY = Path(__file__).parents[2] / "perfcoder_lsp" / "verify" / "harness"
UNITS = Path(__file__).parent / "harness_units"
LIMITS = Limits(cpu_s=30, wall_s=60, memory_mb=3072, address_space=False)

DATA = """
namespace perfcoder {
inline const Parameter target_parameters[] = {%s{nullptr, Role::none, 0, 0, -1, 0}};
inline const std::int64_t target_integers[] = {%s 0};
inline const double target_reals[] = {%s 0};
inline const char* const target_strings[] = {%s nullptr};
}
PERFCODER_HARNESS(&::perfcoder_target_)
"""

Line = dict[str, Any]
Lines = list[Line]


def unit(function: str, parameters: str = "", integers: str = "", reals: str = "", strings: str = "") -> Source:
    """A unit around the text of `perfcoder_target_`."""
    return Source.of(UNITS / "unit.cpp", (function + DATA % (parameters, integers, reals, strings)).encode())


def unit_file(name: str) -> Source:
    return Source.read(UNITS / f"{name}.cpp")


class Units:
    """Builds units and runs them. Each is built once for each set of flags."""

    def __init__(self, builder: Builder, sandbox: Sandbox) -> None:
        self.builder, self.sandbox = builder, sandbox

    def build(
        self, source: Source, *flags: str, compiler: str = "g++", variant: Variant = Variant.TIMING, once: bool = False
    ) -> Build:
        """`once`: flags that no other unit is built with. There, precompiling the headers does not pay, and all of the
        library is compiled with the unit."""
        prelude = LIBRARY / "perfcoder_harness.hpp"
        command = CompileCommand(compiler=compiler, flags=("-std=gnu++17", "-O0"), directory=UNITS)
        job = Job(
            source=source,
            command=command,
            variant=variant,
            extra_flags=("-fno-access-control", *(() if once else ("-DPERFCODER_SPLIT",)), *flags),
            extra_inputs=() if once else (LIBRARY / "runtime.cpp",),
            prelude=None if once else prelude,
            forced_includes=(prelude,) if once else (),
        )
        build = self.builder.build_job(job)
        assert isinstance(build, Build), build
        return build

    def result(self, build: Build, *words: str, environment: Mapping[str, str] | None = None) -> RunResult:
        with self.sandbox.session({"unit": build.binary}, LIMITS, environment=environment) as session:
            return session.run("unit", arguments=words, side=True)

    def run(self, build: Build, *words: str, environment: Mapping[str, str] | None = None) -> Lines:
        result = self.result(build, *words, environment=environment)
        assert result.succeeded, result
        return [json.loads(line) for line in (result.side or b"").splitlines()]

    def observe(self, source: Source, *items: str) -> Lines:
        return self.run(self.build(source), "observe", *items)

    def sanitized(self, source: Source, *items: str) -> Lines:
        build = self.build(source, variant=Variant.SANITIZED)
        return self.run(build, "observe", *items, environment=SANITIZER_ENVIRONMENT)


@pytest.fixture(scope="module")
def units(sandbox: Sandbox, settings: Settings) -> Units:
    patient = settings.model_copy(update={"build": BuildSettings(timeout_s=120)})  # on a machine that is busy
    return Units(Builder(sandbox, patient), sandbox)


def of(lines: Lines, key: str) -> list[Any]:
    return [line[key] for line in lines]


MANY = ("0:5:1:3", "1:4:7:2", "2:6:1:2", "3:3:1:2", "5:9:1:2", "7:4:1:1", "11:6:1:2", "13:7:1:2", "14:5:1:2")
SUM = "static long perfcoder_target_(%s) { long s = 0; for (int x : a) s += x * long(k); return s; }"


@pytest.mark.parametrize("name", ["containers", "keyed", "values", "functions", "pointers", "classes"])
def test_every_type_has_inputs_that_are_the_same_in_every_build(units: Units, name: str) -> None:
    source = unit_file(name)
    plain = units.build(source)
    (facts,) = units.run(plain, "describe")
    assert [each for each in facts["parameters"] if not each["supported"]] == []
    observed = units.run(plain, "observe", *MANY)
    assert len(set(of(observed, "input"))) > len(observed) / 2
    assert of(observed, "status").count("ok") > len(observed) / 2
    again = units.run(plain, "observe", *MANY)
    assert [(each["result"], each["input"]) for each in again] == [(each["result"], each["input"]) for each in observed]


@pytest.mark.parametrize("name", ["keyed", "pointers", "classes"])
def test_sanitizers_find_nothing_and_see_the_same_inputs(units: Units, name: str) -> None:
    source = unit_file(name)
    expected, checked = units.observe(source, *MANY), units.sanitized(source, *MANY)
    assert of(checked, "input") == of(expected, "input")
    assert of(checked, "message") == [""] * len(checked)


def test_another_compiler_sees_the_same_inputs_and_results(units: Units) -> None:
    source = unit_file("values")
    clang = units.run(units.build(source, "-O1", compiler="clang++", once=True), "observe", *MANY)
    for key in ("input", "result", "shape", "reals"):
        assert of(clang, key) == of(units.observe(source, *MANY), key)


@pytest.mark.parametrize("parameters", ["std::vector<int> a, const int& k", "std::vector<int>&& a, int& k"])
def test_how_a_parameter_is_passed_does_not_change_the_inputs(units: Units, parameters: str) -> None:
    plain = units.observe(unit(SUM % "const std::vector<int>& a, int k"), *MANY)
    other = units.observe(unit(SUM % parameters), *MANY)
    assert of(other, "input") == of(plain, "input")


def test_functions_as_arguments_differ_from_input_to_input(units: Units) -> None:
    lines = units.observe(unit("static int perfcoder_target_(int (*f)(int, long)) { return f(1, 2); }"), *MANY)
    assert len(set(of(lines, "result"))) > 3
    assert len(set(of(lines, "input"))) >= len(set(of(lines, "result")))


def test_small_and_extreme_inputs_occur(units: Units) -> None:
    lines = units.observe(unit(SUM % "const std::vector<int>& a, int k"), "0:0:1:1", "0:1:1:1", "6:20:1:9")
    assert lines[0]["text"].startswith("[], ")
    assert lines[1]["text"].startswith("[0], ")
    assert "2147483647" in "".join(of(lines, "text"))
    assert "-2147483648" in "".join(of(lines, "text"))


def test_calls_that_end_otherwise_are_told_apart(units: Units) -> None:
    build = units.build(unit_file("deaths"))
    words = [f"{way % 4}:{way}:1:1" for way in range(17)]
    lines = {line["size"]: line for line in units.run(build, "observe", *words)}
    statuses = [lines[way]["status"] for way in range(17)]
    expected = "ok cpu cpu exit exit ok exit trap exception exception trap memory cpu ok cpu cpu ok"
    assert statuses == expected.split()
    assert lines[1]["message"] == lines[12]["message"] == "takes too long"
    assert lines[2]["message"] == lines[15]["message"] == "waits"
    assert lines[3]["message"] == "exit status 3"
    assert lines[7]["message"] == "SIGABRT"
    assert lines[8]["message"] == "std::out_of_range: too far"
    assert lines[10]["message"] == "SIGSEGV"


def test_slow_inputs_of_a_profile_are_given_up(units: Units) -> None:
    lines = units.run(units.build(unit_file("deaths")), "observe", "0:1:1:6", "1:0:1:1")
    assert of(lines, "status") == ["cpu"] * 6 + ["ok"]
    assert of(lines, "message")[1:3] == ["takes too long", "not run: too many inputs like it took too long"]


def test_sanitizers_say_in_words_what_is_wrong(units: Units) -> None:
    parameters = '{"a", Role::none, -1, 0, -1, 0}, {"n", Role::length_of, 0, 0, -1, 0}, '
    text = "static int perfcoder_target_(const int* a, int n) { return n % 2 ? a[n] : a[n - 1] + 2147483647; }"
    lines = units.sanitized(unit(text, parameters), "1:4:1:1", "1:5:1:1", "9:6:1:1")
    assert of(lines, "status") == ["trap", "trap", "trap"]
    assert lines[0]["message"].startswith("signed integer overflow")
    assert lines[1]["message"] == "heap-buffer-overflow"


def test_a_forger_writes_no_lines(units: Units) -> None:
    result = units.result(units.build(unit_file("forger")), "observe", "0:0:1:1", "0:1:1:1", "0:0:2:1")
    lines = [json.loads(line) for line in (result.side or b"").splitlines()]
    assert result.succeeded
    assert of(lines, "size") == [0, 1, 0]
    assert lines[1]["status"] != "ok"
    assert lines[2]["status"] == "ok"


def test_inputs_are_what_hints_of_fields_and_variables_say(units: Units) -> None:
    items = [f"{profile}:{size}:0:6" for profile in range(15) for size in (3, 9)]
    seen = units.sanitized(unit_file("roles"), *items)
    assert of(seen, "message") == [""] * len(seen)
    assert not any(of(seen, "opaque"))
    assert all("12345]" in line["text"] for line in seen if line["size"] == 3 and line["profile"] == 0)
    results = {line["profile"]: [each["text"] for each in seen if each["profile"] == line["profile"]] for line in seen}
    assert all('"small number' in text for text in results[0])
    large = ['"large' in text for text in results[3]]
    assert large == [seed % 3 == 2 for _ in (3, 9) for seed in range(6)]
    assert any(' text"' in text for text in results[3])


def test_variables_are_fresh_for_every_input(units: Units) -> None:
    build = units.build(unit_file("globals"))
    both = units.run(build, "observe", "0:3:1:2", "1:4:1:2")
    assert [units.run(build, "observe", item)[0] | {"cpu_ns": 0} for item in ("0:3:2:1", "1:4:2:1")] == [
        each | {"cpu_ns": 0} for each in (both[1], both[3])
    ]
    assert both[0]["text"].startswith("2; 5; []; [0, 0,")  # the profile without variables: as in the text
    assert " -> 6 after: 6; [2]; [0, 0," in both[0]["text"]
    assert both[2]["text"].startswith("4; 4; [")
    assert len(set(of(both, "input"))) == 4
    assert units.run(build, "describe")[0]["globals"] == 6


def test_parameters_without_values_have_reasons(units: Units) -> None:
    build = units.build(unit_file("unsupported"), "-Wl,--unresolved-symbols=ignore-all")
    (facts,) = units.run(build, "describe")
    reasons = {each["type"]: each["reason"] for each in facts["parameters"]}
    assert reasons["int"] == ""
    assert reasons["void*"] == ""
    assert reasons["const Shape&"] == "an abstract class: Shape"
    assert reasons["Hidden*"] == "only declared here, not defined: Hidden"
    assert reasons["Closed"] == "no constructor can be used: Closed"
    assert reasons["Either"] == "a union: Either"
    assert sum(bool(reason) for reason in reasons.values()) == len(reasons) - 2
    assert of(units.run(build, "observe", "0:3:1:2"), "status") == ["unsupported", "unsupported"]


HINTED = """
static int perfcoder_target_(const std::vector<int>& a, int n, const std::vector<int>& b, int i, std::vector<int> p,
                             int r, std::vector<std::vector<int>> m, std::vector<std::vector<int>> g,
                             std::vector<int> d) {
    bool as_told = n == int(a.size()) && a.size() == b.size() && (a.empty() || (i >= 0 && i < n));
    as_told &= n <= 6 && r >= 10 && r <= 12 && std::is_sorted(b.begin(), b.end());
    for (auto& row : m) as_told &= row.size() == m.size();
    for (auto& row : g) for (int to : row) as_told &= to >= 0 && to < int(g.size());
    std::sort(p.begin(), p.end());
    for (std::size_t k = 0; k < p.size(); k++) as_told &= p[k] == int(k);
    as_told &= std::set<int>(d.begin(), d.end()).size() == d.size();
    return as_told;
}
"""
HINTS = """{"a", Role::none, -1, 0, -1, 0}, {"n", Role::length_of, 0, 1, 6, has_range},
{"b", Role::same_length, 0, 0, -1, is_sorted}, {"i", Role::index_into, 0, 0, -1, 0},
{"p", Role::none, -1, 0, -1, is_permutation}, {"r", Role::range, -1, 10, 12, has_range},
{"m", Role::none, -1, 0, -1, is_square}, {"g", Role::none, -1, 0, -1, is_adjacency},
{"d", Role::none, -1, 0, -1, is_distinct}, """


def test_hints_hold_in_every_profile(units: Units) -> None:
    build = units.build(unit(HINTED, HINTS))
    profiles = units.run(build, "describe")[0]["profiles"]
    lines = units.run(build, "observe", *(f"{profile}:{size}:1:2" for profile in range(profiles) for size in (1, 5, 9)))
    assert profiles >= 13
    assert [each["text"] for each in lines if not each["text"].endswith("-> 1")] == []


def test_literals_of_the_text_are_tried(units: Units) -> None:
    text = 'static bool perfcoder_target_(int n, std::string s) { return n == 123457 || s.find("magic") != s.npos; }'
    lines = units.observe(unit(text, integers="123457,", strings='"magic",'), *(f"{p}:12:1:20" for p in (3, 13)))
    assert any(each["text"].endswith("true") for each in lines)
    assert any(each["text"].endswith("false") for each in lines)
    assert not any(each["text"].endswith("true") for each in units.observe(unit(text), "3:12:1:20", "13:12:1:20"))


CHANGES = {
    "the result": "return a.front();",
    "an argument": "a[0]++; return 1;",
    "what is printed": "std::cout << a.front(); return 1;",
    "what is complained": 'std::fprintf(stderr, "%d", a.front()); return 1;',
    "what is thrown": "throw std::runtime_error(std::to_string(a.front()));",
}


@pytest.mark.parametrize("seen", CHANGES)
def test_a_seeded_bug_changes_the_hash(units: Units, seen: str) -> None:
    body = CHANGES[seen]
    bug = body.replace("a.front()", "(a.front() ^ (a.size() > 5))").replace("a[0]++", "a[0]--")
    texts = [f"static int perfcoder_target_(std::vector<int>& a) {{ {each} }}" for each in (body, bug)]
    right, wrong = (units.observe(unit(text), "1:6:1:3") for text in texts)
    assert of(right, "input") == of(wrong, "input")
    assert all(x != y for x, y in zip(of(right, "result"), of(wrong, "result"), strict=True))
    assert all(x != y for x, y in zip(of(right, "shape"), of(wrong, "shape"), strict=True))


def test_floating_point_numbers_are_apart_from_the_shape(units: Units) -> None:
    text = """
    static std::vector<double> perfcoder_target_(int n) {
        std::vector<double> all{0.0, std::nan("7"), -INFINITY};
        for (int i = 0; i < n; i++) all.push_back(0.1 * i %s);
        return all;
    }
    """
    size = '{"n", Role::size, -1, 0, -1, 0}, '
    plain = units.observe(unit(text % "", size), "0:2:1:1", "0:200:1:1")
    moved = units.observe(unit(text % "+ 1e-12", size), "0:2:1:1", "0:200:1:1")
    assert plain[0]["reals"] == [0, "nan", "-inf", 0, 0.1]
    assert len(plain[1]["reals"]) == 64
    assert of(plain, "shape") == of(moved, "shape")
    assert plain[0]["result"] != moved[0]["result"]
    negative = unit((text % "").replace("{0.0,", "{-0.0,"), size)
    assert units.observe(negative, "0:2:1:1")[0]["result"] != plain[0]["result"]


def test_numbers_that_are_not_finite_are_told_under_every_flag(units: Units) -> None:
    text = "static double perfcoder_target_(int n) { volatile double z = 0; return n % 3 ? (n % 3 - 1.5) / z : z / z; }"
    fast = units.build(unit(text), "-O2", "-ffast-math", once=True)
    told = {str(each["reals"][0]) for each in units.run(fast, "observe", "0:9:1:40")}
    assert told == {"inf", "-inf", "nan"}


def test_returning_what_was_changed_is_a_different_outcome_each_time(units: Units) -> None:
    observed = units.observe(unit("static int perfcoder_target_(int& n) { return n = n * 7 + 1; }"), "3:9:1:30")
    assert len(set(of(observed, "effect"))) == len(set(of(observed, "input"))) > 5


def test_places_in_arguments_and_containers_without_order_are_seen_as_such(units: Units) -> None:
    text = """
    static std::pair<const int*, std::unordered_set<int>> perfcoder_target_(const std::vector<int>& a, int* own) {
        std::unordered_set<int> all;
        all.reserve(%s);
        for (int each : a) all.insert(each);
        return {%s, std::move(all)};
    }
    """
    compared = [("7", "a.data() + 1"), ("1000", "&a[1]"), ("7", "own"), ("7", "a.data()")]
    hashes = [units.observe(unit(text % words), "3:40:1:1")[0]["result"] for words in compared]
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


def test_the_ladder_doubles_and_ends(units: Units) -> None:
    build = units.build(unit(SUM % "const std::vector<int>& a, int k"))
    rungs = units.run(build, "grow", "1:1", "2000", "300")
    assert of(rungs, "size") == [1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256]
    assert all(rung["cpu_ns"] > 0 and rung["cold_ns"] > 0 for rung in rungs)
    assert rungs[0]["calls"] > rungs[-1]["calls"] > 1
    text = "static int perfcoder_target_(int n) { return n < 2 ? n : %s(n - 1) + %s(n - 2); }"
    slow = unit(text.replace("%s", "perfcoder_target_"), '{"n", Role::size, -1, 0, -1, 0}, ')
    sizes = of(units.run(units.build(slow), "grow", "0:1", "200", "1000000"), "size")
    assert sizes[:6] == [1, 2, 4, 6, 8, 12]
    assert sizes[-1] <= 48


def test_calls_that_do_not_come_back_are_left_out_of_the_ladder(units: Units) -> None:
    build = units.build(unit("static int perfcoder_target_(int a, int b) { if (b == 0) std::abort(); return a / b; }"))
    assert "trap" in of(units.run(build, "observe", "0:3:1:40"), "status")
    assert of(units.run(build, "grow", "0:1", "200", "24"), "size") == [1, 2, 4, 6, 8, 12, 16, 24]
    never = units.build(unit("static int perfcoder_target_(int) { std::abort(); }"))
    assert units.run(never, "grow", "0:1", "200", "24") == []


def test_how_output_is_cut_into_pieces_is_not_observed(units: Units) -> None:
    text = (
        "static void perfcoder_target_(int n) { for (int i = 0; i < 40; i++) { if (%s) usleep(500); std::cerr << n; } }"
    )
    results = [of(units.observe(unit(text % paused), "1:3:1:6"), "result") for paused in ("i % 7 == 3", "i % 5 == 2")]
    assert results[0] == results[1]


def test_marks_that_inputs_reach(units: Units) -> None:
    text = """
    static int perfcoder_target_(int n) {
        PERFCODER_COVER(3);
        if (n > 5) { PERFCODER_COVER(700); return 1; }
        if (n > 500) PERFCODER_COVER(5);
        return 0;
    }
    """
    build = units.build(unit(text, '{"n", Role::size, -1, 0, -1, 0}, '))
    assert of(units.run(build, "observe", "0:1:1:1", "1:9:1:1", "0:1:1:1"), "marks") == [[3], [3, 700], [3]]


def epochs(units: Units, before: Source, after: Source, inputs: str, order: str) -> bytes:
    """The side channel of the driver that times in process: a CPU time and a hash for each epoch."""
    flags = ("-DPERFCODER_SHARED",)
    builds = [units.build(each, *flags, variant=Variant.SHARED) for each in (before, after)]
    programs = {"driver": driver(units.builder, "g++"), "before": builds[0].binary, "after": builds[1].binary}
    with units.sandbox.session(programs, LIMITS, environment={"PERFCODER_INPUTS": inputs}) as session:
        result = session.run("driver", arguments=(order, "50", "1", "./before", "./after"), side=True)
    assert result.succeeded, result
    return result.side or b""


def hashes_of(side: bytes) -> list[bytes]:
    return [side[i + 8 : i + 16] for i in range(0, len(side), 16)]


@pytest.mark.parametrize("inputs", ["1:8", "1:8:3,9"])
def test_epochs_hash_what_the_function_returns(units: Units, inputs: str) -> None:
    before, same = unit(SUM % "const std::vector<int>& a, int k"), unit(SUM % "std::vector<int> a, int k")
    other = unit((SUM % "const std::vector<int>& a, int k").replace("long s = 0", "long s = k > 7"))
    hashes = hashes_of(epochs(units, before, same, inputs, "babaB"))
    assert hashes[0] == hashes[1]
    assert hashes[2] == hashes[3]
    assert (hashes[0] == hashes[2]) == (inputs != "1:8")  # other seeds, or the same ones by turns
    assert hashes[4] == bytes(8)
    wrong = hashes_of(epochs(units, before, other, inputs, "ba"))
    assert wrong[0] != wrong[1]


def test_a_shared_unit_is_run_by_the_host(units: Units) -> None:
    source = unit(SUM % "const std::vector<int>& a, int k")
    shared = units.build(source, "-DPERFCODER_SHARED", variant=Variant.SHARED)
    command = CompileCommand(compiler="g++", flags=("-O2", "-ldl"), directory=LIBRARY)
    host = units.builder.build(Source.read(LIBRARY / "host.c"), command)
    assert isinstance(host, Build)
    with units.sandbox.session({"host": host.binary, "unit": shared.binary}, LIMITS) as session:
        result = session.run("host", arguments=("./unit", "observe", "0:5:1:3"), side=True)
        nothing = session.run("host", arguments=("./missing", "describe"), side=True)
    lines = [json.loads(line) for line in (result.side or b"").splitlines()]
    assert of(lines, "result") == of(units.observe(source, "0:5:1:3"), "result")
    assert (nothing.exit_code, b"missing" in nothing.stderr) == (70, True)


@pytest.mark.parametrize(
    "words",
    [(), ("observe",), ("observe", "0:1:2"), ("observe", "99:1:1:1"), ("grow", "0:1", "x", "3"), ("describe", "more")],
)
def test_wrong_arguments(units: Units, words: tuple[str, ...]) -> None:
    build = units.build(unit(SUM % "const std::vector<int>& a, int k"))
    result = units.result(build, *words)
    assert (result.exit_code, result.side) == (64, b"")
    assert b"usage" in result.stderr


def test_newer_standards_and_optimization(units: Units) -> None:
    text = """
    static std::size_t perfcoder_target_(std::span<int> a, std::span<const double, 3> b, const char8_t& c) {
        a[0] = 7;
        return a.size() + b.size() + c;
    }
    """
    build = units.build(unit(text), "-std=gnu++20", "-O2", once=True)
    lines = units.run(build, "observe", "1:4:1:1", "2:6:1:1")
    assert of(lines, "status") == ["ok", "ok"]
    assert "after: [7, " in lines[0]["text"]
