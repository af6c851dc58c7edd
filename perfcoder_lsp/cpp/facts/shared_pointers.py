"""Which variables are shared pointers, and do their mentions leave the pointer itself alone."""

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, call_around, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.functions import find_functions
from perfcoder_lsp.cpp.library import WRITING_METHODS
from perfcoder_lsp.cpp.nodes import parent_of, symbol_of, text_of
from perfcoder_lsp.cpp.scopes import declarations_named, declared_in, type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import uses

_COMPARISONS = frozenset({"==", "!=", "&&", "||", "and", "or"})
_SWAPPING = frozenset({"swap", "reset", "merge", "splice", "assign"})


def is_shared_pointer(kind: Type) -> bool:
    return kind.name == "shared_ptr" and kind.is_plain and not kind.user_defined and not kind.macro_altered


def holds_shared_pointer(source: Source, variable: Declaration) -> bool:
    """Whether a variable is a shared pointer: by its type, or as `auto` by its first value."""
    if is_shared_pointer(variable_type(source, variable)):
        return True
    listed = variable.initializer.arguments if variable.initializer is not None else ()
    made = read_call(listed[0]) if len(listed) == 1 else None
    return variable.type.is_auto and made is not None and made.name == "make_shared" and made.in_std


def is_only_followed(source: Source, pointer: Declaration, seen: frozenset[int] = frozenset()) -> bool:
    """Whether nothing changes the pointer, takes its address, captures or returns it: its mentions are `p->x`, `*p`,
    tests, copies `auto q = p`, and arguments of functions of the file that take it by value, or by const reference
    and only follow it."""
    return all(not use.in_lambda and _follows(source, use.node, seen | {id(pointer)}) for use in uses(source, pointer))


def is_reached_by_name_only(source: Source, pointer: Declaration) -> bool:
    """Whether nothing but the function that has the local pointer can change it: it may be assigned and copied there,
    but nothing refers to it."""
    if pointer.kind not in (Kind.LOCAL, Kind.PARAMETER) or pointer.type.reference or pointer.is_volatile:
        return False
    seen = frozenset({id(pointer)})
    return all(
        not use.in_lambda and (_follows(source, use.node, seen) or _is_assigned_or_stored(source, use.node))
        for use in uses(source, pointer)
    )


def _follows(source: Source, mention: Node, seen: frozenset[int]) -> bool:
    parent = parent_of(source, mention)
    if parent is None or mention.type != "identifier":
        return False
    if parent.type == "field_expression":
        field = parent.child_by_field_name("field")
        return any(each.type == "->" for each in parent.children) or (field is not None and text_of(field) == "get")
    symbol = symbol_of(parent)
    if parent.type in ("pointer_expression", "unary_expression"):
        return symbol in ("*", "!", "not")
    if parent.type == "binary_expression":
        return symbol in _COMPARISONS
    if parent.type == "init_declarator":
        name, holder = parent.child_by_field_name("declarator"), parent_of(source, parent)
        return name is not None and name.type == "identifier" and holder is not None and holder.type == "declaration"
    call = call_around(source, mention)
    return _only_looks(source, call, mention, seen) if call is not None else parent.type == "condition_clause"


def _only_looks(source: Source, call: Call, mention: Node, seen: frozenset[int]) -> bool:
    """Whether a function of the file takes this argument by value, or by const reference and only follows it."""
    found = find_functions(source, call.name)
    declared = declarations_named(source, call.name)
    if call.object is not None or len(found) != 1 or any(each.kind is not Kind.FUNCTION for each in declared):
        return False
    position = next((i for i, each in enumerate(call.arguments) if each == mention), None)
    if position is None or position >= len(found[0].parameters) or found[0].kind != "free":
        return False
    parameter = found[0].parameters[position]
    kind = type_at(source, parameter.type_text, parameter.node)
    target = declared_in(source, parameter.node)
    if not is_shared_pointer(kind) or target is None:
        return False
    if not kind.reference or id(target) in seen:
        return not kind.reference or kind.const
    return kind.const and "&" not in found[0].return_type and is_only_followed(source, target, seen)


def _is_assigned_or_stored(source: Source, mention: Node) -> bool:
    """`p = q`, `q = p`, and `v.push_back(p)`, which copies it."""
    parent = parent_of(source, mention)
    around = parent_of(source, parent) if parent is not None and parent.type == "argument_list" else None
    call = read_call(around) if around is not None else None
    if call is not None:
        copies = call.name in WRITING_METHODS - _SWAPPING and not declarations_named(source, call.name)
        return copies and call.object is not None
    if parent is None or parent.type != "assignment_expression" or around is not None:
        return False
    outer = parent_of(source, parent)
    return outer is not None and outer.type == "expression_statement"
