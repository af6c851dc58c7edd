"""Rule of "Data Structure Selection": DS10."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.flags import holds_flags
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.threads import unless_threads
from perfcoder_lsp.cpp.functions import has_main
from perfcoder_lsp.cpp.includes import has_local_includes
from perfcoder_lsp.cpp.nodes import parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.scopes import resolve, variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import UNKNOWN
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.containers import own_container, starts_as_sequence, type_of_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_OTHER = {"bool": "char", "char": "bool"}
_MANY = 1 << 23  # bytes that no cache but the largest holds
_SIZING = frozenset({"assign", "resize"})


@rule(id="DS10", category=Category.DATA_STRUCTURE, summary="Store flags as bytes, or as bits", gain=1.1)
def other_flags(source: Source) -> Iterator[Finding]:
    """
    What it does: declares a `vector<bool>` as `vector<char>`; or, if it certainly has more than eight million elements
    and holds only 0 and 1, a `vector<char>` as `vector<bool>`.

    Why: a byte is read and written by one instruction, where a bit takes a shift and a mask, too; but eight times as
    many bits fit into a cache. Which counts for more depends on how many there are and how they are visited.

    When not: an element is printed, bound to a reference or `auto`, or given to a function, which would see another
    type; data() or an iterator is used; anything but 0, 1 or a bool is stored; the vector as a whole is copied, passed
    or returned; threads may write neighbouring bits; there may be so many bits that bytes don't fit into memory.

    Source: catalogue DS10, bytes measured 0.84x for some sizes and 1.21x for 20 million. Folklore says bytes are
    faster.
    """
    if source.language == "c" or b"vector" not in source.text:
        return
    found = [each for each in variables(source) if each.type.is_vector_of(lambda kind: kind.name in _OTHER)]
    for vector in unless_threads(source, found):
        name = own_container(source, vector, ("vector",))
        plain = name is not None and _is_own(source, vector) and starts_as_sequence(source, vector)
        if name is not None and plain and _suits(source, vector) and holds_flags(source, vector):
            yield _finding(source, vector, name)


def _is_own(source: Source, vector: Declaration) -> bool:
    """Whether neither another file nor a thread that one starts can see the vector."""
    if has_main(source) and not has_local_includes(source):
        return True
    return vector.kind is Kind.LOCAL and not any(use.in_lambda for use in uses(source, vector))


def _suits(source: Source, vector: Declaration) -> bool:
    """Whether there are certainly so many bytes that they would not fit into a cache, or not so many bits that bytes
    might not fit into memory."""
    sizes = list(vector.initializer.arguments[:1]) if vector.initializer is not None else []
    asked = [use for use in uses(source, vector) if use.call and use.call.arguments]
    sizes += [use.call.arguments[0] for use in asked if use.call and use.method in _SIZING]
    known = (value_range(source, each) for size in sizes for each in _values(source, size))
    are_many = any(each is not None and each.low >= _MANY for each in known)
    if vector.type.arguments[0].name == "char":
        return are_many
    sizes += [use.call.arguments[0] for use in asked if use.call and use.method == "reserve"]
    return not are_many and all(_is_moderate(source, each) for each in sizes)


def _values(source: Source, size: Node) -> tuple[Node, ...]:
    """The expression that tells a number of elements; that of a constant where the grammar took its name for a
    type."""
    if size.type != "parameter_declaration":
        return (size,)
    name = size.child_by_field_name("type")
    constant = resolve(source, name) if name is not None and text_of(name) == text_of(size) else None
    given = constant.initializer if constant is not None and constant.is_const else None
    return given.arguments if given is not None and len(given.arguments) == 1 else ()


def _is_moderate(source: Source, size: Node) -> bool:
    """Whether a number of elements has at most 32 bits, or is what another container has already."""
    pair, call = operands(size, "+", "-"), read_call(unwrapped(size))
    if pair is not None:
        return all(_is_moderate(source, each) for each in pair)
    if call is not None and call.object is not None and call.name == "size":
        return type_of(source, call.object).container not in ("", "bitset")
    name = size.child_by_field_name("type") if size.type == "parameter_declaration" else size
    kind = type_of_name(source, name) if name is not None else UNKNOWN
    return kind.is_integral and (kind.size or 8) <= 4


def _finding(source: Source, vector: Declaration, name: Node) -> Finding:
    kind = vector.type.arguments[0].name
    other, line = _OTHER[kind], line_of(source, vector.node.start_byte)
    template = parent_of(source, name)
    listed = template.child_by_field_name("arguments") if template is not None else None
    assert listed is not None, "the vector is written with the type of its elements"
    written = listed.named_children[0]
    reason = (
        "each access shifts and masks a bit; a byte is read and written by one instruction"
        if other == "char"
        else "it holds only 0 and 1; as bits, eight times as many fit into a cache"
    )
    return Finding(
        title=f"Store the flags of {vector.name} as {'bytes' if other == 'char' else 'bits'}",
        explanation=f"`{vector.name}` in line {line} is a `vector<{kind}>`: {reason}.",
        edits=(TextEdit.replace(written.start_byte, written.end_byte, other),),
        range=node_range(vector.node),
        notes=("Which is faster depends on how many flags there are; bytes take eight times as much memory.",),
    )
