"""Rule of "Numerical Computation Optimization": NUM14."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import insert_include, line_of, replaced
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.trips import is_invariant, literal
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import has_error, text_of, unwrapped
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.scopes import variable_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable, read_update, same_text, statements_of, steps_of
from perfcoder_lsp.rewrite.layout import in_place_of
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_call, standard
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit


@dataclass(frozen=True)
class _Search:
    """A loop that tries all numbers for the largest that divides both; `keep` is what it does with it, but for the
    number: `g = ` or `return `."""

    loop: Loop
    one: Node
    other: Node
    keep: str


@rule(id="NUM14", category=Category.NUMERICAL, summary="Find common divisors by remainders", gain=10)
def common_divisor(source: Source) -> Iterator[Finding]:
    """
    What it does: in a loop that subtracts the smaller of two numbers from the larger until they are equal, takes a
    remainder for each row of subtractions; replaces a loop that tries all numbers up to min(a, b) for one that divides
    both by `std::gcd`.

    Why: Euclid's algorithm takes a number of steps that grows with the digits of the numbers, not with the numbers.

    When not: the loop does anything else; the numbers are not two plain integers of one type; a number that is tried is
    not compared with both; the counter is used afterwards. A loop that takes remainders already is left alone: the
    library's function was measured slower than it.

    Source: catalogue NUM14, measured 33x. Euclid's Elements, book VII.
    """
    for loop in loops(source):
        if loop.condition is None or has_error(loop.node):
            continue
        if loop.kind == "while" and (subtracting := _subtractions(source, loop)):
            yield _take_remainders(source, loop, subtracting)
        elif source.language == "c++" and (search := _search(source, loop)) is not None:
            yield _call_library(source, search)


def _are_numbers(source: Source, *nodes: Node) -> bool:
    """Whether the nodes are different variables of one integer type, in a function that was understood."""
    found = [variable_of(source, each) for each in nodes]
    known = [each for each in found if each is not None and _is_plain(source, each)]
    function = function_of(source, nodes[0])
    if len(known) != len(nodes) or len(set(map(id, known))) != len(nodes) or function is None:
        return False
    kinds = {variable_type(source, each).decayed for each in known}
    kind = kinds.pop()
    return not kinds and kind.is_integral and kind.name not in ("bool", "char") and not has_error(function.node)


def _is_plain(source: Source, variable: Declaration) -> bool:
    return variable.is_variable and not variable.is_volatile and variable.name not in macro_words(source)


def _subtractions(source: Source, loop: Loop) -> tuple[tuple[Node, Node, Node], ...]:
    """The subtractions of `while (a != b) if (a > b) a -= b; else b -= a;`, each with its larger and smaller number."""
    pair = operands(loop.condition, "!=") if loop.condition is not None else None
    body = statements_of(loop.body)
    if pair is None or len(body) != 1 or body[0].type != "if_statement" or not _are_numbers(source, *pair):
        return ()
    clause, then = body[0].child_by_field_name("condition"), body[0].child_by_field_name("consequence")
    otherwise = body[0].child_by_field_name("alternative")
    value = clause.child_by_field_name("value") if clause is not None else None
    if clause is None or clause.child_by_field_name("initializer") is not None or value is None:
        return ()
    if then is None or otherwise is None or len(otherwise.named_children) != 1:
        return ()
    more, less = operands(value, ">", ">="), operands(value, "<", "<=")
    larger = more[0] if more is not None else less[1] if less is not None else None
    smaller = more[1] if more is not None else less[0] if less is not None else None
    if larger is None or smaller is None or {text_of(larger), text_of(smaller)} != {text_of(each) for each in pair}:
        return ()
    first = _difference(then, larger, smaller)
    second = _difference(otherwise.named_children[0], smaller, larger)
    found = (first, larger, smaller), (second, smaller, larger)
    return tuple((step, one, other) for step, one, other in found if step is not None) if first and second else ()


def _difference(branch: Node, larger: Node, smaller: Node) -> Node | None:
    """The expression `a -= b` of a branch that does nothing else."""
    steps = steps_of(branch)
    update = read_update(steps[0]) if len(steps) == 1 else None
    if update is None or update.operator != "-" or update.amount is None or steps[0].type != "expression_statement":
        return None
    fits = same_text(update.target, larger) and same_text(update.amount, smaller)
    return steps[0].named_children[0] if fits else None


def _take_remainders(source: Source, loop: Loop, subtractions: tuple[tuple[Node, Node, Node], ...]) -> Finding:
    one, other = (text_of(each) for each in subtractions[0][1:])
    edits: list[TextEdit] = []
    for step, larger, smaller in subtractions:
        text = f"{text_of(larger)} = ({text_of(larger)} - 1) % {text_of(smaller)} + 1"
        edits.append(replaced(step, text))
    return Finding(
        title="Take remainders instead of subtracting again and again",
        explanation=(
            f"The loop in line {line_of(source, loop.node.start_byte)} subtracts `{one}` and `{other}` from each other "
            f"until they are equal, up to max({one}, {other}) times. `({one} - 1) % {other} + 1` is what a whole row "
            "of subtractions leaves: O(log n) for O(n)."
        ),
        edits=tuple(edits),
        range=node_range(loop.node),
    )


def _search(source: Source, loop: Loop) -> _Search | None:
    """`for (int i = 1; i <= min(a, b); i++) if (a % i == 0 && b % i == 0) g = i;`, or downwards with an end."""
    counter, steps = loop.counter, steps_of(loop.body)
    if counter is None or not counter.in_header or abs(counter.step) != 1 or len(steps) != 1:
        return None
    low, high = (counter.start, counter.bound) if counter.step > 0 else (counter.bound, counter.start)
    least = literal(low)
    starts_at_one = least == 1 if counter.comparison in ("<=", ">=") else (least == 0 and counter.comparison == ">")
    numbers = _smaller_of(source, high)
    step = steps[0]
    clause, then = step.child_by_field_name("condition"), step.child_by_field_name("consequence")
    value = clause.child_by_field_name("value") if clause is not None and step.type == "if_statement" else None
    if not starts_at_one or numbers is None or value is None or then is None or not is_replaceable(source, loop.node):
        return None
    if step.child_by_field_name("alternative") or len(clause.named_children if clause is not None else ()) != 1:
        return None
    tested = operands(value, "&&", "and")
    divided = [_divided(each, counter.variable.name) for each in tested] if tested is not None else []
    if {text_of(each) for each in divided if each is not None} != {text_of(each) for each in numbers}:
        return None
    if not all(is_invariant(source, each, loop.node) for each in numbers):
        return None
    keep = _kept(source, then, counter.variable, ends=counter.step < 0)
    return _Search(loop, *numbers, keep) if keep and _are_numbers(source, *numbers) else None


def _smaller_of(source: Source, node: Node) -> tuple[Node, Node] | None:
    """The numbers of `min(a, b)` or `a < b ? a : b`."""
    node = unwrapped(node)
    call = read_call(node)
    if call is not None:
        known = call.name == "min" and len(call.arguments) == 2 and is_standard_call(source, call)
        return (call.arguments[0], call.arguments[1]) if known else None
    first, second = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
    test = node.child_by_field_name("condition")
    if node.type != "conditional_expression" or first is None or second is None or test is None:
        return None
    less, more = operands(test, "<", "<="), operands(test, ">", ">=")
    ordered = less if less is not None else more[::-1] if more is not None else None
    if ordered is None or not (same_text(first, ordered[0]) and same_text(second, ordered[1])):
        return None
    return ordered[0], ordered[1]


def _divided(test: Node, counter: str) -> Node | None:
    """The number of `a % i == 0` or `!(a % i)`."""
    test, compared = unwrapped(test), operands(test, "==")
    inner = (
        test.child_by_field_name("argument") if test.type == "unary_expression" and text_of(test)[0] == "!" else None
    )
    if compared is not None and text_of(compared[1]) == "0":
        inner = compared[0]
    parts = operands(inner, "%") if inner is not None else None
    return parts[0] if parts is not None and text_of(parts[1]) == counter else None


def _kept(source: Source, then: Node, counter: Declaration, *, ends: bool) -> str:
    """`g = ` of `g = i;`, or of `g = i; break;` and `return i;` where the loop must end with the first; else empty."""
    steps = steps_of(then)
    if ends and len(steps) == 1 and steps[0].type == "return_statement":
        value = steps[0].named_children
        return "return " if len(value) == 1 and text_of(value[0]) == counter.name else ""
    breaks = ends and len(steps) == 2 and steps[1].type == "break_statement"
    update = read_update(steps[0]) if breaks or (not ends and len(steps) == 1) else None
    if update is None or update.operator or update.amount is None or text_of(update.amount) != counter.name:
        return ""
    target = variable_of(source, update.target)
    kind = variable_type(source, target) if target is not None else None
    plain = target is not None and _is_plain(source, target) and target is not counter
    return f"{text_of(update.target)} = " if plain and kind is not None and kind.is_integral else ""


def _call_library(source: Source, search: _Search) -> Finding:
    loop, one, other = search.loop.node, text_of(search.one), text_of(search.other)
    ranges = [(each, value_range(source, each)) for each in (search.one, search.other)]
    doubtful = [text_of(each) for each, known in ranges if known is None or known.low <= 0]
    guard = f"if ({' && '.join(f'{each} > 0' for each in doubtful)}) " if doubtful else ""
    text = f"{guard}{search.keep}{standard(source, 'gcd')}({one}, {other});"
    include = insert_include(source, "<numeric>")
    return Finding(
        title=f"Compute gcd({one}, {other}) with the library",
        explanation=(
            f"The loop in line {line_of(source, loop.start_byte)} divides both `{one}` and `{other}` by every number "
            "up to the smaller one, O(n) divisions, for their greatest common divisor; Euclid's takes O(log n)."
        ),
        edits=(in_place_of(source, loop, text), *((include,) if include is not None else ())),
        range=node_range(loop),
        notes=("std::gcd needs C++17.",),
    )
