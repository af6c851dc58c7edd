"""How time grows with the size of the input: the order, where it can be told, the exponent, and from which size on a
change pays."""

import math
from collections.abc import Sequence
from statistics import median

from perfcoder_lsp.function_report import CacheState, Fit, FunctionPoint, Growth
from perfcoder_lsp.measure.order_choice import PACES, Choice, choose
from perfcoder_lsp.measure.statistics import student_t_quantile
from perfcoder_lsp.measure.walk import Walk, log_sum

FEWEST_SIZES = 5
LEAST_RANGE = 16
"""Below so many sizes, or so small a ratio of the largest to the smallest, no order is named."""
NO_IDEA = 10.0
"""To how much an exponent's interval is limited, to each side."""
CROSSING_NOISE = 0.03
"""Two times closer than this are never called different."""
_OUTLIER, _OUTLIER_SCALES = 0.25, 6.0


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
    """The order of growth of (size, seconds), and the exponent with its interval; where a size occurs more than once,
    its lowest time counts."""
    lowest = {size: seconds for size, seconds in sorted(times, reverse=True) if size >= 1 and seconds > 0}
    kept = _asymptotic(_without_outliers(sorted(lowest.items())))
    sizes = [size for size, _ in kept]
    logs = [math.log(seconds) for _, seconds in kept]
    exponent, error = _exponent(sizes, logs)
    first, last = (sizes[0], sizes[-1]) if sizes else (0, 0)
    choice = _choice(sizes, logs)
    named = choice.orders[0] if len(choice.orders) == 1 else None
    return Fit(
        order=named,
        exponent=exponent,
        exponent_low=exponent - error,
        exponent_high=exponent + error,
        first=first,
        last=last,
        note=choice.note,
        candidates=choice.orders,
        constant_s=choice.constant,
        factor_s=choice.factor if named else _power_factor(sizes, logs, exponent),
        base=choice.base,
    )


def _choice(sizes: Sequence[int], logs: Sequence[float]) -> Choice:
    """The orders that may be; none where there is too little to judge by."""
    if len(sizes) < FEWEST_SIZES:
        return Choice((), f"can't tell the order from {len(sizes)} {'size' if len(sizes) == 1 else 'sizes'}")
    if sizes[-1] < LEAST_RANGE * sizes[0]:
        return Choice((), f"can't tell the order from sizes {sizes[0]:,} to {sizes[-1]:,} only")
    return choose(sizes, logs)


def _power_factor(sizes: Sequence[int], logs: Sequence[float], exponent: float) -> float:
    """The factor of a power of the size that runs through the larger sizes."""
    above = [value - exponent * math.log(size) for size, value in zip(sizes, logs, strict=True)]
    return math.exp(median(above[len(above) // 2 :])) if above else 0.0


def _exponent(sizes: Sequence[int], logs: Sequence[float]) -> tuple[float, float]:
    """The slope in log-log terms over the upper half of the octaves (at least four of them), and half of its 95 %
    interval; `NO_IDEA` where there are too few sizes."""
    if len(sizes) < 3:
        return 0.0, NO_IDEA
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
    return center, min(NO_IDEA, student_t_quantile(0.975, len(places) - 2) * math.sqrt(variance))


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
    if not gains:
        return None, None
    smooth = [median(gain for _, gain in gains[max(0, index - 1) : index + 2]) for index in range(len(gains))]
    scatter = median(abs(gain - middle) for (_, gain), middle in zip(gains, smooth, strict=True))
    noise = max(CROSSING_NOISE, 4 * scatter)
    slower = [size for (size, _), gain in zip(gains, smooth, strict=True) if gain < -noise]
    if not slower:
        return None, None
    unsettled = max(size for (size, _), gain in zip(gains, smooth, strict=True) if gain < noise)
    faster = [size for size, _ in gains if size > unsettled]
    return (slower[-1], faster[0]) if len(faster) >= 2 else (None, None)
