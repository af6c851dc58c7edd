"""Rule of "Resource Lifetime and Scope Management": MEM3."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import indentation, line_of, replaced
from perfcoder_lsp.cpp.functions import Function, function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.mentions import mentions_in
from perfcoder_lsp.cpp.nodes import (
    FUNCTION_TYPES,
    LOOP_TYPES,
    ancestors,
    is_inside,
    nodes_of_type,
    parent_of,
    text_of,
)
from perfcoder_lsp.cpp.scopes import declarations_named, variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import Use, UseKind, uses
from perfcoder_lsp.rewrite.const_reference import (
    is_suspended,
)
from perfcoder_lsp.rewrite.restarts import restart_of
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_or_alias
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_STEPS_THROUGH = frozenset({"compound_statement", "if_statement", "else_clause"}) | LOOP_TYPES


@rule(
    id="MEM3",
    category=Category.LIFETIME,
    summary="Keep one vector or string for all passes of a loop",
    gain=6.0,
)
def reuse_across_iterations(source: Source) -> Iterator[Finding]:
    """
    What it does: moves a vector or string that is made anew in every pass out of the loop, and gives it its initial
    value in place: `v.clear()`, `v.assign(n, 0)`, `v = other`.

    Why: each pass allocates and frees memory; an object that stays keeps its memory.

    When not: its address, an iterator, or a lambda that captures it may live longer than the pass; it is moved from or
    swapped, or its capacity is asked for; it is static, const, declared together with others, or its elements are not
    plain values; the name means something else anywhere in the function; there are gotos, coroutines, parallel loops;
    how it is initialised can't be written as an assignment for sure (braces); the loop is made by a macro.

    Source: catalogue MEM3, measured 6.0x (vector), 2.0x (string). clazy container-inside-loop.
    """
    if source.language == "c" or nodes_of_type(source, "catch_clause"):  # what() of a bad size would differ
        return
    for each in variables(source):
        place = _hoisting_place(source, each)
        restart = restart_of(source, each) if place is not None else None
        if place is not None and restart is not None:
            yield _hoist(source, each, place, restart)


def _hoisting_place(source: Source, variable: Declaration) -> Node | None:
    """The outermost loop around a variable's declaration, before which it can be declared instead; None to refuse."""
    kind = variable.type
    if variable.kind is not Kind.LOCAL or not variable.is_sole or variable.specifiers or variable.macro_altered:
        return None
    if kind.container not in ("vector", "string") or not kind.is_plain or kind.reference or not kind.is_value:
        return None
    if len(kind.arguments) != (1 if kind.container == "vector" else 0) or kind.macro_altered or _has_const(kind):
        return None
    written = variable.node.child_by_field_name("type")
    if written is None or not is_standard_or_alias(source, written, variable):
        return None
    function = function_of(source, variable.node)
    if function is None or not _is_simple(source, function):
        return None
    loop = _outermost_loop(source, variable.node)
    if loop is None or not _name_is_free(source, variable, function):
        return None
    return loop if all(_stays_inside(each) for each in uses(source, variable)) else None


def _has_const(kind: Type) -> bool:
    """Whether an element has parts that can't be assigned, such as the key of a `pair<const int, int>`."""
    return any((each.const and not each.pointers) or _has_const(each) for each in kind.arguments)


def _is_simple(source: Source, function: Function) -> bool:
    """No jumps that pass initialisations by, no pragmas on loops, no coroutine, no syntax error, no code whose meaning
    depends on template arguments."""
    jumps = nodes_of_type(
        source, "goto_statement", "labeled_statement", "preproc_if", "preproc_ifdef", "preproc_call", "preproc_def"
    )
    return (
        not function.node.has_error
        and not function.is_template
        and not any(is_inside(each, function.node) for each in jumps)
        and not is_suspended(source, function.body)
    )


def _outermost_loop(source: Source, declaration: Node) -> Node | None:
    """The outermost loop around a declaration that stands directly in a loop's braces, all statements in between being
    blocks, ifs and loops, where the loop itself stands in a block."""
    block = parent_of(source, declaration)
    holder = parent_of(source, block) if block is not None and block.type == "compound_statement" else None
    if holder is None or holder.type not in LOOP_TYPES:
        return None
    best: Node | None = None
    for each in ancestors(source, declaration):
        if each.type in FUNCTION_TYPES or each.type not in _STEPS_THROUGH:
            break
        around = parent_of(source, each)
        if each.type in LOOP_TYPES and around is not None and around.type == "compound_statement":
            best = each
    return best


def _name_is_free(source: Source, variable: Declaration, function: Function) -> bool:
    """Whether the name means nothing else in the function, so that a wider scope captures no other use."""
    if variable.name in macro_words(source):
        return False
    others = (each for each in declarations_named(source, variable.name) if each is not variable)
    if any(is_inside(each.name_node, function.node) for each in others):
        return False
    own = {use.node.id for use in uses(source, variable)}
    mentions = (each for each in mentions_in(source, function.node) if text_of(each) == variable.name)
    return all(each.id in own or each.type == "field_identifier" for each in mentions)


def _stays_inside(use: Use) -> bool:
    """Whether the use neither keeps a reference to the object or its elements nor takes its contents away."""
    if use.in_lambda or use.kind in (UseKind.CAPTURE, UseKind.UNKNOWN, UseKind.UNEVALUATED, UseKind.RETURN):
        return False
    if use.method in ("swap", "data", "c_str", "get_allocator", "capacity"):
        return False
    return not use.escapes or _is_walked(use)


def _is_walked(use: Use) -> bool:
    """`for (auto& x : v)` and arguments of a `begin`/`end` pair end with their statement."""
    parent = use.expression.parent
    return parent is not None and parent.type == "for_range_loop"


def _hoist(source: Source, variable: Declaration, loop: Node, restart: str) -> Finding:
    written = variable.node.child_by_field_name("type")
    assert written is not None, "checked by _hoisting_place"
    declaration = f"{text_of(written)} {variable.name};"
    nested = sum(each.type in LOOP_TYPES and is_inside(each, loop) for each in ancestors(source, variable.node))
    loops = "the loop" if nested == 1 else f"{nested} nested loops"
    return Finding(
        title=f"Declare {variable.name} once before the loop",
        explanation=(
            f"{variable.name} ({text_of(written)}) is made and destroyed in every pass of {loops} from line "
            f"{line_of(source, loop.start_byte)} on, with an allocation and a release each time; declared before it, "
            f"and restarted by {restart[:-1]}, it keeps its memory."
        ),
        edits=(
            TextEdit.insert(loop.start_byte, f"{declaration}{source.newline}{indentation(source, loop.start_byte)}"),
            replaced(variable.node, restart),
        ),
        range=node_range(variable.node),
    )
