"""Rules of "Multithreading and Concurrency": MT1."""

from collections.abc import Iterator
from itertools import takewhile

from perfcoder_lsp.cpp.edits import line_of, starts_line
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.accesses import accesses, is_numeric_macro
from perfcoder_lsp.cpp.facts.dependences import dependences, is_exact_sum, is_parallel
from perfcoder_lsp.cpp.facts.nests import follows_directive, is_plainly_counted
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.includes import in_conditional, includes
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import FUNCTION_TYPES, LOOP_TYPES, ancestors, is_inside, nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import statement_before
from perfcoder_lsp.strategy import Category


@rule(
    id="MT1",
    category=Category.CONCURRENCY,
    summary="Run independent passes of a loop on all cores",
    gain=1.5,
    consent="threads",
)
def parallel_loop(source: Source) -> Iterator[Finding]:
    """
    What it does: puts `#pragma omp parallel for` in front of a loop over loops whose passes don't depend on one
    another, with `reduction(+:s)` for integer sums whose order does not matter. Only in files that use OpenMP already:
    elsewhere the flag -fopenmp may be missing, and without it the line says nothing.

    Why: the passes are spread over the cores.

    When not: a pass reads or writes what another one writes (a floating-point sum too); arrays may overlap; the loop
    contains anything but arithmetic on numbers and array elements; it has an OpenMP line, or stands in a loop of that
    file; it runs over single statements only, for which starting threads costs more than it gains.

    Source: catalogue MT1, not measurable on one core. Codee PWR050 to PWR052.
    """
    if not _uses_openmp(source):
        return
    inside: Loop | None = None
    for loop in loops(source):
        nested = inside is not None and is_inside(loop.node, inside.node)
        if not nested and loop.depth == 0 and is_plainly_counted(source, loop) and _is_worth_threads(source, loop):
            sums = _sums(source, loop)
            if sums is not None:
                inside = loop
                yield _finding(source, loop, sums)


def _uses_openmp(source: Source) -> bool:
    """Whether the file is built for OpenMP: it includes its header or has its lines; other threads it starts none."""
    included = any(each.name == "<omp.h>" for each in includes(source))
    return threads_of(source) == "OpenMP" or (included and not threads_of(source))


def _is_worth_threads(source: Source, loop: Loop) -> bool:
    parent = parent_of(source, loop.node)
    counter = loop.counter
    bound = counter.bound if counter is not None else loop.node
    whole = type_of(source, bound).is_integral or is_numeric_macro(source, text_of(bound))  # OpenMP takes no others
    block = (
        whole
        and parent is not None
        and parent.type == "compound_statement"
        and starts_line(source, loop.node.start_byte)
    )
    around = takewhile(lambda each: each.type not in FUNCTION_TYPES, ancestors(source, loop.node))
    in_region = any(follows_directive(each) for each in around)
    nested = bool(nodes_inside(source, loop.body, *LOOP_TYPES))
    return block and nested and not in_region and not in_conditional(source, loop.node.start_byte)


def _sums(source: Source, loop: Loop) -> tuple[str, ...] | None:
    """The variables that the passes add to; None where a pass depends on another."""
    found = accesses(source, loop.body)
    vectors = dependences(source, (loop,), sums=True)
    if found is None or vectors is None or not is_parallel(vectors, 0):
        return None
    shared = [each for each in found if each.writes and not is_inside(each.variable.name_node, loop.node)]
    if any(variable_type(source, each.variable).holds_bits for each in shared):
        return None
    sums = (each for each in shared if is_exact_sum(source, each, loop.body))
    return tuple(dict.fromkeys(each.variable.name for each in sums))


def _finding(source: Source, loop: Loop, sums: tuple[str, ...]) -> Finding:
    line, name = line_of(source, loop.range.start), loop.counter.variable.name if loop.counter is not None else "it"
    clause = f" reduction(+:{', '.join(sums)})" if sums else ""
    added = f" Only {', '.join(f'`{each}`' for each in sums)} is added to in all of them." if sums else ""
    return Finding(
        title=f"Run the loop over {name} on all cores",
        explanation=(
            f"The passes of the loop over `{name}` in line {line} don't depend on one another.{added} OpenMP, which "
            "this file uses already, can spread them over the cores; every element is computed as before."
        ),
        edits=(statement_before(source, loop.node, f"#pragma omp parallel for{clause}"),),
        range=node_range(loop.node),
        notes=("It needs -fopenmp and more than one core.", "Processor time rises; only elapsed time falls."),
    )
