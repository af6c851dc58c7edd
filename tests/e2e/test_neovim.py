"""Headless Neovim with the set-up that is shipped: open, measure, apply; the result is what was promised."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from slow_program import PROGRAM, run


def test_neovim_measures_and_applies(neovim: str, editor_environment: Mapping[str, str], tmp_path: Path) -> None:
    project, scratch = tmp_path / "project", tmp_path / "scratch"
    project.mkdir()
    scratch.mkdir()
    file, result = project / "slow.cpp", tmp_path / "result.json"
    file.write_text(PROGRAM, encoding="utf-8")
    script = Path(__file__).with_name("neovim_session.lua")
    command = [neovim, "--headless", "-u", "NONE", "-i", "NONE", "-n", str(file), "-c", f"luafile {script}"]

    environment = {**editor_environment, "PERFCODER_TEST_RESULT": str(result)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=280, check=False)

    assert result.exists(), done.stderr
    session = json.loads(result.read_text(encoding="utf-8"))
    assert "failed" not in session, (session, done.stderr)
    assert session["hint"].endswith("(not measured yet)")
    assert session["before"] == ["Measure optimizations of slow.cpp"]
    assert session["messages"][0].startswith("PerfCoder: slow.cpp: at least ")
    assert session["chosen"].startswith("Apply: ")
    assert "faster (same output on " in session["chosen"]
    assert session["text"] != PROGRAM
    assert run(session["text"], scratch) == run(PROGRAM, scratch)
    assert file.read_text(encoding="utf-8") == PROGRAM  # only the buffer changed
