"""What the functions that a target reaches make of the file's variables: parents, indices, sorted tables."""

from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.verify.collect import collect_facts
from perfcoder_lsp.verify.functions.roles import Flag, ParameterHint
from perfcoder_lsp.verify.functions.shapes import Shapes, shapes_of
from perfcoder_lsp.verify.functions.surroundings import full_name, touched_variables
from perfcoder_lsp.verify.reads import Functions


def variable_hints(source: Source, reached: tuple[Function, ...]) -> tuple[ParameterHint, ...]:
    """Hints of the variables that the functions touch, by full name."""
    touched = touched_variables(source, reached)
    names = frozenset(each.name for each in touched)
    seen = [shapes_of(source, each, collect_facts(each.node, Functions({}, {})), names) for each in reached if names]
    return tuple(_hint(full_name(each), each.name, seen) for each in touched)


def _hint(full: str, name: str, seen: list[Shapes]) -> ParameterHint:
    hint = ParameterHint(full)
    roots = [each.parents[name] for each in seen if name in each.parents]
    if roots:
        return as_parents(hint, roots[0])
    flags = {
        Flag.SORTED: any(name in each.sorted for each in seen),
        Flag.INDICES: any(name in each.holds_indices for each in seen),
        Flag.ADJACENCY: any(name in each.adjacency for each in seen),
        Flag.NOT_EMPTY: any(name in each.not_empty for each in seen),
    }
    for flag, holds in flags.items():
        hint = hint.flagged(flag) if holds else hint
    return hint


def as_parents(hint: ParameterHint, root: int) -> ParameterHint:
    """Of a sequence that leads from nodes to their parents; its lower bound tells what marks a root."""
    return ParameterHint(hint.name, hint.role, hint.other, root, max(root, hint.high), hint.flags | Flag.PARENTS)
