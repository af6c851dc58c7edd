"""How often a counted loop runs: an expression that can be evaluated before the loop, or None."""

from dataclasses import dataclass
from typing import Literal

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.mutation import changes_of, may_change
from perfcoder_lsp.cpp.includes import macro_names, macro_words
from perfcoder_lsp.cpp.loops import Counter, Loop, exits
from perfcoder_lsp.cpp.nodes import ancestors, has_error, is_inside, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, per_source, walk
from perfcoder_lsp.cpp.uses import uses, uses_in

_PURE_NODES = frozenset(
    {
        "identifier",
        "number_literal",
        "char_literal",
        "binary_expression",
        "unary_expression",
        "parenthesized_expression",
        "field_expression",
        "field_identifier",
        "call_expression",
        "argument_list",
        "cast_expression",
        "type_descriptor",
        "primitive_type",
        "sized_type_specifier",
        "type_identifier",
        "character",
    }
)
_CONDITIONS = frozenset({"if_statement", "else_clause"})
_PLAIN = frozenset({"expression_statement", "compound_statement"})
_PURE_METHODS = frozenset({"size", "length"})


@dataclass(frozen=True)
class Trips:
    """How often a loop's body starts, if nothing leaves the loop early.

    `text` is a C++ expression of an integer type, valid right before the loop where `guard` holds there: a condition,
    empty where the count can't be negative. `exact` is false where a break, return, goto or throw may end the loop
    earlier. `literal` is the count where it is a plain number; `sized` tells that it is the size of a container.
    """

    text: str
    exact: bool
    guard: str = ""
    literal: int | None = None
    sized: bool = False


def is_invariant(source: Source, expression: Node, where: Node) -> bool:
    """Whether an expression of variables, numbers, arithmetic and `size()` has no side effect, and the same value each
    time while the node runs."""
    if has_error(expression):
        return False
    for each in walk(expression):
        if not each.is_named:
            continue
        if each.type not in _PURE_NODES:
            return False
        if each.type == "call_expression" and not _is_pure_call(source, each):
            return False
        if each.type == "identifier" and not _is_unchanged(source, each, where):
            return False
        if each.type == "field_expression" and not _is_method_name(each):
            return False
    return True


def _is_method_name(field: Node) -> bool:
    parent = field.parent
    return parent is not None and parent.type == "call_expression" and parent.child_by_field_name("function") == field


def _is_pure_call(source: Source, node: Node) -> bool:
    call = read_call(node)
    if call is None or call.object is None or call.arguments or call.arrow:
        return False
    known = call.name in _PURE_METHODS and call.name not in macro_names(source)
    return known and bool(type_of(source, call.object).container)


def _is_unchanged(source: Source, name: Node, where: Node) -> bool:
    found = resolve(source, name)
    if found is None or not (found.is_variable or found.kind is Kind.ENUMERATOR):
        return False
    if found.name in macro_words(source) or found.is_volatile:
        return False
    kind = variable_type(source, found)
    if found.is_variable and not (kind.is_arithmetic or kind.container):
        return False
    if found.is_const or _is_out_of_reach(source, found):
        return found.is_const or not any(each.writes for each in uses_in(source, found, where))
    return not may_change(changes_of(source, where), found)


def _is_out_of_reach(source: Source, variable: Declaration) -> bool:
    """Whether a variable is a local number that only its own name leads to, so that no call and no reference changes
    it."""
    known = _known_reach(source)
    if id(variable) not in known:
        local = variable.is_automatic and variable.type.is_arithmetic and not variable.type.reference
        known[id(variable)] = local and not any(each.escapes or each.in_lambda for each in uses(source, variable))
    return known[id(variable)]


@per_source
def _known_reach(_: Source) -> dict[int, bool]:
    """What `_is_out_of_reach` was asked already, by the variable's identity."""
    return {}


def place_in_pass(source: Source, node: Node, loop: Node) -> Literal["always", "sometimes"] | None:
    """Whether a node in a loop's body is reached in every pass (unless something skips the pass), or under a condition;
    None for anything else, such as inner loops. It is reached once per pass at most."""
    conditional = False
    for each in ancestors(source, node):
        if each == loop:
            return "sometimes" if conditional else "always"
        if each.type in _CONDITIONS:
            conditional = True
        elif each.type not in _PLAIN:
            return None
    return None


def trip_count(source: Source, loop: Loop) -> Trips | None:
    """How often the loop's body runs: for counted `for` loops with step 1 or -1 over integers whose counter and bounds
    are not changed by the body, and for range-for over a container that the body does not change.

    The lower end must be a number of at least 0, so that the count does not overflow.
    """
    if has_error(loop.node):
        return None
    exact = not exits(loop.node).leaves
    if loop.kind == "range-for":
        return _range_trips(source, loop, exact=exact)
    counter = loop.counter
    if counter is None or abs(counter.step) != 1 or counter.comparison == "!=" or not _counts(source, counter, loop):
        return None
    low, high = (counter.start, counter.bound) if counter.step > 0 else (counter.bound, counter.start)
    first = literal(low)
    if first is None or first < 0 or not all(is_invariant(source, each, loop.node) for each in (low, high)):
        return None
    if any(_is_declared_in(source, each, loop.node) for each in walk(high)):
        return None
    return _count(source, first, high, inclusive=counter.comparison in ("<=", ">="), exact=exact)


def literal_trips(source: Source, loop: Loop) -> int | None:
    """How often the loop's body runs, where that is a plain number."""
    known = _known_literals(source)
    if loop.node.id not in known:
        trips = trip_count(source, loop)
        known[loop.node.id] = trips.literal if trips is not None else None
    return known[loop.node.id]


@per_source
def _known_literals(_: Source) -> dict[int, int | None]:
    """What `literal_trips` was asked already, by the loop's node's id."""
    return {}


def is_finite(source: Source, loop: Loop) -> bool:
    """Whether a loop comes to its own end after a number of passes that is fixed when it starts, as far as each pass
    comes to an end: nothing leaves it, and the body changes neither counter nor bound."""
    if has_error(loop.node) or exits(loop.node).leaves:
        return False
    if loop.kind == "range-for":
        return trip_count(source, loop) is not None
    counter = loop.counter
    if counter is None or counter.comparison == "!=" or not _counts(source, counter, loop):
        return False
    narrow, bound = counter.variable.type, type_of(source, counter.bound)
    wraps = not narrow.is_signed and ((bound.size or 8) > (narrow.size or 0) or counter.comparison not in ("<", ">"))
    wraps = wraps or (not narrow.is_signed and counter.step != 1)
    return not wraps and is_invariant(source, counter.bound, loop.node)


def _counts(source: Source, counter: Counter, loop: Loop) -> bool:
    """Whether only the loop's header changes the counter, which is an int or wider, and nobody else can see it."""
    kinds = (counter.variable.type, type_of(source, counter.start), type_of(source, counter.bound))
    if not all(each.is_integral for each in kinds) or (counter.variable.type.size or 0) < 4:
        return False
    if counter.variable.type.reference or counter.variable.is_volatile or not counter.variable.is_automatic:
        return False
    bound = kinds[1] if counter.step < 0 else kinds[2]
    if (bound.size or 0) > (counter.variable.type.size or 0) and counter.comparison in ("<=", ">="):
        return False
    used = uses_in(source, counter.variable, loop.node)
    changed = any(use.writes and is_inside(use.node, loop.body) for use in used)
    return not changed and not any(use.escapes or use.in_lambda for use in used)


def _is_declared_in(source: Source, node: Node, where: Node) -> bool:
    """Whether the node is a name that is declared only inside, as m is in `for (int i = 0, m = n; i < m; i++)`."""
    found = resolve(source, node) if node.type == "identifier" else None
    return found is not None and is_inside(found.name_node, where)


def _range_trips(source: Source, loop: Loop, *, exact: bool) -> Trips | None:
    right = loop.node.child_by_field_name("right")
    if right is None or right.type != "identifier":
        return None
    over = resolve(source, right)
    if over is None or not over.is_variable or over.macro_altered:
        return None
    kind = variable_type(source, over)
    sized = ("vector", "string", "deque", "map", "set", "unordered_map", "unordered_set", "multiset", "array")
    if kind.container not in sized or may_change(changes_of(source, loop.body), over):
        return None
    return Trips(f"{over.name}.size()", exact, sized=True)


def _count(source: Source, first: int, high: Node, *, inclusive: bool, exact: bool) -> Trips:
    last, offset = literal(high), int(inclusive) - first
    if last is not None:
        return Trips(str(last + offset), exact, literal=last + offset)
    limit = " ".join(text_of(high).split())
    operand = limit if high.type in _OPERANDS else f"({limit})"
    text = limit if offset == 0 else f"{operand} {'+' if offset > 0 else '-'} {abs(offset)}"
    guarded = type_of(source, high).is_signed or first > 0
    guard = f"{operand} > {-offset}" if guarded else ""
    return Trips(text, exact, guard, sized=offset <= 0 and high.type == "call_expression")


_OPERANDS = frozenset({"identifier", "number_literal", "call_expression", "parenthesized_expression"})


def literal(node: Node) -> int | None:
    """The value of a plain decimal integer literal (`3`, `-1`, `1000000`)."""
    node = unwrapped(node)
    if node.type == "unary_expression" and text_of(node).startswith("-"):
        inner = node.child_by_field_name("argument")
        value = literal(inner) if inner is not None else None
        return -value if value is not None else None
    text = text_of(node)
    digits = text.removeprefix("-").strip()  # the grammar counts a sign to the number
    plain = digits.isdigit() and len(digits) < 20 and (digits == "0" or not digits.startswith("0"))
    if node.type != "number_literal" or not plain:
        return None
    return -int(digits) if text.startswith("-") else int(digits)


def constant(source: Source, size: Node) -> int | None:
    """The value of a literal, or of a const integer that is given one."""
    if size.type != "identifier":
        return literal(size)
    named = resolve(source, size)
    listed = named.initializer.arguments if named is not None and named.initializer is not None else ()
    fixed = named is not None and named.is_const and named.type.is_integral and not named.type.reference
    return literal(listed[0]) if fixed and len(listed) == 1 else None
