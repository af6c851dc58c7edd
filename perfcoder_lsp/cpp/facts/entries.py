"""From which places in a function control goes on to a piece of code in another one."""

from tree_sitter import Node

from perfcoder_lsp.cpp.functions import Function, functions
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.nodes import ancestors, nodes_of_type, text_of
from perfcoder_lsp.cpp.scopes import declaration_of
from perfcoder_lsp.cpp.source import Source, per_source


def entries(source: Source, node: Node, start: Function) -> tuple[Node, ...] | None:
    """The places in a function from which a node runs: the node itself where it stands there, else every mention of a
    function that leads to it. None where something else may run it: an initial value, a method, a macro."""
    found: list[Node] = []
    pending, seen = [node], set[int]()
    while pending:
        at = pending.pop()
        around = outer_function(source, at)
        if around is None:
            return None
        if around is start:
            found.append(at)
        elif around.node.id not in seen:
            seen.add(around.node.id)
            if around.kind != "free" or around.name in macro_words(source):
                return None
            pending += _mentions(source).get(around.name, ())
    return tuple(found)


def outer_function(source: Source, node: Node) -> Function | None:
    """The function definition around a node, past all lambdas."""
    outer = None
    for each in ancestors(source, node):
        if each.type == "function_definition":
            outer = _definitions(source).get(each.id, outer)
    return outer


@per_source
def _definitions(source: Source) -> dict[int, Function]:
    return {each.node.id: each for each in functions(source) if each.kind != "lambda"}


@per_source
def _mentions(source: Source) -> dict[str, list[Node]]:
    """All identifiers but those that declare what they name, by their text."""
    found: dict[str, list[Node]] = {}
    for each in nodes_of_type(source, "identifier"):
        if declaration_of(source, each) is None:
            found.setdefault(text_of(each), []).append(each)
    return found
