"""Rules of "Loop Efficiency Techniques": LP7."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_in
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.determinism import determinants
from perfcoder_lsp.cpp.facts.flow import has_plain_flow
from perfcoder_lsp.cpp.facts.mutation import changes_of, may_change
from perfcoder_lsp.cpp.facts.termination import may_end_early
from perfcoder_lsp.cpp.facts.threads import unless_threads
from perfcoder_lsp.cpp.facts.trips import is_invariant, literal, trip_count
from perfcoder_lsp.cpp.functions import find_functions, function_of
from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.loops import Loop, exits, loops
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, ancestors, is_inside, nodes_inside, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.scopes import declarations_named, resolve
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import statement_before
from perfcoder_lsp.strategy import Category

_PASSED_THROUGH = frozenset(
    {"binary_expression", "parenthesized_expression", "condition_clause", "argument_list", "cast_expression"}
    | {"unary_expression", "expression_statement", "assignment_expression", "init_declarator", "declaration"}
    | {"call_expression", "subscript_expression", "subscript_argument_list"}
)
_APART = frozenset(
    {"lambda_expression", "function_definition", "template_argument_list", "static_assert_declaration", "decltype"}
    | {"array_declarator", "sizeof_expression", "noexcept", "alias_declaration"}
)
_SHORT_CIRCUIT = frozenset({"&&", "||", "and", "or"})


@rule(
    id="LP7", category=Category.LOOP, summary="Call a function once that gives the same result in every pass", gain=1.1
)
def hoist_invariant_call(source: Source) -> Iterator[Finding]:
    """
    What it does: stores the result of a call in front of the loop whose condition or body makes it in every pass:
    `for (int i = 0; i < longest(words); i++)` becomes `const int limit = longest(words);` and a loop up to that.

    Why: the function computes the same number again each time; where it takes O(n) steps, the loop takes O(n^2). A
    compiler can only do so where it sees the function and knows that it ends.

    When not: the function does anything but compute its result; what it reads may change in the loop; an argument may
    change; the call might not happen at all (a loop that may not run, behind `&&`, in an `if`): it may fail or be slow;
    the file starts threads.

    Source: catalogue LP7, measured 1.1x where the compiler sees that the function is pure, else up to 1000x.
    """
    hoisted = (call for loop in loops(source) if (call := _hoisted(source, loop)) is not None)
    yield from (_finding(source, loop, call) for loop, call in unless_threads(source, hoisted))


def _hoisted(source: Source, loop: Loop) -> tuple[Loop, Call] | None:
    """The first call in a loop that can stand in front of it, with the loop."""
    own = (each for each in calls_in(source, loop.node) if find_functions(source, each.name))
    return next(((loop, each) for each in own if _may_hoist(source, loop, each)), None)


def _may_hoist(source: Source, loop: Loop, call: Call) -> bool:
    parent = parent_of(source, loop.node)
    block = parent is not None and parent.type == "compound_statement"
    counted = loop.kind != "for" or loop.counter is not None
    if not block or not counted or not _always_happens(source, loop, call.node) or _is_apart(source, loop, call.node):
        return False
    around = function_of(source, loop.node)
    return around is not None and _is_same_each_time(source, loop, call) and has_plain_flow(source, around)


def _always_happens(source: Source, loop: Loop, node: Node) -> bool:
    """Whether every execution of the loop statement evaluates the node, and nothing before it can change that."""
    condition = loop.condition
    if condition is not None and is_inside(node, condition):
        return loop.kind in ("for", "while") and _is_unconditional(source, node, condition)
    if loop.counter is None or literal(loop.counter.bound) is None or not is_inside(node, loop.body):
        return False
    if not _is_unconditional(source, node, loop.body):
        return False
    trips, left = trip_count(source, loop), exits(loop.node)
    runs = trips is not None and (trips.literal or 0) > 1 and not left.leaves and not left.skips
    return runs and not may_end_early(source, loop.body)


def _is_unconditional(source: Source, node: Node, outer: Node) -> bool:
    current = node
    while current != outer:
        parent = parent_of(source, current)
        if parent is None or (parent != outer and parent.type not in _PASSED_THROUGH):
            return False
        operator = parent.child_by_field_name("operator")
        first = parent.child_by_field_name("left") == current
        called = parent.child_by_field_name("function")
        if called is not None and (text_of(called) in macro_names(source) or text_of(called) == "assert"):
            return False
        if operator is not None and text_of(operator) in _SHORT_CIRCUIT and not first:
            return False
        if parent == outer and parent.type not in _PASSED_THROUGH | {"compound_statement"}:
            return False
        current = parent
    return True


def _is_same_each_time(source: Source, loop: Loop, call: Call) -> bool:
    found, declared = find_functions(source, call.name), declarations_named(source, call.name)
    if len(found) != 1 or len(declared) != 1 or call.object is not None or call.qualifier or call.template_arguments:
        return False
    if call.name in macro_names(source) or not type_of(source, call.node).is_arithmetic:
        return False
    decisive = determinants(source, found[0])
    if decisive is None or nodes_inside(source, call.node, "lambda_expression"):
        return False
    names = [
        resolve(source, each) for argument in call.arguments for each in nodes_inside(source, argument, "identifier")
    ]
    outside = all(each is not None and not is_inside(each.name_node, loop.node) for each in names)
    changes = changes_of(source, loop.node)
    steady = not any(may_change(changes, each) for each in decisive)
    return steady and outside and all(is_invariant(source, each, loop.node) for each in call.arguments)


def _is_apart(source: Source, loop: Loop, call: Node) -> bool:
    """Whether a call stands where a constant of the function can't: in a lambda, a class, a constant expression, or
    where a type or a temporary is made of it."""
    outer = parent_of(source, call)
    references = nodes_of_type(source, "reference_declarator", "abstract_reference_declarator")
    if outer is not None and outer.type == "argument_list" and any(text_of(x).startswith("&&") for x in references):
        return True  # a parameter may tell a temporary from a constant
    for each in ancestors(source, call):
        if each == loop.node:
            return False
        if each.type in _APART or each.type in CLASS_TYPES:
            return True
        if each.type == "declaration":
            head = source.text[each.start_byte : call.start_byte]
            return b"constexpr" in head or b"constinit" in head or b"&&" in head
    return True


def _finding(source: Source, loop: Loop, call: Call) -> Finding:
    kind, text = type_of(source, call.node).decayed, " ".join(text_of(call.node).split())
    name = unused_name(source, f"{call.name}_result")
    same = [each.node for each in calls_in(source, loop.node) if " ".join(text_of(each.node).split()) == text]
    inner = [each for each in same if _may_replace(source, loop, each)]
    line = line_of(source, loop.range.start)
    return Finding(
        title=f"Compute {text} once before the loop",
        explanation=(
            f"Every pass of the loop in line {line} calls `{text}`. `{call.name}` only computes its result, and "
            "nothing in the loop changes what the result depends on, so it is the same each time."
        ),
        edits=(
            statement_before(source, loop.node, f"const {kind} {name} = {text};"),
            *(replaced(each, name) for each in inner),
        ),
        range=node_range(loop.node),
    )


def _may_replace(source: Source, loop: Loop, call: Node) -> bool:
    """Whether the names in another call of the same text mean the same as in front of the loop."""
    if _is_apart(source, loop, call):
        return False
    names = (resolve(source, each) for each in nodes_inside(source, call, "identifier"))
    return all(each is not None and not is_inside(each.name_node, loop.node) for each in names)
