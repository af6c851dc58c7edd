"""Loops that are split around an inner loop, which then changes places with them: sums of rows, matrix products."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import indentation, line_of, replaced, starts_line
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.accesses import Access, accesses
from perfcoder_lsp.cpp.facts.aliases import are_distinct
from perfcoder_lsp.cpp.facts.dependences import Frame, conflicts, dependences, distance, may_permute, may_separate
from perfcoder_lsp.cpp.facts.nests import is_fixed, is_plainly_counted, loop_of, statements
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import LOOP_TYPES, is_inside, nodes_inside, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declaration_of
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.rewrite.layout import indent_step
from perfcoder_lsp.rewrite.loop_order import header_text, is_short, strided
from perfcoder_lsp.rewrite.rule import Finding
from perfcoder_lsp.text import TextEdit


@dataclass(frozen=True)
class Split:
    """`for j { before; for k body; after }` that may become `for j before; for k for j body; for j after`.

    `before`, `body` and `after` are the new texts; `strided` the accesses that go from row to row now; `target` is the
    element that is computed, `factors` the texts of the elements of matrices that are read.
    """

    outer: Loop
    inner: Loop
    before: tuple[str, ...]
    body: str
    after: tuple[str, ...]
    strided: tuple[str, ...]
    target: Access
    factors: frozenset[str]

    def edits(self, source: Source) -> tuple[TextEdit, ...]:
        """The three loops in place of the outer one, in braces where that was all of a loop's body."""
        node = self.outer.node
        indent, parent = indentation(source, node.start_byte), parent_of(source, node)
        new = (source.newline + indent).join(self._lines(source, indent))
        if parent is None or parent.type == "compound_statement":
            return (replaced(node, new),)
        opening = next(each for each in parent.children if each.type == ")")
        closing = f"{source.newline}{indentation(source, parent.start_byte)}}}"
        return (
            TextEdit.insert(opening.end_byte, " {"),
            replaced(node, new + closing),
        )

    def _lines(self, source: Source, indent: str) -> Iterator[str]:
        unit = indentation(source, self.inner.node.start_byte).removeprefix(indent) or indent_step(source)
        outer, inner = f"for ({header_text(self.outer)})", f"for ({header_text(self.inner)})"
        yield from _loop(outer, self.before, unit)
        yield inner
        if self.body.startswith("{"):
            yield f"{unit}{outer} {self.body}"
        else:
            yield f"{unit}{outer}"
            yield f"{unit}{unit}{self.body}"
        yield from _loop(outer, self.after, unit)

    def finding(self, source: Source) -> Finding:
        counters = [each.counter.variable.name for each in (self.outer, self.inner) if each.counter is not None]
        jumps = " and ".join(f"`{each}`" for each in self.strided[:2])
        line = line_of(source, self.inner.range.start)
        return Finding(
            title=f"Split the loop over {counters[0]} and run it inside the loop over {counters[1]}",
            explanation=(
                f"The loop over `{counters[1]}` in line {line} goes through {jumps} from row to row, touching another "
                f"cache line in each pass. With the loop over `{counters[0]}` inside, neighbours in memory follow one "
                f"another; `{text_of(self.target.node)}` is set before and summed in the same order."
            ),
            edits=self.edits(source),
            range=node_range(self.outer.node),
        )


def _loop(head: str, inside: tuple[str, ...], unit: str) -> Iterator[str]:
    if inside:
        yield f"{head} {{" if len(inside) > 1 else head
        yield from (f"{unit}{each}" for each in inside)
        if len(inside) > 1:
            yield "}"


def splits(source: Source) -> Iterator[Split]:
    """Every loop whose inner loop jumps from row to row, and would not if the two changed places."""
    for outer in loops(source):
        if outer.kind == "for" and is_plainly_counted(source, outer):
            found = _split(source, outer)
            if found is not None:
                yield found


def _split(source: Source, outer: Loop) -> Split | None:
    parts = statements(outer.body)
    at = [index for index, each in enumerate(parts) if each.type in LOOP_TYPES]
    inner = loop_of(source, parts[at[0]]) if len(at) == 1 and len(parts) > 1 else None
    if (
        inner is None
        or inner.counter is None
        or not is_plainly_counted(source, inner)
        or not _is_tidy(source, outer, inner)
    ):
        return None
    inside = accesses(source, inner.body)
    if outer.counter is None:
        return None
    ends = (inner.counter.start, inner.counter.bound, outer.counter.start)
    if inside is None or not all(is_fixed(source, each, outer.node) for each in ends):
        return None
    jumps = strided(source, (outer, inner), inside, inner)
    if not jumps or strided(source, (outer, inner), inside, outer) or any(is_short(source, x) for x in (outer, inner)):
        return None
    before, after = parts[: at[0]], parts[at[0] + 1 :]
    declared = [each for each in parts if each.type == "declaration"]
    if not declared:
        return _plain(source, outer, inner, before, after, jumps)
    return _of_scalar(source, outer, inner, before, after, jumps) if len(parts) == 3 else None


def _is_tidy(source: Source, outer: Loop, inner: Loop) -> bool:
    """Whether the pieces can be put together as text: no comment between them, no loop inside, each on its own line."""
    comments = nodes_inside(source, outer.node, "comment")
    deeper = nodes_inside(source, inner.body, *LOOP_TYPES, "declaration")
    parent = parent_of(source, outer.node)
    holder = parent is not None and (parent.type == "compound_statement" or parent.type == "for_statement")
    lines = all(starts_line(source, each.node.start_byte) for each in (outer, inner))
    return holder and lines and not deeper and all(is_inside(each, inner.body) for each in comments)


def _plain(
    source: Source, outer: Loop, inner: Loop, before: tuple[Node, ...], after: tuple[Node, ...], jumps: tuple[str, ...]
) -> Split | None:
    """Where every pass works on elements: `c[i][j] = 0; for k c[i][j] += ...;`."""
    groups = [_together(source, before), accesses(source, inner.body), _together(source, after)]
    first, middle, last = groups
    if first is None or middle is None or last is None or outer.counter is None:
        return None
    frame = Frame(source, (outer,), (outer.node,))
    pairs = [*product(first, middle), *product(first, last), *product(middle, last)]
    counters = [(outer.counter, outer.counter)]
    vectors = dependences(source, (outer, inner))
    targets = [each for each in middle if each.writes]
    if vectors is None or not may_permute(vectors, (1, 0)) or not targets:
        return None
    if not may_separate(conflicts(frame, pairs, counters)):
        return None
    texts = [tuple(text_of(each) for each in part) for part in (before, after)]
    return Split(outer, inner, texts[0], text_of(inner.body), texts[1], jumps, targets[0], _factors(middle))


def _together(source: Source, parts: tuple[Node, ...]) -> tuple[Access, ...] | None:
    found = [accesses(source, each) for each in parts]
    return tuple(x for each in found for x in each or ()) if all(each is not None for each in found) else None


def _of_scalar(
    source: Source, outer: Loop, inner: Loop, before: tuple[Node, ...], after: tuple[Node, ...], jumps: tuple[str, ...]
) -> Split | None:
    """Where a pass sums in a local variable that an element gets at the end: the element takes its place."""
    if len(before) != 1 or len(after) != 1 or outer.counter is None:
        return None
    name = before[0].child_by_field_name("declarator")
    name = name.child_by_field_name("declarator") if name is not None else None
    variable = declaration_of(source, name) if name is not None else None
    values = variable.initializer.arguments if variable is not None and variable.initializer is not None else ()
    store = after[0].named_children[0] if after[0].type == "expression_statement" and after[0].named_children else None
    stored = accesses(source, after[0])
    if variable is None or store is None or stored is None or len(values) != 1 or not variable.is_sole:
        return None
    left, right = store.child_by_field_name("left"), store.child_by_field_name("right")
    target = next((each for each in stored if each.writes), None)
    if target is None or left is None or right is None or target.operator != "=" or not target.subscripts:
        return None
    read = [*(accesses(source, inner.body) or ()), *(accesses(source, values[0]) or ())]
    summed = all(each.variable is variable for each in read if each.writes)
    apart = all(each.variable is variable or are_distinct(source, target.variable, each.variable) for each in read)
    same = text_of(unwrapped(right)) == variable.name and type_of(source, left).decayed == variable.type.decayed
    if variable.is_const or not (summed and apart and same) or not _is_own(source, outer, target):
        return None
    body = _renamed(source, inner.body, [each.node for each in read if each.variable is variable], text_of(left))
    return Split(outer, inner, (f"{text_of(left)} = {text_of(values[0])};",), body, (), jumps, target, _factors(read))


def _factors(inside: Iterable[Access]) -> frozenset[str]:
    """The elements of matrices that are read: those whose place depends on more than one name."""
    return frozenset(text_of(each.node) for each in inside if not each.writes and len(_names(each)) > 1)


def _names(access: Access) -> set[str]:
    return {text_of(node) for each in access.subscripts for node in walk(each) if node.type == "identifier"}


def _is_own(source: Source, outer: Loop, target: Access) -> bool:
    """Whether each pass of the loop has an element of its own."""
    dimensions = Frame(source, (outer,), (outer.node,)).dimensions(target)
    counter = outer.counter
    return counter is not None and distance(dimensions, dimensions, [(counter, counter)]) == (0,)


def _renamed(source: Source, node: Node, mentions: list[Node], text: str) -> str:
    """The node's text with another text in place of some names."""
    edits = tuple(replaced(each, text) for each in mentions if is_inside(each, node))
    changed = source.edited(edits)
    where = node_range(node)
    return changed.text[where.start : where.end + len(changed.text) - len(source.text)].decode()
