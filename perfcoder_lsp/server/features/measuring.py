"""Measurements: one run of the pipeline on the text of a document, in the measuring process."""

import asyncio
from dataclasses import replace

from lsprotocol import types

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.request import Event, RejectionEvent, Request, StageEvent, SuggestionEvent
from perfcoder_lsp.server import words
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features import diagnostics, work
from perfcoder_lsp.server.features.progress import Progress, shown_progress
from perfcoder_lsp.server.messages import OptimizeJob
from perfcoder_lsp.server.server import PerfcoderServer
from perfcoder_lsp.server.state import Measured
from perfcoder_lsp.suggestion import Report


def start(
    ls: PerfcoderServer,
    snapshot: Snapshot,
    request: Request,
    token: types.ProgressToken | None = None,
) -> asyncio.Task[Report]:
    """Begin to measure a snapshot; as `work.begin`."""
    return work.begin(ls, snapshot, lambda: _measure(ls, snapshot, request, token))


def start_and_tell(ls: PerfcoderServer, snapshot: Snapshot, request: Request, *, quiet: bool = False) -> None:
    """Begin to measure, and tell the user how it ended; `quiet` keeps to what was found."""
    name = words.measured_name(snapshot.path.name, request.function)

    def tell(task: asyncio.Task[Report]) -> None:
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            ls.say(types.MessageType.Error, work.one_line(error))
        elif task.result().unverified is not None:
            work.tell_unverified(ls, name, task.result().note, quiet=quiet)
        elif task.result().suggestions or not quiet:
            ls.say(types.MessageType.Info, words.outcome(name, task.result()))

    try:
        start(ls, snapshot, request).add_done_callback(tell)
    except UsageError as error:
        if not quiet:
            ls.say(types.MessageType.Info, str(error))


async def optimize(
    ls: PerfcoderServer, snapshot: Snapshot, request: Request, token: types.ProgressToken | None
) -> Report:
    """As `start`, for a custom request: as `work.awaited`."""
    return await work.awaited(lambda: start(ls, snapshot, request, token))


async def _measure(
    ls: PerfcoderServer, snapshot: Snapshot, request: Request, token: types.ProgressToken | None
) -> Report:
    name = snapshot.path.name
    diagnostics.refresh_lenses(ls)
    job = OptimizeJob(path=snapshot.path, text=snapshot.text, settings=ls.settings, request=request)
    title = f"Measuring {request.function or name}"
    partial = Partial(ls, snapshot, request.function)
    async with shown_progress(ls, title, token) as progress:
        work.show_waiting(ls, progress)

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
