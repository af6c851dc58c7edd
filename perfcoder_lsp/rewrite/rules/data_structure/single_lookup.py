"""DS14: one look-up in a map where the code looks the same key up several times."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.lookups import Question, elements_in, is_kept, questions
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.nodes import nodes_inside, parent_of, symbol_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import read_update
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import statement_before
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit


@rule(
    id="DS14",
    category=Category.DATA_STRUCTURE,
    summary="Look a key up once where the code asks for it and then fetches it",
    gain=1.2,
)
def single_lookup(source: Source) -> Iterator[Finding]:
    """
    What it does: where an `if` asks by `find` or `count` whether a key is in a map, and then uses `m[key]`, keeps the
    iterator that `find` returns and uses that; makes `if (m.count(k)) m[k]++; else m[k] = 1;` just `m[k]++;`.

    Why: each `m[key]` searches the tree or hashes the key again, to find the place that was found already.

    When not: the key's value or the map may change between the question and the use; the key is computed by a function
    of the file; the map is used otherwise in that code, has a comparator, or is no plain variable; the `if` is an
    `else if`, or jumps and directives surround it.

    Source: catalogue DS14, measured 1.21x. abseil's tip 132; cppcheck stlFindInsert (both without a fix).
    """
    if source.language == "c" or threads_of(source):
        return
    for question in questions(source):
        finding = _counting(source, question) or _keeping(source, question)
        if finding is not None:
            yield finding


def _keeping(source: Source, question: Question) -> Finding | None:
    """Keep the iterator that the question finds."""
    block = parent_of(source, question.statement)
    function = function_of(source, question.statement)
    if block is None or block.type != "compound_statement" or function is None:
        return None
    if nodes_inside(source, function.node, "labeled_statement"):
        return None
    elements: list[Node] = []
    for region in question.present:
        found = elements_in(source, question, region)
        if found is None or nodes_inside(source, region, "lambda_expression"):
            return None
        elements += found
    if not elements or not is_kept(source, question, elements) or nodes_inside(source, question.test, "comment"):
        return None
    name, map_name = unused_name(source, "found"), question.map.name
    comparison = f"{name} {'==' if question.negated else '!='} {map_name}.end()"
    search = f"auto {name} = {map_name}.find({source.slice(question.key)});"
    edits = [statement_before(source, question.statement, search), replaced(question.test, comparison)]
    edits += [replaced(each, f"{name}->second") for each in elements]
    again = "once more" if len(elements) == 1 else f"{len(elements)} more times"
    return _finding(source, question, f"Keep what {map_name}.find finds", again, edits)


def _counting(source: Source, question: Question) -> Finding | None:
    """`if (m.count(k)) m[k] += x; else m[k] = x;` as `m[k] += x;`"""
    value = question.map.type.arguments[1]
    then = _only_expression(question.present[-1]) if len(question.present) == 1 else None
    other = _only_expression(question.absent) if question.absent is not None else None
    if then is None or other is None or not value.is_integral or value.name == "bool":
        return None
    added = _stored(source, question, then, "++", "+=")
    same = added is not None and added == _stored(source, question, other, "=")
    if not same or nodes_inside(source, question.statement, "comment"):
        return None
    edit = replaced(question.statement, f"{source.slice(then)};")
    name = question.map.name
    return _finding(source, question, f"Let {name}[{source.slice(question.key)}] begin at 0", "once more", [edit])


def _only_expression(branch: Node) -> Node | None:
    """The expression of a branch that is one expression statement."""
    while branch.type in ("else_clause", "compound_statement"):
        inner = branch.named_children
        if len(inner) != 1:
            return None
        branch = inner[0]
    return branch.named_children[0] if branch.type == "expression_statement" and branch.named_children else None


def _stored(source: Source, question: Question, step: Node, *symbols: str) -> str | None:
    """The integer that a step adds to the key's element or stores in it, as text: "1" for `m[k]++`."""
    update = read_update(step) if symbol_of(step) in symbols else None
    if update is None or not _is_element(source, question, update.target):
        return None
    value = update.amount
    known = value is None or (type_of(source, value).is_integral and is_pure(source, value))
    return update.amount_text if known and (value is None or elements_in(source, question, value) == []) else None


def _is_element(source: Source, question: Question, node: Node) -> bool:
    return node.type == "subscript_expression" and (elements_in(source, question, node) or []) == [node]


def _finding(source: Source, question: Question, title: str, again: str, edits: list[TextEdit]) -> Finding:
    name, key = question.map.name, source.slice(question.key)
    cost = "a descent of O(log n) steps through the tree" if question.map.type.container == "map" else "hashing the key"
    line = line_of(source, question.statement.start_byte)
    return Finding(
        title=title,
        explanation=(
            f"The condition in line {line} looks `{key}` up in `{name}`, and `{name}[{key}]` then searches for "
            f"the same key {again}: each time {cost}. Neither changes in between, so that one look-up is enough."
        ),
        edits=tuple(edits),
        range=node_range(question.statement),
    )
