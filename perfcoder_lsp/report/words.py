"""Growth and quantities in words; no claim is ever rounded up."""

from collections.abc import Sequence

from perfcoder_lsp.function_report import Fit, Growth


def words(growth: Growth) -> str:
    """All that is said of a growth: `before O(n²), n^1.99 ± 0.03 for n = 16 to 8,192; after …; faster from n = 256`."""
    if growth.after is None:
        parts = [fit_words(growth.before)]
    else:
        parts = [f"before {fit_words(growth.before)}", f"after {fit_words(growth.after)}"]
    if growth.crossing is not None:
        slower = "" if growth.slower_until is None else f", slower up to {growth.slower_until:,}"
        parts.append(f"after is faster from n = {growth.crossing:,}{slower}")
    if growth.cache == "cold":
        parts.append("caches cold")
    return "; ".join(parts)


def fit_words(fit: Fit) -> str:
    """The order, the exponent and the sizes; where the order can't be told, why."""
    spread = (fit.exponent_high - fit.exponent_low) / 2
    slope = f"n^{fit.exponent:.2f} ± {spread:.2f} for n = {fit.first:,} to {fit.last:,}"
    return f"{order_words(fit)}, {slope}" + (f" ({fit.note})" if fit.note else "")


def order_words(fit: Fit) -> str:
    """The order as it is written in print, those that may be, or the exponent."""
    if fit.order == "2^n" and fit.base is not None:
        return f"O({fit.base:.3g}ⁿ)"
    likely = [fit.order] if fit.order is not None else fit.candidates
    return " or ".join(f"O({_print(each)})" for each in likely) or f"about n^{fit.exponent:.2f}"


def _print(order: str) -> str:
    for power, raised in (("n^1.5", "n√n"), ("sqrt n", "√n"), ("^2", "²"), ("^3", "³"), ("^n", "ⁿ")):
        order = order.replace(power, raised)
    return order


def seconds(value: float) -> str:
    """A duration with three digits and a fitting unit."""
    return _scaled(value, ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")))


def memory(value: float) -> str:
    """An amount of memory, given in kB of 1024 bytes."""
    return _scaled(value * 1024, ((2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB"), (1, "B")))


def _scaled(value: float, units: Sequence[tuple[float, str]]) -> str:
    factor, unit = next((each for each in units if value >= each[0]), units[-1])
    return f"{value / factor:,.3g} {unit}" if value < 1000 * factor else f"{value / factor:,.0f} {unit}"


def ratio(value: float) -> str:
    """A ratio, cut and not rounded."""
    step = 100 if value < 10 else 10 if value < 100 else 1
    return f"{int(value * step + 1e-9) / step:,.{len(str(step)) - 1}f}×"
