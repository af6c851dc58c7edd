"""What the server says: claims are never rounded up, and source text can't turn into markup."""

import pytest

from perfcoder_lsp.server import words
from perfcoder_lsp.server.messages import Finding
from perfcoder_lsp.strategy import Category, Plan, Strategy
from perfcoder_lsp.suggestion import (
    Elapsed,
    InputSource,
    Measurement,
    Rejection,
    Report,
    Suggestion,
    Verdict,
)
from perfcoder_lsp.text import ByteRange, TextEdit

MEASUREMENT = Measurement(
    before_s=0.0412,
    after_s=0.00987,
    speedup=4.17,
    speedup_low=4.19,
    speedup_high=4.2,
    pairs=8,
    clock="cpu",
    input_bytes=1_200_000,
)
VERDICT = Verdict(status="equal", inputs=60, outcomes=48, source=InputSource.INFERRED, sanitized=True)
SUGGESTION = Suggestion(
    id="IO45",
    origin="rules/IO45",
    title="Buffered input and output",
    strategies=(
        Strategy(category=Category.INPUT_OUTPUT, name="IO45", explanation="vector<int> is read one number at a time"),
    ),
    edits=(TextEdit.replace(0, 1, "x"),),
    notes=("not for interactive use",),
    verdict=VERDICT,
    measurement=MEASUREMENT,
)
FINDING = Finding(
    ids=("IO2",),
    rule="IO2",
    category=Category.INPUT_OUTPUT,
    title="Write a newline instead of endl",
    explanation="endl flushes in each pass",
    range=ByteRange(start=0, end=1),
)
REJECTION = Rejection(id="IO2", origin="rules/IO2", stage="measure", reason="not faster than 1.05x")


def report(*suggestions: Suggestion, rejected: tuple[Rejection, ...] = (), note: str = "") -> Report:
    return Report(
        file="main.cpp",
        functions=("main",),
        plan=Plan(planner="static"),
        suggestions=suggestions,
        rejected=rejected,
        best=suggestions[0].id if suggestions else None,
        elapsed_s=Elapsed(total=3.21),
        note=note,
    )


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        (1.05, "1.05x"),
        (1.0999, "1.09x"),
        (1.999, "1.99x"),
        (2.0, "2.0x"),
        (4.19, "4.1x"),
        (9.99, "9.9x"),
        (41.9, "41x"),
    ],
)
def test_a_claim_is_rounded_down(ratio: float, shown: str) -> None:
    assert words.at_least(ratio) == shown


def test_the_title_of_an_edit_holds_the_lower_bound_and_the_inputs() -> None:
    assert words.apply_title(SUGGESTION) == (
        "Apply: at least 4.1x faster (same output on 60 inputs) — buffered input and output"
    )


@pytest.mark.parametrize(
    ("source", "inputs", "said"),
    [
        (InputSource.TESTS, 12, "12 inputs from the given tests"),
        (InputSource.RECORDED, 1, "1 input recorded from real runs"),
        (InputSource.INFERRED, 60, "60 inputs made from what the program reads"),
        (InputSource.GENERATED, 60, "60 generated inputs"),
    ],
)
def test_the_evidence_says_where_the_inputs_came_from(source: InputSource, inputs: int, said: str) -> None:
    verdict = VERDICT.model_copy(update={"source": source, "inputs": inputs})

    assert words.evidence(verdict, MEASUREMENT)[0].startswith(f"Same output on {said} (")


def test_a_claim_about_start_up_says_so() -> None:
    startup = MEASUREMENT.model_copy(update={"startup": True})

    assert words.faster(startup) == "at least 4.1x faster to start"
    assert "about start-up alone" in " ".join(words.evidence(VERDICT, startup))


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"quiet": True, "wall_before_s": 0.05, "wall_after_s": 0.02}, "Wall time: 50 ms before, 20 ms after."),
        ({"quiet": False}, "Machine busy: CPU time only."),
        (
            {"clock": "wall", "quiet": True, "cpu_before_s": 0.04, "cpu_after_s": 0.072},
            "CPU time: 40 ms before, 72 ms after, 1.80x as much.",
        ),
        ({"memory_before_kb": 20_000, "memory_after_kb": 10_000}, "Peak memory: 20.5 MB before, 10.2 MB after."),
        ({"energy_before_j": 1.25, "energy_after_j": 0.5}, "Energy per run: 1.25 J before, 0.5 J after."),
        ({"bar": 1.092, "machine_error": 1.04}, "so less than 1.09x is not claimed."),
    ],
)
def test_what_was_measured_beside_the_time_is_told(known: dict[str, object], said: str) -> None:
    assert said in " ".join(words.evidence(VERDICT, MEASUREMENT.model_copy(update=known)))


def test_a_measurement_from_before_these_were_known_says_nothing_of_them() -> None:
    assert len(words.evidence(VERDICT, MEASUREMENT)) == 2


def test_the_hover_names_category_reason_and_evidence() -> None:
    text = words.suggestion_hover(SUGGESTION)

    assert "*Input/Output Throughput Optimization*: vector\\<int\\> is read one number at a time." in text
    assert (
        "Same output on 60 inputs made from what the program reads (48 different outputs), also with sanitizers."
        in text
    )
    assert "41.2 ms before, 9.87 ms after on an input of 1.2 MB" in text
    assert "99 % interval 4.19x to 4.20x (CPU time, 8 paired runs on this machine)" in text
    assert "Note: not for interactive use" in text


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (None, "not measured yet"),
        (SUGGESTION, "measured: at least 4.1x faster"),
        (REJECTION, "measured, nothing to offer: not faster than 1.05x"),
    ],
)
def test_a_hint_says_whether_it_was_measured(outcome: Suggestion | Rejection | None, status: str) -> None:
    message = words.finding_message(FINDING, outcome)
    short = words.finding_short(FINDING, outcome)

    assert message == f"Write a newline instead of endl. endl flushes in each pass. ({status})"
    assert short == f"Write a newline instead of endl: {status}"


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (report(SUGGESTION), "main.cpp: at least 4.1x faster — buffered input and output. The code actions apply it."),
        (report(note="nothing applies here"), "main.cpp: nothing applies here"),
        (report(rejected=(REJECTION,)), "main.cpp: no measurable gain; IO2 fell out: not faster than 1.05x"),
        (report(), "main.cpp: no strategy applies here"),
    ],
)
def test_the_end_of_a_measurement_is_one_line_that_says_why(given: Report, line: str) -> None:
    assert words.outcome("main.cpp", given) == line


def test_the_report_lists_what_was_tried_and_not_offered() -> None:
    text = words.report_markdown("show in main.cpp", report(SUGGESTION, rejected=(REJECTION,)))

    assert text.startswith("# show in main.cpp\n")
    assert "## 1. **Buffered input and output** — at least 4.1x faster" in text
    assert "- IO2 (measure): not faster than 1.05x" in text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("vector<int> a*b*c", r"vector\<int\> a\*b\*c"),
        ("`a*b` and a*b", r"`a*b` and a\*b"),
        ("[x](command:y)", r"\[x\](command:y)"),
        ("one ` tick _", r"one \` tick \_"),
    ],
)
def test_source_text_is_no_markup(text: str, markdown: str) -> None:
    assert words.markdown(text) == markdown
    assert words.plain(markdown) == text


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Buffered input", "buffered input"),
        ("IO again", "IO again"),
        ("Buffered input; Make s a set", "buffered input; make s a set"),
        ("", ""),
    ],
)
def test_titles_inside_sentences(title: str, inside: str) -> None:
    assert words.lower_first(title) == inside


def test_a_rule_is_linked_to_its_page_where_that_is_known() -> None:
    linked = FINDING.model_copy(update={"page": "https://example.org/IO2.md"})
    assert "· [IO2](https://example.org/IO2.md)" in words.finding_hover(linked, None)
    assert "· IO2\n" in words.finding_hover(FINDING, None)
