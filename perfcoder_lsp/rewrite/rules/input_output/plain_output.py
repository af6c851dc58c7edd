"""The rule IO6: printing a character or a string without a format."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of, read_call
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.includes import has_include, has_local_includes, macro_names, macro_words
from perfcoder_lsp.cpp.loops import runs_often
from perfcoder_lsp.cpp.nodes import parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.places import refers
from perfcoder_lsp.cpp.scopes import declarations_named, variable_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_string
from perfcoder_lsp.strategy import Category

_FORMAT = re.compile(r'"%(?P<kind>[cs])(?P<after>(?![%\\"\'])[ -~]|\\[nt])?"')
_USED = ("printf", "putchar", "fputs", "stdout")
_PLACES = frozenset({"identifier", "subscript_expression", "field_expression"})
_FOLDED = frozenset({"%c", "%s\\n"})  # what compilers turn into putchar and puts themselves


@rule(id="IO6", category=Category.INPUT_OUTPUT, summary="Print a character or a string without a format", gain=1.4)
def plain_output(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `printf("%c ", c);` by `putchar(c), putchar(' ');`, and `printf("%s", s);` by
    `fputs(s, stdout);` (with one further character: `fputs(s, stdout), putchar(' ');`).

    Why: printf interprets its format on each call; putchar and fputs only copy characters into the buffer. Compilers do
    this by themselves for `"%c"` and `"%s\\n"`, which are left alone.

    When not: the result of printf is used; s is a pointer, which printf may be given as null; the format is anything
    else; several threads may print; it runs only once; the file has its own function of one of these names; a macro
    takes part.

    Source: catalogue IO6, measured 1.55x.
    """
    calls = calls_of(source, "printf")
    if not calls or not any(has_include(source, each) for each in ("<stdio.h>", "<cstdio>")) or threads_of(source):
        return
    if any(declarations_named(source, each) or each in macro_names(source) for each in _USED):
        return
    found: dict[int, list[tuple[Call, str]]] = {}
    for call in calls:
        statement = parent_of(source, call.node)
        if not call.in_std or len(call.arguments) != 2 or statement is None or statement.type != "expression_statement":
            continue
        text = _plain(source, call)
        if text is None or not runs_often(source, call.node) or not is_replaceable(source, statement):
            continue
        function = understood_function(source, call.node)
        if function is not None:
            found.setdefault(function.node.id, []).append((call, text))
    for each in found.values():
        yield _finding(source, each)


def _plain(source: Source, call: Call) -> str | None:
    """The calls that print the same without a format."""
    template, value = call.arguments
    found = _FORMAT.fullmatch(text_of(template)) if template.type == "string_literal" else None
    if found is None or text_of(template)[1:-1] in _FOLDED:
        return None
    prefix = "std::" if call.qualifier else ""
    printed = source.slice(value)
    if found["kind"] == "c":
        kind = type_of(source, value)
        if not kind.is_integral or (kind.size or 8) > 4:
            return None
        first = f"{prefix}putchar({printed})"
    elif _is_text(source, value):
        first = f"{prefix}fputs({printed}, stdout)"
    else:
        return None
    if found["after"] and has_local_includes(source):
        return None  # threads of other files might print in between
    return f"{first}, {prefix}putchar('{found['after']}')" if found["after"] else first


def _is_text(source: Source, value: Node) -> bool:
    """A text that is no null pointer: an array of characters, or a std::string's `c_str()`."""
    value = unwrapped(value)
    call = read_call(value)
    if call is not None:
        own = call.name in ("c_str", "data") and call.object is not None and not call.arrow and not call.arguments
        return own and call.object is not None and is_standard_string(source, call.object)
    kind = type_of(source, value)
    if kind.name != "char" or len(kind.extents) != 1 or kind.pointers or value.type not in _PLACES:
        return False
    variable = variable_of(source, value)  # an array parameter is a pointer
    return text_of(value) not in macro_words(source) and (variable is None or not refers(variable))


def _finding(source: Source, found: list[tuple[Call, str]]) -> Finding:
    """What is printed in one function."""
    first, text = found[0]
    printed = ", ".join(dict.fromkeys(text_of(call.arguments[1]) for call, _ in found))
    further = f", and {len(found) - 1} more here, each" if len(found) > 1 else ""
    return Finding(
        title=f"Print {printed} without a format",
        explanation=(
            f"`{text_of(first.node)}` in line {line_of(source, first.node.start_byte)}{further} has a format that is "
            f"interpreted anew every time, only to copy a character or a text into the output's buffer; `{text}` does "
            "so at once."
        ),
        edits=tuple(replaced(call.node, text) for call, text in found),
        range=node_range(first.node),
    )
