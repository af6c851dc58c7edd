"""Which exceptions do handlers catch; can running a statement throw none; does anything look at the one in flight."""

import re

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_in
from perfcoder_lsp.cpp.facts.accesses import accesses
from perfcoder_lsp.cpp.functions import find_functions, function_of, functions, has_main
from perfcoder_lsp.cpp.includes import has_local_includes, macro_names, macro_words, macros
from perfcoder_lsp.cpp.library import QUIET_FUNCTIONS, QUIET_METHODS
from perfcoder_lsp.cpp.nodes import has_error, nodes_inside, nodes_of_type, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.scopes import declaration_of, declarations_named, type_at
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.uses import uses

_IN_FLIGHT = re.compile(
    rb"\bthrow\s*;|\bthrow\s*\)|\b(?:re|nested_|current_|uncaught_)\w*exceptions?\b|\brethrow\w*|\bthrow_with_nested\b"
)
_JUMPS = frozenset({"return_statement", "break_statement", "continue_statement"})
_THROWING = ("throw_statement", "new_expression", "gnu_asm_expression", "co_await_expression", "co_yield_statement")
_PRINTED = frozenset({"string_literal", "char_literal"})
_STREAMS = frozenset({"cout", "cerr", "clog"})
ALL = "..."


@per_source
def examines_exceptions(source: Source) -> bool:
    """Whether the file throws again what is being handled, or asks for it: then code may do something else in a handler
    than elsewhere."""
    return bool(_IN_FLIGHT.search(source.text)) or "throw" in macro_words(source)


def caught(source: Source, handler: Node) -> str | None:
    """The standard class, without `std::`, that a catch clause catches (`...` for any), where it does not use the
    exception; else None."""
    listed = handler.child_by_field_name("parameters")
    inside = [each for each in listed.named_children if each.type != "comment"] if listed is not None else []
    if listed is None or text_of(listed).replace(" ", "") == "(...)":
        return ALL if listed is not None else None
    described = inside[0].child_by_field_name("type") if len(inside) == 1 else None
    if described is None or any(_is_used(source, each) for each in nodes_inside(source, inside[0], "identifier")):
        return None
    name = text_of(described)
    short = name.removeprefix("std::")
    own = name == short and (declarations_named(source, short) or has_local_includes(source))
    return None if own or not short.isidentifier() or short in macro_names(source) else short


def _is_used(source: Source, name: Node) -> bool:
    variable = declaration_of(source, name)
    return variable is None or bool(uses(source, variable))


def may_be_left_by_exception(source: Source, node: Node) -> bool:
    """Whether running a piece of code, with the functions of the file that it leads to, may throw what a handler
    catches; that memory runs out is left aside."""
    caught_somewhere = nodes_of_type(source, "catch_clause") or "catch" in macro_words(source)
    if has_main(source) and not has_local_includes(source) and not caught_somewhere:
        return False
    unnamed = (each.node for each in functions(source) if each.kind in ("constructor", "destructor", "operator"))
    pending, seen = [node, *unnamed], set[int]()
    while pending:
        current = pending.pop()
        if current.id in seen:
            continue
        seen.add(current.id)
        if has_error(current) or nodes_inside(source, current, *_THROWING) or _names_doubtful_macro(source, current):
            return True
        for call in calls_in(source, current):
            own = find_functions(source, call.name)
            quiet = QUIET_FUNCTIONS if call.object is None else QUIET_METHODS
            if not own and (call.name not in quiet or declarations_named(source, call.name)):
                return True
            pending += (each.node for each in own)
    return b"exceptions" in source.text


def _names_doubtful_macro(source: Source, node: Node) -> bool:
    """Whether a macro is named that stands for more than a number or a word."""
    doubtful = {each.name for each in macros(source) if each.parameters is not None or len(each.words) > 2}
    return any(text_of(each) in doubtful for each in nodes_inside(source, node, "identifier", "type_identifier"))


def cannot_throw(source: Source, node: Node) -> bool:
    """Whether running a statement throws nothing: it computes with numbers and elements, jumps, or prints numbers and
    texts to a standard stream."""
    if node.type == "comment":
        return True
    if node.type in _JUMPS:
        values = [each for each in node.named_children if each.type != "comment"]
        return all(accesses(source, each) is not None and _is_returned_as_number(source, each) for each in values)
    if node.type == "compound_statement":
        return all(cannot_throw(source, each) for each in node.named_children)
    if node.type == "if_statement":
        return _if_cannot_throw(source, node)
    return accesses(source, node) is not None or _only_prints(source, node)


def _is_returned_as_number(source: Source, value: Node) -> bool:
    """Whether a function that returns the number makes no object of a class of it, which may throw."""
    function = function_of(source, value)
    written = function.return_type if function is not None else ""
    kind = type_at(source, written, value)
    return function is not None and (kind.is_arithmetic or kind.is_auto or (function.kind == "lambda" and not written))


def _if_cannot_throw(source: Source, node: Node) -> bool:
    condition, alternative = node.child_by_field_name("condition"), node.child_by_field_name("alternative")
    value = condition.child_by_field_name("value") if condition is not None else None
    first = node.child_by_field_name("consequence")
    if condition is None or value is None or first is None or len(condition.named_children) != 1:
        return False
    branches = [first, *(alternative.named_children if alternative is not None else ())]
    return accesses(source, value) is not None and all(cannot_throw(source, each) for each in branches)


def _only_prints(source: Source, statement: Node) -> bool:
    """`cout << n << " items" << endl;`, where no stream is told to throw."""
    current = statement.named_children[0] if statement.type == "expression_statement" else statement
    if b"exceptions" in source.text or "<<" in user_operators(source) or current.type != "binary_expression":
        return False
    while current.type == "binary_expression" and text_of(current.children[1]) == "<<":
        printed = unwrapped(current.children[2])
        plain = printed.type in _PRINTED or text_of(printed).removeprefix("std::") == "endl"
        if not plain and accesses(source, printed) is None:
            return False
        current = current.children[0]
    name = text_of(current).removeprefix("std::")
    shadowed = declarations_named(source, name) or name in macro_names(source)
    parent = parent_of(source, statement)
    return name in _STREAMS and not shadowed and parent is not None
