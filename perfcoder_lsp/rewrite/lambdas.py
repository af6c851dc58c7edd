"""Lambdas whose life the text shows: what becomes of one, and what may change while it can still be called."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import call_around, read_call
from perfcoder_lsp.cpp.declarations import Kind
from perfcoder_lsp.cpp.facts.mutation import Changes, changes_of, changes_of_call
from perfcoder_lsp.cpp.functions import function_of, understood_function
from perfcoder_lsp.cpp.includes import has_directive, macro_words
from perfcoder_lsp.cpp.nodes import full_expression, is_inside, nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.scopes import declaration_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.uses import UseKind, uses
from perfcoder_lsp.rewrite.const_reference import is_suspended
from perfcoder_lsp.rewrite.standard import is_standard_call, is_standard_type

COPYING_ALGORITHMS = frozenset(
    {"sort", "stable_sort", "partial_sort", "nth_element", "is_sorted", "lower_bound", "upper_bound", "binary_search"}
    | {"equal_range", "max_element", "min_element", "minmax_element", "find_if", "find_if_not", "count_if", "all_of"}
    | {"any_of", "none_of", "remove_if", "partition", "stable_partition", "partition_point", "accumulate", "transform"}
    | {"make_heap", "push_heap", "pop_heap", "sort_heap", "unique", "adjacent_find", "for_each", "replace_if"}
)
_ORDERED = frozenset({"priority_queue", "set", "map", "multiset", "multimap"})
_HELD_METHODS = frozenset(
    {"push", "pop", "top", "emplace", "insert", "erase", "count", "find", "lower_bound", "upper_bound", "begin", "end"}
    | {"size", "empty", "clear", "rbegin", "rend"}
)


@dataclass(frozen=True)
class LambdaLife:
    """A lambda that is not kept beyond its block: `meanwhile` is the code that runs from its making to its last call;
    `given` says to whom it is given, `names` are the places where it is named."""

    node: Node
    meanwhile: tuple[Node, ...]
    given: str
    names: tuple[Node, ...] = ()


def life_of(source: Source, node: Node) -> LambdaLife | None:
    """The lambda, where the text shows all that becomes of it."""
    function = understood_function(source, parent_of(source, node) or node)
    itself = function_of(source, node)
    if function is None or itself is None or not itself.is_const or has_directive(source, function.node):
        return None
    if is_suspended(source, itself.body):
        return None
    if nodes_inside(source, function.node, "labeled_statement") or len(nodes_inside(source, node, node.type)) > 1:
        return None
    parent = parent_of(source, node)
    if parent is not None and parent.type == "init_declarator":
        return _named(source, node, parent)
    if parent is not None and parent.type == "call_expression" and parent.child_by_field_name("function") == node:
        return LambdaLife(node, (itself.body,), "a call") if _is_sole_call(source, parent) else None
    given = _receiver(source, node)
    return LambdaLife(node, (full_expression(source, node),), given) if given else None


def _receiver(source: Source, node: Node) -> str:
    """What a lambda, or its name, is given to that forgets it with the statement: a standard algorithm, or a call of
    it; empty for anything else."""
    parent = parent_of(source, node)
    if parent is not None and parent.type == "call_expression" and parent.child_by_field_name("function") == node:
        return "a call"
    call = call_around(source, node)
    if call is None or call.name not in COPYING_ALGORITHMS or not is_standard_call(source, call):
        return ""
    statement = parent_of(source, call.node)
    kept = call.name == "for_each" and (statement is None or statement.type != "expression_statement")
    return "" if kept else call.name


def _is_sole_call(source: Source, node: Node) -> bool:
    """Whether a lambda's call is all that its statement evaluates: the new value of a variable, a result."""
    call, parent = read_call(node), parent_of(source, node)
    if call is None or any(each.type not in ("identifier", "number_literal") for each in call.arguments):
        return False
    if parent is not None and parent.type == "assignment_expression":
        left = parent.child_by_field_name("left")
        if left is None or left.type != "identifier":
            return False
        parent = parent_of(source, parent)
    return parent is not None and parent.type in ("expression_statement", "init_declarator", "return_statement")


def _named(source: Source, node: Node, declarator: Node) -> LambdaLife | None:
    """A lambda under a name that is only called, and given to algorithms and containers of its block."""
    name, declaration = declarator.child_by_field_name("declarator"), parent_of(source, declarator)
    block = parent_of(source, declaration) if declaration is not None else None
    variable = declaration_of(source, name) if name is not None and name.type == "identifier" else None
    if variable is None or declaration is None or block is None or block.type != "compound_statement":
        return None
    if variable.kind is not Kind.LOCAL or not variable.is_sole or variable.name in macro_words(source):
        return None
    names = tuple(each.node for each in uses(source, variable))
    given = [_use_of_name(source, each, block) for each in names]
    if not given or not all(given):
        return None
    after = [each for each in block.named_children if each.start_byte >= declaration.start_byte]
    receiver = next((each for each in given if each != "decltype"), given[0])
    return LambdaLife(node, tuple(after), receiver, names)


def _use_of_name(source: Source, name: Node, block: Node) -> str:
    parent = parent_of(source, name)
    if parent is not None and parent.type == "decltype":
        return "decltype"
    listed = parent_of(source, parent) if parent is not None and parent.type == "parameter_declaration" else parent
    given = listed is not None and listed.type in ("argument_list", "parameter_list")
    holder = parent_of(source, listed) if given and listed is not None else None  # it may look like a function
    if holder is not None and holder.type in ("init_declarator", "function_declarator"):
        return _container_with(source, holder, name, block)
    function = function_of(source, name)
    return _receiver(source, name) if function is not None and function.kind != "lambda" else ""


def _container_with(source: Source, declarator: Node, name: Node, block: Node) -> str:
    """The ordered container of the block that keeps a comparator, and is itself only filled and asked."""
    declared = declarator.child_by_field_name("declarator")
    variable = declaration_of(source, declared) if declared is not None else None
    written = variable.node.child_by_field_name("type") if variable is not None else None
    if variable is None or written is None or variable.kind is not Kind.LOCAL or not is_standard_type(source, written):
        return ""
    kind, given = variable.type, variable.initializer.arguments if variable.initializer is not None else ()
    typed = any("decltype" in each.name for each in kind.arguments) or "decltype" in text_of(written)
    sole = [*map(text_of, given)] == [text_of(name)]
    if kind.name not in _ORDERED or not typed or not sole or not is_inside(variable.node, block):
        return ""
    held = all(
        not each.in_lambda
        and (each.kind is UseKind.RANGE_FOR or (each.kind is UseKind.MEMBER_CALL and each.method in _HELD_METHODS))
        for each in uses(source, variable)
    )
    return kind.name if held else ""


def changes_meanwhile(source: Source, life: LambdaLife) -> Iterator[Changes]:
    """What may change from the making of a lambda to its last call."""
    for each in life.meanwhile:
        yield from _changes(source, each, life.names)


def _changes(source: Source, node: Node, names: tuple[Node, ...]) -> Iterator[Changes]:
    """What a piece of code changes; giving the lambda away by its name, or calling it, does nothing by itself."""
    if node in names:
        return
    if not any(is_inside(each, node) for each in names):
        yield changes_of(source, node)
        return
    call = read_call(node)
    if call is not None and not any(each in names for each in (*call.arguments, node.child_by_field_name("function"))):
        yield changes_of_call(source, call)
    for child in node.children:
        yield from _changes(source, child, names)
