"""Rule of "Algorithm Design Optimization": AL1."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.calls import calls_of
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.static_objects import runs_after_main, runs_before_main
from perfcoder_lsp.cpp.facts.subproblems import Recursion, recursion_of
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.layout import laid_out
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.result_tables import argument_names, hashed, tabulated
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.signatures import can_be_written_again, is_declared_before, signature_text
from perfcoder_lsp.rewrite.statements import included
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit, with_joined_insertions

_MAX_ENTRIES = 1 << 20  # of a table; more results are kept in a hash map, as far as they come up


@rule(id="AL1", category=Category.ALGORITHM, summary="Remember the results of a recursive function", gain=30.0)
def memoize(source: Source) -> Iterator[Finding]:
    """
    What it does: a function that calls itself several times and only computes a number from integers gets a table of
    results, and is computed once for each combination of arguments. The table is emptied for each call from outside
    where the result depends on anything that may change.

    Why: such recursions solve the same subproblems again and again, often exponentially many times.

    When not: the function has an effect besides its result, or the text can't tell; a parameter that is no integer
    changes on the way down; no two of its calls can happen in one run; the calls share no subproblems; a call is an
    argument of another; threads are started; C, where the text does not show that the arguments are small.

    Source: catalogue AL1, measured 41x (Fibonacci 38x). PIE's most frequent class: recursion to dynamic programming.
    """
    for function in functions(source):
        plain = function.kind == "free" and can_be_written_again(source, function)
        found = recursion_of(source, function) if plain else None
        if found is None or (not found.lasting and runs_before_main(source)):
            continue
        sizes = _sizes(source, found) if found.lasting else None
        if sizes is not None or not (source.language == "c" or runs_after_main(source)):
            yield _finding(source, found, sizes)


def _sizes(source: Source, found: Recursion) -> tuple[int, ...] | None:
    """How long a table must be in each key so that it holds all arguments of the calls from outside; None where the
    text does not tell, or it would be too large."""
    outside = [each for each in calls_of(source, found.function.name) if each not in found.calls]
    sizes: list[int] = []
    product = 1
    for key in found.keys:
        ranges = [value_range(source, each.arguments[key]) for each in outside if len(each.arguments) > key]
        highs = [each.high for each in ranges if each is not None and each.low >= 0]
        if not highs or len(highs) != len(outside):
            return None
        sizes.append(max(highs) + 1)
        product *= sizes[-1]
    return tuple(sizes) if product <= _MAX_ENTRIES else None


def _finding(source: Source, found: Recursion, sizes: tuple[int, ...] | None) -> Finding:
    name = found.function.name
    lines = sorted({line_of(source, each.node.start_byte) for each in found.calls})
    where = f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"
    keys = [found.function.parameters[each].name for each in found.keys]
    until = (
        "" if found.lasting else " while one call from outside lasts, since it depends on what may change afterwards"
    )
    kept = f"a table of {' × '.join(map(str, sizes))} results" if sizes is not None else "a hash map"
    return Finding(
        title=f"Remember the results of {name}",
        explanation=(
            f"`{name}` calls itself in {where} and depends only on `{', '.join(keys)}`{until}, so that the same "
            f"arguments come up again and again, often exponentially many times; with {kept} each is computed once."
        ),
        edits=_edits(source, found, sizes),
        range=node_range(found.function.node),
        notes=(f"The stack holds two calls for each level of the recursion of {name}; results take memory.",),
    )


def _edits(source: Source, found: Recursion, sizes: tuple[int, ...] | None) -> tuple[TextEdit, ...]:
    function, node = found.function, found.function.node
    computing = unused_name(source, f"compute_{function.name}")
    known = function.name if found.lasting else unused_name(source, f"known_{function.name}")
    edits = [TextEdit.replace(function.name_range.start, function.name_range.end, computing)]
    if known != function.name or not is_declared_before(source, function):
        prototype = f"{signature_text(function, known)};{source.newline}{source.newline}"
        edits.append(TextEdit.insert(node.start_byte, prototype))
    if known != function.name:
        names = [each.node.child_by_field_name("function") for each in found.calls]
        edits += [replaced(each, known) for each in names if each is not None]
    table = unused_name(source, f"{function.name}_results")
    if sizes is not None:
        lines, headers = tabulated(source, found, sizes, table, f"{computing}({argument_names(function)})"), ()
    else:
        lines, headers = hashed(source, found, (known, table), f"{computing}({argument_names(function)})")
    edits.append(TextEdit.insert(node.end_byte, laid_out(source, node, "", "", *lines)))
    return with_joined_insertions([*included(source, *headers), *edits])
