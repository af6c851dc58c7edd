"""What a C++ program consists of, as far as it may tell of a strategy that somebody carried out."""

import re
from collections import Counter
from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.recursion import may_recurse
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.loops import Loop, is_repeated, loops, loops_around
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.scopes import resolve, variable_of, variables
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.types import CONTAINERS


def features(source: Source) -> Counter[str]:
    """What a program consists of, as far as it may tell of a strategy, and how often."""
    found = Counter(each for node in walk(source.root) for each in _of_node(source, node))
    for each in loops(source):
        found.update(_of_loop(each))
    deepest = max((each.depth for each in loops(source)), default=-1) + 1
    found.update(f"loops nested {depth}" for depth in range(1, deepest + 1))
    found.update("recursion" for each in functions(source) if may_recurse(source, each))
    found.update(each for variable in variables(source) for each in _of_variable(source, variable))
    return found


_NAMES = {"identifier", "field_identifier", "type_identifier", "namespace_identifier"}
_AS_WRITTEN = {"primitive_type", "storage_class_specifier", "type_qualifier", "noexcept"}
_KINDS = {
    "if_statement": "if",
    "switch_statement": "switch",
    "break_statement": "break",
    "new_expression": "new",
    "conditional_expression": "?",
    "array_declarator": "T[]",
    "attribute_specifier": "__attribute__",
}


def _of_node(source: Source, node: Node) -> Iterator[str]:
    words = text_of(node).split() if node.type not in ("translation_unit", "compound_statement") else []
    if node.type in _KINDS:
        yield _KINDS[node.type]
    elif (node.type in _NAMES and resolve(source, node) is None) or node.type in _AS_WRITTEN:
        yield words[0]
    elif node.type == "binary_expression":
        yield from _of_operation(node)
    elif node.type == "subscript_expression":
        yield from _of_subscript(source, node)
    elif node.type == "preproc_call":
        yield " ".join(words)
    elif node.type == "preproc_def":
        yield " ".join(words[:2])
    elif node.type == "assignment_expression" and _is_own_sum(source, node):
        yield "s = s + t"


def _of_operation(node: Node) -> Iterator[str]:
    operator = _part(node, "operator")
    if operator in ("<<", ">>"):
        first = node
        while (left := first.child_by_field_name("left")) is not None:
            first = left
        if not re.search("cin|cout|cerr|stream|ss|in|out|file", text_of(first)):
            yield "shift"
    else:
        yield f"binary {operator}"


def _of_subscript(source: Source, node: Node) -> Iterator[str]:
    """`a[i][j]` in a loop over i: each step goes to another row."""
    inner = node.child_by_field_name("argument")
    around = loops_around(source, node)
    if inner is None or inner.type != "subscript_expression" or not around:
        return
    counter = next((each.counter for each in loops(source) if each.node == around[0]), None)
    row, column = _part(inner, "indices"), _part(node, "indices")
    if counter is not None and _mentions(row, counter.variable.name) and not _mentions(column, counter.variable.name):
        yield "column after column"


def _is_own_sum(source: Source, node: Node) -> bool:
    """A string that is made anew with something at its end."""
    variable = variable_of(source, node.child_by_field_name("left"))
    if variable is None or variable_type(source, variable).name != "string":
        return False
    return _part(node, "right").startswith(f"{variable.name} +")


def _of_loop(loop: Loop) -> Iterator[str]:
    """Its condition without names: with other bounds it does another number of passes."""
    condition = "" if loop.condition is None else re.sub(r"[A-Za-z_]\w*", "x", text_of(loop.condition))
    yield f"while {condition}"
    yield "loops"
    if loop.counter is not None and abs(loop.counter.step) > 1:
        yield f"step {loop.counter.step}"


def _of_variable(source: Source, variable: Declaration) -> Iterator[str]:
    """How objects that are costly to make or to copy are."""
    told = variable_type(source, variable)
    passed = "reference" if told.reference else "value"
    if told.name not in CONTAINERS and variable.kind is not Kind.RANGE_FOR:
        return
    if variable.kind is Kind.PARAMETER:
        yield f"parameter by {passed}"
    elif variable.kind is Kind.RANGE_FOR:
        yield f"element by {passed}"
    elif variable.kind is Kind.LOCAL and not told.reference and is_repeated(source, variable.name_node):
        yield "object made in a loop"


def _part(node: Node, name: str) -> str:
    part = node.child_by_field_name(name)
    return "" if part is None else text_of(part)


def _mentions(text: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", text) is not None
