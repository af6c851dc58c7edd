"""Rules of "Compiler Configuration and Tuning": CC3."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_in
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.effects import Effect, UseKind
from perfcoder_lsp.cpp.facts.accesses import is_numeric_macro
from perfcoder_lsp.cpp.facts.aliases import are_distinct, arguments_of_calls, is_bound_by_caller, is_restricted
from perfcoder_lsp.cpp.facts.flow import has_plain_flow
from perfcoder_lsp.cpp.facts.threads import unless_threads
from perfcoder_lsp.cpp.functions import Function, functions
from perfcoder_lsp.cpp.library import PURE_FUNCTIONS
from perfcoder_lsp.cpp.nodes import LOOP_TYPES, nodes_inside, text_of
from perfcoder_lsp.cpp.scopes import declarations_named, declared_in, resolve
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_USED_IN_PLACE = frozenset({UseKind.SUBSCRIPT})


@rule(id="CC3", category=Category.COMPILER, summary="Tell the compiler that arrays don't overlap", gain=1.2)
def restrict_parameters(source: Source) -> Iterator[Finding]:
    """
    What it does: makes `double *a` a `double *__restrict a` in a function of the file that works on several arrays,
    where every call passes arrays that can't overlap.

    Why: after each store to one array the compiler must otherwise load the elements of the others again, and can't
    vectorise the loop without a check.

    When not: another file may call the function, or its address is taken; a call passes what may overlap, the same
    array twice too; a pointer is moved, copied or passed on; the function uses a global array or reference that may be
    the same; it calls functions of the program. gcc -O3 checks for overlap at run time instead, which costs little.

    Source: catalogue CC3, measured 1.5x (0.9x at -O3). Codee PWR023.
    """
    found = (
        each for each in functions(source) if _has_candidates(each) and nodes_inside(source, each.body, *LOOP_TYPES)
    )
    for function in unless_threads(source, found):
        pointers = _separate_pointers(source, function)
        if pointers:
            yield _finding(source, function, pointers)


def _has_candidates(function: Function) -> bool:
    plain = function.kind == "free" and not function.is_template
    return plain and sum("*" in each.type_text for each in function.parameters) > 1


def _separate_pointers(source: Source, function: Function) -> tuple[Declaration, ...]:
    """The function's pointers to numbers, where none of them leads to what something else in it leads to; empty where
    one may, or where nothing is written through them."""
    declared = [declared_in(source, each.node) for each in function.parameters]
    pointers = [each for each in declared if each is not None and each.type.pointers == 1]
    if len(pointers) < 2 or not all(_is_used_in_place(source, each) for each in pointers):
        return ()
    if not any(use.writes for each in pointers for use in uses(source, each)) or any(map(is_restricted, pointers)):
        return ()
    if arguments_of_calls(source, function) is None or not has_plain_flow(source, function):
        return ()
    if not all(
        each.name in PURE_FUNCTIONS and not _is_own(source, each.name) for each in calls_in(source, function.body)
    ):
        return ()
    others = _others(source, function)
    if others is None:
        return ()
    apart = all(are_distinct(source, one, other) for one in pointers for other in others if other is not one)
    return tuple(pointers) if apart else ()


def _is_used_in_place(source: Source, pointer: Declaration) -> bool:
    found = uses(source, pointer)
    known = pointer.type.element is not None and pointer.type.element.is_arithmetic and not pointer.is_volatile
    in_place = all(use.kind in _USED_IN_PLACE and use.effect is not Effect.ESCAPE for use in found)
    return known and in_place and bool(found) and is_bound_by_caller(source, pointer)


def _is_own(source: Source, name: str) -> bool:
    return bool(declarations_named(source, name))


def _others(source: Source, function: Function) -> list[Declaration] | None:
    """Every variable of the function or outside that it names, but numbers of its own; None where one is unknown."""
    found: dict[int, Declaration] = {}
    for name in nodes_inside(source, function.body, "identifier", "this"):
        variable = resolve(source, name)
        if variable is None:
            if _is_callee(name) or is_numeric_macro(source, text_of(name)):
                continue
            return None
        own_number = variable.is_automatic and variable.type.is_arithmetic and not variable.type.reference
        if variable.is_variable and not own_number and variable.kind is not Kind.ENUMERATOR:
            found[id(variable)] = variable
    return list(found.values())


def _is_callee(name: Node) -> bool:
    parent = name.parent
    while parent is not None and parent.type == "qualified_identifier":
        name, parent = parent, parent.parent
    return parent is not None and parent.type == "call_expression" and parent.child_by_field_name("function") == name


def _finding(source: Source, function: Function, pointers: tuple[Declaration, ...]) -> Finding:
    names = ", ".join(f"`{each.name}`" for each in pointers)
    passed = arguments_of_calls(source, function) or ()
    calls = "the only call" if len(passed) == 1 else f"all {len(passed)} calls"
    return Finding(
        title=f"Make the pointers of {function.name} __restrict",
        explanation=(
            f"In `{function.name}` {names} could overlap as far as the compiler sees, so that each store makes it load "
            f"the others again. In {calls} of this file they are different arrays."
        ),
        edits=tuple(TextEdit.insert(each.name_node.start_byte, "__restrict ") for each in pointers),
        range=node_range(function.node),
        notes=("Calls that are added later must not pass arrays that overlap.",),
    )
