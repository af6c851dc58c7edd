"""Whether anybody reads a variable's value after a piece of code: if not, the code need not leave one."""

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.effects import Effect
from perfcoder_lsp.cpp.facts.flow import uses_after
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_directive
from perfcoder_lsp.cpp.nodes import FUNCTION_TYPES, ancestors, is_inside, nodes_inside, parent_of
from perfcoder_lsp.cpp.operands import assigned
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.uses import Use, UseKind, uses, uses_in

_LOCAL = frozenset({Kind.LOCAL, Kind.FOR_INIT, Kind.PARAMETER})


def is_dead_after(source: Source, variable: Declaration, node: Node) -> bool:
    """Whether the value that a local variable has when the node ends is never read: the variable is declared in the
    node, or each mention that may follow comes after an assignment of a new value that certainly ran."""
    if is_inside(variable.name_node, node):
        return True
    function = function_of(source, node)
    if variable.kind not in _LOCAL or variable.type.reference or variable.is_volatile or function is None:
        return False
    if nodes_inside(source, function.node, "labeled_statement") or has_directive(source, function.node):
        return False
    if any(each.in_lambda or each.escapes for each in uses(source, variable)):
        return False
    return not any(_reads(source, each, variable, node) for each in uses_after(source, variable, node))


def _reads(source: Source, use: Use, variable: Declaration, node: Node) -> bool:
    """Whether a use after the node may read the value that the node left."""
    if is_inside(use.node, node) or use.kind is UseKind.UNEVALUATED or _is_assigned(source, use.node):
        return False
    return not _is_renewed(source, use.node, variable, node)


def _is_assigned(source: Source, mention: Node) -> bool:
    """`x = …`, where x is a plain variable on the left."""
    parent = parent_of(source, mention)
    pair = assigned(parent) if parent is not None else None
    return pair is not None and pair[0] == mention


def _is_renewed(source: Source, mention: Node, variable: Declaration, node: Node) -> bool:
    """Whether a statement that certainly ran between the node and the mention gave the variable a new value: one before
    it in the same block, or the initializer of a loop around it."""
    current = mention
    for around in ancestors(source, mention):
        if around.type in FUNCTION_TYPES or is_inside(node, current):
            return False
        if around.type == "for_statement" and not is_inside(node, around):
            first = around.child_by_field_name("initializer")
            if first is not None and first != current and _assigns(source, first, variable):
                return True
        parent = parent_of(source, around)
        if around.type == "compound_statement" and parent is not None and parent.type != "switch_statement":
            before = [each for each in around.named_children if each.end_byte <= current.start_byte]
            after = [each for each in before if not is_inside(node, each)]
            since = max((each.end_byte for each in before if is_inside(node, each)), default=0)
            if any(each.start_byte >= since and _assigns(source, each, variable) for each in after):
                return True
        current = around
    return False


def _assigns(source: Source, statement: Node, variable: Declaration) -> bool:
    """Whether a statement is a plain assignment of a value to the variable that does not mention it otherwise."""
    if statement.type == "expression_statement" and statement.named_children:
        statement = statement.named_children[0]
    if statement.type == "for_statement":
        first = statement.child_by_field_name("initializer")
        return first is not None and _assigns(source, first, variable)
    left = statement.child_by_field_name("left")
    if statement.type != "assignment_expression" or left is None or resolve(source, left) is not variable:
        return False
    found = uses_in(source, variable, statement)
    return len(found) == 1 and found[0].effect is Effect.WRITE
