"""Is a mention of a local variable its last use, on all paths."""

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.facts.escape import stays_private
from perfcoder_lsp.cpp.facts.flow import has_plain_flow, is_left_before, uses_after
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.nodes import enclosing_statement, is_inside
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.uses import Use, uses


def is_last_use(source: Source, variable: Declaration, use: Use) -> bool:
    """Whether nobody looks at the variable's value after the statement of this use, and the statement itself names it
    only there: whatever is left of the object is only destroyed. Loops around the use must make the variable anew in
    every pass."""
    function = function_of(source, use.node)
    if function is None or variable.kind not in (Kind.LOCAL, Kind.PARAMETER) or variable.function != function.node:
        return False
    if variable.type.reference or variable.is_volatile or variable.name in macro_words(source):
        return False
    statement = enclosing_statement(use.node)
    later = uses_after(source, variable, statement)
    if use in later or any(is_inside(each.node, statement) for each in uses(source, variable) if each != use):
        return False
    if not has_plain_flow(source, function) or not all(is_left_before(source, use.node, each.node) for each in later):
        return False
    return stays_private(source, variable)
