"""Rules of "Data Structure Selection": DS1, DS3 and DS7."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import insert_include
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.ranges import Range, type_range, value_range
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.loops import is_repeated
from perfcoder_lsp.cpp.nodes import nodes_of_type, text_of
from perfcoder_lsp.cpp.scopes import resolve, variables
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import Use, UseKind, uses
from perfcoder_lsp.rewrite.containers import is_qualified, own_container, result_unused, type_of_name
from perfcoder_lsp.rewrite.found_iterators import iterator_type_edits, result_is_order_free
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_name
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_PLAIN_METHODS = frozenset({"count", "contains", "size", "empty", "clear"})
_INSERTING_METHODS = frozenset({"insert", "emplace", "try_emplace"})
_LOOKUPS = frozenset({"count", "contains", "find", "at", "insert", "emplace", "try_emplace", "erase"})
_MAX_LOCAL_BYTES = 1 << 16
_MAX_RECURSIVE_BYTES = 1 << 12
_MAX_GLOBAL_BYTES = 1 << 24
_BYTE_KEYS = frozenset({"char", "signed char", "unsigned char"})


@rule(
    id="DS1",
    category=Category.DATA_STRUCTURE,
    summary="Hash where the order of a map or set is never looked at",
    gain=15.3,
)
def hash_instead_of_tree(source: Source) -> Iterator[Finding]:
    """
    What it does: makes `map<K, V>` an `unordered_map<K, V>` and `set<K>` an `unordered_set<K>`, with the types of the
    iterators that its `find` returns, and adds the header.

    Why: a tree costs O(log n) comparisons and cache misses per look-up, a hash table O(1) on average.

    When not: anything depends on the order (iteration, begin, rbegin, lower_bound, upper_bound, a comparator,
    comparing two of them); the container is passed on, copied, returned, swapped, or named in a macro; an element is
    erased by iterator, or an iterator is moved or kept while something is inserted; keys are not integers or strings
    (std::hash knows no pairs; floating-point keys have -0.0 and NaN).

    Source: catalogue DS1, measured 15.3x (200,000 random keys). abseil's tip 136, Sonar S6033 (both without a fix).
    """
    if source.language == "c" or threads_of(source):
        return
    for each in variables(source):
        edits = _hashing_edits(source, each)
        if edits:
            yield _hashing(source, each, edits)


def _hashing_edits(source: Source, variable: Declaration) -> tuple[TextEdit, ...]:
    """The edits that make a tree a hash table; empty to refuse."""
    kind = variable.type
    written = own_container(source, variable, ("map", "set"))
    if written is None or not (kind.arguments[0].is_integral or kind.arguments[0].is_string):
        return ()
    if not _starts_unordered(variable) or kind.arguments[0].name == "__int128":
        return ()
    if not is_standard_name(source, f"unordered_{kind.container}", qualified=is_qualified(variable)):
        return ()
    found = uses(source, variable)
    if not any(each.kind is UseKind.SUBSCRIPT or each.method in _LOOKUPS for each in found):
        return ()
    if not all(_ignores_order(source, variable, each) for each in found):
        return ()
    edits = [TextEdit.insert(written.start_byte, "unordered_")]
    edits += iterator_type_edits(source, variable)
    header = insert_include(source, f"<unordered_{kind.container}>")
    return (*edits, header) if header is not None else tuple(edits)


def _starts_unordered(variable: Declaration) -> bool:
    """Whether the initial value, if there is one, means the same for a hash table: a list, or a pair of iterators."""
    initial = variable.initializer
    if initial is None:
        return True
    if initial.misparsed:
        return False
    return initial.style == "brace" or (initial.style == "paren" and len(initial.arguments) == 2)


def _ignores_order(source: Source, variable: Declaration, use: Use) -> bool:
    """Whether a use means the same for a hash table."""
    if use.kind is UseKind.SUBSCRIPT:
        return variable.type.container == "map" and use.index is not None
    if use.kind is UseKind.CAPTURE:
        return True
    call = use.call
    if use.kind is not UseKind.MEMBER_CALL or call is None or call.arrow:
        return False
    if use.method in _PLAIN_METHODS:
        return True
    if use.method == "at":  # what() of the exception for an absent key differs
        return not nodes_of_type(source, "catch_clause")
    if use.method in _INSERTING_METHODS:
        return result_unused(source, call)
    if use.method == "erase":
        return len(call.arguments) == 1 and _is_key(source, variable.type.arguments[0], call.arguments[0])
    if use.method in ("find", "end"):
        return result_is_order_free(source, variable, call)
    return False


def _is_key(source: Source, key: Type, argument: Node) -> bool:
    """Whether the argument of `erase` is a key for sure, and no iterator."""
    kind = type_of(source, argument)
    return kind.is_arithmetic if key.is_integral else (kind.is_string or argument.type == "string_literal")


def _hashing(source: Source, variable: Declaration, edits: tuple[TextEdit, ...]) -> Finding:
    container, name = variable.type.container, variable.name
    called = {f".{use.method}" for use in uses(source, variable) if use.method in _LOOKUPS}
    called |= {"[]" for use in uses(source, variable) if use.kind is UseKind.SUBSCRIPT}
    how = ", ".join(sorted(called))
    return Finding(
        title=f"Make {name} an unordered_{container}",
        explanation=(
            f"{name} is a {container}, a balanced tree: each {how} costs O(log n) comparisons and cache misses. Its "
            f"order is never looked at, so an unordered_{container} does the same in O(1) on average."
        ),
        edits=edits,
        range=node_range(variable.node),
        notes=("Keys that were chosen to collide make a hash table O(n) per look-up; a tree has no such worst case.",),
    )


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
        TextEdit.replace(written.start_byte, written.end_byte, text_of(value)),
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


@rule(
    id="DS7",
    category=Category.DATA_STRUCTURE,
    summary="Take from the front of a deque, not of a vector",
    gain=158,
)
def deque_instead_of_vector(source: Source) -> Iterator[Finding]:
    """
    What it does: makes a vector whose first element is erased again and again a deque, and `v.erase(v.begin())`
    `v.pop_front()`.

    Why: erasing the first element moves all others, O(n) each time; a deque drops it in O(1).

    When not: anything relies on the elements lying in one piece (data(), pointers to elements), on capacity, or on the
    type: the vector is passed on, copied, assigned, compared, swapped or returned; iterators or references are kept;
    elements are bool; the erasing is not repeated; its result is used.

    Source: catalogue DS7, measured 158x. No analyser does it.
    """
    if source.language == "c" or threads_of(source):
        return
    for each in variables(source):
        finding = _queue(source, each)
        if finding is not None:
            yield finding


def _queue(source: Source, variable: Declaration) -> Finding | None:
    written = own_container(source, variable, ("vector",))
    element = variable.type.arguments[0] if variable.type.arguments else None
    if written is None or element is None or element.name == "bool" or not _starts_as_deque(source, variable):
        return None
    if not is_standard_name(source, "deque", qualified=is_qualified(variable)):
        return None
    found = uses(source, variable)
    popped = [each for each in found if _erases_first(source, variable, each)]
    if not any(is_repeated(source, each.node) for each in popped):
        return None
    if not all(_suits_deque(source, variable, each) for each in found):
        return None
    edits = [TextEdit.replace(written.start_byte, written.end_byte, "deque")]
    for each in popped:
        assert each.call is not None, "a member call has a call"
        function = each.call.node.child_by_field_name("function")
        name = function.child_by_field_name("field") if function is not None else None
        assert name is not None, "a member call names a method"
        edits.append(TextEdit.replace(name.start_byte, each.call.node.end_byte, "pop_front()"))
    header = insert_include(source, "<deque>")
    return Finding(
        title=f"Make {variable.name} a deque",
        explanation=(
            f"{variable.name}.erase({variable.name}.begin()) moves all remaining elements, O(n) each time, "
            "and it runs in a loop; a deque takes the first element off in O(1)."
        ),
        edits=(*edits, header) if header is not None else tuple(edits),
        range=node_range(variable.node),
    )


def _starts_as_deque(source: Source, variable: Declaration) -> bool:
    """Whether the initial value means the same for a deque: none, a list, a count, a count and a value, iterators."""
    initial = variable.initializer
    if initial is None or initial.style == "brace":
        return True
    if initial.style != "paren" or not 1 <= len(initial.arguments) <= 2:
        return False
    if len(initial.arguments) == 2:
        return True
    only = initial.arguments[0]
    name = only.child_by_field_name("type") if only.type == "parameter_declaration" else only
    return name is not None and text_of(name) == text_of(only) and type_of_name(source, name).is_integral


def _erases_first(source: Source, variable: Declaration, use: Use) -> bool:
    """`v.erase(v.begin());` as a statement of its own"""
    call = use.call
    if use.kind is not UseKind.MEMBER_CALL or use.method != "erase" or call is None or len(call.arguments) != 1:
        return False
    begin = read_call(call.arguments[0])
    own = begin is not None and begin.name == "begin" and begin.object is not None and not begin.arguments
    if not own or begin is None or begin.object is None or resolve(source, begin.object) is not variable:
        return False
    return result_unused(source, call)


_DEQUE_METHODS = frozenset(
    {"push_back", "pop_back", "emplace_back", "size", "empty", "clear", "front", "back", "resize", "assign"}
)


def _suits_deque(source: Source, variable: Declaration, use: Use) -> bool:
    if use.escapes or (use.call is not None and use.call.arrow):
        return use.kind is UseKind.RANGE_FOR
    if _address_is_taken(use.node):
        return False
    if use.kind in (UseKind.SUBSCRIPT, UseKind.RANGE_FOR):
        return True
    if use.kind is not UseKind.MEMBER_CALL:
        return False
    if use.method == "erase":
        return _erases_first(source, variable, use)
    return use.method in _DEQUE_METHODS or use.method in ("begin", "end")


_STEPS = frozenset(
    {"subscript_expression", "field_expression", "call_expression", "parenthesized_expression", "pointer_expression"}
)


def _address_is_taken(node: Node) -> bool:
    """`&v[0]`, `&v.front()`, `&*v.begin()`: what gets the address may go on to the next element, as in a memset."""
    parent = node.parent
    while parent is not None and parent.type in _STEPS:
        if parent.type == "pointer_expression" and parent.children[0].type == "&":
            return True
        node, parent = parent, parent.parent
    return False
