"""What becomes of a table of rows, `vector<vector<T>>` or `vector<T> rows[N]`: is it filled by appending, then read?"""

from dataclasses import dataclass
from enum import StrEnum

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, call_around, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.containers_use import is_discarded
from perfcoder_lsp.cpp.facts.only_read import bound_by_auto, only_reads
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.includes import macro_words, uses_namespace_std
from perfcoder_lsp.cpp.members import classes
from perfcoder_lsp.cpp.nodes import ancestors, parent_of, text_of
from perfcoder_lsp.cpp.scopes import declarations_named, resolve, type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.uses import Use, UseKind, uses


class Deed(StrEnum):
    """What one mention of a table does.

    SIZE gives an empty one its number of rows (`t.resize(n)`), COUNT asks for that number, APPEND adds one value to a
    row, READ visits, indexes, counts or reorders the values of a row without changing their number, HAND_ON hands the
    table to a function of the file, REFER captures it by reference.
    """

    SIZE = "size"
    COUNT = "count"
    APPEND = "append"
    READ = "read"
    HAND_ON = "hand on"
    REFER = "refer"


@dataclass(frozen=True)
class RowUse:
    """One mention of a table and its deed: `row` is `t[i]` of APPEND and READ, `call` that of APPEND, SIZE, HAND_ON."""

    use: Use
    deed: Deed
    row: Node | None = None
    call: Call | None = None


_READING = frozenset({"size", "empty", "front", "back"})
_ENDS = frozenset({"begin", "end"})
_REORDERING = frozenset(
    {"sort", "stable_sort", "reverse", "count", "count_if", "accumulate", "binary_search", "any_of", "all_of"}
)
_EMPTY_ROWS = ("{}", "()")


def row_uses(source: Source, table: Declaration) -> tuple[RowUse, ...] | None:
    """Every use of a table with its deed, in text order; None where one is something else, such as a row that is kept,
    replaced, copied or emptied."""
    found: list[RowUse] = []
    for use in uses(source, table):
        each = _row_use(source, use) if resolve(source, use.node) is table else None
        if each is None or (use.in_lambda and not _is_referred_to(source, use, table)):
            return None
        if table.type.const and not _is_read_alike(source, use):
            return None
        found.append(each)
    return tuple(found)


def _row_use(source: Source, use: Use) -> RowUse | None:
    parent = parent_of(source, use.node)
    if parent is None:
        return None
    if parent.type == "lambda_capture_specifier":
        before = use.node.prev_sibling
        return RowUse(use, Deed.REFER) if before is not None and before.type == "&" else None
    if parent.type == "subscript_expression" and parent.child_by_field_name("argument") == use.node:
        return _of_row(source, use, parent)
    if use.kind is UseKind.ARGUMENT and parent.type == "argument_list":
        whole = parent_of(source, parent)
        call = read_call(whole) if whole is not None else None
        return RowUse(use, Deed.HAND_ON, call=call) if call is not None and call.object is None else None
    call = _method(source, use.node)
    if call is None:
        return None
    if call.name == "size" and not call.arguments:
        return RowUse(use, Deed.COUNT)
    sizes = call.name == "resize" and len(call.arguments) == 1
    sizes = sizes or (call.name == "assign" and len(call.arguments) == 2 and _is_empty_row(call.arguments[1]))
    return RowUse(use, Deed.SIZE, call=call) if sizes and is_discarded(source, call.node) else None


def _of_row(source: Source, use: Use, row: Node) -> RowUse | None:
    around = parent_of(source, row)
    if around is None:
        return None
    visited = around.type == "for_range_loop" and around.child_by_field_name("right") == row
    indexed = around.type == "subscript_expression" and around.child_by_field_name("argument") == row
    if visited or indexed:
        return RowUse(use, Deed.READ, row)
    call = _method(source, row)
    if call is None:
        return None
    if call.name in ("push_back", "emplace_back"):
        index = row.child_by_field_name("indices")
        plain = index is not None and all(_is_plain(source, each) for each in (index, *call.arguments))
        plain = plain and (len(call.arguments) == 1 or _takes_braces(source, row, call))
        return RowUse(use, Deed.APPEND, row, call) if plain and is_discarded(source, call.node) else None
    read = (call.name in _READING or (call.name in _ENDS and _is_reordered(source, call))) and not call.arguments
    return RowUse(use, Deed.READ, row) if read else None


def _takes_braces(source: Source, row: Node, call: Call) -> bool:
    """Whether several arguments of `emplace_back` make the same value in braces, which narrow no member of a struct."""
    values = type_of(source, row).arguments
    return len(call.arguments) > 1 and len(values) == 1 and not values[0].user_defined


def _is_read_alike(source: Source, use: Use) -> bool:
    """Whether a use of a table that is const does the same with one that isn't: nothing else would be called."""
    if not use.writes:
        return True
    found = bound_by_auto(source, use.expression)
    return bool(found) and all(only_reads(source, each) for each in found)


def _method(source: Source, node: Node) -> Call | None:
    """The call of a method on a node."""
    field = parent_of(source, node)
    whole = parent_of(source, field) if field is not None and field.type == "field_expression" else None
    call = read_call(whole) if whole is not None else None
    return call if call is not None and call.object == node and not call.arrow else None


def _is_empty_row(node: Node) -> bool:
    text = "".join(text_of(node).split())
    return text == "{}" or (text.removeprefix("std::").startswith("vector<") and text.endswith(_EMPTY_ROWS))


def _is_plain(source: Source, value: Node) -> bool:
    """Whether the parts of a value can be evaluated in any order."""
    if value.type in ("initializer_list", "subscript_argument_list"):
        return all(_is_plain(source, each) for each in value.named_children)
    if value.type == "compound_literal_expression":
        listed = value.child_by_field_name("value")
        kind = type_at(source, text_of(value.child_by_field_name("type") or value), value)
        runs_code = any(each.name == kind.name and (each.constructors or each.methods) for each in classes(source))
        return listed is not None and not runs_code and _is_plain(source, listed)
    return value.type != "comment" and is_pure(source, value)


def _is_reordered(source: Source, end: Call) -> bool:
    """Whether an end of a row is an argument of a standard function that takes pointers as well and returns none."""
    call = call_around(source, end.node)
    if call is None or not call.in_std or call.name not in _REORDERING or declarations_named(source, call.name):
        return False
    return call.name not in macro_words(source) and (call.qualifier != "" or uses_namespace_std(source))


def _is_referred_to(source: Source, use: Use, table: Declaration) -> bool:
    """Whether every lambda between a use and the table's declaration has the table by reference."""
    if table.kind is Kind.GLOBAL:
        return True
    for each in ancestors(source, use.node):
        if each.type == "lambda_expression" and each != table.function:
            captures = each.child_by_field_name("captures")
            parts = [part.strip() for part in text_of(captures)[1:-1].split(",")] if captures is not None else []
            if "=" in parts or table.name in parts or not {"&", f"&{table.name}"} & set(parts):
                return False
        if each == table.function:
            break
    return True
