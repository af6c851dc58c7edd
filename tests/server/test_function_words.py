"""What the server says of a function's benchmark."""

import pytest

from perfcoder_lsp.function_report import (
    Blocker,
    Fit,
    FunctionInputs,
    FunctionPoint,
    FunctionReport,
    Growth,
    GrowthOrder,
    LineCoverage,
)
from perfcoder_lsp.server import function_words
from perfcoder_lsp.suggestion import InputSource, Measurement, Verdict
from perfcoder_lsp.text import ByteRange


def fit(order: GrowthOrder | None, *, candidates: tuple[GrowthOrder, ...] = (), base: float | None = None) -> Fit:
    return Fit(
        order=order,
        exponent=1.083,
        exponent_low=1.05,
        exponent_high=1.12,
        first=16,
        last=65536,
        candidates=candidates,
        base=base,
    )


INPUTS = FunctionInputs(
    source=InputSource.GENERATED,
    tried=240,
    valid=208,
    distinct=201,
    outcomes=180,
    profile="any numbers, unsorted",
    example="solve([3, `1]) -> 1",
    coverage=LineCoverage(covered=10, total=12, missed=(4, 7)),
)
POINTS = tuple(
    FunctionPoint(size=2**power, before_s=2.0**power * 1e-9, before_memory_bytes=8192) for power in range(12)
)
VERDICT = Verdict(status="equal", inputs=208, outcomes=180, source=InputSource.GENERATED, sanitized=True)
MEASUREMENT = Measurement(
    before_s=2e-6, after_s=5e-7, speedup=4.0, speedup_low=3.98, speedup_high=4.1, pairs=9, clock="cpu"
)


def report(**known: object) -> FunctionReport:
    base = FunctionReport(
        file="a.cpp", function="ns::solve", signature="int ns::solve(vector<int>)", range=ByteRange(start=0, end=9)
    )
    return base.model_copy(update=known)


TIMED = report(
    per_call_s=1.234e-6, per_call_size=1000, inputs=INPUTS, growth=Growth(points=POINTS, before=fit("n log n"))
)
BLOCKED = report(blockers=(Blocker(parameter="p", reason="an abstract class", remedy="// perfcoder: p = Circle"),))


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (TIMED, "1.23 µs at n = 1,000, O(n log n)"),
        (report(per_call_s=3.1e-9), "3.1 ns"),
        (report(complete=False), "benchmarking…"),
        (BLOCKED, "can't be benchmarked"),
        (report(verdict=VERDICT, measurement=MEASUREMENT), "at least 3.9x faster, same on 208 inputs"),
        (
            report(verdict=VERDICT, measurement=MEASUREMENT.model_copy(update={"speedup_low": 1.01})),
            "no measurable gain, same on 208 inputs",
        ),
        (report(verdict=VERDICT.model_copy(update={"status": "different"})), "gives different results"),
        (report(verdict=VERDICT.model_copy(update={"status": "undecided"})), "can't be compared"),
    ],
)
def test_a_lens_says_the_most_important(given: FunctionReport, line: str) -> None:
    assert function_words.headline(given) == line


def test_the_hover_holds_time_growth_inputs_and_some_sizes() -> None:
    text = function_words.hover(TIMED)

    assert "**ns::solve** — 1.23 µs at n = 1,000, O(n log n)" in text
    assert "Growth: O(n log n) (n^1.08, 95 % interval 1.05 to 1.12, for n = 16 to 65,536)." in text
    assert "208 of 240 generated ones are valid, 201 of them different, with 180 different results" in text
    assert "They ran 10 of the function's 12 lines; not lines 4, 7." in text
    assert "For example `solve([3, '1]) -> 1`." in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert rows[0] == "| n | per call | memory |"
    assert rows[1] == "| 1 | 1 ns | 8.19 kB |"
    assert rows[-1].startswith("| 2,048 | 2.05 µs")
    assert len(rows) == 7
    whole = function_words.report_markdown("ns::solve in a.cpp", TIMED)
    assert whole.startswith("# ns::solve in a.cpp\n\n```cpp\nint ns::solve(vector<int>)\n```\n")
    assert len([line for line in whole.splitlines() if line.startswith("| ")]) == 13


def test_a_comparison_shows_both_sides() -> None:
    points = tuple(each.model_copy(update={"after_s": each.before_s / 4}) for each in POINTS)
    growth = Growth(points=points, before=fit("n^2"), after=fit("n"), crossing=64, slower_until=32)

    text = function_words.hover(report(verdict=VERDICT, measurement=MEASUREMENT, growth=growth, against="b.cpp"))

    assert "Same output on 208 generated inputs (180 different outputs), also with sanitizers." in text
    assert "Before: O(n²)" in text
    assert "After: O(n)" in text
    assert "Faster from n = 64, slower up to 32." in text
    assert "| n | before | after | memory |" in text


def test_a_blocker_says_why_and_what_would_help() -> None:
    said = "parameter p: an abstract class; // perfcoder: p = Circle"
    assert said in function_words.hover(BLOCKED)
    assert function_words.outcome("solve in a.cpp", BLOCKED) == f"solve in a.cpp: can't be benchmarked: {said}"


def test_source_text_is_no_markup() -> None:
    text = function_words.hover(report(function="operator*", note="vector<int> a*b"))
    assert r"**operator\*** — " in text
    assert r"vector\<int\> a\*b" in text
