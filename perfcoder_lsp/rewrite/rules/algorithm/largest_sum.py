"""Rule of "Algorithm Design Optimization": AL11."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.purity import is_unaffected
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.loops import loops
from perfcoder_lsp.cpp.nodes import is_inside, nodes_of_type, text_of
from perfcoder_lsp.cpp.patterns import Holes, match
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.statements import is_replaceable
from perfcoder_lsp.rewrite.layout import in_place_of
from perfcoder_lsp.rewrite.matches import Apart, own_integer
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_call
from perfcoder_lsp.strategy import Category

_INNER = "for ($j = $i; $e; $j++) { $s += $a[$j]; $update; }"
_LOOPS = {
    "for ($i = 0; $i < $n; $i++) { $s = 0; for ($j = $i; $j < $n; $j++) { $s += $a[$j]; $update; } }": "= 0; {} <",
    "for ($i = 1; $i <= $n; $i++) { $s = 0; for ($j = $i; $j <= $n; $j++) { $s += $a[$j]; $update; } }": "= 1; {} <=",
}
_UPDATES = {
    "$m = max($m, $s);": "<",
    "$m = max($s, $m);": "<",
    "if ($s > $m) $m = $s;": "<",
    "$m = min($m, $s);": ">",
    "$m = min($s, $m);": ">",
    "if ($s < $m) $m = $s;": ">",
}


@dataclass(frozen=True)
class _Sums:
    """Two loops that only find the largest or smallest sum of neighbouring elements; `header` is that of a loop over
    the elements, `useless` compares a sum with 0 that none should be continued from."""

    node: Node
    array: Declaration
    sum: Declaration
    counter: Declaration
    holes: Holes
    header: str
    useless: str


@rule(id="AL11", category=Category.ALGORITHM, summary="Find the largest sum of neighbours in one pass", gain=10.0)
def largest_sum(source: Source) -> Iterator[Finding]:
    """
    What it does: two loops that add up every run of neighbouring elements to find the largest (smallest) sum become one
    loop: the best sum that ends at an element is the element itself, added to the best one that ends before it where
    that is above (below) 0.

    Why: n elements have n²/2 runs of neighbours; one pass takes O(n). Each sum that it computes is one that the loops
    compute, too, so that nothing overflows that did not before.

    When not: elements or sums are floating point (they would be rounded otherwise) or unsigned; the sum and its extreme
    have different types; the loops do anything else, or read variables that they write; a counter or the sum is read
    afterwards; a comment would be lost.

    Source: catalogue AL11, own measurement: 13x (9,999 elements). Kadane's algorithm (Bentley, Programming
    Pearls, column 8).
    """
    for loop in loops(source):
        found = _read(source, loop.node) if loop.parent is not None else None
        if found is not None:
            yield _finding(source, found)


def _read(source: Source, inner: Node) -> _Sums | None:
    outer = inner.parent.parent if inner.parent is not None and inner.parent.type == "compound_statement" else None
    if outer is None or outer.type != "for_statement" or match(_INNER, inner) is None:
        return None
    for shape, header in _LOOPS.items():
        holes = match(shape, outer)
        if holes is None:
            continue
        for update, useless in _UPDATES.items():
            found = match(update, holes["$update"], holes)
            names = ("$a", "$s", "$i", "$j")
            known = [resolve(source, found[each]) for each in names] if found is not None else []
            array, total, first, second = (*known, None, None, None, None)[:4]
            if found is None or array is None or total is None or first is None or second is None:
                continue
            proved = _is_proved(source, outer, array, total, (first, second), found)
            return _Sums(outer, array, total, second, found, header, useless) if proved else None
    return None


def _is_proved(
    source: Source, outer: Node, array: Declaration, total: Declaration, counters: tuple[Declaration, ...], holes: Holes
) -> bool:
    """Whether the names mean what the shape takes them for: an array of signed integers, a sum and counters of the
    loops' own, an extreme of the sum's type, a length that stays the same."""
    kind, of = variable_type(source, array), variable_type(source, total).decayed
    sequence = kind.container in ("vector", "array", "deque") or len(kind.extents) + kind.pointers == 1
    element = kind.element
    if understood_function(source, outer) is None or not is_replaceable(source, outer) or element is None:
        return False
    if not sequence or array.is_volatile or kind.macro_altered or not array.is_variable or not element.is_integral:
        return False
    smaller = element.is_signed or (element.size or 8) < (of.size or 0)
    if not (of.is_integral and of.is_signed and smaller and 4 <= (of.size or 0) <= 8 and element.size):
        return False
    own = all(each.kind is Kind.FOR_INIT and not each.type.reference and not each.is_volatile for each in counters)
    if not own or total.kind is not Kind.LOCAL or total.node.parent != outer.child_by_field_name("body"):
        return False
    if element.size > (of.size or 0) or total.type.reference or total.is_volatile or total.macro_altered:
        return False
    calls = [each for each in map(read_call, walk(holes["$update"])) if each is not None]
    if not all(is_standard_call(source, each) and not each.template_arguments for each in calls):
        return False
    written = (*counters, total)
    kinds = {variable_type(source, each).decayed for each in counters}
    if len(kinds) != 1 or not kinds.pop().is_integral:
        return False
    if any(text_of(each) in {one.name for one in written} for each in walk(holes["$n"])):
        return False
    known = type_of(source, holes["$n"]).is_integral and is_unaffected(source, holes["$n"], written)
    same = type_of(source, holes["$m"]).decayed == of
    return known and same and own_integer(source, holes["$m"], Apart(array, written, (holes["$n"],))) is not None


def _finding(source: Source, found: _Sums) -> Finding:
    name, total, counter = found.array.name, found.sum.name, found.counter.name
    kind, count = variable_type(source, found.counter).decayed, text_of(found.holes["$n"])
    update = " ".join(text_of(found.holes["$update"]).split())
    lines = [
        f"{variable_type(source, found.sum).decayed} {total} = 0;",
        f"for ({kind} {counter} {found.header.format(counter)} {count}; {counter}++) {{",
        f"\tif ({total} {found.useless} 0) {total} = 0;",
        f"\t{total} += {name}[{counter}];",
        f"\t{update}{'' if update.endswith((';', '}')) else ';'}",
        "}",
    ]
    if _is_named_outside(source, total, found.node):
        lines = ["{", *(f"\t{each}" for each in lines), "}"]
    what = "largest" if found.useless == "<" else "smallest"
    return Finding(
        title=f"Find the {what} sum of neighbours in {name} in one pass",
        explanation=(
            f"The loops in line {line_of(source, found.node.start_byte)} add up all O({count}²) runs of neighbouring "
            f"elements of `{name}` for the {what} sum; a run is best continued where its sum so far is not "
            f"{'below' if what == 'largest' else 'above'} 0, and begun anew elsewhere, so that one pass of O({count}) "
            "finds the same sum."
        ),
        edits=(in_place_of(source, found.node, *lines),),
        range=node_range(found.node),
    )


def _is_named_outside(source: Source, name: str, loops: Node) -> bool:
    """Whether the name may mean something in the block around the loops, or a jump may pass over its declaration."""
    kinds = ("identifier", "type_identifier", "field_identifier", "namespace_identifier", "labeled_statement")
    found = (each for each in nodes_of_type(source, *kinds) if not is_inside(each, loops))
    return any(each.type == "labeled_statement" or text_of(each) == name for each in found)
