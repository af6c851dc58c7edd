"""Does everything that a program throws meet a handler before it leaves main."""

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.members import classes
from perfcoder_lsp.cpp.nodes import (
    FUNCTION_TYPES,
    ancestors,
    enclosing,
    is_inside,
    nodes_of_type,
    parent_of,
    text_of,
    unwrapped,
)
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.tokens import tokenized

_ANY = "..."
_HOLDERS = frozenset({"field_expression", "qualified_identifier"})
_LOGIC = ("invalid_argument", "domain_error", "length_error", "out_of_range")
_RUNTIME = ("range_error", "overflow_error", "underflow_error", "system_error")
_STANDARD_BASES = (
    dict.fromkeys(_LOGIC, "logic_error")
    | dict.fromkeys(_RUNTIME, "runtime_error")
    | dict.fromkeys(("logic_error", "runtime_error", "bad_alloc", "bad_cast", "bad_function_call"), "exception")
)


@per_source
def throws_are_caught(source: Source) -> bool:
    """Whether each `throw` of the file stands in a `try` whose handlers catch its type, or in functions that are only
    called from there. What the library throws is left aside."""
    thrown = nodes_of_type(source, "throw_statement")
    words = sum(len(run.positions.get("throw", ())) for run in tokenized(source).runs)
    if words != len(thrown) or "throw" in macro_words(source):  # `throw()`, a `throw` within an expression
        return words == 0
    return all(_is_caught(source, each, _thrown_type(source, each), frozenset()) for each in thrown)


def _thrown_type(source: Source, statement: Node) -> str:
    """The name of the class or number type that is thrown, without `std::`; empty where only `...` is sure to catch it.
    What is thrown again has the type that its handler names."""
    values = [each for each in statement.named_children if each.type != "comment"]
    if not values:
        handler = enclosing(source, statement, frozenset({"catch_clause"}))
        return _caught_type(handler).removesuffix(_ANY) if handler is not None else ""
    value = unwrapped(values[0])
    call, described = read_call(value), value.child_by_field_name("type")
    if call is not None:
        return call.name if call.object is None else ""
    if value.type == "compound_literal_expression" and described is not None:
        return text_of(described).removeprefix("std::")
    kind = type_of(source, value)
    return kind.name if kind.is_plain else ""


def _caught_type(handler: Node) -> str:
    """The same for a handler; `...` for one that catches all."""
    listed = handler.child_by_field_name("parameters")
    inside = [each for each in listed.named_children if each.type != "comment"] if listed is not None else []
    described = inside[0].child_by_field_name("type") if inside else None
    if described is None:
        return _ANY if listed is not None and _ANY in text_of(listed) else ""
    return "" if "*" in text_of(inside[0]) else text_of(described).removeprefix("std::")


def _is_caught(source: Source, node: Node, thrown: str, seen: frozenset[int]) -> bool:
    """Whether an exception of that type that comes from a node meets a handler, whoever called."""
    for each in ancestors(source, node):
        if each.type == "try_statement" and _is_tried(source, each, node, thrown):
            return True
        if each.type in FUNCTION_TYPES:
            break
    function = function_of(source, node)
    if function is None or function.kind not in ("free", "member") or function.name == "main":
        return False
    if b"noexcept" in source.text[function.node.start_byte : function.body.start_byte]:
        return False
    if function.node.id in seen:
        return True
    mentions = nodes_of_type(source, "identifier", "field_identifier")
    named = [each for each in mentions if text_of(each) == function.name and not _declares(source, each)]
    return all(_is_called(source, each) for each in named) and all(
        _is_caught(source, each, thrown, seen | {function.node.id}) for each in named
    )


def _is_tried(source: Source, statement: Node, node: Node, thrown: str) -> bool:
    """Whether a node stands in the body of a `try` one of whose handlers catches the type."""
    body = statement.child_by_field_name("body")
    if body is None or not is_inside(node, body):
        return False
    caught = {_caught_type(each) for each in statement.children if each.type == "catch_clause"}
    return _ANY in caught or bool(thrown and caught & _with_bases(source, thrown, frozenset()))


def _with_bases(source: Source, name: str, seen: frozenset[str]) -> frozenset[str]:
    """A class's name with those of its bases, as which a handler may catch it."""
    own = next((each for each in classes(source) if each.name == name), None)
    bases = [each.removeprefix("std::") for each in own.bases] if own is not None and _is_public(own.node) else []
    bases += [_STANDARD_BASES[name]] if name in _STANDARD_BASES else []
    found = seen | {name}
    for each in bases:
        if each not in found:
            found |= _with_bases(source, each, found)
    return found


def _is_public(class_node: Node) -> bool:
    """Whether all bases of a class are public."""
    clause = next((each for each in class_node.children if each.type == "base_class_clause"), None)
    words = set(text_of(clause).replace(":", " ").replace(",", " ").split()) if clause is not None else set[str]()
    hidden = words & {"private", "protected"}
    return not hidden and (class_node.type == "struct_specifier" or "public" in words)


def _declares(source: Source, name: Node) -> bool:
    parent = parent_of(source, name)
    while parent is not None and parent.type == "qualified_identifier":
        parent = parent_of(source, parent)
    return parent is not None and parent.type == "function_declarator"


def _is_called(source: Source, name: Node) -> bool:
    node, parent = name, parent_of(source, name)
    while parent is not None and parent.type in _HOLDERS:
        node, parent = parent, parent_of(source, parent)
    return parent is not None and parent.type == "call_expression" and parent.child_by_field_name("function") == node
