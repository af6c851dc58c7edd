"""Predictions in the editor: they come after the findings, are marked as such, and hold nothing up."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from gguf_files import write_planner
from lsp_editor import Editor, running_editor
from test_server_cancel import descendants, server_pid
from test_server_features import SLOW

PREDICTED = "Predicted, not measured: "
needs_llama = pytest.mark.usefixtures("llama_cpp")


@pytest.fixture
async def predicting(request: pytest.FixtureRequest, tmp_path: Path, cache_home: Path) -> AsyncIterator[Editor]:
    """An editor whose server has a planner; with a parameter, one of another vocabulary."""
    trained_with = getattr(request, "param", None)
    model = write_planner(tmp_path / "planner.gguf", trained_with=trained_with)
    environment = {"PERFCODER_PLANNER__MODEL": str(model)}
    async with running_editor("vscode", tmp_path, cache_home, environment=environment) as session:
        yield session


async def predicted(editor: Editor, uri: str) -> list[float | None]:
    """The confidences of all findings, once there is one."""
    for _ in range(600):
        confidences = [each["confidence"] for each in (await editor.checked(uri))["findings"]]
        if any(each is not None for each in confidences):
            return confidences
        await asyncio.sleep(0.1)
    pytest.fail("nothing was predicted")


@needs_llama
async def test_findings_come_first_and_then_what_is_expected_of_them(predicting: Editor) -> None:
    uri = predicting.open("slow.cpp", SLOW)
    await predicting.diagnostics(uri)
    assert await predicted(predicting, uri)
    line = next(number for number, each in enumerate(SLOW.splitlines()) if "endl" in each)
    text = await predicting.hover(uri, line)
    assert text is not None
    assert PREDICTED in text
    assert "*Not measured yet.*" in text
    titles = [each.title for each in await predicting.actions(uri, line=line)]
    assert titles == ["Measure optimizations of slow.cpp"]


@needs_llama
async def test_a_new_text_has_the_findings_of_its_own(predicting: Editor) -> None:
    uri = predicting.open("slow.cpp", SLOW)
    await predicted(predicting, uri)
    predicting.change(uri, "int add(int a, int b) { return a + b; }\n")
    assert not await predicting.diagnostics(uri, lambda hints: not hints)
    assert not (await predicting.checked(uri))["findings"]
    predicting.change(uri, SLOW)
    assert await predicted(predicting, uri)


@needs_llama
@pytest.mark.parametrize("predicting", ["0123456789abcdef"], indirect=True)
async def test_a_model_that_can_not_be_used_is_told_once_in_one_line(predicting: Editor) -> None:
    uri = predicting.open("slow.cpp", SLOW)
    await predicting.diagnostics(uri)

    def told() -> list[str]:
        return [each.message for each in predicting.client.log_messages if "the rules alone planned" in each.message]

    await predicting.until(told)
    predicting.change(uri, SLOW + "\n")
    other = predicting.open("other.cpp", SLOW)
    await predicting.diagnostics(other)
    await asyncio.sleep(1.5)
    assert len(told()) == 1
    assert "another vocabulary ('0123456789abcdef'" in told()[0]
    assert "\n" not in told()[0]
    assert not predicting.client.messages
    assert [each["confidence"] for each in (await predicting.checked(uri))["findings"]] == [None] * len(
        (await predicting.checked(uri))["findings"]
    )


@needs_llama
async def test_no_model_runs_before_there_is_a_finding(predicting: Editor) -> None:
    uri = predicting.open("fine.cpp", "int add(int a, int b) { return a + b; }\n")
    await predicting.checked(uri)
    await asyncio.sleep(1.0)
    assert len(descendants(server_pid(predicting))) == 1
    slow = predicting.open("slow.cpp", SLOW)
    await predicted(predicting, slow)
    assert len(descendants(server_pid(predicting))) == 2
