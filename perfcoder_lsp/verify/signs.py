"""Which variables may be negative: tests that would be pointless otherwise.

A sum is tested for its sign, or its best part is looked for, only where one of its terms may be negative.
"""

from dataclasses import dataclass, field

from tree_sitter import Node

from perfcoder_lsp.verify import syntax
from perfcoder_lsp.verify.syntax import arguments, called, constant_of, key_of, names_in, operator, text_of

_ORDERS = frozenset({"<", ">", "<=", ">="})
_EXTREMES = frozenset({"max", "min", "fmax", "fmin"})


@dataclass
class Signs:
    """What the nodes of a program say: terms whose sign matters, what is added to each sum, what is made smaller."""

    terms: set[str] = field(default_factory=set[str])
    sums: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    differences: set[str] = field(default_factory=set[str])

    def see(self, node: Node) -> None:
        if node.type == "binary_expression" and operator(node) in _ORDERS:
            self._compared(syntax.field(node, "left"), syntax.field(node, "right"))
        elif node.type == "call_expression" and called(node) in _EXTREMES and len(arguments(node)) == 2:
            self._compared(*arguments(node))
        elif node.type == "assignment_expression":
            self._assigned(key_of(syntax.field(node, "left")), operator(node), syntax.field(node, "right"))

    def known(self, signed: set[str]) -> set[str]:
        """All that may be negative where `signed` are told apart by their sign; of a sum, all that is added to it."""
        sums = (signed | self.terms) & self.sums.keys() - self.differences
        return signed.union(self.terms, *(self.sums[total] for total in sums))

    def _compared(self, one: Node | None, other: Node | None) -> None:
        """`s + x > 0`, `max(x, s + x)`."""
        for total, limit in ((one, other), (other, one)):
            if total is not None and total.type == "binary_expression" and operator(total) == "+":
                terms = {text_of(syntax.field(total, side)) for side in ("left", "right")}
                if constant_of(limit) == 0 or text_of(limit) in terms:
                    self.terms |= names_in(total)

    def _assigned(self, name: str, how: str, value: Node | None) -> None:
        """`s += x`, `s = s + x`; `s -= x`, `s = x - y`."""
        if how == "-=" or "-" in text_of(value):
            self.differences.add(name)
        elif value is not None and (how == "+=" or (operator(value) == "+" and name in names_in(value))):
            self.sums.setdefault(name, set()).update(names_in(value) - {name})
