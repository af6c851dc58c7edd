"""The iterators that `find` of a map or set returns: whether what is done with them is the same for a hash table."""

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_in, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.facts.mutation import changes_of_call, may_change
from perfcoder_lsp.cpp.nodes import LOOP_TYPES, ancestors, is_inside, parent_of, text_of, unwrapped, wrapped
from perfcoder_lsp.cpp.scopes import declaration_of, resolve, variable_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.uses import Use, UseKind, uses
from perfcoder_lsp.text import TextEdit

_GROWING = frozenset({"insert", "emplace", "try_emplace"})
_EQUALITY = frozenset({"==", "!="})


def result_is_order_free(source: Source, variable: Declaration, call: Call) -> bool:
    """Whether the result of `m.find(k)` or `m.end()` is only compared with another one of the same container,
    dereferenced on the spot, or kept in a variable of which the same holds and that no insertion can invalidate."""
    node = wrapped(source, call.node)
    parent = parent_of(source, node)
    if parent is None:
        return False
    if parent.type == "binary_expression":
        return _compares_found(source, variable, parent)
    if call.name == "end":
        return False
    if parent.type in ("field_expression", "pointer_expression"):
        return parent.type == "field_expression" or parent.children[0].type == "*"
    kept = kept_in(source, variable, node)
    return kept is not None and _is_used_in_place(source, variable, kept)


def kept_in(source: Source, variable: Declaration, found: Node) -> Declaration | None:
    """The local variable that `auto it = m.find(k);` or `map<K, V>::iterator it = m.find(k);` declares, or the variable
    declared so that `it = m.find(k)` assigns to; None where the result goes elsewhere."""
    parent = parent_of(source, found)
    if parent is None:
        return None
    if parent.type == "init_declarator":
        name = parent.child_by_field_name("declarator")
        kept = declaration_of(source, name) if name is not None else None
    elif parent.type == "assignment_expression" and parent.child_by_field_name("right") == found:
        left = parent.child_by_field_name("left")
        kept = resolve(source, left) if left is not None else None
    else:
        return None
    if kept is None or kept.kind not in (Kind.LOCAL, Kind.CONDITION, Kind.FOR_INIT) or not kept.is_sole:
        return None
    if (
        kept.type.reference
        or kept.type.pointers
        or not (kept.type.is_auto or iterator_type(variable, kept) is not None)
    ):
        return None
    return kept


def iterator_type(variable: Declaration, kept: Declaration) -> Node | None:
    """The template's name in `map<K, V>::iterator`, where K and V are written as in the container's own declaration."""
    written, own = kept.node.child_by_field_name("type"), variable.node.child_by_field_name("type")
    if written is None or own is None:
        return None
    compact, container = "".join(text_of(written).split()), "".join(text_of(own).split())
    if compact not in (f"{container}::iterator", f"{container}::const_iterator"):
        return None
    node: Node | None = written
    while node is not None and node.type == "qualified_identifier":
        scope = node.child_by_field_name("scope")
        if scope is not None and scope.type == "template_type":
            return scope.child_by_field_name("name")
        node = node.child_by_field_name("name")
    return None


def iterator_type_edits(source: Source, variable: Declaration) -> list[TextEdit]:
    """The edits that make the declared types of kept iterators those of a hash table."""
    edits: dict[int, TextEdit] = {}
    for use in uses(source, variable):
        kept = kept_in(source, variable, use.call.node) if use.call is not None and use.method == "find" else None
        name = iterator_type(variable, kept) if kept is not None else None
        if name is not None:
            edits[name.start_byte] = TextEdit.insert(name.start_byte, "unordered_")
    return list(edits.values())


def _compares_found(source: Source, variable: Declaration, comparison: Node) -> bool:
    """`m.find(k) == m.end()`, `it != m.end()`: equality of two iterators of the same container."""
    operator = comparison.child_by_field_name("operator")
    sides = (comparison.child_by_field_name("left"), comparison.child_by_field_name("right"))
    return (
        operator is not None
        and text_of(operator) in _EQUALITY
        and all(each is not None and _is_found(source, variable, unwrapped(each)) for each in sides)
    )


def _is_found(source: Source, variable: Declaration, node: Node) -> bool:
    call = read_call(node)
    if call is not None:
        own = call.object is not None and call.object.type == "identifier" and resolve(source, call.object) is variable
        return own and call.name in ("find", "end")
    kept = variable_of(source, node)
    return kept is not None and kept in _kept_iterators(source, variable)


def _kept_iterators(source: Source, variable: Declaration) -> set[Declaration]:
    found = (use.call.node for use in uses(source, variable) if use.call is not None and use.method == "find")
    return {kept for node in found if (kept := kept_in(source, variable, node)) is not None}


def _is_used_in_place(source: Source, variable: Declaration, kept: Declaration) -> bool:
    """Whether a kept iterator only comes from `find` of this container, is only compared and dereferenced, and nothing
    can be inserted while it is in use."""
    found = uses(source, kept)
    initial = kept.initializer
    if initial is not None and not all(_is_found(source, variable, unwrapped(each)) for each in initial.arguments):
        return False
    if not found or not all(_is_plain_use(source, variable, each) for each in found):
        return False
    end = max(_end_of_use(source, kept, each) for each in found)
    return not _may_grow(source, variable, kept, end)


def _is_plain_use(source: Source, variable: Declaration, use: Use) -> bool:
    if use.in_lambda:
        return False
    parent = parent_of(source, use.node)
    if parent is None:
        return False
    if parent.type == "field_expression":
        field = parent.child_by_field_name("field")
        return field is not None and text_of(field) in ("first", "second") and _is_arrow(parent)
    if parent.type == "pointer_expression":
        return parent.children[0].type == "*"
    if parent.type == "binary_expression":
        return _compares_found(source, variable, parent)
    if parent.type == "assignment_expression" and parent.child_by_field_name("left") == use.node:
        right = parent.child_by_field_name("right")
        return right is not None and _is_found(source, variable, unwrapped(right))
    return False


def _is_arrow(field: Node) -> bool:
    return any(child.type == "->" for child in field.children)


def _end_of_use(source: Source, kept: Declaration, use: Use) -> int:
    """Where a use is over: a loop that the iterator is declared outside of can come back to it."""
    end = use.expression.end_byte
    for each in ancestors(source, use.node):
        if not is_inside(each, kept.scope.node):
            break
        if each.type in LOOP_TYPES and not is_inside(kept.node, each):
            end = max(end, each.end_byte)
    return end


def _may_grow(source: Source, variable: Declaration, kept: Declaration, end: int) -> bool:
    """Whether something may be inserted into the container from an iterator's declaration up to a place."""
    start = kept.node.start_byte
    for use in uses(source, variable):
        inside = start <= use.node.start_byte < end
        if inside and (use.kind is UseKind.SUBSCRIPT or use.method in _GROWING):
            return True
    inside = (each for each in calls_in(source, kept.scope.node) if start <= each.node.start_byte < end)
    own = (each for each in inside if not _is_own_method(source, variable, each))
    return any(may_change(changes_of_call(source, each), variable) for each in own)


def _is_own_method(source: Source, variable: Declaration, call: Call) -> bool:
    return call.object is not None and call.object.type == "identifier" and resolve(source, call.object) is variable
