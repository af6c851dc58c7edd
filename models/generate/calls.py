"""How often a fragment is called, and on what: once, in rounds, for queries, or on a few elements only."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from textwrap import indent

from models.generate.draws import Draws
from models.generate.piece import Piece, type_of
from models.generate.streams import Streams

_BLOCK = " " * 4
_MOST_UNUSED = 50_000  # what is read though only a little of it is used
_LABELS = ("%lld\n", "%lld\n", "%lld\n", "Result: %lld\n", "ans = %lld\n", "%lld \n", "total: %lld\n")


@dataclass(frozen=True)
class Call:
    """`definitions` are what `statements` of main use. It takes about the time that was asked for where the variable
    has `size`. `written` is what the statements read themselves, at a size; "" if `reads` is false."""

    definitions: str
    statements: str
    size: int
    reads: bool = False
    written: Callable[[int], str] = lambda _: ""


def call(piece: Piece, variable: str, milliseconds: float, draws: Draws, streams: Streams, *, matters: bool) -> Call:
    """One drawn way to call it on a variable and to print what it says, in about so many milliseconds; on a few
    elements only where it does not matter that it then takes no time."""
    ways = (_once, _inlined, _rounds, _queries, _few)
    way = draws.random.choices(ways, (45, 15, 15, 10, 0 if matters else 25))[0]
    if way in (_once, _inlined) and piece.fragment.rounds_for(milliseconds) > 1:
        way = _rounds
    return way(piece, variable, milliseconds, draws, streams)


def _once(piece: Piece, variable: str, milliseconds: float, draws: Draws, streams: Streams) -> Call:
    size = piece.fragment.size_for(milliseconds)
    asked, result = f"{piece.function}({variable})", draws.name("result")
    label = draws.random.choice(_LABELS)
    if draws.maybe(0.4):
        return Call(piece.code, _show(streams, label, asked), size)
    return Call(piece.code, f"{_LONG} {result} = {asked};\n{_show(streams, label, result)}", size)


def _inlined(piece: Piece, variable: str, milliseconds: float, draws: Draws, streams: Streams) -> Call:
    """Its body in main, where it returns at its end only and calls its variable the same."""
    found = re.search(rf"^{_LONG} {piece.function}\([^)]*\) \{{\n(.*?)^\}}", piece.code, re.DOTALL | re.MULTILINE)
    body = found[1].rstrip() if found else ""
    end = re.search(r"^    return ([^;]*);\Z", body, re.MULTILINE)
    if found is None or end is None or body.count("return") != 1 or piece.argument != variable:
        return _once(piece, variable, milliseconds, draws, streams)
    result = draws.name("result")
    text = f"{_LONG} {result};\n{{\n{body[: end.start()]}    {result} = {end[1]};\n}}\n"
    rest = piece.code[: found.start()] + piece.code[found.end() :]
    shown = _show(streams, draws.random.choice(_LABELS), result)
    return Call(rest.strip(), text + shown, piece.fragment.size_for(milliseconds))


def _few(piece: Piece, variable: str, _: float, draws: Draws, streams: Streams) -> Call:
    """On the first elements: nothing in it is worth a change."""
    most = draws.size(4, 40)
    takes = piece.fragment.takes
    part = draws.name("head")
    if takes == "number":
        text, argument = "", f"std::min({variable}, {most})"
    elif takes == "text":
        text, argument = "", f"{variable}.substr(0, {most})"
    else:
        bound = f"std::min<size_t>({most}, {variable}.size())"
        text, argument = f"{type_of(takes)} {part}({variable}.begin(), {variable}.begin() + {bound});\n", part
    shown = _show(streams, draws.random.choice(_LABELS), f"{piece.function}({argument})")
    return Call(piece.code, text + shown, min(piece.fragment.largest, _MOST_UNUSED))


def _rounds(piece: Piece, variable: str, milliseconds: float, draws: Draws, streams: Streams) -> Call:
    """In a loop, on what is changed a little each time."""
    rounds = max(draws.size(2, 60), piece.fragment.rounds_for(milliseconds))
    size = piece.fragment.size_for(milliseconds / rounds)
    i, total = draws.name("round"), draws.name("total")
    argument = variable
    if piece.fragment.takes == "number":
        argument, change = f"std::max(1, {variable} - {i})", ""
    else:
        change = f"    std::swap({variable}[{i} % {variable}.size()], {variable}[{variable}.size() / 2]);\n"
    asked = f"{piece.function}({argument})"
    if draws.maybe(0.4):
        inner = _show(streams, "%lld\n", asked)
        start, end = "", ""
    else:
        inner = f"{total} ^= {asked};" if draws.maybe() else f"{total} += {asked} % 1000003;"
        start, end = f"{_LONG} {total} = 0;\n", "\n" + _show(streams, draws.random.choice(_LABELS), total)
    head = f"for (int {i} = 0; {i} < {rounds}; {i}++) {{\n"
    return Call(piece.code, f"{start}{head}    {inner}\n{change}}}{end}", size)


def _queries(piece: Piece, variable: str, milliseconds: float, draws: Draws, streams: Streams) -> Call:
    """For parts of it that are read from the input."""
    takes = piece.fragment.takes
    if takes == "number":
        return _rounds(piece, variable, milliseconds, draws, streams)
    many = max(draws.size(3, 200), 2 * piece.fragment.rounds_for(milliseconds))
    q, low, high, part = (draws.name(each) for each in ("q", "l", "r", "part"))
    cut = f"{type_of(takes)} {part}({variable}.begin() + {low}, {variable}.begin() + {high});"
    if takes == "text":
        cut = f"std::string {part} = {variable}.substr({low}, {high} - {low});"
    inner = [
        f"int {low}, {high};",
        streams.read("int", low, high),
        cut,
        _show(streams, "%lld\n", _ASK.format(piece, part)),
    ]
    body = indent("\n".join(inner), _BLOCK)
    loop = draws.pick(f"while ({q}--)", f"for (int i = 0; i < {q}; i++)")

    def written(size: int) -> str:
        asked = min(many, 2 * size)
        ends = (sorted(draws.random.sample(range(size + 1), 2)) for _ in range(asked))
        return f"{asked}\n" + "".join(f"{start} {end}\n" for start, end in ends)

    text = f"int {q};\n{streams.read('int', q)}\n{loop} {{\n{body}\n}}"
    return Call(piece.code, text, 2 * piece.fragment.size_for(milliseconds / many), reads=True, written=written)


def _show(streams: Streams, pattern: str, value: str) -> str:
    return streams.show(pattern, value, to=streams.sink or "std::cout")


_LONG = "long long"
_ASK = "{0.function}({1})"
