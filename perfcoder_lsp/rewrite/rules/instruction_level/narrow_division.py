"""Rule of "Instruction-Level Execution Optimization": NUM17."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.intervals import Range
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.loops import loops_around
from perfcoder_lsp.cpp.nodes import has_error, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import UNKNOWN
from perfcoder_lsp.rewrite.mathematics import factor
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category

_INT = Range(-(1 << 31) + 1, (1 << 31) - 1)  # without the one whose quotient by -1 does not fit
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


@rule(id="NUM17", category=Category.INSTRUCTION_LEVEL, summary="Divide 32-bit values in 32 bits", gain=1.1)
def narrow_division(source: Source) -> Iterator[Finding]:
    """
    What it does: turns `a % b` and `a / b` of 64-bit variables in a loop into `(int)a % (int)b`, where both are proved
    to have at most 32 bits.

    Why: many processors take several times as long to divide 64 bits as 32, whatever the values are.

    When not: the text does not show between which values the operands lie; the divisor is a constant (then nothing is
    divided); the quotient is part of a larger computation, or handed to a function, for which its type matters.

    Source: catalogue NUM17, measured 1.16x (more on Intel's processors before Ice Lake). Agner Fog's manual 1.
    """
    for node in nodes_of_type(source, "binary_expression"):
        pair = operands(node, "%", "/")
        if pair is not None and loops_around(source, node) and _is_narrow(source, node, *pair):
            yield _narrowed(source, node, *pair)


def _is_narrow(source: Source, node: Node, left: Node, right: Node) -> bool:
    function, kind = function_of(source, node), type_of(source, node)
    if not kind.is_integral or kind.size != 8 or function is None or has_error(function.node):
        return False
    dividend, divisor = value_range(source, left), value_range(source, right)
    if dividend is None or divisor is None or divisor.low == divisor.high:
        return False
    least = _INT if kind.is_signed else Range(0, _INT.high)
    if not (dividend.within(least) and divisor.within(least)):
        return False
    return _is_converted(source, node, negative=min(dividend.low, divisor.low) < 0)


def _is_converted(source: Source, node: Node, *, negative: bool) -> bool:
    """Whether a result of another integer type has the same effect: it is compared, tested or put in a variable. (An
    int that may be negative must not be compared with an unsigned number.)"""
    parent = parent_of(source, node)
    while parent is not None and parent.type == "parenthesized_expression":
        node, parent = parent, parent_of(source, parent)
    if parent is None:
        return False
    if parent.type in ("condition_clause", "if_statement", "while_statement"):
        return True
    if operands(parent, *_COMPARISONS) is not None:
        left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
        other = right if left == node else left
        compared = type_of(source, other) if other is not None else UNKNOWN
        return compared.is_integral and (compared.is_signed or not negative)
    target = parent.child_by_field_name("declarator") if parent.type == "init_declarator" else None
    operator = parent.child_by_field_name("operator")
    if parent.type == "assignment_expression" and operator is not None and text_of(operator) == "=":
        target = parent.child_by_field_name("left")
    of = type_of(source, target) if target is not None and target != node else None
    declared = parent_of(source, parent)
    deduced = declared is not None and "auto" in text_of(declared).split("=")[0].split()
    return of is not None and of.is_integral and not deduced


def _narrowed(source: Source, node: Node, left: Node, right: Node) -> Finding:
    one, other = node.child_by_field_name("left") or left, node.child_by_field_name("right") or right
    line = line_of(source, node.start_byte)
    return Finding(
        title=f"Divide {text_of(left)} and {text_of(right)} in 32 bits",
        explanation=(
            f"`{text_of(node)}` in line {line} divides 64-bit integers, although the values of `{text_of(left)}` and "
            f"`{text_of(right)}` always fit in 32 bits, for which a division takes less time."
        ),
        edits=(
            replaced(one, f"(int){factor(one)}"),
            replaced(other, f"(int){factor(other)}"),
        ),
        range=node_range(node),
    )
