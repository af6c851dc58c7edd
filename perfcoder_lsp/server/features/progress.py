"""Work-done progress: one bar per measurement, with stages and a working Cancel."""

import asyncio
import logging
import uuid
from collections.abc import AsyncGenerator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from typing import Any

from lsprotocol import types

from perfcoder_lsp.request import StageEvent
from perfcoder_lsp.server.server import PerfcoderServer

_CREATE_TIMEOUT_S = 2.0
# Where in the bar a stage begins and ends, in percent.
_SPANS = {"plan": (0, 5), "rewrite": (5, 10), "build": (10, 45), "verify": (45, 70), "measure": (70, 100)}

_log = logging.getLogger("perfcoder.progress")


class Progress:
    """One bar; without a token it shows nothing."""

    def __init__(self, ls: PerfcoderServer, token: types.ProgressToken | None) -> None:
        self._ls = ls
        self._token = token
        self._percentage = 0

    def begin(self, title: str) -> None:
        if self._token is not None:
            begin = types.WorkDoneProgressBegin(title=title, cancellable=True, percentage=0)
            self._ls.work_done_progress.begin(self._token, begin)

    def stage(self, event: StageEvent) -> None:
        """Show a stage's step. The specification forbids that a percentage falls, so it waits instead."""
        if self._token is None:
            return
        start, end = _SPANS[event.stage]
        share = min(1.0, event.done / event.total) if event.total > 0 else 0.0
        self._percentage = max(self._percentage, round(start + (end - start) * share))
        steps = f" ({event.done}/{event.total})" if event.total > 1 else ""
        report = types.WorkDoneProgressReport(
            cancellable=True, message=f"{event.stage}: {event.message}{steps}", percentage=self._percentage
        )
        self._ls.work_done_progress.report(self._token, report)

    def end(self, message: str) -> None:
        if self._token is not None:
            self._ls.work_done_progress.end(self._token, types.WorkDoneProgressEnd(message=message))


@asynccontextmanager
async def shown_progress(
    ls: PerfcoderServer, title: str, token: types.ProgressToken | None
) -> AsyncGenerator[Progress]:
    """A bar on the client's token, or on one of our own where the client can show it. Its Cancel cancels the task that
    entered."""
    if token is None and ls.client.shows_progress:
        token = await _created(ls)
    progress = Progress(ls, token)
    progress.begin(title)
    if token is not None:
        _on_cancel(ls, token, asyncio.current_task())
    message = "ended"
    try:
        yield progress
        message = "done"
    except asyncio.CancelledError:
        message = "cancelled"
        raise
    finally:
        progress.end(message)
        if token is not None:
            _tokens(ls).pop(token, None)


async def _created(ls: PerfcoderServer) -> types.ProgressToken | None:
    """A new token that the client accepted; None where it did not, or did not answer: work goes on without a bar."""
    token = str(uuid.uuid4())
    try:
        async with asyncio.timeout(_CREATE_TIMEOUT_S):
            await ls.window_work_done_progress_create_async(types.WorkDoneProgressCreateParams(token=token))
    except Exception as error:
        _log.warning("no progress can be shown: %s", error)
        return None
    return token


def _on_cancel(ls: PerfcoderServer, token: types.ProgressToken, task: asyncio.Task[Any] | None) -> None:
    """pygls cancels the token's future when the client asks to."""

    def cancel(future: Future[Any]) -> None:
        if future.cancelled() and task is not None:
            task.cancel()

    _tokens(ls)[token].add_done_callback(cancel)


def _tokens(ls: PerfcoderServer) -> dict[types.ProgressToken, Future[Any]]:
    """pygls' table of running bars, of which it removes none by itself."""
    return ls.work_done_progress.tokens  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
