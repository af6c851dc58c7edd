"""`perfcoder models`, and plans by a model of the user's."""

import json
from pathlib import Path

import pytest
from cli_runner import Perfcoder
from gguf_files import header, string, write_model, write_planner

PROGRAM = """\
#include <iostream>
int main() { int n; std::cin >> n; for (int i = 0; i < n; i++) std::cout << i << std::endl; }
"""
needs_llama = pytest.mark.usefixtures("llama_cpp")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path / "small.gguf", context=8192)


def test_models_are_added_shown_verified_and_removed(perfcoder: Perfcoder, model: Path) -> None:
    assert "no models" in perfcoder("models", "list").stdout
    added = perfcoder("models", "add", "mine", model)
    assert (added.status, added.stdout.startswith("added mine: nonsense (llama")) == (0, True)
    assert "mine" in perfcoder("models", "list").stdout
    shown = perfcoder("models", "show", "mine").stdout
    assert "2 layers of 64, 300 tokens, trained on 8,192" in shown
    assert "MB for 4,096 tokens" in shown
    assert "as it was added" in perfcoder("models", "verify").stdout
    write_model(model, seed=2)
    changed = perfcoder("models", "verify", "mine")
    assert (changed.status, "other SHA-256" in changed.error) == (2, True)
    assert "is still there" in perfcoder("models", "remove", "mine").stdout
    assert model.exists()
    assert "no models" in perfcoder("models", "list").stdout


def test_the_model_that_comes_along_is_listed_and_shown(perfcoder: Perfcoder) -> None:
    listed = perfcoder("models", "list").stdout
    assert "embedded" in listed.splitlines()[1]
    assert "no models of yours" in listed
    assert "trained on 1,024" in perfcoder("models", "show", "embedded").stdout


def test_a_long_path_is_listed_whole(perfcoder: Perfcoder, tmp_path: Path) -> None:
    folder = tmp_path / ("deep-" * 20) / ("and-deeper-" * 10)
    folder.mkdir(parents=True)
    perfcoder("models", "add", "far", write_model(folder / "small.gguf"))
    assert perfcoder("models", "list").stdout.splitlines()[2].endswith(f"  {folder / 'small.gguf'}")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["models", "add", "mine", "none.gguf"], "cannot be read: No such file"),
        (["models", "add", "mine", "text.gguf"], "is no GGUF file"),
        (["models", "add", "mine", "bert.gguf"], "no language model"),
        (["models", "remove", "mine"], "there is none yet"),
        (["plan", "a.cpp", "--model", "mine"], "there is none yet: perfcoder models add NAME FILE.gguf"),
        (["plan", "a.cpp", "--model", "text.gguf"], "is no GGUF file"),
    ],
)
def test_what_is_no_model_is_one_line(perfcoder: Perfcoder, tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "a.cpp").write_text(PROGRAM)
    (tmp_path / "text.gguf").write_text("int main() { return 0; } // longer than a header\n")
    (tmp_path / "bert.gguf").write_bytes(header(string("general.architecture", "bert")))
    done = perfcoder(*arguments)
    assert (done.status, words in done.error) == (2, True), done.error


@needs_llama
def test_a_model_that_proposes_nothing_says_so(perfcoder: Perfcoder, model: Path, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(PROGRAM)
    done = perfcoder("plan", "a.cpp", "--model", model, "--set", "planner.context=8000")
    assert (done.status, "model/small.gguf proposed nothing" in done.stdout) == (0, True)
    form = json.loads(perfcoder("plan", "a.cpp", "--model", model, "--json", "--set", "planner.context=8000").stdout)
    assert form["plan"]["planner"] == "model/small.gguf"


@needs_llama
def test_a_program_that_is_too_long_is_shown_in_part(perfcoder: Perfcoder, model: Path, tmp_path: Path) -> None:
    lines = "".join(f"int f{number}(int x) {{ return x + {number}; }}\n" for number in range(3000))
    (tmp_path / "a.cpp").write_text(lines + PROGRAM)
    done = perfcoder("plan", "a.cpp", "--model", model, "--set", "planner.context=8000")
    assert done.status == 0
    assert "the model was not shown" in done.stdout


@needs_llama
def test_predictions_are_told_with_the_rules_reasons(perfcoder: Perfcoder, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(PROGRAM)
    model = write_planner(tmp_path / "planner.gguf")
    reasons = perfcoder("plan", "a.cpp").stdout.splitlines()
    lines = perfcoder("plan", "a.cpp", "--model", model).stdout.splitlines()
    assert len(lines) == len(reasons)
    for line in lines:
        reason, predicted, expected = line.partition(" Predicted, not measured: ")
        assert reason.rstrip(".") in {each.rstrip(".") for each in reasons}
        assert predicted
        assert "% likely to pay" in expected
    form = json.loads(perfcoder("plan", "a.cpp", "--model", model, "--json").stdout)["plan"]
    assert form["planner"] == "planner.gguf"
    assert all(0 <= each["confidence"] <= 1 <= each["expected_gain"] for each in form["strategies"])


def test_where_no_model_can_be_asked_the_rules_plan_and_one_line_says_so(perfcoder: Perfcoder, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(PROGRAM)
    model = write_planner(tmp_path / "planner.gguf", trained_with="another")
    done = perfcoder("plan", "a.cpp", "--model", model)
    assert (done.status, "was trained with another vocabulary" in done.error) == (2, True)
    bad = {"PERFCODER_PLANNER__MODEL": "no-such-model"}
    assert perfcoder("plan", "a.cpp", env=bad).status == 2
    fine = perfcoder("plan", "a.cpp", "--set", "planner.model=rules")
    assert (fine.status, fine.stderr) == (0, "")
    assert "Predicted" not in fine.stdout


def test_what_was_measured_tunes_predictions_until_it_is_reset(perfcoder: Perfcoder, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(PROGRAM)
    cache = tmp_path / "cache"
    own = ("--set", f"cache.directory={cache}")
    refused = perfcoder("models", "tune", *own)
    assert (refused.status, "0 measured outcomes are kept, and 20 are needed" in refused.error) == (2, True)
    facts = {
        "around": 1,
        "inside": 0,
        "trips": 0,
        "open_loops": 1,
        "reached": "main",
        "behind": 0,
        "words": 1,
        "usual": 1.2,
        "streams": "synced",
    }
    line = {
        "planner": "static",
        "rule": "IO2",
        "category": "Input/Output Throughput Optimization",
        "facts": facts,
        "confidence": None,
        "expected_gain": None,
        "came": "faster",
        "gain": 3.0,
    }
    (cache / "learned").mkdir(parents=True)
    (cache / "learned" / "outcomes.jsonl").write_text(f"{json.dumps(line)}\n" * 30)
    before = perfcoder("plan", "a.cpp").stdout
    assert "Predicted" not in before
    assert "tuned by 30 outcomes" in perfcoder("models", "tune", *own).stdout
    after = perfcoder("plan", "a.cpp").stdout
    assert "(IO2)" in after.splitlines()[0]
    assert "likely to pay, then about 3x faster." in after.splitlines()[0]
    assert "forgotten" in perfcoder("models", "tune", "--reset", *own).stdout
    assert perfcoder("plan", "a.cpp").stdout == before
    assert not (cache / "learned" / "outcomes.jsonl").exists()
