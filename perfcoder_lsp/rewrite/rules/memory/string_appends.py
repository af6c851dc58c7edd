"""Rule of "Memory Usage and Allocation": STR1."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.reach import owns
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.loops import loops_around
from perfcoder_lsp.cpp.nodes import (
    has_error,
    nodes_of_type,
    parent_of,
    text_of,
    unwrapped,
)
from perfcoder_lsp.cpp.places import root_of
from perfcoder_lsp.cpp.scopes import declarations_named, variable_of
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.trace import user_operators
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_from_std
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
    root = _string_root(source, left)
    operands = _operands(right, text_of(left)) if root is not None else None
    if root is None or operands is None or any(each.type == "comment" for each in walk(right)):
        return None
    if not all(_is_appendable(source, each, root) for each in operands):
        return None
    independent = all(_is_independent(source, each, root) for each in operands)
    if not independent and (len(operands) > 1 or left.type != "identifier"):
        return None
    text = text_of(left)
    for position, each in enumerate(operands):
        text = f"({text}) += {source.slice(each)}" if position else f"{text} += {source.slice(each)}"
    return text


def _string_root(source: Source, left: Node) -> Declaration | None:
    """The variable that is assigned to: a string, or a container of strings at a simple index."""
    name, element = left, False
    while name.type == "subscript_expression":
        listed, owner = name.child_by_field_name("indices"), name.child_by_field_name("argument")
        inside = listed.named_children if listed is not None else []
        if owner is None or len(inside) != 1 or inside[0].type not in ("identifier", "number_literal"):
            return None
        name, element = owner, True
    root = variable_of(source, name)
    if root is None or not root.is_variable or root.is_volatile or root.name in macro_words(source):
        return None
    kind = type_of(source, left)
    known = kind.is_string and kind.name == "string" and not kind.arguments and not kind.macro_altered
    if not known or root.type.pointers or (element and not (root.type.container or root.type.extents)):
        return None
    asked = any(use.method == "capacity" for use in uses(source, root))
    return root if is_from_std(source, root) and not asked else None


def _operands(right: Node, target: str) -> tuple[Node, ...] | None:
    """What follows the target in `target + a + b`; None where the expression is no such sum."""
    found: list[Node] = []
    current = unwrapped(right)
    while current.type == "binary_expression":
        operator = current.child_by_field_name("operator")
        left, operand = current.child_by_field_name("left"), current.child_by_field_name("right")
        if operator is None or text_of(operator) != "+" or left is None or operand is None:
            return None
        found.append(operand)
        current = unwrapped(left)
    return tuple(reversed(found)) if found and text_of(current) == target else None


def _is_appendable(source: Source, operand: Node, root: Declaration) -> bool:
    """A string, a character or a literal that does not mention the variable itself."""
    if unwrapped(operand).type in ("string_literal", "raw_string_literal", "concatenated_string"):
        return not text_of(unwrapped(operand)).startswith(("L", "u", "U"))
    kind = type_of(source, operand)
    if kind.macro_altered or not (kind.is_string or (kind.name == "char" and kind.is_arithmetic)):
        return False
    names = (each for each in walk(operand) if each.type in ("identifier", "field_identifier"))
    return not any(text_of(each) == root.name or text_of(each) in macro_words(source) for each in names)


def _is_independent(source: Source, operand: Node, root: Declaration) -> bool:
    """Whether an operand's value can't depend on when the variable is appended to: it is no reference to it, and no
    function of the file computes it."""
    for each in walk(operand):
        call = read_call(each)
        if each.type in ("lambda_expression", "pointer_expression", "assignment_expression", "update_expression"):
            return False
        if call is not None and (call.arrow or declarations_named(source, call.name) or not call.name):
            return False
        found = variable_of(source, each)
        if found is None or not found.is_variable:
            continue
        origin = root_of(source, each)  # what a local reference is bound to
        if origin is None:
            return False
        kind = variable_type(source, origin)  # views and iterators may lead into the variable
        if not kind.is_arithmetic and (not owns(kind) or _may_be(origin, root)):
            return False
    return True


def _may_be(one: Declaration, other: Declaration) -> bool:
    """Whether two names may denote the same object, or a part of it."""
    return one is other or any(each.type.reference or each.type.pointers for each in (one, other))


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
