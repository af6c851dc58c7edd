"""Rule of "Loop Efficiency Techniques": LP8."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import line_of, starts_line
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.accesses import is_numeric_macro
from perfcoder_lsp.cpp.facts.nests import is_plainly_counted
from perfcoder_lsp.cpp.facts.trips import literal, trip_count
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.loops import Counter, Loop, loops
from perfcoder_lsp.cpp.nodes import nodes_inside, text_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import read_update, steps_of, takes_declarations
from perfcoder_lsp.rewrite.layout import laid_out
from perfcoder_lsp.rewrite.loop_copies import has_distance, shifted
from perfcoder_lsp.rewrite.mathematics import factor
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_COPIES = 4
_FEW = 64


@rule(id="LP8", category=Category.LOOP, summary="Run four passes of a short loop between two tests", gain=1.1)
def unrolled_loop(source: Source) -> Iterator[Finding]:
    """
    What it does: runs a loop such as `for (int i = 0; i < n; i++) s += a[i] > t;` four passes at a time, written one
    after the other; what is left over runs in the old loop. The order of all operations stays.

    Why: in a loop of one short step, counting and testing take as long as the step itself.

    When not: the loop does more than one step, or anything but arithmetic on numbers and elements; it adds nothing up;
    it counts otherwise than from 0 by 1, or its bound may change; it makes few passes.

    Source: catalogue LP8, measured 1.13x at -O2, 1.46x at -O3. Agner Fog's manual 1.
    """
    for loop in loops(source):
        counter, steps = loop.counter, steps_of(loop.body)
        if counter is None or len(steps) != 1 or not _adds_up(source, steps[0], counter):
            continue
        if _counts_up(source, loop, counter):
            yield _finding(source, loop, counter, steps[0])


def _adds_up(source: Source, step: Node, counter: Counter) -> bool:
    """Whether the step changes one variable, depending on the counter."""
    update = read_update(step) if step.type == "expression_statement" else None
    if update is None or not update.operator or update.amount is None or nodes_inside(source, step, "comment"):
        return False
    if not _fits_one_line(source, step):
        return False
    names = {text_of(each) for each in nodes_inside(source, update.amount, "identifier")}
    arithmetic = type_of(source, update.target).is_arithmetic
    return update.target.type == "identifier" and arithmetic and counter.variable.name in names


def _fits_one_line(source: Source, step: Node) -> bool:
    """Whether spaces and line ends mean nothing: no tabulator stands in quotes, and no line goes on after a `\\`."""
    quoted = (text_of(each) for each in nodes_inside(source, step, "char_literal"))
    continued = any(each.endswith("\\") for each in text_of(step).split())
    return not continued and all(each == " ".join(each.split()) for each in quoted)


def _counts_up(source: Source, loop: Loop, counter: Counter) -> bool:
    """Whether the counter goes from 0 by 1 up to a whole number that stays the same, in many passes."""
    if counter.step != 1 or literal(counter.start) != 0 or not has_distance(source, counter):
        return False
    whole = type_of(source, counter.bound).is_integral or is_numeric_macro(source, text_of(counter.bound))
    if not whole or not takes_declarations(source, loop.node) or not starts_line(source, loop.node.start_byte):
        return False
    trips = trip_count(source, loop)
    few = trips is not None and trips.literal is not None and trips.literal < _FEW
    return not few and is_plainly_counted(source, loop) and understood_function(source, loop.node) is not None


def _finding(source: Source, loop: Loop, counter: Counter, step: Node) -> Finding:
    variable, node = counter.variable, loop.node
    declared = variable.node.child_by_field_name("type")
    index = unused_name(source, f"{variable.name}_{_COPIES}")
    least = _COPIES - (counter.comparison == "<=")
    copies = (shifted(source, step, variable, index, lane) for lane in range(_COPIES))
    lines = (
        f"{text_of(declared) if declared is not None else variable.type.name} {index} = 0;",
        f"for (; {factor(counter.bound)} - {index} >= {least}; {index} += {_COPIES}) {{",
        *(f"\t{' '.join(each.split())}" for each in copies),
        "}",
        "",
    )
    written = " ".join(text_of(step).split()).rstrip(";")
    return Finding(
        title=f"Run {_COPIES} passes over {variable.name} between two tests",
        explanation=(
            f"Each pass of the loop in line {line_of(source, node.start_byte)} is a short step, `{written}`: counting "
            f"with `{variable.name}` takes as long. {_COPIES} steps in a row, in the same order, share one test."
        ),
        edits=(
            TextEdit.insert(node.start_byte, laid_out(source, node, *lines)),
            TextEdit.replace(counter.start.start_byte, counter.start.end_byte, index),
        ),
        range=node_range(node),
    )
