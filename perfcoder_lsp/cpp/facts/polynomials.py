"""Integer expressions as polynomials of variables: `i * n + j - 1`."""

from collections.abc import Iterable
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.includes import macro
from perfcoder_lsp.cpp.nodes import text_of, unwrapped
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source

Monomial = tuple[Declaration, ...]
_MAX_TERMS = 16


@dataclass(frozen=True)
class Polynomial:
    """A sum of products of variables: the factor of each product, zero for none. `()` is the product of no variable."""

    terms: frozenset[tuple[Monomial, int]] = frozenset()

    @classmethod
    def of(cls, terms: Iterable[tuple[Monomial, int]]) -> "Polynomial":
        """The sum of the terms; equal products are put together."""
        total: dict[Monomial, int] = {}
        for product, factor in terms:
            key = tuple(sorted(product, key=lambda each: each.name_node.start_byte))
            total[key] = total.get(key, 0) + factor
        return cls(frozenset((product, factor) for product, factor in total.items() if factor))

    @classmethod
    def number(cls, value: int) -> "Polynomial":
        return cls.of([((), value)])

    def __add__(self, other: "Polynomial") -> "Polynomial":
        return Polynomial.of([*self.terms, *other.terms])

    def __sub__(self, other: "Polynomial") -> "Polynomial":
        return self + other * Polynomial.number(-1)

    def __mul__(self, other: "Polynomial") -> "Polynomial":
        return Polynomial.of((p + q, a * b) for p, a in self.terms for q, b in other.terms)

    @property
    def constant(self) -> int | None:
        """The value where no variable is left."""
        values = dict(self.terms)
        return values.get((), 0) if set(values) <= {()} else None

    @property
    def variables(self) -> frozenset[Declaration]:
        return frozenset(each for product, _ in self.terms for each in product)

    def factor_of(self, variable: Declaration) -> int | None:
        """The factor of a variable that stands alone in its term; None where it takes part in a product."""
        if any(variable in product and len(product) > 1 for product, _ in self.terms):
            return None
        return dict(self.terms).get((variable,), 0)

    def replaced(self, variable: Declaration, by: "Polynomial") -> "Polynomial":
        """With a polynomial in place of a variable for which `factor_of` is known."""
        factor = Polynomial.number(self.factor_of(variable) or 0)
        rest = Polynomial(frozenset(each for each in self.terms if variable not in each[0]))
        return rest + factor * by


def polynomial(source: Source, node: Node, depth: int = 0) -> Polynomial | None:
    """The value of an integer expression of +, -, *, numbers and variables; None for any other, and where 32-bit
    unsigned numbers, which wrap, take part."""
    node = unwrapped(node)
    value = literal(node)
    if value is not None:
        return Polynomial.number(value)
    if depth > _MAX_TERMS:
        return None
    if node.type == "identifier":
        return _of_name(source, node)
    if node.type == "cast_expression":
        inner = node.child_by_field_name("value")
        wide = type_of(source, node).is_integral and (type_of(source, node).size or 0) >= 8
        return polynomial(source, inner, depth + 1) if inner is not None and wide else None
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if node.type != "binary_expression" or left is None or right is None or operator is None:
        return None
    one, other = polynomial(source, left, depth + 1), polynomial(source, right, depth + 1)
    if one is None or other is None or len(one.terms) * len(other.terms) > _MAX_TERMS:
        return None
    symbol = text_of(operator)
    if symbol == "*":
        return one * other
    return one + other if symbol == "+" else one - other if symbol == "-" else None


def _of_name(source: Source, node: Node) -> Polynomial | None:
    found = macro(source, text_of(node))
    if found is not None:
        body = found.body.strip("()")
        return Polynomial.number(int(body)) if found.parameters is None and body.isdigit() else None
    variable = resolve(source, node)
    kind = variable_type(source, variable) if variable is not None and variable.is_variable else None
    if variable is None or kind is None or not kind.is_integral or variable.is_volatile:
        return None
    return None if kind.name == "unsigned int" else Polynomial.of([((variable,), 1)])
