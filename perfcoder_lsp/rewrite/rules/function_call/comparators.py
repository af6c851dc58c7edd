"""Rule of "Function Call Overhead Reduction": FN4."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, call_around, calls
from perfcoder_lsp.cpp.facts.mutation import changes_by_calling
from perfcoder_lsp.cpp.facts.only_read import only_reads
from perfcoder_lsp.cpp.functions import Function, functions
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.library import COMPARING_FUNCTIONS
from perfcoder_lsp.cpp.mentions import mentions_of
from perfcoder_lsp.cpp.nodes import parent_of, text_of
from perfcoder_lsp.cpp.scopes import declarations_named
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.const_reference import (
    const_reference_edits,
    copied_parameter,
    is_suspended,
    type_without_const,
)
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_call
from perfcoder_lsp.strategy import Category


@rule(
    id="FN4",
    category=Category.FUNCTION_CALL,
    summary="Take the operands of a comparator by const reference",
    gain=4.7,
)
def comparator_by_const_reference(source: Source) -> Iterator[Finding]:
    """
    What it does: makes the by-value parameters of a comparator, `[](string a, string b) { … }` or a function that is
    handed to `sort` and its like, into const references.

    Why: sorting n elements calls the comparator O(n log n) times, and each call copies both operands.

    When not: the comparator changes a parameter or anything else, or calls what the file does not show; it is used in
    another way than as the comparator of a standard algorithm or by calling it (a function pointer's type would no
    longer match); it is overloaded or a template; the file asks for a capacity; the type is cheap to copy, unknown, or
    of the program's own.

    Source: catalogue FN4, measured 4.7x. clang-tidy performance-unnecessary-value-param covers functions.
    """
    if source.language == "c":
        return
    seen: set[int] = set()
    for call in calls(source):
        if call.name not in COMPARING_FUNCTIONS or not is_standard_call(source, call) or len(call.arguments) < 3:
            continue
        comparator = _comparator(source, call.arguments[-1])
        if comparator is None or comparator.node.id in seen:
            continue
        seen.add(comparator.node.id)
        finding = _comparator_finding(source, call, comparator)
        if finding is not None:
            yield finding


def _comparator(source: Source, argument: Node) -> Function | None:
    """The lambda or function that an argument is."""
    if argument.type == "lambda_expression":
        return next((each for each in functions(source) if each.node == argument), None)
    if argument.type != "identifier":
        return None
    name = text_of(argument)
    found = [each for each in functions(source) if each.name == name]
    declared = declarations_named(source, name)
    if len(found) != 1 or len(declared) != 1 or found[0].kind != "free" or found[0].is_template:
        return None
    if name in macro_words(source) or not all(
        _is_comparison_use(source, each) for each in mentions_of(source, declared[0])
    ):
        return None
    return found[0]


def _is_comparison_use(source: Source, mention: Node) -> bool:
    """Whether the function is called here, or is the last argument of a standard algorithm that compares."""
    parent = parent_of(source, mention)
    if parent is None:
        return False
    if parent.type == "call_expression":
        return True
    call = call_around(source, mention)
    return (
        call is not None
        and call.name in COMPARING_FUNCTIONS
        and is_standard_call(source, call)
        and call.arguments[-1] == mention
    )


def _comparator_finding(source: Source, call: Call, comparator: Function) -> Finding | None:
    if comparator.node.has_error or len(comparator.parameters) != 2 or is_suspended(source, comparator.body):
        return None
    changes = changes_by_calling(source, comparator)
    if not changes.nothing:
        return None
    copied = [(each, copied_parameter(source, each)) for each in comparator.parameters]
    chosen = [each for each, found in copied if found is not None and only_reads(source, found)]
    if not chosen:
        return None
    names = " and ".join(each.name for each in chosen)
    kind = type_without_const(chosen[0])
    return Finding(
        title=f"Compare by reference: {names} of the comparator of {call.name}",
        explanation=(
            f"{call.name} calls this comparator O(n log n) times, and each call copies {names} ({kind}) only to look "
            "at them; const references make a comparison free of allocations."
        ),
        edits=tuple(edit for each in chosen for edit in const_reference_edits(each.node)),
        range=node_range(comparator.node if comparator.kind == "lambda" else call.node),
    )
