"""Headless Neovim with the set-up that is shipped: open, measure, apply, benchmark; the result is what was promised."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cmake_project import freshly_cloned
from slow_program import PROGRAM, run


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


def session(neovim: str, script: str, file: Path, environment: Mapping[str, str], result: Path) -> dict[str, Any]:
    """What a session with the file open has written down."""
    path = Path(__file__).with_name(script)
    command = [neovim, "--headless", "-u", "NONE", "-i", "NONE", "-n", str(file), "-c", f"luafile {path}"]
    done = subprocess.run(
        command,
        env={**environment, "PERFCODER_TEST_RESULT": str(result)},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert result.exists(), done.stderr
    seen = json.loads(result.read_text(encoding="utf-8"))
    assert "failed" not in seen, (seen, done.stderr)
    return seen


@pytest.mark.alone
def test_neovim_measures_and_applies(neovim: str, editor_environment: Mapping[str, str], scratch: Path) -> None:
    file = scratch.with_name("project") / "slow.cpp"
    file.parent.mkdir()
    file.write_text(PROGRAM, encoding="utf-8")

    seen = session(neovim, "neovim_session.lua", file, editor_environment, scratch / "result.json")

    assert seen["hint"].endswith("(not measured yet)")
    assert seen["before"] == ["Measure optimizations of slow.cpp"]
    assert seen["messages"][0].startswith("PerfCoder: slow.cpp: at least ")
    assert seen["chosen"].startswith("Apply: ")
    assert "faster (same output on " in seen["chosen"]
    assert seen["text"] != PROGRAM
    assert run(seen["text"], scratch) == run(PROGRAM, scratch)
    assert file.read_text(encoding="utf-8") == PROGRAM  # only the buffer changed


@pytest.fixture
def project(tmp_path: Path, cmake: str) -> Path:
    return freshly_cloned(tmp_path / "project")


def test_neovim_benchmarks_a_function_of_a_project(
    neovim: str, editor_environment: Mapping[str, str], project: Path, scratch: Path
) -> None:
    environment = {**editor_environment, "PERFCODER_TEST_FUNCTION": "inversions"}

    seen = session(
        neovim, "neovim_function_session.lua", project / "src/stats.cpp", environment, scratch / "result.json"
    )

    (message,) = seen["messages"]
    assert message.startswith("PerfCoder: stats::inversions in stats.cpp: ")
    assert " at n = " in message
    assert "Growth: " in seen["hover"]
    assert "| n | per call |" in seen["hover"]
    assert any(" at n = " in title for title in seen["lenses"])
