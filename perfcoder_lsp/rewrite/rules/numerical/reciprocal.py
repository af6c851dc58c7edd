"""Rule of "Numerical Computation Optimization": NUM8."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.trips import is_invariant
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.loops import loops_around
from perfcoder_lsp.cpp.nodes import has_error, is_inside, nodes_of_type, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import takes_declarations
from perfcoder_lsp.rewrite.caveats import ROUNDING
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import statement_before
from perfcoder_lsp.strategy import Category


@rule(
    id="NUM8",
    category=Category.NUMERICAL,
    summary="Multiply by a reciprocal instead of dividing in a loop",
    gain=1.5,
    consent="floats",
)
def multiply_by_reciprocal(source: Source) -> Iterator[Finding]:
    """
    What it does: where a loop divides floating-point numbers by one that stays the same, computes `1 / d` before the
    loop and multiplies by that.

    Why: a division takes several times as long as a multiplication, and far fewer of them run at a time.

    When not: the divisor is a literal or constant (a power of two the compiler inverts itself), may change during the
    loop, or is declared in it; the types differ, so that the quotient is computed in another one. A product with a
    rounded reciprocal may differ from the quotient in the last digit: it needs consent.

    Source: catalogue NUM8, measured 2.33x. Codee PWR045.
    """
    by_loop: dict[tuple[int, str], tuple[Node, list[Node]]] = {}
    for node in nodes_of_type(source, "binary_expression", "assignment_expression"):
        loop = _invariant_loop(source, node)
        divisor = node.child_by_field_name("right")
        if loop is not None and divisor is not None:
            by_loop.setdefault((loop.id, text_of(divisor)), (loop, []))[1].append(node)
    for loop, quotients in by_loop.values():
        yield _multiply(source, loop, quotients)


def _invariant_loop(source: Source, node: Node) -> Node | None:
    """The outermost loop around a division in which the divisor, a variable of the same type, stays the same."""
    operator, left = node.child_by_field_name("operator"), node.child_by_field_name("left")
    right = node.child_by_field_name("right")
    if operator is None or left is None or right is None or text_of(operator) not in ("/", "/="):
        return None
    one, other = type_of(source, left).decayed, type_of(source, right).decayed
    if one != other or other.name not in ("double", "float") or right.type != "identifier":
        return None
    variable, function = resolve(source, right), function_of(source, node)
    if variable is None or variable.is_const or function is None or has_error(function.node):
        return None
    found: Node | None = None
    for each in loops_around(source, node):
        if is_inside(variable.name_node, each) or not is_invariant(source, right, each):
            break
        if takes_declarations(source, each):
            found = each
    return found


def _multiply(source: Source, loop: Node, quotients: list[Node]) -> Finding:
    divisor = unwrapped(quotients[0].child_by_field_name("right") or quotients[0])
    kind, text = type_of(source, divisor).decayed.name, text_of(divisor)
    name = unused_name(source, f"inverse_{text}")
    edits = [statement_before(source, loop, f"const {kind} {name} = 1 / {text};")]
    for each in quotients:
        operator, right = each.child_by_field_name("operator"), each.child_by_field_name("right")
        if operator is not None and right is not None:
            edits.append(replaced(operator, text_of(operator).replace("/", "*")))
            edits.append(replaced(right, name))
    lines = ", ".join(dict.fromkeys(str(line_of(source, each.start_byte)) for each in quotients))
    return Finding(
        title=f"Multiply by 1 / {text} instead of dividing by {text}",
        explanation=(
            f"Each pass of the loop in line {line_of(source, loop.start_byte)} divides by `{text}` (line {lines}), "
            "which nothing in the loop changes; its reciprocal needs one division before the loop."
        ),
        edits=tuple(edits),
        range=node_range(loop),
        notes=(ROUNDING,),
    )
