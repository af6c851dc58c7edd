"""What a container is used for: what each mention of it does, in terms of containers.

A role says that nothing is left behind: no reference, pointer or iterator into the container outlives the expression
(or, for VISIT and SEEK, the loop or the variable that the text shows). Whatever doesn't fit is OTHER.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, call_around, calls_in, read_call
from perfcoder_lsp.cpp.constructors import may_bind
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.effects import Effect
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.mutation import changes_of_call, changes_unnamed, may_change
from perfcoder_lsp.cpp.library import READING_FUNCTIONS
from perfcoder_lsp.cpp.nodes import (
    full_expression,
    parent_of,
    text_of,
    unwrapped,
)
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.scopes import declaration_of, declarations_named, resolve, variable_of
from perfcoder_lsp.cpp.source import Source, per_source, walk
from perfcoder_lsp.cpp.uses import Use, UseKind, uses


class Role(StrEnum):
    """What one mention of a container does.

    GROW adds elements, REMOVE takes some away, and nothing keeps what the method returns. TEST asks whether a key is in
    it, MEASURE how many there are. ELEMENT reads or changes one element on the spot. VISIT is a loop over all elements
    in their order, RANGE all of them given to a constructor, method or function that keeps no iterator. SEEK is an
    iterator that is only compared, dereferenced and moved by one.
    """

    GROW = "grow"
    REMOVE = "remove"
    TEST = "test"
    MEASURE = "measure"
    ELEMENT = "element"
    VISIT = "visit"
    RANGE = "range"
    SEEK = "seek"
    OTHER = "other"


@dataclass(frozen=True)
class Membership:
    """A question whether a key is in a container: `s.count(x)`, `s.contains(x)`, `s.find(x) == s.end()` (negated)."""

    node: Node
    key: Node
    negated: bool


@dataclass(frozen=True)
class Access:
    """A use of a container and its role; `test` for TEST (None at the `s.end()` of a comparison), `loop` for VISIT,
    `cursor` the variable that holds the iterator of a SEEK, or of a VISIT that is no range-for."""

    use: Use
    role: Role
    test: Membership | None = None
    loop: Node | None = None
    cursor: Declaration | None = None


_GROWING = frozenset(
    {"push_back", "push_front", "push", "emplace_back", "emplace_front", "emplace", "insert", "try_emplace"}
)
_REMOVING = frozenset({"pop_back", "pop_front", "pop", "clear", "erase"})
_MEASURING = frozenset({"size", "empty"})
_ELEMENTS = frozenset({"at", "front", "back", "top"})
_ENDS = frozenset({"begin", "end", "cbegin", "cend", "rbegin", "rend"})
_SEEKING = frozenset({"find", "lower_bound", "upper_bound"}) | _ENDS
_KEEPING_RANGE = frozenset({"assign", "insert", "append"})
_ON_THE_SPOT = frozenset({Effect.NONE, Effect.READ, Effect.WRITE, Effect.UPDATE})


def accesses(source: Source, container: Declaration) -> tuple[Access, ...]:
    """Every use of a container (a plain variable, no reference) with its role, in text order."""
    known = _known(source)
    if id(container) not in known:
        known[id(container)] = tuple(_access(source, container, each) for each in uses(source, container))
    return known[id(container)]


@per_source
def _known(_: Source) -> dict[int, tuple[Access, ...]]:
    """The accesses that were asked for already, by the declaration's identity."""
    return {}


def accesses_in(source: Source, container: Declaration, where: Node) -> tuple[Access, ...]:
    """The accesses that lie inside a node."""
    found = accesses(source, container)
    starts = _starts(source).setdefault(id(container), [each.use.node.start_byte for each in found])
    return found[bisect_left(starts, where.start_byte) : bisect_left(starts, where.end_byte)]


@per_source
def _starts(_: Source) -> dict[int, list[int]]:
    """Where the accesses start that were asked for by place."""
    return {}


@per_source
def _resized_in_lambdas(_: Source) -> dict[int, bool]:
    """Whether a lambda may add or take away elements, by the declaration's identity."""
    return {}


def _access(source: Source, container: Declaration, use: Use) -> Access:
    if use.kind is UseKind.RANGE_FOR:
        loop = parent_of(source, use.node)
        visits = loop is not None and _keeps_nothing(source, loop)
        return Access(use, Role.VISIT, loop=loop) if visits else Access(use, Role.OTHER)
    if use.kind is UseKind.SUBSCRIPT:
        return Access(use, Role.ELEMENT if _is_on_the_spot(source, use) else Role.OTHER)
    if use.kind is not UseKind.MEMBER_CALL or use.call is None or use.call.arrow or use.call.object != use.node:
        return Access(use, Role.OTHER)
    return _method_access(source, container, use, use.call)


def _method_access(source: Source, container: Declaration, use: Use, call: Call) -> Access:
    if use.method in _MEASURING:
        return Access(use, Role.MEASURE)
    if use.method in _GROWING | _REMOVING:
        role = Role.GROW if use.method in _GROWING else Role.REMOVE
        return Access(use, role if is_discarded(source, call.node) else Role.OTHER)
    if use.method in _ELEMENTS:
        return Access(use, Role.ELEMENT if _is_on_the_spot(source, use) else Role.OTHER)
    test = _test(source, container, use, call)
    if test is not None:
        return Access(use, Role.TEST, test=test)
    if use.method == "end" and _ends_test(source, container, call):
        return Access(use, Role.TEST)
    if use.method in _ENDS and _is_range(source, container, call):
        return Access(use, Role.RANGE)
    return _iterator_access(source, container, use, call) if use.method in _SEEKING else Access(use, Role.OTHER)


def is_discarded(source: Source, call: Node) -> bool:
    """Whether nothing looks at a call's result."""
    parent = parent_of(source, call)
    if parent is not None and parent.type == "comma_expression":
        return parent.child_by_field_name("left") == call or is_discarded(source, parent)
    return parent is not None and (
        parent.type == "expression_statement"
        or (parent.type == "for_statement" and parent.child_by_field_name("update") == call)
    )


def _is_on_the_spot(source: Source, use: Use) -> bool:
    """Whether an element is used and left again: no reference to it is bound, no address taken."""
    return use.effect in _ON_THE_SPOT and not is_address_taken(source, use.node)


_STEPS = frozenset(
    {"subscript_expression", "field_expression", "call_expression", "parenthesized_expression", "pointer_expression"}
)


def is_address_taken(source: Source, node: Node) -> bool:
    """`&v[0]`, `&v.front()`, `&*v.begin()`: what gets the address may go on to the next element, as in a memset."""
    parent = parent_of(source, node)
    while parent is not None and parent.type in _STEPS:
        if parent.type == "pointer_expression" and parent.children[0].type == "&":
            return True
        parent = parent_of(source, parent)
    return False


def _test(source: Source, container: Declaration, use: Use, call: Call) -> Membership | None:
    if len(call.arguments) != 1:
        return None
    if use.method in ("count", "contains"):
        return Membership(call.node, call.arguments[0], negated=False)
    comparison = compared_in(source, call.node) if use.method == "find" else None
    if comparison is None:
        return None
    sides = [read_call(unwrapped(each)) for each in _sides(comparison)]
    other = next((each for each in sides if each is not None and each.node != call.node), None)
    if other is None or not is_own_call(source, container, other, "end"):
        return None
    return Membership(comparison, call.arguments[0], negated=_operator(comparison) == "==")


def _ends_test(source: Source, container: Declaration, call: Call) -> bool:
    """Whether a `s.end()` stands in `s.find(x) == s.end()`."""
    comparison = compared_in(source, call.node)
    if comparison is None:
        return False
    sides = [read_call(unwrapped(each)) for each in _sides(comparison)]
    return any(each is not None and is_own_call(source, container, each, "find") for each in sides)


def compared_in(source: Source, node: Node) -> Node | None:
    """The `==` or `!=` that an expression is a side of."""
    parent = parent_of(source, node)
    while parent is not None and parent.type == "parenthesized_expression":
        parent = parent_of(source, parent)
    is_equality = parent is not None and parent.type == "binary_expression" and _operator(parent) in ("==", "!=")
    return parent if is_equality else None


def _operator(node: Node) -> str:
    operator = node.child_by_field_name("operator")
    return text_of(operator) if operator is not None else ""


def _sides(node: Node) -> list[Node]:
    sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
    return [each for each in sides if each is not None]


def is_own_call(source: Source, container: Declaration, call: Call, *names: str) -> bool:
    """Whether a call is that of a method of the container itself."""
    own = call.object is not None and call.object.type == "identifier" and not call.arrow
    return own and call.object is not None and call.name in names and resolve(source, call.object) is container


def _is_range(source: Source, container: Declaration, call: Call) -> bool:
    """Whether begin() and end() stand side by side as arguments of what only reads from one to the other."""
    listed = parent_of(source, call.node)
    if listed is None or listed.type != "argument_list":
        return False
    arguments = [each for each in listed.named_children if each.type != "comment"]
    ends = [read_call(each) for each in arguments]
    pairs = pairwise(ends)
    if not any(call.node in (one.node, other.node) for one, other in _own_pairs(source, container, pairs)):
        return False
    around = parent_of(source, listed)
    if around is None:
        return False
    given = read_call(around)
    if given is None:
        name = around.child_by_field_name("declarator") if around.type == "init_declarator" else None
        declared = declaration_of(source, name) if name is not None else None
        return declared is not None and bool(declared.type.container) and declared.type.is_value
    if given.object is not None:
        of = type_of(source, given.object)
        return given.name in _KEEPING_RANGE and not given.arrow and bool(of.container) and of.is_value
    return given.in_std and given.name in READING_FUNCTIONS and not declarations_named(source, given.name)


def _own_pairs(
    source: Source, container: Declaration, pairs: Iterator[tuple[Call | None, Call | None]]
) -> Iterator[tuple[Call, Call]]:
    for one, other in pairs:
        if one is None or other is None:
            continue
        for first, last in (("begin", "end"), ("cbegin", "cend"), ("rbegin", "rend")):
            if is_own_call(source, container, one, first) and is_own_call(source, container, other, last):
                yield one, other


def _iterator_access(source: Source, container: Declaration, use: Use, call: Call) -> Access:
    """What becomes of an iterator that the container returns: the start of a loop, a cursor, one element's place."""
    cursor = _cursor(source, call.node)
    if cursor is not None:
        if not _is_cursor(source, container, cursor):
            return Access(use, Role.OTHER)
        loop = parent_of(source, cursor.node)
        starts = use.method in ("begin", "cbegin", "rbegin") and loop is not None and loop.type == "for_statement"
        return Access(use, Role.VISIT if starts else Role.SEEK, loop=loop if starts else None, cursor=cursor)
    comparison = compared_in(source, call.node)
    if comparison is not None:
        return Access(use, Role.SEEK if _compares_iterators(source, container, comparison) else Role.OTHER)
    parent = parent_of(source, _stepped(source, call.node))
    dereferenced = parent is not None and parent.type in ("pointer_expression", "field_expression")
    return Access(use, Role.ELEMENT if dereferenced and _is_on_the_spot(source, use) else Role.OTHER)


def _stepped(source: Source, call: Node) -> Node:
    """The `prev(s.end())` or `next(s.begin())` around an iterator, else the iterator."""
    step = call_around(source, call)
    own = step is not None and step.in_std and len(step.arguments) == 1 and step.name in ("prev", "next")
    return step.node if own and step is not None and not declarations_named(source, step.name) else call


def _cursor(source: Source, call: Node) -> Declaration | None:
    """The local variable that an iterator is the initial value of: `auto it = s.begin()`."""
    parent = parent_of(source, call)
    if parent is None or parent.type != "init_declarator" or parent.child_by_field_name("value") != call:
        return None
    name = parent.child_by_field_name("declarator")
    found = declaration_of(source, name) if name is not None else None
    if found is None or found.kind not in (Kind.LOCAL, Kind.FOR_INIT) or found.type.reference or found.type.pointers:
        return None
    return found


def _is_cursor(source: Source, container: Declaration, cursor: Declaration) -> bool:
    """Whether an iterator is only compared with ends of its container, dereferenced on the spot, and moved by one."""
    return all(_is_cursor_use(source, container, each) for each in uses(source, cursor))


def _is_cursor_use(source: Source, container: Declaration, use: Use) -> bool:
    parent = parent_of(source, use.node)
    if parent is None or use.in_lambda:
        return False
    if parent.type == "update_expression":
        around = parent_of(source, parent)
        return around is not None and (around.type in ("expression_statement", "for_statement", "comma_expression"))
    if parent.type == "binary_expression":
        return _compares_iterators(source, container, parent)
    if parent.type == "pointer_expression":
        return parent.children[0].type == "*" and _is_on_the_spot(source, use)
    return parent.type == "field_expression" and parent.children[1].type == "->" and _is_on_the_spot(source, use)


def _compares_iterators(source: Source, container: Declaration, comparison: Node) -> bool:
    """Whether both sides of `==` or `!=` are iterators of the container: its ends, look-ups, cursors."""
    if _operator(comparison) not in ("==", "!="):
        return False
    return all(_is_iterator(source, container, unwrapped(each)) for each in _sides(comparison))


def _is_iterator(source: Source, container: Declaration, node: Node) -> bool:
    call = read_call(node)
    if call is not None:
        return is_own_call(source, container, call, *_SEEKING)
    variable = variable_of(source, node)
    listed = variable.initializer.arguments if variable is not None and variable.initializer is not None else ()
    initial = read_call(listed[0]) if len(listed) == 1 else None
    return initial is not None and is_own_call(source, container, initial, *_SEEKING)


def _keeps_nothing(source: Source, loop: Node) -> bool:
    """Whether the variables of a range-for are copies, or references that nothing keeps."""
    declarator = loop.child_by_field_name("declarator")
    names = [declaration_of(source, each) for each in walk(declarator)] if declarator is not None else []
    declared = [each for each in names if each is not None]
    right = loop.child_by_field_name("right")
    element = type_of(source, right).visited if right is not None else None
    if element is not None and any(may_bind(source, each.type, element) for each in declared):
        return False
    return bool(declared) and all(
        not each.type.reference or all(_is_on_the_spot(source, use) and not use.in_lambda for use in uses(source, each))
        for each in declared
    )


def may_resize(source: Source, container: Declaration, region: Node) -> bool:
    """Whether elements may be added to a container or taken away while a node runs, also by functions it calls."""
    known = _resized_in_lambdas(source)
    if id(container) not in known:
        known[id(container)] = any(_resizes(each) and each.use.in_lambda for each in accesses(source, container))
    if known[id(container)] or any(_resizes(each) for each in accesses_in(source, container, region)):
        return True
    if container.kind is Kind.LOCAL:  # nothing refers to it, or there were an OTHER
        return False
    calls = (each for each in calls_in(source, region) if not is_own_call(source, container, each, each.name))
    if user_operators(source) and may_change(changes_unnamed(source), container):
        return True
    return any(may_change(changes_of_call(source, each), container) for each in calls)


def _resizes(access: Access) -> bool:
    return access.role in (Role.GROW, Role.REMOVE, Role.OTHER)


def keeps_elements(source: Source, container: Declaration, access: Access) -> bool:
    """Whether a container keeps its elements where they are while the expression that uses one of them is evaluated.
    Appending one of them again is as safe where elements move as where they don't."""
    whole = full_expression(source, access.use.node)
    grows = (each.use.expression for each in accesses_in(source, container, whole) if each.role is Role.GROW)
    appended = container.kind is Kind.LOCAL and whole in grows
    return appended or not may_resize(source, container, whole)
