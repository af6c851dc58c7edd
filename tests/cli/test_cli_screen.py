"""What a person reads: claims are never rounded up, control characters never reach the terminal."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from perfcoder_lsp.cli.json_form import dumps, range_form
from perfcoder_lsp.cli.screen import (
    diff_lines,
    measurement_text,
    seconds,
    shortened,
    show_rejections,
    show_report,
    size,
    speedup_text,
    verdict_text,
)
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.strategy import Category, Plan, Strategy
from perfcoder_lsp.suggestion import Elapsed, InputSource, Measurement, Rejection, Report, Suggestion, Verdict
from perfcoder_lsp.text import ByteRange, TextEdit, printable

TEXT = b'#include <iostream>\nint main() {\n    std::cout << "h\xc3\xa9" << std::endl;\n}\n'


def measurement(low: float, mid: float, *, startup: bool = False) -> Measurement:
    return Measurement(
        before_s=0.0921,
        after_s=0.0921 / mid,
        speedup=mid,
        speedup_low=low,
        speedup_high=mid * 1.1,
        pairs=12,
        clock="cpu",
        startup=startup,
        input_bytes=310_000,
    )


def verdict(source: InputSource = InputSource.GENERATED) -> Verdict:
    return Verdict(status="equal", inputs=60, outcomes=41, source=source, sanitized=True)


def suggestion(title: str = "Print a newline without flushing") -> Suggestion:
    start = TEXT.index(b"std::endl")
    return Suggestion(
        id="IO2",
        origin="rules/IO2",
        title=title,
        strategies=(Strategy(category=Category.INPUT_OUTPUT, name="IO2", explanation="endl flushes"),),
        edits=(TextEdit.replace(start, start + len("std::endl"), "'\\n'"),),
        notes=("Output appears later",),
        verdict=verdict(),
        measurement=measurement(3.999, 4.123),
    )


def report(*suggestions: Suggestion, rejected: tuple[Rejection, ...] = (), note: str = "") -> Report:
    return Report(
        file="a.cpp",
        functions=("main",),
        plan=Plan(planner="static"),
        suggestions=suggestions,
        rejected=rejected,
        best=suggestions[0].id if suggestions else None,
        elapsed_s=Elapsed(total=1.5),
        note=note,
    )


def shown(report: Report, *, verbose: bool = False) -> str:
    file = io.StringIO()
    source = Source.of(Path("a.cpp"), TEXT)
    show_report(Console(file=file, width=120, highlight=False, markup=False), source, report, verbose=verbose)
    return file.getvalue()


@pytest.mark.parametrize(
    ("low", "mid", "text"),
    [
        (1.0599, 1.0999, "≥ 1.05× (1.09×)"),
        (3.999, 4.128, "≥ 3.99× (4.12×)"),
        (9.999, 10.19, "≥ 9.99× (10.1×)"),
        (99.99, 123.9, "≥ 99.9× (123×)"),
    ],
)
def test_a_claim_does_not_grow_by_printing_it(low: float, mid: float, text: str) -> None:
    assert speedup_text(measurement(low, mid)) == text


def test_a_claim_about_start_up_says_so() -> None:
    assert speedup_text(measurement(2, 3, startup=True)) == "start-up ≥ 2.00× (3.00×)"
    started = suggestion().model_copy(update={"measurement": measurement(2, 3, startup=True)})
    assert "starts at least 2.00× as fast" in shown(report(started))


def test_evidence_names_the_inputs_and_where_they_came_from() -> None:
    assert verdict_text(verdict()) == "same on 60 generated inputs, 41 different outputs, sanitizers clean"
    one = Verdict(status="different", inputs=1, outcomes=1, source=InputSource.TESTS, sanitized=False)
    assert verdict_text(one) == "differs on 1 test, 1 output"
    assert measurement_text(measurement(2, 4)) == "92.1 ms → 23 ms CPU, 12 pairs, input of 310 kB"


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"quiet": True, "wall_before_s": 0.095, "wall_after_s": 0.025}, "23 ms CPU (95 ms → 25 ms wall), 12"),
        ({"quiet": False}, "23 ms CPU (machine busy: CPU time only), 12"),
        (
            {"clock": "wall", "quiet": True, "cpu_before_s": 0.09, "cpu_after_s": 0.18},
            "23 ms wall (90 ms → 180 ms CPU, 2.00× as much), 12",
        ),
        (
            {"clock": "wall", "quiet": True, "cpu_before_s": 0.09, "cpu_after_s": 0.09},
            "23 ms wall (90 ms → 90 ms CPU), 12",
        ),
        ({"memory_before_kb": 10_000, "memory_after_kb": 20_000}, "peak memory 10.2 MB → 20.5 MB"),
        ({"energy_before_j": 1.25, "energy_after_j": 0.5}, "1.25 J → 0.5 J"),
        ({"instructions_before": 300, "instructions_after": 100}, "3.00× fewer instructions"),
        ({"instructions_before": 100, "instructions_after": 300}, "3.00× as many instructions"),
        ({"bar": 1.092, "machine_error": 1.04}, "this machine errs by 4 %, so less than 1.09× is not claimed"),
    ],
)
def test_what_was_measured_beside_the_time_is_told(known: dict[str, object], said: str) -> None:
    assert said in measurement_text(measurement(2, 4).model_copy(update=known))


def test_memory_that_hardly_changed_and_a_good_self_check_are_not_worth_a_word() -> None:
    known = {"memory_before_kb": 10_000, "memory_after_kb": 10_900, "bar": 1.05, "machine_error": 1.01}
    assert measurement_text(measurement(2, 4).model_copy(update=known)) == measurement_text(measurement(2, 4))


@pytest.mark.parametrize(
    ("value", "text"), [(1.5, "1.5 s"), (0.0231, "23.1 ms"), (5e-5, "50 µs"), (2.5e-8, "25 ns"), (0.0, "0 ns")]
)
def test_durations(value: float, text: str) -> None:
    assert seconds(value) == text


@pytest.mark.parametrize(("value", "text"), [(0, "0 B"), (999, "999 B"), (31_000, "31 kB"), (2_500_000, "2.5 MB")])
def test_sizes(value: int, text: str) -> None:
    assert size(value) == text


@given(st.text())
def test_nothing_printable_drives_a_terminal(text: str) -> None:
    shown = printable(text)
    assert all(letter in "\t\n" or (ord(letter) >= 32 and not 0x7F <= ord(letter) <= 0x9F) for letter in shown)
    shown.encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\rb", "a\\rb"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("naïve ✓", "naïve ✓"),
    ],
)
def test_control_characters_are_shown_as_escapes(text: str, expected: str) -> None:
    assert printable(text) == expected


def test_the_report_leads_with_the_claim_and_holds_reason_caveat_and_diff() -> None:
    text = shown(report(suggestion()))
    assert text.splitlines()[0].startswith("a.cpp: runs at least 3.99× as fast, same on 60 generated inputs")
    for words in (
        "★",
        "• Input/Output Throughput Optimization: endl flushes",
        "! Output appears later",
        '-    std::cout << "hé" << std::endl;',
        "+    std::cout << \"hé\" << '\\n';",
    ):
        assert words in text


def test_without_a_suggestion_the_report_says_why() -> None:
    text = shown(report(note="no rule applies to this code"))
    assert "no faster version that is proven to do the same" in text
    assert "no rule applies to this code" in text
    assert "---" not in text


def test_rejections_are_few_unless_all_are_asked_for() -> None:
    rejected = tuple(
        Rejection(id=f"R{number}", origin=f"rules/R{number}", stage="verify", reason="differs\x1b " + "long " * 60)
        for number in range(7)
    )
    few = shown(report(rejected=rejected))
    assert "and 3 more (--verbose shows all)" in few
    assert max(len(line) for line in few.splitlines()) <= 120
    everything = shown(report(rejected=rejected), verbose=True)
    assert "R6 (verify)" in everything
    assert "took 1.5 s" in everything
    assert "\x1b" not in few + everything


def test_no_rejections_print_nothing() -> None:
    file = io.StringIO()
    show_rejections(Console(file=file), (), verbose=True)
    assert file.getvalue() == ""


def test_a_diff_of_crlf_text_shows_only_what_changed() -> None:
    crlf = Source.of(Path("a.cpp"), TEXT.replace(b"\n", b"\r\n"))
    start = crlf.text.index(b"std::endl")
    edit = TextEdit.replace(start, start + 9, "'\\n'")
    lines = diff_lines(crlf, suggestion().model_copy(update={"edits": (edit,)}))
    assert [line for line in lines if line[0] in "+-" and line[:3] not in {"+++", "---"}] == [
        '-    std::cout << "hé" << std::endl;',
        "+    std::cout << \"hé\" << '\\n';",
    ]


def test_long_insertions_are_cut_in_the_middle() -> None:
    lines = ["--- a", "+++ a", "@@", *(f"+{number}" for number in range(50)), " same", "-x", "+y"]
    short = shortened(lines)
    assert short[:4] == ["--- a", "+++ a", "@@", "+0"]
    assert short[11:14] == ["  … 40 more added lines (--verbose shows all)", "+48", "+49"]
    assert short[14:] == [" same", "-x", "+y"]
    assert shortened(lines[:23]) == lines[:23]


def test_ranges_are_bytes_lines_and_byte_columns() -> None:
    source = Source.of(Path("a.cpp"), TEXT)
    start = TEXT.index(b"<< std::endl")
    assert range_form(source, ByteRange(start=start, end=len(TEXT))) == {
        "start": start,
        "end": len(TEXT),
        "start_line": 3,
        "start_column": len('    std::cout << "h__" ') + 1,
        "end_line": 5,
        "end_column": 1,
    }
    assert range_form(source, None) is None


def test_json_is_ascii_whatever_it_holds() -> None:
    assert dumps({"x": "é\udcff\x1b"}) == '{\n  "x": "\\u00e9\\udcff\\u001b"\n}'
