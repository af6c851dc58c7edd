"""DS11: a bitset for the table of reachable sums."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.aliases import is_internal
from perfcoder_lsp.cpp.facts.comparisons import may_be_bool
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro, macro_words
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import is_inside, nodes_inside, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.operators import is_stream
from perfcoder_lsp.cpp.patterns import match_any
from perfcoder_lsp.cpp.scopes import resolve, variable_of
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.uses import Use, UseKind, uses
from perfcoder_lsp.rewrite.containers import is_qualified, own_container
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.rewrite.statements import included
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_MAX_LOCAL_BITS = 1 << 19
_SIZE_NODES = frozenset({"number_literal", "binary_expression", "parenthesized_expression", "+", "-", "*", "(", ")"})
_FALSE = frozenset({"0", "false"})
_COMBINES = (
    "$d[$j] |= $d[$j - $w];",
    *(f"$d[$j] = $d[$j] {either} $d[$j - $w];" for either in ("|", "||")),
    *(f"$d[$j] = $d[$j - $w] {either} $d[$j];" for either in ("|", "||")),
)
_SETS = tuple(f"if ($d[$j - $w]) $d[$j] = {true};" for true in ("1", "true"))


@dataclass(frozen=True)
class _Table:
    """An array or vector of bool with a constant number of elements: the text of the number and its value."""

    variable: Declaration
    text: str
    size: int


@dataclass(frozen=True)
class _Step:
    """A loop `for (j = last; j >= number; j--) d[j] |= d[j - number];` that adds one number to all sums up to `last`,
    which is the last index of the table where it is `full`."""

    loop: Node
    last: Node
    number: Node
    full: bool


@rule(
    id="DS11",
    category=Category.DATA_STRUCTURE,
    summary="Shift a bitset instead of walking over a table of reachable sums",
    gain=12.8,
)
def bitset_of_sums(source: Source) -> Iterator[Finding]:
    """
    What it does: makes a table of bool, whose loops `for (j = W; j >= w; j--) if (d[j - w]) d[j] = true;` add one
    number to all reachable sums, a `bitset<N>`, and each such loop `d |= d << w;`, with a mask where W is not the last
    index.

    Why: a shift handles 64 sums at a time.

    When not: the number of elements is no constant; the loop runs upwards (each number would count several times), does
    anything else, or skips sums; the table holds anything but bool, is passed on, or an element is bound to a name or
    updated in a way that a bit can't be; the number may be negative.

    Source: catalogue DS11, measured 12.8x. Competitive programming folklore; no analyser does it.
    """
    if source.language == "c" or threads_of(source):
        return
    steps: dict[int, list[_Step]] = {}
    tables: dict[int, _Table] = {}
    for loop in loops(source):
        variable = _stepped(source, loop)
        table = _table(source, variable) if variable is not None else None
        step = _step(source, loop, table) if table is not None else None
        if table is not None and step is not None:
            tables[id(table.variable)] = table
            steps.setdefault(id(table.variable), []).append(step)
    for key, table in tables.items():
        finding = _finding(source, table, steps[key])
        if finding is not None:
            yield finding


def _stepped(source: Source, loop: Loop) -> Declaration | None:
    """The variable whose elements a loop downwards may combine; None where it has another shape."""
    counter = loop.counter
    if counter is None or counter.step != -1 or counter.comparison != ">=" or not counter.in_header:
        return None
    first = next((each for each in walk(loop.body) if each.type == "subscript_expression"), None)
    owner = first.child_by_field_name("argument") if first is not None else None
    return variable_of(source, owner)


def _table(source: Source, variable: Declaration) -> _Table | None:
    if variable.kind not in (Kind.LOCAL, Kind.GLOBAL, Kind.STATIC_LOCAL) or not variable.is_sole:
        return None
    if variable.macro_altered or variable.type.macro_altered or variable.name in macro_words(source):
        return None
    function = function_of(source, variable.node)
    if variable.is_volatile or variable.is_const or "extern" in variable.specifiers:
        return None
    if variable.kind is Kind.GLOBAL and not is_internal(source, variable):
        return None
    if function is not None and (function.is_template or function.node.has_error):
        return None
    node = _size_node(source, variable)
    known = value_range(source, node) if node is not None else None
    if node is None or known is None or known.low != known.high or known.low < 1 or not _is_constant(source, node):
        return None
    is_vector = variable.type.container == "vector"
    if is_vector and variable.kind is Kind.LOCAL and known.low > _MAX_LOCAL_BITS:
        return None
    return _Table(variable, text_of(node), known.low)


def _size_node(source: Source, variable: Declaration) -> Node | None:
    """The number of elements of `bool d[N]`, `bool d[N] = {}` and `vector<bool> d(N, false)`, all false at first."""
    kind, initial = variable.type, variable.initializer
    if kind.name == "bool" and len(kind.extents) == 1 and not kind.pointers:
        values = {text_of(each) for each in initial.arguments} if initial is not None else set[str]()
        if initial is not None and (initial.style != "brace" or not values <= _FALSE):
            return None
        array = next((each for each in walk(variable.node) if each.type == "array_declarator"), None)
        return array.child_by_field_name("size") if array is not None else None
    if own_container(source, variable, ("vector",)) is None or kind.arguments[0].name != "bool":
        return None
    if initial is None or initial.misparsed or initial.style != "paren" or len(initial.arguments) not in (1, 2):
        return None
    if len(initial.arguments) == 2 and text_of(initial.arguments[1]) not in _FALSE:
        return None
    return initial.arguments[0]


def _is_constant(source: Source, size: Node) -> bool:
    """Whether an expression consists of numbers and of constants and macros that are int."""
    for each in walk(size):
        if each.type == "identifier":
            found, body = resolve(source, each), macro(source, text_of(each))
            is_number = body is not None and body.parameters is None and body.body.isdigit()
            if not is_number and (found is None or not found.is_const or found.type.name != "int"):
                return False
        elif each.type not in _SIZE_NODES:
            return False
    return True


def _step(source: Source, loop: Loop, table: _Table) -> _Step | None:
    counter, parent = loop.counter, parent_of(source, loop.node)
    assert counter is not None, "checked by _stepped"
    number, last = unwrapped(counter.bound), unwrapped(counter.start)
    if nodes_inside(source, loop.node, "comment") or loop.node.has_error:
        return None
    if not all(_is_settled(source, each, table, counter.variable) for each in (number, last)):
        return None
    given = {"$d": table.variable.name_node, "$j": counter.variable.name_node, "$w": number}
    always = match_any(_COMBINES, loop.body, given) is not None
    if not always and match_any(_SETS, loop.body, given) is None:
        return None
    whole, low = value_range(source, last), value_range(source, number)
    full = whole is not None and whole.low == whole.high == table.size - 1
    # with a negative number, the loop leads outside of the table, but where the condition keeps it from writing there
    if not (always or full or (low is not None and low.low >= 0)):
        return None
    guarded = type_of(source, last).is_signed and parent is not None and parent.type == "compound_statement"
    return _Step(loop.node, last, number, full) if full or guarded else None


def _is_settled(source: Source, node: Node, table: _Table, counter: Declaration) -> bool:
    """Whether an integer expression has one value while the loop runs, which only changes the table and the counter."""
    names = [resolve(source, each) for each in walk(node) if each.type == "identifier"]
    own = any(each is table.variable or each is counter or each is None for each in names)
    kind, width = type_of(source, node), counter.type.size or 0
    if not kind.is_integral or kind.name == "bool" or not counter.type.is_integral or width < max(4, kind.size or 8):
        return False
    simple = node.type in ("identifier", "number_literal", "subscript_expression", "binary_expression")
    return simple and not own and is_pure(source, node)


def _finding(source: Source, table: _Table, steps: list[_Step]) -> Finding | None:
    variable, name = table.variable, table.variable.name
    others = [each for each in uses(source, variable) if not any(is_inside(each.node, step.loop) for step in steps)]
    if not all(_suits_bit(source, each) for each in others):
        return None
    written = variable.node.child_by_field_name("type")
    if written is None or nodes_inside(source, variable.node, "comment"):
        return None
    like = "std" if is_qualified(variable) else ""
    kind = f"{standard(source, 'bitset', like=like)}<{table.text}>"
    end = variable.initializer.node.end_byte if variable.initializer is not None else variable.declarator.end_byte
    edits = [
        replaced(written, kind),
        TextEdit.replace(variable.name_node.end_byte, end, ""),
    ]
    edits += [replaced(each.loop, _shift(source, table, each, kind)) for each in steps]
    lines = ", ".join(str(line_of(source, each.loop.start_byte)) for each in steps)
    return Finding(
        title=f"Make {name} a bitset and shift it",
        explanation=(
            f"The loop in line {lines} moves every reachable sum in `{name}` on by one number, one of up to "
            f"{table.size} elements at a time. As a bitset, `{name}` is shifted and combined 64 sums at a time."
        ),
        edits=tuple(each for each in edits if each.range.start != each.range.end) + included(source, "<bitset>"),
        range=node_range(variable.node),
    )


def _shift(source: Source, table: _Table, step: _Step, kind: str) -> str:
    """The statement that replaces a loop. What lies behind the loop's first index stays as it is."""
    name, number, end = table.variable.name, _operand(source, step.number), _operand(source, step.last)
    if step.full:
        return f"{name} |= {name} << {number};"
    size = table.text if table.text.isidentifier() or table.text.isdigit() else f"({table.text})"
    behind = f"{end} < {size} ? {size} - 1 - {end} : 0"
    return f"if ({end} >= {number}) {name} |= ({name} << {number}) & (~{kind}() >> ({behind}));"


def _operand(source: Source, node: Node) -> str:
    text = source.slice(node)
    return f"({text})" if node.type == "binary_expression" else text


def _suits_bit(source: Source, use: Use) -> bool:
    """Whether a use of the table means the same for a bitset: `d[i] = x;`, or the value of `d[i]` as a number."""
    element = parent_of(source, use.node)
    if use.kind is not UseKind.SUBSCRIPT or element is None or use.escapes or use.call is not None:
        return False
    parent = parent_of(source, element)
    if parent is not None and parent.type == "assignment_expression" and parent.child_by_field_name("left") == element:
        around, operator = parent_of(source, parent), parent.child_by_field_name("operator")
        plain = operator is not None and text_of(operator) == "="
        return plain and around is not None and around.type == "expression_statement"
    streamed = parent is not None and parent.type == "binary_expression" and is_stream(source, parent)
    return not use.writes and (may_be_bool(source, element) or streamed)
