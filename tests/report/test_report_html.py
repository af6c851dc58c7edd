"""The page of a function's report: it holds what is known, shows nothing hostile as markup, and needs nothing else."""

import math
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import pytest

from perfcoder_lsp.function_report import (
    Blocker,
    Fit,
    FunctionInputs,
    FunctionPoint,
    FunctionReport,
    Growth,
    LineCoverage,
)
from perfcoder_lsp.measure.growth import growth as measured_growth
from perfcoder_lsp.report import function_report_html, words
from perfcoder_lsp.report.plot import LABEL_GAP, memory_plot, time_plot
from perfcoder_lsp.report.words import memory, order_words, ratio, seconds
from perfcoder_lsp.suggestion import InputSource, Measurement, Verdict
from perfcoder_lsp.text import ByteRange

HOSTILE = "</title><script>alert('x')</script><img src=x onerror=y>&\x1b[31m\u202e"
VOID = {"meta", "link", "img", "br", "input"}


def fit(order: str | None, factor: float, **more: object) -> Fit:
    values = {"exponent": 1.0, "exponent_low": 0.97, "exponent_high": 1.03, "first": 16, "last": 1024}
    return Fit.model_validate({"order": order, "factor_s": factor, **values, **more})


def growth(*, after: bool = True) -> Growth:
    sizes = [1 << power for power in range(11)]
    points = tuple(
        FunctionPoint(
            size=size,
            before_s=1e-9 * size * size,
            after_s=2e-8 * size if after else None,
            before_memory_bytes=1024 * size,
            after_memory_bytes=2048 * size if after else None,
        )
        for size in sizes
    )
    return Growth(
        points=points,
        before=fit("n^2", 1e-9),
        after=fit("n", 2e-8) if after else None,
        crossing=32 if after else None,
        slower_until=16 if after else None,
    )


def report(**more: object) -> FunctionReport:
    values: dict[str, object] = {
        "file": "a.cpp",
        "function": "distinct",
        "signature": "int distinct(std::vector<int> v)",
        "range": ByteRange(start=0, end=1),
    }
    return FunctionReport.model_validate({**values, **more})


def whole() -> FunctionReport:
    return report(
        against="b.cpp",
        inputs=FunctionInputs(
            source=InputSource.GENERATED, tried=208, valid=205, distinct=201, outcomes=187, profile="small integers",
            example="({1, 1}) -> 1", coverage=LineCoverage(covered=7, total=8, missed=(14,)),
        ),
        per_call_s=1.2e-3,
        per_call_size=1000,
        growth=growth(),
        verdict=Verdict(status="equal", inputs=201, outcomes=187, source=InputSource.GENERATED, sanitized=True),
        measurement=Measurement(
            before_s=1.2e-3, after_s=2e-5, speedup=60.9, speedup_low=59.96, speedup_high=62, pairs=8, clock="cpu"
        ),
        elapsed_s=3.4,
    )  # fmt: skip


class Page(HTMLParser):
    """The tags, the attributes and the text of a page; fails where tags are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_tells_all_that_is_known() -> None:
    text = " ".join(Page(function_report_html(whole())).text.split())
    for expected in (
        "distinct", "int distinct(std::vector<int> v)", "1.2 ms", "n = 1,000", "O(n²) → O(n)", "equal", "59.9×",
        "208; 205 ran to their end, clean under sanitizers", "201 inputs, 187 results", "7 of the function's 8 lines",
        "not line 14", "({1, 1}) -> 1", "after is faster from n = 32, slower up to 16", "8 pairs", "took 3.4 s",
    ):  # fmt: skip
        assert expected in text, expected


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = Page(function_report_html(whole()))
    assert {"script", "link", "img", "iframe", "object"}.isdisjoint(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "href")]
    assert "url(" not in function_report_html(whole())
    assert "prefers-color-scheme: dark" in function_report_html(whole())


def test_nothing_hostile_becomes_markup() -> None:
    hostile = report(
        file=HOSTILE, function=HOSTILE, signature=HOSTILE, against=HOSTILE, note=HOSTILE, growth=growth(),
        blockers=(Blocker(parameter=HOSTILE, reason=HOSTILE, remedy=HOSTILE),),
        inputs=FunctionInputs(
            source=InputSource.RECORDED, tried=1, valid=1, distinct=1, outcomes=1, profile=HOSTILE, example=HOSTILE
        ),
        verdict=Verdict(
            status="different", inputs=1, outcomes=1, source=InputSource.RECORDED, sanitized=False, reason=HOSTILE
        ),
    )  # fmt: skip
    text = function_report_html(hostile)
    page = Page(text)
    harmless = Page(function_report_html(whole()))
    assert set(page.tags) <= {*harmless.tags, "ul", "br"}
    assert page.text.count("alert('x')") == 12
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("status", ["equal", "different", "undecided"])
def test_a_page_without_times_says_why(status: str) -> None:
    blocked = report(
        blockers=(Blocker(parameter="p", reason="an abstract class", remedy="name a factory"),), complete=False,
        verdict={"status": status, "inputs": 0, "outcomes": 0, "source": "generated", "sanitized": False},
    )  # fmt: skip
    text = Page(function_report_html(blocked)).text
    assert "an abstract class" in text
    assert "name a factory" in text
    assert "not finished" in text
    assert "<svg" not in function_report_html(blocked)


def test_a_gain_that_can_not_be_claimed_is_not_shown_as_one() -> None:
    measurement = Measurement(
        before_s=1e-3, after_s=1e-3, speedup=1.01, speedup_low=0.97, speedup_high=1.04, pairs=8, clock="cpu"
    )
    assert "none to claim" in function_report_html(report(measurement=measurement))


def test_the_plot_is_well_formed_and_inside_its_frame() -> None:
    text = function_report_html(whole())
    drawings = [ElementTree.fromstring(f"<svg{part.partition('</svg>')[0]}</svg>") for part in text.split("<svg")[1:]]
    assert len(drawings) == 2
    for drawing in drawings:
        dots = list(drawing.iter("circle"))
        assert len(dots) == 22
        _, _, width, height = (float(number) for number in drawing.attrib["viewBox"].split())
        for dot in dots:
            assert 0 < float(dot.attrib["cx"]) < width
            assert 0 < float(dot.attrib["cy"]) < height
        assert not any("inf" in path.attrib["d"] or "nan" in path.attrib["d"] for path in drawing.iter("path"))


def test_larger_is_further_right_and_slower_is_higher() -> None:
    plot = time_plot(growth())
    assert plot is not None
    before, after = plot.lines
    assert [line.kind for line in plot.lines] == ["before", "after"]
    assert [dot.x for dot in before.dots] == sorted(dot.x for dot in before.dots)
    assert [dot.y for dot in before.dots] == sorted((dot.y for dot in before.dots), reverse=True)
    assert after.dots[-1].y > before.dots[-1].y
    assert plot.crossing is not None
    assert before.dots[4].x < plot.crossing.at <= before.dots[5].x


def test_names_of_lines_that_end_together_do_not_cover_each_other() -> None:
    same = tuple(FunctionPoint(size=size, before_s=size, after_s=size) for size in (1, 10, 100))
    plot = time_plot(Growth(points=same, before=fit("n", 1.0), after=fit("n", 1.0)))
    assert plot is not None
    assert abs(plot.lines[0].label_y - plot.lines[1].label_y) >= LABEL_GAP


@pytest.mark.parametrize(
    "points",
    [
        (),
        (FunctionPoint(size=0, before_s=0.0),),
        (FunctionPoint(size=5, before_s=3e-9),),
        (FunctionPoint(size=1, before_s=1e-15), FunctionPoint(size=10**12, before_s=1e9)),
    ],
)
def test_any_points_can_be_drawn(points: tuple[FunctionPoint, ...]) -> None:
    first, last = (points[0].size, points[-1].size) if points else (0, 0)
    odd = Growth(points=points, before=fit("2^n", 1e-9, first=first, last=last, base=2.0))
    text = function_report_html(report(growth=odd))
    Page(text)
    assert "nan" not in text.partition("<body>")[2]


def test_memory_is_drawn_only_where_it_is_known() -> None:
    unknown = tuple(FunctionPoint(size=size, before_s=1e-9) for size in (1, 2))
    assert memory_plot(Growth(points=unknown, before=fit(None, 0.0))) is None
    assert memory_plot(growth(after=False)) is not None


def test_growth_in_words() -> None:
    assert words(growth()) == (
        "before: O(n²), n^1.00 ± 0.03 for n = 16 to 1,024; after: O(n), n^1.00 ± 0.03 for n = 16 to 1,024; "
        "after is faster from n = 32, slower up to 16"
    )
    pair = fit(None, 1e-9, note="can't tell O(n) and O(n^1.5) apart", candidates=("n^1.5", "n"))
    assert words(Growth(points=(), before=pair, cache="cold")) == (
        "can't tell O(n) and O(n√n) apart, n^1.00 ± 0.03 for n = 16 to 1,024; caches cold"
    )
    assert words(Growth(points=(), before=fit("2^n", 1e-9, base=1.618))).startswith("O(1.62ⁿ), ")


def test_orders_in_words() -> None:
    assert order_words(fit(None, 1e-9, candidates=("n log n", "n"))) == "O(n) or O(n log n)"
    assert order_words(fit(None, 1e-9, candidates=("n", "1", "sqrt n"))) == "O(1) to O(n)"
    assert order_words(fit("sqrt n", 1e-9)) == "O(√n)"
    assert order_words(fit("1", 0.0)) == "O(1)"
    assert order_words(fit(None, 1e-9)) == "about n^1.00"


def test_what_is_not_known_is_not_put_into_numbers() -> None:
    told = measured_growth([FunctionPoint(size=size, before_s=0.0) for size in (1, 2, 4)])
    assert words(told) == "can't tell the order from 0 sizes"
    text = Page(function_report_html(report(growth=told))).text
    assert "n^" not in text
    assert "n = 0 to 0" not in text


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0 ns"), (3.5e-10, "0.35 ns"), (1e-9, "1 ns"), (1.234e-6, "1.23 µs"), (0.5, "500 ms"), (1234.5, "1,234 s")],
)
def test_durations_have_fitting_units(value: float, said: str) -> None:
    assert seconds(value) == said


def test_memory_and_ratios_have_fitting_digits() -> None:
    assert [memory(value) for value in (0, 1, 1536, 5 << 20)] == ["0 B", "1 B", "1.5 KiB", "5 MiB"]
    assert [ratio(value) for value in (0.999, 1.999, 59.96, 1234.9)] == ["0.99×", "1.99×", "59.9×", "1,234×"]
    assert math.isclose(float(ratio(2.0).removesuffix("×")), 2.0)
