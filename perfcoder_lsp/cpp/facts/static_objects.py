"""Can a local object be static: may the code run when static objects are gone, or not made yet, or while the program is
compiled."""

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.declarators import specifiers_of
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.functions import functions, understood_function
from perfcoder_lsp.cpp.nodes import ancestors, nodes_of_type, text_of
from perfcoder_lsp.cpp.scopes import declarations, declarations_named, resolve
from perfcoder_lsp.cpp.source import Source, per_source, walk

_AFTER_MAIN = frozenset({"atexit", "at_quick_exit", "on_exit", "thread_local", "destructor"})
_DELETING = frozenset({"shared_ptr", "unique_ptr"})
_STATIC = frozenset({Kind.GLOBAL, Kind.STATIC_LOCAL, Kind.MEMBER})
_COMPILED_IN = frozenset({"constexpr", "consteval"})
_CONSTANTS = (b"constexpr", b"consteval", b"constinit", b"static_assert")
_HOLDERS = frozenset({"function_definition", "lambda_expression", "declaration"})


@per_source
def runs_after_main(source: Source) -> bool:
    """Whether code of the file may run when static objects are destroyed already."""
    if nodes_of_type(source, "destructor_name") or any(map(_deletes, declarations(source))):
        return True
    if any(text_of(each) == "detach" for each in nodes_of_type(source, "field_identifier")):
        return True  # a thread that nobody waits for
    return any(text_of(each) in _AFTER_MAIN for each in nodes_of_type(source, "identifier", "storage_class_specifier"))


def _deletes(variable: Declaration) -> bool:
    """Whether a static object may be, or hold, a pointer with a deleter of the file."""
    pending = [variable.type] if variable.kind in _STATIC else []
    while pending:
        kind = pending.pop()
        if kind.name in _DELETING:
            return True
        pending += kind.arguments
    return False


@per_source
def runs_before_main(source: Source) -> bool:
    """Whether functions of the file may run before main, when globals may not have got their values yet."""
    if any(
        each.kind == "constructor" or (each.kind == "lambda" and _is_outside(source, each.node))
        for each in functions(source)
    ):
        return True
    return any(_is_outside(source, each.node) and declarations_named(source, each.name) for each in calls(source))


def is_set_late(source: Source, variable: Declaration) -> bool:
    """Whether code of the file may see a global before it has got its first value: what needs no computing is there
    from the start."""
    return runs_before_main(source) and not _is_there_from_start(source, variable, 8)


def _is_there_from_start(source: Source, variable: Declaration, depth: int) -> bool:
    kind = variable_type(source, variable)
    while kind.extents and kind.element is not None:
        kind = kind.element
    if not kind.is_arithmetic or kind.reference or variable.macro_altered or depth == 0:
        return False
    listed = variable.initializer.arguments if variable.initializer is not None else ()
    inside = [each for part in listed for each in walk(part)]
    if any(each.type in ("call_expression", "lambda_expression") for each in inside):
        return "constexpr" in variable.specifiers
    named = [resolve(source, each) for each in inside if each.type == "identifier"]
    return all(
        each is not None
        and (each.kind is Kind.ENUMERATOR or (each.is_const and _is_there_from_start(source, each, depth - 1)))
        for each in named
    )


def _is_outside(source: Source, node: Node) -> bool:
    """Whether a node stands in no function (a lambda apart): in what gives a global its first value."""
    return all(each.type != "function_definition" for each in ancestors(source, node))


def takes_static(source: Source, node: Node) -> bool:
    """Whether static variables can be declared at a node: its function is understood, no destructor, and nothing says
    that it, or what it stands in, is run by the compiler."""
    function = understood_function(source, node)
    return function is not None and function.kind != "destructor" and not may_be_compiled_in(source, node)


def may_be_compiled_in(source: Source, node: Node) -> bool:
    """Whether the compiler may run the code at a node: something around it says so, or it is a lambda, which needs no
    word for that, in a file with constant expressions."""
    around = [each for each in ancestors(source, node) if each.type in _HOLDERS]
    if any(each.type == "lambda_expression" for each in around) and any(each in source.text for each in _CONSTANTS):
        return True
    return any(_COMPILED_IN & {*specifiers_of(each), *_lambda_words(each)} for each in around)


def _lambda_words(node: Node) -> tuple[str, ...]:
    """What stands between a lambda's captures and its body."""
    head = node.child_by_field_name("declarator") if node.type == "lambda_expression" else None
    return tuple(text_of(each) for each in walk(head) if not each.children) if head is not None else ()
