"""MEM16: sums of strings that are made only to be appended."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import indentation, line_of, starts_line
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.loops import runs_often
from perfcoder_lsp.cpp.nodes import nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.string_sums import is_appendable, is_independent, string_root, summands
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit


@rule(id="MEM16", category=Category.MEMORY, summary="Append the parts of a string, not their sum", gain=1.3)
def append_parts(source: Source) -> Iterator[Finding]:
    """
    What it does: turns `s += a + ", " + b;` into `s += a; s += ", "; s += b;`.

    Why: the sum is built as a string of its own, which is allocated as soon as it is longer than 15 characters, and
    allocated anew while it grows; then all of it is copied again.

    When not: a part mentions s, may refer to it, or is computed by a function of the file; a part is a number or
    pointer, or the first two are characters; exceptions are caught; the file overloads + or +=; the capacity of s is
    asked for; the statement runs once; a number and a sign are few; a comment would be lost; a macro takes part.

    Source: catalogue MEM16, own measurement 1.7x (four parts). clang-tidy performance-inefficient-string-concatenation.
    """
    if source.language == "c" or user_operators(source) & {"+", "+=", "="} or nodes_of_type(source, "catch_clause"):
        return
    for node in nodes_of_type(source, "assignment_expression"):
        operator = node.child_by_field_name("operator")
        parts = _parts(source, node) if operator is not None and text_of(operator) == "+=" else ()
        if parts:
            yield _piecewise(source, node, parts)


def _parts(source: Source, node: Node) -> tuple[Node, ...]:
    """What an assignment appends one after the other; empty where the sum must stay."""
    left, right, statement = (
        node.child_by_field_name("left"),
        node.child_by_field_name("right"),
        parent_of(source, node),
    )
    if left is None or left.type != "identifier" or right is None or statement is None:
        return ()
    parts = summands(right)
    if len(parts) < 2 or statement.type != "expression_statement" or not is_replaceable(source, statement):
        return ()
    root = string_root(source, left)
    if root is None or understood_function(source, node) is None or not runs_often(source, node):
        return ()
    summed = any(type_of(source, each).is_string for each in parts[:2])
    worth = len(parts) > 2 or any(type_of(source, each).is_string and not _is_short(each) for each in parts)
    return parts if summed and worth and all(_is_appendable(source, each, root) for each in parts) else ()


def _is_short(part: Node) -> bool:
    """Whether a part is the text of a number, which seldom needs memory of its own."""
    call = read_call(part)
    return call is not None and call.name == "to_string"


def _is_appendable(source: Source, part: Node, root: Declaration) -> bool:
    return is_appendable(source, part, root) and is_pure(source, part) and is_independent(source, part, root)


def _piecewise(source: Source, node: Node, parts: tuple[Node, ...]) -> Finding:
    statement = parent_of(source, node)
    block = parent_of(source, statement) if statement is not None else None
    assert statement is not None, "checked by _parts"
    name = text_of(node.children[0])
    pieces = [f"{name} += {source.slice(each)};" for each in parts]
    alone = block is not None and block.type in ("compound_statement", "case_statement")
    start = statement.start_byte
    separator = source.newline + indentation(source, start) if alone and starts_line(source, start) else " "
    text = separator.join(pieces)
    return Finding(
        title=f"Append {len(parts)} parts to {name} one by one",
        explanation=(
            f"Line {line_of(source, start)} builds a string of {len(parts)} parts, which is allocated and grows on the "
            f"way, only to copy it to the end of `{name}`; appending each part copies it once, into memory that "
            f"`{name}` has already."
        ),
        edits=(TextEdit.replace(start, statement.end_byte, text if alone else f"{{ {text} }}"),),
        range=node_range(statement),
    )
