"""Whether a program may leave the C locale, in which numbers have no grouping and letters are those of ASCII."""

from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.tokens import tokenized

_CHOOSING = frozenset({"locale", "imbue", "setlocale", "uselocale"})


@per_source
def names_locale(source: Source) -> bool:
    """Whether the file names anything by which a locale is chosen."""
    return not all(_CHOOSING.isdisjoint(run.positions) for run in tokenized(source).runs)
