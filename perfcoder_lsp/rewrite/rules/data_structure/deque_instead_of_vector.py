"""DS7: deques for vectors that are emptied from the front."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import insert_include, replaced
from perfcoder_lsp.cpp.facts.containers_use import is_address_taken
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.loops import is_repeated
from perfcoder_lsp.cpp.scopes import resolve, variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.uses import Use, UseKind, uses
from perfcoder_lsp.rewrite.containers import (
    is_qualified,
    method_name,
    own_container,
    result_unused,
    starts_as_sequence,
)
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_name
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_DEQUE_METHODS = frozenset(
    {"push_back", "pop_back", "emplace_back", "size", "empty", "clear", "front", "back", "resize", "assign"}
)


@rule(
    id="DS7",
    category=Category.DATA_STRUCTURE,
    summary="Take from the front of a deque, not of a vector",
    gain=158,
)
def deque_instead_of_vector(source: Source) -> Iterator[Finding]:
    """
    What it does: makes a vector whose first element is erased again and again a deque, and `v.erase(v.begin())`
    `v.pop_front()`.

    Why: erasing the first element moves all others, O(n) each time; a deque drops it in O(1).

    When not: anything relies on the elements lying in one piece (data(), pointers to elements), on capacity, or on the
    type: the vector is passed on, copied, assigned, compared, swapped or returned; iterators or references are kept;
    elements are bool; the erasing is not repeated; its result is used.

    Source: catalogue DS7, measured 158x. No analyser does it.
    """
    if source.language == "c" or threads_of(source) or "pop_front" in macro_names(source):
        return
    for each in variables(source):
        finding = _queue(source, each)
        if finding is not None:
            yield finding


def _queue(source: Source, variable: Declaration) -> Finding | None:
    written = own_container(source, variable, ("vector",))
    element = variable.type.arguments[0] if variable.type.arguments else None
    if written is None or element is None or element.name == "bool" or not starts_as_sequence(source, variable):
        return None
    if not is_standard_name(source, "deque", qualified=is_qualified(variable)):
        return None
    found = uses(source, variable)
    popped = [each for each in found if _erases_first(source, variable, each)]
    if not any(is_repeated(source, each.node) for each in popped):
        return None
    if not all(_suits_deque(source, variable, each) for each in found):
        return None
    edits = [replaced(written, "deque")]
    for each in popped:
        assert each.call is not None, "a member call has a call"
        name = method_name(each.call)
        edits.append(TextEdit.replace(name.start_byte, each.call.node.end_byte, "pop_front()"))
    header = insert_include(source, "<deque>")
    return Finding(
        title=f"Make {variable.name} a deque",
        explanation=(
            f"{variable.name}.erase({variable.name}.begin()) moves all remaining elements, O(n) each time, "
            "and it runs in a loop; a deque takes the first element off in O(1)."
        ),
        edits=(*edits, header) if header is not None else tuple(edits),
        range=node_range(variable.node),
    )


def _erases_first(source: Source, variable: Declaration, use: Use) -> bool:
    """`v.erase(v.begin());` as a statement of its own"""
    call = use.call
    if use.kind is not UseKind.MEMBER_CALL or use.method != "erase" or call is None or len(call.arguments) != 1:
        return False
    begin = read_call(call.arguments[0])
    own = begin is not None and begin.name == "begin" and begin.object is not None and not begin.arguments
    if not own or begin is None or begin.object is None or resolve(source, begin.object) is not variable:
        return False
    return result_unused(source, call)


def _suits_deque(source: Source, variable: Declaration, use: Use) -> bool:
    if use.escapes or (use.call is not None and use.call.arrow):
        return use.kind is UseKind.RANGE_FOR
    if is_address_taken(source, use.node):
        return False
    if use.kind in (UseKind.SUBSCRIPT, UseKind.RANGE_FOR):
        return True
    if use.kind is not UseKind.MEMBER_CALL:
        return False
    if use.method == "erase":
        return _erases_first(source, variable, use)
    return use.method in _DEQUE_METHODS or use.method in ("begin", "end")
