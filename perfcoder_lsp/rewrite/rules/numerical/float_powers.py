"""Rule of "Numerical Computation Optimization": NUM2."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, call_around
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.nodes import parent_of, text_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.caveats import ROUNDING
from perfcoder_lsp.rewrite.mathematics import factor, is_repeatable, math_calls, reads_errno
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category

_EXPONENTS = {"3.0": 3, "4.0": 4, "5.0": 5, "6.0": 6, "7.0": 7, "8.0": 8}
_STANDALONE = frozenset(
    {"init_declarator", "return_statement", "argument_list", "parenthesized_expression", "assignment_expression"}
)


@rule(
    id="NUM2",
    category=Category.NUMERICAL,
    summary="Multiply instead of raising to small powers",
    gain=5,
    consent="floats",
)
def multiply_floats(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `pow(x, 3)` by `x * x * x`, for whole exponents from 3 to 8 and a double x.

    Why: pow takes a logarithm and an exponential for any exponent, where a few multiplications do.

    When not: x is no double, or evaluating it several times may differ; the exponent is 2, which compilers multiply
    themselves; pow may be another function than that of <cmath>. Each product is rounded, pow only once, so that the
    last digit may differ: it needs consent.

    Source: catalogue NUM2, measured 12.5x. Codee PWR031.
    """
    for call in math_calls(source, "pow") if not reads_errno(source) else ():
        power = _exponent(call.arguments[1]) if len(call.arguments) == 2 else None
        if power is not None and _is_double(source, call.arguments[0]):
            yield _multiply(source, call, power)


def _exponent(node: Node) -> int | None:
    power = _EXPONENTS.get(text_of(node), literal(node))
    return power if power is not None and 3 <= power <= 8 else None


def _is_double(source: Source, base: Node) -> bool:
    kind = type_of(source, base)
    return kind.is_floating and kind.name == "double" and is_repeatable(source, base)


def _multiply(source: Source, call: Call, power: int) -> Finding:
    one, parent = factor(call.arguments[0]), parent_of(source, call.node)
    product = " * ".join([one] * power)
    called = call_around(source, call.node)
    expanded = called is not None and called.name in macro_names(source)
    plain = parent is not None and parent.type in _STANDALONE and not expanded
    line = line_of(source, call.node.start_byte)
    return Finding(
        title=f"Multiply instead of calling pow for {text_of(call.arguments[0])}",
        explanation=(
            f"`{text_of(call.node)}` in line {line} computes a logarithm and an exponential; {power - 1} products "
            f"of `{text_of(call.arguments[0])}` give the same power."
        ),
        edits=(replaced(call.node, product if plain else f"({product})"),),
        range=node_range(call.node),
        notes=(ROUNDING,),
    )
