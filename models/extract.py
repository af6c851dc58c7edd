"""Which strategies somebody carried out: python -m models.extract FOLDER

Names the fifteen categories from what a change adds and removes (the paper asks a large language model for that, arXiv
2512.14018, appendix A): for people's pairs of programs whose change no rule explains. FOLDER holds AutoPatch's pairs.
Words that the two texts share as often say nothing; names of the program's own say nothing either.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tree_sitter import Node

from models.curate.humans import pairs
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.recursion import may_recurse
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.loops import Loop, is_repeated, loops, loops_around
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.scopes import resolve, variable_of, variables
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.types import CONTAINERS
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.plan.static import StaticPlanner
from perfcoder_lsp.strategy import Category

_ANYTHING = ""


@dataclass(frozen=True)
class Sign:
    """What tells of a category: some feature that was added and some that was removed, as patterns of the whole."""

    category: Category
    added: str = _ANYTHING
    removed: str = _ANYTHING

    def is_seen(self, added: Iterable[str], removed: Iterable[str]) -> bool:
        return _any(self.added, added) and _any(self.removed, removed)


_CONTAINERS = (
    r"vector|list|deque|queue|stack|array|bitset|string|priority_queue|T\[\]"
    "|(multi|unordered_|unordered_multi)?(map|set)"
)
_ALGORITHMS = (
    "accumulate|(min|max|minmax)_element|count|count_if|find|find_if|fill|fill_n|memset|memcpy|copy|reverse|rotate|swap"
    "|iota|gcd|__gcd|lcm|unique|transform|partial_sum|next_permutation|stable_sort|any_of|all_of|none_of|strlen|to_string"
)
_OTHER_READERS = "sync_with_stdio|tie|fread|fwrite|(get|put)char(_unlocked)?|setvbuf|rdbuf|fgets|#define endl"
_FEWER_STEPS = r"#pragma .*unroll.*|step \d+|__restrict(__)?|__builtin_(unreachable|assume)"
SIGNS = (
    Sign(Category.INPUT_OUTPUT, added=_OTHER_READERS),
    Sign(Category.INPUT_OUTPUT, added="scanf|printf|puts", removed="cin|cout"),
    Sign(Category.INPUT_OUTPUT, removed="endl|flush"),
    Sign(Category.DATA_STRUCTURE, added=_CONTAINERS, removed=_CONTAINERS),
    Sign(Category.MEMORY, added="reserve|emplace_back|emplace|shrink_to_fit"),
    Sign(Category.MEMORY, removed=r"new|malloc|calloc|substr|s = s \+ t"),
    Sign(Category.LIFETIME, added="static|move|unique_ptr"),
    Sign(Category.LIFETIME, removed="object made in a loop"),
    Sign(Category.LIFETIME, added="element by reference", removed="element by value"),
    Sign(Category.FUNCTION_CALL, added="parameter by reference", removed="parameter by value"),
    Sign(Category.FUNCTION_CALL, added="inline"),
    Sign(Category.FUNCTION_CALL, removed="recursion|function"),
    Sign(Category.NUMERICAL, removed=r"pow|sqrt|double|float|fmod|floor|ceil|round|log\d*|binary [%/]"),
    Sign(Category.NUMERICAL, added="shift|binary &"),
    Sign(Category.LOOP, added="while .*", removed="while .*"),
    Sign(Category.LOOP, added="break"),
    Sign(Category.LOCALITY, removed="column after column"),
    Sign(Category.ALGORITHM, removed=r"loops nested \d+"),
    Sign(Category.ALGORITHM, added="sort|nth_element|partial_sort|lower_bound|upper_bound|binary_search|equal_range"),
    Sign(Category.ALGORITHM, removed="recursion"),
    Sign(Category.BRANCHING, added=r"\?|min|max|abs|__builtin_expect|likely|unlikely", removed="if|switch"),
    Sign(Category.INSTRUCTION_LEVEL, added=_FEWER_STEPS),
    Sign(Category.LIBRARY, added=_ALGORITHMS, removed="loops|if|while .*"),
    Sign(Category.COMPILER, added=r"#pragma GCC (optimize|target).*|constexpr|noexcept|__attribute__"),
    Sign(Category.HARDWARE, added=r"_mm\w+|__m\d+\w*|__builtin_(popcount|ctz|clz|prefetch)\w*|#pragma GCC target.*"),
    Sign(Category.CONCURRENCY, added=r"j?thread|async|mutex|atomic|#pragma omp.*|execution"),
)  # fmt: skip


def extracted(before: Source, after: Source) -> tuple[Category, ...]:
    """The categories of what was changed, in the paper's order; none where nothing tells."""
    old, new = features(before), features(after)
    added, removed = list(new - old), list(old - new)
    seen = {each.category for each in SIGNS if each.is_seen(added, removed)}
    return tuple(each for each in Category if each in seen)


def features(source: Source) -> Counter[str]:
    """What a program consists of, as far as it may tell of a strategy, and how often."""
    found = Counter(each for node in walk(source.root) for each in _of_node(source, node))
    for each in loops(source):
        found.update(_of_loop(each))
    deepest = max((each.depth for each in loops(source)), default=-1) + 1
    found.update(f"loops nested {depth}" for depth in range(1, deepest + 1))
    found.update("recursion" for each in functions(source) if may_recurse(source, each))
    found.update(each for variable in variables(source) for each in _of_variable(source, variable))
    return found


_NAMES = {"identifier", "field_identifier", "type_identifier", "namespace_identifier"}
_AS_WRITTEN = {"primitive_type", "storage_class_specifier", "type_qualifier", "noexcept"}
_KINDS = {
    "if_statement": "if",
    "switch_statement": "switch",
    "break_statement": "break",
    "new_expression": "new",
    "conditional_expression": "?",
    "array_declarator": "T[]",
    "attribute_specifier": "__attribute__",
}


def _of_node(source: Source, node: Node) -> Iterator[str]:
    words = text_of(node).split() if node.type not in ("translation_unit", "compound_statement") else []
    if node.type in _KINDS:
        yield _KINDS[node.type]
    elif (node.type in _NAMES and resolve(source, node) is None) or node.type in _AS_WRITTEN:
        yield words[0]
    elif node.type == "binary_expression":
        yield from _of_operation(node)
    elif node.type == "subscript_expression":
        yield from _of_subscript(source, node)
    elif node.type == "preproc_call":
        yield " ".join(words)
    elif node.type == "preproc_def":
        yield " ".join(words[:2])
    elif node.type == "assignment_expression" and _is_own_sum(source, node):
        yield "s = s + t"


def _of_operation(node: Node) -> Iterator[str]:
    operator = _part(node, "operator")
    if operator in ("<<", ">>"):
        first = node
        while (left := first.child_by_field_name("left")) is not None:
            first = left
        if not re.search("cin|cout|cerr|stream|ss|in|out|file", text_of(first)):
            yield "shift"
    else:
        yield f"binary {operator}"


def _of_subscript(source: Source, node: Node) -> Iterator[str]:
    """`a[i][j]` in a loop over i: each step goes to another row."""
    inner = node.child_by_field_name("argument")
    around = loops_around(source, node)
    if inner is None or inner.type != "subscript_expression" or not around:
        return
    counter = next((each.counter for each in loops(source) if each.node == around[0]), None)
    row, column = _part(inner, "indices"), _part(node, "indices")
    if counter is not None and _mentions(row, counter.variable.name) and not _mentions(column, counter.variable.name):
        yield "column after column"


def _is_own_sum(source: Source, node: Node) -> bool:
    """A string that is made anew with something at its end."""
    variable = variable_of(source, node.child_by_field_name("left"))
    if variable is None or variable_type(source, variable).name != "string":
        return False
    return _part(node, "right").startswith(f"{variable.name} +")


def _of_loop(loop: Loop) -> Iterator[str]:
    """Its condition without names: with other bounds it does another number of passes."""
    condition = "" if loop.condition is None else re.sub(r"[A-Za-z_]\w*", "x", text_of(loop.condition))
    yield f"while {condition}"
    yield "loops"
    if loop.counter is not None and abs(loop.counter.step) > 1:
        yield f"step {loop.counter.step}"


def _of_variable(source: Source, variable: Declaration) -> Iterator[str]:
    """How objects that are costly to make or to copy are."""
    told = variable_type(source, variable)
    passed = "reference" if told.reference else "value"
    if told.name not in CONTAINERS and variable.kind is not Kind.RANGE_FOR:
        return
    if variable.kind is Kind.PARAMETER:
        yield f"parameter by {passed}"
    elif variable.kind is Kind.RANGE_FOR:
        yield f"element by {passed}"
    elif variable.kind is Kind.LOCAL and not told.reference and is_repeated(source, variable.name_node):
        yield "object made in a loop"


def _part(node: Node, name: str) -> str:
    part = node.child_by_field_name(name)
    return "" if part is None else text_of(part)


def _any(pattern: str, found: Iterable[str]) -> bool:
    return pattern == _ANYTHING or any(re.fullmatch(pattern, each) for each in found)


def _mentions(text: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", text) is not None


# ------------------------------------------------------------------------------------------------------------- command


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    try:
        known = pairs(parser.parse_args().folder)
    except PerfcoderError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    print(table(known))
    return 0


def table(known: Sequence[tuple[str, str]]) -> str:
    """How many pairs carry out each category, and in how many of them a rule finds it, in Markdown."""
    planner = StaticPlanner()
    told: Counter[Category] = Counter()
    found: Counter[Category] = Counter()
    unnamed = unexplained = 0
    for texts in known:
        before, after = (Source.of(Path("program.cpp"), each.encode()) for each in texts)
        categories = extracted(before, after)
        planned = {each.category for each in planner.plan(before).strategies}
        told.update(categories)
        found.update(set(categories) & planned)
        unnamed += not categories
        unexplained += not planned & set(categories)
    rows = [f"| {each} | {told[each]} | {found[each]} |" for each in Category]
    head = [f"| of {len(known)} pairs | carried out | a rule finds it |", "|---|---:|---:|"]
    end = f"{unnamed} pairs without a category; in {unexplained} no rule finds any category of the change."
    return "\n".join([*head, *rows, "", end])


if __name__ == "__main__":
    raise SystemExit(main())
