"""Rule of "Instruction-Level Execution Optimization": IL1."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.escape import stays_private
from perfcoder_lsp.cpp.facts.trips import literal, trip_count
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.loops import Counter, Loop, loops
from perfcoder_lsp.cpp.nodes import has_error, nodes_inside
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable, read_update, steps_of, takes_declarations
from perfcoder_lsp.rewrite.caveats import ROUNDING
from perfcoder_lsp.rewrite.layout import laid_out
from perfcoder_lsp.rewrite.loop_copies import has_distance, shifted
from perfcoder_lsp.rewrite.mathematics import factor, is_repeatable
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_LANES = 4
_FEW = 16


@dataclass(frozen=True)
class _Reduction:
    """A loop that only adds `term` to the floating-point variable `total` for each value of the counter."""

    loop: Loop
    counter: Counter
    total: Declaration
    term: Node


@rule(
    id="IL1",
    category=Category.INSTRUCTION_LEVEL,
    summary="Add up floating-point numbers in several sums at a time",
    gain=2,
    consent="floats",
)
def several_accumulators(source: Source) -> Iterator[Finding]:
    """
    What it does: splits a loop that adds floating-point numbers to one variable into one that adds to four by turns,
    and the rest; the four sums are added at the end.

    Why: each addition waits for the one before it, several cycles; four that do not depend on each other run at a time.
    Compilers may not do so themselves, since it changes the order of the additions.

    When not: the loop does anything else, counts otherwise than from 0 by 1, or may end early; a term calls something,
    or may depend on the sum. Sums of floating-point numbers depend on the order in the last digits: it needs consent.

    Source: catalogue IL1, measured 4.0x. Agner Fog's manual 1; Codee.
    """
    for loop in loops(source):
        found = _read(source, loop)
        if found is not None and is_replaceable(source, loop.node) and takes_declarations(source, loop.node):
            yield _split(source, found)


def _read(source: Source, loop: Loop) -> _Reduction | None:
    counter, steps = loop.counter, steps_of(loop.body)
    if counter is None or not counter.in_header or counter.step != 1 or not has_distance(source, counter):
        return None
    if len(steps) != 1 or literal(counter.start) != 0 or not counter.variable.is_sole:
        return None
    update, function = read_update(steps[0]), function_of(source, loop.node)
    if update is None or update.operator != "+" or update.amount is None or update.target.type != "identifier":
        return None
    total = resolve(source, update.target)
    if total is None or function is None or has_error(function.node) or not _is_own_sum(source, total):
        return None
    term = update.amount
    names = nodes_inside(source, term, "identifier")
    if not is_repeatable(source, term) or not type_of(source, term).is_arithmetic:
        return None
    varies = any(resolve(source, each) is counter.variable for each in names)
    if not varies or any(resolve(source, each) is total for each in names):
        return None
    trips = trip_count(source, loop)
    if trips is None or not trips.exact or (trips.literal is not None and trips.literal < _FEW):
        return None
    return _Reduction(loop, counter, total, term)


def _is_own_sum(source: Source, total: Declaration) -> bool:
    """Whether a variable is a local floating-point number that nothing else leads to."""
    kind = variable_type(source, total)
    local = total.is_automatic and not kind.reference and not total.is_volatile
    floating = kind.is_floating and kind.name in ("double", "float")
    return local and floating and total.name not in macro_words(source) and stays_private(source, total)


def _split(source: Source, found: _Reduction) -> Finding:
    loop, counter, total = found.loop.node, found.counter, found.total.name
    kind, index = variable_type(source, found.total).name, unused_name(source, f"{counter.variable.name}_4")
    sums = [unused_name(source, f"{total}_{lane}") for lane in range(1, _LANES)]
    least = _LANES - (counter.comparison == "<=")
    counted = counter.variable.type.name
    lines = (
        f"{kind} {' = 0, '.join(sums)} = 0;",
        f"{counted} {index} = 0;",
        f"for (; {factor(counter.bound)} - {index} >= {least}; {index} += {_LANES}) {{",
        f"\t{total} += {shifted(source, found.term, counter.variable, index, 0)};",
        *(
            f"\t{name} += {shifted(source, found.term, counter.variable, index, lane)};"
            for lane, name in enumerate(sums, 1)
        ),
        "}",
    )
    separator = laid_out(source, loop, *lines, "")
    line = line_of(source, loop.start_byte)
    return Finding(
        title=f"Add to {_LANES} sums at a time",
        explanation=(
            f"Each addition to `{total}` in the loop in line {line} waits for the one before it; {_LANES} sums that do "
            "not depend on each other keep the processor's adders busy."
        ),
        edits=(
            TextEdit.insert(loop.start_byte, separator),
            replaced(counter.start, index),
            TextEdit.insert(loop.end_byte, laid_out(source, loop, "", f"{total} += {' + '.join(sums)};")),
        ),
        range=node_range(loop),
        notes=(ROUNDING,),
    )
