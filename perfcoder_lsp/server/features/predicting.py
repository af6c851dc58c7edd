"""Predictions about findings: shown once they are there, made once typing has paused for longer than a check waits."""

import logging

from lsprotocol import types

from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features.resting import Rested
from perfcoder_lsp.server.messages import PlanJob
from perfcoder_lsp.server.server import PerfcoderServer

_REST_S = 0.5

_log = logging.getLogger("perfcoder.predicting")


class Predictions:
    """Adds to the findings of each document what a planner expects of them. A plan gives way to every check."""

    def __init__(self, ls: PerfcoderServer) -> None:
        self._ls = ls
        self._rested = Rested(ls, self._predict_newest)
        self._told = ""

    def schedule(self, snapshot: Snapshot) -> None:
        """The text was checked."""
        checked = self._ls.knowledge.checked(snapshot)
        if checked is not None and checked.findings:
            self._rested.schedule(snapshot.uri, _REST_S)

    async def _predict_newest(self, uri: str) -> None:
        snapshot = self._ls.documents.get(uri)
        if snapshot is None or self._ls.knowledge.checked(snapshot) is None:
            return  # it is being checked, and scheduled again then
        job = PlanJob(path=snapshot.path, text=snapshot.text, settings=self._ls.settings)
        try:
            planned = await self._ls.analysis.plan(job)
        except PerfcoderError as error:
            _log.warning("%s", error)  # the findings stand without predictions
            return
        if planned.findings is None:
            self._rested.schedule(uri, _REST_S)
            return
        self._tell(planned.note)
        self._ls.knowledge.note_predictions(snapshot, planned.findings)

    def _tell(self, note: str) -> None:
        """Once, and not in a window: everything works but for the order."""
        if note and note != self._told:
            self._told = note
            message = types.LogMessageParams(types.MessageType.Info, f"PerfCoder: {note}")
            self._ls.window_log_message(message)
