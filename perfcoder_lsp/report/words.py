"""Growth and quantities in words; no claim is ever rounded up."""

from collections.abc import Sequence

from perfcoder_lsp.function_report import Fit, Growth
from perfcoder_lsp.measure.growth import NO_IDEA
from perfcoder_lsp.measure.orders import ORDERS


def words(growth: Growth) -> str:
    """All that is said of a growth: `before: O(n²), n^1.99 ± 0.03 for n = 16 to 8,192; after: …; after is faster from
    n = 256, slower up to 128`."""
    if growth.after is None:
        parts = [fit_words(growth.before)]
    else:
        parts = [f"before: {fit_words(growth.before)}", f"after: {fit_words(growth.after)}"]
    if growth.crossing is not None:
        slower = "" if growth.slower_until is None else f", slower up to {growth.slower_until:,}"
        parts.append(f"after is faster from n = {growth.crossing:,}{slower}")
    if growth.cache == "cold":
        parts.append("caches cold")
    return "; ".join(parts)


def fit_words(fit: Fit) -> str:
    """The order, or why it can't be told; then the exponent and the sizes, if they are known."""
    said = _print(fit.note) if fit.order is None else order_words(fit)
    if not _has_slope(fit):
        return said
    spread = (fit.exponent_high - fit.exponent_low) / 2
    return f"{said}, n^{fit.exponent:.2f} ± {spread:.2f} for n = {fit.first:,} to {fit.last:,}"


def order_words(fit: Fit) -> str:
    """The order as it is written in print; else between which it is, or the exponent, if anything is known."""
    if fit.order == "2^n" and fit.base is not None:
        return f"O({fit.base:.3g}ⁿ)"
    likely = [fit.order] if fit.order is not None else sorted(fit.candidates, key=ORDERS.index)
    if likely:
        ends = dict.fromkeys((likely[0], likely[-1]))
        return (" or " if len(likely) == 2 else " to ").join(f"O({_print(each)})" for each in ends)
    return f"about n^{fit.exponent:.2f}" if _has_slope(fit) else "unknown"


def _has_slope(fit: Fit) -> bool:
    return fit.exponent_high - fit.exponent_low < 2 * NO_IDEA


def _print(text: str) -> str:
    for power, raised in (("n^1.5", "n√n"), ("sqrt n", "√n"), ("n^2", "n²"), ("n^3", "n³"), ("2^n", "2ⁿ")):
        text = text.replace(power, raised)
    return text


def seconds(value: float) -> str:
    """A duration with three digits and a fitting unit."""
    return _scaled(value, ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")))


def memory(value: float) -> str:
    """An amount of memory, given in bytes."""
    return _scaled(value, ((2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB"), (1, "B")))


def _scaled(value: float, units: Sequence[tuple[float, str]]) -> str:
    factor, unit = next((each for each in units if value >= each[0]), units[-1])
    return f"{value / factor:,.3g} {unit}" if value < 1000 * factor else f"{value / factor:,.0f} {unit}"


def ratio(value: float) -> str:
    """A ratio, cut and not rounded."""
    step = 100 if value < 10 else 10 if value < 100 else 1
    return f"{int(value * step + 1e-9) / step:,.{len(str(step)) - 1}f}×"
