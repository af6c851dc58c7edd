"""Precompiles in the background what builds of an opened file will share, so that the first click need not wait."""

import asyncio
import logging
from pathlib import Path

from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.messages import PrepareJob
from perfcoder_lsp.server.server import PerfcoderServer

_log = logging.getLogger("perfcoder.preparing")


class Preparations:
    """Once for each file of a session, one after the other; the process that does it ends with the last of them."""

    def __init__(self, ls: PerfcoderServer) -> None:
        self._ls = ls
        self._begun: set[Path] = set()
        self._waiting = 0

    def schedule(self, snapshot: Snapshot) -> None:
        """The file was opened."""
        if self._ls.settings.server.prepare and snapshot.valid and snapshot.path not in self._begun:
            self._begun.add(snapshot.path)
            self._waiting += 1
            self._ls.in_background(asyncio.get_running_loop().create_task(self._prepare(snapshot)))

    async def _prepare(self, snapshot: Snapshot) -> None:
        job = PrepareJob(path=snapshot.path, text=snapshot.text, settings=self._ls.settings)
        try:
            await self._ls.preparing.prepare(job)
        except PerfcoderError as error:
            _log.info("%s", error)  # who asks for a build later is told what is wrong
        self._waiting -= 1
        if not self._waiting:
            await self._ls.preparing.close()
