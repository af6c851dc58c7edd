"""How a container lives: in which block, whether empty at first, and whether it is filled first and then only asked."""

from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.facts.containers_use import Access, Role, accesses
from perfcoder_lsp.cpp.functions import Function, find_functions, function_of
from perfcoder_lsp.cpp.includes import has_directive
from perfcoder_lsp.cpp.nodes import ancestors, nodes_inside, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.uses import UseKind, uses


@dataclass(frozen=True)
class Phases:
    """A container's life in two parts: up to the statement `asked` it is only filled, and from there on only asked."""

    fills: tuple[Access, ...]
    queries: tuple[Access, ...]
    asked: Node


def life_block(source: Source, variable: Declaration) -> Node | None:
    """The block that a variable's life is one run of: that of a local's declaration, or main's for a global that only
    main uses, where it runs once. None where jumps or directives leave open what runs when."""
    if variable.kind is Kind.GLOBAL:
        main = main_once(source)
        functions = [function_of(source, each.node) for each in uses(source, variable)]
        if main is None or not functions or any(each is not main for each in functions):
            return None
        return plain_block(source, main.body)
    return plain_block(source, parent_of(source, variable.node)) if variable.kind is Kind.LOCAL else None


def plain_block(source: Source, block: Node | None) -> Node | None:
    """A block whose statements run one after the other, as far as control gets; None where jumps or directives leave
    that open."""
    function = function_of(source, block) if block is not None else None
    if block is None or block.type != "compound_statement" or function is None or function.node.has_error:
        return None
    if nodes_inside(source, function.node, "labeled_statement") or has_directive(source, block):
        return None
    return block


@per_source
def main_once(source: Source) -> Function | None:
    """The function main, where nothing besides its definition names it: it runs once."""
    found = find_functions(source, "main")
    named = sum(text_of(each) == "main" for each in nodes_of_type(source, "identifier"))
    return found[0] if len(found) == 1 and found[0].kind == "free" and named == 1 else None


def starts_empty(variable: Declaration) -> bool:
    """Whether a container is declared without elements."""
    initial = variable.initializer
    return initial is None or (initial.style != "copy" and not initial.arguments)


def statement_in(source: Source, block: Node, node: Node) -> Node | None:
    """The statement directly in a block that a node is part of."""
    current = node
    for each in ancestors(source, node):
        if each == block:
            return current
        current = each
    return None


def phases(source: Source, container: Declaration) -> Phases | None:
    """The two phases of a container's life; None where filling and asking are not apart for sure: in one loop, in
    several functions, or where something else happens to it. Questions may stand in lambdas, fillings may not."""
    found = accesses(source, container)
    fills = tuple(each for each in found if each.role is Role.GROW)
    queries = tuple(each for each in found if each.role is not Role.GROW)
    if not queries or any(each.role in (Role.OTHER, Role.REMOVE) or each.use.kind is UseKind.CAPTURE for each in found):
        return None
    if any(each.use.in_lambda for each in fills) or any(
        each.role is Role.ELEMENT and each.use.writes for each in found
    ):
        return None
    block = life_block(source, container)
    if block is None:
        return None
    filling = [statement_in(source, block, each.use.node) for each in fills]
    asking = [statement_in(source, block, each.use.node) for each in queries]
    if any(each is None or each.type == "else_clause" for each in (*filling, *asking)):
        return None
    last = max((each.end_byte for each in filling if each is not None), default=container.node.end_byte)
    asked = min((each for each in asking if each is not None), key=lambda each: each.start_byte)
    if asked.start_byte < last or (container.kind is Kind.LOCAL and asked.start_byte < container.node.end_byte):
        return None
    return Phases(fills, queries, asked)
