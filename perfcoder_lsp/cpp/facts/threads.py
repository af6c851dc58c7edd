"""Whether several threads may run the code of a file at a time."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.token_runs import Name, names_in
from perfcoder_lsp.cpp.tokens import Token, tokenized

T = TypeVar("T")
_TYPES = frozenset({"thread", "jthread"})
_STARTING = frozenset({"async", "pthread_create", "thrd_create"})
_PARALLEL = frozenset({"execution", "__gnu_parallel"})
_AFTER_TYPE = frozenset({">", "(", "{", "*", "&", "[", ","})


@per_source
def threads_of(source: Source) -> str:
    """What starts threads, as the text names it; empty where nothing does, as far as the tokens show, macros' bodies
    included: OpenMP, std::thread, std::async, POSIX and C threads, parallel algorithms. `thread` as a name of the
    program's own counts only where it looks like a type."""
    file = tokenized(source)
    if any(each.kind == "pragma" and each.text.startswith("omp") for each in file.directives):
        return "OpenMP"
    for run in file.runs:
        if any(token.kind == "string" and token.text.startswith('"omp ') for token in run):
            return "OpenMP"
        for name in names_in(run, _TYPES | _STARTING | _PARALLEL):
            if _starts(name):
                return name.text
    return ""


def unless_threads(source: Source, found: Iterable[T]) -> Iterator[T]:
    """What is found, where the file starts no threads; that is looked for only once something is found."""
    for each in found:
        if threads_of(source):
            return
        yield each


def _starts(name: Name) -> bool:
    qualified = name.start != name.run[name.at].start
    following: Token | None = name.run[name.at + 1] if name.at + 1 < len(name.run) else None
    if name.text in _PARALLEL:
        return name.after == "::"
    if name.text in _STARTING:
        return name.after == "("
    return qualified or (following is not None and (following.kind == "name" or following.text in _AFTER_TYPE))
