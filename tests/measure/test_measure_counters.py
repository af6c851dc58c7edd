"""The kernel's counters on sandboxed programs. Page faults stand for instructions, which not every machine can count:
the way from the program to the number is the same."""

import os
import subprocess
from pathlib import Path

import pytest

from perfcoder_lsp.measure.instructions import count_events, with_instructions
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.sandbox.linux.counters import Counter, Event, is_available
from perfcoder_lsp.suggestion import Measurement

PAGES = 1000
TOUCHES = """
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void *touch(void *unused) {
    volatile char *pages = mmap(0, 1000 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise((void *)pages, 1000 * 4096, MADV_NOHUGEPAGE);
    for (int i = 0; i < 1000; i++) pages[i * 4096] = 1;
    return unused;
}

int main(void) {
    int how = getchar();
    pthread_t thread;
    if (how == 'm') touch(0);
    if (how == 't' && !pthread_create(&thread, 0, touch, 0)) pthread_join(thread, 0);
    if (how == 'c' && !fork()) return touch(0) != 0;
    wait(0);
    puts("done");
    return 0;
}
"""
MEASUREMENT = Measurement(before_s=2, after_s=1, speedup=2, speedup_low=1.9, speedup_high=2.1, pairs=6, clock="cpu")
needs_counters = pytest.mark.skipif(
    not is_available(Event.PAGE_FAULTS), reason="the system lets this user count nothing (kernel.perf_event_paranoid)"
)


@pytest.fixture(scope="module")
def touches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("touches")
    (folder / "touches.c").write_text(TOUCHES)
    subprocess.run(["gcc", "-O1", "-pthread", "-o", folder / "touches", folder / "touches.c"], check=True)
    return folder / "touches"


@needs_counters
def test_runs_are_counted_with_threads_and_children_time_after_time(sandbox: Sandbox, touches: Path) -> None:
    with sandbox.session({"touches": touches}, Limits()) as session:
        counter = session.counter(Event.PAGE_FAULTS)
        assert counter is not None
        counts: dict[str, list[int]] = {how: [] for how in "nmtc"}
        with counter:
            seen = 0
            for how in "nmtc" * 5:
                assert session.run("touches", how.encode()).succeeded
                total = counter.read()
                assert total is not None
                counts[how].append(total - seen)
                seen = total
    least = min(counts["n"])
    for how in "mtc":
        assert all(PAGES <= count - least <= PAGES + 200 for count in counts[how]), counts
    assert least < PAGES


@needs_counters
def test_both_programs_are_counted_on_the_same_input(sandbox: Sandbox, touches: Path) -> None:
    programs = {"before": touches, "after": Path("/usr/bin/true")}
    counts = count_events(sandbox, programs, b"m", Limits(), Event.PAGE_FAULTS)
    assert counts is not None
    assert counts["before"] > PAGES > counts["after"] > 0


@needs_counters
def test_a_run_that_breaks_a_limit_is_not_counted(sandbox: Sandbox, touches: Path) -> None:
    programs = {"before": touches, "after": Path("/usr/bin/yes")}
    assert count_events(sandbox, programs, b"m", Limits(output_bytes=1000), Event.PAGE_FAULTS) is None


def test_no_counter_is_no_error(sandbox: Sandbox, touches: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    assert Counter.open(ended.pid, Event.PAGE_FAULTS) is None
    programs = {"before": touches, "after": touches}
    outcome = with_instructions(MEASUREMENT, sandbox, programs, b"m", Limits(), callgrind=False)
    if not is_available(Event.INSTRUCTIONS):
        assert outcome == MEASUREMENT
    else:
        assert (outcome.instructions_before is None) == (outcome.instructions_after is None)


@needs_counters
def test_a_counter_leaves_no_descriptor(sandbox: Sandbox, touches: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 (names, not paths)
    for _ in range(5):
        count_events(sandbox, {"before": touches}, b"n", Limits(), Event.PAGE_FAULTS)
    assert len(os.listdir("/proc/self/fd")) <= before + 1  # noqa: PTH208
