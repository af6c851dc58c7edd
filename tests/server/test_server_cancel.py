"""Cancelling, stale results and processes that die: nothing wrong is offered and nothing is left behind."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsp_editor import Editor, one_rule, running_editor
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from test_server_features import SLOW

# Takes the compiler long enough to be caught in the middle.
HEAVY = "#include <bits/stdc++.h>\n#include <regex>\n" + SLOW


def descendants(pid: int) -> set[int]:
    """All processes below a process, by /proc."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}").exists() and "(zombie)" not in _status(pid)}


def _status(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return "(zombie)"


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment in which temporary folders can be counted."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    yield {"TMPDIR": str(folder)}
    assert list(folder.iterdir()) == []


def server_pid(editor: Editor) -> int:
    server = editor.client._server
    assert server is not None
    return server.pid


async def test_cancelling_the_request_kills_what_runs(
    tmp_path: Path, cache_home: Path, scratch: dict[str, str]
) -> None:
    async with running_editor("vscode", tmp_path, cache_home, environment=scratch) as editor:
        uri = editor.open("heavy.cpp", HEAVY)
        await editor.lenses(uri)
        analysis = descendants(server_pid(editor))
        request = asyncio.wrap_future(
            editor.client.protocol.send_request("perfcoder/optimize", {"textDocument": {"uri": uri}}, msg_id="measure")
        )
        await editor.until(lambda: len(descendants(server_pid(editor)) - analysis) > 1)
        working = descendants(server_pid(editor)) - analysis

        editor.client.cancel_request(types.CancelParams(id="measure"))

        with pytest.raises(JsonRpcException) as refused:
            await request
        assert refused.value.code == -32800
        await editor.until(lambda: not alive(working))
        assert alive(analysis) == analysis
        assert [action.title for action in await editor.actions(uri)] == ["Measure optimizations of heavy.cpp"]


async def test_the_progress_bars_cancel_stops_the_measurement(vscode: Editor) -> None:
    uri = vscode.open("heavy.cpp", HEAVY)
    await vscode.lenses(uri)
    (measure,) = await vscode.actions(uri)
    await vscode.run(measure.command)
    await vscode.until(lambda: any(vscode.client.progress_reports.values()))
    ((token, reports),) = vscode.client.progress_reports.items()
    begin = reports[0]
    assert isinstance(begin, types.WorkDoneProgressBegin)
    assert begin.title == "Measuring heavy.cpp"
    assert begin.cancellable
    lens = (await vscode.lenses(uri))[0].command
    assert lens is not None
    assert lens.command == "perfcoder.cancel"

    vscode.client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))

    await vscode.until(lambda: isinstance(reports[-1], types.WorkDoneProgressEnd))
    (end,) = [report for report in reports if isinstance(report, types.WorkDoneProgressEnd)]
    assert end.message == "cancelled"
    await vscode.until(lambda: len(descendants(server_pid(vscode))) <= 1)
    assert (await vscode.lenses(uri))[0].command.title == "Measure optimizations"  # type: ignore[union-attr]


async def test_the_cancel_action_and_command_stop_the_measurement(vscode: Editor) -> None:
    uri = vscode.open("heavy.cpp", HEAVY)
    (measure,) = await vscode.actions(uri)
    await vscode.run(measure.command)
    (cancel,) = await vscode.actions(uri)
    assert cancel.title == "Cancel the measurement of heavy.cpp"

    await vscode.run(cancel.command)

    await vscode.until(lambda: len(descendants(server_pid(vscode))) <= 1)
    assert (await vscode.actions(uri))[-1].title == "Measure optimizations of heavy.cpp"


@one_rule
async def test_progress_never_falls_and_ends(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    await vscode.measured_actions(uri)

    (reports,) = vscode.client.progress_reports.values()
    percentages = [report.percentage or 0 for report in reports if isinstance(report, types.WorkDoneProgressReport)]
    assert percentages == sorted(percentages)
    assert percentages
    assert isinstance(reports[-1], types.WorkDoneProgressEnd)


async def test_a_second_measurement_of_the_same_document_is_refused(vscode: Editor) -> None:
    uri = vscode.open("heavy.cpp", HEAVY)
    (measure,) = await vscode.actions(uri)
    await vscode.run(measure.command)
    await vscode.run(measure.command)

    await vscode.message("is being measured already")
    await vscode.run(types.Command("", "perfcoder.cancel", arguments=[{"uri": uri}]))


@pytest.mark.parametrize("how", ["changed", "was closed"])
async def test_a_document_that_changes_or_closes_stops_its_measurement(vscode: Editor, how: str) -> None:
    uri = vscode.open("heavy.cpp", HEAVY)
    await vscode.run((await vscode.actions(uri))[0].command)
    await vscode.until(lambda: any(vscode.client.progress_reports.values()))

    if how == "changed":
        vscode.change(uri, HEAVY + "\n")
    else:
        vscode.close(uri)

    await vscode.message(f"heavy.cpp {how} while it was measured; the measurement was stopped")
    await vscode.until(lambda: len(descendants(server_pid(vscode))) <= 1)


@pytest.mark.alone
@one_rule
async def test_measured_edits_are_gone_after_typing_and_back_after_undo(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    stale = (await vscode.measured_actions(uri))[0]

    vscode.change(uri, "// new\n" + SLOW)

    assert not [each for each in await vscode.actions(uri) if each.title.startswith("Apply")]
    with pytest.raises(JsonRpcException) as refused:
        await vscode.client.code_action_resolve_async(stale)
    assert refused.value.code == -32801
    await vscode.run(types.Command("", "perfcoder.apply", arguments=[stale.data]))
    await vscode.message("nothing is measured for its current text")
    assert vscode.text(uri) == "// new\n" + SLOW

    vscode.change(uri, SLOW)
    with pytest.raises(JsonRpcException):  # the text is the same, the version that the action was for is not
        await vscode.client.code_action_resolve_async(stale)
    again = [each for each in await vscode.actions(uri) if each.title.startswith("Apply")]
    assert again[0].title == stale.title
    assert (await vscode.client.code_action_resolve_async(again[0])).edit is not None


@pytest.mark.alone
@one_rule
async def test_a_killed_worker_is_told_in_one_line_and_comes_back(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    await vscode.lenses(uri)
    (analysis,) = descendants(server_pid(vscode))
    await vscode.run((await vscode.actions(uri))[0].command)
    await vscode.until(lambda: len(descendants(server_pid(vscode)) - {analysis}) > 0)
    for pid in descendants(server_pid(vscode)) - {analysis}:
        os.kill(pid, signal.SIGKILL)

    message = await vscode.message("the measuring process ended unexpectedly (signal SIGKILL)")

    assert message.type == types.MessageType.Error
    assert "\n" not in message.message
    assert await vscode.measured_actions(uri)


async def test_a_server_that_is_killed_takes_its_workers_and_their_files_along(
    tmp_path: Path, cache_home: Path, scratch: dict[str, str]
) -> None:
    async with running_editor("vscode", tmp_path, cache_home, environment=scratch) as editor:
        uri = editor.open("heavy.cpp", HEAVY)
        await editor.lenses(uri)
        analysis = descendants(server_pid(editor))
        await editor.run((await editor.actions(uri))[0].command)
        await editor.until(lambda: len(descendants(server_pid(editor)) - analysis) > 1)
        running = descendants(server_pid(editor))
        editor.client.error = RuntimeError("killed by the test")  # so that no shutdown is tried

        os.kill(server_pid(editor), signal.SIGKILL)

        await editor.until(lambda: not alive(running))
