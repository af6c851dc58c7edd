"""DS9: a vector under a stack."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.facts.containers_use import Role, accesses, keeps_elements
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.nodes import parent_of
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.containers import could_be_vector, is_qualified
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import included
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_ROLES = frozenset({Role.GROW, Role.REMOVE, Role.MEASURE, Role.ELEMENT})


@rule(
    id="DS9",
    category=Category.DATA_STRUCTURE,
    summary="Keep a stack's elements in a vector, not in a deque",
    gain=1.1,
)
def vector_under_stack(source: Source) -> Iterator[Finding]:
    """
    What it does: makes a `stack<T>` a `stack<T, vector<T>>`.

    Why: a stack keeps its elements in a deque, which finds them by a table of blocks, allocates blocks when they cross
    its borders, and takes half a kilobyte when it is empty; a vector is one block.

    When not: a reference to the top may still be in use when something is pushed; the stack is passed on, copied,
    swapped or compared; it starts with elements; elements are bool or of the program's own types.

    Source: catalogue DS9, measured 1.52x. Competitive programming folklore. (A queue with an index instead of pops was
    measured 2.89x, but holds all that was ever pushed.)
    """
    if source.language == "c" or threads_of(source):
        return
    for each in variables(source):
        edits = _edits(source, each)
        if edits:
            yield _finding(each, edits)


def _edits(source: Source, variable: Declaration) -> tuple[TextEdit, ...]:
    """The edits that put a vector under a stack; empty to refuse."""
    written = could_be_vector(source, variable, "stack")
    if written is None or variable.initializer is not None or not variable.type.arguments[0].is_value:
        return ()
    found = accesses(source, variable)
    if not any(each.role is Role.GROW for each in found) or not all(each.role in _ROLES for each in found):
        return ()
    if not all(keeps_elements(source, variable, each) for each in found if each.role is Role.ELEMENT):
        return ()
    template = parent_of(source, written)
    listed = template.child_by_field_name("arguments") if template is not None else None
    arguments = [each for each in listed.named_children if each.type != "comment"] if listed is not None else []
    if len(arguments) != 1:
        return ()
    vector = f", {'std::' if is_qualified(variable) else ''}vector<{source.slice(arguments[0])}>"
    return (TextEdit.insert(arguments[0].end_byte, vector), *included(source, "<vector>"))


def _finding(variable: Declaration, edits: tuple[TextEdit, ...]) -> Finding:
    name, element = variable.name, variable.type.arguments[0]
    return Finding(
        title=f"Keep the elements of {name} in a vector",
        explanation=(
            f"`{name}` keeps its `{element}` elements in a deque, as every stack does that is not told otherwise: each "
            "access goes by way of a table of blocks. A vector under the stack does the same with one block of memory."
        ),
        edits=edits,
        range=node_range(variable.node),
    )
