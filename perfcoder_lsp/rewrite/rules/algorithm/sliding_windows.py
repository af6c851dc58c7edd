"""Rule of "Algorithm Design Optimization": AL10."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, starts_line
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.aliases import are_distinct
from perfcoder_lsp.cpp.facts.mutation import Changes, changes_of, may_change
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.includes import has_directive
from perfcoder_lsp.cpp.loops import Counter, Loop, loops
from perfcoder_lsp.cpp.nodes import is_inside, text_of, unwrapped
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.patterns import match
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.statements import is_replaceable, read_update, statements_of, takes_declarations
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.layout import in_place_of
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_call, standard
from perfcoder_lsp.rewrite.statements import included, statement_before
from perfcoder_lsp.strategy import Category

# What a pass does with an element, and which elements an equal or better one that follows makes needless.
_EXTREMES = {
    "$m = max($m, $a[$j]);": "<=",
    "$m = max($a[$j], $m);": "<=",
    "if ($a[$j] > $m) $m = $a[$j];": "<=",
    "$m = min($m, $a[$j]);": ">=",
    "$m = min($a[$j], $m);": ">=",
    "if ($a[$j] < $m) $m = $a[$j];": ">=",
}
_ATOMS = frozenset({"identifier", "number_literal", "call_expression"})


@dataclass(frozen=True)
class _Window:
    """A loop that only finds the extreme of array[j] for j between bounds that never fall from one pass of the loop
    around it to the next; `beaten` compares an element with a later one that makes it needless."""

    loop: Loop
    counter: Counter
    array: Declaration
    beaten: str
    around: Node


@dataclass(frozen=True)
class _Fixed:
    """A loop, and what it changes: whatever else was declared before it stays as it is."""

    loop: Node
    changes: Changes


@rule(
    id="AL10",
    category=Category.ALGORITHM,
    summary="Slide a window's extreme along instead of finding it anew",
    gain=8.0,
)
def sliding_extremes(source: Source) -> Iterator[Finding]:
    """
    What it does: where an inner loop finds the largest or smallest element of a window that only moves forward from one
    pass of the outer loop to the next, keeps a queue of the elements that can still be the extreme of a window; its
    front is the one that is looked for.

    Why: looking at all k elements of each of n windows takes O(n k) steps; each element enters and leaves the queue at
    most once, O(n). (Sums of windows are differences of prefix sums: LP4.)

    When not: elements or bounds may change in the outer loop; a bound may fall, or is unsigned or short, so that it may
    wrap round; the window's width is a small number; elements are no integers, or the extreme has another type; the
    inner loop does anything else; a comment would be lost; C.

    Source: catalogue AL10, own measurement: 14.2x (windows of 2,500 elements). Competitive-programming
    folklore: monotonic queue.
    """
    if source.language == "c":
        return
    by_node = {each.node.id: each for each in loops(source)}
    for loop in by_node.values():
        around = by_node.get(loop.parent.id) if loop.parent is not None else None
        found = _read(source, loop, around) if loop.counter is not None and around is not None else None
        if found is not None:
            yield _finding(source, found)


def _read(source: Source, loop: Loop, around: Loop) -> _Window | None:
    shapes = ((holes, beaten) for each, beaten in _EXTREMES.items() if (holes := match(each, loop.body)) is not None)
    holes, beaten = next(shapes, (None, ""))
    counter, outer = loop.counter, _rising(source, around)
    if holes is None or counter is None or outer is None or understood_function(source, loop.node) is None:
        return None
    array, extreme = (resolve(source, holes[each]) for each in ("$a", "$m"))
    if array is None or extreme is None or resolve(source, holes["$j"]) is not counter.variable:
        return None
    if counter.step != 1 or counter.comparison not in ("<", "<=") or not counter.in_header:
        return None
    calls = [each for each in map(read_call, walk(loop.body)) if each is not None]
    if not all(is_standard_call(source, each) and not each.template_arguments for each in calls):
        return None
    if not _is_plain(source, array, extreme) or not is_replaceable(source, loop.node):
        return None
    if has_directive(source, around.node) or not takes_declarations(source, around.node):
        return None
    changes = changes_of(source, around.node)
    if may_change(changes, array) or is_inside(array.name_node, around.node):
        return None
    bounds, kind = (counter.start, counter.bound), variable_type(source, counter.variable).decayed
    if not _is_wide(kind) or any(type_of(source, each).decayed != kind for each in bounds):
        return None
    if not all(_never_falls(source, each, outer, _Fixed(around.node, changes)) for each in bounds):
        return None
    names = [text_of(each) for end in bounds for each in walk(end) if each.type == "identifier"]
    wide = any(each != outer.name for each in names)
    return _Window(loop, counter, array, beaten, around.node) if wide else None


def _is_plain(source: Source, array: Declaration, extreme: Declaration) -> bool:
    """Whether an array or vector of integers, and a local variable of their type that is none of them."""
    kind, element = variable_type(source, array), variable_type(source, array).element
    sequence = kind.container in ("vector", "array", "deque") or len(kind.extents) + kind.pointers == 1
    if element is None or not sequence or not element.is_integral or element.name == "bool":
        return False
    if array.is_volatile or array.macro_altered or extreme.is_volatile or extreme.type.reference:
        return False
    local = extreme.kind in (Kind.LOCAL, Kind.PARAMETER)
    same = variable_type(source, extreme).decayed == element.decayed
    return local and same and are_distinct(source, array, extreme)


def _rising(source: Source, around: Loop) -> Declaration | None:
    """The variable that the header of a loop declares and adds to, where nothing else changes it."""
    update = around.node.child_by_field_name("update")
    step = read_update(update) if around.kind == "for" and update is not None else None
    amount = 1 if step is None or step.amount is None else literal(step.amount)
    variable = resolve(source, step.target) if step is not None and step.target.type == "identifier" else None
    if step is None or step.operator != "+" or amount is None or amount < 1 or variable is None or update is None:
        return None
    own = variable.kind is Kind.FOR_INIT and variable.node.parent == around.node and not variable.type.reference
    alone = all(not each.writes or is_inside(each.node, update) for each in uses(source, variable))
    return variable if own and alone and _is_wide(variable_type(source, variable)) else None


def _is_wide(kind: Type) -> bool:
    """Whether a counter of that type can't wrap round: signed, and as wide as it is computed with."""
    return kind.is_signed and (kind.size or 0) >= 4


def _never_falls(source: Source, node: Node, counter: Declaration, fixed: _Fixed) -> bool:
    """Whether an expression of signed numbers grows, or stays, as the counter grows and nothing else changes."""
    node, call, pair = unwrapped(node), read_call(unwrapped(node)), operands(node, "+", "-")
    if node.type == "identifier" and resolve(source, node) is counter:
        return True
    if pair is not None and operands(node, "+") is not None:
        return all(_never_falls(source, each, counter, fixed) for each in pair)
    if pair is not None:
        return _never_falls(source, pair[0], counter, fixed) and _is_fixed(source, pair[1], counter, fixed)
    if call is not None and call.name in ("max", "min") and len(call.arguments) == 2:
        return is_standard_call(source, call) and all(
            _never_falls(source, each, counter, fixed) for each in call.arguments
        )
    return _is_fixed(source, node, counter, fixed)


def _is_fixed(source: Source, node: Node, counter: Declaration, fixed: _Fixed) -> bool:
    names = [each for each in walk(node) if each.type == "identifier"]
    known = [resolve(source, each) for each in names]
    return is_pure(source, node) and all(
        each is not None
        and each is not counter
        and not is_inside(each.name_node, fixed.loop)
        and not may_change(fixed.changes, each)
        for each in known
    )


def _finding(source: Source, found: _Window) -> Finding:
    loop, name, index = found.loop.node, found.array.name, found.counter.variable.name
    window, kind = unused_name(source, "window"), variable_type(source, found.counter.variable).decayed
    low, high = (unwrapped(each) for each in (found.counter.start, found.counter.bound))
    first = text_of(low) if low.type in _ATOMS else f"({text_of(low)})"
    body = " ".join(text_of(statements_of(found.loop.body)[0]).split())
    lines = (
        f"while (!{window}.empty() && {window}.front() < {first}) {window}.pop_front();",
        f"for ({kind} {index} = {window}.empty() ? {first} : {window}.back() + 1; {index} "
        f"{found.counter.comparison} {text_of(high)}; {index}++) {{",
        f"\twhile (!{window}.empty() && {name}[{window}.back()] {found.beaten} {name}[{index}]) {window}.pop_back();",
        f"\t{window}.push_back({index});",
        "}",
        f"if (!{window}.empty()) {{",
        f"\tconst {kind} {index} = {window}.front();",
        f"\t{body}",
        "}",
    )
    line = line_of(source, loop.start_byte)
    what = "largest" if found.beaten == "<=" else "smallest"
    declared = f"{standard(source, 'deque')}<{kind}> {window};"
    if starts_line(source, found.around.start_byte):
        declared += f" // places whose elements may still be the {what}"
    return Finding(
        title=f"Slide the {what} element of a window of {name} along",
        explanation=(
            f"The loop in line {line} looks at all elements of a window of `{name}` for the {what}, again in each pass "
            f"of the loop in line {line_of(source, found.around.start_byte)}, although the window only moves forward: "
            f"a queue of the places that can still be the {what} one makes it O(1) on average for each window, instead "
            "of its width."
        ),
        edits=(
            statement_before(source, found.around, declared),
            in_place_of(source, loop, *lines),
            *included(source, "<deque>"),
        ),
        range=node_range(loop),
    )
