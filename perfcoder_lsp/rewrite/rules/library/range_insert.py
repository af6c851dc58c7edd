"""The rule LB1: appending a whole range at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.aliases import are_distinct
from perfcoder_lsp.cpp.facts.copies import copies_silently
from perfcoder_lsp.cpp.facts.trips import literal, trip_count
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declaration_of, resolve, variable_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable, statements_of
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_from_std, standard
from perfcoder_lsp.strategy import Category

_SEQUENCES = frozenset({"vector", "deque", "array", "list", "set", "multiset", "string", "unordered_set"})
_INDEXED = frozenset({"vector", "deque", "array", "string"})
_ATOMS = frozenset({"identifier", "number_literal", "call_expression", "field_expression", "subscript_expression"})


@dataclass(frozen=True)
class _Copy:
    """A loop that appends every element of `origin` from `first` up to `last` to a vector, and does nothing else.

    `guard` must hold for there to be any; empty where that is no matter."""

    loop: Loop
    target: Declaration
    origin: Declaration
    first: str
    last: str
    guard: str = ""


@rule(id="LB1", category=Category.LIBRARY, summary="Append a whole range at once", gain=5)
def insert_range(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `for (auto x : w) v.push_back(x);` and `for (int i = 0; i < n; i++) v.push_back(w[i]);` by
    `v.insert(v.end(), w.begin(), w.end());` (`w.begin() + n`, guarded by `if (n > 0)` where n may be negative).

    Why: each push_back asks for room and stores one element; insert allocates once and copies all of them in one go,
    by memmove where the elements are plain.

    When not: v and w may be the same, or one part of the other; elements are converted, or their copying runs code of
    the file; the loop does anything else, leaves early or changes its bounds; v's capacity is looked at; vector<bool>;
    a macro takes part, or a comment would be lost.

    Source: catalogue LB1, measured 19.3x. cppcheck useStlAlgorithm.
    """
    appending = (*calls_of(source, "push_back"), *calls_of(source, "emplace_back"))
    by_body = {each.body.id: each for each in loops(source)} if appending and source.language == "c++" else {}
    for call in appending:
        loop = _loop_of_only(source, call, by_body)
        copy = _read(source, loop, call) if loop is not None else None
        if copy is not None and _is_safe(source, copy):
            yield _finding(source, copy)


def _loop_of_only(source: Source, call: Call, by_body: dict[int, Loop]) -> Loop | None:
    """The loop of which a call is the whole body."""
    statement = parent_of(source, call.node)
    block = parent_of(source, statement) if statement is not None else None
    if statement is None or block is None or statement.type != "expression_statement":
        return None
    loop = by_body.get(statement.id) or by_body.get(block.id)
    return loop if loop is not None and statements_of(loop.body) == (statement,) else None


def _read(source: Source, loop: Loop, call: Call) -> _Copy | None:
    target = variable_of(source, call.object)
    if target is None or not target.is_variable or call.arrow or len(call.arguments) != 1:
        return None
    value = unwrapped(call.arguments[0])
    return _ranged(source, loop, target, value) if loop.kind == "range-for" else _counted(source, loop, target, value)


def _ranged(source: Source, loop: Loop, target: Declaration, value: Node) -> _Copy | None:
    """`for (auto x : w) v.push_back(x);`"""
    right, name = loop.node.child_by_field_name("right"), loop.node.child_by_field_name("declarator")
    origin = variable_of(source, right)
    while name is not None and name.type == "reference_declarator":
        name = name.named_children[0]
    visited = declaration_of(source, name) if name is not None else None
    if origin is None or visited is None or value.type != "identifier" or resolve(source, value) is not visited:
        return None
    kind = variable_type(source, origin)
    element = kind.visited
    same = element is not None and (visited.type.is_auto or visited.type.decayed == element.decayed)
    if not same or not (kind.container in _SEQUENCES or (kind.extents and not kind.reference)):
        return None
    first, last = _ends(source, origin, kind)
    return _Copy(loop, target, origin, first, last)


def _ends(source: Source, origin: Declaration, kind: Type) -> tuple[str, str]:
    if kind.container:
        return f"{origin.name}.begin()", f"{origin.name}.end()"
    begin, end = standard(source, "begin"), standard(source, "end")
    return f"{begin}({origin.name})", f"{end}({origin.name})"


def _counted(source: Source, loop: Loop, target: Declaration, value: Node) -> _Copy | None:
    """`for (int i = 0; i < n; i++) v.push_back(w[i]);`"""
    counter, owner = loop.counter, value.child_by_field_name("argument")
    listed = value.child_by_field_name("indices")
    index = listed.named_children if listed is not None else []
    origin = variable_of(source, owner)
    start = literal(counter.start) if counter is not None else None
    if counter is None or not counter.in_header or counter.step != 1 or start is None or origin is None:
        return None
    if len(index) != 1 or index[0].type != "identifier" or resolve(source, index[0]) is not counter.variable:
        return None
    kind = variable_type(source, origin)
    trips = trip_count(source, loop)
    if trips is None or not trips.exact or (trips.literal is not None and trips.literal < 1):
        return None
    if not (kind.container in _INDEXED or kind.pointers or len(kind.extents) == 1):
        return None
    whole = f"{origin.name}.begin()" if kind.container else origin.name
    bound = " ".join(text_of(counter.bound).split())
    operand = bound if counter.bound.type in _ATOMS else f"({bound})"
    end = operand if counter.comparison == "<" else f"({operand} + 1)"
    last = f"{whole} + {end}"
    if end in (f"{origin.name}.size()", f"{origin.name}.length()"):
        last = f"{origin.name}.end()"
    return _Copy(loop, target, origin, f"{whole} + {start}" if start else whole, last, trips.guard)


def _is_safe(source: Source, copy: _Copy) -> bool:
    target, origin, loop = copy.target, copy.origin, copy.loop.node
    kind, of = target.type, variable_type(source, origin)
    element = of.element if of.element is not None else of.visited
    if kind.container != "vector" or len(kind.arguments) != 1 or element is None or kind.macro_altered:
        return False
    own = kind.arguments[0]
    if own.decayed != element.decayed or own.name == "bool" or not copies_silently(source, own):
        return False
    for each in (target, origin):
        if each.is_volatile or each.name in macro_words(source) or each.macro_altered or not is_from_std(source, each):
            return False
    parent = parent_of(source, loop)
    dangling = bool(copy.guard) and (parent is None or parent.type != "compound_statement")
    asked = any(use.method == "capacity" for use in uses(source, target))
    if dangling or asked or not is_replaceable(source, loop) or understood_function(source, loop) is None:
        return False
    return are_distinct(source, target, origin)


def _finding(source: Source, copy: _Copy) -> Finding:
    target, origin, loop = copy.target.name, copy.origin.name, copy.loop.node
    statement = f"{target}.insert({target}.end(), {copy.first}, {copy.last});"
    text = f"if ({copy.guard}) {statement}" if copy.guard else statement
    return Finding(
        title=f"Append the elements of {origin} to {target} at once",
        explanation=(
            f"The loop in line {line_of(source, loop.start_byte)} copies `{origin}` to the end of `{target}` element "
            f"by element, each with a check for room and, when it is full, a move of all of `{target}`. `insert` makes "
            "room once and copies the range."
        ),
        edits=(replaced(loop, text),),
        range=node_range(loop),
    )
