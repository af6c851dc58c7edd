"""Rule of "Memory Usage and Allocation": STR1."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.loops import loops_around
from perfcoder_lsp.cpp.nodes import (
    has_error,
    nodes_of_type,
    parent_of,
    text_of,
)
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.string_sums import is_appendable, is_independent, string_root, summands
from perfcoder_lsp.strategy import Category


@rule(id="STR1", category=Category.MEMORY, summary="Append to a string in place", gain=50.0)
def append_in_place(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `s = s + x;` inside a loop by `s += x;`, and `s = s + x + y;` by `(s += x) += y;`.

    Why: `s + x` allocates a new string and copies all of s into it, so that building a string of n characters costs n
    squared; appending copies only x.

    When not: s is no plain std::string; what is appended mentions s, is a pointer, or its type is not known; several
    things are appended and one of them may refer to s or is computed by a function of the file; the file overloads + or
    +=; the capacity of s is asked for; a macro or something that was not understood takes part.

    Source: catalogue STR1, measured 354x. clang-tidy performance-inefficient-string-concatenation (without a fix).
    """
    if source.language == "c" or user_operators(source) & {"+", "+=", "="}:
        return
    by_loop: dict[int, list[tuple[Node, str]]] = {}
    loop_nodes: dict[int, Node] = {}
    for node in nodes_of_type(source, "assignment_expression"):
        around = loops_around(source, node)
        appended = _appended(source, node) if around else None
        if appended is not None:
            loop_nodes[around[-1].id] = around[-1]
            by_loop.setdefault(around[-1].id, []).append((node, appended))
    for key, found in by_loop.items():
        yield _append(source, loop_nodes[key], found)


def _appended(source: Source, node: Node) -> str | None:
    """The text that replaces an assignment `s = s + x`; None where it is none, or must stay."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator, statement = node.child_by_field_name("operator"), parent_of(source, node)
    if left is None or right is None or operator is None or text_of(operator) != "=":
        return None
    function = function_of(source, node)
    if statement is None or statement.type != "expression_statement" or function is None or has_error(function.node):
        return None
    root = string_root(source, left)
    first, *operands = summands(right)
    if (
        root is None
        or not operands
        or text_of(first) != text_of(left)
        or any(each.type == "comment" for each in walk(right))
    ):
        return None
    if not all(is_appendable(source, each, root) for each in operands):
        return None
    independent = all(is_independent(source, each, root) for each in operands)
    if not independent and (len(operands) > 1 or left.type != "identifier"):
        return None
    if len(operands) > 1 and not all(is_pure(source, each) for each in operands):  # they may be evaluated in any order
        return None
    text = text_of(left)
    for position, each in enumerate(operands):
        text = f"({text}) += {source.slice(each)}" if position else f"{text} += {source.slice(each)}"
    return text


def _append(source: Source, loop: Node, found: list[tuple[Node, str]]) -> Finding:
    names = list(dict.fromkeys(text.lstrip("(").split(" +=")[0] for _, text in found))
    lines = list(dict.fromkeys(line_of(source, node.start_byte) for node, _ in found))
    where = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines))}"
    name = names[0]
    return Finding(
        title=f"Append to {', '.join(names)} in place",
        explanation=(
            f"`{name} = {name} + …` in {where} copies the whole of `{name}` in every pass of the loop in line "
            f"{line_of(source, loop.start_byte)}, so that the work grows with the square of its length; `+=` copies "
            "only what is added."
        ),
        edits=tuple(replaced(node, text) for node, text in found),
        range=node_range(loop),
    )
