"""Real editors. A missing one skips its tests with the reason; with PERFCODER_REQUIRE_E2E=1 that is an error."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]


def required(program: str) -> str:
    """The program's path; skips, or fails where it is required, if it is not installed."""
    return shutil.which(program) or missing(f"{program} is not installed")


def missing(reason: str) -> NoReturn:
    """Skip the test with the reason, or fail where editors are required."""
    if os.environ.get("PERFCODER_REQUIRE_E2E") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def neovim() -> str:
    return required("nvim")


@pytest.fixture
def cmake() -> str:
    return required("cmake")


@pytest.fixture
def eglot() -> str:
    """Emacs, where it has eglot; before Emacs 29 that is a package."""
    emacs = required("emacs")
    probe = [emacs, "--batch", "--eval", "(progn (package-initialize) (require 'eglot))"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        missing("eglot is not installed (Debian: elpa-eglot)")
    return emacs


@pytest.fixture
def editor_environment(tmp_path: Path, cache_home: Path) -> Mapping[str, str]:
    """An environment in which the editor, the server and their files are the test's own."""
    return {
        **os.environ,
        "HOME": str(tmp_path),
        "PERFCODER_CACHE__DIRECTORY": str(cache_home / "perfcoder"),
        "PERFCODER_BUILD__TIMEOUT_S": "100",  # of a machine that is busy with other things
        "PERFCODER_SERVER__PREPARE": "false",  # which would be one of them
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        "PERFCODER_TEST_PYTHON": sys.executable,
        "PERFCODER_TEST_ROOT": str(ROOT),
    }
