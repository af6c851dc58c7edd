"""DS12: a hash table beside a vector that a loop searches again and again."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_in, calls_of, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.facts.comparisons import compares_as, is_totally_ordered, only_truth_counts
from perfcoder_lsp.cpp.facts.containers_use import Role, accesses, compared_in, is_own_call
from perfcoder_lsp.cpp.facts.mutation import changes_of, changes_of_call, may_change
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_directive, macro_names, macro_words
from perfcoder_lsp.cpp.library import WRITING_METHODS
from perfcoder_lsp.cpp.loops import loops_around
from perfcoder_lsp.cpp.nodes import is_inside, nodes_inside, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.containers import whole_range
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_call, standard
from perfcoder_lsp.rewrite.statements import included, statement_before
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit, compatible

_OWNERS = frozenset({Kind.LOCAL, Kind.PARAMETER, Kind.GLOBAL, Kind.STATIC_LOCAL})
_INSERTED = frozenset({"unordered_set", "count", "insert"})
_SMALL = 16


@dataclass
class _Searches:
    """The searches of one vector in one loop, and the appends there that the table has to follow."""

    vector: Declaration
    loop: Node
    calls: list[Call] = field(default_factory=list[Call])
    appends: tuple[Call, ...] = ()


@rule(
    id="DS12",
    category=Category.DATA_STRUCTURE,
    summary="Search a hash table instead of a whole vector in every pass of a loop",
    gain=18.9,
)
def search_hash_table(source: Source) -> Iterator[Finding]:
    """
    What it does: where a loop asks by `find` or `count` whether a value is in a vector, puts the vector's elements into
    an unordered_set before the loop and asks that. What the loop appends to the vector it adds to the set, too.

    Why: each search of a vector looks at all elements, O(n); a hash table answers in O(1) on average.

    When not: anything but the truth of the answer is used (the place found, how many); the loop changes the vector
    otherwise than by appending a plain value; elements are no integers or strings; the value that is searched is of
    another type; the vector is a short list of constants.

    Source: catalogue DS12, measured 18.9x (20,000 elements). No analyser does it.
    """
    if source.language == "c" or threads_of(source) or _INSERTED & macro_names(source):
        return
    found: dict[tuple[int, int], _Searches] = {}
    loops_of: dict[tuple[int, int], tuple[Node, tuple[Call, ...]] | None] = {}
    for name in ("find", "count"):
        for call in calls_of(source, name):
            vector = _searched(source, call)
            around = loops_around(source, call.node)
            if vector is None or not around:
                continue
            if (id(vector), around[0].id) not in loops_of:
                loops_of[id(vector), around[0].id] = _widest_loop(source, vector, around)
            loop = loops_of[id(vector), around[0].id]
            if loop is not None:
                each = found.setdefault((id(vector), loop[0].id), _Searches(vector, loop[0], appends=loop[1]))
                each.calls.append(call)
    for each in found.values():
        finding = _finding(source, each)
        if finding is not None:
            yield finding


def _searched(source: Source, call: Call) -> Declaration | None:
    """The vector of `find(v.begin(), v.end(), x) != v.end()` or `count(v.begin(), v.end(), x)` as a condition."""
    if call.object is not None or len(call.arguments) != 3 or not is_standard_call(source, call):
        return None
    vector = whole_range(source, call)
    if vector is None or not _is_plain(source, vector):
        return None
    element = vector.type.arguments[0]
    if not compares_as(source, element, call.arguments[2]) or nodes_inside(source, call.node, "comment"):
        return None
    if call.name == "count":
        return vector if only_truth_counts(source, call.node) else None
    return vector if _other_end(source, vector, call) is not None else None


def _is_plain(source: Source, vector: Declaration) -> bool:
    kind = vector.type
    if vector.kind not in _OWNERS or kind.container not in ("vector", "deque") or len(kind.arguments) != 1:
        return False
    element = kind.arguments[0]
    if element.name in ("pair", "__int128") or not is_totally_ordered(element) or element.pointers:
        return False
    if kind.macro_altered or vector.macro_altered or vector.is_volatile or vector.name in macro_words(source):
        return False
    listed = vector.initializer.arguments if vector.initializer is not None else ()
    grows = any(each.method in WRITING_METHODS for each in uses(source, vector))
    brace = vector.initializer is not None and vector.initializer.style == "brace"
    return not (brace and listed and len(listed) < _SMALL and not grows)


def _other_end(source: Source, vector: Declaration, call: Call) -> Node | None:
    """The `v.end()` that the result of a search is compared with."""
    comparison = compared_in(source, call.node)
    sides = [unwrapped(each) for each in comparison.named_children] if comparison is not None else []
    other = [read_call(each) for each in sides if each != call.node]
    if len(other) != 1 or other[0] is None or nodes_inside(source, other[0].node, "comment"):
        return None
    return other[0].node if is_own_call(source, vector, other[0], "end", "cend") else None


def _widest_loop(source: Source, vector: Declaration, around: tuple[Node, ...]) -> tuple[Node, tuple[Call, ...]] | None:
    """The outermost one of the loops around a search (the innermost first) in which the vector stays as it is, or only
    grows by appends (which are returned)."""
    function = function_of(source, around[0])
    if function is None or function.is_template or function.node.has_error:
        return None
    if nodes_inside(source, function.node, "labeled_statement"):
        return None
    best: tuple[Node, tuple[Call, ...]] | None = None
    for loop in around:
        appends = _appends_in(source, vector, loop)
        if appends is None or is_inside(vector.node, loop) or has_directive(source, loop):
            break
        parent = parent_of(source, loop)
        if parent is not None and parent.type == "compound_statement":
            best = loop, appends
    return best


def _appends_in(source: Source, vector: Declaration, loop: Node) -> tuple[Call, ...] | None:
    """The statements `v.push_back(x);` of a loop that changes the vector by nothing else; None where it may change
    otherwise."""
    if not may_change(changes_of(source, loop), vector):
        return ()
    if vector.type.reference or vector.kind is Kind.STATIC_LOCAL:
        return None
    appends: list[Call] = []
    for each in accesses(source, vector):
        shared = each.role is not Role.VISIT and each.use.escapes
        if shared or each.use.in_lambda:
            return None
        if not is_inside(each.use.node, loop) or not each.use.writes:
            continue
        if each.use.method != "push_back" or each.use.call is None or not _is_value(source, vector, each.use.call):
            return None
        appends.append(each.use.call)
    others = (each for each in calls_in(source, loop) if not (each.object and resolve(source, each.object) is vector))
    unchanged = not any(may_change(changes_of_call(source, each), vector) for each in others)
    return tuple(appends) if appends and unchanged else None


def _is_value(source: Source, vector: Declaration, append: Call) -> bool:
    """Whether a statement appends a variable or number that can be named a second time."""
    parent = parent_of(source, append.node)
    only = append.arguments[0] if len(append.arguments) == 1 else None
    plain = only is not None and only.type in ("identifier", "number_literal", "char_literal", "string_literal")
    statement = parent is not None and parent.type == "expression_statement"
    return plain and statement and only is not None and compares_as(source, vector.type.arguments[0], only)


def _finding(source: Source, found: _Searches) -> Finding | None:
    name, table = found.vector.name, unused_name(source, f"{found.vector.name}_set")
    qualifier = found.calls[0].qualifier
    element = _element(source, found.vector.type.arguments[0], qualifier)
    kind = f"{standard(source, 'unordered_set', like=qualifier)}<{element}>"
    edits = [statement_before(source, found.loop, f"{kind} {table}({name}.begin(), {name}.end());")]
    for call in found.calls:
        asked = f"{table}.count({source.slice(call.arguments[2])})"
        edits.append(replaced(call.node, asked))
        end = _other_end(source, found.vector, call) if call.name == "find" else None
        if end is not None:
            edits.append(replaced(end, "0"))
    edits += [each for append in found.appends for each in _followed(source, append, table)]
    edits += included(source, "<unordered_set>")
    if not compatible(edits, ()):  # one search inside of another
        return None
    lines = sorted({line_of(source, each.node.start_byte) for each in found.calls})
    where = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines))}"
    followed = f" What the loop appends to `{name}` goes into it, too." if found.appends else ""
    return Finding(
        title=f"Search a hash table of {name}'s elements in the loop",
        explanation=(
            f"The search of `{name}` in {where} looks at its elements one by one, O(n), in every pass of the loop in "
            f"line {line_of(source, found.loop.start_byte)}. Only whether it finds one counts: an unordered_set with "
            f"the same elements, filled once before the loop, answers in O(1) on average.{followed}"
        ),
        edits=tuple(edits),
        range=node_range(found.loop),
        notes=("The table needs memory besides the vector, and pays off only where the loop searches often.",),
    )


def _element(source: Source, element: Type, qualifier: str) -> str:
    return standard(source, "string", like=qualifier) if element.is_string else str(element.decayed)


def _followed(source: Source, append: Call, table: str) -> list[TextEdit]:
    """The edits that add to the table what a statement appends to the vector."""
    statement = parent_of(source, append.node)
    assert statement is not None, "checked by _is_value"
    parent = parent_of(source, statement)
    added = f" {table}.insert({text_of(append.arguments[0])});"
    if parent is not None and parent.type == "compound_statement":
        return [TextEdit.insert(statement.end_byte, added)]
    return [TextEdit.insert(statement.start_byte, "{ "), TextEdit.insert(statement.end_byte, f"{added} }}")]
