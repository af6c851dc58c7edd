"""What constructing an object may do with what it is made of: keep a reference to it, or take it as not const."""

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Kind
from perfcoder_lsp.cpp.functions import find_functions
from perfcoder_lsp.cpp.includes import has_local_includes
from perfcoder_lsp.cpp.library import ITERATOR_METHODS
from perfcoder_lsp.cpp.nodes import nodes_inside
from perfcoder_lsp.cpp.scopes import declarations, names_of
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.types import Type


def may_bind(source: Source, target: Type, given: Type) -> bool:
    """Whether converting a value to a class of the file may tie it to the value, or take that as not const."""
    of_file = target.name in names_of(source).classes and target.name != given.name
    return of_file and binds_references(source)


@per_source
def binds_references(source: Source) -> bool:
    """Whether constructing an object may tie it to its arguments: a class of the file has a reference member or a
    constructor that takes a non-const reference, or classes from other headers are in play."""
    if has_local_includes(source):
        return True
    members = (each for each in declarations(source) if each.kind is Kind.MEMBER)
    if any(each.type.reference or each.type.is_view for each in members):
        return True
    classes = names_of(source).classes
    constructors = (each for name in classes for each in find_functions(source, name) if each.kind == "constructor")
    return any(
        _keeps_address(source, function.node) or any(takes_reference(each.type_text) for each in function.parameters)
        for function in constructors
    )


def _keeps_address(source: Source, constructor: Node) -> bool:
    """Whether a constructor may keep a pointer to what it is given: it takes an address, or an iterator."""
    addresses = (each.children[0].type == "&" for each in nodes_inside(source, constructor, "pointer_expression"))
    found = (read_call(each) for each in nodes_inside(source, constructor, "call_expression"))
    return any(addresses) or any(each is not None and each.name in ITERATOR_METHODS for each in found)


def takes_reference(type_text: str) -> bool:
    return "&&" in type_text or ("&" in type_text and "const" not in type_text.split())
