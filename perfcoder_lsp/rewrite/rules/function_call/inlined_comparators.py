"""Rules of "Function Call Overhead Reduction": FN3."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import replaced
from perfcoder_lsp.cpp.facts.copies import copies_silently
from perfcoder_lsp.cpp.functions import Function, Parameter, find_functions
from perfcoder_lsp.cpp.includes import macro_names, macro_words
from perfcoder_lsp.cpp.library import COMPARING_FUNCTIONS
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.scopes import declarations_named, resolve, scope_at, type_at
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_call
from perfcoder_lsp.strategy import Category

_WORD = re.compile(r"[A-Za-z_]\w*")
_UNUSUAL = re.compile(r"[^\w\s:<>,&*]|\\")  # comments above all
_DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*(?:define|undef)[ \t]+(\w+)", re.MULTILINE)


@rule(id="FN3", category=Category.FUNCTION_CALL, summary="Hand algorithms a comparator that can be inlined", gain=1.3)
def inlined_comparator(source: Source) -> Iterator[Finding]:
    """
    What it does: makes `sort(v.begin(), v.end(), by_key)` into
    `sort(v.begin(), v.end(), [](const T& a, const T& b) { return by_key(a, b); })`.

    Why: a function is handed over as a pointer, and each of the O(n log n) comparisons is an indirect call; each lambda
    is a type of its own, for which the algorithm is compiled with the comparison inlined.

    When not: the name is no function with a body in this file, or might be another thing there; the function is
    overloaded, a template or a member; a macro takes part.

    Source: catalogue FN3, measured 1.35x. Meyers, Effective STL, item 46; Agner Fog.
    """
    if source.language == "c":
        return
    for name in sorted(COMPARING_FUNCTIONS):
        for call in calls_of(source, name):
            function = _comparator(source, call)
            if function is not None:
                yield _inlined(source, call, function)


def _comparator(source: Source, call: Call) -> Function | None:
    """The function that is handed to a standard algorithm as its last argument. (It has no overloads: with them, the
    algorithm's template argument could not be deduced.)"""
    if len(call.arguments) < 3 or call.arguments[-1].type != "identifier" or not is_standard_call(source, call):
        return None
    name = text_of(call.arguments[-1])
    named, found = resolve(source, call.arguments[-1]), find_functions(source, name)
    if len(found) != 1 or named is None or named.kind is not Kind.FUNCTION or call.template_arguments:
        return None
    declared = declarations_named(source, name)
    if any(each.kind is not Kind.FUNCTION or each.scope is not named.scope for each in declared):
        return None
    function = found[0]
    if function.kind != "free" or function.is_template or function.node.has_error or len(function.parameters) != 2:
        return None
    names = {each.name for each in function.parameters} | {name}
    usable = len(names) == 3 and "" not in names and not names & (macro_names(source) | macro_words(source))
    plain = not any(
        set("[(.") & set(each.type_text) or {"&&", "auto"} & set(each.type_text.replace("&&", " && ").split())
        for each in function.parameters
    )
    apart = _WORD.findall(" ".join(each.type_text for each in function.parameters))
    means_the_same = _mean_the_same(source, call.node, named, frozenset(apart) | names)
    written = all(_can_be_taken(source, each) for each in function.parameters)
    return function if usable and plain and written and means_the_same else None


def _can_be_taken(source: Source, parameter: Parameter) -> bool:
    """Whether the type can be written once more, as a const reference where it is an object that is copied."""
    if _UNUSUAL.search(parameter.type_text):
        return False
    kind = type_at(source, parameter.type_text, parameter.node)
    words = _WORD.findall(parameter.type_text)
    return bool(kind.reference) or kind.is_scalar or ("const" not in words[1:] and copies_silently(source, kind))


def _mean_the_same(source: Source, node: Node, function: Declaration, words: frozenset[str]) -> bool:
    """Whether no scope between the function's and the node declares any of the words, and no macro of such a name comes
    or goes after the function."""
    scope = scope_at(source, node)
    while scope is not function.scope:
        for each in (scope, scope.also):
            if each is not None and (each.opaque or each.bases or words & each.names.keys()):
                return False
        if scope.parent is None:
            return False
        scope = scope.parent
    later = source.text[function.node.start_byte :].decode(errors="replace")
    return words.isdisjoint(_DIRECTIVE.findall(later))


def _taken(source: Source, parameter: Parameter) -> str:
    """The parameter as the lambda takes it: objects by reference, since the function copies what it takes by value."""
    written = parameter.type_text
    kind = type_at(source, written, parameter.node)
    if kind.reference or kind.is_scalar:
        return f"{written} {parameter.name}"
    return f"const {written.removeprefix('const ')}& {parameter.name}"


def _inlined(source: Source, call: Call, function: Function) -> Finding:
    argument, (first, second) = call.arguments[-1], function.parameters
    listed = f"{_taken(source, first)}, {_taken(source, second)}"
    wrapped = f"[]({listed}) {{ return {function.name}({first.name}, {second.name}); }}"
    return Finding(
        title=f"Let {call.name} inline {function.name}",
        explanation=(
            f"{call.name} gets a pointer to {function.name}, so that each comparison is an indirect call; a lambda "
            f"that calls {function.name} is a type of its own, and the comparison is compiled into {call.name}."
        ),
        edits=(replaced(argument, wrapped),),
        range=node_range(call.node),
    )
