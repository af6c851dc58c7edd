"""Names and what they refer to: `resolve`, `candidates`, `declarations`, `variables`.

What the text can't tell (names that a base class outside the file may have, two declarations under `#if`, names that
are macros) resolves to None: unknown.
"""

from tree_sitter import Node

from perfcoder_lsp.cpp.binder import bind
from perfcoder_lsp.cpp.declarations import Declaration, Kind, Names, Scope
from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.nodes import ancestors, parent_of, text_of
from perfcoder_lsp.cpp.source import Source, per_source, walk
from perfcoder_lsp.cpp.type_parser import parse_type
from perfcoder_lsp.cpp.types import Type

_Meaning = tuple[tuple[Declaration, ...], bool]
_SHARED_SCOPES = frozenset({"class", "enum", "file", "namespace"})


@per_source
def names_of(source: Source) -> Names:
    """All names of a file."""
    return bind(source)


@per_source
def declarations(source: Source) -> tuple[Declaration, ...]:
    """All declarations, in text order."""
    return tuple(names_of(source).declarations)


def variables(source: Source, inside: Node | None = None) -> tuple[Declaration, ...]:
    """All variables (parameters and members too) that are declared in the file, or inside a node."""
    found = (each for each in declarations(source) if each.is_variable)
    if inside is None:
        return tuple(found)
    return tuple(d for d in found if inside.start_byte <= d.name_node.start_byte < inside.end_byte)


@per_source
def _by_name(source: Source) -> dict[str, list[Declaration]]:
    found: dict[str, list[Declaration]] = {}
    for each in declarations(source):
        found.setdefault(each.name, []).append(each)
    return found


def declarations_named(source: Source, name: str) -> tuple[Declaration, ...]:
    """Everything in the file that is called so, in any scope."""
    return tuple(_by_name(source).get(name, ()))


def declaration_of(source: Source, name_node: Node) -> Declaration | None:
    """The declaration that this name node itself makes."""
    return names_of(source).by_name_node.get(name_node.id)


def declared_in(source: Source, node: Node) -> Declaration | None:
    """The first declaration in a node: a parameter's, where it has a name."""
    found = (declaration_of(source, each) for each in walk(node))
    return next((each for each in found if each is not None), None)


@per_source
def _scopes_of_mentions(source: Source) -> dict[int, Scope]:
    return {node.id: scope for node, scope in names_of(source).mentions}


def scope_of(source: Source, mention: Node) -> Scope:
    """The scope that a mention of a name stands in."""
    return _scopes_of_mentions(source)[mention.id]


@per_source
def _mentioned(_: Source) -> dict[int, _Meaning]:
    """What the mentions mean that were asked for already, by node id."""
    return {}


def _meaning(source: Source, node: Node) -> _Meaning:
    """All that a mention of a name may refer to, and whether it can't be anything else."""
    known = _mentioned(source)
    if node.id not in known:
        scope = _scopes_of_mentions(source).get(node.id)
        named = _by_name(source).get(text_of(node)) if scope is not None else None
        known[node.id] = _candidates(source, node, scope, named) if scope is not None and named else ((), True)
    return known[node.id]


def _candidates(source: Source, node: Node, scope: Scope, named: list[Declaration]) -> _Meaning:
    parent = parent_of(source, node)
    if node.type == "field_identifier":
        return tuple(d for d in named if d.scope.kind in ("class", "enum")), True
    if parent is not None and parent.type == "qualified_identifier" and parent.child_by_field_name("name") == node:
        return tuple(d for d in named if d.scope.kind in _SHARED_SCOPES), True
    found = names_of(source).lookup(scope, text_of(node), node.start_byte)
    return (tuple(named), False) if found is None else (found, True)


def candidates(source: Source, node: Node) -> tuple[Declaration, ...]:
    """All declarations that a mention of a name may refer to: one where the text tells, more where it doesn't."""
    own = declaration_of(source, node)
    return (own,) if own is not None else _meaning(source, node)[0]


def is_certain(source: Source, node: Node) -> bool:
    """Whether a mention of a name refers to one thing, and the text tells which (of a member: at most one has the
    name)."""
    found, known = _meaning(source, node)
    return known and len(found) <= 1


def resolve(source: Source, node: Node) -> Declaration | None:
    """The declaration that a name refers to; None where the file doesn't declare it, or the text can't tell.

    Of overloaded functions it is the first. A member after `.` or `->` resolves where the object is a variable whose
    class is in this file.
    """
    found = candidates(source, node)
    known = declaration_of(source, node) is not None or _meaning(source, node)[1]
    if text_of(node) in macro_names(source) or not known:
        return None
    if node.type == "field_identifier" and declaration_of(source, node) is None:
        return _resolve_member(source, node, found)
    if len(found) > 1 and not all(each.kind is Kind.FUNCTION and each.scope is found[0].scope for each in found):
        return None
    return found[0] if found else None


def variable_of(source: Source, node: Node | None) -> Declaration | None:
    """The variable that an expression is the plain name of; None for any other expression."""
    found = resolve(source, node) if node is not None and node.type == "identifier" else None
    return found if found is not None and found.is_variable else None


def _resolve_member(source: Source, node: Node, found: tuple[Declaration, ...]) -> Declaration | None:
    parent = parent_of(source, node)
    owner = parent.child_by_field_name("argument") if parent is not None and parent.type == "field_expression" else None
    if owner is None or owner.type != "identifier":
        return None
    variable = resolve(source, owner)
    scope = names_of(source).classes.get(variable.type.name) if variable is not None else None
    inside = [each for each in found if each.scope is scope]
    return inside[0] if len(inside) == 1 else None


def type_at(source: Source, text: str, node: Node) -> Type:
    """The type that a text such as `vector<ll>` denotes at a node, aliases and macros resolved."""
    return parse_type(text, names_of(source).type_names(scope_at(source, node), node.start_byte))


def scope_at(source: Source, node: Node) -> Scope:
    """The innermost scope around a node."""
    by_node = names_of(source).scopes
    return next((by_node[each.id] for each in ancestors(source, node) if each.id in by_node), by_node[source.root.id])
