"""Static checks after opening and typing, and the hints that they and measurements give."""

import asyncio
import contextlib
import logging
from collections.abc import Callable

from lsprotocol import types

from perfcoder_lsp.errors import PerfcoderError, SourceError
from perfcoder_lsp.server import words
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features.resting import Rested
from perfcoder_lsp.server.messages import AnnotationProblem, Checked, CheckJob, Finding
from perfcoder_lsp.server.server import PerfcoderServer

SOURCE = "perfcoder"
# How long a request waits for the check of a text that was just opened or typed.
CHECK_WAIT_S = 5.0
# Where the categories are defined (section 2 of the paper), for rules whose page has no known address.
CATEGORIES_URL = "https://arxiv.org/abs/2512.14018"

_log = logging.getLogger("perfcoder.diagnostics")


class Checks:
    """Keeps the static findings of each document up to date: one check a document at a time, of its newest text, once
    typing has paused."""

    def __init__(self, ls: PerfcoderServer, checked: Callable[[Snapshot], None]) -> None:
        """`checked` hears of each text once its findings are known."""
        self._ls = ls
        self._checked = checked
        self._rested = Rested(ls, self._check_newest)
        self._told = ""

    def schedule(self, uri: str) -> None:
        """The text changed."""
        self._rested.schedule(uri, self._ls.settings.server.debounce_ms / 1000)

    async def settle(self, uri: str, timeout_s: float) -> None:
        """Wait for the check of the newest text, but not for ever."""
        await self._rested.settle(uri, timeout_s)

    async def _check_newest(self, uri: str) -> None:
        if (snapshot := self._ls.documents.get(uri)) is not None:
            await self._check(snapshot)

    async def _check(self, snapshot: Snapshot) -> None:
        checked = Checked(functions=(), findings=())
        try:
            if not snapshot.valid:
                raise SourceError(f"{snapshot.path.name}: not valid Unicode text")
            job = CheckJob(path=snapshot.path, text=snapshot.text, settings=self._ls.settings)
            checked = await self._ls.analysis.check(job)
        except SourceError as error:
            _log.info("%s", error)  # an empty or half-typed file is nothing to complain about
        except PerfcoderError as error:
            if self._told != str(error):  # once, not at every keystroke
                self._ls.say(types.MessageType.Error, str(error))
            self._told = str(error)
        state = self._ls.knowledge.of(snapshot.uri)
        state.checked_text, state.checked = snapshot.text, checked
        self._checked(snapshot)
        show(self._ls, snapshot.uri)


def show(ls: PerfcoderServer, uri: str) -> None:
    """Bring what the client shows about a document in line with what is known about its current text."""
    snapshot = ls.documents.get(uri)
    if snapshot is None:
        return
    checked = ls.knowledge.checked(snapshot)
    if checked is None and ls.settings.server.diagnostics:
        return  # a newer check is on its way and will say it
    diagnostics: list[types.Diagnostic] = []
    if checked is not None and ls.settings.server.diagnostics:
        diagnostics += [_diagnostic(ls, snapshot, finding) for finding in checked.findings]
        diagnostics += [_problem(snapshot, problem) for problem in checked.problems]
    ls.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(uri=snapshot.uri, diagnostics=diagnostics, version=snapshot.version)
    )
    refresh_lenses(ls)


def clear(ls: PerfcoderServer, uri: str) -> None:
    ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))


def refresh_lenses(ls: PerfcoderServer) -> None:
    """Ask the client to ask again, where it can; the answer is of no interest."""

    async def refresh() -> None:
        with contextlib.suppress(Exception):
            await ls.workspace_code_lens_refresh_async(None)

    if ls.client.refreshes_lenses and ls.settings.server.code_lens:
        ls.in_background(asyncio.get_running_loop().create_task(refresh()))


def _diagnostic(ls: PerfcoderServer, snapshot: Snapshot, finding: Finding) -> types.Diagnostic:
    outcome = ls.knowledge.outcome(snapshot, finding)
    short = words.finding_short(finding, outcome)
    return types.Diagnostic(
        range=snapshot.first_line(finding.range),
        message=words.finding_message(finding, outcome),
        severity=types.DiagnosticSeverity.Hint,
        source=SOURCE,
        code=finding.rule,
        code_description=types.CodeDescription(href=finding.page or CATEGORIES_URL),
        data={"uri": snapshot.uri, "version": snapshot.version, "ids": list(finding.ids), "short": short},
    )


def _problem(snapshot: Snapshot, problem: AnnotationProblem) -> types.Diagnostic:
    """An annotation that is not followed is a mistake, not a hint."""
    return types.Diagnostic(
        range=snapshot.range(problem.range),
        message=problem.message,
        severity=types.DiagnosticSeverity.Warning,
        source=SOURCE,
        code="annotation",
    )
