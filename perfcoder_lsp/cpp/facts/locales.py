"""Whether a program may leave the C locale, in which numbers have no grouping and letters are those of ASCII."""

from perfcoder_lsp.cpp.nodes import nodes_of_type, text_of
from perfcoder_lsp.cpp.source import Source, per_source

_CHOOSING = frozenset({"locale", "imbue", "setlocale", "uselocale"})


@per_source
def names_locale(source: Source) -> bool:
    """Whether the file names anything by which a locale is chosen."""
    kinds = ("identifier", "type_identifier", "field_identifier", "namespace_identifier")
    return any(text_of(each) in _CHOOSING for each in nodes_of_type(source, *kinds))
