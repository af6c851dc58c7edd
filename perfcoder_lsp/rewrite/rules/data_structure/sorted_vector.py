"""DS4 and DS5: a sorted vector for a set that is filled first and then only asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.facts.comparisons import compares_as, is_totally_ordered, may_be_bool
from perfcoder_lsp.cpp.facts.container_life import Phases, phases
from perfcoder_lsp.cpp.facts.containers_use import Access, Role
from perfcoder_lsp.cpp.facts.intervals import type_range
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.loops import is_repeated
from perfcoder_lsp.cpp.nodes import nodes_inside
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.rewrite.containers import is_qualified, method_edit, own_container
from perfcoder_lsp.rewrite.found_iterators import iterator_type
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_name, standard
from perfcoder_lsp.rewrite.statements import included, statement_before
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit, compatible, with_joined_insertions

_BOUNDS = frozenset({"lower_bound", "upper_bound"})
_INSERTED = frozenset({"sort", "unique", "binary_search", "push_back", "emplace_back", "erase"})
_FEW_VALUES = 1 << 8
_NOTE = "The vector holds repeated values until it is sorted: it needs more memory where most of them are repeated."


@dataclass(frozen=True)
class _Sorting:
    """A set that can be a sorted vector, and the edits that make it one."""

    variable: Declaration
    phases: Phases
    edits: tuple[TextEdit, ...]

    @property
    def searched(self) -> bool:
        return any(each.role is Role.TEST or each.use.method in _BOUNDS for each in self.phases.queries)


@rule(
    id="DS4",
    category=Category.DATA_STRUCTURE,
    summary="Search a sorted vector where a set is filled first and then only asked",
    gain=4.8,
)
def search_sorted_vector(source: Source) -> Iterator[Finding]:
    """
    What it does: makes a set that is first filled and then only asked a vector: insertions append, the vector is sorted
    and freed from duplicates once before the first question, and `count` and `find` become `binary_search`.

    Why: each insertion into a tree allocates a node and each look-up chases log n pointers; a sorted vector needs one
    block of memory and its search touches neighbouring elements.

    When not: a question stands before or in the code that fills the set, or in another function; anything else happens
    to the set (erasing, copying, passing on, keeping iterators); a comparator is given; elements are floating point,
    bool or of the program's own types; a look-up has another type than the elements.

    Source: catalogue DS4, measured 4.8x. abseil's performance hints (83): sorted vectors for data that rarely changes.
    """
    for found in _sortings(source):
        if found.searched:
            yield _finding(source, found, "searched by halving, without a pointer to follow")


@rule(
    id="DS5",
    category=Category.DATA_STRUCTURE,
    summary="Sort a vector once where a set only sorts and drops duplicates",
    gain=9.5,
)
def sort_once(source: Source) -> Iterator[Finding]:
    """
    What it does: makes a set that is filled and then only visited, copied from or counted a vector that is sorted and
    freed from duplicates once.

    Why: sorting n elements in one block costs far less than inserting them one by one into a tree.

    When not: see DS4; here no key is looked up, so that only the order and the number of elements count.

    Source: catalogue DS5, measured 9.5x. Folklore; no analyser does it.
    """
    for found in _sortings(source):
        if not found.searched:
            yield _finding(source, found, "read from one block of memory")


def _sortings(source: Source) -> Iterator[_Sorting]:
    if source.language == "c" or threads_of(source):
        return
    for variable in variables(source):
        written = own_container(source, variable, ("set",))
        if written is None or not is_totally_ordered(variable.type.arguments[0]):
            continue
        qualified = is_qualified(variable)
        if not is_standard_name(source, "vector", qualified=qualified) or not _starts_as_vector(source, variable):
            continue
        found = phases(source, variable)
        edits = _edits(source, variable, found) if found is not None else None
        if found is not None and edits is not None and not _INSERTED & macro_names(source):
            yield _Sorting(variable, found, (replaced(written, "vector"), *edits))


def _starts_as_vector(source: Source, variable: Declaration) -> bool:
    """Whether the initial value means the same for a vector: none, a list of elements, a pair of iterators."""
    initial = variable.initializer
    if initial is None:
        return True
    if initial.misparsed or initial.style == "copy":
        return False
    if initial.style == "paren":
        return len(initial.arguments) == 2
    return all(compares_as(source, variable.type.arguments[0], each) for each in initial.arguments)


def _edits(source: Source, variable: Declaration, found: Phases) -> tuple[TextEdit, ...] | None:
    """The edits of all uses, and the sorting in between; None to refuse."""
    element, initial = variable.type.arguments[0], variable.initializer
    many = initial is not None and initial.style == "paren"
    if not many and not any(is_repeated(source, each.use.node) for each in found.fills):
        return None
    edits: list[TextEdit] = []
    for each in (*found.fills, *found.queries):
        changed = _fill(source, each, element) if each.role is Role.GROW else _query(source, variable, each)
        if changed is None:
            return None
        edits += changed
    name = variable.name
    whole = f"{name}.begin(), {name}.end()"
    sort, unique = (_std(source, variable, each) for each in ("sort", "unique"))
    edits.append(statement_before(source, found.asked, f"{sort}({whole});"))
    edits.append(statement_before(source, found.asked, f"{name}.erase({unique}({whole}), {name}.end());"))
    edits += included(source, "<vector>", "<algorithm>")
    joined = with_joined_insertions(edits)
    return joined if compatible(joined, ()) else None  # a question inside of a question


def _std(source: Source, variable: Declaration, name: str) -> str:
    return standard(source, name, like="std" if is_qualified(variable) else "")


def _fill(source: Source, access: Access, element: Type) -> list[TextEdit] | None:
    call = access.use.call
    assert call is not None, "a member call has a call"
    repeated = is_repeated(source, access.use.node)
    if repeated and len(call.arguments) == 1 and _has_few_values(source, element, call.arguments[0]):
        return None
    if access.use.method == "emplace":
        return [method_edit(call, "emplace_back")]
    if access.use.method != "insert" or len(call.arguments) != 1:
        return None
    value = call.arguments[0]
    if value.type == "initializer_list":  # several elements, but for pairs
        parts = [each for each in value.named_children if each.type != "comment"]
        if element.name != "pair" or len(parts) != 2 or any(each.type == "initializer_list" for each in parts):
            return None
    return [method_edit(call, "push_back")]


def _has_few_values(source: Source, element: Type, value: Node) -> bool:
    """Whether a vector of all that is inserted may be far larger than the set of it."""
    return any(
        each is not None and each.high - each.low < _FEW_VALUES
        for each in (type_range(element), value_range(source, value))
    )


def _query(source: Source, variable: Declaration, access: Access) -> list[TextEdit] | None:
    if access.cursor is not None and not access.cursor.type.is_auto:
        declared = iterator_type(variable, access.cursor)
        if declared is None or not access.cursor.is_sole:
            return None
        retyped = replaced(declared, "vector")
        sought = _sought(source, variable, access)
        return [retyped, *sought] if sought is not None else None
    if access.use.method in _BOUNDS:
        return _sought(source, variable, access)
    if access.use.method == "find" and access.test is None:
        return None
    return _tested(source, variable, access) if access.test is not None else []


def _tested(source: Source, variable: Declaration, access: Access) -> list[TextEdit] | None:
    test = access.test
    assert test is not None, "asked for tests only"
    numeric = access.use.method == "count" and not may_be_bool(source, test.node)
    if numeric or not compares_as(source, variable.type.arguments[0], test.key):
        return None
    if nodes_inside(source, test.node, "comment"):
        return None
    return [_search(source, variable, "binary_search", test.node, test.key, "!" if test.negated else "")]


def _sought(source: Source, variable: Declaration, access: Access) -> list[TextEdit] | None:
    """`s.lower_bound(x)` as `lower_bound(s.begin(), s.end(), x)`; nothing for begin and end."""
    call = access.use.call
    if call is None or access.use.method not in _BOUNDS:
        return []
    if len(call.arguments) != 1 or not compares_as(source, variable.type.arguments[0], call.arguments[0]):
        return None
    return [_search(source, variable, access.use.method, call.node, call.arguments[0])]


def _search(source: Source, variable: Declaration, function: str, node: Node, key: Node, prefix: str = "") -> TextEdit:
    name = variable.name
    text = f"{prefix}{_std(source, variable, function)}({name}.begin(), {name}.end(), {source.slice(key)})"
    return replaced(node, text)


def _finding(source: Source, found: _Sorting, then: str) -> Finding:
    name, element = found.variable.name, found.variable.type.arguments[0]
    asked = line_of(source, found.phases.asked.start_byte)
    return Finding(
        title=f"Make {name} a vector that is sorted once",
        explanation=(
            f"`{name}` is only filled before line {asked} and only asked from there on: as a set, each `{element}` in "
            "it is a node of its own, allocated and linked into a tree in O(log n) scattered steps. Appended to a "
            f"vector and sorted once in line {asked}, they are {then}."
        ),
        edits=found.edits,
        range=node_range(found.variable.node),
        notes=(_NOTE,),
    )
