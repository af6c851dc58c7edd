"""Where the parts of a plot lie: both axes logarithmic, in units of the picture. The template draws them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from perfcoder_lsp.function_report import Fit, Growth
from perfcoder_lsp.measure.orders import predicted
from perfcoder_lsp.report.words import memory, order_words, seconds

WIDTH = 760
LEFT, RIGHT, TOP, BOTTOM = 64, 134, 16, 40
CURVE_POINTS = 120
LABEL_GAP = 16


@dataclass(frozen=True)
class Tick:
    """A line across the picture at `at`, with its label."""

    at: float
    label: str


@dataclass(frozen=True)
class Dot:
    """A measured point, and what is said of it when the pointer rests there."""

    x: float
    y: float
    tip: str


@dataclass(frozen=True)
class Line:
    """One version's points; `path` is the fitted curve, "" where there is none; `label_y` is where its name stands."""

    kind: str
    label: str
    dots: tuple[Dot, ...]
    path: str
    label_y: float


@dataclass(frozen=True)
class Plot:
    """A whole picture; `crossing` is where the version after becomes the faster one."""

    title: str
    height: int
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    crossing: Tick | None

    width: int = WIDTH
    left: int = LEFT
    top: int = TOP

    @property
    def right(self) -> int:
        """Where the axis of sizes ends."""
        return WIDTH - RIGHT

    @property
    def bottom(self) -> int:
        """Where the other axis begins."""
        return self.height - BOTTOM


@dataclass(frozen=True)
class _Data:
    kind: str
    label: str
    points: tuple[tuple[int, float], ...]
    fit: Fit | None = None


@dataclass(frozen=True)
class _Axis:
    """A logarithmic scale from `low` to `high`, drawn from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def over(cls, values: Sequence[float], start: float, end: float) -> "_Axis":
        """A scale that holds the values, with some room to both sides."""
        low, high = min(values), max(values)
        room = max((high / low) ** 0.04, 1.05) if high > low else 2.0
        return cls(low / room, high * room, start, end)

    def at(self, value: float) -> float:
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def steps(self) -> list[float]:
        """Round values on the scale: powers of ten, and what lies between where there are few of them; not more than
        eight."""
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        for digits in ((1, 2, 5), (1, 3), (1,)):
            values = [digit * 10.0**power for power in range(first, last + 1) for digit in digits]
            inside = [value for value in values if self.low <= value <= self.high]
            if len(inside) <= 8:
                return inside
        return inside[:: math.ceil(len(inside) / 8)]


def time_plot(growth: Growth) -> Plot | None:
    """Seconds per call by size, with the fitted curves; None where no time is known."""
    before = tuple((point.size, point.before_s) for point in growth.points)
    after = tuple((point.size, point.after_s) for point in growth.points if point.after_s is not None)
    data = [_Data("before" if after else "only", "before" if after else "per call", before, growth.before)]
    data += [_Data("after", "after", after, growth.after)] if after else []
    return _plot("Time per call by size of the input", data, 380, seconds, growth.crossing)


def memory_plot(growth: Growth) -> Plot | None:
    """The peak of what a call allocated by size; None where nothing is known to have been allocated."""
    before = tuple((point.size, float(point.before_memory_bytes or 0)) for point in growth.points)
    after = tuple((point.size, float(point.after_memory_bytes or 0)) for point in growth.points)
    compared = any(value for _, value in after)
    data = [_Data("before" if compared else "only", "before" if compared else "per call", before)]
    data += [_Data("after", "after", after)] if compared else []
    return _plot("Peak memory of a call by size of the input", data, 220, memory, None)


def _plot(
    title: str, given: Sequence[_Data], height: int, said: Callable[[float], str], crossing: int | None
) -> Plot | None:
    data = [
        replace(each, points=tuple((n, value) for n, value in each.points if n > 0 and value > 0)) for each in given
    ]
    data = [each for each in data if each.points]
    if not data:
        return None
    across = _Axis.over([size for each in data for size, _ in each.points], LEFT, WIDTH - RIGHT)
    upward = _Axis.over([value for each in data for _, value in each.points], height - BOTTOM, TOP)
    return Plot(
        title=title,
        height=height,
        x_ticks=tuple(Tick(across.at(value), f"{value:,.0f}") for value in across.steps() if value >= 1),
        y_ticks=tuple(Tick(upward.at(value), said(value)) for value in upward.steps()),
        lines=_apart([_line(each, across, upward, said) for each in data]),
        crossing=None if crossing is None else Tick(across.at(crossing), f"faster from n = {crossing:,}"),
    )


def _line(data: _Data, across: _Axis, upward: _Axis, said: Callable[[float], str]) -> Line:
    dots = tuple(
        Dot(across.at(size), upward.at(value), f"{data.label}, n = {size:,}: {said(value)}")
        for size, value in data.points
    )
    fit = data.fit if data.fit is not None and data.fit.factor_s + data.fit.constant_s > 0 else None
    label = data.label if fit is None or fit.order is None else f"{data.label}, {order_words(fit)}"
    path = _curve(fit, across, upward) if fit else "L".join(f"{dot.x} {dot.y}" for dot in dots)
    return Line(data.kind, label, dots, path and f"M{path}", dots[-1].y)


def _curve(fit: Fit, across: _Axis, upward: _Axis) -> str:
    """The part of the fitted curve that lies on the picture, over the sizes of the fit."""
    growth = (fit.last / fit.first) ** (1 / (CURVE_POINTS - 1))
    sizes = [fit.first * growth**step for step in range(CURVE_POINTS)]
    values = [(size, predicted(fit, size)) for size in sizes]
    return "L".join(
        f"{across.at(size)} {upward.at(value)}" for size, value in values if upward.low <= value <= upward.high
    )


def _apart(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with their names moved so that none covers another."""
    placed: list[Line] = []
    for line in sorted(lines, key=lambda line: line.label_y):
        lowest = placed[-1].label_y + LABEL_GAP if placed else 0.0
        placed.append(replace(line, label_y=max(line.label_y, lowest)))
    return tuple(placed)
