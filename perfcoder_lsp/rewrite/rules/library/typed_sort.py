"""The rule AL5: sorting with the types known."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.comparators import Order, qsort_order
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.nodes import parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declarations_named, type_at
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable
from perfcoder_lsp.cpp.types import UNKNOWN, Type
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.rewrite.statements import included
from perfcoder_lsp.strategy import Category

_SUMS = frozenset({"binary_expression", "cast_expression", "pointer_expression"})  # an offset can be added to them
_ATOMS = frozenset({"identifier", "number_literal", "call_expression", "field_expression", "subscript_expression"})


@rule(id="AL5", category=Category.LIBRARY, summary="Sort integers by std::sort instead of qsort", gain=1.6)
def typed_sort(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `qsort(a, n, sizeof(int), cmp)` by `std::sort(a, a + n)`, or `std::sort(a, a + n,
    std::greater<int>())`, where cmp orders plain integers and nothing else.

    Why: qsort calls the comparator through a pointer for each of about n log n comparisons and moves elements of a size
    that it learns at run time; std::sort is compiled for the type.

    When not: the elements are no integers of the type that the comparator takes them for (structures: equal ones may
    come in another order); the comparator does anything but compare the two numbers, or returns a difference that does
    not fit; base or count have side effects; a macro takes part; C files.

    Source: catalogue AL5, measured 2.0x. Meyers, Effective STL.
    """
    found = calls_of(source, "qsort") if source.language == "c++" else ()
    if not found or declarations_named(source, "qsort") or "qsort" in macro_names(source):
        return
    for call in found:
        parent = parent_of(source, call.node)
        if not call.in_std or len(call.arguments) != 4 or parent is None or parent.type != "expression_statement":
            continue
        if understood_function(source, call.node) is None or not is_replaceable(source, parent):
            continue
        order = _order(source, call.arguments[3])
        if order is not None and _sorts(source, call, order.element):
            yield _finding(source, call, order)


def _order(source: Source, comparator: Node) -> Order | None:
    """The order that a comparator makes: `cmp` or `&cmp`."""
    name = unwrapped(comparator)
    if name.type == "pointer_expression" and name.children[0].type == "&":
        name = unwrapped(name.children[1])
    return qsort_order(source, text_of(name)) if name.type == "identifier" else None


def _sorts(source: Source, call: Call, element: Type) -> bool:
    """Whether the call sorts elements of that type, and its arguments may be written anew."""
    base, count, size, _ = call.arguments
    if unwrapped(base).type not in _ATOMS | _SUMS:
        return False
    kind = _pointed(source, unwrapped(base))
    array = len(kind.extents) == 1 and not kind.pointers
    own = kind.element if array or (kind.pointers == 1 and not kind.extents) else None
    if own is None or own.decayed != element or own.const or own.volatile:
        return False
    if not type_of(source, count).is_integral or not is_pure(source, base) or not is_pure(source, count):
        return False
    return _is_size(source, size, element)


def _pointed(source: Source, base: Node) -> Type:
    """The type of an array or pointer, also with an offset: `a + 1`."""
    left, right = base.child_by_field_name("left"), base.child_by_field_name("right")
    operator = base.child_by_field_name("operator")
    if base.type == "binary_expression" and left is not None and right is not None and operator is not None:
        offset = text_of(operator) == "+" and type_of(source, right).is_integral
        return type_of(source, left) if offset else UNKNOWN
    return type_of(source, base)


def _is_size(source: Source, node: Node, element: Type) -> bool:
    """`sizeof(int)`, `sizeof(a[0])`, `sizeof *a`, 4."""
    node = unwrapped(node)
    number = literal(node)
    if number is not None:
        return number == element.size
    described, value = node.child_by_field_name("type"), node.child_by_field_name("value")
    if node.type != "sizeof_expression":
        return False
    if described is not None:
        return type_at(source, text_of(described), node).decayed == element
    return value is not None and type_of(source, value).decayed == element


def _finding(source: Source, call: Call, order: Order) -> Finding:
    base, count = (unwrapped(each) for each in call.arguments[:2])
    first, number = source.slice(base), source.slice(count)
    last = f"{first} + {number if count.type in _ATOMS else f'({number})'}"
    by = f", {standard(source, 'greater')}<{order.element}>()" if order.descending else ""
    text = f"{standard(source, 'sort')}({first}, {last}{by})"
    comparator = text_of(call.arguments[3]).lstrip("& ")
    headers = ("<algorithm>", "<functional>") if order.descending else ("<algorithm>",)
    overflow = f"The difference that {comparator} returns overflows for numbers far apart; std::sort orders those, too."
    return Finding(
        title=f"Sort {first} by std::sort",
        explanation=(
            f"`qsort` in line {line_of(source, call.node.start_byte)} calls `{comparator}` through a pointer for each "
            f"comparison of two elements of `{first}`, which only orders {order.element}s "
            f"{'from the largest down' if order.descending else 'by size'}; `std::sort` compares them in place."
        ),
        edits=(replaced(call.node, text), *included(source, *headers)),
        range=node_range(call.node),
        notes=(overflow,) if order.subtracts and order.element.size == 4 else (),
    )
