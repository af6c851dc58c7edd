"""The functions of a text as an editor shows them: what they are called, which are worth timing, and the fingerprint of
all that each depends on in the text. A result for a function holds as long as its fingerprint stays the same."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls, read_call
from perfcoder_lsp.cpp.functions import Function, function_of, functions
from perfcoder_lsp.cpp.includes import macros
from perfcoder_lsp.cpp.loops import is_repeated
from perfcoder_lsp.cpp.nodes import LOOP_TYPES, nodes_inside, nodes_of_type, parent_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.server import messages
from perfcoder_lsp.text import ByteRange

_WORD = re.compile(rb"[A-Za-z_]\w*")
_ANNOTATION = b"perfcoder:"
# Called without being named.
_UNNAMED_CALLS = ("constructor", "destructor", "operator")


def outline(source: Source) -> tuple[messages.Function, ...]:
    """The functions with a body, in text order; lambdas are part of the function that they stand in."""
    listed = [each for each in functions(source) if each.kind != "lambda"]
    repeated = _called_in_loops(source)
    shown = zip(listed, _labels(source, listed), _fingerprints(source, listed), strict=True)
    return tuple(
        messages.Function(
            name=function.qualified_name,
            label=label,
            range=function.range,
            head=ByteRange(start=function.range.start, end=function.body_range.start),
            repeats=function.name in repeated or _repeats_itself(source, function),
            fingerprint=fingerprint,
        )
        for function, label, fingerprint in shown
    )


def _labels(source: Source, listed: Sequence[Function]) -> list[str]:
    """Names that tell the functions apart: `f`; of several `f(int)`; and where that is not enough `f:7`, its line."""
    names = Counter(each.qualified_name for each in listed)
    signatures = Counter(_signature(each) for each in listed)
    labels: list[str] = []
    for each in listed:
        if names[each.qualified_name] == 1:
            labels.append(each.qualified_name)
        elif signatures[_signature(each)] == 1:
            labels.append(_signature(each))
        else:
            line = source.text.count(b"\n", 0, each.name_range.start) + 1
            labels.append(f"{each.qualified_name}:{line}")
    return labels


def _signature(function: Function) -> str:
    return f"{function.qualified_name}({', '.join(each.type_text for each in function.parameters)})"


def _repeats_itself(source: Source, function: Function) -> bool:
    """Whether the function has a loop or calls itself."""
    if nodes_inside(source, function.node, *LOOP_TYPES):
        return True
    inside = (read_call(node) for node in nodes_inside(source, function.node, "call_expression"))
    return any(each is not None and each.name == function.name for each in inside)


def _called_in_loops(source: Source) -> set[str]:
    return {each.name for each in calls(source) if is_repeated(source, each.node)}


def _fingerprints(source: Source, listed: Sequence[Function]) -> Iterator[str]:
    """One digest for each function: of the text outside of all functions, and of those that it may call, by name and
    directly or not. It may well take in too much, never too little."""
    units = [_unit(source, each) for each in listed]
    texts = [source.text[unit.start : unit.end] for unit in units]
    names: dict[str, set[int]] = {}
    for number, function in enumerate(listed):
        names.setdefault(function.name, set()).add(number)
    callees = [_named(names, text) for text in texts]
    always = {number for number, each in enumerate(listed) if each.kind in _UNNAMED_CALLS}
    always |= _named(names, *_outer_code(source))
    reached = _reach(callees, [hashlib.sha256(text).digest() for text in texts])
    common = _digest(_outside(source, listed, units), *sorted({reached[each] for each in always}))
    for number, text in enumerate(texts):
        yield _digest(common, text, reached[number]).hex()


def _named(names: dict[str, set[int]], *texts: bytes) -> set[int]:
    """The functions whose names are words of the texts."""
    words = {word.decode() for text in texts for word in _WORD.findall(text)}
    return {number for name in words & names.keys() for number in names[name]}


def _reach(callees: Sequence[set[int]], own: Sequence[bytes]) -> list[bytes]:
    """For each function a digest of itself and all that it may call. Those that may call each other have one in common:
    they are found together, callees first, by Tarjan's algorithm."""
    found: dict[int, bytes] = {}
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    waiting: list[int] = []
    for root in range(len(callees)):
        path = [] if root in order else [root]
        while path:
            current = path[-1]
            if current not in order:
                order[current] = lowest[current] = len(order)
                waiting.append(current)
            if (new := next((each for each in callees[current] if each not in order), None)) is not None:
                path.append(new)
                continue
            path.pop()
            lowest[current] = min([lowest[current], *(lowest[each] for each in callees[current] if each not in found)])
            if lowest[current] == order[current]:
                at = waiting.index(current)
                together, waiting = waiting[at:], waiting[:at]
                below = {each for member in together for each in callees[member]} - set(together)
                digest = _digest(*sorted(own[each] for each in together), *sorted({found[each] for each in below}))
                found |= dict.fromkeys(together, digest)
    return [found[number] for number in range(len(callees))]


def _digest(*parts: bytes) -> bytes:
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).digest()


def _unit(source: Source, function: Function) -> ByteRange:
    """The function's text with its `template <…>` and the comments right above it, which may be annotations."""
    outermost = function.node
    while (parent := parent_of(source, outermost)) is not None and parent.type == "template_declaration":
        outermost = parent
    first = outermost
    while (above := first.prev_sibling) is not None and above.type == "comment":
        first = above
    return ByteRange(start=first.start_byte, end=outermost.end_byte)


def _outer_code(source: Source) -> Iterator[bytes]:
    """Code outside of functions that runs or is put into them: macros, and what global variables begin with."""
    yield from (each.body.encode() for each in macros(source))
    for node in nodes_of_type(source, "init_declarator", "call_expression"):
        if function_of(source, node) is None:
            yield source.text[node.start_byte : node.end_byte]


def _outside(source: Source, listed: Sequence[Function], units: Sequence[ByteRange]) -> bytes:
    """The digest of the text without functions, blank lines and comments that are no annotations. Of a member defined
    in its class the head stays: it shapes the class."""
    cut = [_body_only(source, each) or unit for each, unit in zip(listed, units, strict=True)]
    comments = (node for node in nodes_of_type(source, "comment") if _ANNOTATION not in (node.text or b""))
    cut += [ByteRange(start=node.start_byte, end=node.end_byte) for node in comments]
    lines = b"".join(_without(source.text, cut)).splitlines()
    return hashlib.sha256(b"\n".join(line.strip() for line in lines if line.strip())).digest()


def _body_only(source: Source, function: Function) -> ByteRange | None:
    parent: Node | None = parent_of(source, function.node)
    return function.body_range if parent is not None and parent.type == "field_declaration_list" else None


def _without(text: bytes, cut: Iterable[ByteRange]) -> Iterator[bytes]:
    position = 0
    for each in sorted(cut, key=lambda where: (where.start, -where.end)):
        if each.start >= position:
            yield text[position : each.start]
        position = max(position, each.end)
    yield text[position:]
