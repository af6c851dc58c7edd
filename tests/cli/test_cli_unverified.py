"""Where nothing isolates, nothing is executed; what the rules found is still told, as not verified."""

import json
from pathlib import Path

import pytest
from cli_runner import Perfcoder

FLUSHES = """\
#include <fstream>
#include <iostream>

int main() {
    std::ofstream("CANARY") << 1;
    for (int i = 0; i < 1000; i++) {
        std::cout << i << std::endl;
    }
}
"""


@pytest.fixture
def flushes(tmp_path: Path) -> Path:
    """A program that a rule knows to improve, and that would leave a trace if it were run."""
    path = tmp_path / "a.cpp"
    path.write_text(FLUSHES.replace("CANARY", str(tmp_path / "canary")), "utf-8")
    return path


def test_a_person_sees_what_could_be_tried_and_why_it_is_not_verified(
    perfcoder: Perfcoder, flushes: Path, unusable_bubblewrap: tuple[dict[str, str], str]
) -> None:
    environment, remedy = unusable_bubblewrap
    before = flushes.read_bytes()
    done = perfcoder("optimize", "a.cpp", "--output", "b.cpp", "--apply", env=environment)
    assert done.status == 4
    assert remedy in done.error
    assert done.error.count("is not installed") + done.error.count("uid map") == 1  # not once for each tier
    first, reason, *_ = done.stdout.splitlines()
    assert first.startswith("a.cpp: not verified")
    assert remedy in reason
    found = [line for line in done.stdout.splitlines() if line.startswith("• ")]
    assert any("Print without flushing" in line for line in found)
    assert all(line.endswith("(not verified)") for line in found)
    assert "Input/Output Throughput Optimization: " in done.stdout
    for claim in ("×", "faster", "---"):
        assert claim not in done.stdout
    assert flushes.read_bytes() == (flushes.parent / "b.cpp").read_bytes() == before
    assert not (flushes.parent / "canary").exists()


def test_json_keeps_it_apart_from_suggestions(
    perfcoder: Perfcoder, flushes: Path, unusable_bubblewrap: tuple[dict[str, str], str]
) -> None:
    environment, remedy = unusable_bubblewrap
    done = perfcoder("optimize", "a.cpp", "--json", env=environment)
    form = json.loads(done.stdout)
    assert done.status == 4
    assert (form["suggestions"], form["rejected"], form["best"]) == ([], [], None)
    assert remedy in form["note"]
    assert form["note"] in done.error
    assert form["unverified"]
    for rewrite in form["unverified"]:
        assert set(rewrite) == {"id", "origin", "title", "strategies", "edits", "notes"}
        assert rewrite["strategies"][0]["category"]
        assert rewrite["edits"]
    assert not (flushes.parent / "canary").exists()


def test_a_program_without_findings_says_so_too(
    perfcoder: Perfcoder, tmp_path: Path, unusable_bubblewrap: tuple[dict[str, str], str]
) -> None:
    (tmp_path / "a.cpp").write_text("int main() {}\n", "utf-8")
    done = perfcoder("optimize", "a.cpp", "--json", env=unusable_bubblewrap[0])
    assert (done.status, json.loads(done.stdout)["unverified"]) == (4, [])


def test_an_evaluation_ends_instead_of_counting_it(
    perfcoder: Perfcoder, tmp_path: Path, unusable_bubblewrap: tuple[dict[str, str], str]
) -> None:
    (tmp_path / "suite").mkdir()
    pair = {"id": "1", "source_code": FLUSHES, "optimized_code": FLUSHES}
    (tmp_path / "suite" / "test_dataset.json").write_text(json.dumps([pair]), "utf-8")
    done = perfcoder("eval", "autopatch", "--root", "suite", env=unusable_bubblewrap[0])
    assert (done.status, done.stdout) == (4, "")
    assert unusable_bubblewrap[1] in done.stderr


@pytest.mark.usefixtures("sandbox")
def test_where_it_is_verified_nothing_is_unverified(perfcoder: Perfcoder, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text('#include <cstdio>\nint main() { puts("x"); }\n', "utf-8")
    done = perfcoder("optimize", "a.cpp", "--json")
    assert (done.status, json.loads(done.stdout)["unverified"]) == (0, None)
