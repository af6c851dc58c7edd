"""Is a variable only read: could it be a reference to const, or a constant that all calls share."""

import re

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_of, read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.effects import Effect
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.containers_use import Role, accesses, is_own_call
from perfcoder_lsp.cpp.library import ITERATOR_METHODS
from perfcoder_lsp.cpp.nodes import enclosing, enclosing_statement, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.scopes import declaration_of
from perfcoder_lsp.cpp.source import Source, per_source, walk
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import Use, UseKind, uses

_NEVER = frozenset({UseKind.CAPTURE, UseKind.UNKNOWN, UseKind.UNEVALUATED, UseKind.CALLED})
_SHARED_NEVER = frozenset({UseKind.CAPTURE, UseKind.UNKNOWN, UseKind.CALLED, UseKind.RETURN, UseKind.ADDRESS})
_LITERALS = frozenset(
    {"number_literal", "char_literal", "string_literal", "raw_string_literal", "concatenated_string", "true", "false"}
)
_TYPED = frozenset({"decltype"})
_COMBINING = frozenset({"binary_expression", "unary_expression", "assignment_expression", "subscript_argument_list"})
_OF_REFERENCES = re.compile(r"<[^<>(){};]*[^&\s]\s*&(?!&)")
_COMPUTING = frozenset({"unary_expression", "binary_expression", "parenthesized_expression", "initializer_list"})


def only_reads(source: Source, variable: Declaration) -> bool:
    """Whether no use changes the variable, hands it out, returns it as it is, or captures it, and nothing asks for a
    capacity, which a copy may have less of."""
    if calls_of(source, "capacity") or has_bits(
        variable_type(source, variable)
    ):  # `auto bit = v[0];` would be no proxy any more
        return False
    return all(_reads(source, each) for each in uses(source, variable))


def has_bits(kind: Type) -> bool:
    """Whether a vector<bool> is somewhere in the type."""
    bits = kind.container == "vector" and any(each.name == "bool" for each in kind.arguments)
    return bits or any(map(has_bits, kind.arguments)) or (kind.element is not None and has_bits(kind.element))


def _reads(source: Source, use: Use) -> bool:
    if use.in_lambda or use.kind in _NEVER or use.kind is UseKind.RETURN:
        return False
    if _OF_REFERENCES.search(text_of(enclosing_statement(use.node))):  # `pair<string&, int> p{s, 1};`
        return False
    if not use.writes:
        return True
    bound = bound_by_auto(source, use.expression)
    return bool(bound) and all(only_reads(source, each) for each in bound)


def bound_by_auto(source: Source, expression: Node) -> tuple[Declaration, ...]:
    """The variables that `for (auto& x : expression)` or `auto& x = expression;` makes; empty for anything else."""
    parent = parent_of(source, expression)
    if parent is None:
        return ()
    if parent.type == "for_range_loop" and parent.child_by_field_name("right") == expression:
        holder, declarator = parent, parent.child_by_field_name("declarator")
    elif parent.type == "init_declarator" and parent.child_by_field_name("value") == expression:
        holder, declarator = parent_of(source, parent), parent.child_by_field_name("declarator")
    else:
        return ()
    kind = holder.child_by_field_name("type") if holder is not None else None
    if holder is not None and len(holder.children_by_field_name("declarator")) > 1:  # `auto` is the same for all
        return ()
    if kind is None or text_of(kind) != "auto" or declarator is None or declarator.type != "reference_declarator":
        return ()
    names = [each for each in walk(declarator) if each.type == "identifier"]
    found = [declaration_of(source, each) for each in names]
    return tuple(each for each in found if each is not None) if None not in found else ()


def literals_of(value: Node) -> tuple[Node, ...]:
    """The literals that an initial value is made of; empty where anything else takes part in it."""
    if value.type in _LITERALS:
        named = any(each.type == "identifier" for each in walk(value))  # a macro between strings
        return () if named else (value,)
    if value.type not in _COMPUTING:
        return ()
    parts = [literals_of(each) for each in value.named_children if each.type != "comment"]
    return tuple(each for part in parts for each in part) if all(parts) else ()


def can_be_constant(source: Source, variable: Declaration) -> bool:
    """Whether a local variable could be const, and one object for all runs of its block: the program would compile and
    do the same. Copies of it are made as before; what is returned or captured by name is not looked at further."""
    return all(_leaves_alone(source, variable, each) for each in uses(source, variable))


def _leaves_alone(source: Source, variable: Declaration, use: Use) -> bool:
    if use.kind in _SHARED_NEVER or use.method == "capacity":
        return False
    parent = parent_of(source, use.expression)
    if enclosing(source, use.node, _TYPED) is not None:  # the type that decltype yields would be another one
        return False
    if use.kind is UseKind.UNEVALUATED:
        return parent is not None and parent.type == "sizeof_expression"
    combined = parent is not None and parent.type in _COMBINING and bool(user_operators(source))
    if combined and not type_of(source, use.expression).is_arithmetic:  # an operator of the file may want no const
        return False
    given = use.call is not None and use.position is not None and not type_of(source, use.expression).is_arithmetic
    if (given or use.effect is Effect.ALIAS) and casts_const_away(source):
        return False
    if use.effect is Effect.ALIAS:
        return use.method not in ITERATOR_METHODS
    if not use.writes:
        return True
    bound = bound_by_auto(source, use.expression)
    return all(only_reads(source, each) for each in bound) if bound else _is_sought(source, variable, use)


def _is_sought(source: Source, variable: Declaration, use: Use) -> bool:
    """Whether the use is the initial value of `auto it`, an iterator through which nothing is written."""
    found = next((each for each in accesses(source, variable) if each.use.node == use.node), None)
    cursor = found.cursor if found is not None and found.role in (Role.SEEK, Role.VISIT) else None
    if cursor is None or not cursor.type.is_auto or cursor.type.reference or cursor.type.pointers:
        return False
    values = (each.child_by_field_name("value") for each in cursor.node.children_by_field_name("declarator"))
    calls = (read_call(each) if each is not None else None for each in values)
    if not all(each is not None and is_own_call(source, variable, each, each.name) for each in calls):
        return False  # `auto` is the same for all that are declared together
    return all(each.kind is UseKind.UPDATE or not each.writes for each in uses(source, cursor))


@per_source
def casts_const_away(source: Source) -> bool:
    """Whether the file casts to references or pointers, which may write to what is const."""
    casts = (each.child_by_field_name("type") for each in nodes_of_type(source, "cast_expression"))
    return bool(calls_of(source, "const_cast")) or any(
        each is not None and set("&*") & set(text_of(each)) for each in casts
    )
