"""The benchmark of "benchmark this function": its sample, its changes of functions, its figures."""

import subprocess
from pathlib import Path
from typing import Literal

import pytest

from bench.functions import corpus, coverage, judging, sample
from bench.functions.asking import ask_all
from bench.functions.mutants import mutants
from bench.functions.questions import Answer, Question
from bench.functions.records import Attempt, Log, Record
from bench.functions.rewrites import rewrites
from perfcoder_lsp.cpp.functions import find_function
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.function_report import FunctionInputs, FunctionReport
from perfcoder_lsp.suggestion import InputSource, Verdict
from perfcoder_lsp.text import ByteRange, TextEdit

FUNCTION = """
long long total = 0;
int at_most(int value, int limit) { return value < limit ? value : limit - 1; }
long long work(std::vector<int> values, int limit, double scale) {
    int buffer[4] = {1, 2, 3, 4};
    long long sum = 7;
    int low = 3;
    int high = limit;
    for (int i = 0; i < (int)values.size(); i++) {
        int old = values[i];
        values[i] = old * 2 + limit;
        if (old > low) sum += at_most(old, high) + buffer[i % 4];
        sum += old;
    }
    double share = sum * scale;
    total += sum;
    return sum + low * high + (long long)share + values.size();
}
"""
CALLS = "for (int n : {0, 1, 4, 9}) { std::vector<int> v; for (int i = 0; i < n; i++) v.push_back(i * 37 % 11); " + (
    "result = result * 31 + work(v, n + 2, 1000.1) + 7 * total; }"
)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return Source.of(tmp_path / "work.cpp", f"#include <vector>\n{FUNCTION}".encode())


def results(texts: list[str], tmp_path: Path) -> list[str]:
    """What the function in each of the texts comes to: all in one program."""
    parts = [f"namespace n{i} {{ {text} long long run() {{ long long result = 0; {CALLS} return result; }} }}\n"
             for i, text in enumerate(texts)]  # fmt: skip
    prints = " ".join(f'std::printf("%lld\\n", n{i}::run());' for i in range(len(texts)))
    file = tmp_path / "all.cpp"
    file.write_text(f"#include <cstdio>\n#include <vector>\n{''.join(parts)} int main() {{ {prints} }}")
    subprocess.run(["g++", "-w", "-std=c++17", "-o", tmp_path / "all", file], check=True)
    return subprocess.run([tmp_path / "all"], check=True, capture_output=True, text=True).stdout.split()


def changed(source: Source, changes: list) -> list[str]:
    return [source.edited(each.edits).text.decode().removeprefix("#include <vector>\n") for each in changes]


def test_rewrites_compile_and_mean_the_same(source: Source, tmp_path: Path) -> None:
    function = find_function(source, "work")
    assert function is not None
    found = list(rewrites(source, function))
    assert {each.kind for each in found} == {
        "renamed variable", "other step", "loop as while", "swapped operands", "named number", "more parentheses",
        "reordered declarations",
    }  # fmt: skip
    expected, *others = results([FUNCTION, *changed(source, found)], tmp_path)
    assert set(others) == {expected}


def test_a_parameter_that_is_only_read_is_taken_by_reference(tmp_path: Path) -> None:
    text = "#include <vector>\nusing std::vector;\nint f(vector<int> a, vector<int> b) { b[0] = 1; return a[0]; }\n"
    source = Source.of(tmp_path / "f.cpp", text.encode())
    function = find_function(source, "f")
    assert function is not None
    found = [each for each in rewrites(source, function) if each.kind == "parameter by reference"]
    assert [source.edited(each.edits).text.decode().splitlines()[2] for each in found] == [
        "int f(const vector<int>& a, vector<int> b) { b[0] = 1; return a[0]; }"
    ]


def test_mutants_are_of_every_kind_and_mean_something_else(source: Source, tmp_path: Path) -> None:
    function = find_function(source, "work")
    assert function is not None
    found = list(mutants(source, function))
    assert {each.kind for each in found} == {
        "off by one", "wrong operator", "wrong comparator", "dropped branch", "aliasing", "lost precision",
        "stale state", "shrunk array", "missing initialization", "swapped arguments",
    }  # fmt: skip
    defined = {"off by one", "wrong operator", "dropped branch", "aliasing", "stale state", "swapped arguments"}
    tried = [each for each in found if each.kind in defined and "i < (int)" not in each.shown(source)]
    expected, *others = results([FUNCTION, *changed(source, tried)], tmp_path)
    same = [each.shown(source) for each, result in zip(tried, others, strict=True) if result == expected]
    assert len(same) <= len(tried) // 4, same


def test_a_change_is_shown_with_its_line(source: Source) -> None:
    function = find_function(source, "at_most")
    assert function is not None
    first = next(mutants(source, function))
    line = "int at_most(int value, int limit) { return value < limit ? value : limit - 1; }"
    assert first.shown(source) == f"{line}  =>  {line.replace('value <', 'value <=')}"
    assert first.digest(source) != next(mutants(source.edited(first.edits), function)).digest(source)


def test_the_sample_is_fixed_and_holds_what_can_be_called(tmp_path: Path) -> None:
    folder = tmp_path / corpus.COMPETITIVE
    folder.mkdir()
    (folder / "autopatch-000.cpp").write_text(
        "struct S { S(int); ~S() {} static int twice(int a) { return 2 * a; } };\nS::S(int) {}\n"
        "template <class T> T same(T a) { return a; }\nint f() { auto g = [] { return 1; }; return g(); }\n"
        "int main() { return f(); }\n"
    )
    (folder / "autopatch-001.cpp").write_text(
        "int f() { auto g = []  { return 1; };  return g(); }\nint h() { return 3; }\n"
    )
    (folder / "autopatch-002.cpp").write_bytes(b"// caf\xe9\nint latin() { return 1; }\n")
    drawn = sample.draw(tmp_path)
    assert [(each.function, each.line, each.kind, each.is_static) for each in drawn] == [
        ("S::twice", 1, "member", True),
        ("S::S", 2, "constructor", False),
        ("same", 3, "free template", False),
        ("f", 4, "free", False),
        ("h", 2, "free", False),
    ]
    sample.write(tmp_path / "list", drawn)
    assert sample.read(tmp_path / "list") == drawn == sample.draw(tmp_path)
    source = Source.read(tmp_path / drawn[1].path)
    assert sample.find(source, drawn[1]).kind == "constructor"
    with pytest.raises(LookupError, match="draw the sample again"):
        sample.find(source, drawn[1].model_copy(update={"line": 3}))


CANDIDATE = sample.Candidate(
    package="p", stratum="algorithm", path="p/f.cpp", function="f", line=1, kind="free", is_static=False
)


def report(**parts: object) -> FunctionReport:
    return FunctionReport(file="f.cpp", function="f", signature="int f()", range=ByteRange(start=0, end=1)).model_copy(
        update=parts
    )


def ran(distinct: int, outcomes: int, seconds: float = 1.0) -> Answer:
    inputs = FunctionInputs(
        source=InputSource.GENERATED, tried=200, valid=distinct, distinct=distinct, outcomes=outcomes
    )
    return Answer(ended="answered", report=report(inputs=inputs), seconds={"time": seconds}, total_s=seconds)


def test_coverage_counts_who_runs_and_groups_the_reasons_of_others() -> None:
    answers = [
        ran(60, 40, 1.0),
        ran(60, 4, 3.0),
        ran(49, 40),
        Answer(ended="refused", reason="/tmp/f.cpp:3: 'a' was not declared"),
        Answer(ended="refused", reason="/tmp/g.cpp:14: 'b' was not declared"),
    ]
    records = [
        Record(question=Question(candidate=CANDIDATE.model_copy(update={"line": i})), answer=answer)
        for i, answer in enumerate(answers)
    ]
    found = coverage.coverage(records)
    assert found.shares[0] == coverage.Share(group="algorithm", functions=5, run=2, show=1)
    assert (found.reasons[0].reason, found.reasons[0].count) == ("refused: …: … was not declared", 2)
    assert found.reasons[0].said == "refused: /tmp/f.cpp:3: 'a' was not declared"
    first = next(each for each in found.latencies if each.what == "time, first asked")
    assert (first.functions, first.median_s, first.most_s) == (2, 2.0, 3.0)
    assert "| algorithm | 5 | 2 (40%) | 1 (20%) |" in coverage.markdown(found)


def attempt(digest: str, status: Literal["equal", "different", "undecided"], *, is_mutant: bool) -> Attempt:
    verdict = Verdict(
        status=status, inputs=60, outcomes=9, source=InputSource.GENERATED, sanitized=True, reason=""
    )  # fmt: skip
    return Attempt(
        is_mutant=is_mutant,
        kind="off by one" if is_mutant else "other step",
        digest=digest,
        shown="a => b",
        question=Question(candidate=CANDIDATE),
        answer=Answer(ended="answered", report=report(verdict=verdict)),
    )


def test_equivalent_mutants_do_not_count_and_the_rest_is_listed_to_be_read() -> None:
    attempts = [
        attempt("1", "different", is_mutant=True),
        attempt("2", "equal", is_mutant=True),
        attempt("3", "equal", is_mutant=True),
        attempt("4", "undecided", is_mutant=True),
        attempt("5", "equal", is_mutant=False),
        attempt("6", "different", is_mutant=False),
    ]
    equivalents = {"2": "both bounds hold the same number"}
    every = {each.kind: each for each in judging.judged(attempts, equivalents)}
    all_mutants = every["all mutants"]
    assert (all_mutants.counted, all_mutants.different, all_mutants.equivalent) == (3, 1, 1)
    assert every["all rewrites"].different == 1
    assert [each.digest for each in judging.survivors(attempts, equivalents)] == ["3", "4", "6"]
    assert "| all mutants | 3 | 1 (33.3%) | 1 | 1 | 0 | 0 | 1 |" in judging.markdown(attempts, equivalents)


def test_results_go_on_where_they_ended_and_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    record = Record(question=Question(candidate=CANDIDATE), answer=ran(60, 40))
    Log(path, Record).add(record)
    with path.open("a") as file:
        file.write('{"question": ')
    log = Log(path, Record)
    assert log.lines == [record]
    assert log.keys == {record.key}
    log.add(record.model_copy(update={"again": True}))
    assert len(Log(path, Record).lines) == 2
    path.write_text("{}\n")
    with pytest.raises(SystemExit, match="no results of this benchmark"):
        Log(path, Record)


SUM = "long long sum(const long long* a, int n) { long long s = 0; for (int i = 0; i < n; i++) s ^= a[i]; return s; }\n"


def answers(tmp_path: Path, questions: list[Question], cap_s: float) -> dict[str, Answer]:
    """What the product answers, by what the question changes."""
    found: dict[str, Answer] = {}

    def answered(question: Question, answer: Answer) -> None:
        found["".join(each.new_text for each in question.edits)] = answer

    ask_all(tmp_path, questions, jobs=1, cap_s=cap_s, answered=answered)
    return found


def test_the_product_is_asked_about_a_function_and_about_changes_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFCODER_BUILD__TIMEOUT_S", "200")
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "f.cpp").write_text(SUM)
    tmp_path.chmod(0o755)
    candidate = CANDIDATE.model_copy(update={"function": "sum"})
    at = SUM.index("^=")
    changes = [TextEdit.replace(at, at + 2, text) for text in ("+=", "nonsense")]
    questions = [Question(candidate=candidate, edits=(change,)) for change in changes]
    found = answers(tmp_path, [Question(candidate=candidate), *questions], cap_s=250)
    assert judging.verdict_of(found["+="]) == "different", found
    assert judging.verdict_of(found["nonsense"]) == "unbuilt", found
    assert coverage.shows(found[""]), found[""]
    assert {"time", "inputs", "growth"} <= found[""].seconds.keys()
    gone = Question(candidate=candidate.model_copy(update={"line": 9}))
    assert answers(tmp_path, [gone], cap_s=250)[""].reason.startswith("LookupError: p/f.cpp:9 sum")


def test_who_gives_no_answer_in_time_is_stopped_and_the_next_is_asked(tmp_path: Path) -> None:
    assert answers(tmp_path, [Question(candidate=CANDIDATE)], cap_s=0.0)[""].ended == "timeout"
