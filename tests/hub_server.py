"""A hub on this machine: what huggingface_hub asks of one, answered from a table of files."""

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass(frozen=True)
class Repository:
    """Files by name, and what is odd about them.

    Of each file the last `cut` bytes are promised but not sent; with `stalls`, half of it and then nothing more comes.
    `redirect` is where its content is said to lie, followed by its path; `promised` the SHA-256 that all files are said
    to have, if it is not their own.
    """

    files: Mapping[str, bytes]
    gated: bool = False
    broken: bool = False
    stalls: bool = False
    cut: int = 0
    redirect: str = ""
    promised: str = ""


@dataclass
class Hub:
    """Repositories by name, and the requests that came, as (method, path, headers)."""

    repositories: Mapping[str, Repository]
    url: str = ""
    asked: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    stalled: threading.Event = field(default_factory=threading.Event)

    def fetched(self) -> list[str]:
        """The paths whose content was asked for."""
        return [path for method, path, _ in self.asked if method == "GET" and "/resolve/" in path]

    def tokens(self) -> set[str | None]:
        return {headers.get("authorization") for _, _, headers in self.asked}


@contextmanager
def serve(hub: Hub, host: str = "127.0.0.1") -> Iterator[Hub]:
    """Answers as `hub` says until the block ends; its URL names `host`, and it listens on this machine alone."""
    over = threading.Event()

    class Handler(_Handler):
        pass

    Handler.hub, Handler.over = hub, over
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hub.url = f"http://{host}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    over: threading.Event

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing on standard error."""

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.asked.append((self.command, path, {name.lower(): value for name, value in self.headers.items()}))
        match path.strip("/").split("/"):
            case ["api", "models", owner, name, *rest]:
                self._listing(f"{owner}/{name}", "/".join(rest[1:]) or "main")
            case [owner, name, "resolve", revision, *file]:
                self._file(f"{owner}/{name}", revision, "/".join(file))
            case _:
                self._send(404)

    def _listing(self, name: str, revision: str) -> None:
        repository = self._repository(name, revision)
        if repository is None:
            return
        files = [
            {"rfilename": file, "size": len(data), "lfs": {"size": len(data), "sha256": digest, "pointerSize": 1}}
            for file, data in repository.files.items()
            for digest in [repository.promised or hashlib.sha256(data).hexdigest()]
        ]
        self._send(200, json.dumps({"id": name, "sha": COMMIT, "siblings": files, "tags": []}).encode())

    def _file(self, name: str, revision: str, file: str) -> None:
        repository = self._repository(name, revision)
        if repository is None:
            return
        data = repository.files.get(file)
        if repository.gated:
            self._send(403, error="GatedRepo")
        elif data is None:
            self._send(404, error="EntryNotFound")
        elif self.command == "HEAD" and repository.redirect:
            self._send(302, headers={**self._facts(data), "Location": f"{repository.redirect}{self.path}"})
        elif self.command == "HEAD":
            self._send(200, data, self._facts(data))
        elif repository.stalls:
            self._send(200, data, sent=len(data) // 2)
            self.hub.stalled.set()
            self.over.wait()
        else:
            self._send(200, data[: len(data) - repository.cut], self._facts(data))

    def _repository(self, name: str, revision: str) -> Repository | None:
        """None where an error was answered."""
        found = self.hub.repositories.get(name)
        if found is None:
            self._send(401, error="RepoNotFound")
        elif found.broken:
            self._send(500)
        elif revision not in ("main", COMMIT):
            self._send(404, error="RevisionNotFound")
        else:
            return found
        return None

    def _facts(self, data: bytes) -> dict[str, str]:
        return {
            "X-Repo-Commit": COMMIT,
            "ETag": f'"{hashlib.sha256(data).hexdigest()}"',
            "X-Linked-ETag": f'"{hashlib.sha256(data).hexdigest()}"',
            "X-Linked-Size": str(len(data)),
        }

    def _send(
        self,
        status: int,
        data: bytes = b"",
        headers: Mapping[str, str] | None = None,
        *,
        error: str = "",
        sent: int | None = None,
    ) -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        if error:
            self.send_header("X-Error-Code", error)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data[:sent])
            self.wfile.flush()
