"""Emacs in batch mode with eglot and the set-up that is shipped: open, measure, apply."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from slow_program import PROGRAM, run


@pytest.mark.alone
def test_emacs_measures_and_applies(eglot: str, editor_environment: Mapping[str, str], tmp_path: Path) -> None:
    project, scratch = tmp_path / "project", tmp_path / "scratch"
    project.mkdir()
    scratch.mkdir()
    file, result = project / "slow.cpp", tmp_path / "result.json"
    file.write_text(PROGRAM, encoding="utf-8")
    script = Path(__file__).with_name("emacs_session.el")
    environment = {
        **editor_environment,
        "LC_ALL": "C.UTF-8",
        "PERFCODER_TEST_FILE": str(file),
        "PERFCODER_TEST_RESULT": str(result),
    }

    done = subprocess.run(
        [eglot, "--batch", "-l", str(script)], env=environment, capture_output=True, text=True, timeout=280, check=False
    )

    assert result.exists(), done.stderr
    session = json.loads(result.read_text(encoding="utf-8"))
    assert session["measure"] == "Measure optimizations of slow.cpp"
    assert session["messages"][0].startswith("PerfCoder: slow.cpp: at least ")
    assert "faster (same output on " in session["apply"]
    assert session["text"] != PROGRAM
    assert run(session["text"], scratch) == run(PROGRAM, scratch)
    assert file.read_text(encoding="utf-8") == PROGRAM
