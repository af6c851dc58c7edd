"""How quickly each tier of isolation starts and runs: `python bench/launch.py [--sessions N] [--json]`.

Three times for each tier that can be used here, in milliseconds: a sandbox until its first program can be run, one run
of a program that does nothing, and the end of the sandbox with all that is in it. They are wall times, of this machine
as busy as it is; the exit status is 1 where a start's 95th percentile is over the target.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox import Sandbox, Tier, all_tiers, open_sandbox

RUNS = 10  # of each sandbox
TARGET_START_P95_MS = 40.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=200, help="sandboxes to start, for each tier")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="perfcoder-bench-") as cache:
        figures = {tier.name: measured(tier, Path(cache), options.sessions) for tier in all_tiers()}
    if options.json:
        print(json.dumps({"load": os.getloadavg()[0], "tiers": figures}, indent=2))
    else:
        show(figures)
    starts = [each["start"]["p95"] for each in figures.values() if isinstance(each, dict)]
    return int(not starts or max(starts) > TARGET_START_P95_MS)


def measured(tier: Tier, cache: Path, sessions: int) -> dict[str, dict[str, float]] | str:
    """The figures of a tier, or why it can't be used here."""
    try:
        sandbox = open_sandbox(cache, (tier,))
    except SandboxError as error:
        return str(error)
    nothing = Path(shutil.which("true") or "/bin/true")
    times: dict[str, list[float]] = {"start": [], "run": [], "end": []}
    for _ in range(sessions):
        once(sandbox, nothing, times)
    return {name: summary(values) for name, values in times.items()}


def once(sandbox: Sandbox, program: Path, times: dict[str, list[float]]) -> None:
    """One sandbox's times, in milliseconds."""
    with timed(times["start"]):
        session = sandbox.session({"nothing": program})
    for _ in range(RUNS):
        with timed(times["run"]):
            assert session.run("nothing").succeeded
    with timed(times["end"]):
        session.close()


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    started = time.perf_counter()
    yield
    into.append((time.perf_counter() - started) * 1000)


def summary(values: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    return {"p50": round(statistics.median(values), 2), "p95": round(cuts[-1], 2), "samples": len(values)}


def show(figures: dict[str, dict[str, dict[str, float]] | str]) -> None:
    print(f"{'ms':20}{'start p50':>10}{'p95':>8}{'run p50':>10}{'p95':>8}{'end p50':>10}{'p95':>8}")
    for name, each in figures.items():
        if isinstance(each, str):
            print(f"{name:20}  {each}")
            continue
        cells = "".join(f"{part['p50']:>10.1f}{part['p95']:>8.1f}" for part in each.values())
        print(f"{name:20}{cells}")
    print(f"load {os.getloadavg()[0]:.1f}; the target is a start p95 of at most {TARGET_START_P95_MS:.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
