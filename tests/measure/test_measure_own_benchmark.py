"""The user's own build and run commands, in the real sandbox."""

import dataclasses
import random
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError, UsageError
from perfcoder_lsp.measure.outcome import Undecided, claims
from perfcoder_lsp.measure.own_benchmark import (
    Failed,
    OwnBenchmark,
    PreparedBenchmark,
    exit_status_verdict,
    measure_pair,
    prepare,
)
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import MeasureSettings, Settings
from perfcoder_lsp.suggestion import Measurement

BUILD = "gcc -O1 {source} -o {out}"
PATIENT = Settings(measure=MeasureSettings(budget_s=30, max_pairs=200))

KERNEL = b"""
#include <stdio.h>
#include "steps.h"
int main(void) {
    unsigned n = 7;
    for (unsigned i = 0; i < STEPS; i++) n = n * 1664525u + 1013904223u;
    printf("cost: %d units\\n", STEPS / 1000);
    return n == 1;
}
"""


@pytest.fixture
def source(tmp_path: Path) -> Source:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "steps.h").write_text("#define STEPS 16000000\n")
    (folder / "main.c").write_bytes(KERNEL)
    return Source.read(folder / "main.c")


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def prepared(sandbox: Sandbox, source: Source, scratch: Path, **commands: str) -> PreparedBenchmark:
    benchmark = OwnBenchmark(**{"build": BUILD, "run": "{out}", **commands})  # type: ignore[arg-type]
    return prepare(sandbox, source, benchmark, PATIENT, scratch)


def with_text(source: Source, old: bytes, new: bytes) -> Source:
    assert source.text.count(old) == 1
    return dataclasses.replace(source, text=source.text.replace(old, new))


@pytest.mark.alone
def test_a_rewrite_of_half_the_work_is_faster_and_nothing_is_written_beside_the_source(
    sandbox: Sandbox, source: Source, scratch: Path
) -> None:
    folder = source.path.parent
    files = {path: path.read_bytes() for path in folder.iterdir()}
    outcome = measure_pair(prepared(sandbox, source, scratch), with_text(source, b"i < STEPS", b"i < STEPS / 2"))
    assert isinstance(outcome, Measurement)
    assert outcome.clock == "cpu"
    assert 1.5 < outcome.speedup_low < outcome.speedup_high < 2.6
    assert {path: path.read_bytes() for path in folder.iterdir()} == files
    assert [path.name for path in scratch.iterdir()] == ["before"]


@pytest.mark.alone
def test_the_same_text_is_no_claim(sandbox: Sandbox, source: Source, scratch: Path) -> None:
    outcome = measure_pair(prepared(sandbox, source, scratch), source)
    assert not (isinstance(outcome, Measurement) and claims(outcome, 1.05))


def test_a_metric_is_compared_instead_of_time(sandbox: Sandbox, source: Source, scratch: Path) -> None:
    ready = prepared(sandbox, source, scratch, metric=r"cost: (\d+) units")
    outcome = measure_pair(ready, with_text(source, b"STEPS / 1000", b"STEPS / 4000"))
    assert isinstance(outcome, Measurement)
    assert (outcome.clock, outcome.pairs) == ("metric", 6)
    assert (outcome.before_s, outcome.after_s) == (16000, 4000)
    assert outcome.speedup == pytest.approx(4)
    assert outcome.speedup_low == pytest.approx(4 / 1.004)


def test_both_sides_see_the_same_paths(sandbox: Sandbox, source: Source, scratch: Path) -> None:
    shows_paths = with_text(source, b'"cost: %d units\\n", STEPS / 1000', b'"%s %d\\n", __FILE__, __LINE__')
    run = f"/usr/bin/env sh -c '{{out}} | grep -q \"^{source.path.resolve()} 7$\"'"
    ready = prepared(sandbox, shows_paths, scratch, run=run)
    assert not isinstance(measure_pair(ready, shows_paths), Failed)


def test_a_rewrite_that_does_not_compile_names_the_compilers_line(
    sandbox: Sandbox, source: Source, scratch: Path
) -> None:
    outcome = measure_pair(
        prepared(sandbox, source, scratch), with_text(source, b"unsigned n = 7;", b"unsigned n = x;")
    )
    assert isinstance(outcome, Failed)
    assert outcome.stage == "build"
    assert (
        outcome.reason
        == f"--build fails: {source.path.resolve()}:5:18: error: 'x' undeclared (first use in this function)"
    )


def test_a_rewrite_whose_run_fails_is_incorrect(sandbox: Sandbox, source: Source, scratch: Path) -> None:
    ready = prepared(sandbox, source, scratch)
    wrong = measure_pair(ready, with_text(source, b"return n == 1", b"return 3"))
    crashed = measure_pair(ready, with_text(source, b"return n == 1", b"__builtin_trap()"))
    assert wrong == Failed(stage="verify", reason="--run fails: exit status 3 (cost: 16000 units)")
    assert isinstance(crashed, Failed)
    assert crashed.reason.startswith("--run fails: killed by signal")


def test_a_rewrite_that_loses_the_metric_is_undecided(sandbox: Sandbox, source: Source, scratch: Path) -> None:
    ready = prepared(sandbox, source, scratch, metric=r"cost: (\d+) units")
    outcome = measure_pair(ready, with_text(source, b'"cost: ', b'"price: '))
    assert isinstance(outcome, Undecided)
    assert outcome.reason == "--metric: 'cost: (\\\\d+) units' does not match anything that --run prints"


def test_a_build_that_leaves_no_result_is_named(sandbox: Sandbox, source: Source, scratch: Path) -> None:
    with pytest.raises(SourceError, match=r"--build exits 0 but leaves no \{out\}"):
        prepared(sandbox, source, scratch, build="true {source}")


def test_an_original_that_does_not_compile_or_run_is_a_source_error(
    sandbox: Sandbox, source: Source, scratch: Path
) -> None:
    with pytest.raises(SourceError, match=r"main\.c: --build fails: .*main\.c:5:18: error: 'x' undeclared"):
        prepared(sandbox, with_text(source, b"unsigned n = 7;", b"unsigned n = x;"), scratch)
    with pytest.raises(SourceError, match=r"main\.c: --run fails: exit status 3"):
        prepared(sandbox, with_text(source, b"return n == 1", b"return 3"), scratch)
    with pytest.raises(SourceError, match=r"gone\.c: --build and --run need a file on disk"):
        prepared(sandbox, Source.of(source.path.with_name("gone.c"), source.text), scratch)


@pytest.mark.parametrize(
    ("metric", "message"),
    [
        ("cost", "has no group that captures the number"),
        ("cost: (", "is no regular expression"),
        ("price: (.*)", "does not match anything that --run prints"),
        ("cost: .* (units)", "captures 'units', which is no number above 0"),
        ("cost: (x)?", "captures None, which is no number above 0"),
    ],
)
def test_a_metric_that_does_not_fit_is_a_usage_error(
    sandbox: Sandbox, source: Source, scratch: Path, metric: str, message: str
) -> None:
    with pytest.raises(UsageError, match="--metric: ") as caught:
        prepared(sandbox, source, scratch, metric=metric)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("commands", "message"),
    [
        ({"build": "gcc {file}"}, "--build: unknown placeholder {file}; there are {source}, {dir}, {out}"),
        ({"build": "gcc '{source}"}, "cannot be split into words"),
        ({"run": "  "}, "--run: the command is empty"),
        ({"run": "no-such-tool {out}"}, "--run: no-such-tool: not found in /usr/bin"),
    ],
)
def test_commands_that_cannot_be_meant_are_usage_errors(
    sandbox: Sandbox, source: Source, scratch: Path, commands: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        prepared(sandbox, source, scratch, **commands)
    assert message in str(caught.value)


def test_no_shell_reads_the_commands(sandbox: Sandbox, source: Source, scratch: Path) -> None:
    target = source.path.parent / "written"
    with pytest.raises(SourceError, match="--build fails"):
        prepared(sandbox, source, scratch, build=f"gcc {{source}} -o {{out}} ; touch {target}")
    assert not target.exists()


def test_the_benchmark_cannot_write_into_the_project(sandbox: Sandbox, source: Source, scratch: Path) -> None:
    with pytest.raises(SourceError, match=r"--build fails: .*Read-only file system"):
        prepared(sandbox, source, scratch, build="cp {source} {dir}/copy.c")
    assert sorted(path.name for path in source.path.parent.iterdir()) == ["main.c", "steps.h"]


def test_a_script_beside_the_source_can_build(sandbox: Sandbox, source: Source, scratch: Path) -> None:
    script = source.path.parent / "build.sh"
    script.write_text('#!/bin/sh\nexec gcc -O1 main.c -o "$1"\n')
    script.chmod(0o755)
    ready = prepared(sandbox, source, scratch, build="./build.sh {out}")
    outcome = measure_pair(ready, with_text(source, b"i < STEPS", b"i < STEPS / 4"))
    assert isinstance(outcome, Measurement)
    assert claims(outcome, 1.5)


def test_a_source_straight_in_tmp_can_be_built(sandbox: Sandbox, scratch: Path) -> None:
    path = Path(f"/tmp/perfcoder-test-{random.randrange(10**9)}.c")
    path.write_text("int main(void) { return 0; }\n")
    try:
        assert prepared(sandbox, Source.read(path), scratch).source.path == path
    finally:
        path.unlink()


def test_the_verdict_claims_no_more_than_an_exit_status() -> None:
    verdict = exit_status_verdict()
    assert (verdict.status, verdict.inputs, verdict.outcomes, verdict.sanitized) == ("equal", 1, 1, False)
