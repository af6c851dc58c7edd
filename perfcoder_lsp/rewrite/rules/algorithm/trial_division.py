"""Rule of "Algorithm Design Optimization": NUM12."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import indentation, line_of, replaced
from perfcoder_lsp.cpp.expressions import promoted, type_of, variable_type
from perfcoder_lsp.cpp.facts.liveness import is_dead_after
from perfcoder_lsp.cpp.facts.mutation import changes_of, may_change
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_directive
from perfcoder_lsp.cpp.loops import Counter, Loop, exits, loops
from perfcoder_lsp.cpp.nodes import has_error, nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.patterns import match, match_any
from perfcoder_lsp.cpp.scopes import resolve, variable_of
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.statements import statements_of
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import statement_after
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_TESTS = ("if ($n % $i == 0) $then;", "if (!($n % $i)) $then;")
_CONSTANTS = frozenset({"number_literal", "true", "false", "char_literal"})


@dataclass(frozen=True)
class _Division:
    """A loop that tries whether i divides n, for i from `first` to n (`whole`) or to any bound that all proper divisors
    keep (`last` is its text), and does `then` for each that does."""

    loop: Loop
    counter: Counter
    number: Declaration
    first: int
    whole: bool
    last: str
    then: Node

    @property
    def names(self) -> tuple[str, str]:
        return self.counter.variable.name, self.number.name


@rule(id="NUM12", category=Category.ALGORITHM, summary="Look for divisors only up to the square root", gain=20.0)
def divide_up_to_the_root(source: Source) -> Iterator[Finding]:
    """
    What it does: ends a loop that tries all i below n (or up to n / 2) as divisors of n where i exceeds n / i. A loop
    that counts or sums the divisors treats i and n / i together.

    Why: divisors come in pairs whose smaller one is at most the square root of n, so that a billion needs 31 623 tests.

    When not: the loop does anything else than the test; it neither leaves at the first divisor, nor sets constants, nor
    counts or sums integers; n or i is no plain integer variable, or their signs differ; what is counted may be n
    itself; i is read after the loop and can't be given its old value; a macro takes part.

    Source: catalogue NUM12, measured 32x. Competitive-programming folklore.
    """
    for loop in loops(source):
        found = _read(source, loop) if loop.counter is not None else None
        edits = _edits(source, found) if found is not None else None
        if found is None or edits is None or threads_of(source):  # a pragma may ask for the plain bound
            continue
        i, n = found.names
        line = line_of(source, loop.node.start_byte)
        yield Finding(
            title=f"Try divisors of {n} only up to its square root",
            explanation=(
                f"The loop in line {line} tries every `{i}` up to `{text_of(found.counter.bound)}`, O({n}), but where "
                f"`{i}` divides `{n}` so does `{n} / {i}`, and one of the two is at most the square root: "
                f"O(sqrt({n})) tests tell the same."
            ),
            edits=edits,
            range=node_range(loop.node),
        )


def _read(source: Source, loop: Loop) -> _Division | None:
    counter, body = loop.counter, statements_of(loop.body)
    found = match_any(_TESTS, body[0]) if len(body) == 1 and counter is not None and counter.step == 1 else None
    if counter is None or found is None or resolve(source, found["$i"]) is not counter.variable:
        return None
    number, first = resolve(source, found["$n"]), literal(counter.start)
    function = function_of(source, loop.node)
    if number is None or first not in (1, 2) or function is None or has_error(function.node):
        return None
    if (
        nodes_inside(source, loop.node, "labeled_statement")
        or has_directive(source, loop.node)
        or not _are_plain(source, counter.variable, number)
    ):
        return None
    last = _last(counter, found["$n"], signed=type_of(source, found["$n"]).is_signed)
    if last is None:
        return None
    then = body[0].child_by_field_name("consequence")
    whole = counter.comparison == "<=" and match("$n", counter.bound, {"$n": found["$n"]}) is not None
    return _Division(loop, counter, number, first, whole, last, then) if then is not None else None


def _are_plain(source: Source, *variables: Declaration) -> bool:
    """Whether these are integer variables that are compared and divided with the sign that the second one has."""
    kinds = [variable_type(source, each) for each in variables]
    plain = all(each.is_variable and not each.is_volatile and not each.type.reference for each in variables)
    whole = all(each.is_integral and (each.size or 0) >= 4 for each in kinds)
    return plain and whole and variables[0] is not variables[1] and promoted(*kinds).is_signed == kinds[1].is_signed


def _last(counter: Counter, n: Node, *, signed: bool) -> str | None:
    """The last i that the loop tries, as text; None where proper divisors of n may lie beyond it."""
    name = text_of(n)
    if counter.comparison == "<":
        return f"{name} - 1" if match("$n", counter.bound, {"$n": n}) is not None else None
    bounds = ("$n", "$n / 2", *(("$n - 1",) if signed else ()))
    known = counter.comparison == "<=" and match_any(bounds, counter.bound, {"$n": n}) is not None
    return " ".join(text_of(counter.bound).split()) if known else None


def _edits(source: Source, found: _Division) -> tuple[TextEdit, ...] | None:
    i, n = found.names
    condition = found.loop.condition
    assert condition is not None, "a counted loop has one"
    limit = replaced(condition, f"{i} <= {n} / {i}")
    done = statements_of(found.then)
    unread = found.counter.in_header or is_dead_after(source, found.counter.variable, found.loop.node)
    if done and done[-1].type in ("return_statement", "break_statement"):  # the first divisor is a small one
        if found.first == 1 or found.whole or exits(found.loop.node).skips:
            return None
        restored = () if unread else _restored(source, found)
        return (limit, *restored) if restored is not None else None
    if not unread or not done:
        return None
    if all(_sets_constant(source, each, found) for each in done):
        return (limit,) if found.first == 2 and not found.whole else None
    return _paired(source, found, done)


def _restored(source: Source, found: _Division) -> tuple[TextEdit, ...] | None:
    """The statement that gives i the value that it had after the loop; None where that can't be told."""
    i, n = found.names
    parent = parent_of(source, found.loop.node)
    changes = changes_of(source, found.then)
    if (
        parent is None
        or parent.type != "compound_statement"
        or found.counter.variable.type.size != found.number.type.size
    ):
        return None
    if may_change(changes, found.counter.variable) or may_change(changes, found.number):
        return None
    last = f"{i} < {n}" if found.last == f"{n} - 1" else f"{i} <= {found.last}"
    after = n if found.last == f"{n} - 1" else f"{found.last} + 1"
    return (statement_after(source, found.loop.node, f"if ({last} && {i} > {n} / {i}) {i} = {after};"),)


def _sets_constant(source: Source, statement: Node, found: _Division) -> bool:
    """`flag = false;`"""
    parts = match("$x = $value;", statement)
    if parts is None or parts["$value"].type not in _CONSTANTS:
        return False
    return _is_other_integer(source, parts["$x"], found)


def _is_other_integer(source: Source, node: Node, found: _Division) -> bool:
    variable = variable_of(source, node)
    if variable is None or not variable.is_variable or variable.is_volatile or variable.type.reference:
        return False
    return variable_type(source, variable).is_integral and variable not in (found.counter.variable, found.number)


def _paired(source: Source, found: _Division, done: tuple[Node, ...]) -> tuple[TextEdit, ...] | None:
    """The loop that treats i and n / i together, where it counts or sums divisors."""
    i, n = found.names
    if (found.first == 2 and found.whole) or any(each.type == "comment" for each in walk(found.then)):
        return None
    texts: list[str] = []
    partners: list[str] = []
    for each in done:
        once = match("$x += 1;", each)
        parts = once or match("$x += $i;", each)
        if parts is None or not _is_other_integer(source, parts["$x"], found):
            return None
        if once is None and resolve(source, parts["$i"]) is not found.counter.variable:
            return None
        texts.append(text_of(each))
        partners.append(text_of(each) if once is not None else f"{text_of(parts['$x'])} += {n} / {i};")
    proper = found.first == 1 and not found.whole
    pair = f"{i} != 1 && {i} != {n} / {i}" if proper else f"{i} != {n} / {i}"
    second = partners[0] if len(partners) == 1 else f"{{ {' '.join(partners)} }}"
    margin = source.newline + indentation(source, found.then.start_byte)
    inner = margin if found.then.type != "compound_statement" else f"{margin}    "
    lines = (*texts, f"if ({pair}) {second}")
    block = (
        "{ " + " ".join(lines) + " }"
        if inner == margin
        else "{" + "".join(inner + each for each in lines) + margin + "}"
    )
    condition = found.loop.condition
    assert condition is not None, "a counted loop has one"
    limit = f"{i} < {n} && {i} <= {n} / {i}" if proper else f"{i} <= {n} / {i}"
    return (
        replaced(condition, limit),
        replaced(found.then, block),
    )
