"""May a function run again before it has returned."""

from collections.abc import Iterable, Iterator

from perfcoder_lsp.cpp.functions import Function, find_functions, functions
from perfcoder_lsp.cpp.mentions import mentions_in
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.source import Source, per_source


@per_source
def _named_functions(source: Source) -> dict[int, frozenset[str]]:
    """The names of the file's functions that each function mentions, called or not, by its node's id."""
    known = {each.name for each in functions(source)}
    return {
        each.node.id: frozenset(name for node in mentions_in(source, each.node) if (name := text_of(node)) in known)
        for each in functions(source)
    }


def may_recurse(source: Source, function: Function) -> bool:
    """Whether a function may call itself, as far as it, or what it leads to, mentions its name. Constructors,
    destructors and operators run unnamed: a file's own that mention it count."""
    known = _known(source)
    if function.node.id not in known:
        known[function.node.id] = function.name in _mentioned_unnamed(source) or any(
            function.name in names for names in _mentioned(source, [function])
        )
    return known[function.node.id]


@per_source
def _known(_: Source) -> dict[int, bool]:
    """What `may_recurse` was asked already, by the function's node's id."""
    return {}


@per_source
def _mentioned_unnamed(source: Source) -> frozenset[str]:
    """The names that functions which run unnamed lead to."""
    unnamed = [each for each in functions(source) if each.kind in ("constructor", "destructor", "operator")]
    return frozenset(name for names in _mentioned(source, unnamed) for name in names)


def _mentioned(source: Source, begun: Iterable[Function]) -> Iterator[frozenset[str]]:
    """The names that functions mention, one after the other: these functions, and all that they lead to."""
    pending = list(begun)
    seen = {each.node.id for each in pending}
    while pending:
        names = _named_functions(source)[pending.pop().node.id]
        yield names
        found = [each for name in names for each in find_functions(source, name) if each.node.id not in seen]
        seen.update(each.node.id for each in found)
        pending += found
