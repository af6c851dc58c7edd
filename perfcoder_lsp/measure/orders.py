"""The orders of growth that are told apart, and the curves they draw: a constant plus a multiple of the order."""

import math
from collections.abc import Callable, Mapping

from perfcoder_lsp.function_report import Fit, GrowthOrder

_LOG_TERM: Mapping[GrowthOrder, Callable[[float], float]] = {
    "1": lambda _: 0.0,
    "log n": lambda n: math.log(math.log2(n + 1)),
    "sqrt n": lambda n: 0.5 * math.log(n),
    "n": math.log,
    "n log n": lambda n: math.log(n * math.log2(n + 1)),
    "n^1.5": lambda n: 1.5 * math.log(n),
    "n^2": lambda n: 2 * math.log(n),
    "n^2 log n": lambda n: math.log(n * n * math.log2(n + 1)),
    "n^3": lambda n: 3 * math.log(n),
}
ORDERS: tuple[GrowthOrder, ...] = (*_LOG_TERM, "2^n")
"""All orders, the slowest growth first."""


def log_term(order: GrowthOrder, size: float, base: float = 2.0) -> float:
    """The logarithm of the order's term at a size of at least 1; the order "2^n" is that of `base`^n."""
    return size * math.log(base) if order == "2^n" else _LOG_TERM[order](size)


def predicted(fit: Fit, size: float) -> float:
    """Seconds at a size of at least 1, by the fitted curve; infinite where no number holds it."""
    log = fit.exponent * math.log(size) if fit.order is None else log_term(fit.order, size, fit.base or 2.0)
    return fit.constant_s + fit.factor_s * math.exp(log) if log < 700 else math.inf
