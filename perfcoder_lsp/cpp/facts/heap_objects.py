"""Objects that a program makes by `new`: are any released again; may results depend on where they lie in memory."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_of
from perfcoder_lsp.cpp.declarations import Kind
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.includes import has_local_includes, macro_names, macro_words
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, enclosing, nodes_inside, nodes_of_type, text_of
from perfcoder_lsp.cpp.places import root_of
from perfcoder_lsp.cpp.scopes import declarations
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.tokens import tokenized
from perfcoder_lsp.cpp.types import Type

_OWNERS = frozenset(
    {"delete", "unique_ptr", "shared_ptr", "auto_ptr", "make_unique", "make_shared", "default_delete"}
    | {"any", "make_any"}
)
_ADDRESSES = frozenset({"reinterpret_cast", "uintptr_t", "intptr_t", "bit_cast", "owner_less"})
_BY_ADDRESS = frozenset(
    {"map", "set", "multimap", "multiset", "unordered_map", "unordered_set", "unordered_multimap"}
    | {"unordered_multiset", "priority_queue", "less", "greater", "hash"}
)
_COMPARING = ("sort", "stable_sort", "min_element", "max_element", "make_heap", "push_heap", "next_permutation")
_HARMLESS = frozenset({"==", "!=", "&&", "||", "and", "or", "not_eq"})


@per_source
def nothing_is_released(source: Source) -> bool:
    """Whether the program never destroys an object that `new` made, nor replaces `new` itself: it has no `delete`, and
    no pointer that deletes."""
    if has_local_includes(source) or _OWNERS & (macro_words(source) | macro_names(source)):
        return False
    if any(enclosing(source, each, CLASS_TYPES) is None for each in allocation_operators(source, source.root)):
        return False
    names = nodes_of_type(source, "identifier", "type_identifier")
    return not nodes_of_type(source, "delete_expression") and not any(text_of(each) in _OWNERS for each in names)


def allocation_operators(source: Source, node: Node) -> tuple[Node, ...]:
    """The names of the `operator new` and `operator delete` that are declared in a node."""
    names = nodes_inside(source, node, "operator_name")
    return tuple(each for each in names if "new" in text_of(each) or "delete" in text_of(each))


def addresses_matter(source: Source, name: str) -> bool:
    """Whether results may depend on the addresses of a class's objects: pointers to them are ordered, hashed,
    printed or made numbers, or what becomes of them is not clear."""
    return _speaks_of_addresses(source) or any(_tells(source, name))


@per_source
def _speaks_of_addresses(source: Source) -> bool:
    tokens = (token for run in tokenized(source).runs for token in run)
    return any(each.text in _ADDRESSES or (each.kind == "string" and "%p" in each.text) for each in tokens)


def _tells(source: Source, name: str) -> Iterator[bool]:
    """What may tell addresses, one place after the other."""
    for each in declarations(source):
        if each.kind is Kind.ALIAS:
            yield _points_to(each.type, name)
    for template in nodes_of_type(source, "template_type", "template_function"):
        of = template.child_by_field_name("name")
        if of is not None and text_of(of) in _BY_ADDRESS:
            yield any(text_of(each) == name for each in nodes_inside(source, template, "type_identifier"))
    for each in nodes_of_type(source, "binary_expression"):
        operator = each.child_by_field_name("operator")
        if operator is not None and text_of(operator) not in _HARMLESS:
            sides = (each.child_by_field_name("left"), each.child_by_field_name("right"))
            yield any(side is not None and _points_to(type_of(source, side), name) for side in sides)
    for each in nodes_of_type(source, "cast_expression"):
        value = each.child_by_field_name("value")
        yield value is not None and _points_to(type_of(source, value), name)
    for algorithm in _COMPARING:
        for call in calls_of(source, algorithm):
            if call.object is None and len(call.arguments) == 2:
                yield _mentions(source, call.arguments[0], name)


def _points_to(kind: Type, name: str) -> bool:
    return bool(kind.pointers) and kind.name.rpartition("::")[2] == name


def _mentions(source: Source, node: Node, name: str) -> bool:
    """Whether what is compared may hold such pointers."""
    root = root_of(source, node)
    pending = [root.type if root is not None else type_of(source, node)]
    while pending:
        kind = pending.pop()
        if not kind.name or kind.is_auto or kind.name.rpartition("::")[2] == name:
            return True
        pending += kind.arguments
    return False
