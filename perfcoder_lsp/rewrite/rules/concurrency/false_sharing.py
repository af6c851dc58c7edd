"""Rules of "Multithreading and Concurrency": MT2."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.effects import Effect
from perfcoder_lsp.cpp.facts.recursion import may_recurse
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.facts.trips import constant
from perfcoder_lsp.cpp.functions import function_of, has_main
from perfcoder_lsp.cpp.includes import has_directive, in_conditional, macro_words
from perfcoder_lsp.cpp.loops import loops_around
from perfcoder_lsp.cpp.nodes import field_of, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.uses import Use, UseKind, uses
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import statement_before
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_LINE = 64
_MAX_ELEMENTS = 256
_HOLDERS = frozenset({"compound_statement", "translation_unit", "declaration_list"})


@rule(id="MT2", category=Category.CONCURRENCY, summary="Give each thread's counter a cache line of its own", gain=1.3)
def separate_cache_lines(source: Source) -> Iterator[Finding]:
    """
    What it does: makes `long long counts[4]`, of which several threads change an element each in loops, an array of
    `struct alignas(64) counts_line { long long value; }`, and `counts[i]` everywhere `counts[i].value`.

    Why: neighbouring elements lie in one cache line, which moves from core to core at each change, although no two
    threads use the same element.

    When not: the array is used in any other way than by its elements, one at a time: its size or address is taken, it
    is passed on, walked over, bound to a reference; its length is no small constant; another file may name it; it is
    no array of numbers; it is declared together with others, in a function that may call itself, or under #if; a macro
    or pragma names it.

    Source: catalogue MT2, not measured there (it needs two cores). Agner Fog; abseil.
    """
    if source.language == "c" or not threads_of(source):
        return
    for variable in variables(source):
        kind = variable.type
        if len(kind.extents) != 1 or kind.pointers or variable.kind not in (Kind.LOCAL, Kind.GLOBAL, Kind.STATIC_LOCAL):
            continue
        accesses = [_element(source, each) for each in uses(source, variable) if not _is_reference_capture(each)]
        elements = [each for each in accesses if each is not None]
        if elements and len(elements) == len(accesses) and _is_plain(source, variable) and _is_shared(source, variable):
            yield _separated(source, variable, elements)


def _is_reference_capture(use: Use) -> bool:
    return use.kind is UseKind.CAPTURE and use.effect is Effect.NONE


def _element(source: Source, use: Use) -> Node | None:
    """The element that a use reads or changes on the spot."""
    place = parent_of(source, use.node)
    touched = use.kind is UseKind.SUBSCRIPT and not use.escapes and use.effect is not Effect.NONE
    if not touched or place is None or place.type != "subscript_expression":
        return None
    return place if field_of(place, "argument") == use.node else None


def _is_plain(source: Source, variable: Declaration) -> bool:
    """Whether the array is one of a few numbers, whose declaration can be written with another type."""
    element, size = variable.type.element, field_of(variable.declarator, "size")
    if size is None and variable.declarator.type == "init_declarator":
        inner = field_of(variable.declarator, "declarator")
        size = field_of(inner, "size") if inner is not None else None
    count = constant(source, size) if size is not None else None
    if element is None or not element.is_arithmetic or element.const or count is None or count > _MAX_ELEMENTS:
        return False
    if variable.kind is Kind.GLOBAL and not has_main(source) and "static" not in variable.specifiers:
        return False  # another file may know it as it was
    if variable.macro_altered or variable.is_volatile or not variable.is_sole or variable.specifiers - {"static"}:
        return False
    around, function = parent_of(source, variable.node), function_of(source, variable.node)
    if around is None or around.type not in _HOLDERS or in_conditional(source, variable.node.start_byte):
        return False
    if source.root.has_error or has_directive(source, variable.node) or variable.name in macro_words(source):
        return False
    pragmas = " ".join(text_of(each) for each in nodes_of_type(source, "preproc_call"))
    initial = variable.initializer
    listed = initial is None or initial.style == "brace"
    once = function is None or not (function.is_template or may_recurse(source, function))
    return listed and once and count > 1 and variable.name not in pragmas


def _is_shared(source: Source, variable: Declaration) -> bool:
    """Whether code that may be a thread's changes an element, by an index of its own, in a loop."""
    for use in uses(source, variable):
        function = function_of(source, use.node)
        apart = use.in_lambda or (function is not None and function.name != "main" and variable.kind is Kind.GLOBAL)
        if use.writes and (apart or threads_of(source) == "OpenMP") and loops_around(source, use.node):
            index = use.index
            if index is not None and index.type != "number_literal":
                return True
    return False


def _separated(source: Source, variable: Declaration, elements: list[Node]) -> Finding:
    name, written = variable.name, field_of(variable.node, "type")
    assert written is not None, "an array of numbers has a type"
    line = unused_name(source, f"{name}_line")
    padded = f"struct alignas({_LINE}) {line} {{ {text_of(written)} value; }};"
    size = variable.type.element.size if variable.type.element is not None else None
    return Finding(
        title=f"Give each element of {name} a cache line of its own",
        explanation=(
            f"Threads change elements of `{name}` in loops (line {line_of(source, elements[0].start_byte)}), and "
            f"{_LINE // (size or 8)} of them share one cache line, which moves between the cores at each change; "
            f"aligned to {_LINE} bytes, each has its own."
        ),
        edits=(
            statement_before(source, variable.node, padded),
            replaced(written, line),
            *(TextEdit.insert(each.end_byte, ".value") for each in elements),
        ),
        range=node_range(variable.node),
        notes=(f"{name} takes {_LINE} bytes for each element.",),
    )
