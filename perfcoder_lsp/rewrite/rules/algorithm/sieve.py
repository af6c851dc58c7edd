"""Rule of "Algorithm Design Optimization": NUM13."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_in
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.exceptions import may_be_left_by_exception
from perfcoder_lsp.cpp.facts.primality import primes_from
from perfcoder_lsp.cpp.facts.termination import may_end_early
from perfcoder_lsp.cpp.facts.trips import literal, trip_count
from perfcoder_lsp.cpp.functions import find_function, function_of, is_constexpr
from perfcoder_lsp.cpp.includes import has_directive
from perfcoder_lsp.cpp.loops import Counter, Loop, loops
from perfcoder_lsp.cpp.nodes import has_error, parent_of, symbol_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import statements_of, takes_declarations
from perfcoder_lsp.rewrite.layout import laid_out
from perfcoder_lsp.rewrite.mathematics import factor
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.rewrite.statements import included, statement_before
from perfcoder_lsp.strategy import Category

_SMALL = 100  # a loop from a billion on has no use for all the primes below
_UNCONDITIONAL = frozenset(
    {
        "parenthesized_expression",
        "unary_expression",
        "expression_statement",
        "condition_clause",
        "assignment_expression",
    }
)


_LOGICAL = frozenset({"&&", "||", "and", "or"})


@dataclass(frozen=True)
class _Asked:
    """A counted loop that asks in every pass whether its counter is prime."""

    loop: Loop
    counter: Counter
    call: Call


@rule(id="NUM13", category=Category.ALGORITHM, summary="Find all primes at once by a sieve", gain=20.0)
def sieve(source: Source) -> Iterator[Finding]:
    """
    What it does: where a loop asks a function for each number up to n whether it is prime, marks all composite numbers
    up to n before the loop (the sieve of Eratosthenes), and looks there.

    Why: trial division takes up to sqrt(n) steps for each number, the sieve O(log log n) on average.

    When not: the function is not the plain test of whether a number is prime, for all integers; the loop does not ask
    in every pass, or may end early, so that a large n would cost time and memory that are not needed; it does not begin
    with a small number; it changes its counter or n; C.

    Source: catalogue NUM13, measured 37x. Competitive-programming folklore; PIE.
    """
    if source.language == "c":
        return
    for loop in loops(source):
        found = _read(source, loop) if loop.counter is not None else None
        if found is not None:
            yield _finding(source, found)


def _read(source: Source, loop: Loop) -> _Asked | None:
    counter, function = loop.counter, function_of(source, loop.node)
    if counter is None or counter.step != 1 or counter.comparison not in ("<", "<="):
        return None
    call = next((each for each in calls_in(source, loop.body) if _asks(source, loop, counter, each)), None)
    if call is None or function is None or has_error(function.node) or has_directive(source, loop.node):
        return None
    if is_constexpr(source, function):
        return None
    trips, first = trip_count(source, loop), literal(counter.start)
    if (
        trips is None
        or not trips.exact
        or first is None
        or not 0 <= first <= _SMALL
        or may_end_early(source, loop.node)
        or may_be_left_by_exception(source, loop.node)
    ):
        return None
    return _Asked(loop, counter, call) if takes_declarations(source, loop.node) else None


def _asks(source: Source, loop: Loop, counter: Counter, call: Call) -> bool:
    """Whether a call asks in every pass whether the counter is prime."""
    if call.object is not None or call.qualifier or len(call.arguments) != 1:
        return False
    if call.arguments[0].type != "identifier" or resolve(source, call.arguments[0]) is not counter.variable:
        return False
    function = find_function(source, call.name)
    if function is None or function.node == getattr(function_of(source, call.node), "node", None):
        return False
    if not _is_unconditional(source, loop, call.node):
        return False
    right_from, first = primes_from(source, function), literal(counter.start)
    return right_from is not None and first is not None and first >= right_from


def _is_unconditional(source: Source, loop: Loop, node: Node) -> bool:
    """Whether each pass evaluates an expression: it is (the first operand of) the condition of an `if` of the body, or
    a statement, and no `continue` stands before it."""
    steps = statements_of(loop.body)
    while (parent := parent_of(source, node)) is not None:
        if parent in steps or parent == loop.body:
            return all(each.type in ("expression_statement", "declaration") for each in steps[: _index(steps, node)])
        first = parent.child_by_field_name("left") == node
        if parent.type not in _UNCONDITIONAL and not (parent.type == "binary_expression" and first):
            return False
        other = parent.child_by_field_name("right" if first else "left")
        if other is not None and symbol_of(parent) not in _LOGICAL and not type_of(source, other).is_arithmetic:
            return False  # an operator of a class may tell bool from int
        node = parent
    return False


def _index(steps: tuple[Node, ...], node: Node) -> int:
    return next(i for i, each in enumerate(steps) if each.start_byte <= node.start_byte < each.end_byte)


def _finding(source: Source, found: _Asked) -> Finding:
    counter, loop, call = found.counter, found.loop.node, found.call
    name, bound = counter.variable.name, unwrapped(counter.bound)
    last, table = unused_name(source, "last"), unused_name(source, "composite")
    prime, multiple = unused_name(source, "prime"), unused_name(source, "multiple")
    limit = text_of(bound) if counter.comparison == "<=" else f"{factor(bound)} - 1LL"
    kind, line = standard(source, "vector"), line_of(source, loop.start_byte)
    lines = (
        f"const long long {last} = {limit};",
        f"{kind}<bool> {table}({last} < 2 ? 2 : {last} + 1);",
        f"{table}[0] = {table}[1] = true;",
        f"for (long long {prime} = 2; {prime} * {prime} <= {last}; {prime}++)",
        f"\tif (!{table}[{prime}])",
        f"\t\tfor (long long {multiple} = {prime} * {prime}; {multiple} <= {last}; {multiple} += {prime}) "
        f"{table}[{multiple}] = true;",
    )
    parent = parent_of(source, call.node)
    negated = parent is not None and parent.type == "unary_expression" and text_of(parent.children[0]) in ("!", "not")
    node = parent if negated and parent is not None else call.node
    return Finding(
        title=f"Find the primes up to {text_of(bound)} by a sieve",
        explanation=(
            f"The loop in line {line} calls `{call.name}({name})` for every `{name}` up to `{text_of(bound)}`, and "
            f"each call tries divisors up to the root of `{name}` or further; a sieve marks all composite numbers at "
            "once in O(n log log n) steps."
        ),
        edits=(
            statement_before(source, loop, laid_out(source, loop, *lines)),
            replaced(node, f"{'' if negated else '!'}{table}[{name}]"),
            *included(source, "<vector>"),
        ),
        range=node_range(loop),
        notes=(f"The sieve takes {text_of(bound)} / 8 bytes of memory.",),
    )
