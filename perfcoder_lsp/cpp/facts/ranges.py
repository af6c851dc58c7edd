"""Between which values an integer expression always lies, as far as the text proves it."""

import re
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.effects import Effect
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.includes import macro
from perfcoder_lsp.cpp.loops import Counter, read_counter
from perfcoder_lsp.cpp.nodes import ancestors, is_inside, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import uses

_SMALL_NUMBER = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
_MAX_STEPS = 200
_MAX_DEPTH = 16


@dataclass(frozen=True)
class Range:
    """All integers from `low` to `high`, both included."""

    low: int
    high: int

    @property
    def magnitude(self) -> int:
        """The largest absolute value."""
        return max(abs(self.low), abs(self.high))

    def __or__(self, other: "Range") -> "Range":
        return Range(min(self.low, other.low), max(self.high, other.high))

    def within(self, other: "Range") -> bool:
        return other.low <= self.low and self.high <= other.high


def type_range(kind: Type) -> Range | None:
    """All values of an integer type; for char those of either signedness. None for other types."""
    if not kind.is_integral or kind.size is None:
        return None
    if kind.name == "bool":
        return Range(0, 1)
    if kind.name == "char":
        return Range(-128, 255)
    bits = kind.size * 8
    return Range(-(1 << bits - 1), (1 << bits - 1) - 1) if kind.is_signed else Range(0, (1 << bits) - 1)


def value_range(source: Source, node: Node) -> Range | None:
    """The values that an integer expression can have in a program without undefined behaviour; None where its type is
    not known to be an integer type. Never wider than the type."""
    return _Proof(source).value(node, 0)


def _kept(kind: Type) -> Range | None:
    """The values that a conversion to the type keeps, whatever the signedness of char."""
    return Range(0, 127) if kind.name == "char" else type_range(kind)


class _Proof:
    """One search, with a limit on its steps: variables may be defined by one another."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._steps = _MAX_STEPS
        self._active: set[int] = set()

    def value(self, node: Node, depth: int) -> Range | None:
        node = unwrapped(node)
        if node.type == "identifier" and (body := macro(self._source, text_of(node))) is not None:
            return Range(int(body.body), int(body.body)) if _SMALL_NUMBER.fullmatch(body.body) else None
        kind = type_of(self._source, node)
        whole, kept = type_range(kind), _kept(kind)
        self._steps -= 1
        if whole is None or kept is None or depth > _MAX_DEPTH or self._steps < 0:
            return whole
        found = self._narrowed(node, depth + 1)
        return found if found is not None and found.within(kept) else whole

    def _narrowed(self, node: Node, depth: int) -> Range | None:
        number = literal(node)
        if number is not None:
            return Range(number, number)
        if node.type == "char_literal":
            text = text_of(node)
            return Range(ord(text[1]), ord(text[1])) if len(text) == 3 else None
        if node.type == "binary_expression":
            return self._binary(node, depth)
        if node.type == "cast_expression":
            inner = node.child_by_field_name("value")
            return self.value(inner, depth) if inner is not None else None
        if node.type == "unary_expression" and text_of(node.children[0]) == "-":
            inner = node.child_by_field_name("argument")
            of = self.value(inner, depth) if inner is not None else None
            return Range(-of.high, -of.low) if of is not None else None
        if node.type == "conditional_expression":
            branches = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
            one, other = (self.value(each, depth) if each is not None else None for each in branches)
            return one | other if one is not None and other is not None else None
        if node.type == "identifier":
            found = resolve(self._source, node)
            return self._variable(found, node, depth) if found is not None and found.is_variable else None
        return None

    def _binary(self, node: Node, depth: int) -> Range | None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is None or right is None or operator is None:
            return None
        one, other = self.value(left, depth), self.value(right, depth)
        if one is None or other is None:
            return None
        symbol = text_of(operator)
        if symbol == "+":
            return Range(one.low + other.low, one.high + other.high)
        if symbol == "-":
            return Range(one.low - other.high, one.high - other.low)
        if symbol == "*":
            ends = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
            return Range(min(ends), max(ends))
        if symbol == "&" and max(one.low, other.low) >= 0:  # a mask without sign bit leaves none
            return Range(0, min(each.high for each in (one, other) if each.low >= 0))
        return _divided(symbol, one, other.low) if other.low == other.high and other.low > 0 else None

    def _variable(self, variable: Declaration, mention: Node, depth: int) -> Range | None:
        """The union of everything that is ever assigned to a variable that nobody else can write."""
        known = variable_type(self._source, variable).is_integral and not variable.type.reference
        if not known or variable.is_volatile or id(variable) in self._active:
            return None
        self._active.add(id(variable))
        counted = self._counter(variable, mention, depth)
        found = counted if counted is not None else self._assigned(variable, depth)
        self._active.discard(id(variable))
        return found

    def _assigned(self, variable: Declaration, depth: int) -> Range | None:
        """From all values that are ever assigned; `++`, `+= x` and their like leave one end open."""
        constant = variable.is_const and variable.kind in (Kind.GLOBAL, Kind.STATIC_LOCAL)
        if not constant and variable.kind not in (Kind.LOCAL, Kind.CONDITION, Kind.FOR_INIT):
            return None
        values = list(variable.initializer.arguments) if variable.initializer is not None else []
        whole = type_range(variable_type(self._source, variable))
        if len(values) > 1 or (constant and not values) or whole is None:
            return None
        low, high = whole.high, whole.low
        for use in uses(self._source, variable):
            if not use.writes:
                continue
            parent = parent_of(self._source, use.node)
            right = parent.child_by_field_name("right") if parent is not None else None
            direction = self._direction(parent, depth) if use.effect is Effect.UPDATE and parent is not None else 0
            if use.in_lambda or not (direction or (use.effect is Effect.WRITE and _is_assignment(parent))):
                return None
            if direction:  # signed overflow is undefined; shorter and unsigned types wrap
                if not variable.type.is_signed or (variable.type.size or 0) < 4:
                    return None
                low, high = (low, whole.high) if direction > 0 else (whole.low, high)
            elif right is not None:
                values.append(right)
        union = self._union(variable, values, depth)
        return Range(min(low, union.low), max(high, union.high)) if union is not None else None

    def _direction(self, update: Node, depth: int) -> int:
        """1 where the update can only add, -1 where it can only subtract, 0 for anything else."""
        operator, right = update.child_by_field_name("operator"), update.child_by_field_name("right")
        symbol = text_of(operator) if operator is not None else ""
        if update.type == "update_expression":
            return 1 if symbol == "++" else -1
        amount = self.value(right, depth) if right is not None and symbol in ("+=", "-=") else None
        if amount is None or amount.low < 0:
            return 0
        return 1 if symbol == "+=" else -1

    def _union(self, variable: Declaration, values: list[Node], depth: int) -> Range | None:
        total: Range | None = None
        kept = _kept(variable_type(self._source, variable))
        for each in values:
            one = self.value(each, depth)
            if one is None or kept is None or not one.within(kept):
                return None
            total = one if total is None else total | one
        return total

    def _counter(self, variable: Declaration, mention: Node, depth: int) -> Range | None:
        """A counter that only the loop's header changes: one that the loop declares, or in its body any local one."""
        loop = _counting_loop(self._source, variable, mention)
        if loop is None:
            return None
        counter, update = read_counter(self._source, loop), loop.child_by_field_name("update")
        if counter is None or update is None or counter.variable is not variable or counter.comparison == "!=":
            return None
        for use in uses(self._source, variable):
            elsewhere = variable.kind is not Kind.FOR_INIT and not _in_body(loop, use.node)
            if use.escapes or use.in_lambda or (use.writes and not elsewhere and not is_inside(use.node, update)):
                return None
        start, bound = self.value(counter.start, depth), self.value(counter.bound, depth)
        whole = type_range(variable.type)
        if start is None or bound is None or whole is None or _may_wrap(counter, bound, whole):
            return None
        body = loop.child_by_field_name("body")
        strict = counter.comparison in ("<", ">")
        if body is None or not is_inside(mention, body):  # the condition also sees the value that ends the loop
            return Range(start.low, whole.high) if counter.step > 0 else Range(whole.low, start.high)
        if counter.step > 0:
            return Range(start.low, max(bound.high - strict, start.low))
        return Range(min(bound.low + strict, start.high), start.high)


def _counting_loop(source: Source, variable: Declaration, mention: Node) -> Node | None:
    """The for loop that may count with the variable: the one that declares it, else the innermost one around the
    mention that has it in its header."""
    if variable.kind is Kind.FOR_INIT:
        return parent_of(source, variable.node)
    if variable.kind is not Kind.LOCAL:
        return None
    for each in ancestors(source, mention):
        if each.type == "for_statement" and _in_body(each, mention):
            counter = read_counter(source, each)
            if counter is not None and counter.variable is variable:
                return each
    return None


def _in_body(loop: Node, node: Node) -> bool:
    body = loop.child_by_field_name("body")
    return body is not None and is_inside(node, body)


def _is_assignment(node: Node | None) -> bool:
    operator = node.child_by_field_name("operator") if node is not None else None
    is_assignment = node is not None and node.type == "assignment_expression"
    return is_assignment and operator is not None and text_of(operator) == "="


def _divided(symbol: str, one: Range, divisor: int) -> Range | None:
    if symbol == "%":
        rest = divisor - 1
        return Range(0 if one.low >= 0 else -rest, min(rest, one.high) if one.low >= 0 else rest)
    if symbol == "/":
        low, high = (-(-end // divisor) if end < 0 else end // divisor for end in (one.low, one.high))
        return Range(low, high)
    return None


def _may_wrap(counter: Counter, bound: Range, whole: Range) -> bool:
    """Whether the counter may pass the end of its type (undefined for int and wider signed types, so no matter)."""
    kind = counter.variable.type
    if kind.is_signed and (kind.size or 0) >= 4:
        return False
    return bound.high + counter.step > whole.high or bound.low + counter.step < whole.low
