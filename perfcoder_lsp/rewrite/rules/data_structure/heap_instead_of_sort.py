"""DS15: a heap for a vector that is sorted in every pass of a loop."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, call_around, calls_of, read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.comparisons import is_totally_ordered
from perfcoder_lsp.cpp.facts.container_life import life_block, statement_in
from perfcoder_lsp.cpp.facts.containers_use import Access, Role, accesses, is_own_call
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.loops import exits, loops_around
from perfcoder_lsp.cpp.nodes import ancestors, full_expression, is_inside, nodes_inside, parent_of
from perfcoder_lsp.cpp.patterns import match
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.uses import UseKind
from perfcoder_lsp.rewrite.containers import own_container, whole_range
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.sorted_ranges import is_call_ascending
from perfcoder_lsp.rewrite.standard import is_standard_call, standard
from perfcoder_lsp.rewrite.statements import included, statement_after, statement_before, without_statements
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit, compatible, with_joined_insertions

_CONDITIONAL = frozenset({"conditional_expression", "comma_expression", "lambda_expression", "&&", "||", "and", "or"})


@dataclass(frozen=True)
class _Sorting:
    """A sort of a whole vector, a statement of a loop's body. `largest`: the largest element comes last."""

    variable: Declaration
    call: Call
    statement: Node
    loop: Node
    largest: bool


@dataclass
class _Plan:
    """The edits so far, and the state of the vector on the way through the loop's body: `taken` where its extreme was
    moved to its end, `grown` after the first append of the pass, `last` the last statement that used the extreme."""

    source: Source
    sorting: _Sorting
    first: bool  # the extreme is read at the front
    edits: list[TextEdit] = field(default_factory=list[TextEdit])
    taken: bool = False
    grown: bool = False
    last: Node | None = None

    def heap(self, name: str) -> str:
        """A call of `push_heap` and its like for the whole vector."""
        variable, source = self.sorting.variable, self.source
        like = self.sorting.call.qualifier
        arguments = f"{variable.name}.begin(), {variable.name}.end()"
        if self.sorting.largest == self.first:  # the smallest is wanted
            written = variable.node.child_by_field_name("type")
            assert written is not None, "own_container reads it"
            element = nodes_inside(source, written, "template_argument_list")[0]
            arguments += f", {standard(source, 'greater', like=like)}{source.slice(element)}()"
        return f"{standard(source, name, like=like)}({arguments});"


@rule(
    id="DS15",
    category=Category.DATA_STRUCTURE,
    summary="Keep a heap instead of sorting a vector in every pass of a loop",
    gain=50,
)
def heap_instead_of_sort(source: Source) -> Iterator[Finding]:
    """
    What it does: where a loop sorts a vector in every pass only to take its largest (or smallest) elements and to
    append others, makes the vector a heap before the loop, and calls `pop_heap` and `push_heap` where elements are
    taken and appended.

    Why: sorting n elements costs O(n log n) in every pass, a step of a heap O(log n).

    When not: any other element, or the order, is looked at in the loop or after it; elements are taken after one was
    appended in the same pass, or under a condition; a pass may end early after the sort; equal elements could be told
    apart; the vector is shared by functions, captured or referred to.

    Source: catalogue DS15, measured 119x (a priority_queue, which costs the same).
    """
    if source.language == "c" or threads_of(source):
        return
    for call in calls_of(source, "sort"):
        sorting = _sorting(source, call)
        plan = _plan(source, sorting) if sorting is not None else None
        if plan is not None:
            yield _finding(source, plan)


def _sorting(source: Source, call: Call) -> _Sorting | None:
    statement = parent_of(source, call.node)
    body = parent_of(source, statement) if statement is not None else None
    loop = parent_of(source, body) if body is not None else None
    around = loops_around(source, call.node)
    if statement is None or body is None or loop is None or not around or around[0] != loop:
        return None
    if statement.type != "expression_statement" or body.type != "compound_statement":
        return None
    variable = whole_range(source, call)
    if variable is None or not is_standard_call(source, call) or own_container(source, variable, ("vector",)) is None:
        return None
    largest = is_call_ascending(source, call, variable.type.element)
    if largest is None or not is_totally_ordered(variable.type.arguments[0]):
        return None
    return _Sorting(variable, call, statement, loop, largest)


def _plan(source: Source, sorting: _Sorting) -> _Plan | None:
    """The edits that make the vector a heap; None to refuse."""
    variable, loop = sorting.variable, sorting.loop
    block, jumps = life_block(source, variable), exits(loop)
    if block is None or parent_of(source, loop) != block or nodes_inside(source, sorting.statement, "comment"):
        return None
    if any(each.start_byte > sorting.statement.start_byte for each in (*jumps.leaves, *jumps.skips)):
        return None
    found = [each for each in accesses(source, variable) if not is_inside(each.use.node, sorting.statement)]
    if any(each.use.in_lambda or (each.role is Role.OTHER and each.use.escapes) for each in found):
        return None
    inside = [each for each in found if is_inside(each.use.node, loop)]
    plan = _Plan(source, sorting, first=any(_is_first(each) for each in inside))
    plan.edits += without_statements(source, sorting.statement)
    plan.edits.append(statement_before(source, loop, plan.heap("make_heap")))
    if not all(_step(plan, each) for each in inside) or plan.last is None:
        return None
    if not all(_ignores_order(source, sorting, each) for each in found if each.use.node.start_byte > loop.end_byte):
        return None
    if plan.taken:
        plan.edits.append(statement_after(source, plan.last, plan.heap("push_heap")))
    plan.edits += included(source, *(["<functional>"] if sorting.largest == plan.first else []))
    plan.edits = list(with_joined_insertions(plan.edits))
    return plan if compatible(plan.edits, ()) else None


def _is_first(access: Access) -> bool:
    """`v.front()`, `v[0]`"""
    index = access.use.index
    return access.use.method == "front" or (index is not None and literal(index) == 0)


def _step(plan: _Plan, access: Access) -> bool:
    """Take one use in the loop into the plan; False to refuse."""
    use, sorting = access.use, plan.sorting
    if access.role is Role.MEASURE:
        return True
    body = parent_of(plan.source, sorting.statement)
    statement = statement_in(plan.source, body, use.node) if body is not None and is_inside(use.node, body) else None
    if statement is None or (plan.grown and access.role is not Role.GROW):
        return False
    if access.role is Role.GROW:
        return _append(plan, access)
    if statement.start_byte < sorting.statement.start_byte or statement.type not in (
        "expression_statement",
        "declaration",
    ):
        return False
    if access.role is Role.ELEMENT and (_is_first(access) if plan.first else use.method == "back"):
        return _read(plan, access, statement)
    erases = use.method == "erase" and plan.first and _erases_first(plan, access)
    if access.role is Role.REMOVE and (erases or (use.method == "pop_back" and not plan.first)):
        return _take(plan, access, statement)
    return plan.first and _is_erased_place(plan, access)


def _append(plan: _Plan, access: Access) -> bool:
    """`v.push_back(x);`, perhaps under a condition or in an inner loop, while the vector is a heap."""
    use, source = access.use, plan.source
    statement = parent_of(source, use.expression)
    if plan.taken or use.method not in ("push_back", "emplace_back") or statement is None:
        return False
    parent = parent_of(source, statement)
    if statement.type != "expression_statement" or parent is None or parent.type != "compound_statement":
        return False
    plan.grown = plan.grown or use.node.start_byte > plan.sorting.statement.start_byte
    plan.edits.append(statement_after(source, statement, plan.heap("push_heap")))
    return True


def _read(plan: _Plan, access: Access, statement: Node) -> bool:
    source, use = plan.source, access.use
    whole = full_expression(source, use.node)
    around = [each for each in ancestors(source, use.node) if is_inside(each, whole)]
    if any(child.type in _CONDITIONAL for each in (*around, whole) for child in (each, *each.children)):
        return False
    if not plan.taken:
        plan.edits.append(statement_before(source, statement, plan.heap("pop_heap")))
    plan.taken, plan.last = True, statement
    if plan.first:
        element = (
            parent_of(source, use.node) if use.kind is UseKind.SUBSCRIPT else (use.call.node if use.call else None)
        )
        if element is None:
            return False
        plan.edits.append(replaced(element, f"{plan.sorting.variable.name}.back()"))
    return True


def _take(plan: _Plan, access: Access, statement: Node) -> bool:
    call = access.use.call
    if call is None or parent_of(plan.source, call.node) != statement:
        return False
    if not plan.taken:
        plan.edits.append(statement_before(plan.source, statement, plan.heap("pop_heap")))
    if plan.first:
        text = f"{plan.sorting.variable.name}.pop_back()"
        plan.edits.append(replaced(call.node, text))
    plan.taken, plan.last = False, statement
    return True


def _erases_first(plan: _Plan, access: Access) -> bool:
    call = access.use.call
    begin = read_call(call.arguments[0]) if call is not None and len(call.arguments) == 1 else None
    return begin is not None and is_own_call(plan.source, plan.sorting.variable, begin, "begin")


def _is_erased_place(plan: _Plan, access: Access) -> bool:
    """Whether a use is the `v.begin()` of `v.erase(v.begin())`."""
    call = access.use.call
    erase = call_around(plan.source, call.node) if call is not None else None
    if erase is None or access.use.method != "begin" or len(erase.arguments) != 1:
        return False
    return is_own_call(plan.source, plan.sorting.variable, erase, "erase")


def _ignores_order(source: Source, sorting: _Sorting, access: Access) -> bool:
    """Whether a use after the loop is the same in whatever order the elements are."""
    if access.role is Role.MEASURE:
        return True
    if access.role is Role.RANGE and access.use.call is not None:
        total = call_around(source, access.use.call.node)
        exact = total is not None and total.name == "accumulate" and len(total.arguments) == 3
        kinds = [sorting.variable.type.arguments[0]]
        kinds += [type_of(source, total.arguments[2])] if total is not None and exact else []
        return exact and all(each.is_integral for each in kinds)
    only = access.role is Role.ELEMENT and (_is_first(access) or access.use.method == "back")
    return only and not access.use.writes and _ends_with_one(sorting)


def _ends_with_one(sorting: _Sorting) -> bool:
    """Whether the loop is `while (v.size() > 1)` without another way out: one element is left, or none."""
    alone = match("while ($v.size() > 1) $body;", sorting.loop, {"$v": sorting.variable.name_node})
    return alone is not None and not exits(sorting.loop).leaves


def _finding(source: Source, plan: _Plan) -> Finding:
    sorting, name = plan.sorting, plan.sorting.variable.name
    which = "smallest" if sorting.largest == plan.first else "largest"
    line = line_of(source, sorting.loop.start_byte)
    return Finding(
        title=f"Keep {name} as a heap instead of sorting it in every pass",
        explanation=(
            f"Every pass of the loop in line {line} sorts all of `{name}`, O(n log n), but only takes its {which} "
            "elements and appends others. A heap has its extreme at hand: taking and appending cost O(log n)."
        ),
        edits=tuple(plan.edits),
        range=node_range(sorting.loop),
    )
