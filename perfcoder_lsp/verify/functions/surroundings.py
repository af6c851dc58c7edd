"""What of its file a function reaches: the functions it calls, file-scope variables they touch, literals in them."""

import re
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_in
from perfcoder_lsp.cpp.declarations import Declaration, Kind, Scope
from perfcoder_lsp.cpp.functions import Function, find_functions
from perfcoder_lsp.cpp.includes import in_conditional, macro_names, macros
from perfcoder_lsp.cpp.mentions import mentions_in
from perfcoder_lsp.cpp.nodes import nodes_inside, text_of
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.verify.constants import evaluate, named_constants
from perfcoder_lsp.verify.syntax import character_of

_MOST_FUNCTIONS = 200
_MOST_VARIABLES = 24
_MOST_LITERALS = 48
_LONGEST_STRING = 64
_STREAMS = re.compile(r"\b[io]?f?stream\b|\b(?:mutex|thread|condition_variable|FILE|ios|atomic_flag)\b")


@dataclass(frozen=True)
class Dictionary:
    """Literals that inputs are mixed with: values that a function treats specially. Strings are as written, quoted."""

    integers: tuple[int, ...] = ()
    reals: tuple[float, ...] = ()
    strings: tuple[str, ...] = ()


def reached_functions(source: Source, function: Function) -> tuple[Function, ...]:
    """The function itself and the functions of the file that it calls, directly or not."""
    found = {function.node.id: function}
    todo = [function]
    while todo and len(found) < _MOST_FUNCTIONS:
        for call in calls_in(source, todo.pop().node):
            for each in find_functions(source, call.name) if call.name else ():
                if each.node.id not in found:
                    found[each.node.id] = each
                    todo.append(each)
    return tuple(found.values())


def touched_variables(source: Source, reached: tuple[Function, ...]) -> tuple[Declaration, ...]:
    """The variables at file or namespace scope that the functions mention and that may change, in text order."""
    found: dict[int, Declaration] = {}
    for each in reached:
        for node in mentions_in(source, each.node):
            variable = resolve(source, node)
            if variable is not None and _is_observable(source, variable):
                found[variable.name_node.start_byte] = variable
    return tuple(found[at] for at in sorted(found))[:_MOST_VARIABLES]


def _is_observable(source: Source, variable: Declaration) -> bool:
    """Whether a variable is the state of a program: not constant, and an object that can be written down."""
    fixed = variable.is_const or "constexpr" in variable.specifiers or variable.name in macro_names(source)
    unknown = "extern" in variable.specifiers and variable.initializer is None
    if variable.kind is not Kind.GLOBAL or fixed or unknown or in_conditional(source, variable.name_node.start_byte):
        return False
    kind = variable.node.child_by_field_name("type")
    lambda_held = variable.initializer is not None and variable.initializer.node.type == "lambda_expression"
    return not lambda_held and (kind is None or _STREAMS.search(text_of(kind)) is None)


def full_name(variable: Declaration) -> str:
    """`::ns::count`."""
    names: list[str] = []
    scope: Scope | None = variable.scope
    while scope is not None:
        names += [scope.name] if scope.name else []
        scope = scope.parent
    return "::".join(("", *reversed(names), variable.name))


def dictionary_of(source: Source, reached: tuple[Function, ...]) -> Dictionary:
    """The literals in the functions, and the values of the named constants and macros that they mention."""
    integers: dict[int, None] = {}
    reals: dict[float, None] = {}
    strings: dict[str, None] = {}
    constants = named_constants(source.root) | _macro_values(source)
    for each in reached:
        for node in nodes_inside(source, each.node, "number_literal", "char_literal", "string_literal", "identifier"):
            if node.type == "number_literal":
                _add_number(text_of(node), integers, reals)
            elif node.type == "identifier":
                if text_of(node) in constants:
                    integers[constants[text_of(node)]] = None
            elif node.type == "string_literal":
                _add_string(text_of(node), strings)
            else:
                _add_character(node, integers, strings)
    fitting = [each for each in integers if -(2**63) <= each < 2**63]
    return Dictionary(tuple(fitting[:_MOST_LITERALS]), tuple(reals)[:_MOST_LITERALS], tuple(strings)[:_MOST_LITERALS])


def _macro_values(source: Source) -> dict[str, int]:
    values = ((each.name, evaluate(each.body, {})) for each in macros(source) if each.parameters is None)
    return {name: value for name, value in values if value is not None}


def _add_number(text: str, integers: dict[int, None], reals: dict[float, None]) -> None:
    value = evaluate(text, {})
    plain = text.replace("'", "").rstrip("fFlL")
    if re.fullmatch(r"-?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][-+]?\d+)?", plain):
        reals[float(plain)] = None
    if value is not None and (not reals or float(value) == next(reversed(reals)) or "." not in text):
        integers[value] = None


def _add_string(text: str, strings: dict[str, None]) -> None:
    if text.startswith('"') and "\n" not in text and 2 < len(text) <= _LONGEST_STRING:
        strings[text] = None


def _add_character(node: Node, integers: dict[int, None], strings: dict[str, None]) -> None:
    character = character_of(node)
    if character is not None and len(character) == 1:
        integers[ord(character)] = None
        strings['"' + text_of(node)[1:-1].replace('"', '\\"').replace("\\'", "'") + '"'] = None
