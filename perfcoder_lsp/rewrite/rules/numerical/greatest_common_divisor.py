"""Rule of "Numerical Computation Optimization": NUM14."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import insert_include, line_of, replaced
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.trips import is_invariant, literal
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import has_error, text_of, unwrapped
from perfcoder_lsp.cpp.patterns import match, match_all, match_any
from perfcoder_lsp.cpp.scopes import variable_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable, steps_of
from perfcoder_lsp.rewrite.layout import in_place_of
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_call, standard
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_SUBTRACTING = tuple(f"while ($a != $b) if ($a {more} $b) $then; else $else;" for more in (">", ">="))
_SMALLER = ("min($a, $b)", "$a < $b ? $a : $b", "$a <= $b ? $a : $b")
_DIVIDES_BOTH = tuple(
    f"{first.format(one)} && {second.format(other)}"
    for one, other in (("$a", "$b"), ("$b", "$a"))
    for first, second in product(("{} % $i == 0", "!({} % $i)"), repeat=2)
)


@dataclass(frozen=True)
class _Search:
    """A loop that tries all numbers for the largest that divides both; `keep` is what it does with it, but for the
    number: `g = ` or `return `."""

    loop: Loop
    one: Node
    other: Node
    keep: str


@rule(id="NUM14", category=Category.NUMERICAL, summary="Find common divisors by remainders", gain=10)
def common_divisor(source: Source) -> Iterator[Finding]:
    """
    What it does: in a loop that subtracts the smaller of two numbers from the larger until they are equal, takes a
    remainder for each row of subtractions; replaces a loop that tries all numbers up to min(a, b) for one that divides
    both by `std::gcd`.

    Why: Euclid's algorithm takes a number of steps that grows with the digits of the numbers, not with the numbers.

    When not: the loop does anything else; the numbers are not two plain integers of one type; a number that is tried is
    not compared with both; the counter is used afterwards. A loop that takes remainders already is left alone: the
    library's function was measured slower than it.

    Source: catalogue NUM14, measured 33x. Euclid's Elements, book VII.
    """
    for loop in loops(source):
        if loop.condition is None or has_error(loop.node):
            continue
        if loop.kind == "while" and (subtracting := _subtractions(source, loop)):
            yield _take_remainders(source, loop, subtracting)
        elif source.language == "c++" and (search := _search(source, loop)) is not None:
            yield _call_library(source, search)


def _are_numbers(source: Source, *nodes: Node) -> bool:
    """Whether the nodes are different variables of one integer type, in a function that was understood."""
    found = [variable_of(source, each) for each in nodes]
    known = [each for each in found if each is not None and _is_plain(source, each)]
    function = function_of(source, nodes[0])
    if len(known) != len(nodes) or len(set(map(id, known))) != len(nodes) or function is None:
        return False
    kinds = {variable_type(source, each).decayed for each in known}
    kind = kinds.pop()
    return not kinds and kind.is_integral and kind.name not in ("bool", "char") and not has_error(function.node)


def _is_plain(source: Source, variable: Declaration) -> bool:
    return variable.is_variable and not variable.is_volatile and variable.name not in macro_words(source)


def _subtractions(source: Source, loop: Loop) -> tuple[tuple[Node, Node, Node], ...]:
    """The subtractions of `while (a != b) if (a > b) a -= b; else b -= a;`, each with its larger and smaller number."""
    found = match_any(_SUBTRACTING, loop.node)
    if found is None or not _are_numbers(source, found["$a"], found["$b"]):
        return ()
    if match("$a -= $b;", found["$then"], found) is None or match("$b -= $a;", found["$else"], found) is None:
        return ()
    return (found["$then"], found["$a"], found["$b"]), (found["$else"], found["$b"], found["$a"])


def _take_remainders(source: Source, loop: Loop, subtractions: tuple[tuple[Node, Node, Node], ...]) -> Finding:
    one, other = (text_of(each) for each in subtractions[0][1:])
    edits: list[TextEdit] = []
    for step, larger, smaller in subtractions:
        text = f"{text_of(larger)} = ({text_of(larger)} - 1) % {text_of(smaller)} + 1"
        edits.append(replaced(step, text))
    return Finding(
        title="Take remainders instead of subtracting again and again",
        explanation=(
            f"The loop in line {line_of(source, loop.node.start_byte)} subtracts `{one}` and `{other}` from each other "
            f"until they are equal, up to max({one}, {other}) times. `({one} - 1) % {other} + 1` is what a whole row "
            "of subtractions leaves: O(log n) for O(n)."
        ),
        edits=tuple(edits),
        range=node_range(loop.node),
    )


def _search(source: Source, loop: Loop) -> _Search | None:
    """`for (int i = 1; i <= min(a, b); i++) if (a % i == 0 && b % i == 0) g = i;`, or downwards with an end."""
    counter, tested = loop.counter, match("if ($test) $then;", loop.body)
    if counter is None or tested is None or not counter.in_header or abs(counter.step) != 1:
        return None
    low, high = (counter.start, counter.bound) if counter.step > 0 else (counter.bound, counter.start)
    least = literal(low)
    starts_at_one = least == 1 if counter.comparison in ("<=", ">=") else (least == 0 and counter.comparison == ">")
    numbers = _smaller_of(source, high)
    if not starts_at_one or numbers is None or not is_replaceable(source, loop.node):
        return None
    given = {"$a": numbers[0], "$b": numbers[1], "$i": counter.variable.name_node}
    if match_any(_DIVIDES_BOTH, tested["$test"], given) is None:
        return None
    if not all(is_invariant(source, each, loop.node) for each in numbers):
        return None
    keep = _kept(source, tested["$then"], counter.variable, ends=counter.step < 0)
    return _Search(loop, *numbers, keep) if keep and _are_numbers(source, *numbers) else None


def _smaller_of(source: Source, node: Node) -> tuple[Node, Node] | None:
    """The numbers of `min(a, b)` or `a < b ? a : b`."""
    call, found = read_call(unwrapped(node)), match_any(_SMALLER, node)
    known = found is not None and (call is None or is_standard_call(source, call))
    return (found["$a"], found["$b"]) if found is not None and known else None


def _kept(source: Source, then: Node, counter: Declaration, *, ends: bool) -> str:
    """`g = ` of `g = i;`, or of `g = i; break;` and `return i;` where the loop must end with the first; else empty."""
    steps, given = steps_of(then), {"$i": counter.name_node}
    if ends and match_all("return $i;", steps, given) is not None:
        return "return "
    found = match_all("$g = $i; break;" if ends else "$g = $i;", steps, given)
    declared = any(each.type == "declaration" for each in steps)
    target = variable_of(source, found["$g"]) if found is not None and not declared else None
    if target is None or target is counter or not _is_plain(source, target):
        return ""
    return f"{target.name} = " if variable_type(source, target).is_integral else ""


def _call_library(source: Source, search: _Search) -> Finding:
    loop, one, other = search.loop.node, text_of(search.one), text_of(search.other)
    ranges = [(each, value_range(source, each)) for each in (search.one, search.other)]
    doubtful = [text_of(each) for each, known in ranges if known is None or known.low <= 0]
    guard = f"if ({' && '.join(f'{each} > 0' for each in doubtful)}) " if doubtful else ""
    text = f"{guard}{search.keep}{standard(source, 'gcd')}({one}, {other});"
    include = insert_include(source, "<numeric>")
    return Finding(
        title=f"Compute gcd({one}, {other}) with the library",
        explanation=(
            f"The loop in line {line_of(source, loop.start_byte)} divides both `{one}` and `{other}` by every number "
            "up to the smaller one, O(n) divisions, for their greatest common divisor; Euclid's takes O(log n)."
        ),
        edits=(in_place_of(source, loop, text), *((include,) if include is not None else ())),
        range=node_range(loop),
        notes=("std::gcd needs C++17.",),
    )
