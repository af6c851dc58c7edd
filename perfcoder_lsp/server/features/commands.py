"""Commands. Their argument is one object, `Target`; a palette that sends none means the document last looked at.

A command answers at once and its work goes on in a task of the server: editors wait for the answer, and some of them
(eglot) can do nothing else meanwhile. Whoever wants the result sends the custom request `perfcoder/optimize`.
"""

from pathlib import Path
from typing import Any

from lsprotocol import types
from pydantic import BaseModel, ValidationError
from pygls.exceptions import JsonRpcInvalidParams

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.report import function_report_html
from perfcoder_lsp.request import Request
from perfcoder_lsp.server import function_words, words
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features import benchmarking, measuring, reports, work
from perfcoder_lsp.server.features.benchmarking import Comparison
from perfcoder_lsp.server.features.diagnostics import Checks
from perfcoder_lsp.server.features.edits import workspace_edit
from perfcoder_lsp.server.features.positions import Position
from perfcoder_lsp.server.messages import Function
from perfcoder_lsp.server.server import CHECK_TIMEOUT_S, PerfcoderServer

MEASURE = "perfcoder.measure"
CANCEL = "perfcoder.cancel"
APPLY = "perfcoder.apply"
SHOW_REPORT = "perfcoder.showReport"
BENCHMARK = "perfcoder.benchmark"
SHOW_BENCHMARK = "perfcoder.showBenchmark"
EXPORT_BENCHMARK = "perfcoder.exportBenchmark"
EXPORTS = "perfcoder-benchmarks"


class Target(BaseModel):
    """What a command, a code action or a lens is about. `scope` is the function that was measured, None the file;
    `version` and `id` name a suggestion for one version of the document. A function to benchmark is named by `scope` or
    by a `position` in it; `compare` is with the version of it that was benchmarked before;
    `folder` is where its benchmark is exported to."""

    uri: str
    scope: str | None = None
    version: int | None = None
    id: str | None = None
    position: Position | None = None
    compare: bool = False
    folder: Path | None = None

    def json_form(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_defaults=True)


def command(name: str, title: str, target: Target) -> types.Command:
    return types.Command(title=title, command=name, arguments=[target.json_form()])


async def measure(ls: PerfcoderServer, *arguments: Any) -> None:
    """Start to measure a file or one of its functions."""
    target, snapshot = _resolved(ls, arguments)
    if snapshot is not None:
        measuring.start_and_tell(ls, snapshot, Request(function=target.scope))


async def cancel(ls: PerfcoderServer, *arguments: Any) -> None:
    """Stop what is being measured in a document; without an argument, everything."""
    uris = [_target(arguments).uri] if arguments else [snapshot.uri for snapshot in ls.documents.all()]
    if not [uri for uri in uris if work.cancel(ls, uri)]:
        ls.say(types.MessageType.Info, "nothing is being measured")


async def apply(ls: PerfcoderServer, *arguments: Any) -> None:
    """Apply a measured suggestion, by default the best one: for lenses, which can't carry an edit themselves."""
    target, snapshot = _resolved(ls, arguments)
    if snapshot is None:
        return
    if target.id is not None:
        offer = ls.knowledge.offer(snapshot, target.scope, target.id)
    else:
        offer = next(iter(ls.knowledge.offers(snapshot)), None)
    if offer is None or target.version not in (None, snapshot.version):
        ls.say(types.MessageType.Info, f"{snapshot.path.name}: nothing is measured for its current text; measure first")
    elif not ls.client.applies_edits:
        ls.say(types.MessageType.Info, "this editor lets no server edit; use the code action instead")
    else:
        edit = workspace_edit(ls.client, snapshot, offer.suggestion)
        label = words.apply_title(offer.suggestion)
        reply = await ls.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit=edit, label=label))
        if not reply.applied:
            reason = f": {reply.failure_reason}" if reply.failure_reason else ""
            ls.say(types.MessageType.Warning, f"{snapshot.path.name}: the editor did not apply the edit{reason}")


async def show_report(ls: PerfcoderServer, *arguments: Any) -> str | None:
    """Show what was measured, what was tried and why it fell out; the report is also the command's result."""
    target, snapshot = _resolved(ls, arguments)
    if snapshot is None:
        return None
    measured = ls.knowledge.measured(snapshot, target.scope)
    if measured is None or measured.report is None:
        ls.say(types.MessageType.Info, f"{snapshot.path.name}: nothing is measured for its current text; measure first")
        return None
    name = words.measured_name(snapshot.path.name, measured.scope)
    text = words.report_markdown(name, measured.report)
    if not await reports.show(ls, snapshot, f"{measured.scope}\0{measured.text}", text):
        ls.say(types.MessageType.Info, words.outcome(name, measured.report))
    return text


async def benchmark(ls: PerfcoderServer, checks: Checks, *arguments: Any) -> None:
    """Start to benchmark a function: the one named, or the one at the position."""
    target, snapshot = _resolved(ls, arguments)
    found = None if snapshot is None else await _function(ls, checks, snapshot, target)
    if found is None:
        return
    snapshot, function = found
    before = ls.knowledge.benchmarked_before(snapshot, function) if target.compare else None
    benchmarking.start_and_tell(ls, snapshot, function, Comparison(before=before))


async def show_benchmark(ls: PerfcoderServer, checks: Checks, *arguments: Any) -> str | None:
    """Show all that is known of a function; the report is also the command's result."""
    target, snapshot = _resolved(ls, arguments)
    found = None if snapshot is None else await _function(ls, checks, snapshot, target)
    if found is None:
        return None
    snapshot, function = found
    known = ls.knowledge.benchmarked(snapshot, function)
    name = words.measured_name(snapshot.path.name, function.label)
    if known is None:
        ls.say(types.MessageType.Info, f"{name}: not benchmarked as it is now; benchmark it first")
        return None
    text = function_words.report_markdown(name, known.report)
    page, suffix = (function_report_html(known.report), ".html") if ls.client.shows_html else (text, ".md")
    if not await reports.show(ls, snapshot, f"{function.label}\0{function.fingerprint}", page, suffix):
        ls.say(types.MessageType.Info, function_words.outcome(name, known.report))
    return text


async def export_benchmark(ls: PerfcoderServer, checks: Checks, *arguments: Any) -> None:
    """Start to write a function's benchmark as a program for Google Benchmark, by default into the workspace."""
    target, snapshot = _resolved(ls, arguments)
    found = None if snapshot is None else await _function(ls, checks, snapshot, target)
    if found is None:
        return
    snapshot, function = found
    known = ls.knowledge.benchmarked(snapshot, function)
    folder = target.folder or (ls.workspace_folder or snapshot.path.parent) / EXPORTS
    if known is None or not known.report.complete:
        name = words.measured_name(snapshot.path.name, function.label)
        ls.say(types.MessageType.Info, f"{name}: not benchmarked as it is now; benchmark it first")
    else:
        benchmarking.export_and_tell(ls, snapshot, known, folder)


async def _function(
    ls: PerfcoderServer, checks: Checks, snapshot: Snapshot, target: Target
) -> tuple[Snapshot, Function] | None:
    """The function meant and the text it is in, once that was checked; None, and the user told, where there is none."""
    await checks.settle(snapshot.uri, CHECK_TIMEOUT_S)
    snapshot = ls.documents.get(snapshot.uri) or snapshot
    try:
        if target.scope is not None:
            return snapshot, benchmarking.named(ls, snapshot, target.scope)
        if target.position is not None:
            return snapshot, benchmarking.at(ls, snapshot, target.position.lsp)
        raise UsageError(f"{snapshot.path.name}: say which function: put the cursor into it and use its code action")
    except UsageError as error:
        ls.say(types.MessageType.Info, str(error))
        return None


def _resolved(ls: PerfcoderServer, arguments: tuple[Any, ...]) -> tuple[Target, Snapshot | None]:
    """The target and its open document; None, and the user told, where there is none."""
    latest = ls.documents.latest
    if not arguments and latest is None:
        ls.say(types.MessageType.Info, "no C or C++ file is open")
        return Target(uri=""), None
    target = _target(arguments) if arguments else Target(uri=latest.uri if latest is not None else "")
    snapshot = ls.documents.get(target.uri)
    if snapshot is None:
        ls.say(types.MessageType.Info, f"{target.uri} is not open")
    return target, snapshot


def _target(arguments: tuple[Any, ...]) -> Target:
    """The argument as a Target; a bare string is a URI."""
    first = arguments[0]
    try:
        return Target(uri=first) if isinstance(first, str) else Target.model_validate(first)
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise JsonRpcInvalidParams(f"argument {where}: {problem['msg']}") from None
