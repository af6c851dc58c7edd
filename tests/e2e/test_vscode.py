"""VS Code with the extension, in a browser: start, hints, measure, cancel, measure, apply, undo, benchmark a function.

Skipped where code-server and Chromium are not installed, also with PERFCODER_REQUIRE_E2E=1: see vscode/README.md.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from cmake_project import SOURCE, freshly_cloned
from slow_program import PROGRAM, run

ROOT = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).with_name("vscode")
EXTENSION = ROOT / "vscode-client"
WRONG_PATH = "/nowhere/perfcoder-lsp"
START_TIMEOUT_S = 60
SESSION_TIMEOUT_S = 600


@dataclass(frozen=True)
class VSCode:
    """A code-server that runs with the extension installed; the server's path is set to one that does not exist."""

    url: str
    chromium: str
    project: Path
    machine_settings: Path


def skip(reason: str) -> NoReturn:
    pytest.skip(f"{reason} (takes many minutes to install, so it is never required: tests/e2e/vscode/README.md)")


def installed(*names: str) -> str:
    return next(filter(None, map(shutil.which, names)), None) or skip(f"{names[0]} is not installed")


@pytest.fixture
def vscode(editor_environment: Mapping[str, str], tmp_path: Path) -> Iterator[VSCode]:
    entry = os.environ.get("PERFCODER_CODE_SERVER", "")
    if not Path(entry).is_file():
        skip("PERFCODER_CODE_SERVER does not name code-server's entry.js")
    chromium, node = installed("chromium", "chromium-browser", "google-chrome"), installed("node")
    for folder in (EXTENSION, DRIVER):
        if not (folder / "node_modules").is_dir():
            skip(f"npm ci was not run in {folder.relative_to(ROOT)}")
    project, data = tmp_path / "project", tmp_path / "code-server"
    machine_settings = _set_up(project, data)
    port = _free_port()
    options = ["--auth", "none", "--bind-addr", f"127.0.0.1:{port}", "--disable-workspace-trust", "--disable-telemetry"]
    folders = ["--user-data-dir", str(data), "--extensions-dir", str(data / "extensions")]
    command = [node, entry, *options, "--disable-update-check", *folders, str(project)]
    with (tmp_path / "code-server.log").open("wb") as log:
        server = subprocess.Popen(command, env=editor_environment, stdout=log, stderr=log)
        try:
            _await(f"http://127.0.0.1:{port}/healthz", server)
            yield VSCode(f"http://127.0.0.1:{port}/?folder={project}", chromium, project, machine_settings)
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.mark.alone
@pytest.mark.timeout(SESSION_TIMEOUT_S + 200)
def test_vscode_measures_applies_and_benchmarks(
    vscode: VSCode, editor_environment: Mapping[str, str], tmp_path: Path, cmake: str
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    freshly_cloned(vscode.project / "stats")
    (vscode.project / "slow.cpp").write_text(PROGRAM, encoding="utf-8")

    session = _session(vscode, editor_environment, tmp_path)

    assert "failed" not in session, session
    assert session["wrongPathAll"] == [session["wrongPath"]]  # one clear message
    assert session["wrongPath"].startswith(f"PerfCoder: {WRONG_PATH} is not found.")
    assert session["lens"] == "Measure optimizations"
    assert session["hints"] > 0
    assert "setting verify.inputs: " in session["badSettings"]
    assert "flushed" in session["hoverBefore"]
    assert session["actionsBefore"] == ["Measure optimizations of slow.cpp"]
    assert session["progress"].startswith("Measuring slow.cpp")
    assert session["lensAfterCancel"] == "Measure optimizations"
    assert session["notificationsAfterCancel"] == []
    assert session["outcome"].startswith("PerfCoder: slow.cpp: at least ")
    assert session["lensMeasured"].startswith("at least ")
    assert "paired runs on this machine" in session["hoverMeasured"]
    assert session["actionsMeasured"][0].startswith("Apply: ")
    assert "faster (same output on " in session["actionsMeasured"][0]
    assert session["onDiskBeforeSaving"] == PROGRAM  # only the buffer changed
    assert session["applied"] != PROGRAM
    assert run(session["applied"], scratch) == run(PROGRAM, scratch)
    assert session["undone"] == PROGRAM
    assert session["lensUndone"] == session["lensMeasured"]  # known again, not measured again
    assert session["lensFunction"].endswith("Benchmark")
    assert session["outcomeFunction"].startswith("PerfCoder: stats::inversions in stats.cpp: ")
    assert " at n = " in session["lensTimed"]
    assert "Growth: " in session["hoverFunction"]


def _session(vscode: VSCode, environment: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """What the user saw."""
    lines = PROGRAM.splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "endl" in text)
    given = {
        "url": vscode.url,
        "chromiumPath": vscode.chromium,
        "profile": str(folder / "chromium"),
        "pictures": os.environ.get("PERFCODER_E2E_PICTURES"),
        "machineSettings": str(vscode.machine_settings),
        "server": str(_server(folder)),
        "name": "slow.cpp",
        "file": str(vscode.project / "slow.cpp"),
        "line": line,
        "column": lines[line - 1].index("endl") + 2,
        "functionFile": "stats/src/stats.cpp",
        "functionLine": SOURCE[: SOURCE.index("int inversions")].count("\n") + 1,
        "result": str(folder / "result.json"),
    }
    (folder / "session.json").write_text(json.dumps({key: value for key, value in given.items() if value}))
    command = ["node", str(DRIVER / "session.mjs"), str(folder / "session.json")]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=SESSION_TIMEOUT_S, check=False
    )
    assert (folder / "result.json").exists(), done.stderr
    return json.loads((folder / "result.json").read_text(encoding="utf-8"))


def _set_up(project: Path, data: Path) -> Path:
    """The project, the settings and the extension as it would be packaged; returns the machine's settings file."""
    bundle = ["npm", "run", "--silent", "bundle"]
    subprocess.run(bundle, cwd=EXTENSION, check=True, capture_output=True, timeout=120)
    manifest = json.loads((EXTENSION / "package.json").read_text())
    installed = data / "extensions" / f"{manifest['publisher']}.{manifest['name']}-{manifest['version']}"
    (installed / "dist").mkdir(parents=True)
    for name in ("package.json", "dist/extension.js"):
        shutil.copy(EXTENSION / name, installed / name)
    for folder in (project, data / "User", data / "Machine"):
        folder.mkdir(parents=True)
    quiet = {"workbench.startupEditor": "none", "telemetry.telemetryLevel": "off", "files.autoSave": "off"}
    (data / "User" / "settings.json").write_text(json.dumps(quiet))
    machine = data / "Machine" / "settings.json"
    machine.write_text(json.dumps({"perfcoder.server.path": WRONG_PATH}))
    return machine


def _server(folder: Path) -> Path:
    """A program that starts this checkout's server."""
    script = folder / "perfcoder-lsp"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m perfcoder_lsp.server.main "$@"\n')
    script.chmod(0o755)
    return script


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _await(url: str, server: subprocess.Popen[bytes]) -> None:
    """Until the URL answers. Fails where code-server ends before, or takes too long."""
    end = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < end:
        assert server.poll() is None, "code-server ended"
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"code-server did not answer within {START_TIMEOUT_S} s")
