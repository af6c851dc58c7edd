"""The rule LIB1: numbers as text without a string stream."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_in, calls_of
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.locales import names_locale
from perfcoder_lsp.cpp.facts.mutation import changes_of_call, may_change
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.includes import has_directive, macro_names
from perfcoder_lsp.cpp.nodes import (
    enclosing_statement,
    parent_of,
    text_of,
    unwrapped,
)
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.scopes import resolve, variable_of
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.statements import is_replaceable, takes_declarations
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_local_object, is_standard_string, standard
from perfcoder_lsp.rewrite.statements import included, without_statements
from perfcoder_lsp.strategy import Category

_STREAMS = frozenset({"stringstream", "ostringstream"})
_NUMBERS = frozenset(
    {"short", "unsigned short", "int", "unsigned int", "long", "unsigned long", "long long", "unsigned long long"}
)
_ATOMS = frozenset(
    {"identifier", "subscript_expression", "call_expression", "field_expression", "string_literal", "char_literal"}
)
_WHOLE = frozenset({"init_declarator", "return_statement", "assignment_expression"})


@dataclass(frozen=True)
class _Text:
    """A stream that is declared, filled by statements right before the one that takes its text, and used no more."""

    stream: Declaration
    filling: tuple[Node, ...]
    parts: tuple[Node, ...]
    taken: Call
    statement: Node


@rule(id="LIB1", category=Category.LIBRARY, summary="Turn numbers into text without a string stream", gain=10)
def text_of_numbers(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `stringstream ss; ss << n; return ss.str();` by `return to_string(n);`, and a stream into
    which numbers, strings and characters go by `to_string(n) + ", " + name`.

    Why: constructing a string stream sets up a buffer, a locale and its facets, about a microsecond; a number of ten
    digits is written in a few nanoseconds.

    When not: something is written that is no integer, string, character or literal (floating point has another format),
    or a manipulator; the stream is used in any other way, or was given a text; what is written may change until
    the text is taken; the file overloads << or +, or names a locale, which may group digits; a macro takes part.

    Source: catalogue LIB1, measured 33x. abseil totw/3.
    """
    taken = calls_of(source, "str") if source.language == "c++" else ()
    if not taken or user_operators(source) & {"<<", "+"} or names_locale(source):
        return
    if {"to_string", "string"} & macro_names(source):
        return
    for call in taken:
        found = _read(source, call)
        text = _written(source, found.parts) if found is not None else None
        if found is not None and text is not None and _stays(source, found):
            yield _finding(source, found, text)


def _read(source: Source, call: Call) -> _Text | None:
    stream = variable_of(source, call.object)
    function, statement = understood_function(source, call.node), enclosing_statement(call.node)
    if stream is None or not is_local_object(source, stream, _STREAMS) or stream.initializer is not None:
        return None
    block = parent_of(source, stream.node)
    if block is None or parent_of(source, statement) != block or call.arguments or call.arrow:
        return None
    if function is None or function.node != stream.function or not takes_declarations(source, stream.node):
        return None
    used = uses(source, stream)
    if used[-1].call is None or used[-1].call.node != call.node or has_directive(source, block):
        return None
    filling = tuple(enclosing_statement(use.node) for use in used[:-1])
    following = (*filling[1:], statement)
    if not filling or any(one.next_named_sibling != other for one, other in zip(filling, following, strict=True)):
        return None
    parts = [_shifted(each, use.node) for each, use in zip(filling, used, strict=False)]
    if not all(parts) or not all(is_replaceable(source, node) for node in (stream.node, *filling)):
        return None
    return _Text(stream, filling, tuple(part for each in parts for part in each), call, statement)


def _shifted(statement: Node, stream: Node) -> list[Node]:
    """What `ss << a << b;` shifts into the stream; nothing where the statement is another one."""
    found: list[Node] = []
    current = statement.named_children[0] if statement.type == "expression_statement" else stream
    while current.type == "binary_expression":
        left, right = current.child_by_field_name("left"), current.child_by_field_name("right")
        operator = current.child_by_field_name("operator")
        if left is None or right is None or operator is None or text_of(operator) != "<<":
            return []
        found.append(right)
        current = left
    return found[::-1] if current == stream else []


def _written(source: Source, parts: tuple[Node, ...]) -> str | None:
    """The expression for the text; None where a part is not understood, or there is no number among them."""
    texts: list[str] = []
    are_strings: list[bool] = []
    for part in parts:
        kind, text = type_of(source, part), source.slice(part)
        if not is_pure(source, part):
            return None
        is_number = kind.is_integral and kind.name in _NUMBERS
        is_literal = unwrapped(part).type == "string_literal" and text.startswith('"')
        if is_number:
            text = f"{standard(source, 'to_string')}({source.slice(unwrapped(part))})"
        elif not (is_literal or is_standard_string(source, part) or (kind.is_integral and kind.name == "char")):
            return None
        are_strings.append(is_number or kind.is_string)
        texts.append(
            text if is_number or part.type in _ATOMS or is_literal or part.type == "char_literal" else f"({text})"
        )
    if not any("to_string(" in each for each in texts):
        return None
    if not any(are_strings[:2]):
        kind = "" if texts[0].startswith('"') else "1, "
        texts[0] = f"{standard(source, 'string')}({kind}{texts[0]})"
    return " + ".join(texts)


def _stays(source: Source, found: _Text) -> bool:
    """Whether what was written is still the same where the text is taken: nothing else happens before in that
    statement, or nothing that changes a variable."""
    statement, call = found.statement, found.taken.node
    if statement.type not in ("declaration", "return_statement", "expression_statement"):
        return False
    own = statement.named_children[0] if statement.type == "expression_statement" else None
    for each in walk(statement):
        operator = each.child_by_field_name("operator")
        writes = each.type in ("assignment_expression", "update_expression", "lambda_expression")
        if each != own and (writes or (operator is not None and text_of(operator) == ">>")):
            return False
    others = [changes_of_call(source, each) for each in calls_in(source, statement) if each.node != call]
    names = [resolve(source, each) for part in found.parts for each in walk(part) if each.type == "identifier"]
    variables = [each for each in names if each is not None and each.is_variable]
    return not any(may_change(changes, each) for changes in others for each in variables)


def _finding(source: Source, found: _Text, text: str) -> Finding:
    stream, call = found.stream, found.taken.node
    parent = parent_of(source, call)
    listed = parent is not None and parent.type == "argument_list"
    whole = parent is not None and (parent.type in _WHOLE or listed)
    expression = text if len(found.parts) == 1 or whole else f"({text})"
    edits = [*without_statements(source, stream.node, *found.filling)]
    edits.append(replaced(call, expression))
    edits += included(source, "<string>")
    numbers = ", ".join(f"`{text_of(each)}`" for each in found.parts if type_of(source, each).name in _NUMBERS)
    return Finding(
        title=f"Write {text} instead of filling a {stream.type.name}",
        explanation=(
            f"`{stream.name}` in line {line_of(source, stream.node.start_byte)} is constructed only to turn {numbers} "
            f"into text: a buffer, a locale and its facets are set up and torn down each time. `{text}` "
            "yields the same text without them."
        ),
        edits=tuple(edits),
        range=node_range(found.statement),
        notes=("It is the same as long as the program sets no global C++ locale that groups digits.",),
    )
