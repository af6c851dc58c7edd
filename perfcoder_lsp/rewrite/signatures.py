"""Signatures that can be changed: functions of which every prototype and every call is in sight."""

from collections.abc import Iterable
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of, read_call
from perfcoder_lsp.cpp.declarations import Kind
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.functions import Function, Parameter, find_functions, functions, read_parameters
from perfcoder_lsp.cpp.includes import macro_names, macro_words
from perfcoder_lsp.cpp.library import READING_METHODS
from perfcoder_lsp.cpp.mentions import mentions_of
from perfcoder_lsp.cpp.nodes import is_inside, nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.scopes import declarations_named, type_at
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.rewrite.const_reference import const_reference_edits, is_plain_by_value, is_suspended
from perfcoder_lsp.rewrite.standard import is_standard_call
from perfcoder_lsp.text import TextEdit

_SPECIFIERS = frozenset({"static", "inline"})


@dataclass(frozen=True)
class Signature:
    """A free function without overloads: its prototypes, and every call of it."""

    function: Function
    prototypes: tuple[Node, ...]
    calls: tuple[Call, ...]

    def by_const_reference(self, indices: Iterable[int]) -> tuple[TextEdit, ...]:
        """The edits that make `const T&` of by-value parameters `T`, in the definition and all prototypes."""
        edits: list[TextEdit] = []
        for index in indices:
            edits += const_reference_edits(self.function.parameters[index].node)
            for prototype in self.prototypes:
                edits += const_reference_edits(_prototype_parameters(prototype, self.function.name)[index].node)
        return tuple(edits)

    @property
    def is_recursive(self) -> bool:
        return any(is_inside(call.node, self.function.body) for call in self.calls)


def signature_of(source: Source, function: Function) -> Signature | None:
    """The function with its prototypes and calls, where all of them are in sight. Overloads are told apart by their
    number of parameters."""
    name = function.name
    if (
        function.kind != "free"
        or function.is_template
        or function.node.has_error
        or name == "main"
        or name in macro_words(source) | macro_names(source)
        or is_suspended(source, function.body)
    ):
        return None
    declared = declarations_named(source, name)
    own = next((each for each in declared if each.node == function.node), None)
    if own is None or any(each.kind is not Kind.FUNCTION or each.scope is not own.scope for each in declared):
        return None
    prototypes = [each.node for each in declared if each.node.type == "declaration"]
    overloads = [each for each in functions(source) if each.name == name]
    if len(overloads) + len(prototypes) != len(declared) or not _differ_in_length(overloads):
        return None
    mentioned = mentions_of(source, own)
    every = [call for call in calls_of(source, name) if call.object is None]
    called = {_id_of(call.node.child_by_field_name("function")) for call in every}
    if any(_id_of(_whole_name(node)) not in called for node in mentioned):
        return None
    length = len(function.parameters)
    found = tuple(each for each in every if len(overloads) == 1 or len(each.arguments) == length)
    same = [each for each in prototypes if len(overloads) == 1 or len(_prototype_parameters(each, name)) == length]
    return Signature(function, tuple(same), found) if found else None


def _differ_in_length(overloads: list[Function]) -> bool:
    """Whether the number of arguments of a call tells which of the functions it calls."""
    if len(overloads) == 1:
        return True
    lengths = {len(each.parameters) for each in overloads}
    flexible = any(p.default is not None or "..." in p.type_text for each in overloads for p in each.parameters)
    return len(lengths) == len(overloads) and not flexible and not any(each.is_template for each in overloads)


def _id_of(node: Node | None) -> int:
    return node.id if node is not None else -1


def _whole_name(node: Node) -> Node:
    parent = node.parent
    return parent if parent is not None and parent.type == "qualified_identifier" else node


def agrees_in_prototypes(signature: Signature, index: int) -> bool:
    """Whether every prototype writes the parameter as the definition does, by value."""
    wanted = _plain_type(signature.function.parameters[index])
    for prototype in signature.prototypes:
        listed = _prototype_parameters(prototype, signature.function.name)
        if len(listed) != len(signature.function.parameters) or _plain_type(listed[index]) != wanted:
            return False
        if not is_plain_by_value(listed[index].node):
            return False
    return True


def _plain_type(parameter: Parameter) -> str:
    return parameter.type_text.removeprefix("const ").replace(" ", "")


def _prototype_parameters(prototype: Node, name: str) -> tuple[Parameter, ...]:
    for each in walk(prototype):
        inner = each.child_by_field_name("declarator") if each.type == "function_declarator" else None
        if inner is not None and text_of(inner) == name:
            return read_parameters(each)
    return ()


def is_temporary(source: Source, argument: Node) -> bool:
    """Whether the argument is an object of its own that ends with the call."""
    if argument.type in ("string_literal", "concatenated_string", "raw_string_literal", "initializer_list"):
        return True
    if argument.type == "compound_literal_expression":
        return True
    if argument.type == "binary_expression":
        return type_of(source, argument).is_string
    call = read_call(argument)
    if call is None:
        return False
    if call.object is not None:
        return call.name == "substr" and call.name in READING_METHODS and not declarations_named(source, call.name)
    own = [each for each in functions(source) if each.name == call.name]
    if own:
        return all("&" not in each.return_type and "*" not in each.return_type for each in own) and all(
            each.return_type for each in own
        )
    return call.name in ("to_string", "string", "vector", "map", "set", "pair", "make_pair", "make_shared") and (
        is_standard_call(source, call)
    )


def can_be_written_again(source: Source, function: Function) -> bool:
    """Whether the definition of a function that returns a number can stand there once more under another name: at file
    or namespace level, nothing unusual in it, and only one function of that name."""
    node = function.node
    parent = parent_of(source, node)
    holder = parent_of(source, parent) if parent is not None and parent.type == "declaration_list" else parent
    if holder is None or holder.type not in ("translation_unit", "namespace_definition"):
        return False
    kinds = ("type", "declarator", "body")
    parts = [node.child_by_field_name(each) for each in kinds]
    extra = [each for each in node.named_children if each not in parts]
    declarator = parts[1]
    plain = declarator is not None and declarator.type == "function_declarator" and len(declarator.named_children) == 2
    result = type_at(source, function.return_type, node)
    return (
        plain
        and all(text_of(each) in _SPECIFIERS for each in extra)
        and (result.is_arithmetic and not result.reference and not result.macro_altered)
        and _is_alone(source, function)
        and all(each.default is None and each.name for each in function.parameters)
        and not any(
            is_inside(each, node)
            for each in nodes_inside(source, node, "comment")
            if not is_inside(each, function.body)
        )
        and function.name != "main"
    )


def _is_alone(source: Source, function: Function) -> bool:
    """Whether nothing else has the function's name: each prototype is one of this very function."""
    declared = declarations_named(source, function.name)
    if len(find_functions(source, function.name)) != 1 or any(each.kind is not Kind.FUNCTION for each in declared):
        return False
    types = [each.type_text for each in function.parameters]
    for each in declared:
        shapes = [node for node in walk(each.node) if node.type == "function_declarator"]
        if each.node != function.node and [p.type_text for p in read_parameters(shapes[0])] != types:
            return False
    return True


def signature_text(function: Function, name: str) -> str:
    """The text before the body, with another name."""
    start, named = function.node.start_byte, function.name_range
    text = (function.node.text or b"")[: function.body.start_byte - start].rstrip()
    return f"{text[: named.start - start].decode()}{name}{text[named.end - start :].decode()}"


def is_declared_before(source: Source, function: Function) -> bool:
    """Whether a prototype stands before the definition."""
    same = declarations_named(source, function.name)
    return any(each.node.end_byte < function.node.start_byte for each in same)
