"""May a function run again before it has returned."""

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
    pending = [function]
    pending += (each for each in functions(source) if each.kind in ("constructor", "destructor", "operator"))
    seen = {each.node.id for each in pending}
    while pending:
        names = _named_functions(source)[pending.pop().node.id]
        if function.name in names:
            return True
        found = [each for name in names for each in find_functions(source, name) if each.node.id not in seen]
        seen.update(each.node.id for each in found)
        pending += found
    return False
