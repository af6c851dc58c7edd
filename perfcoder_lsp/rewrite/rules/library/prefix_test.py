"""The rule STR5: whether a string begins with another one."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.nodes import parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_string
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit


@rule(id="STR5", category=Category.LIBRARY, summary="Look for a prefix only where it can be", gain=3)
def prefix_test(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `s.find(p) == 0` by `s.rfind(p, 0) == 0`, which tells the same for strings, literals and
    characters, also empty ones (`!= 0` and `!s.find(p)` likewise). It is how prefixes are tested before C++20.

    Why: where s does not begin with p, `find` goes on to search all of s for it; `rfind` with position 0 compares once.

    When not: the position that `find` returns is used for anything but a comparison with 0, or the search does not
    start at 0; s is no std::string; a macro takes part.

    Source: catalogue STR5, measured 6.2x. clang-tidy modernize-use-starts-ends-with, abseil-string-find-startswith.
    """
    for call in calls_of(source, "find"):
        start = literal(call.arguments[1]) if len(call.arguments) == 2 else 0
        if call.object is None or call.arrow or not 1 <= len(call.arguments) <= 2 or start != 0:
            continue
        if not _is_compared_with_zero(source, call.node) or not is_standard_string(source, call.object):
            continue
        if understood_function(source, call.node) is not None and not _names_macro(source, call.arguments[0]):
            yield _finding(source, call)


def _names_macro(source: Source, wanted: Node) -> bool:
    """Whether a macro may stand for more than one argument."""
    return any(text_of(each) in macro_names(source) for each in walk(wanted) if each.type == "identifier")


def _is_compared_with_zero(source: Source, node: Node) -> bool:
    """Whether all that is asked of a position is whether it is 0."""
    parent = parent_of(source, node)
    while parent is not None and parent.type == "parenthesized_expression":
        node, parent = parent, parent_of(source, parent)
    operator = parent.child_by_field_name("operator") if parent is not None else None
    if parent is None or operator is None:
        return False
    if parent.type == "unary_expression":
        return text_of(operator) in ("!", "not")
    left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
    if parent.type != "binary_expression" or text_of(operator) not in ("==", "!=") or left is None or right is None:
        return False
    return literal(unwrapped(right if left == node else left)) == 0


def _finding(source: Source, call: Call) -> Finding:
    name, wanted = text_of(call.object) if call.object is not None else "", text_of(call.arguments[0])
    function = call.node.child_by_field_name("function")
    method = function.child_by_field_name("field") if function is not None else None
    at = method.start_byte if method is not None else call.node.start_byte
    edits = [TextEdit.insert(at, "r")]
    if len(call.arguments) == 1:
        edits.append(TextEdit.insert(call.arguments[0].end_byte, ", 0"))
    return Finding(
        title=f"Test whether {name} begins with {wanted} by {name}.rfind({wanted}, 0)",
        explanation=(
            f"Line {line_of(source, call.node.start_byte)} only asks whether `{name}` begins with `{wanted}`, but "
            f"where it does not, `find` searches all of `{name}`: work that grows with its length instead of that of "
            f"`{wanted}`."
        ),
        edits=tuple(edits),
        range=node_range(call.node),
    )
