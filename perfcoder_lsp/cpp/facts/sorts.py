"""Does a loop do nothing but sort an array: bubble, exchange, selection and insertion sorts, as people write them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.aliases import are_distinct
from perfcoder_lsp.cpp.facts.liveness import is_dead_after
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.loops import Loop
from perfcoder_lsp.cpp.nodes import has_error, parent_of, text_of
from perfcoder_lsp.cpp.patterns import Holes, match, match_all
from perfcoder_lsp.cpp.scopes import declarations_named, resolve
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.statements import is_replaceable, statements_of
from perfcoder_lsp.cpp.types import Type

_ORDERS = ((">", False), (">=", False), ("<", True), ("<=", True))
_SEQUENCES = frozenset({"vector", "array", "deque", "string"})
_COPIES = frozenset({"$t", "$key"})
_VARIABLES = ("$i", "$j", "$t", "$m", "$key", "$f")


@dataclass(frozen=True)
class Sort:
    """A loop that leaves `array[first]` to `array[first + count - 1]` sorted, and nothing else that anybody reads.
    Equal elements can't be told apart."""

    array: Declaration
    first: int
    count: Node
    descending: bool


@dataclass(frozen=True)
class _Exchanges:
    """Headers of two nested loops around `if (a[p] > a[q]) swap(a[p], a[q]);` that sort n elements from `first` on,
    whichever of `outer` stands around whichever of `inner`."""

    outer: tuple[str, ...]
    inner: tuple[str, ...]
    p: str
    q: str
    first: int = 0


_FROM_ZERO = ("$i = 0; $i < $n - 1; $i++", "$i = 0; $i < $n; $i++", "$i = 0; $i <= $n - 1; $i++")
_FROM_ONE = ("$i = 1; $i < $n; $i++", "$i = 1; $i <= $n; $i++", "$i = 1; $i <= $n - 1; $i++")
_EXCHANGES = (
    _Exchanges(
        _FROM_ZERO,
        (
            "$j = 0; $j < $n - $i - 1; $j++",
            "$j = 0; $j < $n - 1 - $i; $j++",
            "$j = 0; $j < $n - ($i + 1); $j++",
            "$j = 0; $j <= $n - $i - 2; $j++",
            "$j = 0; $j <= $n - 2 - $i; $j++",
            "$j = 0; $j + 1 < $n - $i; $j++",
            "$j = 0; $j < $n - 1; $j++",
        ),
        "$j",
        "$j + 1",
    ),
    _Exchanges(_FROM_ONE, ("$j = 0; $j < $n - $i; $j++", "$j = 0; $j < $n - 1; $j++"), "$j", "$j + 1"),
    _Exchanges(
        ("$i = $n - 1; $i > 0; $i--", "$i = $n - 1; $i >= 1; $i--", "$i = $n - 1; $i >= 0; $i--"),
        ("$j = 0; $j < $i; $j++", "$j = 0; $j <= $i - 1; $j++"),
        "$j",
        "$j + 1",
    ),
    _Exchanges(_FROM_ZERO, ("$j = 1; $j < $n - $i; $j++", "$j = 1; $j < $n; $j++"), "$j - 1", "$j"),
    _Exchanges(
        _FROM_ZERO,
        ("$j = $n - 1; $j > $i; $j--", "$j = $n - 1; $j >= $i + 1; $j--", "$j = $n - 1; $j > 0; $j--"),
        "$j - 1",
        "$j",
    ),
    _Exchanges(_FROM_ZERO, ("$j = $i + 1; $j < $n; $j++", "$j = $i + 1; $j <= $n - 1; $j++"), "$i", "$j"),
    _Exchanges(
        _FROM_ONE,
        ("$j = 1; $j <= $n - $i; $j++", "$j = 1; $j < $n; $j++", "$j = 1; $j <= $n - 1; $j++"),
        "$j",
        "$j + 1",
        first=1,
    ),
    _Exchanges(_FROM_ONE, ("$j = $i + 1; $j <= $n; $j++",), "$i", "$j", first=1),
)
_SELECTIONS = (
    (_FROM_ZERO, ("$j = $i + 1; $j < $n; $j++", "$j = $i; $j < $n; $j++", "$j = $i + 1; $j <= $n - 1; $j++"), 0),
    (_FROM_ONE, ("$j = $i + 1; $j <= $n; $j++", "$j = $i; $j <= $n; $j++"), 1),
)
_INSERTED = ("$i = 1; $i < $n; $i++", "$i = 1; $i <= $n - 1; $i++", "$i = 0; $i < $n; $i++")
_BELOW = ("$j >= 0 && $a[$j] > $key", "$j > -1 && $a[$j] > $key")
_ABOVE = ("$j > 0 && $a[$j - 1] > $key", "$j >= 1 && $a[$j - 1] > $key")
_INSERTIONS = (
    *(f"while ({each}) {{ $a[$j + 1] = $a[$j]; $j--; }} $a[$j + 1] = $key;" for each in _BELOW),
    *(f"for (; {each}; $j--) $a[$j + 1] = $a[$j]; $a[$j + 1] = $key;" for each in _BELOW),
    *(f"while ({each}) {{ $a[$j] = $a[$j - 1]; $j--; }} $a[$j] = $key;" for each in _ABOVE),
    *(f"for (; {each}; $j--) $a[$j] = $a[$j - 1]; $a[$j] = $key;" for each in _ABOVE),
)
_SINKING = tuple(
    text
    for each in ("$j > 0 && $a[$j - 1] > $a[$j]", "$j >= 1 && $a[$j - 1] > $a[$j]")
    for text in (f"for ($j = $i; {each}; $j--) $rest;", f"$j = $i; while ({each}) $rest;")
)


def read_sort(source: Source, loop: Loop) -> Sort | None:
    """The sort that a loop carries out; None where it is none of the known shapes, or does anything else."""
    if loop.kind != "for" or not is_replaceable(source, loop.node):
        return None
    for holes, first, descending in _shapes(source, loop.node, _steps(loop.body)):
        array, count = resolve(source, holes["$a"]), holes["$n"]
        if array is not None and _is_proved(source, loop, array, holes):
            return Sort(array, first, count, descending)
    return None


def _steps(body: Node) -> tuple[Node, ...]:
    """The statements of a body, declarations without a value left out."""
    return tuple(
        each
        for each in statements_of(body)
        if each.type != "declaration" or any(part.type == "init_declarator" for part in each.named_children)
    )


def _shapes(source: Source, loop: Node, steps: tuple[Node, ...]) -> Iterator[tuple[Holes, int, bool]]:
    """The ways in which the loop may be a sort: what the holes stand for, the first index, whether descending."""
    inner = [each for each in steps if each.type in ("for_statement", "while_statement")]
    if len(inner) != 1 or len(steps) > 5:
        return
    body = inner[0].child_by_field_name("body")
    tested = _steps(body) if body is not None else ()
    for symbol, descending in _ORDERS:
        if len(tested) == 1 and tested[0].type == "if_statement":
            for holes, first in _exchanges(source, loop, steps, inner[0], tested[0], symbol):
                yield holes, first, descending
            for holes, first in _selections(source, loop, steps, tested, symbol):
                yield holes, first, descending
        for holes in _insertions(source, loop, steps, tested, symbol) if _tests_two(inner[0]) else ():
            yield holes, 0, descending


def _tests_two(loop: Node) -> bool:
    """Whether a loop's condition has two parts, as that of every insertion has."""
    condition = loop.child_by_field_name("condition")
    return condition is not None and "&&" in text_of(condition)


def _headers(headers: Sequence[str], loop: Node, bound: Holes) -> Iterator[Holes]:
    """The holes of each header that a for loop may have."""
    for each in headers:
        found = match(f"for ({each}) $rest;", loop, _without(bound, "$rest"))
        if found is not None:
            yield found


def _without(holes: Holes, name: str) -> Holes:
    return {key: node for key, node in holes.items() if key != name}


def _exchanges(
    source: Source, loop: Node, steps: tuple[Node, ...], inner: Node, test: Node, symbol: str
) -> Iterator[tuple[Holes, int]]:
    flag = _flag(steps, inner)
    for shape in _EXCHANGES if flag is not None else ():
        if flag and shape.p == "$i":
            continue  # a pass without swaps tells nothing about the other elements
        compared = match(f"if ($a[{shape.p}] {symbol} $a[{shape.q}]) $swap;", test)
        for outer in _headers(shape.outer, loop, compared) if compared is not None else ():
            for holes in _headers(shape.inner, inner, outer):
                found = _swapped(source, _branch(test), (shape.p, shape.q), holes | (flag or {}))
                if found is not None:
                    yield found, shape.first


def _branch(test: Node) -> tuple[Node, ...]:
    block = test.child_by_field_name("consequence")
    return _steps(block) if block is not None else ()


def _flag(steps: tuple[Node, ...], inner: Node) -> Holes | None:
    """The variable that tells whether a pass swapped anything (the loop ends where none did); empty where there is
    none, None where there are other statements."""
    if steps == (inner,):
        return {}
    if len(steps) != 3 or steps[1] != inner:
        return None
    for start in ("$f = false;", "$f = 0;"):
        begun = match(start, steps[0])
        for end in ("!$f", "$f == false", "$f == 0") if begun is not None else ():
            if match(f"if ({end}) break;", steps[2], begun) is not None:
                return begun
    return None


def _swapped(source: Source, steps: tuple[Node, ...], places: tuple[str, str], holes: Holes) -> Holes | None:
    """The holes where statements do nothing but swap two elements, and set the flag."""
    if "$f" in holes:
        rest = tuple(each for each in steps if all(match(f"$f = {one};", each, holes) is None for one in ("true", "1")))
        if len(rest) != len(steps) - 1:
            return None
        steps = rest
    for p, q in (places, places[::-1]):
        call = match_all(f"swap($a[{p}], $a[{q}]);", steps, holes)
        if call is not None:
            return call if _is_library_swap(source, steps[0]) else None
        moved = match_all(f"$t = $a[{p}]; $a[{p}] = $a[{q}]; $a[{q}] = $t;", steps, holes)
        if moved is not None:
            return moved
    return None


def _is_library_swap(source: Source, statement: Node) -> bool:
    call = read_call(statement.named_children[0])
    return call is not None and call.in_std and not declarations_named(source, "swap")


def _selections(
    source: Source, loop: Node, steps: tuple[Node, ...], tested: tuple[Node, ...], symbol: str
) -> Iterator[tuple[Holes, int]]:
    if len(steps) < 3 or steps[1].type != "for_statement":
        return
    for outers, inners, first in _SELECTIONS:
        for outer in _headers(outers, loop, {}):
            begun = match("$m = $i;", steps[0], outer)
            for inner in _headers(inners, steps[1], begun) if begun is not None else ():
                picked = match_all(f"if ($a[$m] {symbol} $a[$j]) $m = $j;", tested, inner)
                if picked is None:
                    continue
                moves = match_all("if ($m != $i) $swap;", steps[2:], picked) is not None
                found = _swapped(source, _branch(steps[2]) if moves else steps[2:], ("$i", "$m"), picked)
                if found is not None:
                    yield found, first


def _insertions(
    source: Source, loop: Node, steps: tuple[Node, ...], tested: tuple[Node, ...], symbol: str
) -> Iterator[Holes]:
    for outer in _headers(_INSERTED, loop, {}):
        for each in _INSERTIONS:
            start = "$j = $i - 1;" if "$j + 1" in each else "$j = $i;"
            text = each.replace("] > $key", f"] {symbol} $key")
            wholes = [f"$key = $a[$i]; {start} {text}", f"{start} $key = $a[$i]; {text}"]
            if text.startswith("for"):
                wholes.append(f"$key = $a[$i]; {text.replace('for (;', f'for ({start}')}")
            yield from (found for whole in wholes if (found := match_all(whole, steps, outer)) is not None)
        for whole in _SINKING:
            found = match_all(whole.replace("] > $a", f"] {symbol} $a"), steps, _without(outer, "$rest"))
            moves = tested[:-1] if whole.startswith("$j") else tested
            stepped = found is not None and (moves is tested or match("$j--;", tested[-1], found) is not None)
            swapped = _swapped(source, moves, ("$j", "$j - 1"), _without(found, "$rest")) if found and stepped else None
            if swapped is not None:
                yield swapped


def _is_proved(source: Source, loop: Loop, array: Declaration, holes: Holes) -> bool:
    """Whether the names mean what the shape takes them for."""
    function = function_of(source, loop.node)
    kind = variable_type(source, array)
    element = kind.element
    if function is None or has_error(function.node) or not array.is_variable or array.is_volatile or element is None:
        return False
    sequence = kind.container in _SEQUENCES or (len(kind.extents) + kind.pointers == 1 and not kind.container)
    if not sequence or kind.macro_altered or not _is_plainly_ordered(element):
        return False
    own = {name: resolve(source, holes[name]) for name in _VARIABLES if name in holes}
    found = [each for each in own.values() if each is not None and _is_own(source, each, loop)]
    if len(found) < len(own) or len({array, *found}) <= len(found):
        return False
    kinds = {name: variable_type(source, each) for name, each in own.items() if each is not None}
    counters = all(each.is_integral for name, each in kinds.items() if name not in _COPIES)
    copies = all(each.decayed == element.decayed for name, each in kinds.items() if name in _COPIES)
    return counters and copies and _is_settled(source, holes["$n"], array, found)


def _is_settled(source: Source, count: Node, array: Declaration, changed: list[Declaration]) -> bool:
    """Whether moving the array's elements and changing these variables leaves the count as it is."""
    if not type_of(source, count).is_integral or not is_pure(source, count):
        return False
    for each in walk(count):
        variable = resolve(source, each) if each.type == "identifier" else None
        if variable is array and _is_length(source, each):
            continue
        if each.type in ("identifier", "subscript_expression") and (variable is None or variable in changed):
            return False
        if variable is not None and (variable.type.reference or not are_distinct(source, array, variable)):
            return False
    return True


def _is_length(source: Source, owner: Node) -> bool:
    """Whether the mention of a container is that of `a.size()`."""
    access = parent_of(source, owner)
    name = access.child_by_field_name("field") if access is not None and access.type == "field_expression" else None
    return name is not None and text_of(name) in ("size", "length")


def _is_plainly_ordered(element: Type) -> bool:
    """Whether elements that are equal are the same in every respect."""
    return (element.is_integral and element.name != "bool") or element.is_string


def _is_own(source: Source, variable: Declaration, loop: Loop) -> bool:
    plain = variable.is_variable and variable.is_automatic and not variable.type.reference and not variable.is_volatile
    return plain and is_dead_after(source, variable, loop.node)
