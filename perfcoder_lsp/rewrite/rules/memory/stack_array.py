"""Rules of "Memory Usage and Allocation": MEM4."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.arguments import initialized_type
from perfcoder_lsp.cpp.calls import Call, call_around, calls_of
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.flow import has_plain_flow
from perfcoder_lsp.cpp.facts.recursion import may_recurse
from perfcoder_lsp.cpp.facts.trips import constant
from perfcoder_lsp.cpp.functions import find_functions, function_of, has_main
from perfcoder_lsp.cpp.includes import has_local_includes, macro_words
from perfcoder_lsp.cpp.library import READING_FUNCTIONS, UPDATING_FUNCTIONS, UPDATING_ITERATOR_FUNCTIONS
from perfcoder_lsp.cpp.loops import is_repeated
from perfcoder_lsp.cpp.nodes import (
    LOOP_TYPES,
    enclosing,
    field_of,
    nodes_inside,
    nodes_of_type,
    parent_of,
    symbol_of,
    text_of,
)
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.scopes import declarations_named, resolve, type_at, variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.uses import Use, uses
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import without_statements
from perfcoder_lsp.strategy import Category

_MAX_BYTES = 4096
_POINTER_CAST = re.compile(r"_cast\s*<[^>]*\*")
_LEAVING = ("return_statement", "throw_statement", "break_statement", "continue_statement")
_BREAKABLE = LOOP_TYPES | {"switch_statement"}
_POINTER_OPERATORS = frozenset({"+", "-", "==", "!=", "<", ">", "<=", ">="})
_BY_VALUE = (READING_FUNCTIONS | UPDATING_FUNCTIONS | UPDATING_ITERATOR_FUNCTIONS) - {"swap"}


@dataclass(frozen=True)
class _Array:
    """`T* p = new T[size]…;` and the statement `delete[] p;` that ends its life in the same block."""

    pointer: Declaration
    made: Node
    size: Node
    bytes: int
    release: Node


@rule(id="MEM4", category=Category.MEMORY, summary="Keep a small array of fixed size on the stack", gain=3.0)
def array_on_stack(source: Source) -> Iterator[Finding]:
    """
    What it does: makes `int* p = new int[16]; … delete[] p;` in one block into `int p[16];`.

    Why: each allocation and release costs far more than using a few bytes of the stack.

    When not: the size is no constant, or more than 4096 bytes; the function may call itself, so that the stack could
    get full; the block may be left between the two statements (then the memory outlives it); the pointer is changed,
    bound to a reference, captured, returned, or handed to a template; the file has its own operator new; the elements
    are no numbers.

    Source: catalogue MEM4, measured 6.7x. clazy heap-allocated-small-trivial-type.
    """
    if source.language == "c" or {"new", "new[]"} & user_operators(source):
        return
    releases = [each for each in nodes_of_type(source, "delete_expression") if "[]" in "".join(text_of(each).split())]
    released = {text_of(each.named_children[-1]) for each in releases if each.named_children}
    for pointer in variables(source) if releases else ():
        array = _array(source, pointer, releases) if pointer.name in released else None
        plain = array is not None and all(_is_plain(source, each) for each in uses(source, pointer))
        if array is not None and plain and not _may_be_kept(source, array):
            yield _on_stack(source, array)


def _array(source: Source, pointer: Declaration, releases: list[Node]) -> _Array | None:
    function, block = function_of(source, pointer.node), parent_of(source, pointer.node)
    made = pointer.initializer.arguments[0] if pointer.initializer and len(pointer.initializer.arguments) == 1 else None
    if pointer.kind is not Kind.LOCAL or pointer.specifiers or not pointer.is_sole or pointer.macro_altered:
        return None
    if function is None or block is None or block.type != "compound_statement" or made is None:
        return None
    named = [each for each in releases if resolve(source, each.named_children[-1]) is pointer]
    release = parent_of(source, named[0]) if len(named) == 1 else None
    if release is None or release.type != "expression_statement" or parent_of(source, release) != block:
        return None
    size = _size(source, pointer, made)
    if size is None or pointer.name in macro_words(source) or _may_leave(source, pointer.node, release):
        return None
    unclear = function.is_template or function.kind == "lambda" or not has_plain_flow(source, function)
    if unclear or may_recurse(source, function):
        return None
    return _Array(pointer, made, *size, release)


def _size(source: Source, pointer: Declaration, made: Node) -> tuple[Node, int] | None:
    """The constant between the brackets of `new T[K]`, and how many bytes the array has."""
    kind, shape = field_of(made, "type"), field_of(made, "declarator")
    inside = shape.named_children if shape is not None else []
    written = made.type == "new_expression" and field_of(made, "placement") is None
    if not written or kind is None or len(inside) != 1 or inside[0].type == "new_declarator":
        return None
    element = type_at(source, text_of(kind), made)
    wanted = pointer.type.is_auto or pointer.type.element == element
    count = constant(source, inside[0])
    if not element.is_arithmetic or element.reference or not wanted or count is None or element.size is None:
        return None
    return (inside[0], count * element.size) if 0 < count * element.size <= _MAX_BYTES else None


def _may_leave(source: Source, start: Node, end: Node) -> bool:
    """Whether control may leave the block between two of its statements."""
    block = parent_of(source, start)
    for each in nodes_inside(source, block, *_LEAVING) if block is not None else ():
        if not start.end_byte <= each.start_byte < end.start_byte:
            continue
        loop = enclosing(source, each, _BREAKABLE if each.type == "break_statement" else LOOP_TYPES)
        jumps_inside = each.type in ("break_statement", "continue_statement")
        if not jumps_inside or loop is None or loop.start_byte < start.end_byte:
            return True
    return False


def _is_plain(source: Source, use: Use) -> bool:
    """Whether a mention means the same of an array as of a pointer to its first element."""
    parent = parent_of(source, use.node)
    if parent is None or use.in_lambda or use.node.type != "identifier":
        return False
    symbol = symbol_of(parent)
    if parent.type == "subscript_expression":
        return field_of(parent, "argument") == use.node
    if parent.type == "pointer_expression":
        return symbol == "*"
    if parent.type == "binary_expression":
        return symbol in _POINTER_OPERATORS
    if parent.type == "assignment_expression":
        left = field_of(parent, "left")
        return symbol == "=" and left is not None and left != use.node and bool(type_of(source, left).pointers)
    if parent.type == "init_declarator":
        target = initialized_type(source, parent)
        return target is not None and not target.reference and bool(target.pointers or target.is_auto)
    call = call_around(source, use.node)
    return _takes_pointer(source, call, use.node) if call is not None else parent.type == "delete_expression"


def _may_be_kept(source: Source, array: _Array) -> bool:
    """Whether somebody else gets the pointer who may look at the memory after an exception or a long jump (it was never
    released then), or take bytes for aligned memory."""
    handed = False
    for each in uses(source, array.pointer):
        parent, call = parent_of(source, each.node), call_around(source, each.node)
        to_own = call is not None and bool(declarations_named(source, call.name))
        handed |= to_own or (parent is not None and parent.type in ("init_declarator", "assignment_expression"))
        handed |= parent is not None and parent.type == "binary_expression"
    if not handed:
        return False
    caught = nodes_of_type(source, "catch_clause") or not has_main(source) or has_local_includes(source)
    jumps = any(calls_of(source, each) for each in ("longjmp", "siglongjmp", "_longjmp"))
    element = type_at(source, text_of(field_of(array.made, "type") or array.made), array.made)
    casts = any("*" in text_of(each) for each in nodes_of_type(source, "cast_expression"))
    casts = casts or bool(_POINTER_CAST.search(source.text.decode(errors="replace")))
    placed = any(field_of(each, "placement") is not None for each in nodes_of_type(source, "new_expression"))
    return bool(caught) or jumps or (element.size == 1 and (casts or placed))


def _takes_pointer(source: Source, call: Call, argument: Node) -> bool:
    """Whether a call takes the argument as a pointer by value."""
    declared = declarations_named(source, call.name)
    if call.object is not None:
        return False
    if not declared:
        return call.in_std and call.name in _BY_VALUE
    found = find_functions(source, call.name)
    position = next((i for i, each in enumerate(call.arguments) if each == argument), None)
    if len(found) != 1 or len(declared) != 1 or found[0].kind != "free" or found[0].is_template or position is None:
        return False
    parameters = found[0].parameters
    kind = type_at(source, parameters[position].type_text, found[0].node) if position < len(parameters) else None
    return kind is not None and not kind.reference and bool(kind.pointers or kind.extents)


def _on_stack(source: Source, array: _Array) -> Finding:
    pointer, size = array.pointer, text_of(array.size)
    kind, value = field_of(array.made, "type"), field_of(array.made, "arguments")
    assert kind is not None, "checked by _size"
    filled = ""
    if value is not None:
        filled = " = {}" if value.type == "argument_list" else f" = {text_of(value)}"
    how = "in every pass of a loop" if is_repeated(source, pointer.node) else "on every call"
    return Finding(
        title=f"Keep {pointer.name} on the stack",
        explanation=(
            f"Line {line_of(source, pointer.node.start_byte)} allocates {array.bytes} bytes for `{pointer.name}` {how} "
            f"and line {line_of(source, array.release.start_byte)} releases them; an array of {size} elements on the "
            "stack costs neither."
        ),
        edits=(
            replaced(pointer.node, f"{text_of(kind)} {pointer.name}[{size}]{filled};"),
            *without_statements(source, array.release),
        ),
        range=node_range(pointer.node),
    )
