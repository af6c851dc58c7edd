"""Reports as documents: written into the cache, and opened by the client."""

import hashlib

from lsprotocol import types

from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.server import PerfcoderServer

_KEPT_REPORTS = 20


async def show(ls: PerfcoderServer, snapshot: Snapshot, about: str, text: str, suffix: str = ".md") -> bool:
    """Write a report and have it opened; False where the client can't or either fails. The same `about` gives the same
    file; only the newest are kept."""
    if not ls.client.shows_documents:
        return False
    folder = ls.settings.cache.directory / "reports"
    digest = hashlib.sha256(about.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{snapshot.path.name}-{digest}{suffix}"
        path.write_text(text, encoding="utf-8")
        for old in sorted(folder.glob("*.*"), key=lambda file: file.stat().st_mtime)[:-_KEPT_REPORTS]:
            old.unlink(missing_ok=True)
    except OSError as error:
        ls.say(types.MessageType.Warning, f"{folder}: the report can't be written: {error.strerror}")
        return False
    shown = await ls.window_show_document_async(types.ShowDocumentParams(uri=path.as_uri(), take_focus=True))
    return shown.success
