"""Whether code may be left in a way that its own text does not show."""

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_in
from perfcoder_lsp.cpp.functions import is_macro_block
from perfcoder_lsp.cpp.includes import has_local_includes, macro_names, macros
from perfcoder_lsp.cpp.library import (
    CASTS,
    ELEMENT_FUNCTIONS,
    ELEMENT_METHODS,
    ITERATOR_FUNCTIONS,
    ITERATOR_METHODS,
    READING_FUNCTIONS,
    READING_METHODS,
    STREAMS,
    UPDATING_FUNCTIONS,
    UPDATING_ITERATOR_FUNCTIONS,
    WRITING_METHODS,
)
from perfcoder_lsp.cpp.nodes import nodes_inside, nodes_of_type, text_of
from perfcoder_lsp.cpp.scopes import declarations_named
from perfcoder_lsp.cpp.source import Source, per_source, walk

_ENDING = frozenset({"exit", "_exit", "_Exit", "quick_exit", "abort", "terminate", "longjmp", "raise", "kill", "execv"})
_KNOWN_FUNCTIONS = READING_FUNCTIONS | UPDATING_FUNCTIONS | ITERATOR_FUNCTIONS | UPDATING_ITERATOR_FUNCTIONS
_KNOWN_METHODS = READING_METHODS | ELEMENT_METHODS | ITERATOR_METHODS | WRITING_METHODS
_KNOWN = CASTS | STREAMS | ELEMENT_FUNCTIONS | (_KNOWN_FUNCTIONS - _ENDING) | _KNOWN_METHODS
_CONTROL = frozenset(
    {"return", "break", "continue", "goto", "throw", "for", "while", "do", "if", "else", "switch", "try", "asm"}
)


@per_source
def _ends_somewhere(source: Source) -> bool:
    """Whether anything in the file may end the program, or throws."""
    named = any(text_of(each) in _ENDING for each in nodes_of_type(source, "identifier"))
    return named or bool(nodes_of_type(source, "throw_statement", "gnu_asm_expression"))


@per_source
def _ending_macros(source: Source) -> frozenset[str]:
    """Macros that may do more than stand for an expression, a type or a name."""
    doubtful = (each for each in macros(source) if each.words & (_CONTROL | _ENDING) or set(each.body) & set("{};#"))
    return frozenset(each.name for each in doubtful)


def may_end_early(source: Source, node: Node) -> bool:
    """Whether something that the node calls, or a macro in it, may end the program, throw on purpose, or jump."""
    names = {text_of(each) for each in walk(node) if each.type.endswith("identifier")}
    if names & (_ending_macros(source) | _ENDING):
        return True
    if any(is_macro_block(source, each) for each in nodes_inside(source, node, "function_definition")):
        return True
    for call in calls_in(source, node):
        own = bool(declarations_named(source, call.name)) or not call.name
        if own and _ends_somewhere(source):
            return True
        foreign = not own and call.name not in _KNOWN | macro_names(source)
        if foreign and has_local_includes(source):
            return True
    return False
