"""The comparison of real programs in the real sandbox."""

import subprocess
from pathlib import Path

import pytest

from perfcoder_lsp.measure.clock import is_parallel
from perfcoder_lsp.measure.outcome import Undecided, claims
from perfcoder_lsp.measure.procedure import measure
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.settings import MeasureSettings
from perfcoder_lsp.suggestion import Measurement
from perfcoder_lsp.verify.cases import Case

CASE = Case(name="one", stdin=b"7\n")

WORK = """
#include <stdio.h>
#include <stdlib.h>
int main(void) {{
    unsigned n = 0, steps = {steps};
    if (scanf("%u", &n) != 1) return 1;
    for (unsigned i = 0; i < steps; i++) n = n * 1664525u + 1013904223u;
    printf("%s\\n", n ? "done" : "zero");
    return 0;
}}
"""
SLEEPS = """
#include <stdio.h>
#include <unistd.h>
int main(void) { usleep(150000); puts("done"); return 0; }
"""
THREADS = """
#include <pthread.h>
#include <stdio.h>
static unsigned results[2][64];
static void *work(void *at) {
    unsigned n = 7;
    for (unsigned i = 0; i < 30000000u; i++) n = n * 1664525u + 1013904223u;
    *(unsigned *)at = n;
    return 0;
}
int main(void) {
    pthread_t other;
    pthread_create(&other, 0, work, results[0]);
    work(results[1]);
    pthread_join(other, 0);
    puts(results[0][0] == results[1][0] ? "done" : "odd");
    return 0;
}
"""
COUNTS_RUNS = """
#include <stdio.h>
#include <time.h>
int main(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); printf("%ld\\n", t.tv_nsec); return 0; }
"""


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("programs")
    texts = {
        "slow": WORK.format(steps=24_000_000),
        "fast": WORK.format(steps=12_000_000),
        "tiny": WORK.format(steps=10),
        "sleeps": SLEEPS,
        "threads": THREADS,
        "changes": COUNTS_RUNS,
    }
    for name, text in texts.items():
        (folder / f"{name}.c").write_text(text)
        subprocess.run(["gcc", "-O1", "-pthread", "-o", folder / name, folder / f"{name}.c"], check=True)
    return {name: folder / name for name in texts}


def in_sandbox(sandbox: Sandbox, programs: dict[str, Path], before: str, after: str) -> Measurement | Undecided:
    with sandbox.session({"before": programs[before], "after": programs[after]}, Limits()) as session:
        expected = session.run("before", CASE.stdin).output_hash
        settings = MeasureSettings(budget_s=20, max_pairs=200)
        return measure(session, "before", "after", CASE, settings, expected)


@pytest.mark.alone
def test_half_the_work_is_twice_as_fast(sandbox: Sandbox, programs: dict[str, Path]) -> None:
    outcome = in_sandbox(sandbox, programs, "slow", "fast")
    assert isinstance(outcome, Measurement)
    assert outcome.speedup_low >= 1.5
    assert outcome.speedup_high <= 2.6


@pytest.mark.alone
@pytest.mark.parametrize("name", ["fast", "tiny"])
def test_a_program_against_itself_is_no_claim(sandbox: Sandbox, programs: dict[str, Path], name: str) -> None:
    outcome = in_sandbox(sandbox, programs, name, name)
    assert not (isinstance(outcome, Measurement) and claims(outcome, 1.05))


def test_a_program_whose_output_changes_is_refused(sandbox: Sandbox, programs: dict[str, Path]) -> None:
    changing = in_sandbox(sandbox, programs, "changes", "changes")
    assert isinstance(changing, Undecided)
    assert "printed something else" in changing.reason


@pytest.mark.alone
@pytest.mark.parametrize("name", ["threads", "sleeps"])
def test_threads_and_sleep_are_never_judged_by_cpu_time(sandbox: Sandbox, programs: dict[str, Path], name: str) -> None:
    """By wall time, or not at all, as busy as this machine is now."""
    outcome = in_sandbox(sandbox, programs, name, name)
    if isinstance(outcome, Undecided):
        assert outcome.busy or "not decided" in outcome.reason
    else:
        assert outcome.clock == "wall"
        assert not claims(outcome, 1.05)


@pytest.mark.alone
def test_runs_tell_how_parallel_they_were(sandbox: Sandbox, programs: dict[str, Path]) -> None:
    with sandbox.session({name: programs[name] for name in ("slow", "threads")}, Limits()) as session:
        single, double = (session.run(name, CASE.stdin) for name in ("slow", "threads"))
    assert single.tasks <= 1
    assert single.parallel_looks == 0
    assert double.looks > 0
    assert double.tasks == 2
    assert not is_parallel([single])
    assert is_parallel([double] * 3)
