"""The harness library: the inputs that hand-written units make, and what they show of calls."""

import json

import pytest
from library_units import MANY, SUM, Units, of, unit, unit_file


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


def test_how_output_is_cut_into_pieces_is_not_observed(units: Units) -> None:
    text = (
        "static void perfcoder_target_(int n) { for (int i = 0; i < 40; i++) { if (%s) usleep(500); std::cerr << n; } }"
    )
    results = [of(units.observe(unit(text % paused), "1:3:1:6"), "result") for paused in ("i % 7 == 3", "i % 5 == 2")]
    assert results[0] == results[1]


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
