"""Does a local object stay private: can anything but its own name lead to it, or to a part of it, later on."""

from tree_sitter import Node

from perfcoder_lsp.cpp.arguments import initialized_type
from perfcoder_lsp.cpp.calls import Call, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.copies import copies_silently
from perfcoder_lsp.cpp.functions import find_functions
from perfcoder_lsp.cpp.library import (
    CASTS,
    ELEMENT_FUNCTIONS,
    ITERATOR_FUNCTIONS,
    PURE_FUNCTIONS,
    READING_FUNCTIONS,
    READING_METHODS,
    STREAMS,
    UPDATING_FUNCTIONS,
    UPDATING_ITERATOR_FUNCTIONS,
)
from perfcoder_lsp.cpp.nodes import parent_of
from perfcoder_lsp.cpp.scopes import declaration_of, declarations_named, declared_in
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.types import CONTAINERS
from perfcoder_lsp.cpp.uses import Use, UseKind, uses

_MAX_DEPTH = 8
_PARAMETERS = frozenset({"parameter_declaration", "optional_parameter_declaration"})
_CONSTRUCTING = frozenset(
    {"init_declarator", "declaration", "new_expression", "compound_literal_expression", "field_initializer"}
)
_COPYING = (
    (READING_FUNCTIONS | UPDATING_FUNCTIONS | ITERATOR_FUNCTIONS | UPDATING_ITERATOR_FUNCTIONS | ELEMENT_FUNCTIONS)
    | PURE_FUNCTIONS
    | CASTS
)
_HANDED_OUT = frozenset({UseKind.CAPTURE, UseKind.ADDRESS, UseKind.UNKNOWN})
_REFERRING = ("&", "*", "auto", "view", "span", "iterator", "wrapper", "decltype")


def stays_private(source: Source, variable: Declaration, depth: int = 0) -> bool:
    """Whether no reference, pointer or iterator to the variable, or into it, outlives the statement that makes it; of a
    reference parameter or a range-for's reference, the same of what it refers to."""
    return depth < _MAX_DEPTH and all(_is_let_go(source, each, depth) for each in uses(source, variable))


def _is_let_go(source: Source, use: Use, depth: int) -> bool:
    """Whether nothing refers to the variable any more after the statement of one use."""
    if use.in_lambda or (use.kind in _HANDED_OUT and not (use.kind is UseKind.ADDRESS and not use.escapes)):
        return False
    if use.call is not None and use.position is not None and declarations_named(source, use.call.name):
        return _forgets(source, use.call, use.position, depth)
    if not use.escapes:
        return use.method in READING_METHODS or _is_copied(source, use)
    walked = _range_variables(source, use.expression)
    return bool(walked) and all(stays_private(source, each, depth + 1) for each in walked)


def _is_copied(source: Source, use: Use) -> bool:
    """Whether what is constructed or filled with the access, if anything is, can't refer to it: a standard value, a
    stream, or an object of the same type."""
    parent = parent_of(source, use.expression)
    while parent is not None and parent.type in ("initializer_list", "parenthesized_expression"):
        parent = parent_of(source, parent)
    around = parent_of(source, parent) if parent is not None and parent.type == "argument_list" else parent
    call = read_call(around) if around is not None else None
    if parent is None or around is None or (call is None and around.type not in _CONSTRUCTING):
        return parent is not None and parent.type not in _PARAMETERS
    if call is None:
        target = initialized_type(source, around)
    elif call.object is not None:
        target = type_of(source, call.object)
    else:
        return call.name in _COPYING or call.name in CONTAINERS
    own = type_of(source, use.expression).decayed
    same = target is not None and (target.decayed == own or own in target.arguments)
    return target is not None and (target.is_value or target.is_auto or target.name in STREAMS or same)


def _forgets(source: Source, call: Call, position: int, depth: int) -> bool:
    """Whether a function of the file keeps nothing that refers to its argument, and returns nothing that may."""
    found = find_functions(source, call.name)
    declared = declarations_named(source, call.name)
    if len(found) != 1 or found[0].kind != "free" or any(each.kind is not Kind.FUNCTION for each in declared):
        return False
    if position >= len(found[0].parameters) or any(word in found[0].return_type for word in _REFERRING):
        return False
    parameter = found[0].parameters[position]
    target = declared_in(source, parameter.node)
    if target is None:
        return not parameter.name and parameter.type_text != "..."
    if target.type.reference:
        return stays_private(source, target, depth + 1)
    return target.type.is_plain and copies_silently(source, target.type)


def _range_variables(source: Source, expression: Node) -> tuple[Declaration, ...]:
    """The variables of `for (auto& x : expression)`."""
    loop = parent_of(source, expression)
    declarator = loop.child_by_field_name("declarator") if loop is not None else None
    if loop is None or loop.type != "for_range_loop" or loop.child_by_field_name("right") != expression:
        return ()
    found = [declaration_of(source, each) for each in walk(declarator)] if declarator is not None else []
    return tuple(each for each in found if each is not None)
