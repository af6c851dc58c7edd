"""Whether two variables certainly lead to different objects: arrays, vectors, and what parameters are bound to."""

from dataclasses import replace

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.effects import UseKind
from perfcoder_lsp.cpp.functions import Function, find_functions, function_of, has_main
from perfcoder_lsp.cpp.includes import has_local_includes, macro_words
from perfcoder_lsp.cpp.mentions import mentions_of
from perfcoder_lsp.cpp.nodes import ancestors, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.places import may_be_same, refers, root_of
from perfcoder_lsp.cpp.scopes import declarations_named, resolve
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import uses

_ALLOCATING = frozenset({"malloc", "calloc", "aligned_alloc"})
_REBINDING = frozenset({UseKind.ADDRESS, UseKind.CAPTURE, UseKind.UPDATE, UseKind.UNKNOWN})
_MAX_CALLERS = 4  # how many functions up the arguments of calls are followed


def are_distinct(source: Source, one: Declaration, other: Declaration) -> bool:
    """Whether no element of the one is one of the other: both own their storage, their types can't overlap, one is a
    parameter and the other this function's own, one is `__restrict`, or every call of the function passes distinct
    objects. Both are variables of arithmetic type, or arrays, vectors or pointers of such."""
    known = _known(source)
    key = (id(one), id(other))
    if key not in known:
        known[key] = _are_distinct(source, one, other, _MAX_CALLERS)
    return known[key]


@per_source
def _known(_: Source) -> dict[tuple[int, int], bool]:
    return {}


def _are_distinct(source: Source, one: Declaration, other: Declaration, callers: int) -> bool:
    if one is other:
        return False
    owned, other_owned = owns_storage(source, one), owns_storage(source, other)
    if (owned and other_owned) or is_restricted(one) or is_restricted(other):
        return True
    if not may_be_same(_base(one.type), _base(other.type)):
        return True
    for own, bound in ((one, other), (other, one)):
        if owns_storage(source, own) and own.is_automatic and is_bound_by_caller(source, bound):
            return True
    if callers == 0:
        return False
    return _differ_in_calls(source, one, other, callers) or _differ_in_calls(source, other, one, callers)


def owns_storage(source: Source, variable: Declaration) -> bool:
    """Whether the variable is an object itself, or a pointer that only ever holds memory allocated for it."""
    if variable.macro_altered and not variable.type.macro_altered:
        return False
    if variable.kind in (Kind.MEMBER, Kind.BINDING, Kind.CAPTURE, Kind.RANGE_FOR):
        return False
    if variable.type.pointers and not variable.type.extents and not variable.type.reference:
        return _is_allocated(source, variable)
    kind = variable.type.decayed
    while kind.extents and kind.element is not None:
        kind = kind.element
    return not refers(variable) and (kind.is_arithmetic or (bool(kind.container) and kind.is_value))


def is_restricted(variable: Declaration) -> bool:
    """Whether the program itself promises that nothing else leads to the parameter's target."""
    text = text_of(variable.declarator)
    return variable.kind is Kind.PARAMETER and bool(variable.type.pointers) and "restrict" in text


def _is_allocated(source: Source, variable: Declaration) -> bool:
    """Whether everything ever assigned to a pointer is newly allocated, and nobody else can assign to it."""
    values = list(variable.initializer.arguments) if variable.initializer is not None else []
    if variable.kind is Kind.PARAMETER or variable.name in macro_words(source):
        return False
    for use in uses(source, variable):
        parent = parent_of(source, use.node)
        assigned = parent is not None and parent.type == "assignment_expression"
        if assigned and parent is not None and parent.child_by_field_name("left") == use.node:
            right = parent.child_by_field_name("right")
            values += [right] if right is not None else []
        elif (
            use.in_lambda
            or use.kind in _REBINDING
            or (use.kind is UseKind.ARGUMENT and not _takes_value(source, use.node))
        ):
            return False
    return bool(values) and all(_allocates(source, each) for each in values)


def _takes_value(source: Source, argument: Node) -> bool:
    """Whether the argument is passed to a function of the file that can't assign to the caller's pointer."""
    call = next((read_call(each) for each in ancestors(source, argument) if each.type == "call_expression"), None)
    if call is not None and call.name == "free":
        return True
    own = find_functions(source, call.name) if call is not None else ()
    return bool(own) and all("&" not in each.type_text for function in own for each in function.parameters)


def _allocates(source: Source, value: Node) -> bool:
    value = unwrapped(value)
    if value.type == "cast_expression":
        inner = value.child_by_field_name("value")
        return inner is not None and _allocates(source, inner)
    if value.type == "new_expression":
        return value.child_by_field_name("placement") is None
    call = read_call(value)
    if call is not None and call.name == "static_cast" and len(call.arguments) == 1:
        return _allocates(source, call.arguments[0])
    own = call is not None and declarations_named(source, call.name)
    return call is not None and call.name in _ALLOCATING and call.in_std and not own


def _base(kind: Type) -> Type:
    """The type of the elements below arrays, vectors and pointers; unsigned ones may be signed ones too."""
    for _ in range(8):
        inner = kind.element
        if inner is None:
            break
        kind = inner
    return replace(kind.decayed, name=kind.name.removeprefix("unsigned "))


def is_bound_by_caller(source: Source, variable: Declaration) -> bool:
    """Whether a parameter leads to what the caller passed for it: a reference, or a pointer that is never assigned."""
    if variable.kind is not Kind.PARAMETER or not refers(variable):
        return False
    if variable.type.reference:
        return not variable.type.pointers
    rebinding = _REBINDING | {UseKind.WRITE}
    return not any(use.kind in rebinding or use.in_lambda for use in uses(source, variable))


def _differ_in_calls(source: Source, parameter: Declaration, other: Declaration, callers: int) -> bool:
    """Whether in each call what is passed for the parameter is distinct from the other variable, or from what is passed
    for it where it is a parameter of the same function."""
    if not is_bound_by_caller(source, parameter):
        return False
    function = function_of(source, parameter.node)
    passed = arguments_of_calls(source, function) if function is not None else None
    if function is None or passed is None:
        return False
    at, also = _position(function, parameter), _position(function, other)
    if at is None or (also is not None and not is_bound_by_caller(source, other)):
        return False
    if also is None and (other.is_automatic or not owns_storage(source, other)):
        return False
    for arguments in passed:
        if max(at, also or 0) >= len(arguments):
            return False
        one, second = _object(source, arguments[at]), other if also is None else _object(source, arguments[also])
        if one is None or second is None or not _are_distinct(source, one, second, callers - 1):
            return False
    return True


def arguments_of_calls(source: Source, function: Function) -> tuple[tuple[Node, ...], ...] | None:
    """What each call of a function passes; None where calls may be out of sight: another file may call it, its name is
    mentioned otherwise, it is a template, a member or overloaded."""
    declared = declarations_named(source, function.name)
    alone = len(find_functions(source, function.name)) == 1 and all(each.kind is Kind.FUNCTION for each in declared)
    if function.kind != "free" or function.is_template or not alone or function.name in macro_words(source):
        return None
    if not is_internal(source, function):
        return None
    found: list[tuple[Node, ...]] = []
    for each in declared:
        for mention in mentions_of(source, each):
            call = read_call(parent_of(source, mention) or mention)
            if call is None or call.node.child_by_field_name("function") != mention:
                return None
            found.append(call.arguments)
    return tuple(dict.fromkeys(found)) if found else None


def is_internal(source: Source, named: Function | Declaration) -> bool:
    """Whether only this file can name a function or global variable: static, in an unnamed namespace, or in a program
    of one file."""
    if named.name == "main":
        return False
    words = {text_of(each) for each in named.node.children if each.type == "storage_class_specifier"}
    if "static" in words:
        return True
    around = (each for each in ancestors(source, named.node) if each.type == "namespace_definition")
    unnamed = any(each.child_by_field_name("name") is None for each in around)
    return unnamed or (has_main(source) and not has_local_includes(source) and "extern" not in words)


def _object(source: Source, argument: Node) -> Declaration | None:
    """The variable that an argument leads to: `a`, `&a[0]`, `a.data()`."""
    argument = unwrapped(argument)
    return resolve(source, argument) if argument.type == "identifier" else root_of(source, argument)


def _position(function: Function, variable: Declaration) -> int | None:
    if variable.kind is not Kind.PARAMETER:
        return None
    return next((i for i, each in enumerate(function.parameters) if each.node == variable.node), None)
