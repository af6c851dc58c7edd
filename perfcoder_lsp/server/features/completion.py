"""Completion inside comments `// perfcoder: …`, and nowhere else: all other code is for other servers."""

from lsprotocol import types

from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.messages import CompleteJob, Completion
from perfcoder_lsp.server.server import PerfcoderServer

OPTIONS = types.CompletionOptions(trigger_characters=[":", "(", ",", " "])

_MARK = b"perfcoder:"


async def completion(ls: PerfcoderServer, params: types.CompletionParams) -> list[types.CompletionItem] | None:
    """Asked at every blank that is typed: without an annotation in the line, nothing is done."""
    snapshot = ls.documents.touch(params.text_document.uri)
    if snapshot is None or not snapshot.is_cpp or not snapshot.valid:
        return None
    offset = snapshot.offset(params.position)
    if _MARK not in snapshot.data[snapshot.line_starts[params.position.line] : offset]:
        return None
    try:
        job = CompleteJob(path=snapshot.path, text=snapshot.text, offset=offset)
        items = (await ls.analysis.complete(job)).items
    except PerfcoderError:
        return None  # the check of the same text says why
    return [_item(snapshot, each) for each in items]


def _item(snapshot: Snapshot, completion: Completion) -> types.CompletionItem:
    return types.CompletionItem(
        label=completion.label,
        detail=completion.detail,
        kind=types.CompletionItemKind.Keyword,
        text_edit=types.TextEdit(snapshot.range(completion.range), completion.insert),
    )
