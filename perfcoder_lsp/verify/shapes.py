"""Facts from loops, subscripts and declarations: what bounds what, and how much room there is."""

import re

from tree_sitter import Node

from perfcoder_lsp.cpp.source import walk
from perfcoder_lsp.verify.constants import evaluate
from perfcoder_lsp.verify.facts import Facts, Loop
from perfcoder_lsp.verify.reads import Functions, reads_anything
from perfcoder_lsp.verify.stops import leaves
from perfcoder_lsp.verify.syntax import (
    ancestors,
    arguments,
    called,
    character_of,
    constant_of,
    declared_name,
    field,
    key_of,
    names_in,
    operator,
    subscript_depth,
    text_of,
)

_COMPARISONS = frozenset({"<", "<=", ">", ">=", "!="})
WIDE = re.compile(r"long\s+long|int64|\blong\b|__int128|size_t")
COPIED = frozenset({"identifier", "field_expression", "subscript_expression"})
_SIZED = frozenset({"vector", "string", "deque", "valarray", "basic_string"})
_MAP = re.compile(r"\bmap\s*<|\bunordered_map\s*<|\bmultimap\s*<")
_LESS_ONE = re.compile(r"<=\s*\w+\s*-\s*1\b")
_WORDS = re.compile(r"\bstring\b|char\s*\*")


def loop_facts(node: Node, facts: Facts, functions: Functions) -> None:
    body = field(node, "body")
    facts.bounds |= _left_after(body)
    if node.type == "for_range_loop":
        facts.stepped.add(declared_name(field(node, "declarator")))
        return
    condition, update, start = field(node, "condition"), field(node, "update"), field(node, "initializer")
    stepped = _stepped(update) if update is not None else _stepped_inside(condition, body)
    bounds = _bounds(condition, stepped, facts)
    if start is not None and update is not None and "-" in text_of(update):
        bounds |= _start_names(start, stepped)
    elif start is not None:
        facts.starts.update({name: bound for name in _start_names(start, stepped) for bound in sorted(bounds)})
    if node.type == "for_statement" or stepped or facts.counts & bounds:
        facts.bounds |= bounds
        facts.stepped |= stepped
        base, times = _base(condition, start), _times(condition)
        facts.loops[node.id] = Loop(frozenset(stepped), frozenset(bounds - stepped), base, times)
    if body is not None and bounds and reads_anything(body, functions):
        for name in bounds:
            facts.reading_bounds[name].append(body)
    if _runs_one_less(condition, start):
        facts.edges.add(node.id)


def _bounds(condition: Node | None, stepped: set[str], facts: Facts) -> set[str]:
    """The variables that a loop's condition compares the stepped ones with, and those that it counts down."""
    bounds: set[str] = set()
    for inner in walk(condition) if condition is not None else ():
        _exponent(inner, facts)
        if inner.type == "update_expression" and operator(inner) == "--":
            counted = key_of(field(inner, "argument"))
            facts.counts.add(counted)
            bounds.add(counted)
        elif inner.type == "binary_expression" and operator(inner) in _COMPARISONS:
            found = _bounds_of(inner, stepped)
            bounds |= found
            facts.inclusive |= found if "=" in operator(inner) else set()
    return bounds


def _runs_one_less(condition: Node | None, start: Node | None) -> bool:
    """Whether a loop runs n - 1 times: `i < n - 1`, or from one up to but not including n."""
    text = text_of(condition)
    if condition is not None and any(
        inner.type == "binary_expression" and operator(inner) == "-" and text_of(field(inner, "right")) == "1"
        for inner in walk(condition)
    ):
        return "<=" not in text
    return bool(re.search(r"=\s*1\b", text_of(start))) and "<" in text and "<=" not in text


def _base(condition: Node | None, start: Node | None) -> int | None:
    first = re.search(r"[={(]\s*([01])\s*[)};,]*\s*$", text_of(start))
    base = int(first[1]) if first is not None else None
    inclusive = "<=" in text_of(condition) and not _LESS_ONE.search(text_of(condition))
    return base if "<" in text_of(condition) and inclusive == (base == 1) else None


def _times(condition: Node | None) -> int:
    """3 for `i < 3 * n`, 2 for `i < n + n`."""
    for inner in walk(condition) if condition is not None else ():
        left, right = field(inner, "left"), field(inner, "right")
        if operator(inner) == "*":
            return constant_of(left) or constant_of(right) or 1
        if operator(inner) == "+" and text_of(left) == text_of(right):
            return 2
    return 1


def _stepped(update: Node) -> set[str]:
    found: set[str] = set()
    for inner in walk(update):
        if inner.type == "update_expression":
            found.add(key_of(field(inner, "argument")))
        elif inner.type == "assignment_expression":
            found.add(key_of(field(inner, "left")))
    return found


def _stepped_inside(condition: Node | None, body: Node | None) -> set[str]:
    """The variables that a loop without a step of its own counts with: i of `while (i < n) { ...; i++; }`."""
    named = names_in(condition)
    return named & _counters(body) if named else named


def _counters(body: Node | None) -> set[str]:
    """What code counts up or down by one."""
    updates = (node for node in walk(body) if node.type == "update_expression") if body is not None else ()
    return {text_of(field(node, "argument")) for node in updates}


def _left_after(body: Node | None) -> set[str]:
    """The variables that say after how many rounds a loop is left: n of `if (++found == n) break;`."""
    counters = _counters(body)
    exits = (node for node in walk(body) if node.type == "if_statement" and leaves(node)) if body and counters else ()
    found: set[str] = set()
    for inner in (inner for node in exits for inner in walk(field(node, "condition") or node)):
        if inner.type == "binary_expression":
            found |= _reached(inner, counters)
    return found


def _reached(comparison: Node, counters: set[str]) -> set[str]:
    """n of `i == n`, `++i >= n`, `n <= i`; n of `n <= 0` and `n == 0` where it is counted down."""
    left, right = field(comparison, "left"), field(comparison, "right")
    if operator(comparison) in ("<", "<=") and constant_of(right) is None:
        left, right = right, left
    if operator(comparison) not in ("==", ">=", ">", "<", "<=") or not counters & names_in(left):
        return set()
    if constant_of(right) == 0:
        return counters & names_in(left)
    return {text_of(right)} - counters if right is not None and right.type == "identifier" else set()


def _bounds_of(comparison: Node, stepped: set[str]) -> set[str]:
    """The names on the side of a comparison that the loop does not step: n of i < n, of n > i, of i * i <= n."""
    left, right = names_in(field(comparison, "left")), names_in(field(comparison, "right"))
    if stepped & left:
        return right - stepped
    return left - stepped if stepped & right else set()


def _start_names(start: Node, stepped: set[str]) -> set[str]:
    found: set[str] = set()
    for inner in walk(start):
        begun = field(inner, "declarator") or field(inner, "left")
        if inner.type in ("init_declarator", "assignment_expression") and key_of(begun) in stepped:
            found |= names_in(field(inner, "value") or field(inner, "right"))
    return found


def _exponent(node: Node, facts: Facts) -> None:
    """n of 1 << n in a loop's condition."""
    if node.type == "binary_expression" and operator(node) == "<<" and constant_of(field(node, "left")) == 1:
        facts.exponents |= names_in(field(node, "right"))


# --------------------------------------------------------------------------------------------------------- subscripts


def subscript_facts(node: Node, facts: Facts) -> None:
    array, depth = key_of(node), subscript_depth(node)
    listed = field(node, "indices")
    named = map(character_of, listed.named_children if listed is not None else ())
    facts.characters.update(character for character in named if character is not None)
    if array in facts.maps:
        return
    for index in listed.named_children if listed is not None else ():
        minus_one = index.type == "binary_expression" and operator(index) == "-"
        for name in names_in(index):
            facts.indices[name][(array, depth)] += 1
            loop = loop_around(node, name, facts)
            if loop is not None:
                facts.stepped_through[(array, depth)].update(loop.bounds)
                facts.times[(array, depth)] = max(loop.times, facts.times.get((array, depth), 1))
                over_all = loop.base == 0 and not loop.bounds - facts.numbers.keys()  # of an array with room to spare
                if loop.base is not None and index.type == "identifier" and not over_all:
                    facts.bases[(array, depth)][loop.base] += 1
            if minus_one and text_of(field(index, "right")) == "1" and key_of(field(index, "left")) == name:
                facts.from_one.add(name)


def loop_around(node: Node, name: str, facts: Facts) -> Loop | None:
    """The nearest loop around that steps `name`."""
    loops = (facts.loops.get(around.id) for around in ancestors(node))
    return next((loop for loop in loops if loop is not None and name in loop.stepped), None)


# ------------------------------------------------------------------------------------------------------- declarations


def declare(node: Node, facts: Facts, wide_names: set[str]) -> None:
    type_text = text_of(field(node, "type"))
    wide = bool(WIDE.search(text_of(node).split("=")[0])) or bool(wide_names & set(re.findall(r"\w+", type_text)))
    for declarator in node.children_by_field_name("declarator"):
        name = declared_name(declarator)
        if not name:
            continue
        if _MAP.match(type_text.replace("std::", "")):
            facts.maps.add(name)
        arrays = _array_extents(declarator)
        kind = "number"
        if _WORDS.search(type_text) or (re.search(r"\bchar\b", type_text) and (arrays or "*" in text_of(declarator))):
            kind = "word"
        elif re.search(r"\bchar\b", type_text):
            kind = "character"
        facts.types[name] = f"{kind}{' wide' if wide else ''}"
        for depth, extent in enumerate(arrays, start=1):
            _room(name, depth, extent, facts)
            for bound in names_in(extent):
                facts.extents[(name, depth)][bound] += 2
        _constructed(name, declarator, facts)


def _room(name: str, depth: int, extent: Node, facts: Facts) -> None:
    number = evaluate(text_of(extent), facts.numbers)
    if number is not None:
        facts.capacity[(name, depth)] = min(number, facts.capacity.get((name, depth), number))


def _array_extents(declarator: Node) -> list[Node]:
    """Extents of `a[n][m]`, outermost dimension first."""
    found: list[Node] = []
    for inner in walk(declarator, lambda one: one.type not in ("argument_list", "initializer_list", "parameter_list")):
        if inner.type == "array_declarator":
            size = field(inner, "size")
            if size is not None:
                found.append(size)
    return found[::-1]


def _constructed(name: str, declarator: Node, facts: Facts) -> None:
    """vector<T> a(n), a(n, vector<T>(m)), string s(n, ' '); the first of them parses as a function."""
    value = field(declarator, "value")
    if declarator.type == "init_declarator" and value is not None:
        if value.type == "argument_list":
            dimensions(name, 1, value.named_children, facts)
            _room(name, 1, value.named_children[0], facts) if value.named_children else None
        elif value.type == "call_expression" and called(value) in _SIZED:
            dimensions(name, 1, arguments(value), facts)
        elif (copied := _bare(value)).type in COPIED:
            facts.aliases.add((name, key_of(copied)))
    elif declarator.type == "function_declarator":
        listed = field(declarator, "parameters")
        first = listed.named_children[0] if listed is not None and listed.named_children else None
        if first is not None and field(first, "declarator") is None:
            _bounded(name, 1, {text_of(field(first, "type"))}, facts)


def _bare(value: Node) -> Node:
    """The expression inside of parentheses."""
    while value.type == "parenthesized_expression" and value.named_children:
        value = value.named_children[0]
    return value


def dimensions(name: str, depth: int, given: list[Node], facts: Facts) -> None:
    if not given:
        return
    _bounded(name, depth, names_in(given[0]), facts)
    if len(given) > 1 and given[1].type == "call_expression" and called(given[1]) in _SIZED and depth < 4:
        dimensions(name, depth + 1, arguments(given[1]), facts)


def _bounded(name: str, depth: int, bounds: set[str], facts: Facts) -> None:
    for bound in bounds:
        facts.extents[(name, depth)][bound] += 2
        facts.bounds.add(bound)
