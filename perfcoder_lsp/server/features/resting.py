"""Work about documents that waits until typing has paused."""

import asyncio
from collections.abc import Awaitable, Callable

from perfcoder_lsp.server.server import PerfcoderServer


class Rested:
    """Does something about each document once its text has rested: one piece at a time for a document, and once more
    where it was asked for meanwhile."""

    def __init__(self, ls: PerfcoderServer, work: Callable[[str], Awaitable[None]]) -> None:
        """`work` takes a document's URI."""
        self._ls = ls
        self._work = work
        self._due: dict[str, float] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def schedule(self, uri: str, rest_s: float) -> None:
        """After so many seconds without another call. Cheap: it only notes the time."""
        loop = asyncio.get_running_loop()
        self._due[uri] = loop.time() + rest_s
        if uri not in self._tasks:
            self._tasks[uri] = task = loop.create_task(self._keep_up(uri))
            self._ls.in_background(task)

    async def settle(self, uri: str, timeout_s: float) -> None:
        """Wait until it is done for the newest text, but not for ever."""
        if task := self._tasks.get(uri):
            await asyncio.wait([task], timeout=timeout_s)

    async def _keep_up(self, uri: str) -> None:
        loop = asyncio.get_running_loop()
        try:
            while uri in self._due:
                pause = self._due[uri] - loop.time()
                if pause > 0:
                    await asyncio.sleep(pause)
                    continue
                del self._due[uri]
                await self._work(uri)
        finally:
            del self._tasks[uri]
