"""Rule of "Algorithm Design Optimization": AL9."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_of
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.determinism import determinants
from perfcoder_lsp.cpp.facts.recursion import may_recurse
from perfcoder_lsp.cpp.facts.static_objects import runs_after_main
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import Function, find_functions, function_of
from perfcoder_lsp.cpp.loops import Loop, exits, loops, runs_often
from perfcoder_lsp.cpp.nodes import is_inside, nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.statements import is_replaceable, statements_of
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.layout import laid_out
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.rewrite.statements import included, statement_after, statement_before
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_MAX_ENTRIES = 1_000_000


@dataclass(frozen=True)
class _Accumulation:
    """A function whose loop takes `result` from `start` step by step up to the argument, whatever the argument is."""

    function: Function
    loop: Loop
    result: Declaration
    start: Node
    limit: Declaration
    first: int

    @property
    def offset(self) -> int:
        """The number of passes, less the argument."""
        assert self.loop.counter is not None, "checked by _read"
        return (self.loop.counter.comparison == "<=") - self.first


@rule(id="AL9", category=Category.ALGORITHM, summary="Go on from the last result where a loop runs up to n", gain=10.0)
def growing_table(source: Source) -> Iterator[Finding]:
    """
    What it does: where a function of one integer n only computes a number, by a loop up to n whose passes don't depend
    on n (n!, the sum or count of something up to n), keeps what the number is after each pass in a static table. A call
    goes on where the longest one before ended, or looks the result up.

    Why: each call takes O(n) passes that earlier calls have made already; with the table all calls together make as
    many passes as the largest n alone.

    When not: the function has any effect, or depends on variables that change; the passes depend on n, or hand on more
    than one number; the loop may be left early; the function may call itself, is a template, a method or constexpr; it
    is not called again and again; threads; a comment would be lost; C.

    Source: catalogue AL9, own measurement: 15.4x (factorials and counts for all i up to 9,999). Competitive-programming
    folklore: tables of factorials.
    """
    if source.language == "c":
        return
    for loop in loops(source):
        found = _read(source, loop) if loop.kind == "for" and loop.depth == 0 and loop.counter is not None else None
        if found is not None and not threads_of(source) and not runs_after_main(source):
            yield _finding(source, found)


def _read(source: Source, loop: Loop) -> _Accumulation | None:
    counter, function = loop.counter, function_of(source, loop.node)
    if counter is None or function is None or parent_of(source, loop.node) != function.body:
        return None
    first, limit = literal(counter.start), resolve(source, counter.bound)
    if first is None or counter.step != 1 or counter.comparison not in ("<", "<=") or not counter.in_header:
        return None
    if limit is None or limit.kind is not Kind.PARAMETER or not 0 <= first <= _MAX_ENTRIES:
        return None
    if len(function.parameters) != 1 or not _is_called_often(source, function):
        return None
    inside = exits(loop.node)
    if inside.leaves or inside.skips or not is_replaceable(source, loop.node):
        return None
    if not _counts_up_to(source, counter.variable, limit):
        return None
    if any(each.writes for each in uses(source, limit)) or nodes_inside(source, loop.body, "lambda_expression"):
        return None
    if any(each.writes and is_inside(each.node, loop.body) for each in uses(source, counter.variable)):
        return None
    result = _only_result(source, loop, limit)
    start = _start(source, loop, result) if result is not None else None
    if (
        result is None
        or start is None
        or determinants(source, function) != frozenset()
        or may_recurse(source, function)
    ):
        return None
    return _Accumulation(function, loop, result, start, limit, first)


def _is_called_often(source: Source, function: Function) -> bool:
    """Whether a plain function of the file, the only one of its name, is called again and again."""
    if function.kind != "free" or function.is_template or len(find_functions(source, function.name)) != 1:
        return False
    words = {text_of(each) for each in function.node.children if each != function.body}
    plain = not words & {"constexpr", "consteval", "inline"} and not function.node.has_error
    return plain and any(runs_often(source, each.node) for each in calls_of(source, function.name))


def _counts_up_to(source: Source, counter: Declaration, limit: Declaration) -> bool:
    """Whether a limit below 0 means no pass: an unsigned counter would take it for a large number."""
    kind, of = variable_type(source, counter), variable_type(source, limit)
    compared = kind.is_signed or not of.is_signed or (of.size or 0) > (kind.size or 8)
    return compared and _is_number(source, counter) and _is_number(source, limit)


def _is_number(source: Source, variable: Declaration) -> bool:
    kind = variable_type(source, variable)
    plain = not variable.type.reference and not variable.is_volatile and not variable.macro_altered
    return plain and kind.is_integral and kind.name != "bool" and 4 <= (kind.size or 0) <= 8


def _only_result(source: Source, loop: Loop, limit: Declaration) -> Declaration | None:
    """The one variable that a pass hands on to the next, where passes depend on nothing else but the counter and
    constants."""
    found: set[Declaration] = set()
    for each in walk(loop.body):
        variable = resolve(source, each) if each.type == "identifier" else None
        if variable is None or not variable.is_variable or is_inside(variable.name_node, loop.node):
            continue
        if variable is limit:
            return None
        if variable.is_automatic and not (variable.is_const and _is_constant(variable)):
            found.add(variable)
    return found.pop() if len(found) == 1 else None


def _is_constant(variable: Declaration) -> bool:
    initial = variable.initializer
    return initial is not None and not variable.type.reference and all(not _names(each) for each in initial.arguments)


def _names(node: Node) -> bool:
    return any(each.type.endswith("identifier") for each in walk(node))


def _start(source: Source, loop: Loop, result: Declaration) -> Node | None:
    """The constant that the result begins with: nothing but its declaration names it before the loop."""
    initial, kind = result.initializer, result.type
    if result.kind is not Kind.LOCAL or result.node.parent != loop.node.parent or not result.is_sole:
        return None
    if initial is None or len(initial.arguments) != 1 or initial.style != "copy" or _names(initial.arguments[0]):
        return None
    if not kind.is_arithmetic or kind.reference or kind.name == "bool" or result.is_volatile or kind.macro_altered:
        return None
    early = any(each.node.start_byte < loop.node.start_byte or each.in_lambda for each in uses(source, result))
    return None if early or kind.const or not is_replaceable(source, result.node) else initial.arguments[0]


def _finding(source: Source, found: _Accumulation) -> Finding:
    function, loop, name, limit = found.function, found.loop, found.result.name, found.limit.name
    table, passes = unused_name(source, f"{name}_after"), unused_name(source, "passes")
    calls = ", ".join(sorted({str(line_of(source, each.node.start_byte)) for each in calls_of(source, function.name)}))
    return Finding(
        title=f"Keep the results of {function.name} and go on from the last",
        explanation=(
            f"Each call of `{function.name}` (line {calls}) makes its O({limit}) passes anew, though they are the same "
            f"for every `{limit}`: with a table of `{name}` after each pass, all calls together make no more passes "
            "than the one with the largest argument."
        ),
        edits=(*_edits(source, found, table, passes), *included(source, "<vector>")),
        range=node_range(loop.node),
        notes=(f"The table keeps up to {_MAX_ENTRIES:,} results, as many as the largest argument asks for.",),
    )


def _edits(source: Source, found: _Accumulation, table: str, passes: str) -> Iterator[TextEdit]:
    counter, limit, name = found.loop.counter, found.limit.name, found.result.name
    assert counter is not None, "checked by _read"
    element = str(variable_type(source, found.result).decayed)
    declared = f"static {standard(source, 'vector')}<{element}> {table}(1, {text_of(found.start)});"
    yield statement_before(source, found.result.node, declared)
    yield TextEdit.replace(found.start.start_byte, found.start.end_byte, f"{table}.back()")
    kind = variable_type(source, counter.variable).decayed
    size = f"({kind}){table}.size()"
    text = size if found.first == 1 else f"{size} {'+' if found.first > 1 else '-'} {abs(found.first - 1)}"
    yield TextEdit.replace(counter.start.start_byte, counter.start.end_byte, text)
    yield _kept(source, found.loop, f"if ({table}.size() <= {_MAX_ENTRIES}) {table}.push_back({name});")
    shift = f" {'+' if found.offset > 0 else '-'} {abs(found.offset)}" if found.offset else ""
    made = f"{limit}{shift}"
    if found.offset <= 0 or variable_type(source, found.limit).is_signed:
        made = f"{limit} > {-found.offset} ? {made} : 0"
    last = (
        f"const {standard(source, 'size_t')} {passes} = {made};",
        f"if ({passes} < {table}.size()) {name} = {table}[{passes}];",
    )
    yield statement_after(source, found.loop.node, laid_out(source, found.loop.node, *last))


def _kept(source: Source, loop: Loop, text: str) -> TextEdit:
    """The loop's body with one more statement at its end."""
    body, steps = loop.body, statements_of(loop.body)
    if body.type == "compound_statement" and steps:
        return statement_after(source, steps[-1], text)
    header = max(each.end_byte for each in loop.node.children if each.end_byte <= body.start_byte)
    lines = (" {", f"\t{text_of(body)}", f"\t{text}", "}")
    return TextEdit.replace(header, body.end_byte, laid_out(source, loop.node, *lines))
