"""What the text says about each variable that may be read: loop bounds, subscripts, comparisons, types.

Variables go by their names alone; scopes are ignored, since contest-like programs hardly reuse names for other ends,
and a wrong guess only costs an input that the original program then rejects.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from dataclasses import field as default

from tree_sitter import Node

from perfcoder_lsp.cpp.source import walk
from perfcoder_lsp.verify.constants import evaluate, named_constants
from perfcoder_lsp.verify.reads import Functions, reads_anything
from perfcoder_lsp.verify.syntax import (
    LOOPS,
    ancestors,
    arguments,
    called,
    character_of,
    constant_of,
    declared_name,
    field,
    field_of_call,
    key_of,
    names_in,
    operator,
    subscript_depth,
    text_of,
)

_COMPARISONS = frozenset({"<", "<=", ">", ">=", "!="})
_WIDE = re.compile(r"long\s+long|int64|\blong\b|__int128|size_t")
_SIZED = frozenset({"vector", "string", "deque", "valarray", "basic_string"})
_MAP = re.compile(r"\bmap\s*<|\bunordered_map\s*<|\bmultimap\s*<")
_WORDS = re.compile(r"\bstring\b|char\s*\*")


@dataclass(frozen=True)
class Loop:
    """The variables that a counted loop steps, and those that bound it."""

    stepped: frozenset[str]
    bounds: frozenset[str]


@dataclass
class Facts:
    """Collected while walking; names of variables are the keys."""

    numbers: dict[str, int]  # named constants
    counts: set[str] = default(default_factory=set[str])  # `while (t--)`
    bounds: set[str] = default(default_factory=set[str])  # of counted loops, and extents
    reading_bounds: dict[str, list[Node]] = default(default_factory=lambda: defaultdict(list))  # loops that read
    exponents: set[str] = default(default_factory=set[str])
    edges: set[int] = default(default_factory=set[int])  # ids of loops that run n - 1 times
    loops: dict[int, Loop] = default(default_factory=dict[int, Loop])  # by the id of the loop's node
    stepped: set[str] = default(default_factory=set[str])  # by any loop
    stepped_through: dict[tuple[str, int], Counter[str]] = default(default_factory=lambda: defaultdict(Counter))
    starts: dict[str, str] = default(default_factory=dict[str, str])  # first value of a loop -> its bound
    indices: dict[str, Counter[tuple[str, int]]] = default(default_factory=lambda: defaultdict(Counter))
    from_one: set[str] = default(default_factory=set[str])
    from_zero: set[str] = default(default_factory=set[str])
    extents: dict[tuple[str, int], Counter[str]] = default(default_factory=lambda: defaultdict(Counter))
    capacity: dict[tuple[str, int], int] = default(default_factory=dict[tuple[str, int], int])  # constant extents
    inclusive: set[str] = default(default_factory=set[str])  # bounds that the loop reaches: i <= n
    choices: dict[str, set[str]] = default(default_factory=lambda: defaultdict(set))
    characters: set[str] = default(default_factory=set[str])  # that anything is compared with
    constants: set[int] = default(default_factory=set[int])
    types: dict[str, str] = default(default_factory=dict[str, str])
    maps: set[str] = default(default_factory=set[str])  # subscripted by anything
    aliases: set[tuple[str, str]] = default(default_factory=set[tuple[str, str]])


def collect_facts(root: Node, functions: Functions) -> Facts:
    """One walk over the whole text."""
    facts = Facts(numbers=named_constants(root))
    wide_names: set[str] = set()
    for node in walk(root):
        kind = node.type
        if kind in LOOPS:
            _loop(node, facts, functions)
        elif kind == "subscript_expression":
            _subscript(node, facts)
        elif kind in ("declaration", "field_declaration", "parameter_declaration", "optional_parameter_declaration"):
            _declaration(node, facts, wide_names)
        elif kind in ("type_definition", "alias_declaration"):
            if _WIDE.search(text_of(node)):
                wide_names.add(text_of(field(node, "declarator") or field(node, "name")))
        elif kind == "binary_expression":
            _comparison(node, facts)
        elif kind == "case_statement":
            _case(node, facts)
        elif kind == "call_expression":
            _call(node, facts, functions)
        elif kind in ("update_expression", "assignment_expression"):
            _decrement(node, facts)
    _flow(facts)
    return facts


# -------------------------------------------------------------------------------------------------------------- loops


def _loop(node: Node, facts: Facts, functions: Functions) -> None:
    if node.type == "for_range_loop":
        facts.stepped.add(declared_name(field(node, "declarator")))
        return
    condition, update, start = field(node, "condition"), field(node, "update"), field(node, "initializer")
    stepped = _stepped(update) if update is not None else set[str]()
    bounds = _bounds(condition, stepped, facts)
    if start is not None and update is not None and "-" in text_of(update):
        bounds |= _start_names(start)
    elif start is not None:
        facts.starts.update({name: bound for name in _start_names(start) for bound in sorted(bounds)})
    if node.type == "for_statement" or facts.counts & bounds:
        facts.bounds |= bounds
        facts.stepped |= stepped
        facts.loops[node.id] = Loop(frozenset(stepped), frozenset(bounds - stepped))
    body = field(node, "body")
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


def _stepped(update: Node) -> set[str]:
    found: set[str] = set()
    for inner in walk(update):
        if inner.type == "update_expression":
            found.add(key_of(field(inner, "argument")))
        elif inner.type == "assignment_expression":
            found.add(key_of(field(inner, "left")))
    return found


def _bounds_of(comparison: Node, stepped: set[str]) -> set[str]:
    """The names on the side of a comparison that the loop does not step: n of i < n, of n > i, of i * i <= n."""
    left, right = names_in(field(comparison, "left")), names_in(field(comparison, "right"))
    if stepped & left:
        return right - stepped
    return left - stepped if stepped & right else set()


def _start_names(start: Node) -> set[str]:
    found: set[str] = set()
    for inner in walk(start):
        if inner.type in ("init_declarator", "assignment_expression"):
            found |= names_in(field(inner, "value") or field(inner, "right"))
    return found


def _exponent(node: Node, facts: Facts) -> None:
    """n of 1 << n in a loop's condition."""
    if node.type == "binary_expression" and operator(node) == "<<" and constant_of(field(node, "left")) == 1:
        facts.exponents |= names_in(field(node, "right"))


# --------------------------------------------------------------------------------------------------------- subscripts


def _subscript(node: Node, facts: Facts) -> None:
    array, depth = key_of(node), subscript_depth(node)
    if array in facts.maps:
        return
    listed = field(node, "indices")
    for index in listed.named_children if listed is not None else ():
        minus_one = index.type == "binary_expression" and operator(index) == "-"
        for name in names_in(index):
            facts.indices[name][(array, depth)] += 1
            facts.stepped_through[(array, depth)].update(_bounds_around(node, name, facts))
            if minus_one and text_of(field(index, "right")) == "1" and key_of(field(index, "left")) == name:
                facts.from_one.add(name)


def _bounds_around(node: Node, name: str, facts: Facts) -> frozenset[str]:
    """What bounds `name` in the nearest loop around that steps it."""
    for around in ancestors(node):
        loop = facts.loops.get(around.id)
        if loop is not None and name in loop.stepped:
            return loop.bounds
    return frozenset()


def _decrement(node: Node, facts: Facts) -> None:
    """--a, a--, a -= 1, a = a - 1: numbers counted from one become subscripts."""
    if node.type == "update_expression" and operator(node) == "--":
        facts.from_one.add(key_of(field(node, "argument")))
    elif node.type == "assignment_expression":
        left, right = field(node, "left"), field(node, "right")
        if operator(node) == "-=" and constant_of(right) == 1:
            facts.from_one.add(key_of(left))
        elif operator(node) == "=" and right is not None and left is not None and left.type == "identifier":
            if right.type == "identifier":
                facts.aliases.add((key_of(left), key_of(right)))
            elif right.type == "binary_expression" and text_of(right).replace(" ", "") == f"{text_of(left)}-1":
                facts.from_one.add(key_of(left))


# ------------------------------------------------------------------------------------------------------- declarations


def _declaration(node: Node, facts: Facts, wide_names: set[str]) -> None:
    type_text = text_of(field(node, "type"))
    wide = bool(_WIDE.search(text_of(node).split("=")[0])) or bool(wide_names & set(re.findall(r"\w+", type_text)))
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
            number = evaluate(text_of(extent), facts.numbers)
            if number is not None:
                facts.capacity[(name, depth)] = min(number, facts.capacity.get((name, depth), number))
            for bound in names_in(extent):
                facts.extents[(name, depth)][bound] += 2
        _constructed(name, declarator, facts)


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
            _dimensions(name, 1, value.named_children, facts)
        elif value.type == "call_expression" and called(value) in _SIZED:
            _dimensions(name, 1, arguments(value), facts)
        elif value.type == "identifier":
            facts.aliases.add((name, text_of(value)))
    elif declarator.type == "function_declarator":
        listed = field(declarator, "parameters")
        first = listed.named_children[0] if listed is not None and listed.named_children else None
        if first is not None and field(first, "declarator") is None:
            _bounded(name, 1, {text_of(field(first, "type"))}, facts)


def _dimensions(name: str, depth: int, given: list[Node], facts: Facts) -> None:
    if not given:
        return
    _bounded(name, depth, names_in(given[0]), facts)
    if len(given) > 1 and given[1].type == "call_expression" and called(given[1]) in _SIZED and depth < 4:
        _dimensions(name, depth + 1, arguments(given[1]), facts)


def _bounded(name: str, depth: int, bounds: set[str], facts: Facts) -> None:
    for bound in bounds:
        facts.extents[(name, depth)][bound] += 2
        facts.bounds.add(bound)


# --------------------------------------------------------------------------------------------------- values and calls


def _comparison(node: Node, facts: Facts) -> None:
    if operator(node) not in ("==", "!=", "<", ">", "<=", ">="):
        return
    for side, other in (("left", "right"), ("right", "left")):
        literal, variable = field(node, side), key_of(field(node, other))
        value = constant_of(literal)
        character = character_of(literal)
        if character is not None:
            facts.characters.add(character)
        if value is not None:
            facts.constants.add(value)
        if operator(node) not in ("==", "!=") or not variable:
            continue
        if character is not None:
            facts.choices[variable].add(character)
        elif literal is not None and literal.type == "string_literal":
            facts.choices[variable].add(text_of(literal)[1:-1])
        elif value is not None and _is_plain(field(node, other)):
            facts.choices[variable].add(str(value))


def _is_plain(node: Node | None) -> bool:
    while node is not None and node.type == "parenthesized_expression":
        node = node.named_children[0]
    return node is not None and node.type in ("identifier", "subscript_expression", "field_expression")


def _case(node: Node, facts: Facts) -> None:
    value = field(node, "value")
    switch = node.parent.parent if node.parent is not None else None
    condition = field(switch, "condition") if switch is not None else None
    if value is None or condition is None:
        return
    inner = field(condition, "value") or condition
    character, number = character_of(value), constant_of(value)
    if character is not None:
        facts.characters.add(character)
        facts.choices[key_of(inner)].add(character)
    elif number is not None:
        facts.choices[key_of(inner)].add(str(number))


def _call(node: Node, facts: Facts, functions: Functions) -> None:
    name, given, member_of = called(node), arguments(node), field_of_call(node)
    if member_of is not None:
        if name in ("resize", "assign") and given:
            _dimensions(key_of(member_of), 1 + subscript_depth(member_of), given, facts)
        elif name in ("push_back", "emplace_back") and given and member_of.type == "subscript_expression":
            pushed = names_in(given[0]) if given[0].type == "identifier" else set[str]()
            for one in pushed:  # a neighbour: what is kept in a list chosen by an index is an index too
                facts.indices[one][(key_of(member_of), 1)] += 1
    elif name == "strcmp" and len(given) == 2:
        for one, other in (given, given[::-1]):
            if one.type == "string_literal":
                facts.choices[key_of(other)].add(text_of(one)[1:-1])
    elif name in functions.parameters:
        for parameter, argument in zip(functions.parameters[name], given, strict=False):
            if parameter and argument.type == "identifier":
                facts.aliases.add((parameter, text_of(argument)))


def _flow(facts: Facts) -> None:
    """What is known of a copy or parameter holds for what it was copied from."""
    for _ in range(3):
        for copy, original in facts.aliases:
            for known in (facts.counts, facts.bounds, facts.exponents, facts.from_one):
                if copy in known:
                    known.add(original)
            if copy in facts.reading_bounds and original not in facts.reading_bounds:
                facts.reading_bounds[original] = facts.reading_bounds[copy]
            if copy in facts.indices:
                facts.indices[original].update(facts.indices[copy] - facts.indices[original])
