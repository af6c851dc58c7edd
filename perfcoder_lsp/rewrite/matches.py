"""What a loop does for each element that matches, where one look-up is to take the loop's place."""

from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.aliases import are_distinct
from perfcoder_lsp.cpp.facts.purity import is_unaffected
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.includes import macro_names, macro_words
from perfcoder_lsp.cpp.nodes import nodes_inside, text_of
from perfcoder_lsp.cpp.patterns import match_all
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.statements import statements_of

_CONSTANTS = frozenset({"true", "false", "char_literal"})


@dataclass(frozen=True)
class Apart:
    """What a loop over an array reads, and what is done for a match has to leave alone: the array, the counters, and
    expressions that are fixed."""

    array: Declaration
    counters: tuple[Declaration, ...]
    fixed: tuple[Node, ...]


def own_integer(source: Source, node: Node, apart: Apart) -> str | None:
    """The name of an integer variable that is none of those that the loop reads."""
    variable = resolve(source, node) if node.type == "identifier" else None
    if variable is None or not variable.is_variable or variable.is_volatile or variable.type.reference:
        return None
    distinct = variable not in apart.counters and are_distinct(source, apart.array, variable)
    known = variable_type(source, variable).is_integral and distinct
    return variable.name if known and all(is_unaffected(source, each, (variable,)) for each in apart.fixed) else None


def done_once(source: Source, then: Node, apart: Apart) -> tuple[Node, ...]:
    """The statements run for a match, where it makes no difference for which one, or how often: they return, or set
    variables to constants (and a `break` may follow). Empty for anything else."""
    steps = statements_of(then)
    counters = {each.name for each in apart.counters}
    named = {text_of(each) for each in nodes_inside(source, then, "identifier")}
    if named & macro_names(source) and counters & macro_words(source):
        return ()
    if not steps or counters & named or nodes_inside(source, then, "continue_statement", "lambda_expression"):
        return ()
    if steps[-1].type == "return_statement":
        return () if nodes_inside(source, then, "break_statement") else steps
    sets = steps[:-1] if steps[-1].type == "break_statement" else steps
    for each in sets:
        parts = match_all("$x = $value;", (each,))
        constant = parts is not None and (literal(parts["$value"]) is not None or parts["$value"].type in _CONSTANTS)
        if parts is None or not constant or own_integer(source, parts["$x"], apart) is None:
            return ()
    return steps if sets else ()


def in_one_line(steps: tuple[Node, ...]) -> str:
    """Statements as one: in braces where there are several."""
    texts = [text_of(each) for each in steps]
    return texts[0] if len(texts) == 1 else f"{{ {' '.join(texts)} }}" if texts else ""
