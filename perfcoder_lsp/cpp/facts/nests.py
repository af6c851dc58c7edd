"""Counted loops of plain arithmetic, and nests of them: what their accesses to arrays depend on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.facts.accesses import accesses
from perfcoder_lsp.cpp.facts.aliases import are_distinct
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import is_inside
from perfcoder_lsp.cpp.source import Source, per_source


@dataclass(frozen=True)
class Nest:
    """Counted loops of which each is all that stands in the one around it, outermost first."""

    loops: tuple[Loop, ...]

    @property
    def node(self) -> Node:
        return self.loops[0].node

    @property
    def body(self) -> Node:
        """What the innermost loop runs."""
        return self.loops[-1].body


def nests(source: Source) -> Iterator[Nest]:
    """Every perfect nest of at least two plainly counted loops, as deep as it goes; inner parts are no nests again."""
    seen: set[int] = set()
    for loop in loops(source):
        if loop.node.id in seen or not is_plainly_counted(source, loop):
            continue
        found = [loop]
        while (inner := _sole_loop(source, found[-1])) is not None and is_plainly_counted(source, inner):
            found.append(inner)
            seen.add(inner.node.id)
        if len(found) > 1:
            yield Nest(tuple(found))


@per_source
def _loops_by_node(source: Source) -> dict[int, Loop]:
    return {each.node.id: each for each in loops(source)}


def loop_of(source: Source, node: Node) -> Loop | None:
    """The loop that a statement is."""
    return _loops_by_node(source).get(node.id)


def statements(body: Node) -> tuple[Node, ...]:
    """What stands in a block, or the one statement that stands for a block; comments left out."""
    inside = body.named_children if body.type == "compound_statement" else [body]
    return tuple(each for each in inside if each.type != "comment")


def _sole_loop(source: Source, loop: Loop) -> Loop | None:
    inside = statements(loop.body)
    return loop_of(source, inside[0]) if len(inside) == 1 else None


def is_plainly_counted(source: Source, loop: Loop) -> bool:
    """Whether all that the loop runs is plain arithmetic (see `accesses`), its header alone declares and changes the
    counter, which can't wrap, and nothing in it changes its bound."""
    known = _known(source)
    if loop.node.id not in known:
        known[loop.node.id] = _is_plainly_counted(source, loop)
    return known[loop.node.id]


@per_source
def _known(_: Source) -> dict[int, bool]:
    return {}


def _is_plainly_counted(source: Source, loop: Loop) -> bool:
    counter = loop.counter
    if counter is None or not counter.in_header or not counter.variable.is_sole or counter.comparison == "!=":
        return False
    kind = counter.variable.type
    if not kind.is_integral or (kind.size or 0) < (4 if kind.is_signed else 8) or follows_directive(loop.node):
        return False
    found = accesses(source, loop.node)
    if found is None or not (kind.is_signed or (counter.step == 1 and counter.comparison == "<")):
        return False
    inside = accesses(source, loop.body) or ()
    changed = any(each.writes and each.variable is counter.variable for each in inside)
    return not changed and is_fixed(source, counter.bound, loop.node)


def follows_directive(node: Node) -> bool:
    """Whether a line such as `#pragma omp parallel for` stands before the statement and speaks of it."""
    before = node.prev_named_sibling
    while before is not None and before.type == "comment":
        before = before.prev_named_sibling
    return before is not None and before.type.startswith("preproc")


def is_fixed(source: Source, expression: Node, where: Node) -> bool:
    """Whether a plain expression of numbers, variables and sizes has the same value whenever it is evaluated while the
    statement runs, and can be evaluated before it."""
    read, run = accesses(source, expression), accesses(source, where)
    if read is None or run is None or any(each.writes or each.subscripts for each in read):
        return False
    written = {each.variable for each in run if each.writes}
    return all(is_unchanged(source, each.variable, written, where) for each in read)


def is_unchanged(source: Source, variable: Declaration, written: Iterable[Declaration], where: Node) -> bool:
    """Whether a variable is declared outside of a statement, and is none of those that it writes."""
    return not is_inside(variable.name_node, where) and all(are_distinct(source, each, variable) for each in written)
