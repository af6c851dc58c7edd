"""What is known about the texts of open documents. Everything is keyed by the text itself, so that nothing that was
found or measured for one version can be shown for another, and what was measured is known again after an undo. What is
known of one function is keyed by its fingerprint: it outlives changes elsewhere."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import unquote

from perfcoder_lsp.function_report import FunctionReport
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.messages import Checked, Finding, Function
from perfcoder_lsp.suggestion import Rejection, Report, Suggestion


@dataclass(frozen=True)
class Measured:
    """What a measurement of a text has shown so far. `scope` is the function it was limited to, None the file;
    `report` is None until it is complete."""

    text: str
    scope: str | None
    suggestions: tuple[Suggestion, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    report: Report | None = None


@dataclass(frozen=True)
class Benchmarked:
    """What a function's benchmark has shown so far, and the text that the function was seen in."""

    text: str
    function: Function
    report: FunctionReport


@dataclass(frozen=True)
class Running:
    """Work on a document; `function` is what is benchmarked, None where optimizations are measured."""

    task: asyncio.Task[Any]
    function: Function | None = None


class Offer(NamedTuple):
    """A measured suggestion, and the scope of the measurement it comes from."""

    scope: str | None
    suggestion: Suggestion


class Unverified(NamedTuple):
    """Nothing may be executed on this machine; `reason` says in one line why, and what to do."""

    reason: str


Outcome = Suggestion | Rejection | Unverified


@dataclass
class DocumentState:
    """Static findings and measured results of one document, with the texts they are about, and the newest benchmark of
    each function by its label; `running` is the work under way."""

    checked_text: str | None = None
    checked: Checked | None = None
    measured: dict[str | None, Measured] = field(default_factory=dict[str | None, Measured])
    benchmarked: dict[str, Benchmarked] = field(default_factory=dict[str, Benchmarked])
    running: Running | None = None


class Knowledge:
    """The states of all open documents, and in `unverified` why nothing could be executed when last it was tried."""

    def __init__(self) -> None:
        self.unverified: Unverified | None = None
        self._states: dict[str, DocumentState] = {}

    def of(self, uri: str) -> DocumentState:
        return self._states.setdefault(unquote(uri), DocumentState())

    def forget(self, uri: str) -> None:
        self._states.pop(unquote(uri), None)

    def all(self) -> tuple[DocumentState, ...]:
        return tuple(self._states.values())

    def checked(self, snapshot: Snapshot) -> Checked | None:
        """The static findings of exactly this text."""
        state = self.of(snapshot.uri)
        return state.checked if state.checked_text == snapshot.text else None

    def note_predictions(self, snapshot: Snapshot, findings: tuple[Finding, ...]) -> None:
        """Keep the findings of exactly this text with what is predicted of them."""
        checked = self.checked(snapshot)
        if checked is not None:
            self.of(snapshot.uri).checked = checked.model_copy(update={"findings": findings})

    def measured(self, snapshot: Snapshot, scope: str | None = None) -> Measured | None:
        """The measurement of exactly this text in that scope."""
        measured = self.of(snapshot.uri).measured.get(scope)
        return measured if measured is not None and measured.text == snapshot.text else None

    def remember(self, uri: str, measured: Measured) -> None:
        """Keep a measurement, and drop those of other texts."""
        state = self.of(uri)
        state.measured = {scope: other for scope, other in state.measured.items() if other.text == measured.text}
        state.measured[measured.scope] = measured

    def benchmarked(self, snapshot: Snapshot, function: Function) -> Benchmarked | None:
        """The benchmark of exactly this function."""
        newest = self.of(snapshot.uri).benchmarked.get(function.label)
        return newest if newest is not None and newest.function.fingerprint == function.fingerprint else None

    def benchmarked_before(self, snapshot: Snapshot, function: Function) -> Benchmarked | None:
        """The benchmark of an earlier version of this function."""
        newest = self.of(snapshot.uri).benchmarked.get(function.label)
        return newest if newest is not None and newest.function.fingerprint != function.fingerprint else None

    def remember_benchmark(self, uri: str, benchmarked: Benchmarked) -> None:
        self.of(uri).benchmarked[benchmarked.function.label] = benchmarked

    def note_isolation(self, report: Report) -> bool:
        """Keep what the newest report says of this machine; True where that is news. Once the machine can execute
        programs, reports from before are dropped."""
        before = self.unverified
        self.unverified = None if report.unverified is None else Unverified(report.note)
        if self.unverified is None and before is not None:
            for state in self.all():
                state.measured = {scope: each for scope, each in state.measured.items() if not _is_unverified(each)}
        return self.unverified != before

    def offers(self, snapshot: Snapshot) -> tuple[Offer, ...]:
        """All suggestions for exactly this text, best first, each edit once."""
        offers = {offer.suggestion.edits: offer for offer in self._offers(snapshot)}
        return tuple(sorted(offers.values(), key=lambda offer: -offer.suggestion.measurement.speedup_low))

    def offer(self, snapshot: Snapshot, scope: str | None, suggestion_id: str) -> Offer | None:
        """The suggestion with that id, if it was measured for exactly this text."""
        wanted = (offer for offer in self._offers(snapshot) if offer.scope == scope)
        return next((offer for offer in wanted if offer.suggestion.id == suggestion_id), None)

    def outcome(self, snapshot: Snapshot, finding: Finding) -> Outcome | None:
        """What measuring said about a finding: the best suggestion that is this finding alone, else why there is none,
        else why nothing can be measured; None while that is not known."""
        offered = [offer.suggestion for offer in self.offers(snapshot) if offer.suggestion.id in finding.ids]
        if offered:
            return offered[0]
        rejected = [each for measured in self._measured(snapshot) for each in measured.rejected]
        return next((each for each in rejected if each.id in finding.ids), self.unverified)

    def _measured(self, snapshot: Snapshot) -> Iterator[Measured]:
        return (each for each in self.of(snapshot.uri).measured.values() if each.text == snapshot.text)

    def _offers(self, snapshot: Snapshot) -> Iterator[Offer]:
        return (Offer(each.scope, suggestion) for each in self._measured(snapshot) for suggestion in each.suggestions)


def _is_unverified(measured: Measured) -> bool:
    return measured.report is not None and measured.report.unverified is not None
