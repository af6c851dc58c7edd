"""Names that a rewrite brings into the code."""

from perfcoder_lsp.cpp.includes import macro_names, macro_words
from perfcoder_lsp.cpp.nodes import nodes_of_type, text_of
from perfcoder_lsp.cpp.source import Source, per_source

_NAMES = ("identifier", "field_identifier", "type_identifier", "namespace_identifier")


@per_source
def _taken(source: Source) -> frozenset[str]:
    """Every name that the file has anywhere."""
    written = {text_of(each) for each in nodes_of_type(source, *_NAMES)}
    return frozenset(written | macro_words(source) | macro_names(source))


def unused_name(source: Source, name: str) -> str:
    """The name, with a number where the file has it already."""
    taken = _taken(source)
    return next(each for each in (name, *(f"{name}_{i}" for i in range(2, len(taken) + 3))) if each not in taken)
