"""Rules of "Resource Lifetime and Scope Management": MEM10."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.calls import Call, calls_of
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.facts.mutation import Changes, changes_of, changes_of_call
from perfcoder_lsp.cpp.facts.shared_pointers import (
    holds_shared_pointer,
    is_only_followed,
    is_reached_by_name_only,
    is_shared_pointer,
)
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import Parameter, functions
from perfcoder_lsp.cpp.nodes import text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declarations_named, declared_in, variable_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.const_reference import is_plain_by_value
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.signatures import Signature, agrees_in_prototypes, is_temporary, signature_of
from perfcoder_lsp.rewrite.standard import is_standard_type
from perfcoder_lsp.strategy import Category


@rule(
    id="MEM10", category=Category.LIFETIME, summary="Pass shared pointers that are only followed by reference", gain=6
)
def shared_pointer_by_reference(source: Source) -> Iterator[Finding]:
    """
    What it does: makes `int f(shared_ptr<T> p)` into `int f(const shared_ptr<T>& p)`, in the definition and in every
    prototype, where f only follows p.

    Why: each copy of a shared pointer increments and decrements its counter with atomic operations.

    When not: f changes, keeps, returns or captures p; what a caller passes may be changed while f runs, so that the
    object would be destroyed under it: it is no temporary and no local of the caller that nobody else can reach, and f
    changes anything but numbers of its own; the file asks for a use_count or starts threads; f is overloaded, a
    template, a member, or used other than by calling it.

    Source: catalogue MEM10, measured 6.3x. abseil tip 188, clang-tidy performance-unnecessary-value-param.
    """
    asked = calls_of(source, "use_count") or calls_of(source, "unique") or b"reference_wrapper" in source.text
    if source.language == "c" or asked or threads_of(source):
        return
    for each in functions(source):
        pointers = [i for i, parameter in enumerate(each.parameters) if _pointer(source, parameter) is not None]
        signature = signature_of(source, each) if pointers else None
        if signature is None:
            continue
        chosen = [i for i in pointers if _is_only_followed(source, signature, i)]
        if chosen:
            yield _by_reference(signature, chosen)


def _pointer(source: Source, parameter: Parameter) -> Declaration | None:
    """The declaration of a parameter that is a shared pointer by value."""
    if "shared_ptr" not in parameter.type_text and not declarations_named(source, parameter.type_text.split()[-1]):
        return None
    found = declared_in(source, parameter.node)
    written = parameter.node.child_by_field_name("type")
    if found is None or written is None or found.macro_altered or not is_plain_by_value(parameter.node):
        return None
    standard = is_standard_type(source, written) or declarations_named(source, text_of(written))
    return found if standard and is_shared_pointer(found.type) else None


def _is_only_followed(source: Source, signature: Signature, index: int) -> bool:
    pointer = _pointer(source, signature.function.parameters[index])
    if pointer is None or not agrees_in_prototypes(signature, index) or not is_only_followed(source, pointer):
        return False
    return all(_stays(source, call, index) for call in signature.calls)


def _stays(source: Source, call: Call, index: int) -> bool:
    """Whether what this call passes keeps pointing to the same object while the function runs."""
    argument = unwrapped(call.arguments[index]) if index < len(call.arguments) else None
    if argument is None:
        return False
    if is_temporary(source, argument) or argument.type == "null":
        return True
    if argument.type in ("call_expression", "cast_expression"):  # `move(p)` leaves p empty only where it is taken
        return False
    others = [each for each in call.arguments if each is not argument]
    variable = variable_of(source, argument)
    if variable is not None and holds_shared_pointer(source, variable) and is_reached_by_name_only(source, variable):
        return not any(variable.name in text_of(each) for each in others)
    changed = [changes_of_call(source, call), *(changes_of(source, each) for each in others)]
    return all(map(_changes_numbers, changed))


def _changes_numbers(changes: Changes) -> bool:
    """Whether nothing but numbers can be changed, so that no pointer is."""
    numbers = all(each.type.is_arithmetic for each in changes.variables)
    return not changes.unknown and numbers and all(each.is_arithmetic for each in changes.through)


def _by_reference(signature: Signature, chosen: list[int]) -> Finding:
    function = signature.function
    names = " and ".join(function.parameters[index].name for index in chosen)
    how = "on every level of the recursion" if signature.is_recursive else "on every call"
    count = len(signature.calls)
    return Finding(
        title=f"Pass {names} of {function.name} by const reference",
        explanation=(
            f"{function.name} only follows {names}, but every call copies the shared pointer: its counter is changed "
            f"by two atomic operations {how} (called from {count} place{'s' * (count != 1)}). What the callers pass "
            "stays the same while it runs, so a const reference shows the same object."
        ),
        edits=signature.by_const_reference(chosen),
        range=node_range(function.node),
    )
