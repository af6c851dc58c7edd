"""How often the order of growth that is told is right: `python -m bench.growth [--trials N] [--seed N] [--real]`.

Synthetic times of known order on the ladder of sizes that is measured, with scatter, outliers, added constants, terms
of lower order, and steps where caches end; with --real instead the kernels of `growth_kernels.cpp`, of known order,
timed on this machine in the sandbox. Prints per order how often it was named (right), left open with the truth among
the candidates, open altogether, open with the truth not among the candidates, and mistaken for another (wrong).
"""

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from perfcoder_lsp.build import Build, Builder, CompileCommand, Job, Variant
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.function_report import Fit, GrowthOrder
from perfcoder_lsp.measure.growth import fit
from perfcoder_lsp.measure.orders import ORDERS, log_term
from perfcoder_lsp.sandbox import Limits, open_sandbox
from perfcoder_lsp.settings import Settings

KERNELS = Path(__file__).with_name("growth_kernels.cpp")
LONGEST_CALL_S = 0.3
LARGEST = (1 << 14, 1 << 16, 1 << 18, 1 << 20)
DEGREES: dict[GrowthOrder, float] = {
    "1": 0, "log n": 0, "sqrt n": 0.5, "n": 1, "n log n": 1, "n^1.5": 1.5, "n^2": 2, "n^2 log n": 2, "n^3": 3,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Times of known order."""

    name: str
    order: GrowthOrder
    times: tuple[tuple[int, float], ...]


def ladder(largest: int) -> list[int]:
    """The sizes that are measured: doubling, and those halfway from 64 on."""
    sizes = [size for power in range(largest.bit_length()) for size in (1 << power, 3 << power - 1 if power > 5 else 0)]
    return [size for size in sizes if 0 < size <= largest]


def synthetic(chance: random.Random, order: GrowthOrder) -> Case:
    """One case. The constant is up to 200 steps; a term of an order that is lower by half a power or more weighs up to
    eight times as much per unit; each of two caches ends somewhere with a step by a factor of 1.2 to 1.5, or not."""
    step_s = 10 ** chance.uniform(-9, -7)
    constant = chance.choice((0.0, chance.uniform(1, 20), chance.uniform(20, 200)))
    if order in ("1", "log n"):
        constant = min(constant, 20)
    scatter = chance.choice((0.02, 0.05, 0.1))
    ends = [(2 ** chance.uniform(low, low + 4), chance.choice((1, chance.uniform(1.2, 1.5)))) for low in (9, 14)]
    lower: list[GrowthOrder] = [each for each, degree in DEGREES.items() if degree <= DEGREES.get(order, 0) - 0.5]
    beside = chance.choice(lower) if lower and chance.random() < 0.5 else None
    weight = chance.uniform(0, 8)
    base = chance.uniform(1.5, 3)
    times: list[tuple[int, float]] = []
    for size in ladder(chance.choice(LARGEST)):
        log = log_term(order, size, base)
        if log + math.log(step_s) > math.log(LONGEST_CALL_S):
            break
        steps = math.exp(log) + (weight * math.exp(log_term(beside, size)) if beside else 0.0)
        slower = math.prod(factor ** min(1, max(0, math.log2(size / end) + 0.5)) for end, factor in ends)
        outlier = chance.uniform(1.3, 3) if chance.random() < 0.03 else 1.0
        seconds = (constant + steps * slower) * step_s * math.exp(abs(chance.gauss(0, scatter))) * outlier
        times.append((size, seconds))
    return Case("synthetic", order, tuple(times))


def real() -> Iterator[Case]:
    """The kernels, timed on this machine. Raises SystemExit where they can't be built or run."""
    settings = Settings()
    sandbox = open_sandbox(settings.cache.directory)
    command = CompileCommand(compiler="g++", flags=("-O2", "-std=c++17"), directory=KERNELS.parent)
    build = Builder(sandbox, settings).build_job(Job(Source.read(KERNELS), command, Variant.TIMING))
    if not isinstance(build, Build):
        raise SystemExit(f"{KERNELS}: {build.message}")
    with sandbox.session({"kernels": build.binary}, Limits(cpu_s=300, wall_s=900)) as session:
        result = session.run("kernels", keep_output=True)
    if not result.succeeded or result.output is None:
        raise SystemExit(f"{KERNELS}: ended by {result.status} {result.signal or result.exit_code}")
    for line in result.output.decode().splitlines():
        name, order, text = line.split("|")
        numbers = text.split()
        times = tuple((int(size), float(seconds)) for size, seconds in zip(numbers[::2], numbers[1::2], strict=True))
        yield Case(name, cast("GrowthOrder", order), times)


def judged(case: Case) -> tuple[str, Fit]:
    """Which column of the table a case belongs to, and what was told of it."""
    told = fit(case.times)
    if told.order is not None:
        return ("right" if told.order == case.order else "wrong"), told
    if not told.candidates:
        return "open", told
    return ("among" if case.order in told.candidates else "not among"), told


COLUMNS = ("right", "among", "open", "not among", "wrong")


def table(rows: Mapping[GrowthOrder, Counter[str]]) -> Iterator[str]:
    """Percentages per order of the truth, and over all."""
    yield f"{'':<14}" + "".join(f"{name:>12}" for name in COLUMNS) + f"{'of':>7}"
    totals = {f"O({order})": counts for order, counts in rows.items()}
    for name, counts in {**totals, "all": sum(rows.values(), Counter[str]())}.items():
        total = counts.total()
        yield f"{name:<14}" + "".join(f"{100 * counts[each] / total:>10.1f} %" for each in COLUMNS) + f"{total:>7}"


def counted(cases: Sequence[Case], *, show: bool) -> dict[GrowthOrder, Counter[str]]:
    """How many cases of each order fall into which column; `show` prints what was not told right."""
    rows: dict[GrowthOrder, Counter[str]] = {}
    for case in cases:
        column, told = judged(case)
        rows.setdefault(case.order, Counter())[column] += 1
        if show and column != "right":
            said = f"O({told.order})" if told.order else told.note
            half = told.exponent_high - told.exponent
            print(f"{case.name} O({case.order}): {column}: {said}; n^({told.exponent:.2f} ± {half:.2f})")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=100, help="synthetic cases per order")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", action="store_true", help="time real kernels instead, about a minute")
    parser.add_argument("--show", action="store_true", help="one line per case that was not told right")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    made = [synthetic(chance, order) for order in ORDERS for _ in range(0 if arguments.real else arguments.trials)]
    print("\n".join(table(counted(list(real()) if arguments.real else made, show=arguments.show))))


if __name__ == "__main__":
    main()
