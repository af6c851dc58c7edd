"""How often the order of growth that is told is right: `python bench/growth.py [--trials N] [--seed N] [--real]`.

Synthetic times of known order on the ladder of sizes that is measured, with scatter, outliers, added constants, terms of
lower order, and steps where caches end; with --real, also kernels of known order, timed on this machine in the sandbox.
Prints per order how often it was named (right), left open, and mistaken for another (wrong).
"""

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from perfcoder_lsp.function_report import Fit, GrowthOrder
from perfcoder_lsp.measure.growth import fit
from perfcoder_lsp.measure.orders import ORDERS, log_term

LONGEST_CALL_S = 0.3
LARGEST = (1 << 14, 1 << 16, 1 << 18, 1 << 20)
DEGREES: dict[GrowthOrder, float] = {
    "1": 0, "log n": 0, "sqrt n": 0.5, "n": 1, "n log n": 1, "n^1.5": 1.5, "n^2": 2, "n^2 log n": 2, "n^3": 3,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Times of known order. `about` groups cases in the table."""

    about: str
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
    lower = [each for each, degree in DEGREES.items() if order != "2^n" and degree <= DEGREES[order] - 0.5]
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


def judged(case: Case) -> tuple[str, Fit]:
    """Whether what is said of a case is right, wrong, or left open; then, whether the truth was among the candidates."""
    told = fit(case.times)
    if told.order is not None:
        return ("right" if told.order == case.order else "wrong"), told
    if not told.candidates:
        return "open", told
    return ("among" if case.order in told.candidates else "not among"), told


COLUMNS = ("right", "among", "open", "not among", "wrong")


def table(rows: dict[str, Counter[str]]) -> Iterator[str]:
    yield f"{'':<22}" + "".join(f"{name:>11}" for name in COLUMNS) + f"{'of':>7}"
    for name, counts in (*rows.items(), ("all", sum(rows.values(), Counter[str]()))):
        total = counts.total()
        yield f"{name:<22}" + "".join(f"{100 * counts[each] / total:>9.1f} %" for each in COLUMNS) + f"{total:>7}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=100, help="synthetic cases per order")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="one line per case that was not told right")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    rows: dict[str, Counter[str]] = {}
    for order in ORDERS:
        counts = rows.setdefault(f"O({order})", Counter())
        for _ in range(arguments.trials):
            case = synthetic(chance, order)
            verdict, told = judged(case)
            counts[verdict] += 1
            if arguments.show and verdict != "right":
                print(
                    f"{order:>9} {verdict:>9}  {told.order} {told.note}  {told.first}..{told.last} {told.exponent:.2f} ± {told.exponent_high - told.exponent:.2f}"
                )
    print("\n".join(table(rows)))


if __name__ == "__main__":
    main()
