"""How quickly the server starts and answers: `python bench/latency.py [--json]`.

Three figures of a real `perfcoder-lsp` process: spawning to the answer of `initialize`; how long any request waits
while every keystroke in a 10,000-line file full of findings is sent, checked and marked; and CPU time while idle.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

LINES = 10_000
STARTS = 5
KEYSTROKES = 40
TYPING_PAUSE_S = 0.12
PROBE_PAUSE_S = 0.005
IDLE_S = 5.0
TARGETS = {"initialize_s": 2.0, "wait_max_ms": 50.0, "idle_cpu_percent": 0.5}


class Connection:
    """LSP over the pipes of a server process, and no more of it than is measured here."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process, self._stdin, self._stdout = process, process.stdin, process.stdout
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._diagnosed = asyncio.Event()
        self.largest_publication = 0
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def open(cls) -> "Connection":
        return cls(
            await asyncio.create_subprocess_exec(
                *[sys.executable, "-m", "perfcoder_lsp.server.main"],
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=2**26,
            )
        )

    def notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    async def request(self, method: str, params: Any) -> Any:
        number = len(self._answers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        self._send({"id": number, "method": method, "params": params})
        return await self._answers[number]

    async def diagnosed(self) -> None:
        """Wait for the next diagnostics."""
        self._diagnosed.clear()
        await asyncio.wait_for(self._diagnosed.wait(), 120)

    async def close(self) -> None:
        await self.request("shutdown", None)
        self.notify("exit", None)
        await self.process.wait()
        self._reading.cancel()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    async def _read(self) -> None:
        while header := await self._stdout.readline():
            length = int(header.split(b":")[1])
            while await self._stdout.readline() != b"\r\n":
                pass
            message = json.loads(await self._stdout.readexactly(length))
            if message.get("method") == "textDocument/publishDiagnostics":
                self.largest_publication = max(self.largest_publication, len(message["params"]["diagnostics"]))
                self._diagnosed.set()
            elif "method" not in message:
                self._answers[message["id"]].set_result(message.get("result"))


def program(lines: int) -> str:
    """A program of that many lines in which rules find something in every function."""
    function = [
        "void show{0}(std::vector<int> values) {{",
        "    std::string line;",
        "    for (int value : values) {{",
        "        line = line + 'x';",
        "        std::cout << value << line << std::endl;",
        "    }}",
        "}}",
        "",
    ]
    body = [text.format(number) for number in range(lines // len(function)) for text in function]
    return "\n".join(["#include <iostream>", "#include <string>", "#include <vector>", *body, "int main() {}", ""])


async def started() -> tuple[Connection, float]:
    """A new server, and the seconds from spawning it to its answer."""
    start = time.perf_counter()
    connection = await Connection.open()
    await connection.request("initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": {}})
    seconds = time.perf_counter() - start
    connection.notify("initialized", {})
    return connection, seconds


async def start_times() -> list[float]:
    seconds: list[float] = []
    for _ in range(STARTS):
        connection, taken = await started()
        seconds.append(taken)
        await connection.close()
    return seconds


async def waits(connection: Connection, uri: str) -> list[float]:
    """Milliseconds that each of many small requests waited while the file was typed in and checked."""
    text = program(LINES)
    connection.notify(
        "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "cpp", "version": 1, "text": text}}
    )
    await connection.diagnosed()
    typing = asyncio.create_task(_type(connection, uri, text))
    milliseconds: list[float] = []
    position = {"textDocument": {"uri": uri}, "position": {"line": 5, "character": 0}}
    while not typing.done():
        start = time.perf_counter()
        await connection.request("textDocument/hover", position)
        milliseconds.append((time.perf_counter() - start) * 1000)
        await asyncio.sleep(PROBE_PAUSE_S)
    await typing
    return milliseconds


async def _type(connection: Connection, uri: str, text: str) -> None:
    """Type in two bursts, each with a pause after it in which the check runs and its result is shown."""
    version = 1
    for _ in range(2):
        for _ in range(KEYSTROKES // 2):
            version += 1
            text = text.replace("int main", " int main")
            document = {"uri": uri, "version": version}
            connection.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
            await asyncio.sleep(TYPING_PAUSE_S)
        await connection.diagnosed()
        await asyncio.sleep(TYPING_PAUSE_S)


async def idle_percent(pid: int) -> float:
    """CPU of the server and all its processes while nothing happens, in percent of one core."""
    before = _cpu_s(pid)
    await asyncio.sleep(IDLE_S)
    return (_cpu_s(pid) - before) / IDLE_S * 100


def processes_of(pid: int) -> list[int]:
    """A process and all that it has started, directly or not."""
    children = " ".join(path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    return [pid, *(each for child in children.split() for each in processes_of(int(child)))]


def _cpu_s(pid: int) -> float:
    """CPU seconds of a process and all that it has started."""
    stats = (Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in processes_of(pid))
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / os.sysconf("SC_CLK_TCK")


async def measure() -> dict[str, Any]:
    starts = await start_times()
    connection, _ = await started()
    with tempfile.TemporaryDirectory() as folder:
        milliseconds = await waits(connection, (Path(folder) / "large.cpp").as_uri())
        idle = await idle_percent(connection.process.pid)
        await connection.close()
    return {
        "initialize_s": {"median": statistics.median(starts), "max": max(starts), "n": len(starts)},
        "wait_ms": {
            "median": statistics.median(milliseconds),
            "p99": statistics.quantiles(milliseconds, n=100)[-1],
            "max": max(milliseconds),
            "n": len(milliseconds),
        },
        "hints_shown": connection.largest_publication,
        "idle_cpu_percent": idle,
    }


def _row(figure: str, median: str, maximum: str, target: object) -> None:
    print(f"{figure:<52}{median:>10}{maximum:>10}{target:>10}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    if parser.parse_args().json:
        print(json.dumps(asyncio.run(measure()), indent=2))
        return
    result = asyncio.run(measure())
    start, wait = result["initialize_s"], result["wait_ms"]
    _row("figure", "median", "max", "target")
    _row("spawn to initialize, s", f"{start['median']:.2f}", f"{start['max']:.2f}", TARGETS["initialize_s"])
    waiting = f"wait of a request while typing in {LINES:,} lines, ms"
    _row(waiting, f"{wait['median']:.1f}", f"{wait['max']:.1f}", TARGETS["wait_max_ms"])
    _row("idle CPU, percent of a core", "", f"{result['idle_cpu_percent']:.1f}", TARGETS["idle_cpu_percent"])
    print(f"({start['n']} starts, {wait['n']} requests, p99 {wait['p99']:.1f} ms, {result['hints_shown']} hints shown)")


if __name__ == "__main__":
    main()
