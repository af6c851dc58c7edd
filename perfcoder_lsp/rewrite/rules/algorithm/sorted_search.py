"""Rule of "Algorithm Design Optimization": AL7."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.comparisons import compares_as, only_truth_counts
from perfcoder_lsp.cpp.facts.containers_use import compared_in
from perfcoder_lsp.cpp.facts.liveness import is_dead_after
from perfcoder_lsp.cpp.facts.purity import is_pure, is_unaffected
from perfcoder_lsp.cpp.facts.sortedness import Ascending, ascending_at
from perfcoder_lsp.cpp.facts.threads import unless_threads
from perfcoder_lsp.cpp.loops import loops, loops_around
from perfcoder_lsp.cpp.nodes import is_inside, nodes_inside, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.patterns import Holes, match, match_any
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.statements import is_replaceable, same_text
from perfcoder_lsp.rewrite.layout import in_place_of
from perfcoder_lsp.rewrite.matches import Apart, done_once, in_one_line, own_integer
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.sorted_ranges import length_variable
from perfcoder_lsp.rewrite.standard import is_from_std, is_standard_call, standard
from perfcoder_lsp.rewrite.statements import included
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_BY_INDEX = (
    "for ($i = 0; $i < $n; $i++) if ($v[$i] == $x) $then;",
    "for ($i = 1; $i <= $n; $i++) if ($v[$i] == $x) $then;",
)
_BY_VALUE = ("for ($t $y : $v) if ($y == $x) $then;", "for ($t &$y : $v) if ($y == $x) $then;")
_SIZES = ("$v.size()", "(int)$v.size()", "int($v.size())")
_ATOMS = frozenset({"identifier", "number_literal", "char_literal", "string_literal"})
_OPEN = frozenset({"argument_list", "init_declarator", "assignment_expression", "return_statement"})


@dataclass(frozen=True)
class _Search:
    """Code that goes through sorted elements to find those that are equal to `key`, and what takes its place."""

    node: Node
    sorted: Ascending
    key: Node
    edit: TextEdit


@rule(id="AL7", category=Category.ALGORITHM, summary="Search sorted elements by halving, not one by one", gain=10.0)
def search_sorted(source: Source) -> Iterator[Finding]:
    """
    What it does: where a loop asks again and again whether a value is among elements that std::sort has put into order
    before, or how often, by `find`, `count` or a loop of its own over all of them, asks `binary_search`, or takes the
    difference of `upper_bound` and `lower_bound`.

    Why: looking at all elements takes O(n) steps for each question; halving a sorted range takes O(log n), and needs no
    table besides.

    When not: something may change the elements, or the names of their ends, after the sort; the sort has a comparator,
    or does not certainly run before; the place found is used; elements are no integers or strings, or the value has a
    type that compares otherwise; the loop does anything else for an equal element than counting it, or setting
    variables to constants; a counter is read afterwards; threads; a comment would be lost.

    Source: catalogue AL7, own measurement: 19.7x for 20,000 elements. No analyser knows what is sorted.
    """
    if source.language != "c":
        yield from (_finding(source, each) for each in unless_threads(source, _searches(source)))


def _searches(source: Source) -> Iterator[_Search]:
    for call in (*calls_of(source, "find"), *calls_of(source, "count")):
        found = _searched(source, call) if is_standard_call(source, call) and len(call.arguments) == 3 else None
        if found is not None:
            edit = _asked(source, call, found) if call.name == "find" else _counted(source, call, found)
            if edit is not None:
                yield _Search(call.node, found, call.arguments[2], edit)
    for loop in loops(source):
        if loop.kind in ("for", "range-for") and loop.depth and (each := _loop(source, loop.node)) is not None:
            yield each


def _sorted(source: Source, variable: Declaration, node: Node, key: Node) -> Ascending | None:
    """The order that the elements are in, where a value can be looked up, again and again since the sort."""
    found = ascending_at(source, variable, node)
    if found is None or not compares_as(source, found.element, key) or not is_from_std(source, variable):
        return None
    again = any(not is_inside(found.call.node, each) for each in loops_around(source, node) if each != node)
    return found if again and not nodes_inside(source, node, "comment") else None


def _searched(source: Source, call: Call) -> Ascending | None:
    """The elements that `find(v.begin(), v.end(), x)` or `count(…)` goes through, where they are in order."""
    first = next((each for each in walk(call.arguments[0]) if each.type == "identifier"), None)
    variable = resolve(source, first) if first is not None else None
    found = _sorted(source, variable, call.node, call.arguments[2]) if variable is not None else None
    same = found is not None and _is_same(source, found.begin, call.arguments[0])
    return found if same and found is not None and _is_same(source, found.end, call.arguments[1]) else None


def _is_same(source: Source, one: Node, other: Node) -> bool:
    """Whether two pure expressions are the same one of the same variables."""
    names = [[resolve(source, each) for each in walk(part) if each.type == "identifier"] for part in (one, other)]
    return same_text(one, other) and all(a is b for a, b in zip(*names, strict=True))


def _asked(source: Source, call: Call, found: Ascending) -> TextEdit | None:
    """`find(…) != v.end()`"""
    comparison = compared_in(source, call.node)
    if comparison is None or nodes_inside(source, comparison, "comment"):
        return None
    left, operator, right = (comparison.child_by_field_name(each) for each in ("left", "operator", "right"))
    if left is None or operator is None or right is None:
        return None
    other = right if is_inside(call.node, left) else left
    if not _is_same(source, found.end, unwrapped(other)):
        return None
    negated = "!" if text_of(operator) == "==" else ""
    text = negated + _call(source, "binary_search", found, call.arguments[2], call.qualifier)
    return TextEdit.replace(comparison.start_byte, comparison.end_byte, text)


def _counted(source: Source, call: Call, found: Ascending) -> TextEdit | None:
    key, node, parent = call.arguments[2], call.node, parent_of(source, call.node)
    if only_truth_counts(source, node):
        text = _call(source, "binary_search", found, key, call.qualifier)
        compared = match_any(("$c > 0", "$c != 0", "$c >= 1"), parent) if parent is not None else None
        whole = parent if compared is not None and parent is not None else node
        return TextEdit.replace(whole.start_byte, whole.end_byte, text)
    if not is_pure(source, key) or parent is None:
        return None
    text = _difference(source, found, key, call.qualifier)
    return TextEdit.replace(node.start_byte, node.end_byte, text if parent.type in _OPEN else f"({text})")


def _call(source: Source, name: str, found: Ascending, key: Node, qualifier: str) -> str:
    return f"{standard(source, name, like=qualifier)}({text_of(found.begin)}, {text_of(found.end)}, {text_of(key)})"


def _difference(source: Source, found: Ascending, key: Node, qualifier: str) -> str:
    ends = (_call(source, name, found, key, qualifier) for name in ("upper_bound", "lower_bound"))
    return " - ".join(ends)


def _loop(source: Source, loop: Node) -> _Search | None:
    """A loop of the program's own over the same elements."""
    holes = match_any((*_BY_INDEX, *_BY_VALUE), loop)
    variable = resolve(source, holes["$v"]) if holes is not None else None
    if holes is None or variable is None or not variable.is_variable:
        return None
    found = _sorted(source, variable, loop, holes["$x"])
    counter = resolve(source, holes["$i"] if "$i" in holes else holes["$y"])
    if found is None or counter is None or not counter.is_automatic or not is_replaceable(source, loop):
        return None
    whole = _is_whole(source, found, holes, loop) and is_dead_after(source, counter, loop)
    if not whole or not is_unaffected(source, holes["$x"], (counter,)):
        return None
    then = nodes_inside(source, loop, "if_statement")[0].child_by_field_name("consequence")
    apart = Apart(variable, (counter,), (holes["$x"],))
    text = _statement(source, found, then, holes["$x"], apart) if then is not None else None
    return _Search(loop, found, holes["$x"], in_place_of(source, loop, text)) if text is not None else None


def _is_whole(source: Source, found: Ascending, holes: Holes, loop: Node) -> bool:
    """Whether a loop visits just the sorted elements, by a counter of integer type or by their values."""
    vector = variable_type(source, found.variable).container == "vector"
    if "$y" in holes:
        one = resolve(source, holes["$y"])
        return vector and one is not None and variable_type(source, one).decayed == found.element
    count, from_zero = holes["$n"], match(_BY_INDEX[0], loop) is not None
    if not type_of(source, holes["$i"]).is_integral or not type_of(source, count).is_integral:
        return False
    if vector:
        length = length_variable(source, found.variable)
        counted = match_any(_SIZES, count, {"$v": holes["$v"]}) is not None
        return from_zero and (counted or (length is not None and resolve(source, count) is length))
    bound = {"$v": holes["$v"], "$n": count}
    if not _means_same(source, count, found.end):
        return False
    if from_zero:
        return _is_same(source, found.begin, holes["$v"]) and match("$v + $n", found.end, bound) is not None
    ends = ("$v + $n + 1", "$v + 1 + $n")
    return match("$v + 1", found.begin, bound) is not None and match_any(ends, found.end, bound) is not None


def _means_same(source: Source, part: Node, whole: Node) -> bool:
    """Whether the names in a part of an expression mean what they do in the whole one."""
    meant = {text_of(each): resolve(source, each) for each in walk(whole) if each.type == "identifier"}
    names = [each for each in walk(part) if each.type == "identifier"]
    return all(text_of(each) in meant and meant[text_of(each)] is resolve(source, each) for each in names)


def _statement(source: Source, found: Ascending, then: Node, key: Node, apart: Apart) -> str | None:
    """What does the same as the loop for the elements that are equal to the key."""
    qualifier, text = found.call.qualifier, None
    counted = match("$c += 1;", then)
    total = own_integer(source, counted["$c"], apart) if counted is not None else None
    if total is not None:
        text = f"{total} += {_difference(source, found, key, qualifier)};"
    elif steps := done_once(source, then, apart):
        kept = steps[:-1] if steps[-1].type == "break_statement" else steps
        text = f"if ({_call(source, 'binary_search', found, key, qualifier)}) {in_one_line(kept)}"
    return text if key.type in _ATOMS else None  # what an empty loop does not evaluate may not be defined


def _finding(source: Source, each: _Search) -> Finding:
    name, line = each.sorted.variable.name, line_of(source, each.node.start_byte)
    sorted_in = line_of(source, each.sorted.call.node.start_byte)
    return Finding(
        title=f"Search {name} by halving: it is sorted",
        explanation=(
            f"`{name}` is sorted in line {sorted_in} and not changed since, but line {line} compares its "
            f"elements with `{text_of(each.key)}` one by one, O(n), in every pass of a loop; halving the sorted range "
            "takes O(log n)."
        ),
        edits=(each.edit, *included(source, "<algorithm>")),
        range=node_range(each.node),
    )
