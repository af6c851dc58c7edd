"""What names and the body of a function tell of its parameters: the facts that hints are drawn from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_in
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import Function, Parameter, find_functions
from perfcoder_lsp.cpp.nodes import text_of, unwrapped
from perfcoder_lsp.cpp.scopes import type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.verify.collect import collect_facts
from perfcoder_lsp.verify.facts import Facts
from perfcoder_lsp.verify.functions.place import Place
from perfcoder_lsp.verify.functions.shapes import Shapes, shapes_of
from perfcoder_lsp.verify.functions.surroundings import touched_variables
from perfcoder_lsp.verify.reads import Functions

_LENGTH = re.compile(
    r"n|sz|len|length|size|count|cnt|num|total|nb|m|(array|arr|vec|str|data|input|list|no_of|number_of|num_of)\w*"
    r"|(size|num|len|no)_?\w*|\w*_?(size|length|len|count|num)",
    re.IGNORECASE,
)
_LOW = re.compile(r"low|lo|l|left|min|lb|start|begin|beg|first|from|s|lower|(left|start)_?\w*|p", re.IGNORECASE)
_HIGH = re.compile(r"high|hi|h|r|right|max|ub|rb|end|last|to|upper|e|(right|end)_?\w*", re.IGNORECASE)
_INDEX = re.compile(
    r"i|j|k|idx|index|pos|position|node|vertex|u|v|src|source|root|cur|curr|row|col|dest|destination|root_?\w*|mid|pivot"
    r"|\w*_?(index|idx|node|vertex|pos)",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"first|begin|beg|start", re.IGNORECASE)
_END = re.compile(r"last|end|stop|finish", re.IGNORECASE)
_FIRST = re.compile(r"(first|begin|start|beg|b|from|lo|low|left|p|s)\d?_?", re.IGNORECASE)
_LAST = re.compile(r"(last|end|stop|finish|e|to|hi|high|right)\d?_?", re.IGNORECASE)
_ELSEWHERE = re.compile(r"mid|out|dest|result|d_", re.IGNORECASE)
_TEXTS = frozenset({"string", "string_view", "basic_string", "basic_string_view"})
_VIEWS = frozenset({"string_view", "basic_string_view", "span", "initializer_list"})


@dataclass(frozen=True)
class Described:
    """A parameter of the target, and what its name and type suggest. A pack counts as one."""

    name: str
    type_text: str
    kind: Type
    is_pack: bool

    @property
    def is_sequence(self) -> bool:
        kind = self.kind
        return bool(kind.pointers or kind.extents or kind.container or (kind.is_plain and kind.name in _VIEWS))

    @property
    def may_be_text(self) -> bool:
        """Characters in a row, or a class that may show some."""
        kind = self.kind
        return kind.name in _TEXTS or (kind.name == "char" and self.is_sequence) or kind.user_defined

    @property
    def may_count(self) -> bool:
        """An integer, or of a type that the file does not tell."""
        kind = self.kind
        unknown = kind.is_plain and not (kind.user_defined or kind.arguments or kind.is_arithmetic or kind.is_value)
        is_integer = kind.is_integral and kind.name not in ("bool", "char")
        return is_integer or (unknown and not self.is_sequence)

    @property
    def is_iterator(self) -> bool:
        """Whether the type says so: `It`, `RandomIt`, `vector<int>::iterator`."""
        return re.search(r"iterator|Iter(?![a-z])|(?<![a-zA-Z])It\d?\b|[a-z]It\b", self.type_text) is not None

    @property
    def names_length(self) -> bool:
        return _LENGTH.fullmatch(self.name) is not None

    @property
    def names_low(self) -> bool:
        return _LOW.fullmatch(self.name) is not None

    @property
    def names_high(self) -> bool:
        return _HIGH.fullmatch(self.name) is not None

    @property
    def names_index(self) -> bool:
        return _INDEX.fullmatch(self.name) is not None

    @property
    def names_sorted(self) -> bool:
        return "sorted" in self.name.lower() and "unsorted" not in self.name.lower()

    @property
    def names_permutation(self) -> bool:
        return re.match(r"perm", self.name, re.IGNORECASE) is not None

    def ends(self, first: "Described") -> bool:
        """Whether the two are a range: iterators, or pointers and unknown types called `first, last`, `begin, end`."""
        if self.type_text != first.type_text or self.kind.is_arithmetic:
            return False
        if self.is_iterator:
            return not _ELSEWHERE.match(self.name)
        patterns = (_FIRST, _LAST) if self.kind.pointers == 1 else (_BEGIN, _END)
        return all(p.fullmatch(each.name) is not None for p, each in zip(patterns, (first, self), strict=True))


@dataclass(frozen=True)
class Evidence:
    """The parameters, and what the body does with them.

    `fields` are the sequences among the fields of the class; `recursion` the parameters that a call of the function
    itself makes smaller, `counted_up` those that it makes larger; `asserted` lowest and highest values by assertions.
    `into_tables` are the parameters that index arrays and containers at file scope, here or in functions that get them;
    `reads_number`: it makes a number of text; `moduli` are what it takes remainders by outside of subscripts.
    """

    parameters: tuple[Described, ...]
    facts: Facts
    shapes: Shapes
    fields: frozenset[str]
    recursion: frozenset[str]
    counted_up: frozenset[str]
    asserted: dict[str, tuple[int | None, int | None]]
    into_tables: frozenset[str]
    reads_number: bool
    moduli: frozenset[str]

    @property
    def sequences(self) -> list[int]:
        return [number for number, each in enumerate(self.parameters) if each.is_sequence]

    @property
    def counting(self) -> list[int]:
        return [number for number, each in enumerate(self.parameters) if each.may_count]

    @property
    def is_member_of_container(self) -> bool:
        return bool(self.fields)

    def number_of(self, name: str) -> int | None:
        return next((number for number, each in enumerate(self.parameters) if each.name == name), None)


def evidence_of(source: Source, function: Function, place: Place) -> Evidence:
    """All evidence on the parameters of a function, in their order."""
    parameters = described(source, function)
    owner = place.owner
    fields = frozenset(
        each.name
        for each in (owner.fields if owner is not None else ())
        if re.search(r"\b(vector|deque|string|array|list)\b|[*\[]", each.type_text)
    )
    facts = collect_facts(function.node, Functions({}, {}))
    names = frozenset(each.name for each in parameters if each.name)
    return Evidence(
        parameters=parameters,
        facts=facts,
        shapes=shapes_of(source, function, facts, names),
        fields=fields,
        recursion=_handed_on(source, function, "-"),
        counted_up=_handed_on(source, function, "+"),
        asserted=_asserted(source, function),
        into_tables=_into_tables(source, function),
        reads_number=_reads_number(function),
        moduli=frozenset(re.findall(r"%=?\s*(\w+)", re.sub(r"\[[^\[\]]*\]", "", text_of(function.body)))),
    )


_DIGITS = re.compile(
    r"\bisx?digit\b|'0'\s*<=|[<>]=?\s*'[09]'|-\s*'0'|\b(?:strto\w+|sto[ildfu]+|ato[ifl]+|s?scanf|from_chars)\s*\("
)
_READER = re.compile(
    r"str(?:ing)?_?to_?[dilfu]|ato[ifl]+$|(?:parse|read|to)_?(?:int|num|double|float|long|dec)", re.IGNORECASE
)


def _reads_number(function: Function) -> bool:
    """Whether it takes the digits of a text for what they are, or its name says so."""
    return _READER.search(function.name) is not None or _DIGITS.search(text_of(function.body)) is not None


def _into_tables(source: Source, function: Function, depth: int = 3) -> frozenset[str]:
    """The parameters that index variables of the file, in the function or `depth` calls further down."""
    tables = {each.name for each in touched_variables(source, (function,)) if _is_table(each)}
    names = {each.name for each in function.parameters if each.name}
    facts = collect_facts(function.node, Functions({}, {}))
    found = {name for name in names for array, _ in facts.indices.get(name, ()) if array in tables}
    for call in calls_in(source, function.body) if depth and names - found else ():
        for callee in find_functions(source, call.name) if call.name else ():
            inner = _into_tables(source, callee, depth - 1) if callee.node.id != function.node.id else frozenset[str]()
            given = zip(callee.parameters, call.arguments, strict=False)
            found |= {text_of(argument) for parameter, argument in given if parameter.name in inner} & names
    return frozenset(found)


def _is_table(variable: Declaration) -> bool:
    return bool(variable.type.pointers or variable.type.extents or variable.type.container)


def described(source: Source, function: Function) -> tuple[Described, ...]:
    """The parameters of a function with their types."""
    return tuple(_described(source, each) for each in function.parameters)


def _described(source: Source, parameter: Parameter) -> Described:
    kind = type_at(source, parameter.type_text, parameter.node)
    is_pack = parameter.node.type == "variadic_parameter_declaration"
    return Described(parameter.name, parameter.type_text, kind, is_pack)


def _handed_on(source: Source, function: Function, sign: str) -> frozenset[str]:
    """Parameters that the function hands to itself with a number added or taken away."""
    found: set[str] = set()
    for call in calls_in(source, function.body):
        if call.name == function.name:
            for parameter, argument in zip(function.parameters, call.arguments, strict=False):
                if re.fullmatch(rf"{re.escape(parameter.name)}\s*{re.escape(sign)}\s*\d+", text_of(argument)):
                    found.add(parameter.name)
    return frozenset(found)


def _asserted(source: Source, function: Function) -> dict[str, tuple[int | None, int | None]]:
    """Bounds that assertions on a parameter promise: `assert(0 < n && n <= 20)`."""
    found: dict[str, tuple[int | None, int | None]] = {}
    for call in calls_in(source, function.body):
        if call.name.lower() not in ("assert", "_assert", "dcheck", "check"):
            continue
        for name, low, high in (bound for each in call.arguments for bound in _bounds(each)):
            lowest, highest = found.get(name, (None, None))
            found[name] = (low if lowest is None else lowest, high if highest is None else highest)
    return found


def _bounds(condition: Node) -> Iterator[tuple[str, int | None, int | None]]:
    """The bounds that a conjunction of comparisons with literals gives: name, lowest, highest."""
    todo = [condition]
    while todo:
        node = unwrapped(todo.pop())
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if node.type != "binary_expression" or left is None or right is None or operator is None:
            continue
        symbol = text_of(operator)
        if symbol == "&&":
            todo += [left, right]
        elif symbol in _MIRRORED and left.type == "identifier" and (value := literal(right)) is not None:
            yield (text_of(left), *_limits(symbol, value))
        elif symbol in _MIRRORED and right.type == "identifier" and (value := literal(left)) is not None:
            yield (text_of(right), *_limits(_MIRRORED[symbol], value))


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}


def _limits(symbol: str, value: int) -> tuple[int | None, int | None]:
    """Lowest and highest x of `x symbol value`."""
    if symbol == "==":
        return value, value
    if symbol in ("<", "<="):
        return None, value - (symbol == "<")
    return value + (symbol == ">"), None
