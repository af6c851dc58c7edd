"""Rewrites that work together."""

from perfcoder_lsp.rewrite.io.headers import with_headers_for
from perfcoder_lsp.suggestion import RULES, Rewrite
from perfcoder_lsp.text import EditConflictError, TextEdit, sorted_edits

# Rules that do all that others do, and more: nothing is left for those to do afterwards.
_SUPERSEDES = {"IO4": frozenset({"IO1", "IO2"})}


def combined(first: Rewrite, second: Rewrite) -> Rewrite | None:
    """Both rewrites as one, or None where they touch the same text or one does what the other does already.

    The pair is a rewrite like any other: that both parts are equal and faster alone says nothing about it.
    """
    if set(first.strategies) & set(second.strategies) or _supersedes(first, second) or _supersedes(second, first):
        return None
    try:
        edits = _merged(with_headers_for(first.edits, second.edits), with_headers_for(second.edits, first.edits))
    except EditConflictError:
        return None
    return Rewrite(
        id=f"{first.id}+{second.id}",
        origin=_joint_origin(first, second),
        title=f"{first.title}; {second.title}",
        strategies=(*first.strategies, *second.strategies),
        edits=edits,
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
    )


def _joint_origin(first: Rewrite, second: Rewrite) -> str:
    """`rules/IO1+LP3` of what rules have proved; else both in full, so that it does not look proved."""
    both_proved = first.is_proved and second.is_proved
    return f"{first.origin}+{second.origin.removeprefix(RULES) if both_proved else second.origin}"


def _supersedes(first: Rewrite, second: Rewrite) -> bool:
    """Whether the first does all that some part of the second does."""
    covered = {name for strategy in first.strategies for name in _SUPERSEDES.get(strategy.name, ())}
    return any(strategy.name in covered for strategy in second.strategies)


def _merged(first: tuple[TextEdit, ...], second: tuple[TextEdit, ...]) -> tuple[TextEdit, ...]:
    """All edits; equal ones once, and includes that are inserted at one place one after the other.

    Raises EditConflictError.
    """
    edits = {edit.range: edit for edit in first}
    for edit in second:
        there = edits.get(edit.range)
        if there is None or there == edit:
            edits[edit.range] = edit
        elif _inserts_include(edit):
            edits[edit.range] = _include_first(edit, there)
        elif _inserts_include(there):
            edits[edit.range] = _include_first(there, edit)
        else:
            raise EditConflictError(f"two edits at byte {edit.range.start}")
    return sorted_edits(edits.values())


def _include_first(includes: TextEdit, other: TextEdit) -> TextEdit:
    """Both insertions as one, each line of the first only once."""
    there = other.new_text.splitlines(keepends=True)
    missing = [each for each in includes.new_text.splitlines(keepends=True) if each not in there]
    return TextEdit(range=other.range, new_text="".join(missing) + other.new_text)


def _inserts_include(edit: TextEdit) -> bool:
    """Whether the edit adds whole lines of `#include` and takes nothing away."""
    lines = edit.new_text.splitlines(keepends=True)
    are_includes = all(each.startswith("#include") and each.endswith("\n") for each in lines)
    return are_includes and edit.range.start == edit.range.end
