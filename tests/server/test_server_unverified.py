"""The editor where nothing isolates: what was found stays visible as not verified, and can't be applied."""

import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from lsp_editor import Editor, running_editor
from lsprotocol import types

FLUSHES = """\
#include <iostream>
int main() {
    for (int i = 0; i < 1000; i++) {
        std::cout << i << std::endl;
    }
}
"""


class Session(NamedTuple):
    """An editor whose server finds nothing that isolates, and words of the remedy."""

    editor: Editor
    remedy: str


@pytest.fixture
async def session(
    tmp_path: Path, cache_home: Path, unusable_bubblewrap: tuple[dict[str, str], str]
) -> AsyncIterator[Session]:
    environment, remedy = unusable_bubblewrap
    async with running_editor("vscode", tmp_path, cache_home, environment=environment) as editor:
        yield Session(editor, remedy)


def _not_verified(hints: Sequence[types.Diagnostic]) -> bool:
    return bool(hints) and all("(not verified: " in hint.message for hint in hints)


async def test_hints_hover_lens_and_report_say_not_verified(session: Session) -> None:
    editor, remedy = session
    uri = editor.open("a.cpp", FLUSHES)
    other = editor.open("b.cpp", FLUSHES.replace("1000", "999"))
    await editor.diagnostics(other)
    assert await editor.measured_actions(uri) == []

    for each in (uri, other):  # it is the machine that is wanting, not one text
        (hint, *_) = await editor.diagnostics(each, _not_verified)
        assert remedy in hint.message
        assert hint.data["short"].endswith(": not verified")
        hover = await editor.hover(each, hint.range.start.line) or ""
        assert "Not verified" in hover
        assert remedy.split()[-1] in hover
    (lens,) = await editor.lenses(uri)
    assert lens.command is not None
    assert lens.command.title == "not verified: show why"
    report = await editor.run(lens.command)
    assert "Print without flushing" in report
    assert remedy.split()[-1] in report
    assert "faster" not in report


async def test_no_action_applies_anything(session: Session) -> None:
    editor, _ = session
    uri = editor.open("a.cpp", FLUSHES)
    await editor.measured_actions(uri)

    actions = await editor.actions(uri, line=3)

    assert [action.title for action in actions] == ["Measure optimizations of a.cpp again"]
    assert all(action.edit is None for action in actions)
    for target in ({"uri": uri}, {"uri": uri, "version": 1, "id": "IO2"}):
        await editor.run(types.Command("apply", "perfcoder.apply", arguments=[target]))
    await editor.message("nothing is measured for its current text")
    assert editor.text(uri) == FLUSHES


async def test_the_remedy_is_told_once(session: Session) -> None:
    editor, remedy = session
    uris = [editor.open("a.cpp", FLUSHES), editor.open("b.cpp", FLUSHES.replace("1000", "999"))]

    for uri in (*uris, uris[0]):
        await editor.measured_actions(uri)

    messages = editor.client.messages
    assert [remedy in message.message for message in messages] == [True, False, False]
    assert messages[0].type == types.MessageType.Warning
    assert all("not verified" in message.message and "\n" not in message.message for message in messages)


async def test_a_benchmark_says_why_nothing_can_be_executed(session: Session) -> None:
    editor, remedy = session
    uri = editor.open("f.cpp", "int f(int n) {\n    while (n > 9) n /= 2;\n    return n;\n}\n")

    for kind in (types.MessageType.Warning, types.MessageType.Info):  # the remedy is told once
        told = len(editor.client.messages)
        await editor.run(types.Command("", "perfcoder.benchmark", arguments=[{"uri": uri, "scope": "f"}]))
        await editor.until(lambda told=told: len(editor.client.messages) > told)
        message = editor.client.messages[told]
        assert message.message.startswith("PerfCoder: f in f.cpp: not verified")
        assert (message.type, remedy in message.message) == (kind, kind == types.MessageType.Warning)


async def test_a_request_gets_the_findings_apart_from_suggestions(session: Session) -> None:
    editor, remedy = session
    uri = editor.open("a.cpp", FLUSHES)

    report = await editor.request("perfcoder/optimize", {"textDocument": {"uri": uri}})

    assert (report["suggestions"], report["best"]) == ([], None)
    assert remedy in report["note"]
    assert "IO2" in [rewrite["id"] for rewrite in report["unverified"]]
    assert editor.client.messages == []


@pytest.mark.alone
@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("unusable_bubblewrap", ["forbidden"], indirect=True)
async def test_after_the_remedy_the_next_measurement_is_an_ordinary_one(
    session: Session, unusable_bubblewrap: tuple[dict[str, str], str]
) -> None:
    editor, _ = session
    uri = editor.open("a.cpp", FLUSHES)
    other = editor.open("b.cpp", FLUSHES.replace("1000", "999"))
    await editor.diagnostics(other)
    for each in (uri, other):
        await editor.measured_actions(each)
    bwrap = shutil.which("bwrap")
    refusing = Path(unusable_bubblewrap[0]["PATH"].partition(":")[0]) / "bwrap"
    refusing.write_text(f'#!/bin/sh\nexec {bwrap} "$@"\n')

    assert await editor.measured_actions(uri)

    hints = await editor.diagnostics(other, lambda hints: not _not_verified(hints))
    assert all(hint.message.endswith("(not measured yet)") for hint in hints)
    assert [lens.command.title for lens in await editor.lenses(other) if lens.command] == ["Measure optimizations"]
