"""Which passes of counted loops touch the same element, and which orders of the passes keep that order.

A dependence is a vector: for each loop, how many passes later the other access touches the element; None where that
is not known, or may differ. Its first non-zero number may have either sign: which access comes first is not said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.accesses import Access, accesses
from perfcoder_lsp.cpp.facts.aliases import are_distinct
from perfcoder_lsp.cpp.facts.nests import is_plainly_counted, is_unchanged, loop_of
from perfcoder_lsp.cpp.facts.polynomials import Monomial, Polynomial, polynomial
from perfcoder_lsp.cpp.loops import Counter, Loop
from perfcoder_lsp.cpp.nodes import is_inside, nodes_inside
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import UNKNOWN, Type

Vector = tuple[int | None, ...]
_MAX_ACCESSES = 48


@dataclass(frozen=True)
class Dimension:
    """A subscript as a polynomial, None where it may change otherwise than by the counters. `stride`: the length of
    its row where it was split from a flat subscript (None: it stands between brackets of its own)."""

    at: Polynomial | None
    stride: Polynomial | None = None


Dimensions = tuple[Dimension, ...]


@dataclass(frozen=True)
class Frame:
    """What subscripts are read in: the loops whose passes are compared, and the statements in which variables other
    than counters have to stay the same."""

    source: Source
    loops: tuple[Loop, ...]
    around: tuple[Node, ...]

    @property
    def counters(self) -> tuple[Counter, ...]:
        return tuple(each.counter for each in self.loops if each.counter is not None)

    def dimensions(self, access: Access) -> Dimensions:
        """The subscripts; a flat one such as `i * n + j` as those of a matrix where j lies in a row."""
        counted = self._all_counters()
        found: list[Dimension] = []
        for subscript in access.subscripts:
            flat = polynomial(self.source, subscript)
            if flat is None or not self._is_known(flat, counted):
                found.append(Dimension(None))
            else:
                found += _split(flat, counted, self.source)
        known = self.counters
        return tuple(
            each if each.at is not None and self._is_known(each.at, known) else Dimension(None, each.stride)
            for each in found
        )

    def _all_counters(self) -> list[Counter]:
        """The counters of all loops in the statements, outer ones first."""
        nodes = (each for around in self.around for each in nodes_inside(self.source, around, "for_statement"))
        inside = (loop_of(self.source, each) for each in nodes)
        plain = (each for each in inside if each is not None and is_plainly_counted(self.source, each))
        return [each.counter for each in plain if each.counter is not None]

    def _is_known(self, subscript: Polynomial, counters: Sequence[Counter]) -> bool:
        """Whether only the counters make the subscript change while the statements run."""
        rest = subscript.variables - {each.variable for each in counters}
        return all(self._is_unchanged(each) for each in rest)

    def _is_unchanged(self, variable: Declaration) -> bool:
        runs = [(each, accesses(self.source, each)) for each in self.around]
        return all(
            run is not None
            and is_unchanged(self.source, variable, {each.variable for each in run if each.writes}, statement)
            for statement, run in runs
        )


def _split(flat: Polynomial, counters: Sequence[Counter], source: Source) -> list[Dimension]:
    """`i` and `j` of `i * n + j` where 0 <= j < n is proved by the loops' bounds, the whole where nothing is."""
    variables = {each.variable for each in counters}
    strides: dict[Polynomial, None] = {}
    for monomial, factor in flat.terms:
        if variables & set(monomial):
            strides |= {Polynomial.of([((each,), 1)]): None for each in monomial if each not in variables}
            strides |= {Polynomial.number(abs(factor)): None} if abs(factor) > 1 else {}
    for stride in strides:
        whole, rest = _divided(flat, stride)
        if whole.terms and _lies_below(rest, stride, counters, source):
            return [*_split(whole, counters, source), Dimension(rest, stride)]
    return [Dimension(flat)]


def _divided(flat: Polynomial, stride: Polynomial) -> tuple[Polynomial, Polynomial]:
    """The terms that hold the stride, divided by it, and the others."""
    whole: list[tuple[Monomial, int]] = []
    rest: list[tuple[Monomial, int]] = []
    number, symbols = stride.constant, stride.variables
    for monomial, factor in flat.terms:
        if number is not None and factor % number == 0 and monomial:
            whole.append((monomial, factor // number))
        elif number is None and symbols <= set(monomial):
            left = list(monomial)
            left.remove(next(iter(symbols)))
            whole.append((tuple(left), factor))
        else:
            rest.append((monomial, factor))
    return Polynomial.of(whole), Polynomial.of(rest)


def _lies_below(rest: Polynomial, stride: Polynomial, counters: Sequence[Counter], source: Source) -> bool:
    """Whether 0 <= rest < stride in every pass."""
    low, high = rest, rest
    for counter in reversed(counters):  # inner loops first: their bounds may name outer counters
        start, bound = polynomial(source, counter.start), polynomial(source, counter.bound)
        strict = Polynomial.number((counter.comparison in ("<", ">")) * (1 if counter.step > 0 else -1))
        if start is None or bound is None:
            continue
        first, last = (start, bound - strict) if counter.step > 0 else (bound - strict, start)
        factors = low.factor_of(counter.variable), high.factor_of(counter.variable)
        if None in factors:
            return False
        low = low.replaced(counter.variable, first if (factors[0] or 0) > 0 else last)
        high = high.replaced(counter.variable, last if (factors[1] or 0) > 0 else first)
    least, room = low.constant, (stride - high).constant
    return least is not None and least >= 0 and room is not None and room >= 1


def distance(one: Dimensions, other: Dimensions, counters: Sequence[tuple[Counter, Counter]]) -> Vector | None:
    """How many passes after the first access the second touches the same element, for each pair of counters (that of
    the first access, that of the second; mostly the same); None where it never does."""
    found: list[int | None] = [None] * len(counters)
    if [each.stride for each in one] != [each.stride for each in other]:
        return tuple(found)
    for first, second in zip(one, other, strict=True):
        if first.at is None or second.at is None:
            continue
        solved = _solve(first.at, second.at, counters)
        if solved is None:
            continue
        at, passes = solved
        if passes is None or (at is not None and found[at] not in (None, passes)):
            return None
        if at is not None:
            found[at] = passes
    return tuple(found)


def _solve(
    one: Polynomial, other: Polynomial, counters: Sequence[tuple[Counter, Counter]]
) -> tuple[int | None, int | None] | None:
    """What the equality of two subscripts tells: of which counter, and how many passes lie between (None: they never
    are equal); None where it tells nothing."""
    used: list[tuple[int, int]] = []
    for at, (first, second) in enumerate(counters):
        factors = one.factor_of(first.variable), other.factor_of(second.variable)
        if factors[0] is None or factors[0] != factors[1]:
            return None
        if factors[0]:
            used.append((at, factors[0]))
            one = one.replaced(first.variable, Polynomial())
            other = other.replaced(second.variable, Polynomial())
    gap = (one - other).constant  # factor * (later - earlier) == gap
    if gap is None or len(used) > 1:
        return None
    if not used:
        return (None, None) if gap else None
    at, factor = used[0]
    step = counters[at][0].step * factor
    return (at, gap // step) if gap % step == 0 else (at, None)


def dependences(source: Source, loops: tuple[Loop, ...], *, sums: bool = False) -> frozenset[Vector] | None:
    """All dependences between accesses in the body of the innermost of some nested loops, by their distances in these
    loops. Variables declared in that body are a pass's own. `sums`: numbers that are only added up, in a type in which
    the order does not matter, count as none. None where there are too many accesses, or the code is not plain."""
    around, body = loops[0].node, loops[-1].body
    inside = accesses(source, body)
    if inside is None or len(inside) > _MAX_ACCESSES:
        return None
    shared = [each for each in inside if not is_inside(each.variable.name_node, body)]
    counters = {each.counter.variable for each in loops if each.counter is not None}
    shared = [each for each in shared if each.variable not in counters]
    if sums:
        shared = [each for each in shared if not is_exact_sum(source, each, body)]
    frame = Frame(source, loops, (around,))
    pairs = [(each, each) for each in frame.counters]
    return conflicts(frame, combinations_with_replacement(shared, 2), pairs)


def conflicts(
    frame: Frame, pairs: Iterable[tuple[Access, Access]], counters: Sequence[tuple[Counter, Counter]]
) -> frozenset[Vector]:
    """The distances between those of the pairs of accesses that may touch the same element and of which one writes."""
    found: set[Vector] = set()
    known: dict[int, Dimensions] = {}
    for one, other in pairs:
        if not (one.writes or other.writes) or are_distinct(frame.source, one.variable, other.variable):
            continue
        vector: Vector | None = (None,) * len(counters)
        if one.variable is other.variable:
            for each in (one, other):
                if each.node.id not in known:
                    known[each.node.id] = frame.dimensions(each)
            vector = distance(known[one.node.id], known[other.node.id], counters)
        if vector is not None:
            found.add(vector)
    return frozenset(found)


def is_exact_sum(source: Source, access: Access, body: Node) -> bool:
    """Whether all that the code does with a variable is `s += x`, in a type in which any order gives the same: unsigned
    integers, and 64-bit ones to which narrower elements are added (more than there can be would have to overflow)."""
    kind = variable_type(source, access.variable)
    if access.subscripts or access.operator != "+=" or not kind.is_integral or access.variable.type.reference:
        return False
    for each in accesses(source, body) or ():
        if each.variable is not access.variable:
            if not are_distinct(source, each.variable, access.variable):
                return False
        elif each.operator != "+=" or each.subscripts or not _is_term(source, each.node, kind):
            return False
    return True


def _is_term(source: Source, target: Node, kind: Type) -> bool:
    """Whether what is added is an integer that can't change the result by the order in which it is added."""
    added = target.parent.child_by_field_name("right") if target.parent is not None else None
    of = type_of(source, added) if added is not None else UNKNOWN
    size = kind.size or 0
    if added is None or not of.is_integral or size < 4:
        return False
    if not kind.is_signed:
        return (of.size or 8) <= size
    plain = added.type in ("identifier", "subscript_expression", "number_literal")
    return plain and size == 8 and (of.size or 8) <= 4


def _orders(vector: Vector) -> Iterator[tuple[int, ...]]:
    """All signs that the distances of a dependence may have, seen from the access that comes first."""
    choices = [(-1, 0, 1) if each is None else ((each > 0) - (each < 0),) for each in vector]
    for signs in product(*choices):
        first = next((each for each in signs if each), 0)
        if first:
            yield signs if first > 0 else tuple(-each for each in signs)


def may_permute(vectors: Iterable[Vector], order: Sequence[int]) -> bool:
    """Whether what depends on something still comes after it when the loops are put in another order (positions in the
    present one, outermost first)."""
    return all(next((signs[at] for at in order if signs[at]), 0) > 0 for vector in vectors for signs in _orders(vector))


def may_tile(vectors: Iterable[Vector]) -> bool:
    """Whether the loops can run in blocks: no loop goes back along any dependence."""
    return all(min(signs) >= 0 for vector in vectors for signs in _orders(vector))


def is_parallel(vectors: Iterable[Vector], level: int) -> bool:
    """Whether the passes of the loop at a level don't depend on one another."""
    return not any(signs[level] and not any(signs[:level]) for vector in vectors for signs in _orders(vector))


def may_separate(vectors: Iterable[Vector]) -> bool:
    """Whether one part of a loop's body can run for all passes before another part does, or two loops can run as one:
    what the second part shares with the first, it meets in the same pass or a later one. (The vectors lead from the
    first part to the second.)"""
    return all(vector[0] is not None and vector[0] >= 0 for vector in vectors)
