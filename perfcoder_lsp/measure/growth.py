"""How time grows with the size of the input: the order, where it can be told, and from which size on a change pays.

Each order gets a probability: how well a constant plus a multiple of it explains the times, over all constants and all
degrees of drift (see `walk.py`). An order is named only where its probability leaves no doubt; else the note has those
that remain. How often what is said is right is measured by `bench/growth.py`.
"""

import bisect
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from perfcoder_lsp.function_report import CacheState, Fit, FunctionPoint, Growth, GrowthOrder
from perfcoder_lsp.measure.orders import ORDERS, log_term
from perfcoder_lsp.measure.statistics import student_t_quantile
from perfcoder_lsp.measure.walk import Walk, log_sum

FEWEST_SIZES = 5
LEAST_RANGE = 16
"""Below so many sizes, or so small a ratio of the largest to the smallest, no order is named."""
SURE = 0.93
"""The probability from which on an order is named; candidates are the fewest that reach it together."""
OTHER = 0.05
"""The probability, before the times are seen, that none of the orders is right, but some other power."""
PACES = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
"""Variances of the drift per octave, in units of the noise's."""
MOST_NOISE = 0.25
"""Above so much scatter (as a ratio's logarithm) no order is named."""
MOST_CONSTANT, SHOWN_RANGE = 2.0, 8
"""A constant is at most twice the order's term at an eighth of the largest size: else a few slow times at the end
would pass for any steep order."""
CROSSING_NOISE = 0.03
"""Two times closer than this are never called different."""
_POWERS = tuple(power / 10 for power in range(1, 41))
_BASES = tuple(1.1 * 1.08**step for step in range(18))
_OFFSETS = 30
_OUTLIER, _OUTLIER_SCALES = 0.25, 6.0


@dataclass(frozen=True)
class _Curve:
    """The shape of a curve, as logarithms at the sizes, and how probable it is before the times are seen."""

    order: GrowthOrder | None
    terms: tuple[float, ...]
    prior: float
    base: float | None = None


@dataclass(frozen=True)
class _Explained:
    """A curve with an added constant (in units of its term, as a logarithm) under a walk, and its log evidence."""

    curve: _Curve
    offset: float
    walk: Walk
    evidence: float


def growth(points: Sequence[FunctionPoint], cache: CacheState = "warm") -> Growth:
    """The growth of both versions' times. `points` may come in any order; those with no positive time are left out of
    the fits."""
    ordered = tuple(sorted(points, key=lambda point: point.size))
    after = [(point.size, point.after_s) for point in ordered if point.after_s is not None]
    slower, faster = _crossing(ordered)
    return Growth(
        points=ordered,
        before=fit([(point.size, point.before_s) for point in ordered]),
        after=fit(after) if after else None,
        crossing=faster,
        slower_until=slower,
        cache=cache,
    )


def fit(times: Sequence[tuple[int, float]]) -> Fit:
    """The order of growth of (size, seconds), sizes ascending, and the exponent with its interval."""
    usable = [(size, seconds) for size, seconds in times if size >= 1 and seconds > 0]
    kept = _asymptotic(_without_outliers(usable))
    sizes = [size for size, _ in kept]
    logs = [math.log(seconds) for _, seconds in kept]
    exponent, error = _exponent(sizes, logs)
    low, high = exponent - error, exponent + error
    first, last = (sizes[0], sizes[-1]) if sizes else (0, 0)
    unclear = Fit(
        order=None, exponent=exponent, exponent_low=low, exponent_high=high, first=first, last=last,
        factor_s=_power_factor(sizes, logs, exponent),
    )  # fmt: skip
    if len(sizes) < FEWEST_SIZES:
        return unclear.model_copy(update={"note": f"can't tell the order from {len(sizes)} sizes"})
    if last < LEAST_RANGE * first:
        return unclear.model_copy(update={"note": f"can't tell the order from sizes {first:,} to {last:,} only"})
    return unclear.model_copy(update=_told(sizes, logs))


def _told(sizes: Sequence[int], logs: Sequence[float]) -> dict[str, object]:
    """What is known of the order, as fields of a Fit."""
    explained = list(_explanations(sizes, logs))
    total = log_sum([each.evidence for each in explained])
    shares = dict.fromkeys((*ORDERS, None), 0.0)
    for each in explained:
        shares[each.curve.order] += math.exp(each.evidence - total)
    best = max(explained, key=lambda each: each.evidence)
    noise = best.walk.noise(_residuals(logs, best.curve.terms, best.offset))
    if noise > MOST_NOISE:
        return {"note": f"can't tell the order: times scatter by {100 * math.expm1(noise):.0f} %"}
    if shares[None] > 0.5:
        return {"note": "can't tell the order: none of the known ones explains the times"}
    known = _fewest({order: share / (1 - shares[None]) for order, share in shares.items() if order is not None})
    if len(known) > 1:
        names = " and ".join(f"O({order})" for order in sorted(known, key=ORDERS.index))
        return {"note": f"can't tell {names} apart", "candidates": known}
    best = max((each for each in explained if each.curve.order == known[0]), key=lambda each: each.evidence)
    return {"order": known[0], "candidates": known, "base": best.curve.base, **_scaled(best, logs)}


def _explanations(sizes: Sequence[int], logs: Sequence[float]) -> Iterator[_Explained]:
    """Every curve with every constant under every walk; evidences include what each is believed beforehand."""
    octaves = [math.log2(size) for size in sizes]
    walks = [Walk.along(octaves, pace) for pace in PACES]
    for curve in _curves(sizes):
        offsets = _offsets(curve, sizes)
        for offset in offsets:
            residuals = _residuals(logs, curve.terms, offset)
            share = math.log(curve.prior / len(offsets))
            for walk in walks:
                yield _Explained(curve, offset, walk, share + walk.evidence(residuals))


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


def _residuals(logs: Sequence[float], terms: Sequence[float], offset: float) -> list[float]:
    """What the curve with a constant added leaves unexplained."""
    return [value - _log_add(term, offset) for value, term in zip(logs, terms, strict=True)]


def _log_add(first: float, second: float) -> float:
    low, high = min(first, second), max(first, second)
    return high + math.log1p(math.exp(low - high))


def _fewest(shares: Mapping[GrowthOrder, float]) -> tuple[GrowthOrder, ...]:
    """The fewest orders that are together as probable as is asked for, the most probable first."""
    ranked = sorted(shares, key=lambda order: -shares[order])
    reached = itertools.accumulate(shares[order] for order in ranked)
    return tuple(ranked[: next((count for count, share in enumerate(reached, 1) if share >= SURE), None)])


def _scaled(best: _Explained, logs: Sequence[float]) -> dict[str, float]:
    """The curve's constant and factor in seconds."""
    level = median(_residuals(logs, best.curve.terms, best.offset))
    if best.curve.order == "1":
        return {"constant_s": math.exp(level), "factor_s": 0.0}
    return {"constant_s": math.exp(level + best.offset), "factor_s": math.exp(level)}


def _power_factor(sizes: Sequence[int], logs: Sequence[float], exponent: float) -> float:
    """The factor of a power of the size that runs through the larger sizes."""
    above = [value - exponent * math.log(size) for size, value in zip(sizes, logs, strict=True)]
    return math.exp(median(above[len(above) // 2 :])) if above else 0.0


def _exponent(sizes: Sequence[int], logs: Sequence[float]) -> tuple[float, float]:
    """The slope in log-log terms over the upper half of the octaves (at least four of them), and half of its 95 %
    interval; infinite where there are too few sizes."""
    if len(sizes) < 3:
        return 0.0, math.inf
    least = min(math.sqrt(sizes[0] * sizes[-1]), sizes[-1] / LEAST_RANGE)
    start = min(next(index for index, size in enumerate(sizes) if size >= least), len(sizes) - 3)
    places = [math.log(size) for size in sizes[start:]]
    octaves = [place / math.log(2) for place in places]
    slopes = [Walk.along(octaves, pace).slope(places, logs[start:]) for pace in PACES]
    total = log_sum([evidence for _, _, evidence in slopes])
    shares = [math.exp(evidence - total) for _, _, evidence in slopes]
    center = math.fsum(share * slope for share, (slope, _, _) in zip(shares, slopes, strict=True))
    variance = math.fsum(
        share * (spread + (slope - center) ** 2) for share, (slope, spread, _) in zip(shares, slopes, strict=True)
    )
    return center, student_t_quantile(0.975, len(places) - 2) * math.sqrt(variance)


def _asymptotic(times: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Without the smallest sizes, where calls, allocations and thresholds of small inputs weigh more than the order."""
    if not times:
        return []
    least = min(16, times[-1][0] / 64)
    return [(size, seconds) for size, seconds in times if size >= least]


def _without_outliers(times: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Without single times that stand out from the line through their neighbours; at most one in eight."""
    kept = list(times)
    for _ in range(len(times) // 8):
        bends = _bends(kept)
        worst = max(range(len(bends)), key=lambda index: bends[index])
        if bends[worst] <= max(_OUTLIER, _OUTLIER_SCALES * median(bends)):
            break
        del kept[worst]
    return kept


def _bends(times: Sequence[tuple[int, float]]) -> list[float]:
    """How far each time is off the line through its two neighbours (at the ends, the next two), in logarithms."""
    logs = [(math.log(size), math.log(seconds)) for size, seconds in times]
    bends: list[float] = []
    for index, (place, value) in enumerate(logs):
        left = max(0, min(index - 1, len(logs) - 3))
        (x0, y0), (x1, y1) = (each for each in logs[left : left + 3] if each[0] != place)
        bends.append(abs(value - y0 - (y1 - y0) * (place - x0) / (x1 - x0)))
    return bends


def _crossing(points: Sequence[FunctionPoint]) -> tuple[int | None, int | None]:
    """The largest size at which the version after is slower, and the one from which on it is faster at all sizes; None
    and None where it isn't slower at some and faster at others. One size that disagrees with both its neighbours is
    passed over."""
    gains = [
        (point.size, math.log(point.before_s / point.after_s))
        for point in points
        if point.after_s is not None and point.after_s > 0 and point.before_s > 0
    ]
    smooth = [
        (size, median(gain for _, gain in gains[max(0, index - 1) : index + 2]))
        for index, (size, _) in enumerate(gains)
    ]
    noise = (
        max(CROSSING_NOISE, 3 * 1.4826 * median(abs(a - b) for (_, a), (_, b) in zip(gains, smooth, strict=True)))
        if gains
        else 0.0
    )
    slower = [size for size, gain in smooth if gain < -noise]
    if not slower:
        return None, None
    unsettled = [size for size, gain in smooth if gain < noise]
    faster = [size for size, _ in smooth if size > unsettled[-1]]
    return (slower[-1], faster[0]) if len(faster) >= 2 else (None, None)
