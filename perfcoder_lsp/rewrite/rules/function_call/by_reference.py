"""Rules of "Function Call Overhead Reduction": MEM6 and FN4."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls, read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.facts.mutation import (
    Changes,
    changes_by_calling,
    changes_of,
    changes_of_call,
    may_change,
    mentions_of,
)
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import Function, Parameter, functions
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.library import COMPARING_FUNCTIONS
from perfcoder_lsp.cpp.loops import is_repeated
from perfcoder_lsp.cpp.nodes import parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.places import refers, root_of
from perfcoder_lsp.cpp.scopes import declarations_named, declared_in
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.const_reference import (
    allocates,
    const_reference_edits,
    is_plain_by_value,
    is_suspended,
    only_reads,
)
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.signatures import Signature, agrees_in_prototypes, is_temporary, signature_of
from perfcoder_lsp.rewrite.standard import is_standard_call
from perfcoder_lsp.strategy import Category


@rule(
    id="MEM6",
    category=Category.FUNCTION_CALL,
    summary="Pass containers and strings that are only read by const reference",
    gain=22,
)
def pass_by_const_reference(source: Source) -> Iterator[Finding]:
    """
    What it does: makes `int f(vector<int> v)` into `int f(const vector<int>& v)`, in the definition and in every
    prototype, where f only reads v.

    Why: each call by value allocates memory and copies every element; a recursive function does so on every level.

    When not: f changes the parameter, moves from it, returns it, lets a pointer or iterator to it out, or captures it
    in a lambda; f, or anything it calls as far as the file shows, may change the object that a caller passes (a
    global, an object behind another reference parameter), or calls what the file does not show; a caller moves the
    argument in, or another argument of the same call changes it; f is overloaded, a template, a member, a coroutine,
    used other than by calling it, or its prototypes are written with other types; the file starts threads or asks for
    a capacity, which a copy may have less of; the type is cheap to copy or of the program's own.

    Source: catalogue MEM6, measured 22x (vector of 1000), 10x (string of 100), 454x (recursive). clang-tidy
    performance-unnecessary-value-param (which does not look at aliasing), cppcheck passedByValue, PVS V801.
    """
    if source.language == "c" or threads_of(source):  # another thread may change what a caller passes
        return
    for each in functions(source):
        copied = any(_copied_parameter(source, parameter) is not None for parameter in each.parameters)
        signature = signature_of(source, each) if copied else None
        if signature is None:
            continue
        chosen = [index for index in range(len(each.parameters)) if _stays_the_same(source, signature, index)]
        if chosen:
            yield _by_reference(source, signature, chosen)


def _stays_the_same(source: Source, signature: Signature, index: int) -> bool:
    """Whether the parameter can be bound to what the callers pass: nothing changes it while the function runs."""
    parameter = _copied_parameter(source, signature.function.parameters[index])
    if parameter is None or not agrees_in_prototypes(signature, index) or not only_reads(source, parameter):
        return False
    changes = changes_by_calling(source, signature.function)
    return not changes.unknown and all(_argument_is_safe(source, call, index) for call in signature.calls)


def _copied_parameter(source: Source, parameter: Parameter) -> Declaration | None:
    """The parameter's declaration, where it is passed by value and copying it allocates."""
    found = declared_in(source, parameter.node)
    if found is None or found.macro_altered or not is_plain_by_value(parameter.node) or not allocates(found.type):
        return None
    return found


def _argument_is_safe(source: Source, call: Call, index: int) -> bool:
    """Whether binding the parameter to this call's argument, in place of copying it, makes no difference."""
    if index >= len(call.arguments):
        return False
    argument = unwrapped(call.arguments[index])
    if is_temporary(source, argument):
        return True
    root = root_of(source, argument)
    if root is None or root.type.pointers or root.is_volatile or (refers(root) and not root.type.reference):
        return False
    others = [each for position, each in enumerate(call.arguments) if position != index]
    changed: Changes = changes_of_call(source, call)
    for each in others:
        changed |= changes_of(source, each)
    return not may_change(changed, root)


def _by_reference(source: Source, signature: Signature, chosen: list[int]) -> Finding:
    function = signature.function
    names = [f"{function.parameters[index].name} ({_shown(function.parameters[index])})" for index in chosen]
    repeated = any(is_repeated(source, call.node) for call in signature.calls)
    how = (
        "on every level of the recursion" if signature.is_recursive else ("in a loop" if repeated else "on every call")
    )
    places = f"{len(signature.calls)} place" + "s" * (len(signature.calls) != 1)
    short = " and ".join(function.parameters[index].name for index in chosen)
    return Finding(
        title=f"Pass {short} of {function.name} by const reference",
        explanation=(
            f"{function.name} only reads {' and '.join(names)}, but every call copies it: memory is allocated and all "
            f"elements are copied {how} (called from {places}). Nothing that {function.name} runs changes what its "
            "callers pass, so a const reference shows the same values at O(1) instead of O(size) per call."
        ),
        edits=signature.by_const_reference(chosen),
        range=node_range(function.node),
    )


def _shown(parameter: Parameter) -> str:
    return parameter.type_text.removeprefix("const ")


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
    around = parent_of(source, parent) if parent.type == "argument_list" else None
    call = read_call(around) if around is not None else None
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
    copied = [(each, _copied_parameter(source, each)) for each in comparator.parameters]
    chosen = [each for each, found in copied if found is not None and only_reads(source, found)]
    if not chosen:
        return None
    names = " and ".join(each.name for each in chosen)
    kind = _shown(chosen[0])
    return Finding(
        title=f"Compare by reference: {names} of the comparator of {call.name}",
        explanation=(
            f"{call.name} calls this comparator O(n log n) times, and each call copies {names} ({kind}) only to look "
            "at them; const references make a comparison free of allocations."
        ),
        edits=tuple(edit for each in chosen for edit in const_reference_edits(each.node)),
        range=node_range(comparator.node if comparator.kind == "lambda" else call.node),
    )
