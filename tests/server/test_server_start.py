"""Start, end and arguments of the server process, and clients that send nonsense."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from lsp_editor import SERVER, Editor, server_environment

HEAVY = ("llama_cpp", "numpy", "torch", "httpx", "requests", "urllib3", "aiohttp", "tree_sitter", "tree_sitter_cpp")


def test_starting_imports_nothing_heavy(cache_home: Path) -> None:
    program = (
        "import sys, json; from perfcoder_lsp.server.setup import create_server; create_server();"
        "print(json.dumps(sorted(sys.modules)))"
    )
    environment = server_environment(cache_home)
    listed = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    modules = set(json.loads(listed.stdout))

    assert "pygls.lsp.server" in modules
    assert not modules & {*HEAVY, "http.client", "urllib.request", "perfcoder_lsp.pipeline", "perfcoder_lsp.cpp.source"}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--version"], 0, "perfcoder-lsp "),
        (["--help"], 0, "usage: perfcoder-lsp"),
        (["--sdtio"], 2, "perfcoder-lsp: unrecognized arguments: --sdtio; see perfcoder-lsp --help\n"),
        (["file.cpp"], 2, "perfcoder-lsp: unrecognized arguments: file.cpp; see perfcoder-lsp --help\n"),
    ],
)
def test_arguments(arguments: list[str], status: int, said: str, cache_home: Path) -> None:
    command = [*SERVER[:-1], *arguments]
    done = subprocess.run(command, env=server_environment(cache_home), capture_output=True, text=True, check=False)

    assert done.returncode == status
    assert (done.stdout + done.stderr).startswith(said)
    if status:
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1


class Wire:
    """A client that sends whatever it likes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process, self._stdin, self._stdout = process, process.stdin, process.stdout

    def raw(self, data: bytes) -> None:
        self._stdin.write(data)

    def send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    async def receive(self) -> dict[str, Any]:
        length = 0
        while (line := await self._stdout.readline()) != b"\r\n":
            assert line, "the server has ended"
            if line.startswith(b"Content-Length:"):
                length = int(line.split(b":")[1])
        return json.loads(await self._stdout.readexactly(length))

    async def answer(self, number: int) -> dict[str, Any]:
        while (message := await self.receive()).get("id") != number or "method" in message:
            pass
        return message

    async def initialize(self) -> dict[str, Any]:
        self.send(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
        return await self.answer(1)


@asynccontextmanager
async def wire(cache_home: Path) -> AsyncIterator[Wire]:
    process = await asyncio.create_subprocess_exec(
        *SERVER,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=server_environment(cache_home),
    )
    client = Wire(process)
    try:
        yield client
    finally:
        client.raw(b"")
        if process.stdin is not None:
            process.stdin.close()
        await asyncio.wait_for(process.wait(), 30)


async def test_an_orderly_shutdown_ends_with_0_and_leaving_without_one_with_1(cache_home: Path) -> None:
    async with wire(cache_home) as client:
        await client.initialize()
        client.send(id=2, method="shutdown")
        assert (await client.answer(2))["result"] is None
        client.send(method="exit")
        assert await asyncio.wait_for(client.process.wait(), 30) == 0

    async with wire(cache_home) as client:
        await client.initialize()
        client.send(method="exit")
        assert await asyncio.wait_for(client.process.wait(), 30) == 1


async def test_requests_before_initialize_and_a_second_initialize_are_refused(cache_home: Path) -> None:
    async with wire(cache_home) as client:
        client.send(id=7, method="textDocument/hover", params={})
        client.send(id=8, method="workspace/executeCommand", params={"command": "perfcoder.measure", "arguments": []})
        assert (await client.answer(8))["error"]["code"] == -32002
        assert "result" in await client.initialize()
        client.send(id=9, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
        assert (await client.answer(9))["error"]["code"] == -32600


URI = "file:///nowhere/main.cpp"
TEXT_DOCUMENT = {"textDocument": {"uri": URI}}
NONSENSE: list[dict[str, Any]] = [
    {"method": "textDocument/didChange", "params": {"textDocument": {"uri": URI, "version": 2}, "contentChanges": []}},
    {"method": "textDocument/didChange", "params": {"textDocument": {"uri": URI, "version": 2}, "contentChanges": 7}},
    {"method": "textDocument/didClose", "params": TEXT_DOCUMENT},
    {"method": "textDocument/didSave", "params": TEXT_DOCUMENT},
    {"method": "textDocument/didOpen", "params": {}},
    {"method": "textDocument/didOpen", "params": None},
    {"method": "no/such/notification", "params": {"x": [1]}},
    {"method": "workspace/didChangeConfiguration", "params": {"settings": 7}},
    {"method": "workspace/didChangeConfiguration", "params": {"settings": {"perfcoder": {"nope": 1}}}},
    {"method": "window/workDoneProgress/cancel", "params": {"token": "nobody"}},
    {"method": "$/cancelRequest", "params": {"id": 12345}},
    {"id": "stray", "result": {"x": 1}},
    {"id": "stray", "error": {"code": 1, "message": "m"}},
]
BAD_REQUESTS: list[tuple[str, Any, int]] = [
    ("no/such/request", {}, -32601),
    ("textDocument/hover", {"textDocument": 7}, -32602),
    ("textDocument/codeAction", None, -32602),
    ("codeAction/resolve", {"title": "x", "data": {"some": "one else's"}}, -32602),
    ("workspace/executeCommand", {"command": "perfcoder.nope"}, -32602),
    ("workspace/executeCommand", {"command": "perfcoder.measure", "arguments": [{"nope": 1}]}, -32602),
    ("workspace/executeCommand", {"command": "perfcoder.measure", "arguments": [7]}, -32602),
    ("perfcoder/optimize", None, -32602),
    ("perfcoder/optimize", {"textDocument": {"uri": URI}}, -32602),
    ("perfcoder/optimize", [1, 2], -32602),
    ("perfcoder/check", {"textDocument": {}}, -32602),
]


async def test_nonsense_gets_an_error_and_kills_nothing(cache_home: Path) -> None:
    async with wire(cache_home) as client:
        client.raw(b"hello\r\n\r\nContent-Length: 3\r\n\r\n}{]")
        client.raw(b"Content-Length: 2\r\n\r\n[]Content-Length: 1\r\n\r\n7Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc")
        client.raw(b"Content-Length: 9000\r\n\r\n" + b"[" * 9000)
        await client.initialize()
        for message in NONSENSE:
            client.send(**message)
        for number, (method, params, code) in enumerate(BAD_REQUESTS, 100):
            client.send(id=number, method=method, params=params)
            answer = await client.answer(number)
            assert answer["error"]["code"] == code, (method, params, answer)
        hover = {"textDocument": {"uri": URI}, "position": {"line": 10**6, "character": 10**6}}
        client.send(id=99, method="textDocument/hover", params=hover)
        assert (await client.answer(99))["result"] is None


@pytest.mark.parametrize(
    "command", ["perfcoder.measure", "perfcoder.cancel", "perfcoder.apply", "perfcoder.showReport"]
)
async def test_a_palette_may_send_commands_without_arguments(command: str, cache_home: Path) -> None:
    async with wire(cache_home) as client:
        await client.initialize()
        none: list[dict[str, Any]] = [{}, {"arguments": []}, {"arguments": None}]
        for number, arguments in enumerate(none, 2):
            client.send(id=number, method="workspace/executeCommand", params={"command": command, **arguments})
            shown = await client.receive()
            assert shown["method"] == "window/showMessage"
            assert shown["params"]["message"] in (
                "PerfCoder: no C or C++ file is open",
                "PerfCoder: nothing is being measured",
            )
            assert (await client.answer(number))["result"] is None


async def test_the_encoding_is_the_clients_first_choice(editor: Editor, request: pytest.FixtureRequest) -> None:
    wanted = {"vscode": "utf-16", "neovim-0.7": "utf-16", "neovim-0.10": "utf-16", "neovim-0.11": "utf-8"}
    assert editor.encoding == wanted.get(request.node.callspec.params["editor"], "utf-32")
