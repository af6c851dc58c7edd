"""What a command may write: into folders of this machine, and into the memory that its /tmp is."""

from pathlib import Path

import pytest

from perfcoder_lsp.sandbox import Limits, RunResult, Sandbox

LIMITS = Limits(cpu_s=20, wall_s=20, memory_mb=32, file_mb=4, folder_mb=16, folder_files=50)
ENDLESS = "n=0; while :; do {}; n=$((n + 1)); done"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def run(sandbox: Sandbox, script: str, out: Path) -> RunResult:
    return sandbox.command(["/bin/sh", "-c", script], writable={out: Path("/w/out")}, limits=LIMITS)


@pytest.mark.parametrize(
    "step",
    [
        "yes | head -c 1000000 > /w/out/$n",
        ": > /w/out/$n",
        "mkdir /w/out/$n",
        "ln -s x /w/out/$n",
        "mkdir /w/out/a; cd /w/out/a; mkdir a; cd a; mkdir a; chmod 0 /w/out/a; : > $n",
    ],
    ids=["large", "empty", "folders", "links", "hidden"],
)
def test_a_folder_holds_no_more_than_allowed(each_sandbox: Sandbox, out: Path, step: str) -> None:
    result = run(each_sandbox, ENDLESS.format(step), out)
    assert result.status == "files"
    assert not result.succeeded
    assert result.wall_s < LIMITS.wall_s / 2


def test_what_is_allowed_is_written(each_sandbox: Sandbox, out: Path) -> None:
    script = "mkdir /w/out/a; for n in 1 2 3 4 5; do head -c 2000000 /w/out/../../usr/bin/env > /w/out/a/$n; done"
    assert run(each_sandbox, script, out).succeeded
    assert len(list((out / "a").iterdir())) == 5


@pytest.mark.parametrize("step", ["yes | head -c 1000000 > /tmp/$n", ": > /tmp/$n"])
def test_files_in_memory_count_as_memory(each_sandbox: Sandbox, out: Path, step: str) -> None:
    assert run(each_sandbox, ENDLESS.format(step), out).status == "memory"
