"""Runs the installed `perfcoder` as a person would, and sees to it that nothing is left behind."""

import ctypes
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runner import PERFCODER, Finished, Perfcoder, children, left_over

_PR_SET_CHILD_SUBREAPER = 36


@pytest.fixture
def environment(tmp_path: Path, cache_home: Path) -> dict[str, str]:
    """An environment without settings of its own, whose temporary files lie in a folder that can be looked into."""
    (tmp_path / "tmp").mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PERFCODER_")}
    return {
        **kept,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_CACHE_HOME": str(cache_home),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "TMPDIR": str(tmp_path / "tmp"),
        "PERFCODER_BUILD__TIMEOUT_S": "100",  # of a machine that is busy with other things
        "PERFCODER_PLANNER__MODEL": "rules",
    }


@pytest.fixture
def perfcoder(tmp_path: Path, environment: dict[str, str]) -> Iterator[Perfcoder]:
    """Runs `perfcoder ARGUMENTS...` in the test's folder; afterwards no process and no temporary file may be left."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = children()

    def run(*arguments: str | Path, env: dict[str, str] | None = None, cwd: Path | None = None) -> Finished:
        done = subprocess.run(
            [PERFCODER, *arguments],
            cwd=cwd or tmp_path,
            env={**environment, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=240,
        )
        return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())

    yield run
    assert not left_over(before), "processes are left behind"
    assert not list((tmp_path / "tmp").iterdir()), "temporary files are left behind"
