"""Benchmarks of single functions in the measuring process: which is meant, what is known so far, how it ends."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from perfcoder_lsp.errors import SandboxError, UsageError
from perfcoder_lsp.function_report import FunctionReport
from perfcoder_lsp.request import Event, FunctionEvent, StageEvent
from perfcoder_lsp.server import function_words, words
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features import diagnostics, work
from perfcoder_lsp.server.features.progress import shown_progress
from perfcoder_lsp.server.messages import BenchmarkJob, Exported, ExportJob, Function, Version
from perfcoder_lsp.server.server import PerfcoderServer
from perfcoder_lsp.server.state import Benchmarked
from perfcoder_lsp.text import ByteRange

NEWS = "perfcoder/functionBenchmark"

_NAMES_SHOWN = 8


@dataclass(frozen=True)
class Comparison:
    """What a function is compared with: its own version `before`, or the one in another file `against`."""

    before: Benchmarked | None = None
    against: Version | None = None


ALONE = Comparison()


def named(ls: PerfcoderServer, snapshot: Snapshot, name: str) -> Function:
    """The function of that label or name in a text that was checked. Raises UsageError where not exactly one has it."""
    listed = _functions(ls, snapshot)
    found = [each for each in listed if each.label == name] or [
        each for each in listed if each.name == name or each.name.endswith(f"::{name}")
    ]
    if len(found) == 1:
        return found[0]
    choice = ", ".join(each.label for each in (found or listed)[:_NAMES_SHOWN])
    if found:
        raise UsageError(f"{snapshot.path.name}: {name} may be any of {choice}")
    there = f"; there is {choice}" if choice else ""
    raise UsageError(f"{snapshot.path.name}: no function {name} here{there}")


def around(functions: Iterable[Function], where: ByteRange) -> Function | None:
    """The innermost function around the cursor or selection."""
    inside = [function for function in functions if function.range.contains(where)]
    return min(inside, key=lambda function: function.range.end - function.range.start, default=None)


def at(ls: PerfcoderServer, snapshot: Snapshot, position: types.Position) -> Function:
    """The function at a position of a text that was checked. Raises UsageError where there is none."""
    offset = snapshot.offset(position)
    function = around(_functions(ls, snapshot), ByteRange(start=offset, end=offset))
    if function is None:
        raise UsageError(f"{snapshot.path.name}:{position.line + 1}: no function here; put the cursor into one")
    return function


def _functions(ls: PerfcoderServer, snapshot: Snapshot) -> tuple[Function, ...]:
    checked = ls.knowledge.checked(snapshot)
    if checked is None:
        raise UsageError(f"{snapshot.path.name}: not checked yet; ask again")
    return checked.functions


def start(
    ls: PerfcoderServer,
    snapshot: Snapshot,
    function: Function,
    comparison: Comparison = ALONE,
    token: types.ProgressToken | None = None,
) -> asyncio.Task[FunctionReport]:
    """Begin to benchmark a function of a snapshot; as `work.begin`."""
    return work.begin(ls, snapshot, lambda: _benchmark(ls, snapshot, function, comparison, token), function)


def start_and_tell(ls: PerfcoderServer, snapshot: Snapshot, function: Function, comparison: Comparison = ALONE) -> None:
    """Begin to benchmark, and tell the user how it ended."""
    name = words.measured_name(snapshot.path.name, function.label)

    def tell(task: asyncio.Task[FunctionReport]) -> None:
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, SandboxError):
            work.tell_unverified(ls, name, work.one_line(error), quiet=False)
        elif error is not None:
            ls.say(types.MessageType.Error, work.one_line(error))
        else:
            ls.say(types.MessageType.Info, function_words.outcome(name, task.result()))

    try:
        start(ls, snapshot, function, comparison).add_done_callback(tell)
    except UsageError as error:
        ls.say(types.MessageType.Info, str(error))


def export_and_tell(ls: PerfcoderServer, snapshot: Snapshot, known: Benchmarked, folder: Path) -> None:
    """Begin to write the benchmark of a function as a program, and tell the user where it is."""
    report = known.report.model_copy(update={"range": known.function.range})  # which may be that of the version before
    job = ExportJob(path=snapshot.path, text=known.text, settings=ls.settings, report=report, folder=folder)

    def tell(task: asyncio.Task[Exported]) -> None:
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            ls.say(types.MessageType.Error, work.one_line(error))
        else:
            ls.say(types.MessageType.Info, f"{task.result().file}: its first lines say how to build it")

    try:
        work.begin(ls, snapshot, lambda: ls.measuring.export(job), known.function).add_done_callback(tell)
    except UsageError as error:
        ls.say(types.MessageType.Info, str(error))


async def _benchmark(
    ls: PerfcoderServer,
    snapshot: Snapshot,
    function: Function,
    comparison: Comparison,
    token: types.ProgressToken | None,
) -> FunctionReport:
    partial: FunctionReport | None = None
    async with shown_progress(ls, f"Benchmarking {function.label}", token) as progress:
        work.show_waiting(ls, progress)

        def listen(event: Event) -> None:
            nonlocal partial
            if isinstance(event, StageEvent):
                progress.stage(event)
            elif isinstance(event, FunctionEvent):
                partial = event.report
                _remember(ls, snapshot, function, partial)

        try:
            report = (await ls.measuring.benchmark(_job(ls, snapshot, function, comparison), listen)).report
        except BaseException:  # cancelled or failed: what is known by then is still true
            if partial is not None:
                ended = {"complete": True, "note": "the benchmark was stopped before its end"}
                _remember(ls, snapshot, function, partial.model_copy(update=ended))
            raise
    _remember(ls, snapshot, function, report)
    return report


def _job(ls: PerfcoderServer, snapshot: Snapshot, function: Function, comparison: Comparison) -> BenchmarkJob:
    """A version before takes the place of the text, and the text then is what it is compared with."""
    text, seen, against = snapshot.text, function, comparison.against
    if comparison.before is not None:
        text, seen = comparison.before.text, comparison.before.function
        against = Version(path=snapshot.path, text=snapshot.text)
    return BenchmarkJob(path=snapshot.path, text=text, settings=ls.settings, offset=seen.range.start, against=against)


def _remember(ls: PerfcoderServer, snapshot: Snapshot, function: Function, report: FunctionReport) -> None:
    """Keep what is known so far, and show it."""
    ls.knowledge.remember_benchmark(snapshot.uri, Benchmarked(snapshot.text, function, report))
    diagnostics.refresh_lenses(ls)
    if ls.client.follows_benchmarks:
        seen = {"uri": snapshot.uri, "version": snapshot.version, "function": function.label}
        known = {"headline": function_words.headline(report), "report": report.model_dump(mode="json")}
        ls.protocol.notify(NEWS, {**seen, **known})
