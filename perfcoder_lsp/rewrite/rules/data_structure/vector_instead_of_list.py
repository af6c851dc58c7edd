"""DS6: a vector for a list that only grows at its end."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import replaced
from perfcoder_lsp.cpp.facts.containers_use import Access, Role, accesses, keeps_elements, may_resize
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.loops import is_repeated
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.containers import could_be_vector, starts_as_sequence
from perfcoder_lsp.rewrite.found_iterators import iterator_type
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import included
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_SUITED = frozenset({Role.MEASURE, Role.RANGE, Role.ELEMENT, Role.VISIT, Role.SEEK})
_AT_THE_END = frozenset({"push_back", "emplace_back", "pop_back", "clear"})


@rule(
    id="DS6",
    category=Category.DATA_STRUCTURE,
    summary="Use a vector where a list only grows at its end and is visited",
    gain=6.4,
)
def vector_instead_of_list(source: Source) -> Iterator[Finding]:
    """
    What it does: makes a `list<T>` that is only appended to, visited and asked for its ends a `vector<T>`, with the
    types of the iterators that visit it.

    Why: a list allocates each element by itself and each step to the next one waits for memory; a vector's elements
    lie side by side.

    When not: anything is inserted, erased or spliced elsewhere than at the end; a reference, pointer or iterator to an
    element may still be in use when the list grows or shrinks; the list is passed on, copied, compared or captured by
    value; elements are bool or of the program's own types.

    Source: catalogue DS6, measured 6.4x. Agner Fog's manual; no analyser has a fix.
    """
    if source.language == "c" or threads_of(source):
        return
    for each in variables(source):
        edits = _edits(source, each)
        if edits:
            yield _finding(each, edits)


def _edits(source: Source, variable: Declaration) -> tuple[TextEdit, ...]:
    """The edits that make a list a vector; empty to refuse."""
    written = could_be_vector(source, variable, "list")
    found = accesses(source, variable) if written is not None else ()
    grows = any(each.role is Role.GROW and is_repeated(source, each.use.node) for each in found)
    if written is None or not grows or not starts_as_sequence(source, variable):
        return ()
    if not all(_suits_vector(source, variable, each) for each in found):
        return ()
    edits = [replaced(written, "vector")]
    for each in found:
        name = iterator_type(variable, each.cursor) if each.cursor is not None else None
        if name is not None:
            edits.append(replaced(name, "vector"))
    return (*edits, *included(source, "<vector>"))


def _suits_vector(source: Source, variable: Declaration, access: Access) -> bool:
    """Whether a use means the same for a vector, whose elements move when it grows."""
    if access.role in (Role.GROW, Role.REMOVE):
        return access.use.method in _AT_THE_END and not access.use.in_lambda
    if access.role not in _SUITED:
        return False
    cursor = access.cursor
    if cursor is not None:
        known = cursor.type.is_auto or iterator_type(variable, cursor) is not None
        if cursor.kind is not Kind.FOR_INIT or not known or not (cursor.is_sole or cursor.type.is_auto):
            return False
        return not may_resize(source, variable, cursor.scope.node)
    if access.loop is not None:
        return not may_resize(source, variable, access.loop)
    return access.role is not Role.ELEMENT or keeps_elements(source, variable, access)


def _finding(variable: Declaration, edits: tuple[TextEdit, ...]) -> Finding:
    name, element = variable.name, variable.type.arguments[0]
    return Finding(
        title=f"Make {name} a vector",
        explanation=(
            f"`{name}` only grows at its end, but as a list it allocates each `{element}` in a node of its own, and "
            "every step of a loop over it follows a pointer. A vector holds them side by side: one allocation for "
            "many, and the next element is in the cache already."
        ),
        edits=edits,
        range=node_range(variable.node),
    )
