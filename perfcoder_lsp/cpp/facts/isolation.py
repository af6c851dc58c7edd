"""Can no other thread tell when a piece of code runs: it has no locks, no atomics, no waiting, no input or output."""

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_in
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.copies import copies_silently
from perfcoder_lsp.cpp.functions import find_functions
from perfcoder_lsp.cpp.includes import has_directive, macro_names
from perfcoder_lsp.cpp.library import (
    CASTS,
    ELEMENT_FUNCTIONS,
    ELEMENT_METHODS,
    HEADER_WORDS,
    ITERATOR_METHODS,
    PURE_FUNCTIONS,
    READING_METHODS,
    WRITING_METHODS,
)
from perfcoder_lsp.cpp.members import classes
from perfcoder_lsp.cpp.mentions import mentions_in
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, has_error, nodes_inside, text_of
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.scopes import candidates, declarations_named
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import CONTAINERS, UNKNOWN

_FUNCTIONS = PURE_FUNCTIONS | CASTS | ELEMENT_FUNCTIONS | CONTAINERS | {"move", "swap", "sort", "make_pair"}
_METHODS = READING_METHODS | ELEMENT_METHODS | ITERATOR_METHODS | WRITING_METHODS
_WORDS = (
    _FUNCTIONS | _METHODS | HEADER_WORDS | {"uint8_t", "int8_t", "uint16_t", "int16_t", "ptrdiff_t", "greater", "less"}
)
_LEAVING = ("gnu_asm_expression", "co_await_expression", "co_yield_statement", "throw_statement")


def is_isolated(source: Source, node: Node, *, but: Declaration, words: frozenset[str] = frozenset()) -> bool:
    """Whether a piece of code, with the functions of the file that it leads to, touches nothing but plain data and the
    variable `but`, which only its own text names, by methods and constants among `words`: then what other threads see
    of the variable is what they might see if all of the code ran at once."""
    seen: set[int] = set()
    pending = [node]
    while pending:
        current = pending.pop()
        if current.id in seen:
            continue
        seen.add(current.id)
        if has_error(current) or has_directive(source, current) or nodes_inside(source, current, *_LEAVING):
            return False
        if not _calls_known(source, current, words):
            return False
        named = _named_functions(source, current, but if current is node else None, words)
        if named is None:
            return False
        pending += named
    return True


def _named_functions(source: Source, node: Node, but: Declaration | None, words: frozenset[str]) -> list[Node] | None:
    """The functions of the file that the code names; None where it names a variable that holds anything but plain
    data, or what the file does not show."""
    found: list[Node] = []
    for mention in mentions_in(source, node):
        name, meant = text_of(mention), candidates(source, mention)
        if name in macro_names(source) or not (meant or name in _WORDS | words):
            return None
        for each in meant:
            if each.is_variable and each is not but and not _holds_data(source, each):
                return None
            if each.kind in (Kind.TYPE, Kind.ALIAS):
                if not _is_plain_type(source, each):
                    return None
                found.append(each.node)
            if each.kind is Kind.FUNCTION:
                bodies = [function.node for function in find_functions(source, name)]
                if not bodies:
                    return None
                found += bodies
    return found


def _is_plain_type(source: Source, declared: Declaration) -> bool:
    """Whether making and destroying such an object runs no code but that of its members' first values."""
    written = any(each.constructors for each in classes(source) if each.name == declared.name)
    is_class = declared.kind is Kind.TYPE and declared.node.type in CLASS_TYPES
    return not written and (not is_class or copies_silently(source, declared.type))


def _holds_data(source: Source, variable: Declaration) -> bool:
    kind = variable_type(source, variable).decayed
    while kind.extents or kind.pointers:
        kind = kind.element or UNKNOWN
    if variable.is_volatile or (kind.user_defined and user_operators(source)):
        return False
    return copies_silently(source, kind)


def _calls_known(source: Source, node: Node, words: frozenset[str]) -> bool:
    """Whether all calls are of functions that the file shows, or of the library's that never wait, read or print."""
    for call in calls_in(source, node):
        known = (_METHODS | words) if call.object is not None else _FUNCTIONS
        own = [each for each in declarations_named(source, call.name) if each.kind in (Kind.FUNCTION, Kind.ALIAS)]
        function = call.node.child_by_field_name("function")
        converts = function is not None and function.type == "primitive_type"
        if not (own or converts or call.name in known):
            return False
    return True
