"""DS3: arrays for maps whose keys are small numbers."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import replaced
from perfcoder_lsp.cpp.facts.intervals import Range, type_range
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import UseKind, uses
from perfcoder_lsp.rewrite.containers import own_container
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_MAX_LOCAL_BYTES = 1 << 16
_MAX_RECURSIVE_BYTES = 1 << 12
_MAX_GLOBAL_BYTES = 1 << 24
_BYTE_KEYS = frozenset({"char", "signed char", "unsigned char"})


@rule(
    id="DS3",
    category=Category.DATA_STRUCTURE,
    summary="Index an array where a map's keys are small numbers",
    gain=94,
)
def array_instead_of_map(source: Source) -> Iterator[Finding]:
    """
    What it does: makes a map or unordered_map whose keys provably lie in a small range (characters, remainders by a
    constant, counters of loops with constant bounds, differences of characters) an array indexed by the key, moved by
    an offset where keys can be negative.

    Why: a look-up in a tree or hash table costs tens to hundreds of instructions, indexing an array one.

    When not: a key's range is not known from the text, or too large for the place (64 KiB on the stack, 4 KiB where
    the function may call itself, 16 MiB for globals); the map is used other than by `m[key]`, so that an absent key
    could be told from a zero, or the order or number of keys seen; values are not numbers; the map is passed on, copied
    or captured.

    Source: catalogue DS3, measured 94x (map), 8.2x (unordered_map), 3.3x (map<char, int>). PIE's and PerfCoder's most
    frequent data structure edit; no analyser does it.
    """
    if source.language == "c" or threads_of(source):
        return
    for each in variables(source):
        finding = _indexing(source, each)
        if finding is not None:
            yield finding


def _indexing(source: Source, variable: Declaration) -> Finding | None:
    kind = variable.type
    if own_container(source, variable, ("map", "unordered_map")) is None or not kind.arguments[0].is_integral:
        return None
    value = kind.arguments[1]
    if not value.is_arithmetic or value.const or not _starts_empty(variable):
        return None
    found = uses(source, variable)
    indices = [each.index for each in found if each.kind is UseKind.SUBSCRIPT and not each.in_lambda]
    if not found or len(indices) != len(found) or None in indices:
        return None
    keys = [each for each in indices if each is not None]
    domain = _domain(source, kind.arguments[0], keys)
    if domain is None or value.size is None:
        return None
    offset = max(0, -domain.low)
    length = domain.high + offset + 1
    if length * value.size > _allowed_bytes(source, variable):
        return None
    return _array(variable, keys, length, offset)


def _starts_empty(variable: Declaration) -> bool:
    initial = variable.initializer
    return initial is None or (initial.style == "brace" and not initial.arguments)


def _domain(source: Source, key: Type, indices: list[Node]) -> Range | None:
    """The values that all keys together can have, after the conversion to the key's type; bytes count as unsigned."""
    if key.name in _BYTE_KEYS:
        return Range(0, 255)
    found = [value_range(source, each) for each in indices]
    known = [each for each in found if each is not None]
    if len(known) != len(indices):
        return None
    whole = known[0]
    for each in known[1:]:
        whole |= each
    keys = type_range(key)
    return whole if keys is not None and whole.within(keys) else None


def _allowed_bytes(source: Source, variable: Declaration) -> int:
    if variable.kind is not Kind.LOCAL:
        return _MAX_GLOBAL_BYTES
    function = function_of(source, variable.node)
    in_main = function is not None and function.name == "main" and function.kind == "free"
    return _MAX_LOCAL_BYTES if in_main else _MAX_RECURSIVE_BYTES


def _array(variable: Declaration, keys: list[Node], length: int, offset: int) -> Finding | None:
    written = variable.node.child_by_field_name("type")
    lists = _arguments_of(written)
    if written is None or not lists:
        return None
    value = [each for each in lists[0].named_children if each.type != "comment"][1]
    end = variable.declarator.end_byte if variable.initializer is not None else variable.name_node.end_byte
    edits = [
        replaced(written, text_of(value) + (" " if variable.declarator.start_byte == written.end_byte else "")),
        TextEdit.replace(variable.name_node.end_byte, max(end, _initial_end(variable)), f"[{length}] = {{}}"),
    ]
    is_byte = variable.type.arguments[0].name in _BYTE_KEYS
    before, after = ("(unsigned char)(", ")") if is_byte else ("(", f") + {offset}")
    if is_byte or offset:
        for each in keys:
            edits += [TextEdit.insert(each.start_byte, before), TextEdit.insert(each.end_byte, after)]
    why = "characters" if is_byte else f"numbers from {-offset} to {length - 1 - offset}"
    name, container = variable.name, variable.type.container
    cost = "O(log n) comparisons" if container == "map" else "a hash and a chase of pointers"
    return Finding(
        title=f"Make {name} an array of {length}",
        explanation=(
            f"The keys of {name} are {why}, and it is only used as {name}[key]: an array of {length} elements replaces "
            f"a {container}, whose every access costs {cost}, by O(1) indexing."
        ),
        edits=tuple(edits),
        range=node_range(variable.node),
    )


def _initial_end(variable: Declaration) -> int:
    return variable.initializer.node.end_byte if variable.initializer is not None else variable.name_node.end_byte


def _arguments_of(written: Node | None) -> list[Node]:
    """The template arguments of a type as written, outermost list first."""
    found = [each for each in walk(written) if each.type == "template_argument_list"] if written is not None else []
    return [each for each in found if sum(child.type != "comment" for child in each.named_children) >= 2]
