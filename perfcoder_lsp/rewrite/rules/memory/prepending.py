"""The rule STR2: a string that is built from its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_of, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.includes import has_directive, macro_names
from perfcoder_lsp.cpp.nodes import (
    LOOP_TYPES,
    ancestors,
    is_inside,
    nodes_inside,
    nodes_of_type,
    parent_of,
    text_of,
)
from perfcoder_lsp.cpp.operands import assigned, operands
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable, takes_declarations
from perfcoder_lsp.cpp.uses import Use, uses
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_name, is_standard_string, standard
from perfcoder_lsp.rewrite.statements import included, statement_after
from perfcoder_lsp.strategy import Category

_SIZE = frozenset({"size", "length", "empty"})  # what does not depend on the order of the characters


@dataclass(frozen=True)
class _Prepend:
    """An expression that puts one character in front of a string, which it mentions so many times, first by `name`."""

    name: Node
    node: Node
    character: str
    mentions: int


@rule(id="STR2", category=Category.MEMORY, summary="Append characters and reverse the string once", gain=50)
def append_and_reverse(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `s = c + s;` and `s.insert(s.begin(), c);` in a loop by `s.push_back(c);`, and reverses s
    once after the loop.

    Why: putting a character in front moves or copies all that is there already, so that building a string of n
    characters costs n squared.

    When not: s is not empty before the loop, or the loop uses it for anything but its size; s is no local std::string
    that is declared in the block of the loop; more than one character is put in front at once; a handler might see s
    half done; a macro takes part, or a comment would be lost.

    Source: catalogue STR2, measured 533x.
    """
    if source.language == "c" or user_operators(source) & {"+", "="} or "reverse" in macro_names(source):
        return
    found: dict[int, list[_Prepend]] = {}
    strings: dict[int, Declaration] = {}
    for each in (*_assignments(source), *_insertions(source)):
        variable = resolve(source, each.name)
        if variable is not None:
            strings[id(variable)] = variable
            found.setdefault(id(variable), []).append(each)
    for key, variable in strings.items():
        loop = _loop(source, variable, found[key][0])
        inside = [each for each in found[key] if loop is not None and is_inside(each.node, loop)]
        if loop is not None and _is_only_filled(source, variable, loop, inside):
            yield _finding(source, variable, loop, inside)


def _assignments(source: Source) -> Iterator[_Prepend]:
    """`s = c + s`."""
    for node in nodes_of_type(source, "assignment_expression"):
        found = assigned(node)
        pair = operands(found[1], "+") if found is not None and found[0].type == "identifier" else None
        if found is None or pair is None or text_of(pair[1]) != text_of(found[0]):
            continue
        character = _character(source, pair[0])
        if character is not None and is_standard_string(source, found[0]):
            yield _Prepend(found[0], node, character, 2)


def _insertions(source: Source) -> Iterator[_Prepend]:
    """`s.insert(s.begin(), c)`, `s.insert(0, 1, c)`."""
    for call in calls_of(source, "insert"):
        if call.object is None or call.object.type != "identifier" or call.arrow or len(call.arguments) not in (2, 3):
            continue
        name, last = text_of(call.object), call.arguments[-1]
        place = "".join("".join(text_of(each).split()) + "," for each in call.arguments[:-1])
        if place not in (f"{name}.begin(),", "0,1,") or not type_of(source, last).is_integral:
            continue
        if is_standard_string(source, call.object):
            yield _Prepend(call.object, call.node, text_of(last), 1 if place == "0,1," else 2)


def _character(source: Source, node: Node) -> str | None:
    """The one character that an operand of `+` consists of: a char, `"x"`, `string(1, c)`."""
    if node.type == "string_literal":
        content = text_of(node)[1:-1]
        plain = len(content) == 1 and content.isascii() and content not in "'\\"
        return f"'{content}'" if plain and text_of(node)[0] == '"' else None
    call = read_call(node)
    if call is not None and call.name == "string" and call.in_std and len(call.arguments) == 2:
        one = is_standard_name(source, "string", qualified=call.qualifier != "") and text_of(call.arguments[0]) == "1"
        return text_of(call.arguments[1]) if one and type_of(source, call.arguments[1]).is_integral else None
    kind = type_of(source, node)
    return text_of(node) if kind.is_integral and kind.name == "char" else None


def _loop(source: Source, variable: Declaration, prepend: _Prepend) -> Node | None:
    """The loop that fills a string, and follows its declaration in the same block."""
    block = parent_of(source, variable.node)
    loop = next((one for one, around in pairwise(ancestors(source, prepend.node)) if around == block), None)
    function = understood_function(source, variable.node)
    if loop is None or loop.type not in LOOP_TYPES or function is None or block is None or block.has_error:
        return None
    if not takes_declarations(source, loop) or has_directive(source, block):
        return None
    if nodes_inside(source, function.node, "try_statement", "co_yield_statement", "co_await_expression"):
        return None
    return loop


def _is_only_filled(source: Source, variable: Declaration, loop: Node, found: list[_Prepend]) -> bool:
    """Whether a local string is empty before the loop, and the loop only puts characters in front of it."""
    first = variable.initializer
    empty = first is None or not first.arguments or [text_of(each) for each in first.arguments] == ['""']
    if variable.kind is not Kind.LOCAL or not empty or variable.type.reference or variable.type.const:
        return False
    for each in found:
        statement = parent_of(source, each.node)
        if statement is None or statement.type != "expression_statement" or not is_replaceable(source, statement):
            return False
        if sum(is_inside(use.node, each.node) for use in uses(source, variable)) != each.mentions:
            return False
    before = [use for use in uses(source, variable) if use.node.start_byte < loop.end_byte]
    return all(is_inside(use.node, loop) and _keeps_secret(use, found) for use in before)


def _keeps_secret(use: Use, found: list[_Prepend]) -> bool:
    """Whether a use in the loop does not depend on the order of the characters."""
    if use.in_lambda:
        return False
    return use.method in _SIZE or any(is_inside(use.node, each.node) for each in found)


def _finding(source: Source, variable: Declaration, loop: Node, found: list[_Prepend]) -> Finding:
    name, lines = variable.name, sorted({line_of(source, each.node.start_byte) for each in found})
    where = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines))}"
    edits = [replaced(each.node, f"{name}.push_back({each.character})") for each in found]
    call = f"{standard(source, 'reverse')}({name}.begin(), {name}.end());"
    return Finding(
        title=f"Append to {name} and reverse it once after the loop",
        explanation=(
            f"In {where} each pass of the loop in line {line_of(source, loop.start_byte)} moves all of `{name}` to put "
            f"a character in front, so that n characters cost O(n²). Nothing in the loop looks at `{name}`: appending "
            "and reversing once costs O(n)."
        ),
        edits=(*edits, statement_after(source, loop, call), *included(source, "<algorithm>")),
        range=node_range(loop),
    )
