"""What becomes of an argument: by value, by const reference, by reference, copied into a container, kept."""

from collections.abc import Iterable

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, read_call
from perfcoder_lsp.cpp.constructors import binds_references, may_bind, takes_reference
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.effects import Climb, Effect, Outcome, UseKind
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.functions import Function, Parameter, find_functions, functions, read_parameters
from perfcoder_lsp.cpp.includes import expanded_name, macro_names
from perfcoder_lsp.cpp.library import (
    CASTS,
    ELEMENT_FUNCTIONS,
    ELEMENT_METHODS,
    ITERATOR_FUNCTIONS,
    ITERATOR_METHODS,
    READING_FUNCTIONS,
    READING_METHODS,
    UPDATING_FUNCTIONS,
    UPDATING_ITERATOR_FUNCTIONS,
    WRITING_METHODS,
)
from perfcoder_lsp.cpp.nodes import parent_of, text_of
from perfcoder_lsp.cpp.scopes import declaration_of, declarations_named, type_at
from perfcoder_lsp.cpp.source import Source, per_source, walk
from perfcoder_lsp.cpp.types import UNKNOWN, Type

_METHODS = READING_METHODS | WRITING_METHODS | ELEMENT_METHODS | ITERATOR_METHODS
_KEEPING_METHODS = frozenset({"merge", "splice", "swap"})


def pass_argument(climb: Climb, listed: Node) -> Outcome | None:
    """The outcome for an access that stands in an argument or initializer list; None: the climb goes on."""
    around = parent_of(climb.source, listed)
    if around is None:
        return climb.escape()
    if listed.type == "initializer_list":
        return _braced(climb, listed, around)
    call = read_call(around)
    if call is None:
        return _construct(climb, around)
    position = next((i for i, each in enumerate(call.arguments) if each == climb.node), None)
    climb.call, climb.position = climb.call or call, position if climb.position is None else climb.position
    climb.kind = climb.kind or UseKind.ARGUMENT
    if position is None or expanded_name(climb.source, call.name) in macro_names(climb.source):
        return climb.escape()
    if call.object is not None:
        return _to_method(climb, call, position)
    return _to_function(climb, call, position)


def _braced(climb: Climb, listed: Node, around: Node) -> Outcome | None:
    if around.type in ("initializer_list", "argument_list"):
        if climb.type.is_value and not climb.iterator and not binds_references(climb.source):
            return climb.read(UseKind.ARGUMENT)
        return climb.escape(UseKind.ARGUMENT)
    return _construct(climb, around if around.type != "init_declarator" else listed.parent or around)


def _construct(climb: Climb, around: Node) -> Outcome:
    """Arguments of a constructor: those of a variable, a member, `new T(…)`, `T{…}`."""
    return construct(climb, initialized_type(climb.source, around))


def construct(climb: Climb, target: Type | None) -> Outcome:
    """An argument of a constructor of the target type (None: not known)."""
    if target is not None and target.is_view:
        return climb.escape(UseKind.ARGUMENT)
    if target is not None and target.reference:
        return climb.copied(UseKind.ARGUMENT, target)
    known = target is not None and (target.is_value or target.is_scalar or bool(target.extents))
    if known and (climb.iterator or climb.type.is_scalar or climb.type.is_value):
        return climb.end(UseKind.ARGUMENT, Effect.READ)
    if climb.type.is_value and not climb.iterator and not binds_references(climb.source):
        return climb.read(UseKind.ARGUMENT)
    return climb.escape(UseKind.ARGUMENT)


def initialized_type(source: Source, around: Node) -> Type | None:
    """The type of what a node initialises: a variable, a member, a `new` expression, a function's result."""
    if around.type in ("init_declarator", "declaration", "field_declaration"):
        name = around.child_by_field_name("declarator")
        declared = _declared_in(source, name)
        return declared.type if declared is not None else None
    if around.type in ("new_expression", "compound_literal_expression"):
        described = around.child_by_field_name("type")
        return type_at(source, text_of(described), around) if described is not None else None
    if around.type == "field_initializer":
        name = around.named_children[0]
        found = [each for each in declarations_named(source, text_of(name)) if each.kind is Kind.MEMBER]
        return found[0].type if len(found) == 1 else None
    return None


def _declared_in(source: Source, declarator: Node | None) -> Declaration | None:
    while declarator is not None:
        declared = declaration_of(source, declarator)
        if declared is not None:
            return declared
        inner = declarator.child_by_field_name("declarator")
        named = [c for c in declarator.named_children if c.type.endswith(("identifier", "declarator"))]
        declarator = inner if inner is not None else (named[-1] if named else None)
    return None


def _to_function(climb: Climb, call: Call, position: int) -> Outcome | None:
    function = call.node.child_by_field_name("function")
    if function is not None and function.type == "primitive_type":
        return climb.copied(UseKind.ARGUMENT, type_at(climb.source, call.name, call.node))
    if call.name in CASTS:
        return climb.copied(UseKind.ARGUMENT, type_at(climb.source, call.template_arguments, call.node))
    declared = declarations_named(climb.source, call.name)
    if declared:
        return _to_declared(climb, call, position, declared)
    if not call.in_std:
        return climb.escape()
    return _to_library(climb, call)


def _to_declared(climb: Climb, call: Call, position: int, declared: Iterable[Declaration]) -> Outcome:
    kinds = {each.kind for each in declared}
    if kinds <= {Kind.TYPE, Kind.ALIAS} or (Kind.TYPE in kinds and kinds <= {Kind.TYPE, Kind.FUNCTION}):
        return construct(climb, type_at(climb.source, call.name, call.node))
    parameters = _parameters(climb.source, call, position, declared)
    if not parameters:
        return climb.escape()
    return _bind(climb, call, parameters)


def _parameters(source: Source, call: Call, position: int, declared: Iterable[Declaration]) -> list[Type]:
    """The types of the parameter that the argument binds to, one per overload; empty where that is not known."""
    lists: list[tuple[Parameter, ...]] = [each.parameters for each in find_functions(source, call.name)]
    for each in declared:
        if each.kind is Kind.FUNCTION and each.node.type != "function_definition":
            declarator = each.declarator
            while declarator.type != "function_declarator" and declarator.named_children:
                declarator = declarator.child_by_field_name("declarator") or declarator.named_children[-1]
            lists.append(read_parameters(declarator))
        elif each.kind is not Kind.FUNCTION and not _is_lambda(each):
            return []
    fitting = [each for each in lists if len(each) > position]
    types = [type_at(source, each[position].type_text, each[position].node) for each in fitting]
    return types if all(each.name for each in types) else []


def _is_lambda(declaration: Declaration) -> bool:
    initial = declaration.initializer
    return initial is not None and bool(initial.arguments) and initial.arguments[0].type == "lambda_expression"


def _bind(climb: Climb, call: Call, parameters: list[Type]) -> Outcome:
    """An argument that binds to parameters of these types, whichever overload is chosen."""
    returns = [each.return_type for each in find_functions(climb.source, call.name)]
    if any(may_bind(climb.source, each, climb.type) for each in parameters):
        return climb.escape()
    if any(each.name == "..." or each.is_view for each in parameters):
        return climb.escape()
    if all(each.reference and each.const and not each.pointers for each in parameters):
        if climb.iterator or climb.type.extents:
            return climb.escape()
        kept = any("&" in each or "*" in each for each in returns) or len(returns) == 0
        return climb.end(UseKind.ARGUMENT, Effect.ALIAS if kept else Effect.READ)
    if any(each.reference for each in parameters) or climb.iterator or climb.type.extents:
        return climb.escape()
    if climb.type.is_scalar or all(each.is_value or each.name == climb.type.name for each in parameters):
        return climb.read(UseKind.ARGUMENT)
    return climb.escape()


def _to_library(climb: Climb, call: Call) -> Outcome | None:
    reaches = climb.iterator or bool(climb.type.extents) or bool(climb.type.pointers)
    if reaches and call.name in READING_FUNCTIONS | ITERATOR_FUNCTIONS and _is_given_writer(climb.source, call):
        return climb.escape(UseKind.ARGUMENT)
    if call.name in READING_FUNCTIONS:
        return climb.read(UseKind.ARGUMENT)
    if call.name in UPDATING_FUNCTIONS:
        changed = reaches or call.name in ("swap", "getline") or not climb.type.is_arithmetic
        return climb.end(UseKind.ARGUMENT, Effect.UPDATE if changed else Effect.READ)
    if call.name in ITERATOR_FUNCTIONS | UPDATING_ITERATOR_FUNCTIONS:
        if climb.type.is_arithmetic and not reaches:
            return climb.read(UseKind.ARGUMENT)
        if call.name in UPDATING_ITERATOR_FUNCTIONS:
            climb.at_least = Effect.UPDATE
        climb.step(UseKind.ARGUMENT, call.node, UNKNOWN)
        climb.iterator = True
        return None
    if call.name in ELEMENT_FUNCTIONS and len(call.arguments) == 2:
        climb.step(UseKind.ARGUMENT, call.node, climb.type)
        return None
    target = type_of(climb.source, call.node)
    return construct(climb, target) if target.container else climb.escape()


def _is_given_writer(source: Source, call: Call) -> bool:
    """Whether an algorithm is given a function, or an object that may be called, that takes elements by reference."""
    found = list(_functors(source))
    for each in call.arguments:
        if each.type == "lambda_expression":
            head = each.child_by_field_name("declarator")
            if head is not None and any(takes_reference(p.type_text) for p in read_parameters(head)):
                return True
        if each.type in ("identifier", "pointer_expression", "qualified_identifier"):
            found += (function for name in walk(each) for function in find_functions(source, text_of(name)))
            if type_of(source, each).name == "function":  # std::function
                return True
    return any(takes_reference(p.type_text) for each in found for p in each.parameters)


@per_source
def _functors(source: Source) -> tuple[Function, ...]:
    """The call operators of the file's classes."""
    return tuple(
        each for each in functions(source) if each.kind == "operator" and "".join(each.name.split()) == "operator()"
    )


def _to_method(climb: Climb, call: Call, position: int) -> Outcome:
    """`x.push_back(y)`: containers copy what they are given."""
    name = expanded_name(climb.source, call.name)
    of = type_of(climb.source, call.object) if call.object is not None else UNKNOWN
    if call.arrow:
        of = of.element or UNKNOWN
    declared = [each for each in declarations_named(climb.source, name) if each.scope.kind == "class"]
    if of.container or (not of.name and not declared):
        if name not in _METHODS or (not of.container and name in _KEEPING_METHODS):
            return climb.escape()
        if name in _KEEPING_METHODS:
            return climb.end(UseKind.ARGUMENT, Effect.UPDATE)
        if any(each.is_view for each in of.arguments):
            return climb.escape()
        if (
            climb.iterator and len(call.arguments) == 1 and name != "erase"
        ):  # the iterator or pointer itself is what is kept
            return climb.escape()
        if any(may_bind(climb.source, each, climb.type) for each in of.arguments):
            return climb.escape()
        copies = climb.iterator or climb.type.is_value or of.is_value or not name.startswith("emplace")
        return climb.read(UseKind.ARGUMENT) if copies and not climb.type.extents else climb.escape()
    inside = [each for each in declared if each.scope.name == of.name]
    if not inside:
        return climb.escape()
    parameters = _parameters(climb.source, call, position, inside)
    return _bind(climb, call, parameters) if parameters else climb.escape()


def address_effect(source: Source, call: Call) -> Effect:
    """What a call does with a variable whose address it is given: `scanf("%d", &n)` writes and forgets it."""
    known = call.in_std and not declarations_named(source, call.name)
    if known and call.name in UPDATING_FUNCTIONS:
        return Effect.WRITE
    return Effect.READ if known and call.name in ("fwrite", "memcmp") else Effect.ESCAPE
