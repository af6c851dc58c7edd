"""How often is the measurement wrong? `python -m bench.measurement --pairs 100 [--ratios 20] [--load 8]`

First A/A: programs against themselves (every second time with other code in front, which moves the layout), where each
claim would be false. Then programs that truly do 1.05, 1.2 and 2 times the work. `--load` keeps that many processes
busy meanwhile. Exit status 1 where an A/A comparison was claimed, or a ratio of 1.2 and more was missed.
"""

import argparse
import itertools
import math
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from perfcoder_lsp.build.builder import Build, Builder
from perfcoder_lsp.build.compile_command import CompileCommand
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.machine import cpu_pressure
from perfcoder_lsp.measure.outcome import Undecided, claims
from perfcoder_lsp.measure.procedure import measure
from perfcoder_lsp.sandbox import Limits, Sandbox, open_sandbox
from perfcoder_lsp.settings import BuildSettings, CacheSettings, MeasureSettings, Settings
from perfcoder_lsp.suggestion import Measurement
from perfcoder_lsp.verify.cases import Case

BAR = 1.05
RATIOS = (1.05, 1.2, 2.0)
CASE = Case(name="seed", stdin=b"7\n")
SETTINGS = MeasureSettings()
PADDING = "int unused(int n) {{ for (int i = 0; i < 5; i++) n = n * 31 + {number}; return n; }}\n"
FRAME = """#include <stdio.h>
#include <stdlib.h>
%(padding)sint main(void) {
    unsigned n = 0;
    if (scanf("%%u", &n) != 1) return 1;
    %(kernel)s
    printf("%%s\\n", n ? "done" : "zero");
    return 0;
}
"""


@dataclass(frozen=True)
class Kernel:
    """A loop of `steps` iterations that takes about 20 ms."""

    name: str
    steps: int
    text: str


KERNELS = (
    Kernel("multiply", 22_000_000, "for (unsigned i = 0; i < {steps}u; i++) n = n * 1664525u + 1013904223u;"),
    Kernel(
        "memory",
        9_000_000,
        "unsigned *a = calloc(1 << 20, sizeof *a); if (!a) return 1;"
        " for (unsigned i = 0; i < {steps}u; i++) a[(i * 17u) & ((1u << 20) - 1)] += i; n += a[n & 1023];",
    ),
    Kernel(
        "branches",
        5_000_000,
        "for (unsigned i = 0; i < {steps}u; i++) {{ n ^= n << 13; n ^= n >> 17; n ^= n << 5;"
        " if (n & 64) n += i; else n ^= 3 * i; }}",
    ),
)


def upper_bound(events: int, trials: int, confidence: float = 0.95) -> float:
    """One-sided Clopper-Pearson upper bound of a rate."""
    if events >= trials:
        return 1.0
    low, high = events / trials, 1.0
    for _ in range(60):
        rate = (low + high) / 2
        at_most = math.fsum(
            math.comb(trials, count) * rate**count * (1 - rate) ** (trials - count) for count in range(events + 1)
        )
        low, high = (rate, high) if at_most > 1 - confidence else (low, rate)
    return high


@contextmanager
def background(processes: int) -> Iterator[None]:
    """That many processes that do nothing but compute."""
    workers = [multiprocessing.Process(target=_spin, daemon=True) for _ in range(processes)]
    try:
        for worker in workers:
            worker.start()
        yield
    finally:
        for worker in workers:
            worker.kill()
            worker.join()


def _spin() -> None:
    for _ in itertools.count():
        pass


def built(builder: Builder, kernel: Kernel, factor: float = 1.0, padding: int = 0) -> Path:
    """The binary of a kernel that does `factor` times its work, behind `padding` unused functions."""
    unused = "".join(PADDING.format(number=number).replace("unused", f"unused{number}") for number in range(padding))
    text = FRAME % {"padding": unused, "kernel": kernel.text.format(steps=round(kernel.steps * factor))}
    source = Source.of(Path(f"{kernel.name}.c"), text.encode())
    build = builder.build(source, CompileCommand(compiler="gcc", flags=("-O2",), directory=Path("/")))
    if not isinstance(build, Build):
        raise SystemExit(f"{kernel.name}: {build.message}")
    return build.binary


@dataclass(frozen=True)
class Trial:
    outcome: Measurement | Undecided
    seconds: float

    @property
    def kind(self) -> str:
        if isinstance(self.outcome, Undecided):
            return "undecided"
        return "faster" if claims(self.outcome, BAR) else "no"


def trial(sandbox: Sandbox, before: Path, after: Path, seed: int) -> Trial:
    begun = time.monotonic()
    with sandbox.session({"before": before, "after": after}, Limits()) as session:
        expected = session.run("before", CASE.stdin).output_hash
        outcome = measure(session, "before", "after", CASE, SETTINGS, expected, seed=seed)
    return Trial(outcome, time.monotonic() - begun)


def row(name: str, trials: list[Trial]) -> tuple[str, ...]:
    counts = [sum(each.kind == kind for each in trials) for kind in ("faster", "no", "undecided")]
    centers = [each.outcome.speedup for each in trials if isinstance(each.outcome, Measurement)]
    pairs = statistics.median(each.outcome.pairs for each in trials)
    return (
        name,
        str(len(trials)),
        *map(str, counts),
        f"{statistics.median(centers):.3f}" if centers else "-",
        f"{min(centers):.3f} to {max(centers):.3f}" if centers else "-",
        f"{pairs:g}",
        f"{statistics.median(each.seconds for each in trials):.2f}",
    )


def reasons(trials: list[Trial]) -> list[str]:
    return sorted({each.outcome.reason for each in trials if isinstance(each.outcome, Undecided)})


def main() -> int:
    parser = argparse.ArgumentParser(description="A/A false claims and known ratios")
    parser.add_argument("--pairs", type=int, default=100, help="A/A comparisons")
    parser.add_argument("--ratios", type=int, default=15, help="comparisons of each known ratio")
    parser.add_argument("--load", type=int, default=0, help="busy processes meanwhile")
    options = parser.parse_args()
    sandbox = open_sandbox()
    with tempfile.TemporaryDirectory() as folder, background(options.load):
        settings = Settings(cache=CacheSettings(directory=Path(folder)), build=BuildSettings(timeout_s=60))
        return report(sandbox, Builder(sandbox, settings), options.pairs, options.ratios)


def report(sandbox: Sandbox, builder: Builder, pairs: int, ratios: int) -> int:
    table = Table("comparison", "n", "faster", "no", "undecided", "median speedup", "range", "pairs", "seconds")

    def many(count: int, after: Callable[[int, Kernel], Path], factor: float = 1.0) -> list[Trial]:
        """`count` comparisons of kernels that do `factor` times the work with what `after` builds."""
        cycle = (KERNELS[number % len(KERNELS)] for number in range(count))
        return [trial(sandbox, built(builder, each, factor), after(n, each), n) for n, each in enumerate(cycle)]

    same = many(pairs, lambda number, kernel: built(builder, kernel, padding=number // len(KERNELS) % 2))
    table.add_row(*row("A/A", same))
    false_claims = sum(each.kind == "faster" for each in same)
    missed, odd = 0, reasons(same)
    for ratio in RATIOS:
        trials = many(ratios, lambda _, kernel: built(builder, kernel), ratio)
        table.add_row(*row(f"{ratio:g} times the work", trials))
        missed += sum(each.kind != "faster" for each in trials) if ratio > 1.1 else 0
        odd += reasons(trials)
    console = Console(width=120)
    console.print(table)
    pressure = cpu_pressure()
    console.print(f"CPU pressure (avg10): {'unknown' if pressure is None else f'{pressure:g} %'}")
    console.print(
        f"False claims: {false_claims} of {pairs}; 95 % upper bound {100 * upper_bound(false_claims, pairs):.2f} %"
    )
    console.print(f"Missed ratios of 1.2 and more: {missed} of {ratios * sum(ratio > 1.1 for ratio in RATIOS)}")
    for reason in sorted(set(odd)):
        console.print(f"Undecided: {reason}")
    return 1 if false_claims or missed else 0


if __name__ == "__main__":
    sys.exit(main())
