"""The rule STR4: comparing a part of a string without copying it."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of, read_call
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.nodes import parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_string, standard
from perfcoder_lsp.strategy import Category


@rule(id="STR4", category=Category.MEMORY, summary="Compare a part of a string without copying it", gain=1.6)
def compare_in_place(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `s.substr(i, k) == p` by `s.compare(i, k, p) == 0`, `!=` likewise, p on whichever side;
    where p is a part of a string, too, by `s.compare(i, k, t, j, m) == 0`.

    Why: `substr` copies the part into a new string, which is allocated where it has more than 15 characters.

    When not: s or p is no std::string (p may be a literal); an operand has a side effect or runs code of the file, so
    that the order of evaluation matters; the text of an exception is looked at, which names the function; a macro takes
    part, or a comment would be lost.

    Source: catalogue STR4, measured 3.4x (long), 1.75x (short). abseil totw/1.
    """
    if calls_of(source, "what") or user_operators(source) & {"==", "!="}:
        return
    done: set[int] = set()
    for call in calls_of(source, "substr"):
        comparison = parent_of(source, call.node)
        while comparison is not None and comparison.type == "parenthesized_expression":
            comparison = parent_of(source, comparison)
        if comparison is None or comparison.id in done or not _is_part(source, call):
            continue
        done.add(comparison.id)
        other = _other_side(comparison, call.node)
        if other is not None and is_replaceable(source, comparison) and is_pure(source, comparison):
            wanted = _wanted(source, other)
            if wanted is not None and understood_function(source, comparison) is not None:
                yield _finding(source, call, comparison, wanted)


def _is_part(source: Source, call: Call) -> bool:
    """Whether a call of `substr` yields a part of a std::string that is named."""
    if call.object is None or call.arrow or not 1 <= len(call.arguments) <= 2:
        return False
    return is_standard_string(source, call.object) and all(type_of(source, n).is_integral for n in call.arguments)


def _other_side(comparison: Node, part: Node) -> Node | None:
    """What the part is compared with by `==` or `!=`."""
    left, right = comparison.child_by_field_name("left"), comparison.child_by_field_name("right")
    operator = comparison.child_by_field_name("operator")
    if comparison.type != "binary_expression" or left is None or right is None or operator is None:
        return None
    if text_of(operator) not in ("==", "!="):
        return None
    return unwrapped(right) if unwrapped(left) == part else unwrapped(left)


def _wanted(source: Source, other: Node) -> str | None:
    """The further arguments of `compare` for what a part is compared with."""
    call = read_call(other)
    if call is not None and call.name == "substr" and call.object is not None and _is_part(source, call):
        return f"{source.slice(call.object)}, {_place(source, call)}"
    literal = other.type == "string_literal" and text_of(other).startswith('"')
    return source.slice(other) if literal or is_standard_string(source, other) else None


def _place(source: Source, call: Call) -> str:
    """Begin and length of a part."""
    begin = source.slice(call.arguments[0])
    return f"{begin}, {source.slice(call.arguments[1]) if len(call.arguments) == 2 else _end(source)}"


def _end(source: Source) -> str:
    return f"{standard(source, 'string')}::npos"


def _finding(source: Source, call: Call, comparison: Node, wanted: str) -> Finding:
    name = source.slice(call.object) if call.object is not None else ""
    operator = comparison.child_by_field_name("operator")
    symbol = text_of(operator) if operator is not None else "=="
    text = f"{name}.compare({_place(source, call)}, {wanted}) {symbol} 0"
    return Finding(
        title=f"Compare a part of {name} with {wanted} in place",
        explanation=(
            f"Line {line_of(source, comparison.start_byte)} copies a part of `{name}` into a new string only to "
            f"compare it with `{wanted}`; `compare` looks at the characters where they are."
        ),
        edits=(replaced(comparison, text),),
        range=node_range(comparison),
    )
