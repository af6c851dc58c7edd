"""Semantic mutants of a function: one small mistake each, as people make them when they make code faster."""

import itertools
from collections.abc import Iterator

from tree_sitter import Node

from bench.functions.changes import Change, Generator, nodes
from perfcoder_lsp.cpp.declarations import Kind
from perfcoder_lsp.cpp.edits import replaced
from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.nodes import field_of, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.places import root_of
from perfcoder_lsp.cpp.scopes import declaration_of, type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import TextEdit

_OFF_BY_ONE = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_COMPARATORS = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "!=", "!=": "=="}
_OPERATORS = {
    "+": "-", "-": "+", "*": "+", "/": "*", "%": "/", "&&": "||", "||": "&&", "&": "|", "|": "&", "^": "|",
    "+=": "-=", "-=": "+=", "*=": "+=", "/=": "*=", "%=": "/=", "&=": "|=", "|=": "&=", "^=": "|=",
}  # fmt: skip
_SYMMETRIC = {"swap", "max", "min", "gcd", "__gcd", "lcm", "equal", "iter_swap", "hypot", "fmax", "fmin"}
_SHORTER = {"double": "float", "long": "int", "long long": "int", "unsigned long": "unsigned"}
"""Types and those that hold less of them."""


def mutants(source: Source, function: Function) -> Iterator[Change]:
    for generate in GENERATORS:
        yield from generate(source, function)


def off_by_one(source: Source, function: Function) -> Iterator[Change]:
    for operator in _operators(source, function):
        if operator.type in _OFF_BY_ONE:
            yield Change("off by one", (replaced(operator, _OFF_BY_ONE[operator.type]),))
    for number in nodes(source, function, "number_literal"):
        parent = parent_of(source, number)
        if text_of(number).isdigit() and parent is not None and parent.type in _COUNTING:
            yield Change("off by one", (replaced(number, str(int(text_of(number)) + 1)),))


def wrong_operator(source: Source, function: Function) -> Iterator[Change]:
    for operator in _operators(source, function):
        if operator.type in _OPERATORS:
            yield Change("wrong operator", (replaced(operator, _OPERATORS[operator.type]),))


def wrong_comparator(source: Source, function: Function) -> Iterator[Change]:
    for operator in _operators(source, function):
        if operator.type in _COMPARATORS:
            yield Change("wrong comparator", (replaced(operator, _COMPARATORS[operator.type]),))


def dropped_branch(source: Source, function: Function) -> Iterator[Change]:
    for branch in nodes(source, function, "if_statement"):
        condition = field_of(branch, "condition")
        if condition is not None and condition.type == "condition_clause":
            for value in ("false", "true"):
                yield Change("dropped branch", (replaced(condition, f"({value})"),))


def aliasing(source: Source, function: Function) -> Iterator[Change]:
    """A copy that becomes a name for the original."""
    for declarator in nodes(source, function, "init_declarator"):
        name, value = field_of(declarator, "declarator"), field_of(declarator, "value")
        if name is not None and value is not None and name.type == "identifier" and value.type in _PLACES:
            yield Change("aliasing", (TextEdit.insert(name.start_byte, "&"),))


def lost_precision(source: Source, function: Function) -> Iterator[Change]:
    for declaration in nodes(source, function, "declaration", "cast_expression"):
        kind = field_of(declaration, "type")
        shorter = _SHORTER.get(type_at(source, text_of(kind), declaration).name) if kind is not None else None
        if kind is not None and shorter is not None and shorter != text_of(kind):
            yield Change("lost precision", (replaced(kind, shorter),))


def stale_state(source: Source, function: Function) -> Iterator[Change]:
    """What outlives the call is not brought up to date."""
    for statement in nodes(source, function, "expression_statement"):
        inner = statement.named_children[0] if statement.named_children else None
        target = _target(inner) if inner is not None else None
        root = root_of(source, target) if target is not None else None
        if root is not None and root.kind in (Kind.GLOBAL, Kind.MEMBER):
            yield Change("stale state", (replaced(statement, ";"),))


def shrunk_array(source: Source, function: Function) -> Iterator[Change]:
    for declarator in nodes(source, function, "array_declarator"):
        size = field_of(declarator, "size")
        if size is not None:
            yield Change("shrunk array", (replaced(size, f"({text_of(size)}) - 1"),))


def missing_initialization(source: Source, function: Function) -> Iterator[Change]:
    for declarator in nodes(source, function, "init_declarator"):
        name, value = field_of(declarator, "declarator"), field_of(declarator, "value")
        found = declaration_of(source, name) if name is not None else None
        if found is not None and value is not None and found.type.is_arithmetic and not found.is_const:
            yield Change("missing initialization", (replaced(declarator, found.name),))


def swapped_arguments(source: Source, function: Function) -> Iterator[Change]:
    for call in nodes(source, function, "call_expression"):
        callee, listed = field_of(call, "function"), field_of(call, "arguments")
        if callee is None or listed is None or text_of(callee).removeprefix("std::") in _SYMMETRIC:
            continue
        arguments = listed.named_children
        for first, second in itertools.pairwise(arguments):
            if text_of(first) != text_of(second):
                yield Change("swapped arguments", (replaced(first, text_of(second)), replaced(second, text_of(first))))


GENERATORS: tuple[Generator, ...] = (
    off_by_one,
    wrong_operator,
    wrong_comparator,
    dropped_branch,
    aliasing,
    lost_precision,
    stale_state,
    shrunk_array,
    missing_initialization,
    swapped_arguments,
)
_COUNTING = {"binary_expression", "init_declarator", "assignment_expression", "subscript_argument_list"}
_PLACES = {"identifier", "subscript_expression", "field_expression", "pointer_expression"}


def _operators(source: Source, function: Function) -> Iterator[Node]:
    for node in nodes(source, function, "binary_expression", "assignment_expression"):
        operator = field_of(node, "operator")
        if operator is not None:
            yield operator


def _target(expression: Node) -> Node | None:
    """What an assignment or a step changes."""
    inner = unwrapped(expression)
    if inner.type == "assignment_expression":
        return field_of(inner, "left")
    return field_of(inner, "argument") if inner.type == "update_expression" else None
