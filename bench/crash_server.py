"""A client of the real `perfcoder-lsp` that only wants programs optimized, and notices how the server ends."""

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ANSWER_S = 120.0


class Server:
    """A server process. Requests of its own are answered with null."""

    def __init__(self, environment: dict[str, str], folder: Path, errors: Path) -> None:
        self._errors = errors.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "perfcoder_lsp.server.main"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._sent = 0
        self._version = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._request("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
        self.answer()
        self._send({"method": "initialized", "params": {}})

    def show(self, path: Path, text: str) -> None:
        """Open the document with this text, or replace the text that it has."""
        self._version += 1
        document = {"uri": path.as_uri(), "version": self._version}
        if self._version == 1:
            item = {**document, "languageId": "c", "text": text}
            self._send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
        else:
            params = {"textDocument": document, "contentChanges": [{"text": text}]}
            self._send({"method": "textDocument/didChange", "params": params})

    def optimize(self, path: Path) -> None:
        self._request("perfcoder/optimize", {"textDocument": {"uri": path.as_uri()}})

    @property
    def answered(self) -> bool:
        """Whether the answer to the last request, or the end of the server, is there to be taken."""
        return not self._answers.empty()

    def answer(self) -> dict[str, Any] | None:
        """The answer to the last request; None where the server has ended. Raises queue.Empty."""
        return self._answers.get(timeout=ANSWER_S)

    def shut_down(self) -> int:
        """Leave as an editor does; the exit status."""
        self._request("shutdown", None)
        self.answer()
        self._send({"method": "exit"})
        return self.ended()

    def ended(self) -> int:
        """Wait for the end of a server that was killed or told to go; its exit status."""
        status = self.process.wait(ANSWER_S)
        self._reader.join(ANSWER_S)
        self._errors.close()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        return status

    def _request(self, method: str, params: Any) -> None:
        self._sent += 1
        self._send({"id": self._sent, "method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        try:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            self.process.stdin.flush()
        except BrokenPipeError:
            return  # it was killed, which the reader notices

    def _read(self) -> None:
        while message := self._message():
            if "method" not in message and message["id"] == self._sent:
                self._answers.put(message)
            elif "method" in message and "id" in message:
                self._send({"id": message["id"], "result": None})
        self._answers.put(None)

    def _message(self) -> dict[str, Any] | None:
        """The next one; None at the end, also in the middle of a message."""
        stdout = self.process.stdout
        assert stdout is not None
        length = 0
        while (line := stdout.readline()) not in (b"\r\n", b""):
            if line.startswith(b"Content-Length:"):
                length = int(line.split(b":")[1])
        body = stdout.read(length)
        return json.loads(body) if body and len(body) == length else None
