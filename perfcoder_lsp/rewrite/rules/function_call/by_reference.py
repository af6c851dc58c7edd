"""Rule of "Function Call Overhead Reduction": MEM6."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.calls import Call
from perfcoder_lsp.cpp.facts.mutation import (
    Changes,
    changes_by_calling,
    changes_of,
    changes_of_call,
    may_change,
)
from perfcoder_lsp.cpp.facts.only_read import only_reads
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.loops import is_repeated
from perfcoder_lsp.cpp.nodes import unwrapped
from perfcoder_lsp.cpp.places import refers, root_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.const_reference import (
    copied_parameter,
    type_without_const,
)
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.signatures import Signature, agrees_in_prototypes, is_temporary, signature_of
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
        copied = any(copied_parameter(source, parameter) is not None for parameter in each.parameters)
        signature = signature_of(source, each) if copied else None
        if signature is None:
            continue
        chosen = [index for index in range(len(each.parameters)) if _stays_the_same(source, signature, index)]
        if chosen:
            yield _by_reference(source, signature, chosen)


def _stays_the_same(source: Source, signature: Signature, index: int) -> bool:
    """Whether the parameter can be bound to what the callers pass: nothing changes it while the function runs."""
    parameter = copied_parameter(source, signature.function.parameters[index])
    if parameter is None or not agrees_in_prototypes(signature, index) or not only_reads(source, parameter):
        return False
    changes = changes_by_calling(source, signature.function)
    return not changes.unknown and all(_argument_is_safe(source, call, index) for call in signature.calls)


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
    copied = [function.parameters[index] for index in chosen]
    names = [f"{each.name} ({type_without_const(each)})" for each in copied]
    repeated = any(is_repeated(source, call.node) for call in signature.calls)
    how = (
        "on every level of the recursion" if signature.is_recursive else ("in a loop" if repeated else "on every call")
    )
    places = f"{len(signature.calls)} place" + "s" * (len(signature.calls) != 1)
    short = " and ".join(each.name for each in copied)
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
