"""Rules of "Loop Efficiency Techniques": NUM11."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, call_around, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.trips import is_invariant, literal
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_directive, macro_words
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import is_inside, parent_of, symbol_of, text_of, unwrapped
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.scopes import resolve, type_at, variable_of
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.statements import takes_declarations
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.mathematics import math_calls, reads_errno
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import statement_before
from perfcoder_lsp.strategy import Category

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_LONG_STEP = 1 << 20
_OPERANDS = frozenset(
    {"identifier", "number_literal", "call_expression", "subscript_expression", "field_expression"}
    | {"parenthesized_expression"}
)


@dataclass(frozen=True)
class _Root:
    """A comparison `i <= sqrt(n)` in a loop's condition, the counter on whichever side.

    `whole` is the side with the root, which may be truncated: `(int)sqrt(n)`, `floor(sqrt(n))`; `comparison` is written
    with the counter on the left.
    """

    loop: Loop
    call: Call
    whole: Node
    truncated: bool
    counter: Node
    comparison: str

    @property
    def argument(self) -> Node:
        return self.call.arguments[0]


@rule(id="NUM11", category=Category.LOOP, summary="Take no square root in every pass of a loop", gain=1.4)
def square_instead_of_root(source: Source) -> Iterator[Finding]:
    """
    What it does: turns the loop condition `i <= sqrt(n)` into `(long long)i * i <= n`. Where n is wider than 32 bits
    but stays the same during the loop, it computes the root once before the loop instead.

    Why: the condition is evaluated in every pass, and a square root takes many times longer than a multiplication.

    When not: i may be negative (its square would then exceed n), or its square may overflow; n has more than 32 bits,
    or is no integer, and the loop changes it; the root is part of a larger expression, or truncated and compared by
    `<`; sqrt may be another function than that of <cmath>; errno is read; a macro takes part.

    Source: catalogue NUM11, measured 1.42x. PIE; competitive-programming folklore.
    """
    if reads_errno(source):
        return
    by_condition = {each.condition.id: each for each in loops(source) if each.condition is not None}
    for call in math_calls(source, "sqrt"):
        root = _read_root(source, call, by_condition) if len(call.arguments) == 1 else None
        if root is None:
            continue
        if _can_square(source, root):
            yield _square(source, root)
        elif (block := _hoisting_block(source, root)) is not None and block.type == "compound_statement":
            yield _hoist(source, root)


def _read_root(source: Source, call: Call, by_condition: dict[int, Loop]) -> _Root | None:
    """The comparison that a sqrt call is one side of, where it decides whether the loop goes on: it is the condition,
    or what its `&&` begins with."""
    side, truncated = _side(source, call.node)
    comparison = parent_of(source, side)
    left = comparison.child_by_field_name("left") if comparison is not None else None
    right = comparison.child_by_field_name("right") if comparison is not None else None
    if comparison is None or left is None or right is None:
        return None
    symbol = symbol_of(comparison)
    if comparison.type != "binary_expression" or symbol not in _MIRRORED:
        return None
    counter = unwrapped(right if left == side else left)
    loop = _loop_of(source, comparison, by_condition)
    if loop is None:
        return None
    return _Root(loop, call, side, truncated, counter, symbol if right == side else _MIRRORED[symbol])


def _side(source: Source, node: Node) -> tuple[Node, bool]:
    """The operand that a sqrt call makes up, with parentheses, and whether it is cut to an integer there."""
    truncated = False
    while (parent := parent_of(source, node)) is not None:
        call = call_around(source, node)
        if parent.type == "parenthesized_expression":
            node = parent
        elif parent.type == "cast_expression" and _is_integer(_cast_type(source, parent)):
            node, truncated = parent, True
        elif call is not None and call.name in ("int", "floor") and call.in_std and call.object is None:
            node, truncated = call.node, True
        else:
            break
    return node, truncated


def _cast_type(source: Source, node: Node) -> Type:
    described = node.child_by_field_name("type")
    return type_at(source, text_of(described) if described is not None else "", node)


def _is_integer(kind: Type) -> bool:
    return kind.is_integral and kind.is_signed and (kind.size or 0) >= 4


def _loop_of(source: Source, comparison: Node, by_condition: dict[int, Loop]) -> Loop | None:
    node: Node | None = comparison
    while node is not None and node.id not in by_condition:
        parent = parent_of(source, node)
        operator = parent.child_by_field_name("operator") if parent is not None else None
        first = parent is not None and parent.child_by_field_name("left") == node
        conjunction = operator is not None and text_of(operator) in ("&&", "and")
        plain = parent is not None and parent.type in ("parenthesized_expression", "condition_clause")
        node = parent if plain or (first and conjunction) else None
    return by_condition[node.id] if node is not None else None


def _can_square(source: Source, root: _Root) -> bool:
    """Whether `i * i <= n` decides as `i <= sqrt(n)` does: for whole i >= 0 and n below 2 to the 52nd the correctly
    rounded root is at least i exactly where n is at least i squared. A negative n ends the loop either way."""
    if root.comparison not in ("<", "<=") or (root.truncated and root.comparison == "<"):
        return False
    of = type_of(source, _number(root))
    counter = variable_of(source, root.counter)
    if not of.is_integral or of.name == "bool" or (of.size or 8) > 4 or counter is None or not counter.is_variable:
        return False
    names = [text_of(each) for each in walk(root.argument) if each.type == "identifier"]
    if {counter.name, *names} & macro_words(source) or any(each.type == "comment" for each in walk(root.whole)):
        return False
    known = value_range(source, root.counter)
    if known is None or known.low < 0 or counter.is_volatile:
        return False
    kind, number = variable_type(source, counter), value_range(source, _number(root))
    if not kind.is_signed and kind.size == 8 and (number is None or number.low < 0):
        return False  # compared with such a counter, a negative n would be a large one
    return kind.size == 2 or (kind.size == 4 and kind.is_signed) or _stays_small(source, counter, root)


def _number(root: _Root) -> Node:
    """The integer under the root: `n` of `sqrt((double)n)`."""
    node = unwrapped(root.argument)
    described = node.child_by_field_name("type") if node.type == "cast_expression" else None
    value = node.child_by_field_name("value") if node.type == "cast_expression" else None
    if described is not None and value is not None and text_of(described) == "double":
        return unwrapped(value)
    call = read_call(node)
    if call is not None and call.name == "double" and len(call.arguments) == 1:
        return unwrapped(call.arguments[0])
    return node


def _stays_small(source: Source, counter: Declaration, root: _Root) -> bool:
    """Whether a 64-bit counter can't be squared beyond 63 bits: it starts small, and only the header adds little."""
    node = root.loop.node
    update = node.child_by_field_name("update")
    start = counter.initializer.arguments if counter.initializer is not None else ()
    if counter.kind is not Kind.FOR_INIT or counter.node.parent != node or update is None or len(start) != 1:
        return False
    first, amount = literal(start[0]), update.child_by_field_name("right")
    step = 1 if update.type == "update_expression" else (literal(amount) if amount is not None else None)
    if first is None or not 0 <= first <= _LONG_STEP or step is None or step > _LONG_STEP:
        return False
    return all(is_inside(use.node, update) for use in uses(source, counter) if use.writes)


def _square(source: Source, root: _Root) -> Finding:
    counter, number = text_of(root.counter), _number(root)
    squared = f"{counter} * {counter}"
    if (type_of(source, root.counter).size or 0) < 8:
        squared = f"(long long){squared}"
    plain = number.type in _OPERANDS or operands(number, "+", "-", "*", "/", "%") is not None
    limit = text_of(number) if plain else f"({text_of(number)})"
    line = line_of(source, root.loop.node.start_byte)
    return Finding(
        title=f"Compare {counter} * {counter} instead of taking the square root",
        explanation=(
            f"The condition of the loop in line {line} computes `{text_of(root.call.node)}` in every pass. `{counter}` "
            f"is never negative and `{limit}` has at most 32 bits, so `{squared} {root.comparison} {limit}` tells the "
            "same with one multiplication."
        ),
        edits=(
            replaced(root.counter, squared),
            replaced(root.whole, limit),
        ),
        range=node_range(root.loop.node),
    )


def _hoisting_block(source: Source, root: _Root) -> Node | None:
    """The block in front of whose loop the root can be computed; None where it may differ from pass to pass, a jump
    could pass over the new variable, or a `#pragma` speaks of the loop."""
    loop, function = root.loop.node, function_of(source, root.loop.node)
    if root.loop.kind == "do" or type_of(source, root.call.node).name != "double" or function is None:
        return None
    if not takes_declarations(source, loop) or has_directive(source, loop):
        return None
    if any(each.type == "identifier" for each in walk(root.argument)) and is_invariant(source, root.argument, loop):
        names = (resolve(source, each) for each in walk(root.argument) if each.type == "identifier")
        if all(each is not None and not is_inside(each.name_node, loop) for each in names):
            return parent_of(source, loop)
    return None


def _hoist(source: Source, root: _Root) -> Finding:
    loop, call = root.loop.node, root.call.node
    argument = unwrapped(root.argument)
    name = unused_name(source, f"sqrt_{text_of(argument)}" if argument.type == "identifier" else "root")
    line = line_of(source, loop.start_byte)
    return Finding(
        title=f"Compute {text_of(call)} once before the loop",
        explanation=(
            f"The condition of the loop in line {line} computes `{text_of(call)}` in every pass, but nothing in the "
            f"loop changes `{text_of(argument)}`, so the root is the same each time."
        ),
        edits=(
            statement_before(source, loop, f"const double {name} = {text_of(call)};"),
            replaced(call, name),
        ),
        range=node_range(loop),
    )
