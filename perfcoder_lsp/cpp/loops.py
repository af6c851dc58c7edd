"""Loops: their kind, counter, bounds, nesting, and what leaves them early."""

from dataclasses import dataclass
from typing import Literal

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.nodes import (
    FUNCTION_TYPES,
    LOOP_TYPES,
    ancestors,
    nodes_inside,
    nodes_of_type,
    text_of,
    unwrapped,
)
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range, per_source
from perfcoder_lsp.text import ByteRange

LoopKind = Literal["for", "range-for", "while", "do"]
_KINDS: dict[str, LoopKind] = {
    "for_statement": "for",
    "for_range_loop": "range-for",
    "while_statement": "while",
    "do_statement": "do",
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!="}


@dataclass(frozen=True)
class Counter:
    """The control of a `for` loop of the plain counted shape `for (int i = start; i < bound; i += step)`.

    `comparison` is written with the counter on the left; `step` is a non-zero constant; `in_header` tells whether
    the loop declares the counter itself, and nothing besides. Whether the body changes counter or bound is not said
    here: see `trip_count`.
    """

    variable: Declaration
    start: Node
    bound: Node
    comparison: str
    step: int
    in_header: bool


@dataclass(frozen=True)
class Loop:
    """A loop. `depth` counts the loops around it within its function; `parent` is the innermost of them."""

    kind: LoopKind
    node: Node
    body: Node
    condition: Node | None
    depth: int
    parent: Node | None
    counter: Counter | None

    @property
    def range(self) -> ByteRange:
        return node_range(self.node)

    @property
    def body_range(self) -> ByteRange:
        return node_range(self.body)


@per_source
def loops(source: Source) -> tuple[Loop, ...]:
    """All loops that are written as loops, in text order (an outer one before those inside)."""
    found = (_read(source, node) for node in nodes_of_type(source, *_KINDS))
    return tuple(each for each in found if each is not None)


def loops_around(source: Source, node: Node) -> tuple[Node, ...]:
    """The loop statements around a node within its function, innermost first."""
    found: list[Node] = []
    for each in ancestors(source, node):
        if each.type in FUNCTION_TYPES:
            break
        if each.type in LOOP_TYPES:
            found.append(each)
    return tuple(found)


def is_repeated(source: Source, node: Node) -> bool:
    """Whether the node may run more than once per call of its function: inside a loop, or after a label (goto)."""
    function = next((each for each in ancestors(source, node) if each.type in FUNCTION_TYPES), None)
    labels = nodes_inside(source, function, "labeled_statement") if function is not None else ()
    return bool(loops_around(source, node)) or any(each.start_byte < node.start_byte for each in labels)


def runs_often(source: Source, node: Node) -> bool:
    """Whether the node may run many times in a program: inside a loop, or in another function than main."""
    function = function_of(source, node)
    return function is not None and (function.name != "main" or is_repeated(source, node))


@dataclass(frozen=True)
class Exits:
    """What can leave a loop's body before its end: `leaves` (break, return, goto, throw) ends the loop, `skips`
    (continue) one pass."""

    leaves: tuple[Node, ...]
    skips: tuple[Node, ...]


def exits(loop: Node) -> Exits:
    """The jumps out of a loop's body that are written there (exceptions from calls can't be seen)."""
    leaves: list[Node] = []
    skips: list[Node] = []
    body = loop.child_by_field_name("body") or loop
    pending = [(body, False, False)]
    while pending:
        node, in_loop, in_switch = pending.pop()
        kind = node.type
        if kind in FUNCTION_TYPES:
            continue
        if kind in ("return_statement", "goto_statement", "throw_statement", "co_return_statement") or (
            kind == "break_statement" and not in_loop and not in_switch
        ):
            leaves.append(node)
        elif kind == "continue_statement" and not in_loop:
            skips.append(node)
        in_loop, in_switch = in_loop or kind in LOOP_TYPES, in_switch or kind == "switch_statement"
        pending.extend((child, in_loop, in_switch) for child in node.named_children)
    return Exits(tuple(leaves), tuple(skips))


def _read(source: Source, node: Node) -> Loop | None:
    body = node.child_by_field_name("body")
    if body is None:
        return None
    around = loops_around(source, node)
    condition = node.child_by_field_name("condition")
    if condition is not None and condition.type == "condition_clause":
        condition = condition.child_by_field_name("value")
    counter = read_counter(source, node) if node.type == "for_statement" else None
    parent = around[0] if around else None
    return Loop(_KINDS[node.type], node, body, condition, len(around), parent, counter)


def read_counter(source: Source, loop: Node) -> Counter | None:
    """The counter of a for_statement; None where the loop has another shape."""
    condition, update = loop.child_by_field_name("condition"), loop.child_by_field_name("update")
    step = _step(source, update) if update is not None else None
    if condition is None or step is None:
        return None
    variable, amount = step
    if variable.type.reference:  # counts in another variable
        return None
    condition = unwrapped(condition)
    left, right = condition.child_by_field_name("left"), condition.child_by_field_name("right")
    operator = condition.child_by_field_name("operator")
    if condition.type != "binary_expression" or left is None or right is None or operator is None:
        return None
    comparison = text_of(operator)
    if comparison not in _MIRRORED:
        return None
    if resolve(source, unwrapped(left)) is variable:
        bound = right
    elif resolve(source, unwrapped(right)) is variable:
        bound, comparison = left, _MIRRORED[comparison]
    else:
        return None
    start = _start(source, loop, variable)
    if start is None or ((comparison in ("<", "<=")) != (amount > 0) and comparison != "!="):
        return None
    return Counter(variable, start[0], bound, comparison, amount, start[1])


def _step(source: Source, update: Node) -> tuple[Declaration, int] | None:
    """`i++`, `--i`, `i += 2`, `i = i + 2`: the variable and what is added."""
    update = unwrapped(update)
    target = update.child_by_field_name("argument") or update.child_by_field_name("left")
    variable = resolve(source, unwrapped(target)) if target is not None and target.type == "identifier" else None
    operator = update.child_by_field_name("operator")
    if variable is None or operator is None or not variable.is_variable:
        return None
    sign = text_of(operator)
    if update.type == "update_expression":
        return variable, 1 if sign == "++" else -1
    right = update.child_by_field_name("right")
    if update.type != "assignment_expression" or right is None:
        return None
    right = unwrapped(right)
    if sign == "=" and right.type == "binary_expression":
        base, amount = right.child_by_field_name("left"), right.child_by_field_name("right")
        inner = right.child_by_field_name("operator")
        if base is None or amount is None or inner is None or resolve(source, unwrapped(base)) is not variable:
            return None
        sign, right = f"{text_of(inner)}=", unwrapped(amount)
    if sign not in ("+=", "-=") or not text_of(right).isdigit() or int(text_of(right)) == 0:
        return None
    return variable, int(text_of(right)) * (1 if sign == "+=" else -1)


def _start(source: Source, loop: Node, variable: Declaration) -> tuple[Node, bool] | None:
    """The counter's first value and whether the loop's header declares the counter, and nothing besides."""
    initializer = loop.child_by_field_name("initializer")
    if initializer is None:
        return None
    if initializer.type == "declaration":
        if variable.node != initializer or variable.initializer is None or len(variable.initializer.arguments) != 1:
            return None
        if not variable.is_automatic:  # a static counter starts only once, and goes on in the next run of the loop
            return None
        return variable.initializer.arguments[0], variable.is_sole
    if initializer.type != "assignment_expression":
        return None
    left, right = initializer.child_by_field_name("left"), initializer.child_by_field_name("right")
    operator = initializer.child_by_field_name("operator")
    if left is None or right is None or operator is None or text_of(operator) != "=":
        return None
    return (right, False) if resolve(source, left) is variable else None
