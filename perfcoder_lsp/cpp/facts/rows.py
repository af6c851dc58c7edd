"""Does a dynamic program over a table need more than two of its rows at a time."""

from dataclasses import dataclass, replace

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.effects import Effect
from perfcoder_lsp.cpp.facts.aliases import is_internal
from perfcoder_lsp.cpp.facts.flow import has_plain_flow
from perfcoder_lsp.cpp.facts.nests import loop_of
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.termination import may_end_early
from perfcoder_lsp.cpp.facts.trips import is_invariant, literal, trip_count
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.loops import Counter, Loop, exits, is_repeated
from perfcoder_lsp.cpp.nodes import is_inside, nodes_inside, parent_of
from perfcoder_lsp.cpp.patterns import match, match_any
from perfcoder_lsp.cpp.scopes import resolve, variable_of
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.statements import same_text, statements_of
from perfcoder_lsp.cpp.uses import Use, UseKind, uses

# The row that a pass computes, the one before, the first values that the counter may have, and the last row.
_NUMBERINGS = (
    ("$i + 1", "$i", (0,), {"<": "$n", "<=": "$n + 1"}),
    ("$i", "$i - 1", (0, 1), {"<": "$n - 1", "<=": "$n"}),
)


@dataclass(frozen=True)
class Cell:
    """One mention `table[row][column]`; `node` is the whole expression."""

    node: Node
    row: Node
    column: Node
    use: Use

    @property
    def writes(self) -> bool:
        return self.use.writes


@dataclass(frozen=True)
class RowLoop:
    """A loop that computes one row of a table in each pass, from the row before and what it has of the row itself."""

    table: Declaration
    loop: Loop
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class _Pass:
    """How the rows of a table are computed: by which loops, and the patterns of the row that a pass computes
    (`current`), of the one before, and of the one that the last pass computes. `fixed` are columns that each pass
    assigns by itself before the loop over the others: `t[i][0] = 1;`."""

    table: Declaration
    loop: Loop
    rows: Counter
    columns: Loop
    counter: Counter
    current: str
    before: str
    last: str
    fixed: frozenset[int] = frozenset()


def row_loop(source: Source, inner: Loop) -> RowLoop | None:
    """The table of which a loop over columns, and the loop around it, compute one row after the other, where each row
    is needed only for the next one, and the last one alone afterwards; None where that is not proved. The columns that
    a pass computes are the same for each, and computed before they are read."""
    outer = loop_of(source, inner.parent) if inner.parent is not None else None
    if outer is None or outer.counter is None or inner.counter is None or inner.node not in statements_of(outer.body):
        return None
    tables, function = _tables(source, inner.body), function_of(source, outer.node)
    if not tables or function is None or not has_plain_flow(source, function) or not _is_regular(source, outer, inner):
        return None
    for table in tables:
        cells = _cells(source, table)
        for current, before, firsts, lasts in _NUMBERINGS if cells is not None else ():
            last = lasts.get(outer.counter.comparison)
            if last is None or literal(outer.counter.start) not in firsts:
                continue
            shape = _Pass(table, outer, outer.counter, inner, inner.counter, current, before, last)
            if cells is not None and _lives_once(source, shape) and _rolls(source, shape, cells):
                return RowLoop(table, outer, cells)
    return None


def _is_regular(source: Source, outer: Loop, inner: Loop) -> bool:
    """Whether the inner loop visits the same columns in each pass of the outer one, in ascending order."""
    if inner.counter is None or inner.counter.step != 1 or outer.counter is None or outer.counter.step != 1:
        return False
    if any(exits(each.node).leaves or exits(each.node).skips for each in (outer, inner)):
        return False
    if may_end_early(source, outer.node) or any(trip_count(source, each) is None for each in (outer, inner)):
        return False
    return is_invariant(source, inner.counter.bound, outer.node) and literal(inner.counter.start) is not None


def _tables(source: Source, body: Node) -> tuple[Declaration, ...]:
    """The variables of which something like `t[i][j]` is assigned in a body."""
    found: dict[int, Declaration] = {}
    for each in nodes_inside(source, body, "assignment_expression"):
        parts = match("$t[$r][$c] = $e", each)
        table = resolve(source, parts["$t"]) if parts is not None and parts["$t"].type == "identifier" else None
        if table is not None and table.is_variable:
            found[id(table)] = table
    return tuple(found.values())


def _cells(source: Source, table: Declaration) -> tuple[Cell, ...] | None:
    """All mentions of the table, where each is one of a cell that is read or written; None where any is not."""
    kind = table.type
    nested = kind.container == "vector" and bool(kind.arguments) and kind.arguments[0].container == "vector"
    element = kind.element.element if kind.element is not None else None
    if not (len(kind.extents) == 2 or nested) or element is None or not element.is_arithmetic or element.name == "bool":
        return None
    if table.is_volatile or kind.macro_altered or kind.pointers or kind.reference or table.name in macro_words(source):
        return None
    found: list[Cell] = []
    for use in uses(source, table):
        row = parent_of(source, use.node)
        node = parent_of(source, row) if row is not None else None
        parts = match("$t[$r][$c]", node) if node is not None else None
        if node is None or parts is None or parts["$t"] != use.node or use.kind is not UseKind.SUBSCRIPT:
            return None
        if use.in_lambda or use.effect not in (Effect.READ, Effect.UPDATE, Effect.WRITE):
            return None
        found.append(Cell(node, parts["$r"], parts["$c"], use))
    return tuple(found)


def _lives_once(source: Source, shape: _Pass) -> bool:
    """Whether the loop runs at most once for each life of the table, whose rows are alike at first."""
    table, loop = shape.table, shape.loop.node
    initial = table.initializer
    if table.type.container:
        rows = initial.arguments[1] if initial is not None and len(initial.arguments) == 2 else None
        made = rows is not None and match_any(("$v($m)", "$v($m, $x)"), rows) is not None
        if initial is None or initial.style != "paren" or initial.misparsed or not made:
            return False
    elif initial is not None and not (
        initial.style == "brace" and [literal(each) for each in initial.arguments] in ([], [0])
    ):
        return False
    if table.kind is Kind.LOCAL:
        block = parent_of(source, loop)
        return block is not None and parent_of(source, table.node) == block and block.type == "compound_statement"
    function = function_of(source, loop)
    alone = function is not None and function.name == "main" and not is_repeated(source, loop)
    return table.kind is Kind.GLOBAL and alone and is_internal(source, table) and "extern" not in table.specifiers


def _rolls(source: Source, shape: _Pass, cells: tuple[Cell, ...]) -> bool:
    """Whether two rows do."""
    loop, function = shape.loop.node, function_of(source, shape.loop.node)
    if any(function_of(source, each.node) is not function for each in cells):
        return False
    shape = replace(shape, fixed=_fixed_columns(source, shape))
    start = min([loop.start_byte, *(each.node.start_byte for each in cells)])
    if shape.table.kind is Kind.LOCAL and shape.table.type.container:  # its size tells something about the columns
        start = min(start, shape.table.node.start_byte)
    settled = _is_settled(source, shape.rows.bound, shape, loop.start_byte)
    if not settled or not _is_settled(source, shape.counter.bound, shape, start):
        return False
    if not _computes_first(source, statements_of(shape.columns.body), shape):
        return False
    return all(_may_be(source, each, shape) for each in cells)


def _may_be(source: Source, cell: Cell, shape: _Pass) -> bool:
    """Whether a mention of a cell is one that two rows serve: by where it stands."""
    if is_inside(cell.node, shape.loop.node):
        return _is_cell_of_pass(source, cell, shape)
    if cell.node.start_byte < shape.loop.node.start_byte:
        return literal(cell.row) == 0 and (not cell.writes or _is_computed(source, cell, shape))
    bound = variable_of(source, shape.rows.bound)
    named = [resolve(source, each) for each in walk(cell.row) if each.type == "identifier"]
    last = match(shape.last, cell.row, {"$n": shape.rows.bound}) is not None
    return not cell.writes and last and all(each is bound for each in named)


def _fixed_columns(source: Source, shape: _Pass) -> frozenset[int]:
    found: set[int] = set()
    for each in statements_of(shape.loop.body):
        if each.start_byte >= shape.columns.node.start_byte:
            break
        parts = match("$t[$r][$c] = $e;", each)
        if parts is not None and _is_own_row(source, parts["$t"], parts["$r"], shape):
            column = literal(parts["$c"])
            found |= {column} if column is not None else set()
    return frozenset(found)


def _is_row(source: Source, row: Node, pattern: str, shape: _Pass) -> bool:
    parts = match(pattern, row)
    known = parts is not None and parts["$i"].type == "identifier"
    return parts is not None and known and resolve(source, parts["$i"]) is shape.rows.variable


def _is_own_row(source: Source, table: Node, row: Node, shape: _Pass) -> bool:
    """Whether this is the row that the pass computes, of the table itself."""
    return (
        table.type == "identifier"
        and resolve(source, table) is shape.table
        and _is_row(source, row, shape.current, shape)
    )


def _is_column(source: Source, column: Node, shape: _Pass) -> bool:
    return column.type == "identifier" and resolve(source, column) is shape.counter.variable


def _is_cell_of_pass(source: Source, cell: Cell, shape: _Pass) -> bool:
    """Whether a pass may name the cell: any of the row before to read; of its own row the column of the loop, one of
    those that were computed in this pass before, or one of the fixed ones."""
    if _is_row(source, cell.row, shape.before, shape):
        return not cell.writes
    if not _is_row(source, cell.row, shape.current, shape):
        return False
    in_columns = is_inside(cell.node, shape.columns.body)
    number = literal(cell.column)
    if number is not None:
        statement = parent_of(source, cell.node)
        assigned = statement is not None and match("$t[$r][$c] = $e", statement) is not None
        assigned = assigned and statement is not None and statement.child_by_field_name("left") == cell.node
        whole = parent_of(source, statement) if assigned and statement is not None else None
        direct = whole is not None and whole in statements_of(shape.loop.body)
        return number in shape.fixed and (not cell.writes if in_columns else direct)
    if not in_columns or _is_column(source, cell.column, shape):
        return in_columns
    earlier = match("$j - $d", cell.column)
    distance = literal(earlier["$d"]) if earlier is not None else None
    known = earlier is not None and _is_column(source, earlier["$j"], shape) and (distance or 0) > 0
    return known and not cell.writes


def _computes_first(source: Source, steps: tuple[Node, ...], shape: _Pass) -> bool:
    """Whether statements assign the cell of this row and column, whatever happens, before they read it."""

    def own(node: Node) -> bool:
        parts = match("$t[$r][$c]", node)
        return (
            parts is not None
            and _is_own_row(source, parts["$t"], parts["$r"], shape)
            and _is_column(source, parts["$c"], shape)
        )

    def mentions(node: Node) -> bool:
        return any(own(each) for each in nodes_inside(source, node, "subscript_expression"))

    for each in steps:
        parts = match("$cell = $value;", each)
        if parts is not None and each.type == "expression_statement" and own(parts["$cell"]):
            return not mentions(parts["$value"])
        if not mentions(each):
            continue
        test, first, second = (each.child_by_field_name(name) for name in ("condition", "consequence", "alternative"))
        if each.type != "if_statement" or test is None or first is None or second is None or mentions(test):
            return False
        other = second.named_children[-1] if second.type == "else_clause" else second
        return all(_computes_first(source, statements_of(branch), shape) for branch in (first, other))
    return False


def _is_computed(source: Source, cell: Cell, shape: _Pass) -> bool:
    """Whether a cell that row 0 gets before the loop stands in a column that each pass computes: else its value would
    show up in every second row."""
    number, first = literal(cell.column), literal(shape.counter.start)
    if first is None:
        return False
    if number is not None:
        return number in shape.fixed or (number == first == 0 and _has_column_zero(source, shape))
    around = _loop_of(source, cell)
    for header in ("$k = $s; $k < $m; $k++", "$k = $s; $k <= $m; $k++") if around is not None else ():
        parts = match(f"for ({header}) $rest;", around) if around is not None else None
        if parts is None or not same_text(parts["$k"], cell.column):
            continue
        strict = "<=" not in header
        known = variable_of(source, parts["$m"]) is variable_of(source, shape.counter.bound)
        within = known and same_text(parts["$m"], shape.counter.bound) and strict == (shape.counter.comparison == "<")
        start = literal(parts["$s"])
        return within and start is not None and shape.fixed.issuperset(range(start, first))
    return False


def _loop_of(source: Source, cell: Cell) -> Node | None:
    """The for loop around a statement that names the cell, and nothing else between."""
    node = parent_of(source, cell.node)
    while node is not None and node.type in ("assignment_expression", "expression_statement", "compound_statement"):
        node = parent_of(source, node)
    return node if node is not None and node.type == "for_statement" else None


def _has_column_zero(source: Source, shape: _Pass) -> bool:
    """Whether the loop over the columns certainly runs: it goes up to m, and the vectors have m + 1 columns."""
    known = value_range(source, shape.counter.bound)
    inclusive = shape.counter.comparison == "<="
    if known is not None and known.low >= (0 if inclusive else 1):
        return True
    initial = shape.table.initializer
    if initial is None or not shape.table.type.container or not inclusive:
        return False
    parts = match_any(("$v($m + 1)", "$v($m + 1, $x)"), initial.arguments[1])
    return parts is not None and same_text(parts["$m"], shape.counter.bound)


def _is_settled(source: Source, bound: Node, shape: _Pass, start: int) -> bool:
    """Whether a bound is a number, or a variable that nothing changes from an offset in the function on."""
    if literal(bound) is not None:
        return True
    variable = variable_of(source, bound)
    if variable is None or not variable.is_variable or variable.type.reference or variable.is_volatile:
        return False
    function = function_of(source, shape.loop.node)
    here = variable.is_automatic or (variable.kind is Kind.GLOBAL and function is not None and function.name == "main")
    known = all(
        not each.escapes
        and not (each.writes and (each.node.start_byte >= start or function_of(source, each.node) is not function))
        for each in uses(source, variable)
    )
    return variable.type.is_integral and (variable.is_const or (here and known))
