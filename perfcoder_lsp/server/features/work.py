"""Work in the measuring process: one piece at a time for each document; cancelling it kills what runs for it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcException

from perfcoder_lsp.errors import PerfcoderError, SourceError, UsageError
from perfcoder_lsp.request import StageEvent
from perfcoder_lsp.server import words
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features import diagnostics
from perfcoder_lsp.server.features.progress import Progress
from perfcoder_lsp.server.messages import Function
from perfcoder_lsp.server.server import PerfcoderServer
from perfcoder_lsp.server.state import Running

REQUEST_FAILED = -32803

_Result = TypeVar("_Result")


def begin(
    ls: PerfcoderServer,
    snapshot: Snapshot,
    work: Callable[[], Coroutine[Any, Any, _Result]],
    function: Function | None = None,
) -> asyncio.Task[_Result]:
    """Start work on a snapshot, or on one of its functions. The task raises PerfcoderError.

    Raises UsageError where the document is worked on already, SourceError where its text is no text.
    """
    state = ls.knowledge.of(snapshot.uri)
    if state.running is not None:
        what = "measured" if state.running.function is None else "benchmarked"
        raise UsageError(f"{snapshot.path.name} is being {what} already; wait for it or cancel it")
    if not snapshot.valid:
        raise SourceError(f"{snapshot.path.name}: not valid Unicode text")
    task = asyncio.get_running_loop().create_task(work())
    state.running = Running(task, function)
    diagnostics.refresh_lenses(ls)

    def ended() -> None:
        state.running = None
        diagnostics.show(ls, snapshot.uri)

    ls.in_background(task, ended)
    return task


async def awaited(start: Callable[[], asyncio.Task[_Result]]) -> _Result:
    """The result, for a custom request: cancelling the request stops the work, errors become JSON-RPC errors."""
    try:
        task = start()
        return await task
    except PerfcoderError as error:
        raise JsonRpcException(one_line(error), REQUEST_FAILED) from None
    except asyncio.CancelledError:
        current = asyncio.current_task()
        if current is not None and current.cancelling():
            raise
        raise JsonRpcContentModified("the measurement was cancelled") from None


def cancel(ls: PerfcoderServer, uri: str) -> bool:
    """Stop the work on a document; False where there is none."""
    running = ls.knowledge.of(uri).running
    return running is not None and running.task.cancel()


def cancel_changed(ls: PerfcoderServer, uri: str) -> None:
    """The text changed: what is being measured is no longer what the user has. Whether a function that is benchmarked
    changed is known after the next check."""
    running, snapshot = ls.knowledge.of(uri).running, ls.documents.get(uri)
    if running is not None and running.function is None and snapshot is not None and running.task.cancel():
        _tell_stopped(ls, snapshot.path.name, "changed", None)


def cancel_changed_function(ls: PerfcoderServer, snapshot: Snapshot) -> None:
    """A text was checked: stop the benchmark of a function that is another one now. One that is gone may be back with
    the next keystroke."""
    running, checked = ls.knowledge.of(snapshot.uri).running, ls.knowledge.checked(snapshot)
    if running is None or running.function is None or checked is None:
        return
    now = next((each for each in checked.functions if each.label == running.function.label), running.function)
    if now.fingerprint != running.function.fingerprint and running.task.cancel():
        _tell_stopped(ls, snapshot.path.name, "changed", running.function)


def cancel_closed(ls: PerfcoderServer, uri: str) -> None:
    running = ls.knowledge.of(uri).running
    if running is not None and running.task.cancel():
        _tell_stopped(ls, uri.rpartition("/")[2], "was closed", running.function)


def _tell_stopped(ls: PerfcoderServer, file: str, why: str, function: Function | None) -> None:
    if function is None:
        message = f"{file} {why} while it was measured; the measurement was stopped"
    elif why == "changed":
        message = f"{function.label} in {file} changed while it was benchmarked; the benchmark was stopped"
    else:
        message = f"{file} {why} while {function.label} was benchmarked; the benchmark was stopped"
    ls.say(types.MessageType.Info, message)


def show_waiting(ls: PerfcoderServer, progress: Progress) -> None:
    """Say so where the measuring process is at work for another document."""
    if ls.measuring.busy:
        progress.stage(StageEvent(stage="plan", message="waiting for another measurement", done=0, total=1))


def tell_unverified(ls: PerfcoderServer, name: str, reason: str, *, quiet: bool) -> None:
    """Why nothing can be executed, with its remedy, once in a session; after that only that it still holds."""
    if ls.told_unverified != reason:
        ls.told_unverified = reason
        ls.say(types.MessageType.Warning, f"{name}: {words.unverified(reason)}")
    elif not quiet:
        ls.say(types.MessageType.Info, f"{name}: not verified, for the same reason; its hints and its report say it")


def one_line(error: BaseException) -> str:
    text = str(error) if isinstance(error, PerfcoderError) else f"internal error: {type(error).__name__}: {error}"
    return " ".join(text.split())
