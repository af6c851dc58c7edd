"""Knowledge about documents is about exactly one text."""

from dataclasses import replace

from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.messages import Checked, Finding
from perfcoder_lsp.server.state import Knowledge, Measured
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.suggestion import InputSource, Measurement, Rejection, Suggestion, Verdict
from perfcoder_lsp.text import ByteRange, TextEdit

NOW = Snapshot("file:///main.cpp", 1, "cpp", "int main() {}", "utf-16")
LATER = replace(NOW, version=2, text="int main() { }")
UNDONE = replace(NOW, version=3)


def suggestion(name: str, low: float, new_text: str = "x") -> Suggestion:
    return Suggestion(
        id=name,
        origin=f"rules/{name}",
        title=name,
        strategies=(),
        edits=(TextEdit.insert(0, new_text),),
        notes=(),
        verdict=Verdict(status="equal", inputs=60, outcomes=2, source=InputSource.TESTS, sanitized=False),
        measurement=Measurement(
            before_s=2, after_s=1, speedup=low, speedup_low=low, speedup_high=low, pairs=6, clock="cpu"
        ),
    )


def finding(*ids: str) -> Finding:
    return Finding(
        ids=ids,
        rule="IO1",
        category=Category.INPUT_OUTPUT,
        title="t",
        explanation="e",
        range=ByteRange(start=0, end=1),
    )


def test_findings_and_offers_are_gone_when_the_text_changes_and_back_when_it_is_undone() -> None:
    knowledge = Knowledge()
    state = knowledge.of(NOW.uri)
    state.checked_text, state.checked = NOW.text, Checked(functions=(), findings=(finding("IO1"),))
    knowledge.remember(NOW.uri, Measured(NOW.text, None, (suggestion("IO1", 2.0),)))

    for snapshot, known in ((NOW, True), (LATER, False), (UNDONE, True)):
        assert (knowledge.checked(snapshot) is not None) is known
        assert bool(knowledge.offers(snapshot)) is known
        assert (knowledge.offer(snapshot, None, "IO1") is not None) is known


def test_offers_of_all_scopes_come_best_first_and_each_edit_once() -> None:
    knowledge = Knowledge()
    knowledge.remember(NOW.uri, Measured(NOW.text, None, (suggestion("A", 1.5), suggestion("B", 3.0, "y"))))
    knowledge.remember(NOW.uri, Measured(NOW.text, "solve", (suggestion("A", 1.6), suggestion("C", 2.0, "z"))))

    assert [offer.suggestion.id for offer in knowledge.offers(NOW)] == ["B", "C", "A"]


def test_measuring_a_new_text_drops_what_was_measured_for_the_old_one() -> None:
    knowledge = Knowledge()
    knowledge.remember(NOW.uri, Measured(NOW.text, None, (suggestion("A", 1.5),)))
    knowledge.remember(LATER.uri, Measured(LATER.text, None, (suggestion("B", 1.5),)))

    assert knowledge.offers(NOW) == ()


def test_the_outcome_of_a_finding_is_its_best_alternative_or_the_reason_against_it() -> None:
    knowledge = Knowledge()
    rejected = (
        Rejection(id="IO1-b", origin="rules/IO1", stage="build", reason="does not compile"),
        Rejection(id="IO2", origin="rules/IO2", stage="measure", reason="no gain"),
    )
    knowledge.remember(NOW.uri, Measured(NOW.text, None, (suggestion("IO1-a", 1.5),), rejected))

    offered = knowledge.outcome(NOW, finding("IO1-a", "IO1-b"))
    assert isinstance(offered, Suggestion)
    fell_out = knowledge.outcome(NOW, finding("IO2"))
    assert isinstance(fell_out, Rejection)
    assert knowledge.outcome(NOW, finding("MEM1")) is None
    assert knowledge.outcome(LATER, finding("IO1-a")) is None
