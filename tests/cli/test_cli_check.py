"""`check` and `rules`: every place a rule would change, as text, JSON and SARIF."""

import json
from pathlib import Path

import pytest
from cli_runner import Perfcoder

from perfcoder_lsp.text import printable

ENDL = """\
#include <iostream>
int main() {
    for (int i = 0; i < 9; i++) {
        std::cout << "é" << std::endl;
    }
}
"""
NOTHING = "int twice(int x) { return 2 * x; }\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two folders, a hidden one, a file that is not UTF-8, and one that is no C++."""
    for name, text in (
        ("src/slow.cpp", ENDL),
        ("src/deep/fine.hpp", NOTHING),
        ("src/.git/hidden.cpp", ENDL),
        ("src/notes.txt", ENDL),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_text_has_one_line_per_hint_as_compilers_write_them(perfcoder: Perfcoder, project: Path) -> None:
    done = perfcoder("check", "src")
    lines = done.stdout.splitlines()
    assert (done.status, done.stderr) == (0, "")
    assert any(line.startswith("src/slow.cpp:4:") and "hint: " in line and line.endswith("[IO2]") for line in lines)
    assert not any("hidden" in line or "notes" in line for line in lines)
    assert lines[-1].endswith("hints in 2 files, none measured (perfcoder optimize FILE measures)")


def test_no_hint_is_no_failure(perfcoder: Perfcoder, project: Path) -> None:
    done = perfcoder("check", "src/deep")
    assert (done.status, done.stdout.splitlines()[0][:16]) == (0, "0 hints in 1 fil")


def test_json_tells_the_edits_and_that_nothing_was_measured(perfcoder: Perfcoder, project: Path) -> None:
    done = perfcoder("check", "src/slow.cpp", "--format", "json")
    form = json.loads(done.stdout)
    assert (done.status, form["files"]) == (0, 1)
    finding = next(each for each in form["findings"] if each["rule"] == "IO2")
    assert finding["measured"] is False
    assert finding["category"] == "Input/Output Throughput Optimization"
    (edit,) = finding["edits"]
    text = ENDL.encode()
    replaced = text[edit["range"]["start"] : edit["range"]["end"]].decode()
    assert "endl" in replaced
    line = text.splitlines()[edit["range"]["start_line"] - 1].decode()
    assert "std::endl" in line


def test_sarif_has_rules_results_and_fixes_with_columns_in_code_points(perfcoder: Perfcoder, project: Path) -> None:
    form = json.loads(perfcoder("check", "src", "--format", "sarif").stdout)
    assert form["version"] == "2.1.0"
    (run,) = form["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    result = next(each for each in run["results"] if each["ruleId"] == "IO2")
    assert {each["ruleId"] for each in run["results"]} <= rules
    assert result["level"] == "note"
    assert "not measured" in result["message"]["text"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "src/slow.cpp"
    (change,) = result["fixes"][0]["artifactChanges"]
    region = change["replacements"][0]["deletedRegion"]
    line = ENDL.splitlines()[region["startLine"] - 1]
    assert "endl" in line[region["startColumn"] - 1 : region["endColumn"] - 1]
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_tells_findings_apart_and_where_to_read_more(perfcoder: Perfcoder, project: Path) -> None:
    (project / "src" / "slow.cpp").write_text(f"// perfcoder: ignore[IO99]\n{ENDL}", "utf-8")
    url = "https://example.org/{rule}.md"
    form = json.loads(perfcoder("check", "src", "--format", "sarif", "--set", f"rules.page_url={url}").stdout)
    (run,) = form["runs"]
    marks = [each["partialFingerprints"]["perfcoderFinding/v1"] for each in run["results"]]
    assert len(set(marks)) == len(marks) > 1
    rule = next(each for each in run["tool"]["driver"]["rules"] if each["id"] == "IO2")
    assert rule["helpUri"] == "https://example.org/IO2.md"
    (told,) = run["invocations"][0]["toolConfigurationNotifications"]
    assert "IO99" in told["message"]["text"]
    without = json.loads(perfcoder("check", "src", "--format", "sarif").stdout)
    assert not any("helpUri" in each for each in without["runs"][0]["tool"]["driver"]["rules"])


def test_comments_and_settings_leave_findings_out(perfcoder: Perfcoder, project: Path) -> None:
    slow = project / "src" / "slow.cpp"
    slow.write_text(ENDL.replace("std::endl;", "std::endl;  // perfcoder: ignore[IO2, IO99]"), "utf-8")
    shown = perfcoder("check", "src").stdout
    assert "[IO2]" not in shown
    assert "src/slow.cpp:4:68: warning: no rule or category is called IO99" in shown
    (project / ".perfcoder.toml").write_text('[rules.per_file_ignores]\n"src/slow.cpp" = ["IO"]\n', "utf-8")
    assert perfcoder("check", "src").stdout.splitlines()[-1].startswith("0 hints in 2 files")


def test_a_baseline_knows_findings_that_moved_and_tells_new_ones(perfcoder: Perfcoder, project: Path) -> None:
    slow = project / "src" / "slow.cpp"
    first = perfcoder("check", "src", "--write-baseline", "known.json")
    assert first.stdout == perfcoder("check", "src").stdout
    assert "0 hints" in perfcoder("check", "src", "--baseline", "known.json").stdout
    slow.write_text("// moved\n\n" + ENDL.replace("        std", "      std"), "utf-8")
    assert "0 hints" in perfcoder("check", "src", "--baseline", "known.json").stdout
    assert "0 hints" in perfcoder("check", str(slow), "--baseline", str(project / "known.json")).stdout
    slow.write_text(ENDL.replace('"é"', '"e"'), "utf-8")
    told = perfcoder("check", "src", "--baseline", "known.json").stdout
    assert "[IO2]" in told
    assert "[IO1]" not in told


def test_two_findings_that_look_the_same_are_counted(perfcoder: Perfcoder, project: Path) -> None:
    loop = "for (int i = 0; i < n; i++) w.push_back(i);"
    one = f"int last(int n) {{ std::vector<int> w; {loop} return w.back(); }}\n"
    text = "#include <vector>\n" + one
    (project / "twice.cpp").write_text(text, "utf-8")
    perfcoder("check", "twice.cpp", "--write-baseline", "known.json")
    before = json.loads(perfcoder("check", "twice.cpp", "--format", "json").stdout)["findings"]
    assert before
    (project / "twice.cpp").write_text(text + f"namespace n {{\n{one}}}\n", "utf-8")
    after = json.loads(perfcoder("check", "twice.cpp", "--format", "json", "--baseline", "known.json").stdout)[
        "findings"
    ]
    assert {each["fingerprint"] for each in after} == {each["fingerprint"] for each in before}


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "files": {}}', '{"files": {"a": 1}}'])
def test_what_is_no_baseline_is_told(perfcoder: Perfcoder, project: Path, text: str) -> None:
    (project / "known.json").write_text(text, "utf-8")
    done = perfcoder("check", "src", "--baseline", "known.json")
    assert (done.status, "known.json: this is no baseline" in done.error) == (2, True)
    assert perfcoder("check", "src", "--baseline", "none.json").status == 2


def test_a_named_file_that_can_not_be_read_is_an_error_a_found_one_a_warning(
    perfcoder: Perfcoder, project: Path
) -> None:
    (project / "src" / "latin.cpp").write_bytes(b"// caf\xe9\nint x;\n")
    named = perfcoder("check", "src/latin.cpp")
    assert (named.status, "not UTF-8" in named.error) == (3, True)
    found = perfcoder("check", "src")
    assert found.status == 0
    assert found.error.endswith("(passed over)")
    assert "slow.cpp" in found.stdout


def test_hostile_text_does_not_reach_the_terminal(perfcoder: Perfcoder, project: Path) -> None:
    name = "evil\x1b]0;title\x07.cpp"
    (project / name).write_text(ENDL, "utf-8")
    done = perfcoder("check", name)
    assert done.status == 0
    assert "\x1b" not in done.stdout
    assert printable(name) in done.stdout


def test_rules_are_listed_and_explained(perfcoder: Perfcoder) -> None:
    listed = perfcoder("rules")
    for rule in ("IO1", "IO2", "MEM1", "STR1", "NUM3"):
        assert rule in listed.stdout
        explained = perfcoder("rules", rule.lower())
        assert explained.status == 0
        assert explained.stdout.startswith(f"{rule} ")
        assert len(explained.stdout.splitlines()) > 3
    shown = perfcoder("rules", "STR1").stdout
    assert "\n-        s = s + t[i];\n+        s += t[i];\n" in shown
    assert not {"**", "```", "](", "\\<"} & set(shown.split())


def test_plan_says_where_and_why_and_runs_nothing(perfcoder: Perfcoder, project: Path) -> None:
    without_tools = {"PATH": str(project / "empty")}
    shown = perfcoder("plan", "src/slow.cpp", env=without_tools)
    assert shown.status == 0
    assert any(line.startswith("line 2 ") and "(IO1)" in line for line in shown.stdout.splitlines())
    assert any(line.startswith("whole file ") and "(IO2)" in line for line in shown.stdout.splitlines())
    form = json.loads(perfcoder("plan", "src/slow.cpp", "--function", "main", "--json", env=without_tools).stdout)
    assert form["file"] == "src/slow.cpp"
    strategy = next(each for each in form["plan"]["strategies"] if each["name"] == "IO2")
    assert set(strategy) == {"category", "name", "explanation", "range", "confidence", "expected_gain"}
    nothing = perfcoder("plan", "src/deep/fine.hpp", env=without_tools)
    assert "no rule applies" in nothing.stdout
