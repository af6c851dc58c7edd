"""CC4: ask for memory some passes before it is needed."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import indentation
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.indirect_access import IndirectAccess, indirect_accesses
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.facts.trips import constant
from perfcoder_lsp.cpp.loops import Counter, loops
from perfcoder_lsp.cpp.nodes import nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.rewrite.layout import in_place_of, indent_step
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_AHEAD = 16
_SMALL = 1 << 18  # elements that the second-level cache holds
_WIDE = 4  # bytes of an int
_MOST = 3


@rule(
    id="CC4",
    category=Category.HARDWARE,
    summary="Prefetch elements that a loop reaches by an index from memory",
    gain=1.3,
)
def prefetch_indirect(source: Source) -> Iterator[Finding]:
    """
    What it does: where each pass of a loop reaches `a[p[i]]`, asks for `a[p[i + 16]]` by `__builtin_prefetch`.

    Why: the processor can't guess where an index that is read from memory leads to, and waits for each element that
    is in no cache, above all where a branch depends on it.

    When not: a later pass may not come (break, return, exceptions, functions of the file) or not reach the element;
    the loop changes the indices or resizes the table; the table is small for sure; inner loops; threads.

    Source: catalogue CC4, not measured there; about 1.5x to 2x here where a branch depends on the element. Agner Fog.
    """
    for each in loops(source):
        if each.kind != "for" or each.counter is None:
            continue
        found = [access for access in indirect_accesses(source, each) if not _is_small(source, access)]
        distinct = {_text_ahead(source, access): access for access in found}
        if distinct and len(distinct) <= _MOST and not threads_of(source):
            yield _finding(source, each.node, each.body, each.counter, distinct)


def _is_small(source: Source, access: IndirectAccess) -> bool:
    """Whether the table has few elements, as its declaration or the type of the numbers in the index shows."""
    read = nodes_inside(source, access.index, "subscript_expression")
    if all((type_of(source, each).size or _WIDE) < _WIDE for each in read):
        return True
    table = access.table
    arrays = nodes_inside(source, table.declarator, "array_declarator")
    size = arrays[0].child_by_field_name("size") if arrays else None
    initial = table.initializer
    if size is None and initial is not None and initial.style == "paren" and initial.arguments:
        size = initial.arguments[0]
    count = constant(source, size) if size is not None else None
    return count is not None and count <= _SMALL


def _text_ahead(source: Source, access: IndirectAccess) -> str:
    """The element that a later pass reaches."""
    text, at = "", access.index.start_byte
    for each in access.counts:
        parent = parent_of(source, each)
        bare = parent is not None and parent.type == "subscript_argument_list"
        name = f"{text_of(each)} + {_AHEAD}"
        text += source.text[at : each.start_byte].decode() + (name if bare else f"({name})")
        at = each.end_byte
    return f"{access.table.name}[{text}{source.text[at : access.index.end_byte].decode()}]"


def _finding(source: Source, loop: Node, body: Node, counter: Counter, distinct: dict[str, IndirectAccess]) -> Finding:
    bound = text_of(counter.bound)
    bound = bound if counter.bound.type in ("identifier", "number_literal", "call_expression") else f"({bound})"
    more = ">" if counter.comparison == "<" else ">="
    head = f"if ({bound} - {counter.variable.name} {more} {_AHEAD})"
    asks = [f"__builtin_prefetch(&{text});" for text in distinct]
    lines = [f"{head} {asks[0]}"] if len(asks) == 1 else [f"{head} {{", *(f"\t{each}" for each in asks), "}"]
    first = next(iter(distinct.values()))
    return Finding(
        title=f"Prefetch the elements of {', '.join(sorted({each.table.name for each in distinct.values()}))}",
        explanation=(
            f"`{text_of(first.node)}` may lie anywhere in `{first.table.name}`: where that is larger than the caches, "
            f"each pass waits for memory. The index that comes {_AHEAD} passes later is known already, so that its "
            "element can be on its way meanwhile."
        ),
        edits=(_at_start(source, body, lines),),
        range=node_range(loop),
        notes=(
            "`__builtin_prefetch` is known to GCC and Clang only; where the table fits into a cache it costs time.",
        ),
    )


def _at_start(source: Source, body: Node, lines: list[str]) -> TextEdit:
    """Put lines in front of the statements of a loop's body."""
    if body.type != "compound_statement":
        return in_place_of(source, body, *lines, text_of(body))
    first = next((each for each in body.named_children if each.start_point.row > body.start_point.row), None)
    step = indent_step(source)
    if first is None:
        return TextEdit.insert(body.start_byte + 1, " " + " ".join(each.strip() for each in lines))
    margin = source.newline + indentation(source, first.start_byte)
    return TextEdit.insert(body.start_byte + 1, "".join(margin + each.replace("\t", step) for each in lines))
