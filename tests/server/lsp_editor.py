"""An editor as far as the tests need one: the real server as a child process, spoken to with the capabilities that a
real editor declares, and buffers that apply edits as that editor would."""

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from cattrs import Converter
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import JsonRPCResponseMessage, default_converter
from pytest_lsp.client import register_lsp_features

ROOT = Path(__file__).resolve().parents[2]
SERVER = [sys.executable, "-m", "perfcoder_lsp.server.main", "--stdio"]
PROFILES = {
    "vscode": "visual_studio_code",
    "neovim-0.7": "neovim@v0.7",
    "neovim-0.10": "neovim@v0.10",
    "neovim-0.11": "neovim@v0.11",
    "emacs": "emacs",
}
PATIENCE_S = 150.0

ONE_RULE: dict[str, Any] = {
    "options": {"rules": {"select": ["IO2"]}},
    "environment": {"PERFCODER_MEASURE__BUDGET_S": "30"},  # to decide on it also on a machine that is busy
}
one_rule = pytest.mark.parametrize("vscode", [ONE_RULE], indirect=True, ids=["one rule"])
"""Enough, and quick, where the point is what is said of a measurement, not what is found."""


def server_environment(cache_home: Path) -> dict[str, str]:
    """The environment for a server whose settings, caches and temporary files are the test's own."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        "XDG_CONFIG_HOME": str(cache_home / "config"),
        "PERFCODER_CACHE__DIRECTORY": str(cache_home / "perfcoder"),
        "PERFCODER_MEASURE__BUDGET_S": "2",
        "PERFCODER_BUILD__TIMEOUT_S": "100",  # of a machine that is busy with other things
        "PERFCODER_SERVER__PREPARE": "false",  # which would be one of them
        "PERFCODER_PLANNER__MODEL": "rules",
    }


class Editor:
    """One editor session. `buffers` holds the text of each open document, `edits` every edit that the server sent."""

    def __init__(self, client: pytest_lsp.LanguageClient, folder: Path, encoding: str) -> None:
        self.client = client
        self.folder = folder
        self.encoding = encoding
        self.buffers: dict[str, tuple[int, str]] = {}

    @property
    def resolves(self) -> bool:
        """Whether the client asks for an action's edit only when it is chosen."""
        document = self.client.capabilities and self.client.capabilities.text_document
        return bool(document and document.code_action and document.code_action.resolve_support)

    def open(self, name: str, text: str, language: str = "cpp") -> str:
        uri = (self.folder / name).as_uri()
        self.buffers[uri] = (1, text)
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text))
        )
        return uri

    def change(self, uri: str, text: str) -> None:
        version = self.buffers[uri][0] + 1
        self.buffers[uri] = (version, text)
        document = types.VersionedTextDocumentIdentifier(version, uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def close(self, uri: str) -> None:
        del self.buffers[uri]
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def text(self, uri: str) -> str:
        return self.buffers[uri][1]

    async def actions(
        self,
        uri: str,
        line: int = 0,
        only: Sequence[str] | None = None,
        *,
        automatic: bool = False,
        hints: Sequence[types.Diagnostic] = (),
    ) -> list[types.CodeAction]:
        kind = types.CodeActionTriggerKind.Automatic if automatic else types.CodeActionTriggerKind.Invoked
        where = types.Range(types.Position(line, 0), types.Position(line, 0))
        context = types.CodeActionContext(diagnostics=hints, only=only, trigger_kind=kind)
        answer = await self.client.text_document_code_action_async(
            types.CodeActionParams(types.TextDocumentIdentifier(uri), where, context)
        )
        return [action for action in answer or () if isinstance(action, types.CodeAction)]

    async def lenses(self, uri: str) -> list[types.CodeLens]:
        params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
        return list(await self.client.text_document_code_lens_async(params) or ())

    async def hover(self, uri: str, line: int, character: int = 0) -> str | None:
        params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
        answer = await self.client.text_document_hover_async(params)
        return answer.contents.value if answer and isinstance(answer.contents, types.MarkupContent) else None

    async def run(self, command: types.Command | None) -> Any:
        assert command is not None
        params = types.ExecuteCommandParams(command.command, command.arguments)
        return await self.client.workspace_execute_command_async(params)

    async def request(self, method: str, params: Any) -> Any:
        return await self.client.protocol.send_request_async(method, params)

    async def checked(self, uri: str) -> Any:
        """What the server has found in the current text, however busy the machine is."""
        for _ in range(30):
            with contextlib.suppress(JsonRpcException):
                return await self.request("perfcoder/check", {"textDocument": {"uri": uri}})
        pytest.fail("never checked")

    async def diagnostics(self, uri: str, accept: Callable[[Sequence[types.Diagnostic]], bool] = bool) -> Any:
        """The document's diagnostics, once they are as awaited."""
        await self.until(lambda: accept(self.client.diagnostics.get(uri, ())))
        return self.client.diagnostics[uri]

    async def message(self, part: str) -> types.ShowMessageParams:
        """The first message to the user that holds the words, once it is there."""
        await self.until(lambda: any(part in message.message for message in self.client.messages))
        return next(message for message in self.client.messages if part in message.message)

    async def until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, "not in time; messages: " + str(self.client.messages)
            await asyncio.sleep(0.02)

    async def measured_actions(self, uri: str) -> list[types.CodeAction]:
        """Measure the file, and give the actions that apply something."""
        measure = next(each for each in await self.actions(uri) if each.title.startswith("Measure optimizations of"))
        told = len(self.client.messages)
        await self.run(measure.command)
        await self.until(lambda: len(self.client.messages) > told)
        return [action for action in await self.actions(uri) if action.title.startswith("Apply: ")]

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """Apply an edit to the buffers. Fails where the edit names another version than the buffer's."""
        for change in edit.document_changes or ():
            assert isinstance(change, types.TextDocumentEdit)
            assert change.text_document.version == self.buffers[change.text_document.uri][0]
            self._apply(change.text_document.uri, change.edits)
        for uri, edits in (edit.changes or {}).items():
            self._apply(uri, edits)

    def _apply(self, uri: str, edits: Sequence[Any]) -> None:
        text = self.text(uri)
        places = [(self._index(text, e.range.start), self._index(text, e.range.end), e.new_text) for e in edits]
        for start, end, new_text in sorted(places, reverse=True):
            text = text[:start] + new_text + text[end:]
        self.change(uri, text)

    def _index(self, text: str, position: types.Position) -> int:
        """The index of a position in the text, counted character by character in the session's encoding."""
        lines = text.split("\n")
        index = sum(len(line) + 1 for line in lines[: position.line])
        units = {"utf-8": lambda c: len(c.encode()), "utf-16": lambda c: 1 + (ord(c) > 0xFFFF), "utf-32": lambda _: 1}
        left = position.character
        for character in lines[position.line]:
            if left <= 0:
                break
            left -= units[self.encoding](character)
            index += 1
        return index


def _converter() -> Converter:
    """pytest-lsp's converter, mended: it takes an action that has a command for a bare command, and hides the results
    of custom requests in named tuples."""
    converter = default_converter()

    def actions(given: dict[str, Any], _: type) -> types.CodeActionResponse:
        kinds = [
            types.Command if isinstance(one.get("command"), str) else types.CodeAction for one in given["result"] or ()
        ]
        result = [converter.structure(one, kind) for one, kind in zip(given["result"] or (), kinds, strict=True)]
        return types.CodeActionResponse(id=given["id"], result=result)

    converter.register_structure_hook(types.CodeActionResponse, actions)
    converter.register_structure_hook(JsonRPCResponseMessage, lambda given, _: JsonRPCResponseMessage(**given))
    return converter


@asynccontextmanager
async def running_editor(
    profile: str,
    folder: Path,
    cache_home: Path,
    *,
    options: Any = None,
    configuration: dict[str, Any] | None = None,
    environment: dict[str, str] | None = None,
    patch: Callable[[types.ClientCapabilities], None] = lambda _: None,
) -> AsyncIterator[Editor]:
    """An editor of that profile with the folder open. `options` go with initialize; `configuration` is what it answers
    when asked; `patch` changes what it declares."""
    client = pytest_lsp.LanguageClient(converter_factory=_converter)
    register_lsp_features(client)
    client.set_configuration({"perfcoder": configuration} if configuration is not None else {})
    capabilities = pytest_lsp.client_capabilities(PROFILES[profile])
    patch(capabilities)
    await client.start_io(*SERVER, env={**server_environment(cache_home), **(environment or {})}, cwd=str(folder))
    result = await client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities,
            root_uri=folder.as_uri(),
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name)],
            initialization_options=options,
        )
    )
    editor = Editor(client, folder, str(result.capabilities.position_encoding or "utf-16"))

    @client.feature(types.WORKSPACE_APPLY_EDIT)
    def _(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        editor.apply(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    @client.feature(types.WORKSPACE_CODE_LENS_REFRESH)
    def _(_params: None) -> None:
        return None

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def _(_params: types.RegistrationParams) -> None:
        return None

    try:
        yield editor
    finally:
        await client.shutdown_session()
        await client.stop()
