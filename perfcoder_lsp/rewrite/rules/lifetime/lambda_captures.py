"""LT1: lambdas that copy a container which they only look at."""

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.facts.aliases import are_distinct
from perfcoder_lsp.cpp.facts.mutation import Changes, may_change
from perfcoder_lsp.cpp.facts.threads import unless_threads
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.mentions import mentions_in
from perfcoder_lsp.cpp.nodes import enclosing, is_inside, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.uses import UseKind, uses_in
from perfcoder_lsp.rewrite.const_reference import allocates
from perfcoder_lsp.rewrite.lambdas import COPYING_ALGORITHMS, LambdaLife, changes_meanwhile, life_of
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_from_std
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_NEVER = frozenset({UseKind.UNKNOWN, UseKind.UNEVALUATED, UseKind.CALLED, UseKind.ADDRESS})


@rule(id="LT1", category=Category.LIFETIME, summary="Let a lambda refer to the container that it looks at", gain=20)
def capture_by_reference(source: Source) -> Iterator[Finding]:
    """
    What it does: makes the capture `[v]` of a container `[&v]`, and `[=]` `[=, &v]`, where the lambda is called at
    once, or given to a standard algorithm or to an ordered container of the same block.

    Why: making the lambda copies the whole container, and algorithms copy their comparator many times: sorting n
    indices by a captured vector of n values copies it O(n) times, n squared steps.

    When not: the lambda is `mutable`, holds another lambda, is returned, stored or given to anything else; the
    container may change between the making of the lambda and its last call, through other names and called functions
    too; the lambda changes it, or asks for its capacity; threads; a macro takes part.

    Source: catalogue LT1, own measurement 22x (6,000 indices sorted; more for more). C++ Core Guidelines F.52.
    """
    if source.language != "c":
        yield from unless_threads(source, _findings(source))


def _findings(source: Source) -> Iterator[Finding]:
    for node in nodes_of_type(source, "lambda_expression"):
        captures = node.child_by_field_name("captures")
        if captures is None or not captures.named_children:
            continue
        found = life_of(source, node) if _copied(source, node, captures) else None
        copied = _copied(source, node, captures) if found is not None else ()
        chosen = [each for each in copied if found is not None and _stays(source, each, found)]
        if found is not None and chosen:
            yield _captured(source, found, captures, chosen)


def _copied(source: Source, node: Node, captures: Node) -> tuple[Declaration, ...]:
    """The containers of the function that a lambda copies."""
    outer = function_of(source, parent_of(source, node) or node)
    if outer is None:
        return ()
    defaults = [text_of(each) for each in captures.named_children if each.type == "lambda_default_capture"]
    named = {text_of(each): _is_referred(each) for each in captures.named_children if each.type == "identifier"}
    found: dict[Declaration, None] = {}
    for mention in mentions_in(source, node) if "&" not in defaults else ():
        variable = resolve(source, mention) if mention.type == "identifier" else None
        if variable is None or variable.function != outer.node or variable.kind not in (Kind.LOCAL, Kind.PARAMETER):
            continue
        if not named.get(variable.name, not defaults):
            found[variable] = None
    return tuple(each for each in found if _is_large(source, each) and _is_looked_at(source, each, node, captures))


def _is_referred(name: Node) -> bool:
    return name.prev_sibling is not None and name.prev_sibling.type == "&"


def _is_large(source: Source, variable: Declaration) -> bool:
    kind = variable.type
    plain = not (kind.holds_bits or kind.macro_altered or variable.macro_altered or variable.is_volatile)
    return plain and allocates(kind) and variable.name not in macro_words(source) and is_from_std(source, variable)


def _is_looked_at(source: Source, variable: Declaration, node: Node, captures: Node) -> bool:
    """Whether the lambda uses a variable, and would do the same with the variable itself as with a constant copy."""
    inside = [each for each in uses_in(source, variable, node) if not is_inside(each.node, captures)]
    return bool(inside) and not any(
        each.writes or each.kind in _NEVER or each.method in ("capacity", "data") or _is_type_named(source, each.node)
        for each in inside
    )


def _is_type_named(source: Source, mention: Node) -> bool:
    """Whether a name stands in a `decltype`, which tells a constant copy from the variable."""
    return enclosing(source, mention, frozenset({"decltype"})) is not None


def _stays(source: Source, variable: Declaration, found: LambdaLife) -> bool:
    """Whether nothing changes a variable while the lambda may still be called."""
    changes = changes_meanwhile(source, found)
    return not any(may_change(_reaching(source, each, variable), variable) for each in changes)


def _reaching(source: Source, changes: Changes, variable: Declaration) -> Changes:
    """The changes without those of objects that a reference parameter can't lead to."""
    if not variable.type.reference:
        return changes
    return replace(changes, variables=frozenset(v for v in changes.variables if not are_distinct(source, v, variable)))


def _captured(source: Source, found: LambdaLife, captures: Node, chosen: list[Declaration]) -> Finding:
    names = ", ".join(each.name for each in chosen)
    edits: list[TextEdit] = []
    listed = {resolve(source, each): each for each in captures.named_children if each.type == "identifier"}
    for each in chosen:
        if each in listed:
            edits.append(TextEdit.insert(listed[each].start_byte, "&"))
    added = "".join(f", &{each.name}" for each in chosen if each not in listed)
    if added:
        edits.append(TextEdit.insert(captures.end_byte - 1, added))
    copies = ", ".join(f"`{each.name}` ({each.type.decayed})" for each in chosen)
    again = found.given in COPYING_ALGORITHMS | {"priority_queue"}
    cost = f"`{found.given}` copies it again and again" if again else "all elements are copied when it is made"
    return Finding(
        title=f"Capture {names} by reference",
        explanation=(
            f"The lambda in line {line_of(source, found.node.start_byte)} holds a copy of {copies}: "
            f"{cost}, though it only looks at the container, and nothing changes that meanwhile."
        ),
        edits=tuple(edits),
        range=node_range(found.node),
    )
