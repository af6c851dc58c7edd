"""The main job on the command line, end to end, in the real sandbox."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Perfcoder

from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.text import TextEdit, apply_edits

pytestmark = pytest.mark.usefixtures("sandbox")

SQUARES = """\
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<long long> values;
    for (int i = 0; i < n; i++) {
        long long x;
        cin >> x;
        values.push_back(x);
    }
    for (int i = 0; i < n; i++) {
        cout << values[i] * values[i] << endl;
    }
    return 0;
}
"""
# Enough where the point is what is said of a gain, not what is found.
ONE_RULE = ("--set", "rules.select=['IO2']")
# On a busy machine a decision takes more than the usual seconds.
PATIENTLY = ("--set", "measure.budget_s=60")


@pytest.fixture
def squares(tmp_path: Path) -> Path:
    path = tmp_path / "squares.cpp"
    path.write_text(SQUARES, "utf-8")
    path.chmod(0o640)
    return path


def optimized(perfcoder: Perfcoder, *arguments: str | Path) -> dict[str, Any]:
    done = perfcoder("optimize", *arguments, "--json", *PATIENTLY)
    assert (done.status, done.stderr) == (0, "")
    form: dict[str, Any] = json.loads(done.stdout)
    return form


def output_of(source: Path, stdin: bytes) -> bytes:
    """What a program prints, built and run by the test itself."""
    compiler = shutil.which("g++")
    assert compiler is not None
    program = source.with_suffix("")
    subprocess.run([compiler, "-O1", "-std=c++17", "-o", program, source], check=True)
    return subprocess.run([program], input=stdin, capture_output=True, check=True).stdout


@pytest.mark.alone
def test_json_is_the_contract_and_its_edits_make_the_output_file(
    perfcoder: Perfcoder, squares: Path, sandbox: Sandbox
) -> None:
    form = optimized(perfcoder, squares.name, "--output", "fast.cpp")
    assert set(form) >= {"file", "functions", "plan", "suggestions", "rejected", "best", "elapsed_s"}
    assert (form["file"], form["functions"]) == ("squares.cpp", ["main"])
    assert set(form["plan"]) == {"planner", "strategies", "note"}
    assert set(form["elapsed_s"]) == {"plan", "rewrite", "build", "verify", "measure", "total"}
    assert form["suggestions"], form["rejected"]
    for suggestion in form["suggestions"]:
        assert set(suggestion) >= {"id", "origin", "strategies", "edits", "verdict", "measurement"}
        verdict, measurement = suggestion["verdict"], suggestion["measurement"]
        assert (verdict["status"], verdict["source"]) == ("equal", "generated")
        assert verdict["inputs"] > 10
        assert measurement["speedup_low"] >= 1.05
        assert measurement["speedup_low"] <= measurement["speedup"] <= measurement["speedup_high"]
        assert measurement["clock"] == "cpu"
    lows = [suggestion["measurement"]["speedup_low"] for suggestion in form["suggestions"]]
    assert lows == sorted(lows, reverse=True)
    assert form["best"] == form["suggestions"][0]["id"]
    edits = [
        TextEdit.replace(edit["range"]["start"], edit["range"]["end"], edit["new_text"])
        for edit in form["suggestions"][0]["edits"]
    ]
    fast = squares.with_name("fast.cpp")
    assert fast.read_bytes() == apply_edits(SQUARES.encode(), edits)
    assert squares.read_text("utf-8") == SQUARES
    stdin = b"5\n1 -2 3000000000 0 7\n"
    assert output_of(fast, stdin) == output_of(squares, stdin) == b"1\n4\n9000000000000000000\n0\n49\n"


@pytest.mark.alone
def test_a_person_sees_the_claim_first_then_reason_and_diff(perfcoder: Perfcoder, squares: Path) -> None:
    done = perfcoder("optimize", squares.name, *ONE_RULE, *PATIENTLY)
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout.startswith("squares.cpp: runs at least ")
    for words in ("★", "≥ ", "Why", "Input/Output Throughput Optimization", "generated input", "--- squares.cpp"):
        assert words in done.stdout
    assert "\x1b" not in done.stdout
    assert squares.read_text("utf-8") == SQUARES


@pytest.mark.alone
def test_apply_changes_the_file_and_keeps_its_permissions(perfcoder: Perfcoder, squares: Path) -> None:
    perfcoder("optimize", squares.name, "--apply", "--json", *ONE_RULE, *PATIENTLY)
    assert squares.read_text("utf-8") != SQUARES
    assert squares.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in squares.parent.iterdir() if path.is_file()) == ["squares.cpp"]


def test_output_is_the_unchanged_file_where_nothing_is_faster(perfcoder: Perfcoder, tmp_path: Path) -> None:
    text = '#include <cstdio>\r\nint main() { int x; if (scanf("%d", &x) == 1) printf("%d\\n", 2 * x); }\r\n'
    (tmp_path / "a.cpp").write_bytes(text.encode())
    form = optimized(perfcoder, "a.cpp", "--output", "b.cpp", *ONE_RULE)
    assert (form["suggestions"], form["best"]) == ([], None)
    assert form["note"]
    assert (tmp_path / "b.cpp").read_bytes() == text.encode()


def test_tests_are_the_inputs_when_there_are_tests(perfcoder: Perfcoder, squares: Path) -> None:
    tests = squares.parent / "tests"
    tests.mkdir()
    for number in range(12):
        (tests / f"{number:02}.in").write_text(f"3\n{number} 2 -{number}\n", "utf-8")
        (tests / f"{number:02}.out").write_text(f"{number * number}\n4\n{number * number}\n", "utf-8")
    form = optimized(perfcoder, squares.name, "--tests", "tests", *ONE_RULE)
    for suggestion in form["suggestions"]:
        assert suggestion["verdict"]["source"] == "tests"
        assert suggestion["verdict"]["inputs"] >= 12


def test_verify_tells_equal_from_different(perfcoder: Perfcoder, squares: Path) -> None:
    folder = squares.parent
    (folder / "same.cpp").write_text(SQUARES.replace("endl", "'\\n'"), "utf-8")
    (folder / "wrong.cpp").write_text(SQUARES.replace("* values[i] <<", "* (values[i] + (values[i] > 7)) <<"), "utf-8")
    same = json.loads(perfcoder("verify", "squares.cpp", "same.cpp", "--json").stdout)
    assert same["verdict"]["status"] == "equal"
    wrong = perfcoder("verify", "squares.cpp", "wrong.cpp")
    assert (wrong.status, wrong.stdout.startswith("different: ")) == (0, True)


def test_bench_times_growing_inputs_and_compares(perfcoder: Perfcoder, squares: Path) -> None:
    (squares.parent / "same.cpp").write_text(SQUARES.replace("endl", "'\\n'"), "utf-8")
    form = json.loads(perfcoder("bench", "squares.cpp", "--against", "same.cpp", "--json").stdout)
    assert form["verdict"]["status"] == "equal"
    sizes = [point["input_bytes"] for point in form["points"]]
    assert len(sizes) > 1
    assert sizes == sorted(sizes)
    alone = perfcoder("bench", "squares.cpp")
    assert (alone.status, "CPU per run" in alone.stdout) == (0, True)


@pytest.mark.alone
def test_your_own_benchmark_judges_instead_of_inputs(perfcoder: Perfcoder, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(
        "#include <iostream>\nint main() {\n    for (int i = 0; i < 200000; i++) {\n"
        "        std::cout << i << std::endl;\n    }\n}\n",
        "utf-8",
    )
    build = ("--build", "g++ -O2 -o {out} {source}")
    form = optimized(perfcoder, "a.cpp", *build, "--run", "{out}", *ONE_RULE)
    assert form["suggestions"], form["rejected"]
    verdict = form["suggestions"][0]["verdict"]
    assert (verdict["status"], verdict["sanitized"]) == ("equal", False)
    failing = perfcoder("optimize", "a.cpp", *build, "--run", "{out} --x {dir}/none/y", *ONE_RULE)
    assert failing.status == 0
    broken = perfcoder("optimize", "a.cpp", "--build", "g++ -nonsense -o {out} {source}", "--run", "{out}")
    assert (broken.status, "--build" in broken.error) == (3, True)


@pytest.mark.alone
def test_your_own_benchmark_judges_one_function(perfcoder: Perfcoder, tmp_path: Path) -> None:
    body = "    std::string r;\n    for (int i = 0; i < n; i++) r = r + char('a' + i % 26);\n    return r;\n"
    functions = "".join(f"std::string {name}(int n) {{\n{body}}}\n" for name in ("first", "second"))
    main = "int main() { return (first(40000) + second(9)).size() == 0; }\n"
    (tmp_path / "a.cpp").write_text(f"#include <string>\n{functions}{main}", "utf-8")
    own = ["--build", "g++ -O2 -o {out} {source}", "--run", "{out}"]
    form = optimized(perfcoder, "a.cpp", "--function", "first", *own)
    assert form["suggestions"], form["rejected"]
    lines = [each["range"]["start_line"] for found in form["suggestions"] for each in found["edits"]]
    assert all(2 <= line <= 6 for line in lines), form["suggestions"]


@pytest.mark.alone
def test_eval_runs_checks_and_resumes(perfcoder: Perfcoder, tmp_path: Path) -> None:
    suite = tmp_path / "suite"
    suite.mkdir()
    pairs = [
        {"id": "1", "source_code": SQUARES, "optimized_code": SQUARES.replace("endl", "'\\n'")},
        {"id": "2", "source_code": "int main( {", "optimized_code": SQUARES},
    ]
    (suite / "test_dataset.json").write_text(json.dumps(pairs), "utf-8")
    first = perfcoder("eval", "autopatch", "--root", "suite", "--fresh", "--json", "--report", "report.html")
    form = json.loads(first.stdout)
    summary = form["summary"]
    assert (first.status, summary["programs"], summary["refused"]) == (0, 2, 1)
    assert (summary["offered"], summary["wrong"], summary["accuracy"]) == (1, 0, 1.0)
    assert summary["runs"] >= summary["judged"] > 10
    assert summary["all"]["mean"] == pytest.approx((form["programs"][0]["best"]["speedup"] + 1) / 2)
    assert first.stderr.splitlines()[0].startswith("1/2 autopatch-1 (")
    assert "AutoPatch test set: 2 programs" in (tmp_path / "report.html").read_text("utf-8")
    again = perfcoder("eval", "autopatch", "--root", "suite")
    assert [line.partition(":")[0] for line in again.stderr.splitlines()] == [
        "1/2 autopatch-1 (known)",
        "2/2 autopatch-2 (known)",
    ]
    assert "wrong edits: 0; accuracy 100.0%" in again.stdout
