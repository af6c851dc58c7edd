"""Uses of cin and cout, renamed to the reader and writer of the skeleton."""

import itertools
import re
from collections.abc import Iterable, Iterator

from perfcoder_lsp.cpp.facts.io_facts import IoFacts, Manipulator, StreamUse, SyncCall
from perfcoder_lsp.cpp.facts.io_names import (
    ERROR_STREAMS,
    MANIPULATORS,
    OTHER_STREAM_CLASSES,
    PARAMETRIC_MANIPULATORS,
    STREAM_CLASS_DIRECTION,
    IoDirection,
)
from perfcoder_lsp.cpp.includes import has_include
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.token_runs import Name, names_in, text_at
from perfcoder_lsp.cpp.tokens import tokenized
from perfcoder_lsp.rewrite.io.changes import Changes, deletions
from perfcoder_lsp.text import TextEdit

_OBJECTS = {"cin": "fast_in", "cout": "fast_out"}
_CLASSES = {"istream": "fast_reader", "ostream": "fast_writer"}
_STRING_NAMES = frozenset({"string", "basic_string", "to_string", "stringstream", "ostringstream", "bitset"})
_FLOAT_NAMES = re.compile(
    r"(?:double|float|(?:sqrt|cbrt|pow|exp2?|log(?:2|10|1p)?|a?(?:sin|cos|tan)h?|atan2|floor|ceil|round|trunc|fabs|hypot"
    r"|fmod|rint|nearbyint|ldexp)[fl]?|difftime|atof|sto[fd]|stold|strto[fd]|strtold|M_PI|M_E|clock|[DF]BL_\w+|INFINITY)"
)
_LONG_DOUBLE = re.compile(
    r"(?:sqrt|pow|fabs|floor|ceil|round|log|exp)l|(?!0[xX])(?=.*[.eE])\.?\d[\d'.]*(?:[eE][+-]?\d+)?[lL]"
)
_FLOAT_LITERAL = re.compile(r"(?=\.?\d)(?!0[xX])[\d']*(?:\.|[\d'][eE])")


def stream_changes(source: Source, facts: IoFacts, direction: IoDirection) -> Changes:
    """All uses of cin or cout, the manipulators shifted into cout, and mentions of the streams' classes."""
    uses = [use for use in facts.streams if use.direction == direction]
    if not uses:
        return Changes()
    edits = [edit for use in uses for edit in _use_edits(use)]
    edits += deletions(source, (each for use in uses for each in _using_range(use)))
    edits += _class_edits(source, facts, direction)
    if direction == "input":
        return Changes(tuple(edits), _reader_parts(source, uses)) + _skipped_space(uses)
    manipulators = _manipulator_changes(source, facts.manipulators)
    padded = bool(manipulators.parts & {"write_setw", "write_setfill", "left", "right"})
    return Changes(tuple(edits), _writer_parts(source, uses, padded)) + manipulators


def sync_changes(source: Source, facts: IoFacts) -> Changes:
    """Statements that call sync_with_stdio or tie, dropped; in an expression `(void)0` replaces the call."""
    dropped: list[tuple[int, int]] = []
    edits: list[TextEdit] = []
    for group in _comma_groups(facts.syncs):
        run, first, last = group[0].run, group[0].first, group[-1].last
        before, after = text_at(run, first - 1), text_at(run, last + 1)
        if before in ("", ";", "{", "}") and after in ("", ";"):
            dropped.append((run[first].start, run[last + 1].end if after else run[last].end))
        else:
            edits += [TextEdit.replace(call.start, call.end, "(void)0") for call in group]
    return Changes((*edits, *deletions(source, dropped)))


def _comma_groups(calls: Iterable[SyncCall]) -> Iterator[list[SyncCall]]:
    """Calls that are joined by commas."""
    group: list[SyncCall] = []
    for call in sorted(calls, key=lambda call: call.start):
        if group and not (call.run is group[-1].run and call.first == group[-1].last + 2 and _joins(group[-1])):
            yield group
            group = []
        group.append(call)
    if group:
        yield group


def _joins(call: SyncCall) -> bool:
    return text_at(call.run, call.last + 1) == ","


def _use_edits(use: StreamUse) -> Iterator[TextEdit]:
    if use.using:
        return
    if use.getline:
        yield TextEdit.replace(use.getline.start, use.getline.end, "fast_getline")
    yield TextEdit.replace(use.name.start, use.name.end, _OBJECTS[use.name.text])


def _using_range(use: StreamUse) -> Iterator[tuple[int, int]]:
    if use.using:
        first, last = use.using
        yield use.name.run[first].start, use.name.run[last].end


def _class_edits(source: Source, facts: IoFacts, direction: IoDirection) -> Iterator[TextEdit]:
    """`ostream` becomes the writer's class in programs that have no other output stream; likewise `istream`."""
    runs = tokenized(source).runs
    others = OTHER_STREAM_CLASSES | (ERROR_STREAMS if direction == "output" else frozenset[str]())
    if any(True for run in runs for _ in names_in(run, others)):
        return
    for name in facts.stream_classes:
        if STREAM_CLASS_DIRECTION[name.text] == direction:
            yield TextEdit.replace(name.start, name.end, _CLASSES[name.text])


def _skipped_space(uses: Iterable[StreamUse]) -> Changes:
    """`cin >> ws`."""
    edits: list[TextEdit] = []
    for use in uses:
        for begin, end in use.operands:
            tokens = use.name.run[begin:end]
            if [token.text for token in tokens] in (["ws"], ["std", "::", "ws"]):
                edits.append(TextEdit.replace(tokens[0].start, tokens[-1].end, "fast_ws"))
    return Changes(tuple(edits), frozenset({"ws"}) if edits else frozenset())


def _manipulator_changes(source: Source, manipulators: tuple[Manipulator, ...]) -> Changes:
    edits: list[TextEdit] = []
    parts: set[str] = set()
    for each in manipulators:
        name = each.effect
        edits.append(TextEdit.replace(each.name.start, each.end, "'\\n'" if name == "endl" else f"fast_{name}"))
        if name in PARAMETRIC_MANIPULATORS:
            parts.add(f"write_{name}")
        elif name != "endl":
            parts |= {"write_action", name}
    if parts & {"boolalpha", "noboolalpha"}:
        parts.add("write_bool")
    claimed = frozenset(each.name.text for each in manipulators)
    unneeded = [_declaration(name) for run in tokenized(source).runs for name in names_in(run, claimed & MANIPULATORS)]
    return Changes((*edits, *deletions(source, (each for each in unneeded if each))), frozenset(parts))


def _declaration(name: Name) -> tuple[int, int] | None:
    """The byte range of `using std::endl;`, where the name is the one in it."""
    if name.before != "using" or name.after != ";":
        return None
    return name.run[name.first - 1].start, name.run[name.at + 1].end


def _reader_parts(source: Source, uses: Iterable[StreamUse]) -> frozenset[str]:
    words = _words(source)
    parts = {"reader", "reader_end"} | {f"read_{use.member}" for use in uses if use.member in ("get", "peek", "ignore")}
    if any(use.getline for use in uses):
        parts.add("getline")
    if not any(use.operands or not (use.member or use.getline or use.using) for use in uses):
        return frozenset(parts)
    parts.add("read_integer")
    if "char" in words:
        parts |= {"read_char", "read_word"}
    if words & {"unsigned char", "signed char", "uint8_t", "int8_t"}:
        parts.add("read_other_char")
    if words & _STRING_NAMES:
        parts.add("read_string")
    if "bool" in words:
        parts.add("read_bool")
    if "double" in words:
        parts.add("read_float")
    if words & {"float", "long double"}:
        parts |= {"read_float", "read_other_float"}
    return frozenset(parts)


def _writer_parts(source: Source, uses: Iterable[StreamUse], padded: bool) -> frozenset[str]:
    """The writer's parts; with `padded`, every field goes through one function that knows its width."""
    words = _words(source)
    parts = {"writer", "writer_end"} | {f"member_{use.member}" for use in uses if use.member}
    if not padded:
        parts.add("putchar")
    if words & _STRING_NAMES:
        parts.add("string")
    if any(texts == ["vector", "<", "bool"] for texts in _triples(source)):
        parts.add("write_bit")
    if "string_view" in words or has_include(source, "<string_view>"):
        parts.add("string_view")
    if any(_FLOAT_NAMES.fullmatch(word) or _FLOAT_LITERAL.match(word) for word in words):
        parts |= {"write_double"}
    if "long double" in words or any(_LONG_DOUBLE.fullmatch(word) for word in words):
        parts |= {"write_long_double", "write_double"}
    if "write_double" in parts and not padded:
        parts.add("printf")
    return frozenset(parts)


def _triples(source: Source) -> Iterator[list[str]]:
    """The texts of any three tokens that follow each other."""
    for run in tokenized(source).runs:
        texts = [token.text for token in run]
        yield from map(list, zip(texts, texts[1:], texts[2:], strict=False))


def _words(source: Source) -> frozenset[str]:
    """All tokens of the program, and the adjacent pairs that name a type, such as `long double`."""
    found: set[str] = set()
    for run in tokenized(source).runs:
        texts = [token.text for token in run]
        found |= set(texts)
        found |= {f"{first} {second}" for first, second in itertools.pairwise(texts) if second in ("char", "double")}
    return frozenset(found)
