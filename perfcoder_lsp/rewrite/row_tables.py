"""Tables of rows that can be packed into one array: what they are, with all parameters that they are passed to."""

from collections.abc import Iterable
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.facts.aliases import is_internal
from perfcoder_lsp.cpp.facts.container_life import main_once, plain_block, statement_in
from perfcoder_lsp.cpp.facts.entries import entries, outer_function
from perfcoder_lsp.cpp.facts.plain_structs import holds_numbers
from perfcoder_lsp.cpp.facts.row_filling import Deed, RowUse, row_uses
from perfcoder_lsp.cpp.facts.trips import constant
from perfcoder_lsp.cpp.functions import find_functions, function_of
from perfcoder_lsp.cpp.includes import has_local_includes, in_conditional, macro_words
from perfcoder_lsp.cpp.loops import is_repeated
from perfcoder_lsp.cpp.nodes import is_inside, parent_of, text_of
from perfcoder_lsp.cpp.scopes import declared_in, resolve
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.rewrite.containers import own_container, starts_as_sequence, type_of_name
from perfcoder_lsp.rewrite.signatures import signature_of
from perfcoder_lsp.rewrite.standard import is_standard_type

_FEW_ROWS = 1024
_FILLING = frozenset({Deed.APPEND, Deed.SIZE})


@dataclass(frozen=True)
class RowTable:
    """A table that is filled first and only read from the statement `asked` on, directly in the block of its life."""

    variable: Declaration
    asked: Node


@dataclass(frozen=True)
class TableGroup:
    """Tables that are passed to the same parameters, these parameters, and every use of them all."""

    tables: tuple[RowTable, ...]
    parameters: tuple[Declaration, ...]
    uses: tuple[RowUse, ...]


def table_group(source: Source, start: Declaration) -> TableGroup | None:
    """The tables that have to be packed together with one; None where one of them can't be."""
    found: dict[Declaration, tuple[RowUse, ...]] = {}
    targets: dict[Node, Declaration] = {}
    pending = [start]
    element = row_value(start.type)
    while pending:
        variable = pending.pop()
        if variable in found:
            continue
        mentions = row_uses(source, variable)
        suits = _is_parameter if variable.kind is Kind.PARAMETER else is_row_table
        if mentions is None or row_value(variable.type) != element or not suits(source, variable):
            return None
        found[variable] = mentions
        for each in mentions:
            if each.deed is Deed.HAND_ON:
                passed = _passed(source, each)
                if passed is None:
                    return None
                targets[each.use.node] = passed[0]
                pending += passed
    deeds = _deeds(found, targets)
    tables: list[RowTable] = []
    for variable, mentions in found.items():
        if variable.kind is not Kind.PARAMETER:
            asked = _asked(source, variable, [(each, _of(each, targets, deeds)) for each in mentions])
            if asked is None:
                return None
            tables.append(RowTable(variable, asked))
    parameters = tuple(each for each in found if each.kind is Kind.PARAMETER)
    return TableGroup(tuple(tables), parameters, tuple(use for each in found.values() for use in each))


def row_value(kind: Type) -> Type | None:
    """The type of the values in the rows of `vector<vector<T>>` or `vector<T>[]`."""
    row = kind.element if kind.extents else (kind.arguments[0] if len(kind.arguments) == 1 else None)
    return row.arguments[0] if row is not None and row.container == "vector" and len(row.arguments) == 1 else None


def is_row_table(source: Source, variable: Declaration) -> bool:
    """Whether a variable is a plain table of many rows that starts empty, of values that are numbers all through."""
    if not holds_numbers(source, row_value(variable.type)) or not written_value(source, variable):
        return False
    if variable.kind is Kind.GLOBAL and not is_internal(source, variable):
        return False
    if not variable.type.extents:
        initial = variable.initializer
        counted = initial is None or (initial.style == "paren" and len(initial.arguments) == 1)
        count = constant(source, initial.arguments[0]) if initial is not None and counted else None
        many = count is None or count > _FEW_ROWS
        return (
            counted
            and many
            and own_container(source, variable, ("vector",)) is not None
            and (starts_as_sequence(source, variable) and (variable.kind in (Kind.LOCAL, Kind.GLOBAL)))
        )
    if variable.kind not in (Kind.LOCAL, Kind.GLOBAL) or variable.initializer is not None or not variable.is_sole:
        return False
    if len(variable.type.extents) != 1 or variable.macro_altered or variable.is_const or variable.is_volatile:
        return False
    size = variable.declarator.child_by_field_name("size")
    count = constant(source, size) if size is not None else None
    plain = variable.declarator.type == "array_declarator" and "extern" not in variable.specifiers
    return plain and count is not None and count > _FEW_ROWS and variable.name not in macro_words(source)


def has_narrow_index(source: Source, tables: Iterable[RowTable], uses: Iterable[RowUse]) -> bool:
    """Whether the number of the tables' rows is an int or less wherever it is given."""
    starts = [each.variable.initializer for each in tables]
    counts = [initial.arguments[0] for initial in starts if initial is not None]
    counts += [each.call.arguments[0] for each in uses if each.deed is Deed.SIZE and each.call is not None]
    named = [each.child_by_field_name("type") if each.type == "parameter_declaration" else each for each in counts]
    widths = [type_of_name(source, each) for each in named if each is not None]
    return all((each.bits or 64) <= 32 for each in widths)


def written_value(source: Source, variable: Declaration) -> str:
    """The text of the values' type in a table's or parameter's declaration; empty where it is written otherwise."""
    kind = variable.node.child_by_field_name("type")
    for _ in range(1 if variable.type.extents else 2):
        if kind is None or not is_standard_type(source, kind):
            return ""
        kind = kind.child_by_field_name("name") if kind.type == "qualified_identifier" else kind
        name = kind.child_by_field_name("name") if kind is not None and kind.type == "template_type" else None
        listed = kind.child_by_field_name("arguments") if kind is not None else None
        arguments = listed.named_children if listed is not None else []
        if name is None or text_of(name) != "vector" or len(arguments) != 1:
            return ""
        kind = arguments[0].child_by_field_name("type") if arguments[0].type == "type_descriptor" else None
        if len(arguments[0].named_children) != 1:
            return ""
    return text_of(kind) if kind is not None else ""


def _is_parameter(source: Source, parameter: Declaration) -> bool:
    """Whether a parameter is a reference to a table, or an array of rows, and nothing hidden is in its text."""
    kind = parameter.type
    declarator = "reference_declarator" if not kind.extents else "array_declarator"
    fits = (kind.reference == "&" and kind.container == "vector") if not kind.extents else len(kind.extents) == 1
    plain = parameter.node.type == "parameter_declaration" and parameter.declarator.type == declarator
    return fits and plain and not parameter.macro_altered and bool(written_value(source, parameter))


def _passed(source: Source, mention: RowUse) -> list[Declaration] | None:
    """The parameter that a table is passed to, and what else is; None where the file doesn't show all of that."""
    call, position = mention.call, mention.use.position
    found = find_functions(source, call.name) if call is not None else ()
    if call is None or position is None or len(found) != 1 or has_local_includes(source) or not main_once(source):
        return None
    signature = signature_of(source, found[0])
    if signature is None or signature.prototypes or position >= len(found[0].parameters):
        return None
    parameter = declared_in(source, found[0].parameters[position].node)
    if parameter is None or found[0].parameters[position].default is not None:
        return None
    given = [each.arguments[position] for each in signature.calls if position < len(each.arguments)]
    variables = [resolve(source, each) if each.type == "identifier" else None for each in given]
    known = [each for each in variables if each is not None and each.is_variable]
    return [parameter, *known] if len(known) == len(signature.calls) else None


def _deeds(
    found: dict[Declaration, tuple[RowUse, ...]], targets: dict[Node, Declaration]
) -> dict[Declaration, frozenset[Deed]]:
    """What is done to each variable, also by the functions that it is passed to."""
    deeds = {each: frozenset(use.deed for use in mentions) for each, mentions in found.items()}
    for _ in deeds:
        deeds = {each: deeds[each].union(*(_of(use, targets, deeds) for use in found[each])) for each in deeds}
    return deeds


def _of(
    mention: RowUse, targets: dict[Node, Declaration], deeds: dict[Declaration, frozenset[Deed]]
) -> frozenset[Deed]:
    target = targets.get(mention.use.node)
    return deeds[target] if target is not None else frozenset({mention.deed})


def _asked(source: Source, table: Declaration, mentions: list[tuple[RowUse, frozenset[Deed]]]) -> Node | None:
    """The first statement in the block of a table's life that may read it, where none after it fills it and the number
    of rows is given once before."""
    main = main_once(source) if table.kind is Kind.GLOBAL else outer_function(source, table.node)
    inside = main.body if main is not None and table.kind is Kind.GLOBAL else parent_of(source, table.node)
    block = plain_block(source, inside)
    if main is None or block is None or in_conditional(source, table.node.start_byte):
        return None
    around = parent_of(source, block)
    if around is None or around.type == "switch_statement":
        return None
    filled, read = table.node.end_byte if table.kind is Kind.LOCAL else block.start_byte, list[Node]()
    for mention, deeds in mentions:
        if Deed.SIZE in deeds and not _sizes_once(source, table, mention, block):
            return None
        if deeds & _FILLING and _is_in_lambda(source, mention.use.node, block):
            return None
        for place in entries(source, mention.use.node, main) or (None,):
            statement = statement_in(source, block, place) if place is not None else None
            if statement is None or (deeds & _FILLING and _is_in_lambda(source, place, block)):
                return None
            if deeds & _FILLING:
                filled = max(filled, statement.end_byte)
            if deeds & {Deed.READ, Deed.REFER}:
                read.append(statement)
    asked = min(read, key=lambda each: each.start_byte, default=None)
    sized = sum(each.deed is Deed.SIZE for each, _ in mentions)
    needed = int(table.initializer is None and not table.type.extents)
    return asked if asked is not None and asked.start_byte >= filled and sized == needed else None


def _sizes_once(source: Source, table: Declaration, mention: RowUse, block: Node) -> bool:
    """Whether a number of rows is given in a statement of its own, directly in the block of the table's life."""
    call = mention.call
    statement = parent_of(source, call.node) if call is not None and mention.deed is Deed.SIZE else None
    own = statement is not None and statement.type == "expression_statement" and parent_of(source, statement) == block
    return own and (table.kind is Kind.LOCAL or not is_repeated(source, mention.use.node))


def _is_in_lambda(source: Source, node: Node | None, block: Node) -> bool:
    """Whether a node may run at another time than its statement: it stands in a lambda."""
    around = function_of(source, node) if node is not None else None
    return around is not None and around.kind == "lambda" and not is_inside(block, around.node)
