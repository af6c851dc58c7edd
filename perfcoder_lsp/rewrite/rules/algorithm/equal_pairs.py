"""Rule of "Algorithm Design Optimization": AL6."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.liveness import is_dead_after
from perfcoder_lsp.cpp.facts.purity import is_unaffected
from perfcoder_lsp.cpp.functions import function_of, is_constexpr
from perfcoder_lsp.cpp.loops import loops
from perfcoder_lsp.cpp.nodes import has_error, text_of
from perfcoder_lsp.cpp.patterns import Holes, match, match_any
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable
from perfcoder_lsp.cpp.types import UNKNOWN, Type
from perfcoder_lsp.rewrite.layout import in_place_of
from perfcoder_lsp.rewrite.matches import Apart, done_once, in_one_line, own_integer
from perfcoder_lsp.rewrite.mathematics import factor
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.rewrite.statements import included
from perfcoder_lsp.strategy import Category

# Two loops over all pairs of different places among n, and the header of one loop over the places.
_FROM_ZERO, _FROM_ONE = "{0} = 0; {0} < {1}; {0}++", "{0} = 1; {0} <= {1}; {0}++"
_PAIRS = (
    *(
        (f"for ($i = 0; {outer}; $i++) for ({inner}; $j++) $body;", _FROM_ZERO)
        for outer in ("$i < $n", "$i < $n - 1", "$i <= $n - 1")
        for inner in ("$j = $i + 1; $j < $n", "$j = $i + 1; $j <= $n - 1")
    ),
    *(
        (f"for ($i = {first}; {outer}; $i++) for ($j = 0; $j < $i; $j++) $body;", _FROM_ZERO)
        for first in (0, 1)
        for outer in ("$i < $n", "$i <= $n - 1")
    ),
    *(
        (f"for ($i = 1; {outer}; $i++) for ($j = $i + 1; $j <= $n; $j++) $body;", _FROM_ONE)
        for outer in ("$i <= $n", "$i < $n", "$i <= $n - 1")
    ),
    *((f"for ($i = {first}; $i <= $n; $i++) for ($j = 1; $j < $i; $j++) $body;", _FROM_ONE) for first in (1, 2)),
)
_EQUAL = "if ($a[$i] == $a[$j]) $then;"
_SUM = "if ($a[$i] + $a[$j] == $k) $then;"
_INNER = ("for ($s; $e; $j++) if ($x == $y) $then;", "for ($s; $e; $j++) if ($x + $z == $y) $then;")


@dataclass(frozen=True)
class _Pairs:
    """Loops over all pairs of elements of an array that do `then` where the two are equal, or where their sum is
    `wanted`; `header` is that of a loop over the elements alone."""

    node: Node
    array: Declaration
    holes: Holes
    header: str
    then: Node
    wanted: Node | None

    @property
    def element(self) -> str:
        return f"{self.array.name}[{text_of(self.holes['$i'])}]"


@rule(id="AL6", category=Category.ALGORITHM, summary="Look equal elements up instead of comparing all pairs", gain=30.0)
def look_up_pairs(source: Source) -> Iterator[Finding]:
    """
    What it does: two loops over all pairs of an array's elements that count the equal ones, or those with a given sum,
    or only find out whether there are equal ones, become one loop that looks up in a hash table which elements came
    before.

    Why: n elements have n²/2 pairs; one look-up for each element takes O(n) on average.

    When not: what is done for a pair depends on its places, or may be done several times and is no counting; the
    elements are no integers or strings; a sum may wrap round; a counter is read afterwards; the loops do anything else,
    or change what they read; a comment would be lost; C.

    Source: catalogue AL6, measured 87x. PIE, figures 4 and 6.
    """
    if source.language == "c":
        return
    for loop in loops(source):
        pairs = match_any(_INNER, loop.body) if loop.kind == "for" else None
        found = _read(source, loop.node) if pairs is not None else None
        lines = _lines(source, found) if found is not None else None
        if found is not None and lines is not None:
            yield _finding(source, found, lines)


def _read(source: Source, loop: Node) -> _Pairs | None:
    for shape, header in _PAIRS:
        outer = match(shape, loop)
        for test in (_EQUAL, _SUM) if outer is not None else ():
            found = match(test, outer["$body"], outer) if outer is not None else None
            if found is None:
                continue
            array, then = (
                resolve(source, found["$a"]),
                outer["$body"].child_by_field_name("consequence") if outer else None,
            )
            if array is None or then is None or not _is_proved(source, loop, array, found):
                return None
            return _Pairs(loop, array, found, header, then, found.get("$k"))
    return None


def _is_proved(source: Source, loop: Node, array: Declaration, holes: Holes) -> bool:
    """Whether the names mean what the shape takes them for: an array of integers or strings, counters that nobody reads
    afterwards, a length and a sum that stay the same."""
    function = function_of(source, loop)
    counters = [resolve(source, holes[each]) for each in ("$i", "$j")]
    if function is None or has_error(function.node) or not is_replaceable(source, loop) or not array.is_variable:
        return False
    if is_constexpr(source, function):
        return False
    kind = variable_type(source, array)
    element = kind.element
    sequence = kind.container in ("vector", "array", "deque", "string") or len(kind.extents) + kind.pointers == 1
    if (
        not sequence
        or element is None
        or array.is_volatile
        or kind.macro_altered
        or not _is_keyed(element, "$k" in holes)
    ):
        return False
    known = [each for each in counters if each is not None and each.is_automatic and not each.type.reference]
    if len(known) < 2 or not all(
        variable_type(source, each).is_integral and is_dead_after(source, each, loop) for each in known
    ):
        return False
    fixed = [holes[each] for each in ("$n", "$k") if each in holes]
    wanted = type_of(source, holes["$k"]) if "$k" in holes else None
    if wanted is not None and not (wanted.is_signed and (wanted.size or 16) <= 8):
        return False
    return all(type_of(source, each).is_integral and is_unaffected(source, each, known) for each in fixed)


def _is_keyed(element: Type, summed: bool) -> bool:
    """Whether elements that are equal have the same hash, and sums of two of them don't wrap round."""
    if element.is_integral and element.name != "bool":
        return not summed or (element.is_signed and element.name != "char" and (element.size or 16) <= 8)
    return element.is_string and not summed


def _lines(source: Source, found: _Pairs) -> tuple[str, ...] | None:
    """The statements that take the place of the loops; None where what is done for a pair is not understood."""
    counter, count = resolve(source, found.holes["$i"]), found.holes["$n"]
    assert counter is not None, "proved before"
    kind = str(variable_type(source, counter).decayed)
    header = f"for ({kind} {found.header.format(counter.name, factor(count))})"
    guard = f"if ({factor(count)} > 1) {{"
    element = (variable_type(source, found.array).element or UNKNOWN).decayed
    key = standard(source, "string") if element.is_string else str(element)
    seen, at = unused_name(source, "seen"), unused_name(source, "found")
    counted = match("$c += 1;", found.then)
    if counted is not None:
        total = own_integer(source, counted["$c"], _apart(source, found))
        if total is None or type_of(source, counted["$c"]).name == "bool":
            return None
        if found.wanted is None:
            table = f"\t{standard(source, 'unordered_map')}<{key}, int> {seen};"
            return (guard, table, f"\t{header} {total} += {seen}[{found.element}]++;", "}")
        return (
            guard,
            f"\t{standard(source, 'unordered_map')}<unsigned long long, int> {seen};",
            f"\t{header} {{",
            f"\t\tconst auto {at} = {seen}.find((unsigned long long){factor(found.wanted)} - {found.element});",
            f"\t\tif ({at} != {seen}.end()) {total} += {at}->second;",
            f"\t\t{seen}[{found.element}]++;",
            "\t}",
            "}",
        )
    then = in_one_line(done_once(source, found.then, _apart(source, found))) if found.wanted is None else ""
    table = f"\t{standard(source, 'unordered_set')}<{key}> {seen};"
    return (
        (guard, table, f"\t{header}", f"\t\tif (!{seen}.insert({found.element}).second) {then}", "}") if then else None
    )


def _apart(source: Source, found: _Pairs) -> Apart:
    counters = [each for name in ("$i", "$j") if (each := resolve(source, found.holes[name])) is not None]
    return Apart(found.array, tuple(counters), tuple(found.holes[each] for each in ("$n", "$k") if each in found.holes))


def _finding(source: Source, found: _Pairs, lines: tuple[str, ...]) -> Finding:
    name, line = found.array.name, line_of(source, found.node.start_byte)
    what = f"that add up to {text_of(found.wanted)}" if found.wanted is not None else "that are equal"
    count = text_of(found.holes["$n"])
    return Finding(
        title=f"Look up pairs of {name} instead of comparing all",
        explanation=(
            f"The loops in line {line} compare all O({count}²) pairs of `{name}` to find those {what}; one pass with a "
            f"hash table of the elements before takes O({count}) steps."
        ),
        edits=(
            in_place_of(source, found.node, *lines),
            *included(source, "<unordered_map>" if "_map" in lines[1] else "<unordered_set>"),
        ),
        range=node_range(found.node),
        notes=("Elements chosen so that they collide in the hash table make it as slow as comparing all pairs.",),
    )
