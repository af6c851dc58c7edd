"""What a program reads from standard input and prints to standard output, seen on its tokens, macros included."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from perfcoder_lsp.cpp.facts.io_names import (
    ERROR_STREAMS,
    MANIPULATORS,
    OTHER_STREAM_CLASSES,
    PARAMETRIC_MANIPULATORS,
    STDIO,
    STREAM_CLASS_DIRECTION,
    STREAM_DIRECTION,
    STREAM_OBJECTS_OF_STDIO,
    IoDirection,
)
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.token_runs import (
    Arguments,
    Name,
    arguments_of,
    name_at,
    names_in,
    opening_of,
    operands_after,
    text_at,
)
from perfcoder_lsp.cpp.tokens import Directive, Run, Token, TokenizedFile, tokenized

_BEFORE_STATEMENT = frozenset(["", ";", "{", "}", "else", "do", ",", ":", "?"])
_AFTER_STATEMENT = frozenset(["", ";", ",", ")", ":"])
_WITHIN_EXPRESSION = frozenset([",", ":", "?"])
_YIELDING = frozenset(["return", "throw", "co_return"])
_TAKING = frozenset(["=", "+=", "-=", "*=", "|=", "&=", "^=", "<<", ">>"])


@dataclass(frozen=True)
class StdioCall:
    """A call of a function of <cstdio> on stdin or stdout.

    `alias` is the macro through which it is called, empty for a direct call; `arguments` are those of the call, with
    the FILE argument. `is_statement` says that the result is not used, as far as its neighbours show; `forwards` is
    the macro in `aliases` whose body the call is and that passes on whatever it gets.
    """

    function: str
    name: Name
    arguments: Arguments
    is_statement: bool
    alias: str = ""
    forwards: str = ""

    @property
    def direction(self) -> IoDirection:
        return STDIO[self.function].direction

    def argument(self, index: int) -> tuple[Token, ...]:
        """The tokens of an argument; empty where there is none at that position."""
        if not -len(self.arguments.ranges) <= index < len(self.arguments.ranges):
            return ()
        begin, end = self.arguments.ranges[index]
        return tuple(self.name.run[begin:end])


@dataclass(frozen=True)
class StreamUse:
    """An occurrence of cin or cout. `member` is the member function called on it; `operands` the index ranges of
    what is shifted in or out; `getline` the name before it in `getline(cin, …)` and `getline(cin >> ws, …)`; `using`
    the token range of a using-declaration that names it."""

    name: Name
    member: str = ""
    operands: tuple[tuple[int, int], ...] = ()
    getline: Name | None = None
    using: tuple[int, int] | None = None

    @property
    def direction(self) -> IoDirection:
        return STREAM_DIRECTION[self.name.text]


@dataclass(frozen=True)
class Manipulator:
    """A manipulator that is certainly shifted into cout; `effect` is its name, fixed for setiosflags(ios::fixed)."""

    name: Name
    effect: str
    end: int


@dataclass(frozen=True)
class SyncCall:
    """`sync_with_stdio(…)` or `tie(…)`, as a byte range from the stream's or class's name to the closing parenthesis.

    `turns_off` is true where the call says sync_with_stdio(false), or may.
    """

    run: Run
    first: int
    last: int
    turns_off: bool
    resets_tie: bool

    @property
    def start(self) -> int:
        return self.run[self.first].start

    @property
    def end(self) -> int:
        return self.run[self.last].end

    @property
    def is_statement(self) -> bool:
        """Whether the result is unused."""
        return _is_unused(self.run, self.first, self.last)


@dataclass(frozen=True)
class IoFacts:
    """All uses of the standard streams. Names that the file itself defines as macros are not uses: their bodies are."""

    stdio: tuple[StdioCall, ...]
    streams: tuple[StreamUse, ...]
    manipulators: tuple[Manipulator, ...]
    syncs: tuple[SyncCall, ...]
    stream_classes: tuple[Name, ...]
    aliases: dict[str, str]
    unclaimed: tuple[Name, ...]  # stdin, stdout or a function of <cstdio> in a place that is not understood
    has_error_stream: bool

    @cached_property
    def is_unsynced(self) -> bool:
        return any(call.turns_off for call in self.syncs)

    def uses_stream(self, direction: IoDirection) -> bool:
        return any(use.direction == direction for use in self.streams)

    def uses_stdio(self, direction: IoDirection) -> bool:
        return any(call.direction == direction for call in self.stdio)


@per_source
def io_facts(source: Source) -> IoFacts:
    """The facts of a file. Code between `#ifdef X` and `#endif` where the file never defines X is left out of
    `unclaimed`, but not of the uses: it is rewritten with the rest."""
    file = tokenized(source)
    own = frozenset(macro.name for macro in file.macros)
    aliases = _aliases(file.macros)
    runs = file.runs
    syncs = _outermost([call for run in runs for call in _sync_calls(run)])
    covered = [(call.start, call.end) for call in syncs]
    calls, unclaimed = _stdio_calls(file, own, aliases)
    streams = tuple(use for run in runs for use in _stream_uses(run, own, covered))
    classes = tuple(name for run in runs for name in names_in(run, frozenset(STREAM_CLASS_DIRECTION)))
    others = _present(runs, ERROR_STREAMS | OTHER_STREAM_CLASSES)
    return IoFacts(
        stdio=calls,
        streams=streams,
        manipulators=_manipulators(runs, streams, own, aliases, sole_stream=not others),
        syncs=syncs,
        stream_classes=classes,
        aliases=aliases,
        unclaimed=unclaimed,
        has_error_stream=_present(runs, ERROR_STREAMS),
    )


def _present(runs: Iterable[Run], wanted: frozenset[str]) -> bool:
    return any(True for run in runs for _ in names_in(run, wanted))


def _aliases(macros: tuple[Directive, ...]) -> dict[str, str]:
    """Macros that stand for one of the names: `#define PF printf`, `#define P(...) printf(__VA_ARGS__)`."""
    names = frozenset(STDIO) | frozenset(STREAM_DIRECTION)
    found: dict[str, str] = {}
    for macro in macros:
        body = [token.text for token in macro.body]
        if body[:2] == ["std", "::"]:
            body = body[2:]
        is_object = macro.parameters is None and len(body) == 1
        passes_on = macro.parameters == ("...",) and body[1:] == ["(", "__VA_ARGS__", ")"]
        if (is_object or passes_on) and body[0] in names:
            found[macro.name] = body[0]
    return found


def _stdio_calls(
    file: TokenizedFile, own: frozenset[str], aliases: dict[str, str]
) -> tuple[tuple[StdioCall, ...], tuple[Name, ...]]:
    calls: list[StdioCall] = []
    unclaimed: list[Name] = []
    streams: dict[int, Name] = {}  # by offset: each stdin or stdout that no call has claimed
    wanted = frozenset(STDIO) - own | frozenset(alias for alias, name in aliases.items() if name in STDIO)
    for macro, run in file.runs_with_macros:
        streams |= {name.start: name for name in names_in(run, frozenset(STREAM_OBJECTS_OF_STDIO))}
        for name in names_in(run, wanted):
            call = _stdio_call(name, aliases, macro)
            if call is not None and _claims(call, streams):
                calls.append(call)
            elif call is None and macro not in aliases and name.before != "using":
                unclaimed.append(name)
    return tuple(calls), (*unclaimed, *streams.values())


def _claims(call: StdioCall, streams: dict[int, Name]) -> bool:
    """Whether the call is one on stdin or stdout; what it names is taken out of `streams`."""
    position = STDIO[call.function].stream_argument
    if position is None:
        return True
    stream = call.argument(position)
    texts = [token.text for token in stream]
    if len(stream) == 1 and STREAM_OBJECTS_OF_STDIO.get(texts[0]) == call.direction:
        return streams.pop(stream[0].start, None) is not None
    if call.function == "fflush" and texts == ["stdin"]:
        streams.pop(stream[0].start, None)  # changes nothing in what is read next, and stays as it is
    return call.function == "fflush" and texts in (["NULL"], ["0"], ["nullptr"])


def _stdio_call(name: Name, aliases: dict[str, str], macro: str) -> StdioCall | None:
    arguments = arguments_of(name.run, name.at)
    if arguments is None:
        return None
    is_body = bool(macro) and name.first == 0 and arguments.close == len(name.run) - 1  # who knows what for
    return StdioCall(
        function=aliases.get(name.text, name.text),
        name=name,
        arguments=arguments,
        is_statement=not is_body and _is_unused(name.run, name.first, arguments.close),
        alias=name.text if name.text in aliases else "",
        forwards=macro if macro in aliases else "",
    )


def _stream_uses(run: Run, own: frozenset[str], covered: list[tuple[int, int]]) -> Iterator[StreamUse]:
    for name in names_in(run, frozenset(STREAM_DIRECTION) - own):
        if any(start <= name.start < end for start, end in covered):
            continue
        if name.before == "using":
            yield StreamUse(name, using=(name.first - 1, name.at + 1))
        elif name.after in (".", "->"):
            yield StreamUse(name, member=text_at(run, name.at + 2))
        elif name.before == "(" and name.first >= 2 and text_at(run, name.first - 2) == "getline":
            callee = name_at(run, name.first - 2)
            yield StreamUse(name, operands=tuple(operands_after(run, name.at + 1, ">>")), getline=callee)
        else:
            operator = {"cin": ">>", "cout": "<<"}[name.text]
            yield StreamUse(name, operands=tuple(operands_after(run, name.at + 1, operator)))


def _manipulators(
    runs: tuple[Run, ...],
    streams: tuple[StreamUse, ...],
    own: frozenset[str],
    aliases: dict[str, str],
    sole_stream: bool,
) -> tuple[Manipulator, ...]:
    """Manipulators of chains that begin with cout, or of any chain where the program has no other output stream."""
    chained = {
        (id(use.name.run), use.name.run[begin].start)
        for use in streams
        if use.direction == "output"
        for begin, end in use.operands
        if begin < end
    }
    own_streams = frozenset(alias for alias, name in aliases.items() if name == "cout")
    for run in runs:
        for name in names_in(run, own_streams):
            chained |= {(id(run), run[begin].start) for begin, _ in operands_after(run, name.at + 1, "<<")}
    variables = _variables(runs, MANIPULATORS)
    found: list[Manipulator] = []
    for run in runs:
        for name in names_in(run, MANIPULATORS - own - variables):
            is_chained = (id(run), name.start) in chained or (sole_stream and name.before == "<<")
            manipulator = _manipulator(name)
            if is_chained and manipulator:
                found.append(manipulator)
    return tuple(found)


def _manipulator(name: Name) -> Manipulator | None:
    arguments = arguments_of(name.run, name.at)
    if (name.text in PARAMETRIC_MANIPULATORS) != (arguments is not None):
        return None
    if name.text != "setiosflags" or arguments is None:
        return Manipulator(name, name.text, name.end)
    flag = [token.text for token in name.run[name.at + 2 : arguments.close] if token.text not in ("std", "::")]
    if len(flag) != 2 or flag[0] not in ("ios", "ios_base") or flag[1] not in ("fixed", "scientific"):
        return None
    return Manipulator(name, flag[1], name.run[arguments.close].end)


def _variables(runs: Iterable[Run], wanted: frozenset[str]) -> frozenset[str]:
    """Names that also occur where no manipulator can stand: the program has its own variable of that name.

    A variable is declared or assigned somewhere, and that is never right after `<<`.
    """
    return frozenset(
        name.text
        for run in runs
        for name in names_in(run, wanted)
        if name.before not in ("<<", "using") and not (name.before == "" and name.after in ("", "<<"))
    )


def _is_unused(run: Run, first: int, last: int) -> bool:
    """Whether the call between the two tokens stands where its value goes nowhere, as far as its neighbours show."""
    before = text_at(run, first - 1)
    if before == ")":  # after if (…), for (…) or a macro's call, but not after a cast
        opening = opening_of(run, first - 1)
        before = "" if opening > 0 and run[opening - 1].kind == "name" else ")"
    if before not in _BEFORE_STATEMENT or text_at(run, last + 1) not in _AFTER_STATEMENT:
        return False
    return before not in _WITHIN_EXPRESSION or not _is_within_value(run, first, joined=before == ",")


def _is_within_value(run: Run, first: int, *, joined: bool) -> bool:
    """Whether what a call is an operand of (by a comma, where it is `joined`) is an argument, is returned, stored or
    printed."""
    depth, at = 0, first - 1
    while at >= 0 and (depth or run[at].text not in (";", "{", "}", "(", "[")):
        text = run[at].text
        depth += (text in (")", "]", "}")) - (text in ("(", "[", "{"))
        joined = joined or (depth == 0 and text == ",")
        if depth == 0 and (text in _YIELDING or (not joined and text in _TAKING)):
            return True
        at -= 1
    return text_at(run, at) == "[" or (text_at(run, at) == "(" and text_at(run, at - 1) != "for")


def _outermost(calls: list[SyncCall]) -> tuple[SyncCall, ...]:
    """Without those that another one begins with: `cin.tie(0)` in `cin.tie(0)->sync_with_stdio(0)`."""
    ends = {call.start: max(other.end for other in calls if other.start == call.start) for call in calls}
    return tuple(call for call in calls if call.end == ends[call.start])


def _sync_calls(run: Run) -> Iterator[SyncCall]:
    for at in run.positions_of(("sync_with_stdio", "tie")):
        token, arguments = run[at], arguments_of(run, at)
        first = _sync_subject(run, at)
        if arguments is None or first is None:
            continue
        texts = [each.text for each in run[at + 2 : arguments.close]]
        turns_off = token.text == "sync_with_stdio" and texts not in ([], ["true"], ["1"])
        yield SyncCall(run, first, arguments.close, turns_off, token.text == "tie")


def _sync_subject(run: Run, at: int) -> int | None:
    """Index at which `std::ios::`, `ios_base::`, `std::cin.` or `cin.tie(0)->` begins."""
    before, subject = text_at(run, at - 1), text_at(run, at - 2)
    is_class = before == "::" and subject in ("ios", "ios_base")
    is_object = before == "." and subject in ("cin", "cout")
    if before == "->" and subject == ")":  # cin.tie(0)->sync_with_stdio(0)
        return next((call.first for call in _sync_calls(Run(run[: at - 1])) if call.last == at - 2), None)
    if not (is_class or is_object):
        return None
    first = at - 2
    if text_at(run, first - 1) == "::":
        first -= 2 if text_at(run, first - 2) == "std" else 1
    return first
