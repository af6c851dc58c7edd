"""Between which values an integer expression always lies, as far as the text proves it.

Where in a function the expression stands does not matter, counters of loops apart: a variable has the range of all that
is ever stored in it (`stores`)."""

import re

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import promoted, type_of, variable_type
from perfcoder_lsp.cpp.facts.intervals import Range, operated, type_range
from perfcoder_lsp.cpp.facts.stores import Stores, assignments_to, element_type, returned_values, stores_of
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.includes import has_local_includes, macro, macro_names
from perfcoder_lsp.cpp.loops import Counter, Loop, read_counter
from perfcoder_lsp.cpp.nodes import ancestors, is_inside, parent_of, symbol_of, text_of, unwrapped
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.scopes import declarations_named, resolve
from perfcoder_lsp.cpp.source import Source, per_source, walk
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import uses

_NUMBER = re.compile(r"(0|[1-9]\d{0,17})(?:[uU]?[lL]{0,2}|[lL]{1,2}[uU])", re.ASCII)
_POWER_OF_TEN = re.compile(r"([1-9]\d{0,3})e\+?(\d|1[0-5])", re.ASCII)
_WIDE = Type("__int128")
_MAX_STEPS = 400
_MAX_DEPTH = 16
_MAX_CONSTANT = 40  # characters


def value_range(source: Source, node: Node) -> Range | None:
    """The values that an integer expression can have in a program without undefined behaviour; None where its type is
    not known to be an integer type. Never wider than the type."""
    known = _asked(source)
    if node.id not in known:
        known[node.id] = _Proof(source).value(node, 0)
    return known[node.id]


def cannot_overflow(source: Source, node: Node) -> bool:
    """Whether no sum, difference or product in an integer expression is undefined, whatever its variables hold."""
    for each in walk(node):
        pair, kind = operands(each, "+", "-", "*"), type_of(source, each)
        if pair is None or (kind.is_integral and not kind.is_signed):
            continue
        one, other, whole = *(value_range(source, side) for side in pair), type_range(kind)
        exact = operated(symbol_of(each), one, other, _WIDE) if one is not None and other is not None else None
        if whole is None or exact is None or not exact.within(whole):
            return False
    return True


def element_range(source: Source, variable: Declaration) -> Range | None:
    """The values that the innermost elements of nested arrays and sequences can have, as far as the program gives them
    one; None where they are no integers, or the text does not show all that is stored in them."""
    return _Proof(source).elements(variable, 0)


@per_source
def _asked(_: Source) -> dict[int, Range | None]:
    """The ranges of expressions that were asked for already, by the node's id."""
    return {}


@per_source
def _proved_before(_: Source) -> dict[int, Range | None]:
    """What was proved of variables, containers and functions without any assumption, by the same keys."""
    return {}


def range_after(source: Source, step: Node) -> Range | None:
    """The values that a variable or element can have right after an assignment to it."""
    target = step.child_by_field_name("left") or step.child_by_field_name("argument")
    return _Proof(source).stepped(step, type_of(source, target), 0) if target is not None else None


def _is_multicharacter(literal: str) -> bool:
    return literal.startswith("'") and not literal.startswith("'\\") and len(literal.encode()) != len("'c'")


def _kept(kind: Type) -> Range | None:
    """The values that a conversion to the type keeps, whatever the signedness of char."""
    return Range(0, 127) if kind.name == "char" else type_range(kind)


class _Proof:
    """One search, with a limit on its steps: variables may be defined by one another."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._steps = _MAX_STEPS
        self._assumed: dict[int, Range] = {}  # by the id of a variable, or of a function's node: what is being proved

    def value(self, node: Node, depth: int) -> Range | None:
        node = unwrapped(node)
        if node.type == "identifier" and (body := macro(self._source, text_of(node))) is not None:
            number = _NUMBER.fullmatch(body.body)
            return Range(int(number[1]), int(number[1])) if number is not None else None
        if node.type == "char_literal" and _is_multicharacter(text_of(node)):  # an int
            return None
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
            return self._converted(inner, depth) if inner is not None else None
        if node.type == "unary_expression" and text_of(node.children[0]) == "-":
            inner = node.child_by_field_name("argument")
            of = self.value(inner, depth) if inner is not None else None
            return Range(-of.high, -of.low) if of is not None else None
        if node.type == "conditional_expression":
            branches = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
            return self._either(branches, depth)
        if node.type == "assignment_expression" and text_of(node.children[1]) == "=":
            right = node.child_by_field_name("right")
            return self._converted(right, depth) if right is not None else None
        if node.type == "call_expression":
            return self._call(node, depth)
        if node.type == "identifier":
            found = resolve(self._source, node)
            return self._variable(found, node, depth) if found is not None and found.is_variable else None
        return self._element(node, depth) if node.type == "subscript_expression" else None

    def _either(self, nodes: tuple[Node | None, ...], depth: int) -> Range | None:
        total: Range | None = None
        for each in nodes:
            one = self.value(each, depth) if each is not None else None
            if one is None:
                return None
            total = one if total is None else total | one
        return total

    def _converted(self, node: Node, depth: int) -> Range | None:
        """The value as an integer, of a floating-point constant such as `1e9 + 7`, too."""
        known = self.value(node, depth)
        if known is not None:
            return known
        constant = _whole_constant(node) if node.end_byte - node.start_byte < _MAX_CONSTANT else None
        return Range(constant, constant) if constant is not None else None

    def _binary(self, node: Node, depth: int) -> Range | None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is None or right is None or operator is None:
            return None
        one, other = self.value(left, depth), self.value(right, depth)
        if one is None or other is None:
            return None
        return operated(text_of(operator), one, other, type_of(self._source, node))

    def _call(self, node: Node, depth: int) -> Range | None:
        """`min`, `max` and `abs` of the standard library, and functions of the file by what they return."""
        call = read_call(node)
        if call is None or call.object is not None or call.name in macro_names(self._source):
            return None
        if declarations_named(self._source, call.name):
            returned = returned_values(self._source, call.name)
            return self._proved(id(returned), returned, type_of(self._source, node), depth) if returned else None
        if not call.in_std or call.template_arguments or has_local_includes(self._source):
            return None
        values = [self.value(each, depth) for each in call.arguments]
        known = [each for each in values if each is not None]
        if call.name in ("min", "max") and len(known) == len(values) == 2:
            pick = min if call.name == "min" else max
            return Range(pick(each.low for each in known), pick(each.high for each in known))
        if call.name == "abs" and len(known) == len(values) == 1:
            low, high = known[0].low, known[0].high
            return Range(0 if low <= 0 <= high else min(abs(low), abs(high)), known[0].magnitude)
        return None

    def _element(self, node: Node, depth: int) -> Range | None:
        """An element of an array or container, from all that is ever stored in one."""
        owner = node
        while owner.type == "subscript_expression" and (inner := owner.child_by_field_name("argument")) is not None:
            owner = unwrapped(inner)
        variable = resolve(self._source, owner) if owner.type == "identifier" else None
        return self.elements(variable, depth) if variable is not None and variable.is_variable else None

    def elements(self, variable: Declaration, depth: int) -> Range | None:
        kind = element_type(variable_type(self._source, variable))
        stores = stores_of(self._source, variable) if kind is not None and id(variable) not in self._assumed else None
        if kind is None or (stores is None and id(variable) not in self._assumed):
            return None
        return self._proved(id(variable), stores or Stores(), kind, depth)

    def _proved(self, key: int, stores: Stores, kind: Type, depth: int) -> Range | None:
        """The union of all that is stored. First it is assumed that all lies in some range; where what is stored then
        lies in it, too, it always does, by induction over the steps of the program."""
        if key in self._assumed:
            return self._assumed[key]
        if self._assumed:
            return self._prove(key, stores, kind, depth)
        known = _proved_before(self._source)
        if key not in known:
            known[key] = self._prove(key, stores, kind, depth)
        return known[key]

    def _prove(self, key: int, stores: Stores, kind: Type, depth: int) -> Range | None:
        whole = _kept(kind)
        if whole is None:
            return None
        self._assumed[key] = whole
        for assumed in self._guesses(stores, whole, depth):
            self._assumed[key] = assumed
            found = self._all(stores, kind, depth)
            if found is not None and found.within(assumed):
                del self._assumed[key]
                return found
        del self._assumed[key]
        return None

    def _guesses(self, stores: Stores, whole: Range, depth: int) -> tuple[Range, ...]:
        """What may be worth assuming: remainders of the largest divisor that is named, no negative number, anything."""
        rests = [operands(each, "%") for each in stores.values]
        named = [*(each[1] for each in rests if each is not None), *(modulus for _, modulus in stores.reduced)]
        divisors = [self.value(each, depth) for each in named]
        largest = max((each.high for each in divisors if each is not None and each.low == each.high), default=0)
        guesses = (Range(0, largest - 1), Range(0, whole.high), whole)
        return tuple(dict.fromkeys(each for each in guesses if each.low <= each.high and each.within(whole)))

    def _all(self, stores: Stores, kind: Type, depth: int) -> Range | None:
        kept = _kept(kind)
        total = Range(0, 0) if stores.zero else None
        for each in stores.values:
            one = self._converted(each, depth)
            if one is None or kept is None or not one.within(kept):
                return None
            total = one if total is None else total | one
        for step, modulus in stores.reduced:
            one, by = self.stepped(step, kind, depth), self.value(modulus, depth)
            rest = operated("%", one, by, promoted(kind, type_of(self._source, modulus))) if one and by else None
            if rest is None or kept is None or not rest.within(kept):
                return None
            total = rest if total is None else total | rest
        for each in stores.updates:
            one = self._updated(each, depth)
            if one is None or kept is None or not one.within(kept):
                return None
            grows = self._direction(each, kind, depth)
            if total is not None and grows:  # what only adds leaves the lower end where it is
                one = Range(max(one.low, total.low), max(one.high, total.high)) if grows > 0 else one
                one = Range(min(one.low, total.low), min(one.high, total.high)) if grows < 0 else one
            total = one if total is None else total | one
        return total

    def _direction(self, update: Node, kind: Type, depth: int) -> int:
        """1 where an update of a signed number can only add, -1 where it can only subtract, 0 for anything else."""
        operator, right = update.child_by_field_name("operator"), update.child_by_field_name("right")
        symbol = text_of(operator) if operator is not None else ""
        if not kind.is_signed or (kind.size or 0) < 4 or symbol not in ("++", "--", "+=", "-="):
            return 0
        amount = self.value(right, depth) if right is not None else Range(1, 1)
        if amount is None or amount.low < 0:
            return 0
        return 1 if symbol[0] == "+" else -1

    def stepped(self, step: Node, kind: Type, depth: int) -> Range | None:
        """What an assignment of any form makes of a variable of the given type, which keeps it whole."""
        operator, right = step.child_by_field_name("operator"), step.child_by_field_name("right")
        plain = operator is not None and text_of(operator) == "="
        found = self._converted(right, depth) if plain and right is not None else self._updated(step, depth)
        kept = _kept(kind)
        return found if found is not None and kept is not None and found.within(kept) else None

    def _updated(self, update: Node, depth: int) -> Range | None:
        """What `x += e`, `x++` and their like make of what is known of x."""
        target = update.child_by_field_name("argument") or update.child_by_field_name("left")
        operator, right = update.child_by_field_name("operator"), update.child_by_field_name("right")
        one = self.value(target, depth) if target is not None else None
        if one is None or operator is None or target is None:
            return None
        of, symbol = type_of(self._source, target), text_of(operator)
        if update.type == "update_expression":
            return operated(symbol[0], one, Range(1, 1), promoted(of))
        other = self.value(right, depth) if right is not None else None
        if right is None or other is None:
            return None
        return operated(symbol.removesuffix("="), one, other, promoted(of, type_of(self._source, right)))

    def _variable(self, variable: Declaration, mention: Node, depth: int) -> Range | None:
        """The union of everything that is ever assigned to a variable that nobody else can write."""
        kind = variable_type(self._source, variable)
        if not kind.is_integral or variable.type.reference or variable.is_volatile:
            return None
        if id(variable) in self._assumed:
            return self._assumed[id(variable)]
        self._assumed[id(variable)] = type_range(kind) or Range(0, 0)
        counted = self._counter(variable, mention, depth)
        del self._assumed[id(variable)]
        if counted is not None:
            return counted
        stores = assignments_to(self._source, variable)
        return self._proved(id(variable), stores, kind, depth) if stores is not None else None

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
        mixed = variable.type.is_signed and not type_of(self._source, counter.bound).is_signed
        if mixed and counter.step < 0 and start.low < 0:
            return None  # a negative number is compared as a large one
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


def _whole_constant(node: Node) -> int | None:
    """The value of a floating-point constant expression such as `1e9 + 7` where that is a whole number."""
    node = unwrapped(node)
    power = _POWER_OF_TEN.fullmatch(text_of(node)) if node.type == "number_literal" else None
    if power is not None:
        return int(power[1]) * 10 ** int(power[2])
    pair = operands(node, "+", "-")
    if pair is None:
        return literal(node)
    one, other = _whole_constant(pair[0]), _whole_constant(pair[1])
    if one is None or other is None or max(abs(one), abs(other)) > 1 << 52:
        return None
    return one + other if operands(node, "+") is not None else one - other


def _may_wrap(counter: Counter, bound: Range, whole: Range) -> bool:
    """Whether the counter may pass the end of its type (undefined for int and wider signed types, so no matter)."""
    kind = counter.variable.type
    if kind.is_signed and (kind.size or 0) >= 4:
        return False
    return bound.high + counter.step > whole.high or bound.low + counter.step < whole.low


def turns_negative_bound(source: Source, loop: Loop) -> bool:
    """Whether the loop may compare an unsigned counter with a negative number, which is then a large one, so that it
    runs although the count's guard does not hold."""
    counter = loop.counter
    if counter is None or counter.variable.type.is_signed:
        return False
    ends = [(type_of(source, each), value_range(source, each)) for each in (counter.start, counter.bound)]
    return any(kind.is_signed and (known is None or known.low < 0) for kind, known in ends)
