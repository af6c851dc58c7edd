"""Does control go through a function only as its `if`s, loops and jumps show; which statements come after which."""

from collections.abc import Iterator
from itertools import pairwise, takewhile

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.facts.termination import may_end_early
from perfcoder_lsp.cpp.functions import Function, is_macro_block
from perfcoder_lsp.cpp.includes import has_directive, macros
from perfcoder_lsp.cpp.loops import loops_around
from perfcoder_lsp.cpp.nodes import FUNCTION_TYPES, LOOP_TYPES, ancestors, is_inside, nodes_inside, symbol_of, text_of
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.uses import Use, uses

_STEERING = frozenset(
    {"for", "while", "do", "if", "else", "goto", "return", "break", "continue", "switch", "case", "throw"}
    | {"try", "catch", "co_await", "co_yield", "co_return", "setjmp", "longjmp"}
)
_JUMPS = ("labeled_statement", "goto_statement", "gnu_asm_expression", "seh_try_statement")
_SUSPENDING = ("co_await_expression", "co_yield_statement", "co_return_statement")
_WORDS = frozenset({"setjmp", "longjmp", "co_await", "co_yield", "co_return"})
_LEFT_SIDEWAYS = frozenset({"switch_statement", "try_statement"})
_LAZY = frozenset({"&&", "||", "and", "or"})
_CHOOSING = frozenset({"conditional_expression", "if_statement", "switch_statement"})
_STRAIGHT = frozenset({"expression_statement", "declaration"})
_EVALUATED = _STRAIGHT | frozenset(
    {"binary_expression", "unary_expression", "assignment_expression", "update_expression", "subscript_expression"}
    | {"call_expression", "field_expression", "cast_expression", "parenthesized_expression", "pointer_expression"}
    | {"subscript_argument_list", "argument_list", "initializer_list", "comma_expression", "init_declarator"}
    | {"condition_clause", "return_statement"}
)
_LEAVING = frozenset({"return_statement", "throw_statement", "continue_statement"})


@per_source
def _steering_macros(source: Source) -> frozenset[str]:
    return frozenset(each.name for each in macros(source) if each.words & _STEERING or "##" in each.body)


def has_plain_flow(source: Source, function: Function) -> bool:
    """Whether the statements of a function run in the order that its text shows: no labels, no coroutine, no macro that
    hides a loop or jump, nothing under #if, no syntax error."""
    node = function.node
    if node.has_error or has_directive(source, node) or nodes_inside(source, node, *_JUMPS, *_SUSPENDING):
        return False
    if any(is_macro_block(source, each) for each in nodes_inside(source, node, "function_definition")):
        return False
    steering = _steering_macros(source) | _WORDS
    names = nodes_inside(source, node, "identifier", "type_identifier", "statement_identifier")
    return not any(text_of(each) in steering for each in names)


def is_left_before(source: Source, node: Node, later: Node) -> bool:
    """Whether control that passes the node leaves the function, or the pass of the innermost loop around it, before it
    can reach a node that stands later in the text, in a function with plain flow."""
    if _in_other_branch(source, node, later):
        return True
    for step, holder in _steps_up(source, node):
        following = (each for each in holder.named_children if each.start_byte >= step.end_byte)
        if any(each.type in _LEAVING and each.end_byte <= later.start_byte for each in following):
            return True
        if _holds(holder, later):
            return False
    return False


def always_follows(source: Source, statement: Node, node: Node) -> bool:
    """Whether control that passes a statement always goes on to evaluate a node that stands later in its block, with
    nothing but expressions and declarations in between."""
    step = node
    for each in ancestors(source, node):
        if each == statement.parent:
            break
        lazy = (
            each.type == "binary_expression" and symbol_of(each) in _LAZY and each.child_by_field_name("left") != step
        )
        chosen = each.type in _CHOOSING and each.child_by_field_name("condition") != step
        if lazy or chosen or each.type not in _EVALUATED | _CHOOSING:
            return False
        step = each
    between = (each for each in _siblings(statement) if each.end_byte <= step.start_byte and each.type != "comment")
    return step.start_byte >= statement.end_byte and all(
        each.type in _STRAIGHT and not may_end_early(source, each) for each in between
    )


def _siblings(statement: Node) -> Iterator[Node]:
    """What stands behind a statement in its block."""
    following = statement.next_named_sibling
    while following is not None:
        yield following
        following = following.next_named_sibling


def uses_after(source: Source, variable: Declaration, node: Node) -> tuple[Use, ...]:
    """The uses of a local variable that may run after a node: those later in the text, and all those in a loop around
    it that does not make the variable anew in every pass, the node's own too."""
    bodies = [each.child_by_field_name("body") or each for each in loops_around(source, node)]
    again = [each.parent for each in bodies if each.parent is not None and not is_inside(variable.name_node, each)]
    return tuple(
        use
        for use in uses(source, variable)
        if use.node.start_byte >= node.end_byte or any(is_inside(use.node, each) for each in again)
    )


def _steps_up(source: Source, node: Node) -> Iterator[tuple[Node, Node]]:
    """The blocks around a node within its innermost loop or function, each with its child that the node stands in; none
    in a `switch` or `try`, which a `break` or an exception can leave."""
    around = list(takewhile(lambda each: each.type not in LOOP_TYPES | FUNCTION_TYPES, ancestors(source, node)))
    if any(each.type in _LEFT_SIDEWAYS for each in around):
        return
    for step, holder in pairwise((node, *around)):
        if holder.type == "compound_statement":
            yield step, holder


def _in_other_branch(source: Source, node: Node, later: Node) -> bool:
    """Whether an `if` has the one in its first branch and the other in its second."""
    for each in ancestors(source, node):
        if each.type in LOOP_TYPES | FUNCTION_TYPES:
            return False
        if each.type == "if_statement" and each.start_byte <= later.start_byte < each.end_byte:
            first, second = each.child_by_field_name("consequence"), each.child_by_field_name("alternative")
            return first is not None and second is not None and _holds(first, node) and _holds(second, later)
    return False


def _holds(outer: Node, node: Node) -> bool:
    return outer.start_byte <= node.start_byte < outer.end_byte
