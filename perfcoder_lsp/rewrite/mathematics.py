"""What the rules about arithmetic share: calls that are certainly those of <cmath>, and repeatable expressions."""

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_include, has_local_includes, macro_names, macro_words
from perfcoder_lsp.cpp.nodes import has_error, nodes_of_type, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declarations_named, resolve
from perfcoder_lsp.cpp.source import Source, walk

_ATOMS = frozenset({"identifier", "number_literal", "char_literal"})
_REPEATABLE = _ATOMS | {
    "parenthesized_expression",
    "binary_expression",
    "subscript_expression",
    "subscript_argument_list",
    "character",
}


def math_calls(source: Source, name: str) -> tuple[Call, ...]:
    """The calls of the function of <cmath> or <math.h> with this name, in functions that were understood. Empty where
    the file, or a header of the project, may have another function or macro of that name."""
    own = declarations_named(source, name) or name in macro_names(source) or has_local_includes(source)
    included = any(has_include(source, header) for header in ("<cmath>", "<math.h>", "<bits/stdc++.h>"))
    if own or not included:
        return ()
    found = (call for call in calls_of(source, name) if call.in_std and not call.template_arguments)
    return tuple(call for call in found if _is_understood(source, call.node))


def reads_errno(source: Source) -> bool:
    """Whether the file names errno, which functions of <cmath> set."""
    return any(text_of(each) == "errno" for each in nodes_of_type(source, "identifier"))


def _is_understood(source: Source, node: Node) -> bool:
    function = function_of(source, node)
    return function is not None and not has_error(function.node)


def is_repeatable(source: Source, node: Node) -> bool:
    """Whether an integer expression can be written and evaluated several times: variables, numbers, arithmetic, and
    elements of vectors, arrays and strings."""
    for each in walk(node):
        if each.is_named and each.type not in _REPEATABLE:
            return False
        if each.type == "subscript_expression":
            owner = each.child_by_field_name("argument")
            of = type_of(source, owner) if owner is not None else None
            if of is None or not (of.container in ("vector", "string", "array") or of.extents or of.pointers):
                return False
        if each.type == "identifier":
            found = resolve(source, each)
            if found is None or found.is_volatile or found.name in macro_words(source):
                return False
    return True


def factor(node: Node) -> str:
    """The node's text as a factor of a product."""
    node = unwrapped(node)
    plain = node.type in _ATOMS | {"subscript_expression", "call_expression"}
    return text_of(node) if plain else f"({text_of(node)})"
