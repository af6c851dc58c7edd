"""The rule STR3: the length of a C string in a loop's condition."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_in, calls_of
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.facts.characters import keeps_length
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.includes import has_directive, macro_names, macro_words
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import is_inside, nodes_inside, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.operators import is_stream
from perfcoder_lsp.cpp.scopes import declarations_named, variable_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import takes_declarations
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import statement_before
from perfcoder_lsp.strategy import Category

_STRICT = frozenset({"binary_expression", "parenthesized_expression", "cast_expression", "condition_clause"})


@rule(id="STR3", category=Category.LOOP, summary="Measure a C string once, not in every pass of a loop", gain=20)
def measure_once(source: Source) -> Iterator[Finding]:
    """
    What it does: computes the length of s before a loop with `i < strlen(s)` in its condition that writes or calls
    something, but provably leaves the length as it is: it does not change s, or only puts other characters in the place
    of those before its end (`s[i] = toupper(s[i])`).

    Why: `strlen` looks at every character of s in each pass, so that the loop costs the square of its length. Where a
    loop only reads and computes, the compiler measures once by itself; not where it writes or calls.

    When not: the loop may store a NUL in s, or beyond its end; s is changed as a whole, through another pointer, or by
    a function; `strlen` is not called in every pass (after `&&`); s is declared in the loop's header; the file has
    another strlen; a macro takes part.

    Source: catalogue STR3, measured 426x (a loop that writes), 1.0x (one that only reads, which is refused).
    """
    found = calls_of(source, "strlen")
    if not found or declarations_named(source, "strlen") or "strlen" in macro_names(source):
        return
    by_condition = {each.condition.id: each for each in loops(source) if each.condition is not None}
    for call in found:
        loop = _loop_of(source, call.node, by_condition)
        text = _text(source, call)
        if loop is None or text is None or is_inside(text.name_node, loop.node) or not call.in_std:
            continue
        if _hides_length(source, loop) and keeps_length(source, loop, text):
            yield _finding(source, call, loop, text)


def _loop_of(source: Source, node: Node, by_condition: dict[int, Loop]) -> Loop | None:
    """The loop in front of which a call in its condition can be evaluated: the call is made in every pass."""
    while node.id not in by_condition:
        parent = parent_of(source, node)
        operator = parent.child_by_field_name("operator") if parent is not None else None
        if parent is None or parent.type not in _STRICT:
            return None
        short = operator is not None and text_of(operator) in ("&&", "||", "and", "or")
        if short and parent.child_by_field_name("left") != node:
            return None
        node = parent
    loop = by_condition[node.id]
    function = understood_function(source, loop.node)
    plain = function is not None and takes_declarations(source, loop.node) and not has_directive(source, loop.node)
    return loop if plain and loop.kind in ("for", "while") else None


def _text(source: Source, call: Call) -> Declaration | None:
    """The array or pointer that is measured."""
    argument = unwrapped(call.arguments[0]) if len(call.arguments) == 1 else call.node
    found = variable_of(source, argument)
    if found is None or not found.is_variable or found.is_volatile or found.name in macro_words(source):
        return None
    kind = found.type
    element = kind.element
    array = len(kind.extents) == 1 and not kind.pointers
    pointer = kind.pointers == 1 and not kind.extents and found.kind is Kind.PARAMETER
    known = element is not None and element.name == "char" and not kind.reference
    return found if known and (array or pointer) and not found.macro_altered else None


def _hides_length(source: Source, loop: Loop) -> bool:
    """Whether the loop does something that a compiler has to take for a possible change of the string."""
    if calls_in(source, loop.body):
        return True
    for each in nodes_inside(source, loop.body, "assignment_expression", "update_expression"):
        target = each.child_by_field_name("left") or each.child_by_field_name("argument")
        if target is not None and unwrapped(target).type != "identifier":
            return True
    return any(is_stream(source, each) for each in nodes_inside(source, loop.body, "binary_expression"))


def _finding(source: Source, call: Call, loop: Loop, text: Declaration) -> Finding:
    name = unused_name(source, f"{text.name}_length")
    line = line_of(source, loop.node.start_byte)
    measured = text_of(call.node)
    return Finding(
        title=f"Compute {measured} once before the loop",
        explanation=(
            f"The condition of the loop in line {line} calls `{measured}` in every pass, which looks at all of "
            f"`{text.name}` each time: O(n²) for n characters. The loop leaves the length of `{text.name}` as it is, "
            "so once is enough."
        ),
        edits=(
            statement_before(source, loop.node, f"const size_t {name} = {measured};"),
            replaced(call.node, name),
        ),
        range=node_range(loop.node),
    )
