"""Which order a comparator for `qsort` makes: `int cmp(const void* a, const void* b)` that compares two numbers.

The function is run on a smaller, an equal and a larger number. Its result depends on nothing but how the two numbers
compare, since it may only compare them with each other, or return their difference: three runs show all it does.
"""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import Function, find_functions
from perfcoder_lsp.cpp.includes import has_directive, macro_words
from perfcoder_lsp.cpp.nodes import has_error, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import resolve, type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.statements import statements_of
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import uses

_SAMPLES = ((1, 2), (2, 2), (2, 1))
_OPERATORS: dict[str, Callable[[int, int], int]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "&&": lambda one, other: bool(one) and bool(other),
    "||": lambda one, other: bool(one) or bool(other),
}
_COMPARISONS = frozenset({"<", ">", "<=", ">=", "==", "!="})
_MAX_DEPTH = 24


class _NotUnderstoodError(Exception):
    """Something else happens than what is told apart here."""


@dataclass(frozen=True)
class Order:
    """Integers of type `element`, from the smallest or, `descending`, from the largest. `subtracts`: the comparator
    returns a difference, which may overflow (undefined behaviour) for numbers that are far apart."""

    element: Type
    descending: bool
    subtracts: bool


def qsort_order(source: Source, name: str) -> Order | None:
    """The order that the file's comparator of that name makes of plain integers; None for anything else."""
    found = find_functions(source, name)
    if len(found) != 1 or found[0].kind != "free" or found[0].is_template or has_error(found[0].node):
        return None
    kinds = ["".join(each.type_text.split()) for each in found[0].parameters]
    if kinds != ["constvoid*", "constvoid*"] or has_directive(source, found[0].node):
        return None
    run = _Run(source, found[0])
    try:
        signs = [run.result_for(sample) for sample in _SAMPLES]
    except _NotUnderstoodError:
        return None
    wide = run.subtracts and ((run.element.size or 8) > 4 or (run.element.size == 4 and not run.element.is_signed))
    if not run.element.is_integral or run.element.name == "bool" or wide:
        return None
    orders = {(-1, 0, 1): False, (1, 0, -1): True}
    descending = orders.get((signs[0], signs[1], signs[2]))
    return Order(run.element, descending, run.subtracts) if descending is not None else None


class _Run:
    """One comparator, run on samples."""

    def __init__(self, source: Source, function: Function) -> None:
        self._source = source
        self._function = function
        self._parameters = [each.name for each in function.parameters]
        self._sample = _SAMPLES[0]
        self.element = Type("")
        self.subtracts = False

    def result_for(self, sample: tuple[int, int]) -> int:
        """The sign of what the comparator returns for a pair of numbers."""
        self._sample = sample
        result = self._run(statements_of(self._function.body))
        if result is None:
            raise _NotUnderstoodError
        return (result > 0) - (result < 0)

    def _run(self, statements: Sequence[Node]) -> int | None:
        """What is returned; None where the end is reached."""
        for each in statements:
            result: int | None = None
            if each.type == "return_statement" and each.named_children:
                return self._result(each.named_children[0], 0)
            if each.type == "if_statement":
                result = self._run_branch(each)
            elif each.type == "compound_statement":
                result = self._run(statements_of(each))
            elif each.type != "declaration" or not self._only_names(each):
                raise _NotUnderstoodError
            if result is not None:
                return result
        return None

    def _run_branch(self, statement: Node) -> int | None:
        condition, taken = statement.child_by_field_name("condition"), statement.child_by_field_name("consequence")
        value = condition.child_by_field_name("value") if condition is not None else None
        if value is None or taken is None:
            raise _NotUnderstoodError
        if self._value(value, 0):
            return self._run(statements_of(taken))
        other = statement.child_by_field_name("alternative")
        inside = other.named_children if other is not None else []
        return self._run(statements_of(inside[-1])) if inside else None

    def _only_names(self, declaration: Node) -> bool:
        """Whether a declaration does nothing but give names to values."""
        parts = declaration.children_by_field_name("declarator")
        values = [each.child_by_field_name("value") for each in parts]
        return all(each is not None and is_pure(self._source, each) for each in values)

    def _result(self, node: Node, depth: int) -> int:
        """A value, or the difference of the two numbers, of which only the sign counts."""
        node = unwrapped(node)
        _, named = self._local(node)
        if named is not None and self._side(node) is None and depth < _MAX_DEPTH:
            return self._result(named, depth + 1)
        if node.type == "conditional_expression":
            return self._chosen(node, self._result, depth)
        left, right = self._operands(node)
        one, other = (self._side(left), self._side(right)) if left is not None and right is not None else (None, None)
        if one is not None and other is not None and self._symbol(node) == "-":
            self.subtracts = True
            return self._sample[one] - self._sample[other]
        return self._value(node, depth)

    def _value(self, node: Node, depth: int) -> int:
        node = unwrapped(node)
        number = literal(node)
        if depth > _MAX_DEPTH:
            raise _NotUnderstoodError
        if number is not None:
            return number
        if node.type == "conditional_expression":
            return self._chosen(node, self._value, depth)
        argument = node.child_by_field_name("argument")
        if node.type == "unary_expression" and argument is not None and self._symbol(node) in ("-", "!"):
            value = self._value(argument, depth + 1)
            return -value if self._symbol(node) == "-" else int(not value)
        left, right = self._operands(node)
        compute = _OPERATORS.get(self._symbol(node))
        if left is None or right is None or compute is None:
            raise _NotUnderstoodError
        one, other = self._side(left), self._side(right)
        if one is not None and other is not None and self._symbol(node) in _COMPARISONS:
            return int(compute(self._sample[one], self._sample[other]))
        return int(compute(self._value(left, depth + 1), self._value(right, depth + 1)))

    def _chosen(self, node: Node, read: Callable[[Node, int], int], depth: int) -> int:
        condition = node.child_by_field_name("condition")
        if condition is None:
            raise _NotUnderstoodError
        branch = node.child_by_field_name("consequence" if self._value(condition, depth + 1) else "alternative")
        if branch is None:
            raise _NotUnderstoodError
        return read(branch, depth + 1)

    def _operands(self, node: Node) -> tuple[Node | None, Node | None]:
        binary = node.type == "binary_expression"
        return (node.child_by_field_name("left"), node.child_by_field_name("right")) if binary else (None, None)

    def _symbol(self, node: Node) -> str:
        symbol = node.child_by_field_name("operator")
        return text_of(symbol) if symbol is not None else ""

    def _side(self, node: Node, depth: int = 0) -> int | None:
        """Which of the two numbers an expression is: `*(int*)a`, or a local variable that holds it unconverted."""
        node = unwrapped(node)
        argument = node.child_by_field_name("argument")
        if node.type == "pointer_expression" and argument is not None and self._symbol(node) == "*":
            return self._pointed(argument, depth)
        variable, initial = self._local(node)
        if variable is None or initial is None or depth > _MAX_DEPTH:
            return None
        side = self._side(initial, depth + 1)
        if side is not None and not variable.type.is_auto and variable.type.decayed != self.element:
            raise _NotUnderstoodError
        return side

    def _local(self, node: Node) -> tuple[Declaration | None, Node | None]:
        """A local variable that keeps its initial value, and that value."""
        variable = resolve(self._source, node) if node.type == "identifier" else None
        listed = variable.initializer.arguments if variable is not None and variable.initializer is not None else ()
        if variable is None or variable.kind is not Kind.LOCAL or variable.is_volatile or len(listed) != 1:
            return None, None
        changed = any(use.writes for use in uses(self._source, variable)) or variable.name in macro_words(self._source)
        return (None, None) if changed else (variable, listed[0])

    def _pointed(self, node: Node, depth: int) -> int | None:
        """Which parameter's target a pointer of the element type points to."""
        node = unwrapped(node)
        _, initial = self._local(node)
        if initial is not None:
            return self._pointed(initial, depth + 1) if depth < _MAX_DEPTH else None
        kind, value = node.child_by_field_name("type"), node.child_by_field_name("value")
        text = text_of(kind) if kind is not None else ""
        call = read_call(node)
        if call is not None and call.name in ("static_cast", "reinterpret_cast") and len(call.arguments) == 1:
            text, value = call.template_arguments, call.arguments[0]
        if not text or value is None or (call is None and node.type != "cast_expression"):
            return None
        value, pointer = unwrapped(value), type_at(self._source, text, node)
        if value.type != "identifier" or text_of(value) not in self._parameters or pointer.pointers != 1:
            return None
        element = pointer.element.decayed if pointer.element is not None else Type("")
        if self.element.name and element != self.element:
            raise _NotUnderstoodError
        self.element = element
        return self._parameters.index(text_of(value))
