"""Which order of growth explains times: each gets a probability, and where that leaves a doubt, several are named.

An order explains times by a constant plus a multiple of it; its probability is taken over all constants and all degrees
of drift (see `walk.py`). How often what is said is right is measured by `bench/growth.py`.
"""

import bisect
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from perfcoder_lsp.function_report import GrowthOrder
from perfcoder_lsp.measure.orders import ORDERS, log_term
from perfcoder_lsp.measure.walk import Walk, log_sum

SURE = 0.88
"""The probability from which on an order is named; candidates are the fewest that reach it together."""
CLOSER = 3.0
"""Caches and allocators make the cost of one step rise with the size, which looks like a higher order: one is named
only where times keep to it this many times closer than to each lower one."""
OTHER = 0.05
"""The probability, before the times are seen, that none of the orders is right, but some other power."""
PACES = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
"""Variances of the drift per octave, in units of the noise's."""
MOST_NOISE = 0.25
"""Above so much scatter (as a ratio's logarithm) no order is named."""
MOST_CONSTANT, SHOWN_RANGE = 2.0, 8
"""A constant is at most twice the order's term at an eighth of the largest size: else a few slow times at the end
would pass for any steep order."""
_POWERS = tuple(power / 10 for power in range(1, 41))
_BASES = tuple(1.1 * 1.08**step for step in range(18))
_OFFSETS = 30
_HOPELESS = math.log(20)


@dataclass(frozen=True)
class Choice:
    """The orders that may be, the most probable first, none where no order explains the times; `note` says so where it
    isn't one. Times are `constant` + `factor` * order then; of an exponential, `base` is which."""

    orders: tuple[GrowthOrder, ...]
    note: str = ""
    constant: float = 0.0
    factor: float = 0.0
    base: float | None = None


@dataclass(frozen=True)
class _Curve:
    """The shape of a curve, as logarithms at the sizes, and how probable it is before the times are seen."""

    order: GrowthOrder | None
    terms: tuple[float, ...]
    prior: float
    base: float | None = None


@dataclass(frozen=True)
class _Explanation:
    """A curve with an added constant (in units of its term, as a logarithm): what it leaves of the logarithms of times,
    and how far that goes from its lowest to its highest, single times that stand out not counted."""

    curve: _Curve
    offset: float
    residuals: tuple[float, ...]
    miss: float


def choose(sizes: Sequence[int], logs: Sequence[float]) -> Choice:
    """The orders that explain the logarithms of times at ascending sizes; there are at least three."""
    explanations = list(_explanations(sizes, logs))
    evidences = _evidences(sizes, explanations)
    total = log_sum([evidence for _, evidence, _ in evidences])
    shares = dict.fromkeys((*ORDERS, None), 0.0)
    for explanation, evidence, _ in evidences:
        shares[explanation.curve.order] += math.exp(evidence - total)
    noise = max(evidences, key=lambda each: each[1])[2]
    if noise > MOST_NOISE:
        return Choice((), f"can't tell the order: times scatter by {100 * math.expm1(noise):.0f} %")
    if shares[None] > 0.5:
        return Choice((), "can't tell the order: none of the known ones explains the times")
    orders = _fewest({order: share / (1 - shares[None]) for order, share in shares.items() if order is not None})
    orders = _with_lower(orders, explanations)
    if len(orders) != 1:
        return Choice(orders, _open(orders))
    best, _, _ = max((each for each in evidences if each[0].curve.order == orders[0]), key=lambda each: each[1])
    return _scaled(best)


def _explanations(sizes: Sequence[int], logs: Sequence[float]) -> Iterator[_Explanation]:
    """Every curve with every constant."""
    for curve in _curves(sizes):
        for offset in _offsets(curve, sizes):
            left = tuple(value - _log_add(term, offset) for value, term in zip(logs, curve.terms, strict=True))
            smooth = [sorted(left[max(0, index - 1) : index + 2])[1] for index in range(len(left))]
            yield _Explanation(curve, offset, left, max(smooth) - min(smooth))


def _evidences(sizes: Sequence[int], explanations: Sequence[_Explanation]) -> list[tuple[_Explanation, float, float]]:
    """The explanations that are not hopeless under every walk, each with the logarithm of how probable that is (up to a
    constant) and the noise."""
    octaves = [math.log2(size) for size in sizes]
    walks = [Walk.along(octaves, pace) for pace in PACES]
    bar = min(each.miss for each in explanations) + _HOPELESS
    offsets = {curve: len(list(group)) for curve, group in itertools.groupby(explanations, lambda each: each.curve)}
    return [
        (
            each,
            math.log(each.curve.prior / offsets[each.curve]) + walk.evidence(each.residuals),
            walk.noise(each.residuals),
        )
        for each in explanations
        if each.miss <= bar
        for walk in walks
    ]


def _curves(sizes: Sequence[int]) -> Iterator[_Curve]:
    for order in ORDERS:
        bases = _BASES if order == "2^n" else (None,)
        for base in bases:
            terms = tuple(log_term(order, size, base or 2.0) for size in sizes)
            yield _Curve(order, terms, (1 - OTHER) / len(ORDERS) / len(bases), base)
    for power in _POWERS:
        yield _Curve(None, tuple(power * math.log(size) for size in sizes), OTHER / len(_POWERS))


def _offsets(curve: _Curve, sizes: Sequence[int]) -> tuple[float, ...]:
    """Constants to be added: none, or up to so much that the order still shows over several sizes."""
    first, last = curve.terms[0], curve.terms[-1]
    if first == last:
        return (-math.inf,)
    shown = min(bisect.bisect_left(sizes, sizes[-1] / SHOWN_RANGE), len(sizes) - 3)
    low, high = max(first - 1, last - 20), curve.terms[shown] + math.log(MOST_CONSTANT)
    return (-math.inf, *(low + (high - low) * step / (_OFFSETS - 1) for step in range(_OFFSETS)))


def _log_add(first: float, second: float) -> float:
    low, high = min(first, second), max(first, second)
    return high + math.log1p(math.exp(low - high))


def _fewest(shares: Mapping[GrowthOrder, float]) -> tuple[GrowthOrder, ...]:
    """The fewest orders that are together as probable as is asked for, the most probable first."""
    ranked = sorted(shares, key=lambda order: -shares[order])
    reached = itertools.accumulate(shares[order] for order in ranked)
    return tuple(ranked[: next((count for count, share in enumerate(reached, 1) if share >= SURE), None)])


def _with_lower(orders: tuple[GrowthOrder, ...], explanations: Sequence[_Explanation]) -> tuple[GrowthOrder, ...]:
    """The orders, and each one lower than the first to which the times keep nearly as closely as to that."""
    misses: dict[GrowthOrder, float] = {}
    for each in explanations:
        if each.curve.order is not None:
            misses[each.curve.order] = min(each.miss, misses.get(each.curve.order, math.inf))
    higher: GrowthOrder = orders[0]
    lower: list[GrowthOrder] = [
        each for each in ORDERS[: ORDERS.index(higher)] if misses[each] < CLOSER * misses[higher]
    ]
    return (*orders, *(each for each in lower if each not in orders))


def _open(orders: Sequence[GrowthOrder]) -> str:
    names = [f"O({order})" for order in sorted(orders, key=ORDERS.index)]
    if len(names) == 2:
        return f"can't tell {names[0]} and {names[1]} apart"
    return f"can't tell the order: it may be {names[0]}, {names[-1]}, or one between"


def _scaled(best: _Explanation) -> Choice:
    """The one order that is left, with its constant and factor in seconds."""
    order, level = best.curve.order, median(best.residuals)
    assert order is not None
    if order == "1":
        return Choice((order,), constant=math.exp(level))
    return Choice((order,), constant=math.exp(level + best.offset), factor=math.exp(level), base=best.curve.base)
