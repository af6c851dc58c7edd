"""Rewrites of a function that mean the same: whoever calls one of them different is wrong.

Each says only what its text shows to be safe; what does not compile after all is not counted.
"""

import itertools
from collections.abc import Iterator

from tree_sitter import Node

from bench.functions.changes import Change, Generator, nodes, own_variables, variable
from perfcoder_lsp.cpp.declarations import Kind
from perfcoder_lsp.cpp.edits import replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.nodes import ancestors, field_of, parent_of, text_of
from perfcoder_lsp.cpp.scopes import is_certain
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.text import TextEdit

_NEW = "renamed_"


def rewrites(source: Source, function: Function) -> Iterator[Change]:
    for generate in GENERATORS:
        yield from generate(source, function)


def renamed_variable(source: Source, function: Function) -> Iterator[Change]:
    """A parameter or a local variable gets another name."""
    for each in own_variables(source, function):
        found = uses(source, each)
        plain = all(use.node.type == "identifier" and is_certain(source, use.node) for use in found)
        inside = all(function.node.start_byte <= use.node.start_byte < function.node.end_byte for use in found)
        if plain and inside and each.kind is not Kind.CAPTURE and not each.macro_altered:
            names = [each.name_node, *(use.node for use in found)]
            yield Change("renamed variable", tuple(TextEdit.insert(node.start_byte, _NEW) for node in names))


def other_step(source: Source, function: Function) -> Iterator[Change]:
    """`++i` for `i++` where nobody asks for the value."""
    for step in nodes(source, function, "update_expression"):
        parent, operator, argument = parent_of(source, step), field_of(step, "operator"), field_of(step, "argument")
        if parent is None or operator is None or argument is None:
            continue
        in_header = parent.type == "for_statement" and field_of(parent, "update") == step
        if parent.type == "expression_statement" or in_header:
            words = (argument, operator) if operator.start_byte < argument.start_byte else (operator, argument)
            yield Change("other step", (replaced(step, "".join(map(text_of, words))),))


def loop_as_while(source: Source, function: Function) -> Iterator[Change]:
    for loop in nodes(source, function, "for_statement"):
        body, first = field_of(loop, "body"), field_of(loop, "initializer")
        if body is None or any(each.type in _JUMPS for each in walk(body)):
            continue
        condition, step = field_of(loop, "condition"), field_of(loop, "update")
        start = f"{text_of(first).rstrip(';')}; " if first is not None else ""
        test = text_of(condition) if condition is not None else "true"
        last = f" {text_of(step)};" if step is not None else ""
        yield Change("loop as while", (replaced(loop, f"{{ {start}while ({test}) {{ {text_of(body)}{last} }} }}"),))


def swapped_operands(source: Source, function: Function) -> Iterator[Change]:
    """`b + a` for `a + b`, of integers that are plain variables or numbers."""
    for node in nodes(source, function, "binary_expression"):
        left, operator, right = (field_of(node, name) for name in ("left", "operator", "right"))
        if left is None or right is None or operator is None or operator.type not in _COMMUTATIVE:
            continue
        plain = all(each.type in ("identifier", "number_literal") for each in (left, right))
        plain = plain and text_of(left) != text_of(right)
        if plain and all(type_of(source, each).is_integral for each in (left, right)):
            yield Change("swapped operands", (replaced(left, text_of(right)), replaced(right, text_of(left))))


def named_number(source: Source, function: Function) -> Iterator[Change]:
    """A number gets a name at the start of the body. Not 0, which may stand for a null pointer."""
    for number in nodes(source, function, "number_literal"):
        in_lambda = any(each.type == "lambda_expression" for each in ancestors(source, number))
        if function.body.type == "compound_statement" and not in_lambda and text_of(number).strip("0.fFuUlL"):
            start = TextEdit.insert(function.body.start_byte + 1, f" const auto number_ = {text_of(number)};")
            yield Change("named number", (start, replaced(number, "number_")))


def more_parentheses(source: Source, function: Function) -> Iterator[Change]:
    for node in nodes(source, function, "binary_expression"):
        yield Change("more parentheses", (replaced(node, f"({text_of(node)})"),))


def reordered_declarations(source: Source, function: Function) -> Iterator[Change]:
    """Two neighbours that only copy numbers change places."""
    for block in nodes(source, function, "compound_statement"):
        statements = [each for each in block.children if each.is_named and each.type != "comment"]
        for first, second in itertools.pairwise(statements):
            if _only_copies(source, first) and _only_copies(source, second) and _are_independent(first, second):
                yield Change(
                    "reordered declarations", (replaced(first, text_of(second)), replaced(second, text_of(first)))
                )


def parameter_by_reference(source: Source, function: Function) -> Iterator[Change]:
    """`const T&` for a `T` that is only read. Not where `T` is deduced, and not for what may be cheaper to copy."""
    for each in own_variables(source, function):
        kind = field_of(each.node, "type")
        own = each.kind is Kind.PARAMETER and not any(
            outer.type == "lambda_expression" for outer in ancestors(source, each.node)
        )
        if not own or kind is None or each.declarator.type != "identifier" or each.is_const or function.is_template:
            continue
        if each.type.container and all(not use.writes and not use.escapes for use in uses(source, each)):
            yield Change("parameter by reference", (replaced(kind, f"const {text_of(kind)}&"),))


GENERATORS: tuple[Generator, ...] = (
    renamed_variable,
    other_step,
    loop_as_while,
    swapped_operands,
    named_number,
    more_parentheses,
    reordered_declarations,
    parameter_by_reference,
)
_JUMPS = {"continue_statement", "labeled_statement", "case_statement"}
_COMMUTATIVE = {"+", "*", "&", "|", "^", "==", "!="}


def _only_copies(source: Source, statement: Node) -> bool:
    """Whether the statement declares one number, and gives it a number's or a variable's value."""
    declarator = field_of(statement, "declarator") if statement.type == "declaration" else None
    if declarator is None or declarator.type != "init_declarator":
        return False
    name, value = field_of(declarator, "declarator"), field_of(declarator, "value")
    found = variable(source, name) if name is not None else None
    alone = len(statement.children_by_field_name("declarator")) == 1
    copied = value is not None and value.type in ("number_literal", "identifier")
    return alone and copied and found is not None and found.type.is_arithmetic and not found.specifiers


def _are_independent(first: Node, second: Node) -> bool:
    names = {text_of(each) for each in walk(first) if each.type == "identifier"}
    return not names & {text_of(each) for each in walk(second) if each.type == "identifier"}
