"""Code lenses: to measure, on `main`, which stands for the file, and on functions with findings; to benchmark, on
functions that are worth it."""

from collections.abc import Iterator

from lsprotocol import types

from perfcoder_lsp.server import function_words, words
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features import commands
from perfcoder_lsp.server.features.code_actions import target_of
from perfcoder_lsp.server.features.commands import Target
from perfcoder_lsp.server.features.diagnostics import CHECK_WAIT_S, Checks
from perfcoder_lsp.server.messages import Checked, Function
from perfcoder_lsp.server.server import PerfcoderServer
from perfcoder_lsp.server.state import Offer
from perfcoder_lsp.text import ByteRange


async def code_lenses(ls: PerfcoderServer, checks: Checks, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """Waits for the first check of a new text, since many clients don't ask twice."""
    if not ls.settings.server.code_lens:
        return None
    await checks.settle(params.text_document.uri, CHECK_WAIT_S)
    snapshot = ls.documents.get(params.text_document.uri)
    checked = ls.knowledge.checked(snapshot) if snapshot is not None else None
    if snapshot is None or checked is None:
        return None
    measured = [_lens(ls, snapshot, function) for function in _shown(checked)]
    benchmarked = [lens for each in checked.functions for lens in _benchmarks(ls, snapshot, each)]
    return [*measured, *benchmarked]


def _shown(checked: Checked) -> Iterator[Function]:
    for function in checked.functions:
        inside = any(function.range.contains(finding.range) for finding in checked.findings)
        if inside or (function.name == "main" and checked.findings):
            yield function


def _lens(ls: PerfcoderServer, snapshot: Snapshot, function: Function) -> types.CodeLens:
    scope = None if function.name == "main" else function.name
    target = Target(uri=snapshot.uri, scope=scope)
    where = snapshot.first_line(function.range)
    measured = ls.knowledge.measured(snapshot, scope) or ls.knowledge.measured(snapshot)
    offer = _best(ls, snapshot, function)
    if offer is not None:
        title = f"{words.faster(offer.suggestion.measurement)}: apply"
        return types.CodeLens(where, commands.command(commands.APPLY, title, target_of(snapshot, offer)))
    running = ls.knowledge.of(snapshot.uri).running
    if running is not None and running.function is None:
        return types.CodeLens(where, commands.command(commands.CANCEL, "measuring… (cancel)", target))
    if measured is not None and measured.report is not None:
        target = Target(uri=snapshot.uri, scope=measured.scope)
        if measured.report.unverified is not None:
            return types.CodeLens(where, commands.command(commands.SHOW_REPORT, "not verified: show why", target))
        alone = " alone" if measured.scope != scope else ""  # together with other changes it may well be part of a gain
        return types.CodeLens(where, commands.command(commands.SHOW_REPORT, f"no measurable gain{alone}", target))
    return types.CodeLens(where, commands.command(commands.MEASURE, "Measure optimizations", target))


def _benchmarks(ls: PerfcoderServer, snapshot: Snapshot, function: Function) -> Iterator[types.CodeLens]:
    """What is known of a function, a running benchmark, or the offer of one where the settings want it."""
    wanted = ls.settings.server.benchmark_lens
    known = ls.knowledge.benchmarked(snapshot, function)
    running = ls.knowledge.of(snapshot.uri).running
    if wanted == "none" or function.name == "main":
        return
    target = Target(uri=snapshot.uri, scope=function.label)
    where = snapshot.first_line(function.range)
    if known is not None:
        title = function_words.headline(known.report)
        yield types.CodeLens(where, commands.command(commands.SHOW_BENCHMARK, title, target))
    if running is not None and running.function == function:
        yield types.CodeLens(where, commands.command(commands.CANCEL, "benchmarking… (cancel)", target))
    elif known is None and (wanted == "all" or function.repeats):
        yield types.CodeLens(where, commands.command(commands.BENCHMARK, "Benchmark", target))
    if running is None and ls.knowledge.benchmarked_before(snapshot, function) is not None:
        compare = target.model_copy(update={"compare": True})
        yield types.CodeLens(where, commands.command(commands.BENCHMARK, "Compare with the version before", compare))


def _best(ls: PerfcoderServer, snapshot: Snapshot, function: Function) -> Offer | None:
    """The best suggestion of all for `main`; for another function, the best that changes nothing outside of it."""
    if function.name == "main":
        return next(iter(ls.knowledge.offers(snapshot)), None)
    return next((each for each in ls.knowledge.offers(snapshot) if _inside(each, function.range)), None)


def _inside(offer: Offer, where: ByteRange) -> bool:
    return all(where.contains(edit.range) for edit in offer.suggestion.edits)
