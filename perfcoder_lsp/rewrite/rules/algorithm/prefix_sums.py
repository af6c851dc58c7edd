"""Rule of "Algorithm Design Optimization": LP4."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.liveness import is_dead_after
from perfcoder_lsp.cpp.facts.mutation import changes_of, may_change
from perfcoder_lsp.cpp.facts.purity import is_unaffected
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro
from perfcoder_lsp.cpp.loops import Counter, Loop, loops, loops_around
from perfcoder_lsp.cpp.nodes import has_error, is_inside, parent_of, text_of
from perfcoder_lsp.cpp.patterns import match
from perfcoder_lsp.cpp.scopes import declarations_named, resolve
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable, takes_declarations
from perfcoder_lsp.rewrite.layout import laid_out
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.rewrite.statements import included, statement_before
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_OWNERS = frozenset({Kind.LOCAL, Kind.GLOBAL, Kind.STATIC_LOCAL, Kind.PARAMETER})
_SIMPLE = re.compile(r"[\w.]+(?:\(\))?(?: ?[+-] ?\w+)*")  # sums of names, numbers and `v.size()`


@dataclass(frozen=True)
class _RangeSum:
    """A loop that only adds array[i] to `sum` for i from `low` to the counter's bound, and the outermost loop around it
    (`queries`) that leaves the array as it is."""

    loop: Loop
    counter: Counter
    array: Declaration
    sum: Declaration
    queries: Node


@rule(id="LP4", category=Category.ALGORITHM, summary="Answer sums of ranges by prefix sums", gain=10.0)
def prefix_sums(source: Source) -> Iterator[Finding]:
    """
    What it does: computes the sums of the first k elements of an array once before a loop, and replaces the loops
    inside that add up array[l] to array[r] by the difference of two of them.

    Why: each such loop takes time proportional to the range, a difference of prefix sums none.

    When not: the elements are no integers (floating-point sums would be rounded otherwise); the array may change in the
    loop, its length is not known, or it may hold values that were never set; the loop that adds does anything else, or
    the bounds change in it; the sums would have to be computed anew each time that a function is called, or in an outer
    loop, for an array that may be much longer than what is used of it.

    Source: catalogue LP4, measured 21x. Competitive-programming folklore; PIE.
    """
    if source.language == "c":
        return
    groups: dict[tuple[int, int], list[_RangeSum]] = {}
    for loop in loops(source):
        found = _read(source, loop) if loop.depth and loop.counter is not None else None
        if found is not None:
            groups.setdefault((found.queries.id, id(found.array)), []).append(found)
    for each in groups.values():
        yield _finding(source, each)


def _read(source: Source, loop: Loop) -> _RangeSum | None:
    counter = loop.counter
    added = match("$s += $a[$i];", loop.body)
    if counter is None or added is None or counter.step != 1 or counter.comparison not in ("<", "<="):
        return None
    array, total = resolve(source, added["$a"]), resolve(source, added["$s"])
    if array is None or total is None or resolve(source, added["$i"]) is not counter.variable:
        return None
    function = function_of(source, loop.node)
    if function is None or has_error(function.node) or not is_replaceable(source, loop.node):
        return None
    if not _is_summable(source, array) or not _is_plain(source, total) or not _is_plain(source, counter.variable):
        return None
    if not all(is_unaffected(source, each, (total, counter.variable)) for each in (counter.start, counter.bound)):
        return None
    if not all(type_of(source, each).is_integral for each in (counter.start, counter.bound)):
        return None
    same = type_of(source, counter.start).decayed == variable_type(source, counter.variable).decayed
    if not same and literal(counter.start) is None:
        return None
    declares = loop.node.child_by_field_name("initializer")
    other = declares is not None and declares.type == "declaration" and not counter.in_header
    if other or (not counter.in_header and not is_dead_after(source, counter.variable, loop.node)):
        return None
    queries = _queries(source, array, loop.node)
    return _RangeSum(loop, counter, array, total, queries) if queries is not None else None


def _is_plain(source: Source, variable: Declaration) -> bool:
    """Whether the variable is an integer that has no other name."""
    kind = variable_type(source, variable)
    plain = variable.is_variable and not variable.type.reference and not variable.is_volatile
    return plain and kind.is_integral and kind.name != "bool" and (kind.size or 16) <= 8


def _is_summable(source: Source, array: Declaration) -> bool:
    """Whether the whole array can be read: a vector, or an array whose elements have all got a value."""
    kind = array.type
    element = kind.element
    if element is None or not element.is_integral or element.name == "bool" or (element.size or 16) > 8:
        return False
    if array.is_volatile or kind.macro_altered or kind.pointers or array.kind not in _OWNERS:
        return False
    if kind.container == "vector":
        return not kind.reference or array.kind is Kind.PARAMETER
    local = array.kind is Kind.LOCAL
    known = len(kind.extents) == 1 and bool(kind.extents[0]) and _means_same_everywhere(source, kind.extents[0])
    return known and (not local or array.initializer is not None)


def _means_same_everywhere(source: Source, length: str) -> bool:
    """Whether each name in an array's length is a macro, or a constant and the only thing of that name."""
    for name in re.findall(r"[A-Za-z_]\w*", re.sub(r"\d\w*", "", length)):
        declared = declarations_named(source, name)
        alone = len(declared) == 1 and (declared[0].is_const or declared[0].kind is Kind.ENUMERATOR)
        if not (alone or (not declared and macro(source, name) is not None)):
            return False
    return True


def _queries(source: Source, array: Declaration, inner: Node) -> Node | None:
    """The outermost loop around that leaves the array as it is, where the sums are computed once for each life of the
    array or run of the program."""
    found: Node | None = None
    around = loops_around(source, inner)
    for each in around:
        if is_inside(array.name_node, each) or may_change(changes_of(source, each), array):
            break
        found = each
    if found is None or not takes_declarations(source, found):
        return None
    function = function_of(source, inner)
    outer = [each for each in around if is_inside(found, each) and each != found]
    own = array.kind is Kind.LOCAL and array.function == (function.node if function is not None else None)
    once = not outer and function is not None and function.name == "main"
    return found if once or (own and all(is_inside(array.name_node, each) for each in outer)) else None


def _finding(source: Source, group: list[_RangeSum]) -> Finding:
    queries, array = group[0].queries, group[0].array
    sums = unused_name(source, f"{array.name}_sums")
    lines = ", ".join(str(line_of(source, each.loop.node.start_byte)) for each in group)
    return Finding(
        title=f"Sum ranges of {array.name} by prefix sums",
        explanation=(
            f"The loop in line {lines} adds up a range of `{array.name}` in each pass of the loop in line "
            f"{line_of(source, queries.start_byte)}, which leaves `{array.name}` as it is: the difference of two "
            "prefix sums, computed once before, takes constant time instead of time proportional to the range."
        ),
        edits=(
            statement_before(source, queries, _built(source, array, queries, sums)),
            *(_difference(source, each, sums) for each in group),
            *included(source, "<vector>"),
        ),
        range=node_range(queries),
    )


def _built(source: Source, array: Declaration, queries: Node, sums: str) -> str:
    """The statements that compute the sums: with wrapping numbers where 64-bit ones may overflow on the way."""
    element, name = array.type.element, array.name
    kind = "unsigned long long" if element is not None and element.size == 8 else "long long"
    length = f"{name}.size()" if array.type.container else _operand(array.type.extents[0])
    index = unused_name(source, "at")
    header = f"for ({standard(source, 'size_t')} {index} = 0; {index} < {length}; {index}++)"
    return laid_out(
        source,
        queries,
        f"{standard(source, 'vector')}<{kind}> {sums}({length} + 1);",
        f"{header} {sums}[{index} + 1] = {sums}[{index}] + {name}[{index}];",
    )


def _difference(source: Source, found: _RangeSum, sums: str) -> TextEdit:
    low, high = text_of(found.counter.start), text_of(found.counter.bound)
    end = high if found.counter.comparison == "<" else f"{_operand(high)} + 1"
    test = f"{_operand(low)} {found.counter.comparison} {_operand(high)}"
    text = f"if ({test}) {found.sum.name} += {sums}[{end}] - {sums}[{low}];"
    parent = parent_of(source, found.loop.node)
    in_block = parent is not None and parent.type == "compound_statement"
    node = found.loop.node
    return replaced(node, text if in_block else f"{{ {text} }}")


def _operand(text: str) -> str:
    """The text as an operand of `<` and `+`."""
    return text if _SIMPLE.fullmatch(text) else f"({text})"
