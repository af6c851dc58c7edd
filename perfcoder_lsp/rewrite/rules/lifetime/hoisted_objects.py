"""Rule of "Resource Lifetime and Scope Management": MEM3."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import indentation, line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.mutation import mentions_in
from perfcoder_lsp.cpp.functions import Function, function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.nodes import (
    FUNCTION_TYPES,
    LOOP_TYPES,
    ancestors,
    is_inside,
    nodes_of_type,
    parent_of,
    text_of,
)
from perfcoder_lsp.cpp.places import root_of
from perfcoder_lsp.cpp.scopes import declarations_named, variables
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import Use, UseKind, uses
from perfcoder_lsp.rewrite.const_reference import (
    is_suspended,
)
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_or_alias
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_ZERO_BY_TYPE = {"bool": "false", "float": "0", "double": "0", "long double": "0", "string": '""'}

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
        restart = _restart(source, each) if place is not None else None
        if place is not None and restart is not None:
            yield _hoist(source, each, place, restart)


def _hoisting_place(source: Source, variable: Declaration) -> Node | None:
    """The outermost loop around a variable's declaration, before which it can be declared instead; None to refuse."""
    kind = variable.type
    if variable.kind is not Kind.LOCAL or not variable.is_sole or variable.specifiers or variable.macro_altered:
        return None
    if kind.container not in ("vector", "string") or not kind.is_plain or kind.reference or not kind.is_value:
        return None
    if len(kind.arguments) != (1 if kind.container == "vector" else 0) or kind.macro_altered:
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


def _restart(source: Source, variable: Declaration) -> str | None:
    """The statement that gives an existing object the declared initial value; None where it can't be written safely."""
    name, kind, initial = variable.name, variable.type, variable.initializer
    if initial is None:
        return f"{name}.clear();"
    if any(text_of(each) == variable.name for node in initial.arguments for each in walk(node)):
        return None
    arguments = [text_of(each) for each in initial.arguments]
    if initial.style == "copy" and len(arguments) == 1:
        return f"{name}.clear();" if arguments[0] == '""' else _assignment(source, variable, initial.arguments[0])
    if initial.style == "brace" and not arguments:
        return f"{name}.clear();"
    if initial.style != "paren":
        return None
    if len(arguments) == 1 and kind.container == "vector":
        return _sized(source, variable, initial.arguments[0])
    if len(arguments) == 2:
        return f"{name}.assign({', '.join(arguments)});"
    return None


def _assignment(source: Source, variable: Declaration, value: Node) -> str | None:
    """`v = value;` where value is an object of the same type that stays what it is; a temporary would be moved in
    either way, so that nothing is gained."""
    root = root_of(source, value)
    if root is None or root is variable or type_of(source, value).decayed != variable.type.decayed:
        return None
    return f"{variable.name} = {text_of(value)};"


def _sized(source: Source, variable: Declaration, size: Node) -> str | None:
    """`v.assign(n, T())` for `vector<T> v(n)`, n being a number for sure (one vector in parentheses is a copy)."""
    name_node = size.child_by_field_name("type") if size.type == "parameter_declaration" else size
    counted = name_node is not None and _is_count(source, size, name_node)
    if not counted:
        return None
    element = variable.type.arguments[0]
    return f"{variable.name}.assign({text_of(size)}, {_zero(variable, element)});"


def _is_count(source: Source, size: Node, name_node: Node) -> bool:
    if size.type != "parameter_declaration":
        return type_of(source, size).is_integral
    names = [each for each in walk(size) if each.type in ("identifier", "type_identifier")]
    types = [type_of_name(source, each) for each in names]
    return bool(types) and all(each is not None and each.is_integral for each in types) and name_node in names


def type_of_name(source: Source, name: Node) -> Type | None:
    """The type of the variable that a name refers to, also where the grammar took it for a type."""
    root = root_of(source, name)
    return root.type.decayed if root is not None else None


def _zero(variable: Declaration, element: Type) -> str:
    """A value-initialised element as text."""
    if element.is_integral and element.name != "bool":
        return "0"
    if element.name in _ZERO_BY_TYPE:
        return _ZERO_BY_TYPE[element.name]
    written = variable.node.child_by_field_name("type")
    assert written is not None, "a declaration of a vector has a type"
    lists = [each for each in walk(written) if each.type == "template_argument_list"]
    if lists:
        return f"{text_of(lists[0])[1:-1].strip()}()"
    return f"{text_of(written)}::value_type()"


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
