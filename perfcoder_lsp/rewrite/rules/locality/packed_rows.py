"""DL2: one array for all rows of a table."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.facts.row_filling import Deed, RowUse
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.loops import runs_often
from perfcoder_lsp.cpp.nodes import nodes_of_type, text_of
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.layout import above_top_level
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.row_tables import TableGroup, has_narrow_index, is_row_table, table_group, written_value
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.skeleton import compose
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.rewrite.statements import headers_come_before, included, statement_before
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit, with_joined_insertions


@rule(
    id="DL2",
    category=Category.LOCALITY,
    summary="Keep a graph's lists of neighbours one behind the other in one array",
    gain=3.0,
)
def packed_rows(source: Source) -> Iterator[Finding]:
    """
    What it does: makes a `vector<vector<T>>` or `vector<T> rows[N]` whose rows are first filled by push_back and then
    only read (the lists of neighbours of a graph) a class that collects the values, counts them, and puts all rows one
    behind the other in one array (compressed sparse rows). The values of each row keep their order.

    Why: each row is a block of memory of its own, which grows several times while it is filled, and lies anywhere.

    When not: filling and reading are not apart for sure; rows are copied, kept, replaced, emptied or appended to in
    another way; the table is passed to something that the file doesn't show; values are no plain numbers, pairs or
    structs of numbers; there are few rows; threads.

    Source: catalogue DL2, measured 5.9x. Known from competitive programming; abseil, fast/83.
    """
    if source.language == "c":
        return
    groups = [each for each in _groups(source) if _is_worth_it(source, each)]
    starts = [use.use.node.start_byte for group in groups for use in group.uses]
    starts += [each.variable.node.start_byte for group in groups for each in group.tables]
    if groups and headers_come_before(source, min(starts)) and not threads_of(source) and not _is_altered(source):
        yield _finding(source, groups)


def _groups(source: Source) -> Iterator[TableGroup]:
    done: set[Declaration] = set()
    for each in variables(source):
        if each in done or each.kind is Kind.PARAMETER or not is_row_table(source, each):
            continue
        group = table_group(source, each)
        if group is not None:
            done |= {table.variable for table in group.tables}
            yield group


def _is_worth_it(source: Source, group: TableGroup) -> bool:
    """Whether rows are appended to and read again and again."""
    often = {each.deed for each in group.uses if runs_often(source, each.use.node)}
    return {Deed.APPEND, Deed.READ} <= often


def _is_altered(source: Source) -> bool:
    """Whether a macro of the file would change the text of the class."""
    text, _ = compose(["packed_rows.cpp"], ["packed_rows"], source.language)
    return bool(macro_names(source) & frozenset(re.findall(r"\w+", text)))


def _finding(source: Source, groups: list[TableGroup]) -> Finding:
    tables = [table for group in groups for table in group.tables]
    variables = [each.variable for each in tables] + [each for group in groups for each in group.parameters]
    uses = [use for group in groups for use in group.uses]
    name = unused_name(source, "packed_rows")
    first = min(variables, key=lambda each: each.node.start_byte)
    edits = [
        above_top_level(
            source, first.node, _class_text(source, name, first, narrow=has_narrow_index(source, tables, uses))
        )
    ]
    edits += [_retyped(source, each, name) for each in variables]
    edits += [edit for each in uses for edit in _of_use(each)]
    edits += [statement_before(source, each.asked, f"{each.variable.name}.pack();") for each in tables]
    names = " and ".join(f"`{each.variable.name}`" for each in tables)
    lines = sorted({line_of(source, each.asked.start_byte) for each in tables})
    since = " and ".join(map(str, lines))
    return Finding(
        title=f"Pack the rows of {', '.join(each.variable.name for each in tables)} into one array",
        explanation=(
            f"Each row of {names} is a vector of its own, which is allocated anew several times while it is filled; "
            f"from line {since} on the rows are only read. Collected first and then put one behind the other, each row "
            "in the same order, all values lie in one block of memory."
        ),
        edits=with_joined_insertions([*included(source, "<cstddef>", "<memory>", "<utility>", "<vector>"), *edits]),
        range=node_range(tables[0].variable.node),
        notes=(f"While {names} is filled, each value is kept together with the number of its row.",),
    )


def _class_text(source: Source, name: str, first: Declaration, *, narrow: bool) -> str:
    """The class under its name here, with std names written as in the file."""
    text, _ = compose(["packed_rows.cpp"], ["packed_rows"], source.language)
    opened = [each for each in nodes_of_type(source, "using_declaration") if each.start_byte < first.node.start_byte]
    text = text.replace("index_type", "unsigned" if narrow else "std::size_t")
    for each in ("size_t", "vector", "pair", "unique_ptr") if opened else ():
        text = text.replace(f"std::{each}", standard(source, each))
    return text.replace("packed_rows", name)


def _retyped(source: Source, variable: Declaration, name: str) -> TextEdit:
    """The declaration of a table or parameter with the new type."""
    written = variable.node.child_by_field_name("type")
    assert written is not None, "a table's type is written"
    kind = f"{name}<{written_value(source, variable)}>"
    if not variable.type.extents:
        return TextEdit.replace(written.start_byte, written.end_byte, kind)
    size = variable.declarator.child_by_field_name("size")
    rest = f"&{variable.name}" if variable.kind is Kind.PARAMETER else f"{variable.name}({_text(size)})"
    return TextEdit.replace(written.start_byte, variable.declarator.end_byte, f"{kind} {rest}")


def _of_use(mention: RowUse) -> Iterator[TextEdit]:
    """`t.assign(n, {})` becomes `t.resize(n)`, `t[u].push_back(v)` becomes `t.add(u, v)`."""
    call, row = mention.call, mention.row
    if call is None or mention.deed is Deed.HAND_ON:
        return
    start = mention.use.node.end_byte
    if mention.deed is Deed.SIZE:
        if call.name == "assign":
            yield TextEdit.replace(start, call.node.end_byte, f".resize({_text(call.arguments[0])})")
        return
    index = row.child_by_field_name("indices") if row is not None else None
    values = ", ".join(_text(each) for each in call.arguments)
    value = f"{{{values}}}" if len(call.arguments) > 1 else values
    yield TextEdit.replace(start, call.node.end_byte, f".add({_text(index)[1:-1].strip()}, {value})")


def _text(node: Node | None) -> str:
    return text_of(node) if node is not None else ""
