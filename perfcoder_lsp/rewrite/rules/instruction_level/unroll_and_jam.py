"""Rules of "Instruction-Level Execution Optimization": LP13."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of, replaced, starts_line
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.accesses import Access, accesses, is_numeric_macro
from perfcoder_lsp.cpp.facts.dependences import dependences, is_parallel, may_permute
from perfcoder_lsp.cpp.facts.nests import is_fixed, is_plainly_counted, loop_of, statements
from perfcoder_lsp.cpp.facts.threads import unless_threads
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.loops import Counter, Loop, loops
from perfcoder_lsp.cpp.nodes import is_inside, nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.scopes import resolve, variables
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.rewrite.layout import laid_out
from perfcoder_lsp.rewrite.loop_order import header_text, is_short
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_COPIES = 4  # an addition of doubles takes four cycles, and one or two can begin in each
_PLAIN = frozenset({"expression_statement", "declaration"})
_ATOMS = frozenset({"identifier", "number_literal", "call_expression", "parenthesized_expression"})


@dataclass(frozen=True)
class _Jam:
    """`for i { before; for k body; after }`, whose passes over i can run four at a time."""

    outer: Loop
    inner: Loop
    counter: Counter
    before: tuple[Node, ...]
    body: tuple[Node, ...]
    after: tuple[Node, ...]
    sum: Access


@rule(
    id="LP13",
    category=Category.INSTRUCTION_LEVEL,
    summary="Sum four rows at a time instead of one after another",
    gain=2.0,
)
def sum_rows_together(source: Source) -> Iterator[Finding]:
    """
    What it does: in `for i { double s = 0; for k s += a[i][k] * x[k]; y[i] = s; }` runs four passes over i at a time
    (unroll and jam): the inner loop then adds to four independent sums. What is left over runs in the old loop.

    Why: an addition waits some cycles for the one before; four sums fill these cycles, and `x[k]` is loaded once for
    all four. Each sum adds up in the same order, so that floating-point results are the same to the last bit.

    When not: a pass over i uses what another computes; arrays may overlap; the inner bounds depend on i; the sums are
    no floating-point numbers; the loops contain anything but arithmetic on numbers and array elements; i does not count
    from 0 by one; the file starts threads.

    Source: catalogue LP13, ours: IL1's independent sums without another order of any sum.
    """
    jams = (found for loop in loops(source) if (found := _read(source, loop)) is not None)
    for found in unless_threads(source, jams):
        if _may_jam(source, found):
            yield _finding(source, found)


def _read(source: Source, outer: Loop) -> _Jam | None:
    counter, parts = outer.counter, statements(outer.body)
    at = [index for index, each in enumerate(parts) if each.type == "for_statement"]
    parent = parent_of(source, outer.node)
    if counter is None or len(at) != 1 or parent is None or parent.type != "compound_statement":
        return None
    inner = loop_of(source, parts[at[0]])
    if inner is None or not is_plainly_counted(source, outer) or not is_plainly_counted(source, inner):
        return None
    body = statements(inner.body)
    if not all(each.type in _PLAIN for each in (*parts[: at[0]], *parts[at[0] + 1 :])):
        return None
    if not body or not all(each.type == "expression_statement" for each in body):
        return None
    inside = accesses(source, inner.body) or ()
    written = [each for each in inside if each.writes]
    summed = len(written) == 1 and any(each.reads and each.variable is written[0].variable for each in inside)
    if not summed or any(
        nodes_inside(source, each, "comment") for each in (*parts[: at[0]], *body, *parts[at[0] + 1 :])
    ):
        return None
    return _Jam(outer, inner, counter, parts[: at[0]], body, parts[at[0] + 1 :], written[0])


def _may_jam(source: Source, found: _Jam) -> bool:
    counter, inner = found.counter, found.inner.counter
    if inner is None or counter.step != 1 or counter.comparison != "<" or literal(counter.start) != 0:
        return False
    names = {text_of(each) for part in found.sum.subscripts for each in walk(part) if each.type == "identifier"}
    whole = type_of(source, counter.bound).is_integral or is_numeric_macro(source, text_of(counter.bound))
    if not type_of(source, found.sum.node).is_floating or inner.variable.name in names or not whole:
        return False
    if not starts_line(source, found.outer.node.start_byte) or any(
        is_short(source, x) for x in (found.outer, found.inner)
    ):
        return False
    if not all(is_fixed(source, end, found.outer.node) for end in (inner.start, inner.bound)):
        return False
    return _keeps_results(source, found)


def _keeps_results(source: Source, found: _Jam) -> bool:
    """Whether no pass over the outer counter depends on another; of two loops and nothing else, whether they could
    change places."""
    vectors = dependences(source, (found.outer,))
    if vectors is not None and is_parallel(vectors, 0):
        return True
    if found.before or found.after:
        return False
    vectors = dependences(source, (found.outer, found.inner))
    return vectors is not None and may_permute(vectors, (1, 0))


def _finding(source: Source, found: _Jam) -> Finding:
    name, sum_text = found.counter.variable.name, text_of(found.sum.node)
    line = line_of(source, found.inner.range.start)
    return Finding(
        title=f"Run {_COPIES} passes over {name} at a time",
        explanation=(
            f"In the loop in line {line} each addition to `{sum_text}` waits for the one before. The passes over "
            f"`{name}` don't depend on one another: {_COPIES} at a time make {_COPIES} independent sums, each in the "
            "same order."
        ),
        edits=tuple(_edits(source, found)),
        range=node_range(found.outer.node),
        notes=(f"What is left over of {_COPIES} runs in the old loop.",),
    )


def _edits(source: Source, found: _Jam) -> Iterator[TextEdit]:
    node, counter = found.outer.node, found.counter
    name, bound = counter.variable.name, text_of(counter.bound)
    kind, end = counter.variable.type.decayed, unused_name(source, f"{name}_end")
    operand = bound if counter.bound.type in _ATOMS else f"({bound})"
    lines = [
        f"const {kind} {end} = {operand} - {operand} % {_COPIES};",
        f"for ({kind} {name} = 0; {name} < {end}; {name} += {_COPIES}) {{",
        *(f"\t{each}" for part in found.before for each in _copies(source, found, part)),
        f"\tfor ({header_text(found.inner)}) {{",
        *(f"\t\t{each}" for part in found.body for each in _copies(source, found, part)),
        "\t}",
        *(f"\t{each}" for part in found.after for each in _copies(source, found, part)),
        "}",
        "",
    ]
    yield TextEdit.insert(node.start_byte, laid_out(source, node, *lines))
    yield replaced(counter.start, end)


def _copies(source: Source, found: _Jam, part: Node) -> Iterator[str]:
    """A statement for i, for i + 1 and so on, each on one line; every copy has its own local variables."""
    own = {each for each in variables(source, found.outer.body) if not is_inside(each.name_node, found.inner.node)}
    for copy in range(_COPIES):
        text, offset = text_of(part).encode(), part.start_byte
        for mention in reversed(nodes_inside(source, part, "identifier")):
            new = _renamed(source, found, mention, copy, own)
            text = text[: mention.start_byte - offset] + new.encode() + text[mention.end_byte - offset :]
        yield " ".join(text.decode().split())


def _renamed(source: Source, found: _Jam, mention: Node, copy: int, own: set[Declaration]) -> str:
    name, meant = text_of(mention), resolve(source, mention)
    if copy and meant is found.counter.variable:
        parent = parent_of(source, mention)
        alone = parent is not None and parent.type == "subscript_argument_list"
        return f"{name} + {copy}" if alone else f"({name} + {copy})"
    return unused_name(source, f"{name}{copy}") if copy and meant in own else name
