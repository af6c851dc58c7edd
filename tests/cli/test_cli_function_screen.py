"""What a person reads of a function's benchmark."""

import io

import pytest
from rich.console import Console

from perfcoder_lsp.cli.function_screen import function_view
from perfcoder_lsp.function_report import (
    Blocker,
    Fit,
    FunctionInputs,
    FunctionPoint,
    FunctionReport,
    Growth,
    LineCoverage,
)
from perfcoder_lsp.suggestion import InputSource, Measurement, Verdict
from perfcoder_lsp.text import ByteRange

BARE = FunctionReport(
    file="a.cpp", function="ns::solve", signature="int ns::solve(vector<int>)", range=ByteRange(start=0, end=9)
)
FIT = Fit(order="n log n", exponent=1.083, exponent_low=1.05, exponent_high=1.12, first=16, last=65536)
POINTS = tuple(
    FunctionPoint(size=2**power, before_s=2.0**power * 1e-9, before_memory_bytes=8192) for power in range(20)
)
INPUTS = FunctionInputs(
    source=InputSource.GENERATED,
    tried=240,
    valid=208,
    distinct=201,
    outcomes=180,
    profile="any numbers, unsorted",
    example="solve([3, 1]) -> 1\x1b[31m",
    coverage=LineCoverage(covered=10, total=12, missed=(4, 7)),
)
VERDICT = Verdict(status="equal", inputs=208, outcomes=180, source=InputSource.GENERATED, sanitized=True)
MEASUREMENT = Measurement(
    before_s=2e-6, after_s=5e-7, speedup=4.0, speedup_low=3.98, speedup_high=4.1, pairs=9, clock="cpu"
)


def shown(**known: object) -> list[str]:
    file = io.StringIO()
    console = Console(file=file, width=120, highlight=False, markup=False)
    console.print(function_view(BARE.model_copy(update=known)))
    return file.getvalue().splitlines()


def test_a_function_is_shown_with_all_that_is_known() -> None:
    lines = shown(
        per_call_s=1.234e-6, per_call_size=1000, growth=Growth(points=POINTS, before=FIT), inputs=INPUTS, note="busy"
    )
    assert lines[0] == "ns::solve in a.cpp"
    text = [" ".join(line.split()) for line in lines]
    for line in (
        "signature int ns::solve(vector<int>)",
        "time 1.23 µs per call at n = 1,000",
        "growth O(n log n) (n^1.08, 95 % 1.05 to 1.12) for n = 16 to 65,536",
        "inputs 240 generated inputs: 208 valid, 201 different, 180 different results; any numbers, unsorted",
        "covered 10 of 12 lines, not lines 4, 7",
        "example solve([3, 1]) -> 1\\x1b[31m",
        "note busy",
        "n per call heap",
    ):
        assert line in text
    rows = text[text.index("n per call heap") + 1 :]
    assert len(rows) == 14
    assert rows[0] == "1 1 ns 8.19 kB █"
    assert rows[-1] == f"524,288 524 µs 8.19 kB {'█' * 24}"
    assert max(map(len, lines)) <= 120


def test_a_comparison_leads_with_the_verdict() -> None:
    points = tuple(each.model_copy(update={"after_s": each.before_s / 4}) for each in POINTS)
    growth = Growth(points=points, before=FIT, after=FIT, crossing=64, slower_until=32)
    text = [" ".join(line.split()) for line in shown(verdict=VERDICT, measurement=MEASUREMENT, growth=growth)]
    assert text[2] == "verdict equal, same on 208 generated inputs, 180 different outputs, sanitizers clean"
    assert text[3].startswith("speedup ≥ 3.98× (4.00×): 2 µs → 500 ns CPU")
    assert "crossing faster from n = 64, slower up to 32" in text
    assert "n before after ratio heap" in text
    assert "1 1 ns 0.25 ns 4.00× 8.19 kB █" in text


def test_a_small_gain_is_not_claimed() -> None:
    measured = MEASUREMENT.model_copy(update={"speedup_low": 1.01})
    assert any("no gain that can be claimed: 2 µs" in line for line in shown(verdict=VERDICT, measurement=measured))


@pytest.mark.parametrize(
    ("blocker", "line"),
    [
        (
            Blocker(parameter="p", reason="abstract", remedy="// perfcoder: p = Circle"),
            "blocked parameter p: abstract; // perfcoder: p = Circle",
        ),
        (Blocker(parameter="", reason="a destructor has no inputs"), "blocked a destructor has no inputs"),
    ],
)
def test_a_blocker_says_why_and_what_would_help(blocker: Blocker, line: str) -> None:
    assert line in [" ".join(each.split()) for each in shown(blockers=(blocker,))]
