"""One walk over a program's text that collects its facts."""

import itertools
from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.source import walk
from perfcoder_lsp.verify.constants import named_constants
from perfcoder_lsp.verify.facts import Facts
from perfcoder_lsp.verify.flow import flow
from perfcoder_lsp.verify.reads import Functions
from perfcoder_lsp.verify.shapes import COPIED, WIDE, declare, dimensions, loop_around, loop_facts, subscript_facts
from perfcoder_lsp.verify.signs import Signs
from perfcoder_lsp.verify.syntax import (
    LOOPS,
    ancestors,
    arguments,
    called,
    character_of,
    constant_of,
    field,
    field_of_call,
    key_of,
    names_in,
    operator,
    subscript_depth,
    text_of,
)

_ABSOLUTE = frozenset({"abs", "labs", "llabs", "fabs"})
_BELOW = {"left": ">", "right": "<"}  # 0 > x, x < 0


def collect_facts(root: Node, functions: Functions) -> Facts:
    """One walk over the whole text."""
    facts = Facts(numbers=named_constants(root))
    wide_names: set[str] = set()
    signs = Signs()
    hidden = functions.hidden()
    for node in walk(root, lambda inner: inner.id not in hidden):
        kind = node.type
        signs.see(node)
        if kind in LOOPS:
            loop_facts(node, facts, functions)
        elif kind == "subscript_expression":
            subscript_facts(node, facts)
        elif kind in ("declaration", "field_declaration", "parameter_declaration", "optional_parameter_declaration"):
            declare(node, facts, wide_names)
        elif kind in ("type_definition", "alias_declaration"):
            if WIDE.search(text_of(node)):
                wide_names.add(text_of(field(node, "declarator") or field(node, "name")))
        elif kind == "binary_expression":
            _comparison(node, facts)
            if operator(node) == "-":
                pairs = itertools.product(names_in(field(node, "left")), names_in(field(node, "right")))
                facts.differences.update(pairs)
        elif kind == "case_statement":
            _case(node, facts)
        elif kind == "call_expression":
            _call(node, facts, functions)
        elif kind in ("update_expression", "assignment_expression"):
            _change(node, facts)
    facts.signed |= {name for name, values in facts.negative.items() if values - facts.assigned[name]}
    facts.signed = signs.known(facts.signed)
    flow(facts, functions)
    return facts


def _change(node: Node, facts: Facts) -> None:
    """--a, a--, a -= 1, a = a - 1: numbers counted from one become subscripts. a = b[i]: a copy. a = 7: a mark.

    a++: numbers counted from zero become subscripts from one on, where this is no loop's step.
    """
    if node.type == "update_expression" and operator(node) == "--":
        facts.from_one.add(key_of(field(node, "argument")))
    elif node.type == "update_expression" and next(_around(node)).type == "expression_statement":
        facts.from_zero.add(key_of(field(node, "argument")))
    elif node.type == "assignment_expression":
        left, right = field(node, "left"), field(node, "right")
        if operator(node) == "-=" and constant_of(right) == 1:
            facts.from_one.add(key_of(left))
        elif operator(node) == "=" and right is not None and left is not None:
            value = constant_of(right)
            if value is not None:
                facts.assigned[key_of(left)].add(value)
            elif (left.type == "identifier" and right.type in COPIED) or right.type == "identifier":
                facts.aliases.add((key_of(left), key_of(right)))
            elif right.type == "binary_expression" and text_of(right).replace(" ", "") == f"{text_of(left)}-1":
                facts.from_one.add(key_of(left))


def _around(node: Node) -> Iterator[Node]:
    return (around for around in ancestors(node) if around.type != "comma_expression")


def _comparison(node: Node, facts: Facts) -> None:
    if operator(node) not in ("==", "!=", "<", ">", "<=", ">="):
        return
    (first, shift), (second, other_shift) = (_shifted(field(node, side)) for side in ("left", "right"))
    if first and second and operator(node) in ("==", "!=") and abs(shift - other_shift) == 1:
        facts.one_less.add((first, second) if shift < other_shift else (second, first))
    for side, other in (("left", "right"), ("right", "left")):
        literal, variable = field(node, side), key_of(field(node, other))
        value = constant_of(literal)
        character = character_of(literal)
        if character is not None:
            facts.characters.add(character)
        if value is not None:
            facts.constants.add(value)
            if value < 0:
                facts.negative[variable].add(value)
            elif value == 0 and operator(node) == _BELOW[side]:
                facts.signed.add(variable)
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
    if name in functions.parameters:
        _arguments(node, functions.parameters[name], facts)
    elif member_of is not None:
        if name in ("resize", "assign") and given:
            dimensions(key_of(member_of), 1 + subscript_depth(member_of), given, facts)
        elif name in ("push_back", "emplace_back") and given and member_of.type == "subscript_expression":
            pushed = names_in(given[0]) if given[0].type == "identifier" else set[str]()
            for one in pushed:  # a neighbour: what is kept in a list chosen by an index is an index too
                facts.indices[one][(key_of(member_of), 1)] += 1
    elif name in _ABSOLUTE and given and operator(given[0]) != "-":  # of a difference it says nothing of either
        facts.signed |= names_in(given[0])
    elif name == "strcmp" and len(given) == 2:
        for one, other in (given, given[::-1]):
            if one.type == "string_literal":
                facts.choices[key_of(other)].add(text_of(one)[1:-1])


def _arguments(call: Node, parameters: list[str], facts: Facts) -> None:
    """What a function's parameters are copies of; an index that a loop steps counts from where the loop starts."""
    for parameter, argument in zip(parameters, arguments(call), strict=False):
        given, shift = _shifted(argument)
        if not parameter or not given:
            continue
        facts.aliases.add((parameter, given))
        if shift:
            (facts.from_zero if shift > 0 else facts.from_one).add(given)
        loop = loop_around(call, given, facts)
        if loop is not None and loop.base is not None and not shift:
            facts.parameter_bases[parameter][loop.base] += 1


def _shifted(given: Node | None) -> tuple[str, int]:
    """A variable and the step from it: (n, 0) for n, (n, -1) for n - 1; no name for any other expression."""
    while given is not None and given.type == "parenthesized_expression":
        given = next(iter(given.named_children), None)
    if given is None or given.type == "identifier":
        return text_of(given), 0
    left, right, sign = field(given, "left"), field(given, "right"), operator(given)
    if sign == "+" and constant_of(left) == 1:
        left, right = right, left
    if left is None or left.type != "identifier" or constant_of(right) != 1 or sign not in ("+", "-"):
        return "", 0
    return text_of(left), 1 if sign == "+" else -1
