"""Notes on what makes a comparison unfair to read, whoever wrote the code."""

from collections.abc import Iterable

from perfcoder_lsp.cpp.facts.tuning import tuned_by
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.suggestion import Rewrite

ROUNDING = "The operations are rounded in another way, so that the last digits of results may differ."


def with_caveats(source: Source, rewrites: Iterable[Rewrite]) -> tuple[Rewrite, ...]:
    """The rewrites, with a note where the file chooses optimization itself: the flags do not tell how it is built."""
    chosen = tuned_by(source)
    if not chosen:
        return tuple(rewrites)
    note = (
        f"The file sets its own optimization ({', '.join(chosen)}), before and after; without it the gain may differ."
    )
    return tuple(rewrite.model_copy(update={"notes": (*rewrite.notes, note)}) for rewrite in rewrites)


def unequal_tuning(before: Source, after: Source) -> str:
    """A note where only one of two files chooses optimization itself, or they choose differently; else empty."""
    sides = [", ".join(tuned_by(source)) or "none" for source in (before, after)]
    return "" if sides[0] == sides[1] else f"the files set different optimization: {sides[0]} before, {sides[1]} after"
