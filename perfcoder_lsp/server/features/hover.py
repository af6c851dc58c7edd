"""Hover: why something can be faster, and the evidence where it was measured."""

from collections.abc import Iterator

from lsprotocol import types

from perfcoder_lsp.server import function_words, words
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.server import PerfcoderServer
from perfcoder_lsp.suggestion import Suggestion
from perfcoder_lsp.text import ByteRange


def hover(ls: PerfcoderServer, params: types.HoverParams) -> types.Hover | None:
    """What is known about the line under the cursor: suggestions with their evidence, what benchmarks of functions
    whose head is there have shown, then findings without a suggestion."""
    snapshot = ls.documents.touch(params.text_document.uri)
    if snapshot is None or not ls.settings.server.hover:
        return None
    parts = list(_parts(ls, snapshot, params.position.line))
    if not parts:
        return None
    kind = types.MarkupKind.Markdown if ls.client.markdown else types.MarkupKind.PlainText
    text = "\n\n---\n\n".join(parts)
    return types.Hover(types.MarkupContent(kind, text if ls.client.markdown else words.plain(text)))


def _parts(ls: PerfcoderServer, snapshot: Snapshot, line: int) -> Iterator[str]:
    for count, offer in enumerate(ls.knowledge.offers(snapshot)):
        places = [*_places(offer.suggestion), *(_main(ls, snapshot) if count == 0 else ())]
        if any(snapshot.position(place.start).line == line for place in places):
            yield words.suggestion_hover(offer.suggestion)
    checked = ls.knowledge.checked(snapshot)
    for function in checked.functions if checked is not None else ():
        benchmarked = ls.knowledge.benchmarked(snapshot, function)
        if benchmarked is not None and _is_on(snapshot, function.head, line):
            yield function_words.hover(benchmarked.report)
    for finding in checked.findings if checked is not None else ():
        outcome = ls.knowledge.outcome(snapshot, finding)
        if snapshot.position(finding.range.start).line == line and not isinstance(outcome, Suggestion):
            yield words.finding_hover(finding, outcome)


def _is_on(snapshot: Snapshot, where: ByteRange, line: int) -> bool:
    return snapshot.position(where.start).line <= line <= snapshot.position(where.end).line


def _places(suggestion: Suggestion) -> Iterator[ByteRange]:
    """Where a suggestion is explained: at the code that its strategies speak of, and at its edits."""
    yield from (strategy.range for strategy in suggestion.strategies if strategy.range is not None)
    yield from (edit.range for edit in suggestion.edits)


def _main(ls: PerfcoderServer, snapshot: Snapshot) -> Iterator[ByteRange]:
    """`main`, whose lens speaks of the best suggestion of all."""
    checked = ls.knowledge.checked(snapshot)
    yield from (function.range for function in (checked.functions if checked else ()) if function.name == "main")
