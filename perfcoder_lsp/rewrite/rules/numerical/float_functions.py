"""Rule of "Numerical Computation Optimization": NUM9."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_include, macro_names, uses_namespace_std
from perfcoder_lsp.cpp.nodes import nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.scopes import declarations_named, type_at
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import UNKNOWN, Type
from perfcoder_lsp.rewrite.caveats import ROUNDING
from perfcoder_lsp.rewrite.mathematics import math_calls, reads_errno
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_FUNCTIONS = (
    *("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "exp2", "log", "log2", "log10"),
    *("cbrt", "pow", "atan2", "hypot", "fmod"),
)


@rule(
    id="NUM9",
    category=Category.NUMERICAL,
    summary="Call the float versions of mathematical functions",
    gain=1.5,
    consent="floats",
)
def float_functions(source: Source) -> Iterator[Finding]:
    """
    What it does: calls `sinf(x)` where `sin(x)` would convert a float to double, and its result becomes a float again:
    in C, and in C++ where the name is that of C.

    Why: the double version computes twice as many digits, which are thrown away, and converts twice.

    When not: an argument is no float, or the result stays a double; the name means the overload of namespace std, which
    is the float version already; the file has another function or macro of either name, or reads errno. Roots, `fabs`
    and `floor` are left to the compiler, for which they are exact. Other results may differ in the last digit: it needs
    consent.

    Source: catalogue NUM9, measured 2.85x. clang-tidy performance-type-promotion-in-math-fn; Codee PWR032.
    """
    if not nodes_of_type(source, "call_expression") or reads_errno(source) or _is_overloaded(source):
        return
    for name in _FUNCTIONS:
        for call in math_calls(source, name):
            if call.qualifier == "" and _stays_float(source, call):
                yield _shortened(source, call)


def _is_overloaded(source: Source) -> bool:
    """Whether a plain `sin` may be that of namespace std, which takes floats as they are."""
    if source.language == "c":
        return False
    opened = uses_namespace_std(source) or bool(nodes_of_type(source, "using_declaration"))
    return opened or has_include(source, "<math.h>")


def _stays_float(source: Source, call: Call) -> bool:
    short = f"{call.name}f"
    if declarations_named(source, short) or short in macro_names(source) or not call.arguments:
        return False
    floats = all(_is_float(type_of(source, each)) for each in call.arguments)
    return floats and _is_float(_target(source, call.node))


def _is_float(kind: Type) -> bool:
    return kind.is_floating and kind.name == "float"


def _target(source: Source, node: Node) -> Type:
    """The type of what the value becomes."""
    parent = parent_of(source, node)
    while parent is not None and parent.type == "parenthesized_expression":
        node, parent = parent, parent_of(source, parent)
    if parent is None:
        return UNKNOWN
    if parent.type == "init_declarator":
        name = parent.child_by_field_name("declarator")
        return type_of(source, name) if name is not None and name.type == "identifier" else UNKNOWN
    if parent.type == "cast_expression":
        described = parent.child_by_field_name("type")
        return type_at(source, text_of(described), parent) if described is not None else UNKNOWN
    if parent.type == "return_statement":
        function = function_of(source, parent)
        plain = function is not None and function.kind != "lambda"
        return type_at(source, function.return_type, parent) if function is not None and plain else UNKNOWN
    left, operator = parent.child_by_field_name("left"), parent.child_by_field_name("operator")
    plain = parent.type == "assignment_expression" and operator is not None and text_of(operator) == "="
    return type_of(source, left) if plain and left is not None and left != node else UNKNOWN


def _shortened(source: Source, call: Call) -> Finding:
    name = call.node.child_by_field_name("function") or call.node
    return Finding(
        title=f"Call {call.name}f for floats",
        explanation=(
            f"`{text_of(call.node)}` in line {line_of(source, call.node.start_byte)} converts a float to double, "
            f"computes a double and rounds it to float again; `{call.name}f` computes a float at once."
        ),
        edits=(TextEdit.insert(name.end_byte, "f"),),
        range=node_range(call.node),
        notes=(ROUNDING,),
    )
