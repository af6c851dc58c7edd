"""Measurements: one run of the pipeline on the text of a document, in the measuring process."""

import asyncio
import logging
from dataclasses import replace

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcException

from perfcoder_lsp.errors import PerfcoderError, SourceError, UsageError
from perfcoder_lsp.request import Event, RejectionEvent, Request, StageEvent, SuggestionEvent
from perfcoder_lsp.server import words
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features import diagnostics
from perfcoder_lsp.server.features.progress import Progress, shown_progress
from perfcoder_lsp.server.messages import OptimizeJob
from perfcoder_lsp.server.server import PerfcoderServer
from perfcoder_lsp.server.state import Measured
from perfcoder_lsp.suggestion import Report

REQUEST_FAILED = -32803

_log = logging.getLogger("perfcoder.measuring")


def start(
    ls: PerfcoderServer,
    snapshot: Snapshot,
    request: Request,
    token: types.ProgressToken | None = None,
) -> asyncio.Task[Report]:
    """Begin to measure a snapshot. The task's cancellation kills what runs; it raises PerfcoderError.

    Raises UsageError where the document is being measured already.
    """
    state = ls.knowledge.of(snapshot.uri)
    if state.running is not None:
        raise UsageError(f"{snapshot.path.name} is being measured already; wait for it or cancel it")
    state.running = task = asyncio.get_running_loop().create_task(_measure(ls, snapshot, request, token))

    def ended() -> None:
        state.running = None
        diagnostics.show(ls, snapshot.uri)

    ls.in_background(task, ended)
    return task


def start_and_tell(ls: PerfcoderServer, snapshot: Snapshot, request: Request, *, quiet: bool = False) -> None:
    """Begin to measure, and tell the user how it ended; `quiet` keeps to what was found."""
    name = words.measured_name(snapshot.path.name, request.function)

    def tell(task: asyncio.Task[Report]) -> None:
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            ls.say(types.MessageType.Error, one_line(error))
        elif task.result().unverified is not None:
            _tell_unverified(ls, name, task.result().note, quiet=quiet)
        elif task.result().suggestions or not quiet:
            ls.say(types.MessageType.Info, words.outcome(name, task.result()))

    try:
        start(ls, snapshot, request).add_done_callback(tell)
    except UsageError as error:
        if not quiet:
            ls.say(types.MessageType.Info, str(error))


def _tell_unverified(ls: PerfcoderServer, name: str, reason: str, *, quiet: bool) -> None:
    """The reason and its remedy once in a session; after that only that it still holds."""
    if ls.told_unverified != reason:
        ls.told_unverified = reason
        ls.say(types.MessageType.Warning, f"{name}: {words.unverified(reason)}")
    elif not quiet:
        ls.say(types.MessageType.Info, f"{name}: not verified, for the same reason; its hints and its report say it")


def cancel(ls: PerfcoderServer, uri: str) -> bool:
    """Stop the measurement of a document; False where none runs."""
    running = ls.knowledge.of(uri).running
    return running is not None and running.cancel()


def cancel_stale(ls: PerfcoderServer, uri: str) -> None:
    """The document changed or closed: what is being measured is no longer what the user has."""
    if cancel(ls, uri):
        snapshot = ls.documents.get(uri)
        why = "changed" if snapshot is not None else "was closed"
        name = snapshot.path.name if snapshot is not None else uri.rpartition("/")[2]
        ls.say(types.MessageType.Info, f"{name} {why} while it was measured; the measurement was stopped")


async def optimize(
    ls: PerfcoderServer, snapshot: Snapshot, request: Request, token: types.ProgressToken | None
) -> Report:
    """As `start`, for a custom request: cancelling the request stops the work, errors become JSON-RPC errors."""
    try:
        task = start(ls, snapshot, request, token)
        return await task
    except PerfcoderError as error:
        raise JsonRpcException(one_line(error), REQUEST_FAILED) from None
    except asyncio.CancelledError:
        current = asyncio.current_task()
        if current is not None and current.cancelling():
            raise
        raise JsonRpcContentModified("the measurement was cancelled") from None


def one_line(error: BaseException) -> str:
    text = str(error) if isinstance(error, PerfcoderError) else f"internal error: {type(error).__name__}: {error}"
    return " ".join(text.split())


async def _measure(
    ls: PerfcoderServer, snapshot: Snapshot, request: Request, token: types.ProgressToken | None
) -> Report:
    name = snapshot.path.name
    if not snapshot.valid:
        raise SourceError(f"{name}: not valid Unicode text")
    diagnostics.refresh_lenses(ls)
    job = OptimizeJob(path=snapshot.path, text=snapshot.text, settings=ls.settings, request=request)
    title = f"Measuring {request.function or name}"
    partial = Partial(ls, snapshot, request.function)
    async with shown_progress(ls, title, token) as progress:
        if ls.measuring.busy:
            progress.stage(StageEvent(stage="plan", message="waiting for another measurement", done=0, total=1))

        def listen(event: Event) -> None:
            partial.listen(event, progress)

        report = (await ls.measuring.optimize(job, listen)).report
    partial.complete(report)
    return report


class Partial:
    """What a running measurement has shown so far, put into the knowledge as it comes: a suggestion that passed every
    gate can be applied while others are still tried."""

    def __init__(self, ls: PerfcoderServer, snapshot: Snapshot, scope: str | None) -> None:
        self._ls = ls
        self._snapshot = snapshot
        self._measured = Measured(snapshot.text, scope)

    def listen(self, event: Event, progress: Progress) -> None:
        if isinstance(event, StageEvent):
            progress.stage(event)
        elif isinstance(event, RejectionEvent):
            self._remember(replace(self._measured, rejected=(*self._measured.rejected, event.rejection)))
        elif isinstance(event, SuggestionEvent):
            self._remember(replace(self._measured, suggestions=(*self._measured.suggestions, event.suggestion)))
            diagnostics.show(self._ls, self._snapshot.uri)

    def complete(self, report: Report) -> None:
        self._remember(replace(self._measured, suggestions=report.suggestions, rejected=report.rejected, report=report))
        if self._ls.knowledge.note_isolation(report):
            for snapshot in self._ls.documents.all():
                diagnostics.show(self._ls, snapshot.uri)

    def _remember(self, measured: Measured) -> None:
        self._measured = measured
        self._ls.knowledge.remember(self._snapshot.uri, measured)
