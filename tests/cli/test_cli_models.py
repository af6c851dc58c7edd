"""`perfcoder models`, and plans by a model of the user's."""

import importlib.util
import json
from pathlib import Path

import pytest
from cli_runner import Perfcoder
from gguf_files import header, string, write_model

PROGRAM = """\
#include <iostream>
int main() { int n; std::cin >> n; for (int i = 0; i < n; i++) std::cout << i << std::endl; }
"""
needs_llama = pytest.mark.skipif(
    importlib.util.find_spec("llama_cpp") is None,
    reason="llama.cpp is not installed: pip install 'perfcoder-lsp[model]'",
)


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
