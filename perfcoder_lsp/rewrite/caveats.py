"""Notes on rewrites that follow from the file that they change, whoever wrote them."""

from collections.abc import Iterable

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.tuning import tuned_by
from perfcoder_lsp.suggestion import Rewrite


def with_caveats(source: Source, rewrites: Iterable[Rewrite]) -> tuple[Rewrite, ...]:
    """The rewrites, with a note where the file chooses optimization itself: the flags do not tell how it is built."""
    chosen = tuned_by(source)
    if not chosen:
        return tuple(rewrites)
    note = (
        f"The file sets its own optimization ({', '.join(chosen)}), before and after; without it the gain may differ."
    )
    return tuple(rewrite.model_copy(update={"notes": (*rewrite.notes, note)}) for rewrite in rewrites)
