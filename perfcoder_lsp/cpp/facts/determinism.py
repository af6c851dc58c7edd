"""What a function's result depends on, and whether calling it does nothing else than to compute it."""

import re

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.facts.flow import has_plain_flow
from perfcoder_lsp.cpp.facts.mutation import changes_by_calling
from perfcoder_lsp.cpp.facts.static_objects import is_set_late
from perfcoder_lsp.cpp.functions import Function, find_functions, has_main
from perfcoder_lsp.cpp.includes import has_local_includes, macro, macro_names, macro_words
from perfcoder_lsp.cpp.library import ELEMENT_FUNCTIONS, ELEMENT_METHODS, PURE_FUNCTIONS, READING_METHODS
from perfcoder_lsp.cpp.mentions import mentions_in
from perfcoder_lsp.cpp.nodes import nodes_inside, text_of
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.scopes import candidates, declarations_named, is_certain
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import CONTAINERS
from perfcoder_lsp.cpp.uses import uses

_LIBRARY = PURE_FUNCTIONS | ELEMENT_FUNCTIONS | frozenset({"static_cast", "swap"})
_TYPES = CONTAINERS | frozenset({"std", "pair", "size_t", "int64_t", "uint64_t", "int32_t", "uint32_t"})
_MEMBERS = READING_METHODS | ELEMENT_METHODS | frozenset({"first", "second"})
_NUMBER = re.compile(r"\(?-?\d[\w.']*\)?")
_ACTING = ("new_expression", "delete_expression", "throw_statement", "try_statement", "lambda_expression", "this")


def determinants(source: Source, function: Function) -> frozenset[Declaration] | None:
    """The variables, other than its arguments and what these refer to, that decide about a function's result and that
    something may change between two calls. None where calling it may do anything besides computing the result, or where
    the text can't tell."""
    found: set[Declaration] = set()
    pending, seen = [function], {function.node.id}
    while pending:
        current = pending.pop()
        if not _acts_on_nothing(source, current):
            return None
        for mention in mentions_in(source, current.body):
            meant = _meaning(source, mention, current)
            if meant is None:
                return None
            if isinstance(meant, Function):
                if meant.node.id not in seen:
                    seen.add(meant.node.id)
                    pending.append(meant)
            elif meant:
                found.add(meant[0])
    return frozenset(found)


def _acts_on_nothing(source: Source, function: Function) -> bool:
    """Whether a function of the file changes nothing that outlives its call, and leaves only by returning."""
    plain = function.kind == "free" and not function.is_template and not user_operators(source)
    if not plain or has_local_includes(source) or not has_plain_flow(source, function):
        return False
    if nodes_inside(source, function.node, *_ACTING):
        return False
    return changes_by_calling(source, function).nothing


def _meaning(source: Source, mention: Node, function: Function) -> Function | tuple[Declaration, ...] | None:
    """The function that a name in a function stands for, the outer variable that it depends on (in a tuple), an empty
    tuple for what depends on nothing else, None for what is not understood."""
    name = text_of(mention)
    if name in macro_names(source):
        body = macro(source, name)
        constant = body is not None and body.parameters is None and _NUMBER.fullmatch(body.body) is not None
        return () if constant else None
    found = candidates(source, mention)
    if mention.type == "field_identifier":
        return () if name in _MEMBERS and not declarations_named(source, name) else None
    if not found:
        return () if name in _LIBRARY | _TYPES else None
    if all(each.kind is Kind.FUNCTION for each in found):
        defined = find_functions(source, name)
        return defined[0] if len(defined) == 1 else None
    return _variable(source, found[0], function) if len(found) == 1 and is_certain(source, mention) else None


def _variable(source: Source, found: Declaration, function: Function) -> tuple[Declaration, ...] | None:
    if found.kind in (Kind.ENUMERATOR, Kind.ALIAS):
        return ()
    if not found.is_variable or found.is_volatile or found.macro_altered or found.name in macro_words(source):
        return None
    if found.is_automatic:
        return () if found.function == function.node else None
    if found.kind is not Kind.GLOBAL:
        return () if found.is_const and found.kind is Kind.STATIC_LOCAL else None
    return (found,) if _may_vary(source, found) else ()


def _may_vary(source: Source, variable: Declaration) -> bool:
    """Whether a global variable's value may change while the program runs."""
    if is_set_late(source, variable):
        return True
    if variable.is_const and not variable.type.reference:
        return False
    hidden = "extern" in variable.specifiers or bool(variable.type.pointers or variable.type.reference)
    if hidden or any(use.writes for use in uses(source, variable)):
        return True
    return "static" not in variable.specifiers and not has_main(source)  # another file may write it
