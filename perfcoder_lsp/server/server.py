"""The server object: pygls with the document store, the knowledge about documents, the settings and the workers."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cattrs import Converter
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest, JsonRpcServerNotInitialized, PyglsError
from pygls.lsp.server import LanguageServer
from pygls.protocol import JsonRPCRequestMessage, LanguageServerProtocol, default_converter
from pygls.uris import to_fs_path

from perfcoder_lsp import __version__
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.server.client import Client
from perfcoder_lsp.server.documents import Documents
from perfcoder_lsp.server.state import Knowledge
from perfcoder_lsp.server.workers import Worker
from perfcoder_lsp.settings import Settings

CHECK_TIMEOUT_S = 60.0

_log = logging.getLogger("perfcoder.server")


class Protocol(LanguageServerProtocol):
    """pygls' protocol, made strict about what it answers: every request gets a reply, whatever it holds."""

    _initialized = False

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message from JSON; a request that can't be read is answered here, since nobody else will."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "method" in data and isinstance(data.get("id"), str | int):
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def _handle_request(self, msg_id: int | str, method_name: str, params: Any) -> None:
        if (method_name == types.INITIALIZE) == self._initialized:
            refusal = (
                JsonRpcInvalidRequest("initialized already") if self._initialized else JsonRpcServerNotInitialized()
            )
            self._send_response(msg_id, error=refusal.to_response_error())
            return
        self._initialized = True
        super()._handle_request(msg_id, method_name, params)

    def _handle_notification(self, method_name: str, params: Any) -> None:
        if self._initialized or method_name == types.EXIT:
            super()._handle_notification(method_name, params)


def _converter() -> Converter:
    """pygls' converter, except that parameters of our own methods stay plain JSON for pydantic to judge."""
    converter = default_converter()
    converter.register_structure_hook(
        JsonRPCRequestMessage,
        lambda given, _: JsonRPCRequestMessage(
            id=given["id"], method=given["method"], jsonrpc=given["jsonrpc"], params=given.get("params")
        ),
    )
    return converter


class PerfcoderServer(LanguageServer):
    """All state of one session. Handlers take it as `ls`."""

    def __init__(self) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType]: pygls leaves *args untyped
            "perfcoder-lsp",
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
            protocol_cls=Protocol,
            converter_factory=_converter,
        )
        self.client = Client()
        self.documents = Documents()
        self.knowledge = Knowledge()
        self.settings = Settings()
        self.told_unverified = ""  # the reason why nothing can be executed, once the user was told
        self.analysis = Worker("analysis process", timeout_s=CHECK_TIMEOUT_S)
        self.measuring = Worker("measuring process")
        self.preparing = Worker("preparing process")
        self._was_shut_down = False
        self._background: set[asyncio.Task[Any]] = set()

    @property
    def workspace_folder(self) -> Path | None:
        """The first workspace folder, else the root that older clients send."""
        uris = [folder.uri for folder in self.workspace.folders.values()] or [self.workspace.root_uri or ""]
        path = to_fs_path(uris[0]) if uris[0] else None
        return Path(path) if path else None

    @property
    def was_shut_down(self) -> bool:
        """Whether the client asked for the shutdown before it went."""
        return self._was_shut_down

    def in_background(self, task: asyncio.Task[Any], done: Callable[[], None] | None = None) -> None:
        """Keep a task that nobody awaits from being collected; what it did not expect is logged."""

        def ended(task: asyncio.Task[Any]) -> None:
            self._background.discard(task)
            error = None if task.cancelled() else task.exception()
            if error is not None and not isinstance(error, PerfcoderError):
                _log.error("background task failed", exc_info=error)
            if done is not None:
                done()

        self._background.add(task)
        task.add_done_callback(ended)

    def say(self, kind: types.MessageType, message: str) -> None:
        """One line for the user."""
        self.window_show_message(types.ShowMessageParams(type=kind, message=f"PerfCoder: {message}"))

    def report_server_error(self, error: Exception, source: type[PyglsError] | type[JsonRpcException]) -> None:
        """What a client gets wrong goes to the log; a window for each would only annoy."""
        _log.error("%s: %s", source.__name__, error)

    async def end_workers(self) -> None:
        """Stop everything that runs, at shutdown. Returns once the processes are gone."""
        self._was_shut_down = True
        for state in self.knowledge.all():
            if state.running is not None:
                state.running.task.cancel()
        await asyncio.gather(*(worker.close() for worker in (self.analysis, self.measuring, self.preparing)))
