"""Commands. Their argument is one object, `Target`; a palette that sends none means the document last looked at.

A command answers at once and its work goes on in a task of the server: editors wait for the answer, and some of them
(eglot) can do nothing else meanwhile. Whoever wants the result sends the custom request `perfcoder/optimize`.
"""

import hashlib
from typing import Any

from lsprotocol import types
from pydantic import BaseModel, ValidationError
from pygls.exceptions import JsonRpcInvalidParams

from perfcoder_lsp.request import Request
from perfcoder_lsp.server import words
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features import measuring
from perfcoder_lsp.server.features.edits import workspace_edit
from perfcoder_lsp.server.server import PerfcoderServer
from perfcoder_lsp.server.state import Measured

MEASURE = "perfcoder.measure"
CANCEL = "perfcoder.cancel"
APPLY = "perfcoder.apply"
SHOW_REPORT = "perfcoder.showReport"

_KEPT_REPORTS = 20


class Target(BaseModel):
    """What a command, a code action or a lens is about. `scope` is the function that was measured, None the file;
    `version` and `id` name a suggestion for one version of the document."""

    uri: str
    scope: str | None = None
    version: int | None = None
    id: str | None = None

    def json_form(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)


def command(name: str, title: str, target: Target) -> types.Command:
    return types.Command(title=title, command=name, arguments=[target.json_form()])


async def measure(ls: PerfcoderServer, *arguments: Any) -> None:
    """Start to measure a file or one of its functions."""
    target, snapshot = _resolved(ls, arguments)
    if snapshot is not None:
        measuring.start_and_tell(ls, snapshot, Request(function=target.scope))


async def cancel(ls: PerfcoderServer, *arguments: Any) -> None:
    """Stop what is being measured in a document; without an argument, everything."""
    uris = [_target(arguments).uri] if arguments else [snapshot.uri for snapshot in ls.documents.all()]
    if not [uri for uri in uris if measuring.cancel(ls, uri)]:
        ls.say(types.MessageType.Info, "nothing is being measured")


async def apply(ls: PerfcoderServer, *arguments: Any) -> None:
    """Apply a measured suggestion, by default the best one: for lenses, which can't carry an edit themselves."""
    target, snapshot = _resolved(ls, arguments)
    if snapshot is None:
        return
    if target.id is not None:
        offer = ls.knowledge.offer(snapshot, target.scope, target.id)
    else:
        offer = next(iter(ls.knowledge.offers(snapshot)), None)
    if offer is None or target.version not in (None, snapshot.version):
        ls.say(types.MessageType.Info, f"{snapshot.path.name}: nothing is measured for its current text; measure first")
    elif not ls.client.applies_edits:
        ls.say(types.MessageType.Info, "this editor lets no server edit; use the code action instead")
    else:
        edit = workspace_edit(ls.client, snapshot, offer.suggestion)
        label = words.apply_title(offer.suggestion)
        reply = await ls.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit=edit, label=label))
        if not reply.applied:
            reason = f": {reply.failure_reason}" if reply.failure_reason else ""
            ls.say(types.MessageType.Warning, f"{snapshot.path.name}: the editor did not apply the edit{reason}")


async def show_report(ls: PerfcoderServer, *arguments: Any) -> str | None:
    """Show what was measured, what was tried and why it fell out; the report is also the command's result."""
    target, snapshot = _resolved(ls, arguments)
    if snapshot is None:
        return None
    measured = ls.knowledge.measured(snapshot, target.scope)
    if measured is None or measured.report is None:
        ls.say(types.MessageType.Info, f"{snapshot.path.name}: nothing is measured for its current text; measure first")
        return None
    name = words.measured_name(snapshot.path.name, measured.scope)
    text = words.report_markdown(name, measured.report)
    if not (ls.client.shows_documents and await _shown(ls, snapshot, measured, text)):
        ls.say(types.MessageType.Info, words.outcome(name, measured.report))
    return text


async def _shown(ls: PerfcoderServer, snapshot: Snapshot, measured: Measured, text: str) -> bool:
    """Write the report into the cache and have it opened; False where either fails. Only the newest are kept."""
    folder = ls.settings.cache.directory / "reports"
    digest = hashlib.sha256(f"{measured.scope}\0{measured.text}".encode()).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{snapshot.path.name}-{digest}.md"
        path.write_text(text, encoding="utf-8")
        for old in sorted(folder.glob("*.md"), key=lambda file: file.stat().st_mtime)[:-_KEPT_REPORTS]:
            old.unlink(missing_ok=True)
    except OSError as error:
        ls.say(types.MessageType.Warning, f"{folder}: the report can't be written: {error.strerror}")
        return False
    shown = await ls.window_show_document_async(types.ShowDocumentParams(uri=path.as_uri(), take_focus=True))
    return shown.success


def _resolved(ls: PerfcoderServer, arguments: tuple[Any, ...]) -> tuple[Target, Snapshot | None]:
    """The target and its open document; None, and the user told, where there is none."""
    latest = ls.documents.latest
    if not arguments and latest is None:
        ls.say(types.MessageType.Info, "no C or C++ file is open")
        return Target(uri=""), None
    target = _target(arguments) if arguments else Target(uri=latest.uri if latest is not None else "")
    snapshot = ls.documents.get(target.uri)
    if snapshot is None:
        ls.say(types.MessageType.Info, f"{target.uri} is not open")
    return target, snapshot


def _target(arguments: tuple[Any, ...]) -> Target:
    """The argument as a Target; a bare string is a URI."""
    first = arguments[0]
    try:
        return Target(uri=first) if isinstance(first, str) else Target.model_validate(first)
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise JsonRpcInvalidParams(f"argument {where}: {problem['msg']}") from None
