"""Why the input or the output of a program can't be replaced: what the tokens show and a compiler would not."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.conditionals import inactive_ranges
from perfcoder_lsp.cpp.declarations import Kind
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.handlers import throws_are_caught
from perfcoder_lsp.cpp.facts.io_facts import IoFacts, io_facts
from perfcoder_lsp.cpp.facts.io_names import (
    HAZARDOUS_CALLS,
    HAZARDOUS_NAMES,
    OTHER_INPUT,
    OTHER_MANIPULATORS,
    OTHER_OUTPUT,
    STDIO,
    STREAM_OBJECTS_OF_STDIO,
    IoDirection,
)
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.includes import Include, includes, macro_names
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, enclosing, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.operators import operator_takes, user_operators
from perfcoder_lsp.cpp.scopes import declarations, type_at
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.token_runs import Name, names_in
from perfcoder_lsp.cpp.tokens import Run, Token, tokenized
from perfcoder_lsp.cpp.types import UNKNOWN, Type
from perfcoder_lsp.rewrite.io.formats import literal, scan_format
from perfcoder_lsp.rewrite.io.standard_names import STANDARD_HEADERS

READER_MEMBERS = frozenset({"get", "peek", "ignore", "eof", "fail", "good", "bad", "clear"})
WRITER_MEMBERS = frozenset({"put", "write", "flush", "precision"})
_DEVICES = ("/dev/", "/proc/")


@per_source
def program_refusals(source: Source) -> tuple[str, ...]:
    """Reasons that forbid to replace input and output at all."""
    return tuple(dict.fromkeys(_program_refusals(source)))


def direction_refusals(source: Source, direction: IoDirection) -> tuple[str, ...]:
    """Reasons that forbid to replace this direction alone."""
    return tuple(dict.fromkeys(_direction_refusals(source, direction)))


@per_source
def live_runs(source: Source) -> tuple[Run, ...]:
    """The code and macro bodies that a build without extra definitions compiles: no inactive regions, no macros that
    are never used."""
    file = tokenized(source)
    dropped = inactive_ranges(source)
    used = {text for run in file.runs for text in run.positions}
    used |= {word for each in file.directives if each.kind in ("if", "elif") for word in each.text.split()}

    def is_live(token: Token) -> bool:
        return not any(each.start <= token.start < each.end for each in dropped)

    runs = (file.tokens, *(macro.body for macro in file.macros if macro.name in used))
    return tuple(Run(filter(is_live, run)) for run in runs) if dropped else runs


def _program_refusals(source: Source) -> Iterator[str]:
    own = {function.name for function in functions(source)}
    if "main" not in own:
        yield "there is no main in this file"
    dropped = inactive_ranges(source)
    if any(
        not _is_standard(include) and not any(each.start <= include.node.start_byte < each.end for each in dropped)
        for include in includes(source)
    ):
        yield "it includes files of its own, which may read or print too"
    if started := threads_of(source):
        yield f"it uses threads ({started})"
    runs = live_runs(source)
    yield from _hazardous_calls(source, runs, own)
    if any(token.text == "throw" for run in runs for token in run) and not throws_are_caught(source):
        yield "it may end by an exception that nothing catches"
    for token in (token for run in runs for token in run):
        if token.text in HAZARDOUS_NAMES:
            yield f"it uses {token.text}"
        if token.kind == "string" and any(device in token.text for device in _DEVICES):
            yield f"it names the device {token.text}"
        if token.text in ("destructor", "__destructor__"):
            yield "it has a function that runs at exit"


def _is_standard(include: Include) -> bool:
    """Whether it is a system's header, also where it is written in quotes."""
    return include.is_system or include.name.strip('"') in STANDARD_HEADERS


def _hazardous_calls(source: Source, runs: tuple[Run, ...], own: set[str]) -> Iterator[str]:
    hidden = macro_names(source) | (own if source.language == "c++" else set[str]())
    for name in _occurrences(runs, HAZARDOUS_CALLS):
        if name.after == "(" and name.text not in hidden:
            yield f"it calls {name.text}, or replaces it by its own"


def _direction_refusals(source: Source, direction: IoDirection) -> Iterator[str]:
    facts = io_facts(source)
    runs = live_runs(source)
    live = {token.start for run in runs for token in run}
    own = _own_names(source)
    for name in _occurrences(runs, (OTHER_INPUT if direction == "input" else OTHER_OUTPUT) - own):
        if name.after in ("(", "<", ">>", "<<", "."):
            yield f"it uses {name.text}"
    for name in facts.unclaimed:
        if _direction_of(name.text, facts) == direction and name.run[name.at].start in live:
            yield f"{name.text} is used in a way that is not understood"
    used = {call.function for call in facts.stdio if call.direction == direction and not call.alias}
    used |= {use.name.text for use in facts.streams if use.direction == direction}
    for name in sorted(used & own):
        yield f"it has its own {name}"
    yield from _stream_refusals(facts, direction, live)
    yield from _manipulator_refusals(facts, direction, live, own)
    if facts.uses_stream(direction):
        yield from _type_refusals(source, facts, direction)
    if direction == "input":
        yield from _scan_refusals(facts, live)


def _own_names(source: Source) -> frozenset[str]:
    """What the file declares or defines as a macro itself; using-declarations are no declarations of its own."""
    declared = {each.name for each in declarations(source) if each.kind is not Kind.USING}
    return macro_names(source) | declared


def _direction_of(name: str, facts: IoFacts) -> IoDirection:
    function = STDIO.get(facts.aliases.get(name, name))
    return function.direction if function else STREAM_OBJECTS_OF_STDIO[name]


def _stream_refusals(facts: IoFacts, direction: IoDirection, live: set[int]) -> Iterator[str]:
    members = READER_MEMBERS if direction == "input" else WRITER_MEMBERS
    for use in facts.streams:
        if (
            use.direction == direction
            and use.member
            and use.member not in members
            and use.name.run[use.name.at].start in live
        ):
            yield f"{use.name.text}.{use.member} is not supported"
    if facts.is_unsynced and facts.uses_stream(direction) and facts.uses_stdio(direction):
        yield f"{direction} mixes iostream and stdio without synchronisation"
    for manipulator in facts.manipulators:
        if direction == "input":
            break
        if manipulator.name.text == "setw" and ends_width_unused(manipulator.name):
            yield "a field width meets endl"
    for call in facts.syncs:
        if not call.is_statement:
            yield "the result of tie or sync_with_stdio is used"


def _manipulator_refusals(facts: IoFacts, direction: IoDirection, live: set[int], own: frozenset[str]) -> Iterator[str]:
    """Manipulators in chains that begin with the stream and that the buffers don't know."""
    unknown = OTHER_MANIPULATORS[direction] - own
    for use in facts.streams:
        if use.direction != direction or use.name.run[use.name.at].start not in live:
            continue
        for begin, end in use.operands:
            tokens = [token.text for token in use.name.run[begin:end] if token.text not in ("std", "::")]
            if tokens and tokens[0] in unknown and tokens[1:2] in ([], ["("]):
                yield f"{use.name.text} meets {tokens[0]}"


def _type_refusals(source: Source, facts: IoFacts, direction: IoDirection) -> Iterator[str]:
    """Values that streams take and the buffers don't: pointers, objects of the library's classes, and classes of the
    file that turn into anything but an integer."""
    symbol = ">>" if direction == "input" else "<<"
    for node in nodes_of_type(source, "operator_cast"):
        around, target = enclosing(source, node, CLASS_TYPES), node.child_by_field_name("type")
        owner = around.child_by_field_name("name") if around is not None else None
        kind = type_at(source, text_of(target), node) if target is not None else UNKNOWN
        declared = parent_of(source, node)
        explicit = declared is not None and declared.children[0].type == "explicit_function_specifier"
        is_number = kind.is_integral and (kind.size or 0) > 1 and direction == "output"
        if owner is not None and not (explicit or is_number or operator_takes(source, symbol, text_of(owner))):
            yield f"{text_of(owner)} turns into another type"
    for use in facts.streams:
        for begin, end in use.operands if use.direction == direction and symbol not in user_operators(source) else ():
            first, last = use.name.run[begin], use.name.run[end - 1] if begin < end else use.name.run[begin]
            node = source.root.named_descendant_for_byte_range(first.start, last.end)
            kind = type_of(source, node) if node is not None else UNKNOWN
            if kind.name and not (kind.is_arithmetic or kind.user_defined or kind.is_string or _is_text(kind)):
                yield f"{use.name.text} meets a value of type {kind.name}"


def _is_text(kind: Type) -> bool:
    """Whether a type is that of a C string, or of a view of one."""
    return (kind.name == "char" and kind.pointers + len(kind.extents) == 1) or kind.name == "string_view"


def ends_width_unused(name: Name) -> bool:
    """Whether `setw(…)` is followed by endl or by the end of the chain: endl ignores a width, '\\n' does not."""
    run = name.run
    close = next((at for at in range(name.at, len(run)) if run[at].text == ")"), len(run) - 1)
    following = [token.text for token in run[close + 1 : close + 5]]
    return following[:1] != ["<<"] or "endl" in (following[1:2] + following[3:4])


def _scan_refusals(facts: IoFacts, live: set[int]) -> Iterator[str]:
    for call in facts.stdio:
        if STDIO[call.function].direction != "input" or call.function not in ("scanf", "fscanf"):
            continue
        if call.name.run[call.name.at].start not in live or call.forwards:
            continue
        text = literal(call.argument(0 if call.function == "scanf" else 1))
        if text is None:
            yield "a format of scanf is no literal"
        else:
            problem = scan_format(text).problem
            if problem:
                yield problem


def _occurrences(runs: tuple[Run, ...], wanted: frozenset[str]) -> Iterator[Name]:
    for run in runs:
        yield from names_in(run, wanted)
