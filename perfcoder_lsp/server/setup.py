"""The one place where handlers meet the protocol: every LSP method that the server answers is registered here."""

from typing import Any

from lsprotocol import types

from perfcoder_lsp.request import Request
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features import (
    code_actions,
    code_lens,
    commands,
    completion,
    diagnostics,
    hover,
    measuring,
    predicting,
    preparing,
    requests,
    session,
    work,
)
from perfcoder_lsp.server.features.diagnostics import Checks
from perfcoder_lsp.server.server import PerfcoderServer


def create_server() -> PerfcoderServer:
    """A server that is ready to be started."""
    ls = PerfcoderServer()
    predictions = predicting.Predictions(ls)

    def checked(snapshot: Snapshot) -> None:
        work.cancel_changed_function(ls, snapshot)
        predictions.schedule(snapshot)

    checks = Checks(ls, checked)
    _register_session(ls, checks)
    _register_documents(ls, checks, preparing.Preparations(ls))
    _register_features(ls, checks)
    _register_commands(ls, checks)
    return ls


def _register_session(server: PerfcoderServer, checks: Checks) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(ls: PerfcoderServer, params: types.InitializeParams) -> None:
        session.initialize(ls, checks, params)

    @server.feature(types.INITIALIZED)
    async def initialized(ls: PerfcoderServer, _params: types.InitializedParams) -> None:
        await session.initialized(ls, checks)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(ls: PerfcoderServer, params: types.DidChangeConfigurationParams) -> None:
        await session.did_change_configuration(ls, checks, params)

    @server.feature(types.SHUTDOWN)
    async def shutdown(ls: PerfcoderServer, _params: None) -> None:
        await ls.end_workers()


def _register_documents(server: PerfcoderServer, checks: Checks, preparations: preparing.Preparations) -> None:
    """Synchronisation is of whole texts; a handler stores the text and notes that a check is due, no more."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(ls: PerfcoderServer, params: types.DidOpenTextDocumentParams) -> None:
        snapshot = ls.documents.open(params.text_document)
        if snapshot.is_cpp:
            checks.schedule(snapshot.uri)
            preparations.schedule(snapshot)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(ls: PerfcoderServer, params: types.DidChangeTextDocumentParams) -> None:
        before = ls.documents.get(params.text_document.uri)
        after = ls.documents.change(params)
        if before is None or after is None or not after.is_cpp:
            return
        if before.text != after.text:
            work.cancel_changed(ls, after.uri)
        checks.schedule(after.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(ls: PerfcoderServer, params: types.DidSaveTextDocumentParams) -> None:
        snapshot = ls.documents.touch(params.text_document.uri)
        if snapshot is not None and snapshot.is_cpp and ls.settings.server.measure_on_save:
            measuring.start_and_tell(ls, snapshot, Request(), quiet=True)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(ls: PerfcoderServer, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        ls.documents.close(uri)
        work.cancel_closed(ls, uri)
        ls.knowledge.forget(uri)
        diagnostics.clear(ls, uri)


def _register_features(server: PerfcoderServer, checks: Checks) -> None:
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, code_actions.OPTIONS)(code_actions.code_actions)
    server.feature(types.CODE_ACTION_RESOLVE)(code_actions.resolve)
    server.feature(types.TEXT_DOCUMENT_COMPLETION, completion.OPTIONS)(completion.completion)
    server.feature(types.TEXT_DOCUMENT_HOVER)(hover.hover)
    server.feature(requests.OPTIMIZE)(requests.optimize)

    @server.feature(requests.BENCHMARK)
    async def benchmark(ls: PerfcoderServer, params: Any) -> dict[str, Any]:
        return await requests.benchmark(ls, checks, params)

    @server.feature(requests.CHECK)
    async def check(ls: PerfcoderServer, params: Any) -> dict[str, Any]:
        return await requests.check(ls, checks, params)

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=False))
    async def lenses(ls: PerfcoderServer, params: types.CodeLensParams) -> list[types.CodeLens] | None:
        return await code_lens.code_lenses(ls, checks, params)


def _register_commands(server: PerfcoderServer, checks: Checks) -> None:
    server.command(commands.MEASURE)(commands.measure)
    server.command(commands.CANCEL)(commands.cancel)
    server.command(commands.APPLY)(commands.apply)
    server.command(commands.SHOW_REPORT)(commands.show_report)

    @server.command(commands.BENCHMARK)
    async def benchmark(ls: PerfcoderServer, *arguments: Any) -> None:
        await commands.benchmark(ls, checks, *arguments)

    @server.command(commands.SHOW_BENCHMARK)
    async def show_benchmark(ls: PerfcoderServer, *arguments: Any) -> str | None:
        return await commands.show_benchmark(ls, checks, *arguments)

    @server.command(commands.EXPORT_BENCHMARK)
    async def export_benchmark(ls: PerfcoderServer, *arguments: Any) -> None:
        await commands.export_benchmark(ls, checks, *arguments)
