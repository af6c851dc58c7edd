"""Is a vector one of flags: does it hold only 0 and 1, and does each use mean the same for bools and for characters."""

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.comparisons import may_be_bool
from perfcoder_lsp.cpp.facts.containers_use import Access, Role, accesses, is_own_call
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.nodes import parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declarations_named, declared_in, resolve, type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.uses import UseKind

_CHARACTERS = frozenset({"char", "signed char", "unsigned char"})
_ARITHMETIC = frozenset({"+", "-", "*", "&", "|", "^", "==", "!=", "<", ">", "<=", ">=", "&&", "||"})
_SIZED = {"push_back": 1, "clear": 0, "pop_back": 0, "size": 0, "empty": 0, "reserve": 1}
_FILLED = frozenset({"assign", "resize"})
_OVER_ALL = frozenset({"fill", "count"})


def holds_flags(source: Source, vector: Declaration) -> bool:
    """Whether a vector of bools or characters, a plain variable that starts empty or with so many elements, holds only
    0 and 1, and is only used in ways that give the same for either type: no element is printed, referred to, or given
    to a function."""
    initial = vector.initializer
    if initial is not None and (initial.style != "paren" or not 1 <= len(initial.arguments) <= 2):
        return False
    given = initial.arguments if initial is not None else ()
    filled = len(given) < 2 or _is_flag(source, given[1], vector)
    return filled and all(_means_the_same(source, each, vector) for each in accesses(source, vector))


def _is_flag(source: Source, value: Node, vector: Declaration) -> bool:
    """Whether a value is 0 or 1: a bool, one of the literals, or an element of the vector itself."""
    value = unwrapped(value)
    if value.type == "subscript_expression":
        owner = value.child_by_field_name("argument")
        if owner is not None and owner.type == "identifier" and resolve(source, owner) is vector:
            return True
    kind = type_of(source, value)
    # in `vector<bool> v(n, false)` the grammar sees a parameter of type false
    known = literal(value) in (0, 1) or text_of(value) in ("true", "false")
    return known or (kind.name == "bool" and kind.is_integral)


def _means_the_same(source: Source, access: Access, vector: Declaration) -> bool:
    use = access.use
    if use.kind is UseKind.SUBSCRIPT and access.role is Role.ELEMENT:
        return _is_plain_element(source, use.expression, vector)
    if use.kind is UseKind.RANGE_FOR and access.loop is not None and access.role is Role.VISIT:
        visited = declared_in(source, access.loop)
        kind = visited.type if visited is not None else None
        return kind is not None and kind.is_arithmetic and not kind.reference and kind.name not in _CHARACTERS
    call = use.call
    if use.kind is not UseKind.MEMBER_CALL or call is None or call.object != use.node:
        return False
    if use.method in ("begin", "end"):
        return _is_over_all(source, call, vector)
    if use.method in _FILLED:
        sized = 1 <= len(call.arguments) <= 2 and type_of(source, call.arguments[0]).is_integral
        return sized and all(_is_flag(source, each, vector) for each in call.arguments[1:])
    known = _SIZED.get(use.method) == len(call.arguments)
    return known and (use.method != "push_back" or _is_flag(source, call.arguments[0], vector))


def _is_over_all(source: Source, end: Call, vector: Declaration) -> bool:
    """`fill(v.begin(), v.end(), false)`, `count(v.begin(), v.end(), 1)`."""
    listed = parent_of(source, end.node)
    around = parent_of(source, listed) if listed is not None else None
    call = read_call(around) if around is not None else None
    if call is None or call.object is not None or not call.in_std or call.name not in _OVER_ALL:
        return False
    if declarations_named(source, call.name) or len(call.arguments) != 3:
        return False
    ends = [read_call(each) for each in call.arguments[:2]]
    whole = all(
        each is not None and is_own_call(source, vector, each, name)
        for each, name in zip(ends, ("begin", "end"), strict=True)
    )
    return whole and _is_flag(source, call.arguments[2], vector)


def _is_plain_element(source: Source, element: Node, vector: Declaration) -> bool:
    """Whether `v[i]` is assigned a flag, or read as a number or a truth value."""
    node, parent = element, parent_of(source, element)
    while parent is not None and parent.type == "parenthesized_expression":
        node, parent = parent, parent_of(source, parent)
    operator = parent.child_by_field_name("operator") if parent is not None else None
    if parent is None or element.type != "subscript_expression":
        return False
    left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
    symbol = text_of(operator) if operator is not None else ""
    if parent.type == "assignment_expression" and left == node:
        around = parent_of(source, parent)
        alone = around is not None and around.type == "expression_statement"
        return alone and symbol == "=" and right is not None and _is_flag(source, right, vector)
    if parent.type == "assignment_expression" and left is not None and _is_flag_of(source, left, vector):
        return symbol == "="
    if parent.type == "binary_expression" and symbol in _ARITHMETIC:
        other = right if left == node else left
        return other is not None and type_of(source, other).is_arithmetic
    if parent.type == "return_statement":
        function = function_of(source, parent)
        result = type_at(source, function.return_type, parent) if function is not None else None
        return result is not None and result.is_arithmetic and result.name not in _CHARACTERS
    return may_be_bool(source, node) and not _binds(source, parent)


def _is_flag_of(source: Source, target: Node, vector: Declaration) -> bool:
    owner = target.child_by_field_name("argument") if target.type == "subscript_expression" else None
    return owner is not None and owner.type == "identifier" and resolve(source, owner) is vector


def _binds(source: Source, parent: Node) -> bool:
    """Whether a declaration makes a reference of the element, or leaves the type to it."""
    name = parent.child_by_field_name("declarator") if parent.type == "init_declarator" else None
    declared = resolve(source, name) if name is not None else None
    return name is not None and (declared is None or bool(declared.type.reference) or declared.type.is_auto)
