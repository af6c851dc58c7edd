"""How a program comes by what its fragments take, and what its input then looks like."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from models.generate.catalog import Takes
from models.generate.data import elements
from models.generate.draws import Draws
from models.generate.piece import type_of
from models.generate.streams import Streams

_MADE = {  # {0} is the generator's state, {1} how many different ones
    "ints": ("int(({0} >> 8) % {1})", "static_cast<int>({0} / 256 % {1})"),
    "words": (
        "std::string(1, char(97 + {0} % 26)) + std::to_string(({0} >> 8) % {1})",
        'std::string("user") + std::to_string(({0} >> 8) % {1})',
    ),
    "text": ("char('a' + ({0} >> 16) % 26)", '"etaoin shrdlu, nmcd."[({0} >> 16) % 20]'),
}
_MUCH = 30_000  # elements: so large an input is mostly made by the program, as benchmarks do


@dataclass(frozen=True)
class Datum:
    """A variable of main that fragments take. `statements` fill it, `globals` are declared before; `written` is the
    part of the input that it reads, at a size."""

    variable: str
    statements: str
    written: Callable[[int], str]
    globals: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is to be read: `largest` is the greatest size, `last` whether nothing follows in the input, `own_input` the
    maker of its elements if they are no usual ones."""

    takes: Takes
    variable: str
    largest: int
    last: bool
    own_input: Callable[[int], str] | None

    @property
    def type(self) -> str:
        return type_of(self.takes)

    @property
    def element(self) -> str:
        return {"ints": "int", "words": "std::string"}[self.takes]


def datum(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    """A drawn way to read, or to make, what is wanted."""
    if wanted.takes == "number":
        return _number(wanted, draws, streams)
    if wanted.own_input is None and draws.maybe(0.75 if wanted.largest > _MUCH else 0.25):
        return _made(wanted, draws, streams)
    if wanted.takes == "text":
        return _text(wanted, draws, streams)
    return _listed(wanted, draws, streams)


def _number(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    v = wanted.variable
    statements = f"int {v};\n{streams.read('int', v)}"
    if streams.reads == "cin" and draws.maybe(0.2):
        statements = f"int {v} = 0;\nif (!(std::cin >> {v})) return 0;"
    return Datum(v, statements, lambda n: f"{n}\n")


def _made(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    """Made by the program from a seed, by a linear congruential generator."""
    n, state, v = draws.name("n"), draws.name("state"), wanted.variable
    element = draws.pick(*_MADE[wanted.takes]).format(state, draws.pick("10", "100", "1000", "30000", "1000000"))
    grows = wanted.takes == "text" or draws.maybe(0.4)
    add = f"{v}.push_back({element});" if grows else f"{v}[i] = {element};"
    step = draws.pick("{0} = {0} * 1664525u + 1013904223u;", "{0} = {0} * 1103515245u + 12345u;").format(state)
    statements = (
        f"{_count(n, streams)}unsigned {state};\n{streams.read('unsigned', state)}\n"
        f"{wanted.type} {v}{'' if grows else f'({n})'};\n"
        f"for (int i = 0; i < {n}; i++) {{\n    {step}\n    {add}\n}}"
    )
    seed = draws.whole(1, 10**6)
    return Datum(v, statements, lambda size: f"{size} {seed}\n")


def _text(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    v = wanted.variable
    statements = f"std::string {v};\nstd::getline(std::cin >> std::ws, {v});"
    if streams.reads != "cin":
        c = draws.name("c")
        statements = f"std::string {v};\nint {c} = getchar();\n"
        statements += f"while ({c} == '\\n' || {c} == ' ') {c} = getchar();\n"
        statements += draws.pick(
            f"while ({c} != EOF && {c} != '\\n') {{\n    {v}.push_back(char({c}));\n    {c} = getchar();\n}}",
            f"for (; {c} != '\\n' && {c} != EOF; {c} = getchar()) {v} += char({c});",
        )
    return Datum(v, statements, _uncounted(wanted, draws))


# ------------------------------------------------------------------------------------- a vector of numbers or words


def _listed(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    if streams.reads != "cin" and wanted.takes == "words":
        return _words_by_stdio(wanted, draws, streams)
    ways = [_indexed, _indexed, _ranged, _pushed]
    ways += [_copied] * (wanted.takes == "ints") + [_from_line] * (streams.reads == "cin")
    ways += [_to_the_end] * (wanted.last and streams.reads != "getchar")
    return draws.random.choice(ways)(wanted, draws, streams)


def _indexed(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    n, v = draws.name("n"), wanted.variable
    loop = f"for (int i = 0; i < {n}; i++) {streams.read(wanted.element, f'{v}[i]')}"
    return Datum(v, f"{_count(n, streams)}{wanted.type} {v}({n});\n{loop}", _counted(wanted, draws))


def _ranged(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    n, x, v = draws.name("n"), draws.name("x"), wanted.variable
    loop = f"for ({draws.pick('auto', wanted.element)}& {x} : {v}) {streams.read(wanted.element, x)}"
    return Datum(v, f"{_count(n, streams)}{wanted.type} {v}({n});\n{loop}", _counted(wanted, draws))


def _pushed(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    n, x, v = draws.name("n"), draws.name("x"), wanted.variable
    body = f"    {wanted.element} {x};\n    {streams.read(wanted.element, x)}\n"
    body += f"    {v}.{draws.pick('push_back', 'push_back', 'emplace_back')}({x});\n"
    loop = f"for (int i = 0; i < {n}; i++) {{\n{body}}}"
    return Datum(v, f"{_count(n, streams)}{wanted.type} {v};\n{loop}", _counted(wanted, draws))


def _copied(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    """From a global array that is large enough."""
    n, array, most = draws.name("n"), draws.name("arr"), draws.name("MAXN").upper()
    v, room = wanted.variable, wanted.largest + draws.random.choice((5, 10, 1000))
    declared = f"const int {most} = {room};\n{draws.pick('', 'static ')}{wanted.element} {array}[{most}];"
    loop = f"for (int i = 0; i < {n}; i++) {streams.read(wanted.element, f'{array}[i]')}"
    statements = f"{_count(n, streams)}{loop}\n{wanted.type} {v}({array}, {array} + {n});"
    return Datum(v, statements, _counted(wanted, draws), declared)


def _to_the_end(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    x, v = draws.name("x"), wanted.variable
    loop = f"while ({streams.reading(wanted.element, x)}) {v}.push_back({x});"
    return Datum(v, f"{wanted.type} {v};\n{wanted.element} {x};\n{loop}", _uncounted(wanted, draws))


def _from_line(wanted: Wanted, draws: Draws, _: Streams) -> Datum:
    """All of a line, taken apart by a string stream."""
    line, stream, x, v = draws.name("line"), draws.name(draws.pick("iss", "ss", "in")), draws.name("x"), wanted.variable
    statements = f"std::string {line};\nstd::getline(std::cin >> std::ws, {line});\n"
    statements += f"std::{draws.pick('istringstream', 'stringstream')} {stream}({line});\n"
    statements += f"{wanted.type} {v};\n{wanted.element} {x};\nwhile ({stream} >> {x}) {v}.push_back({x});"
    return Datum(v, statements, _uncounted(wanted, draws))


def _words_by_stdio(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    """Into an array of characters, or one character at a time."""
    n, x, v = draws.name("n"), draws.name("word"), wanted.variable
    if streams.reads == "scanf" and draws.maybe(0.7):
        word = f'    char {x}[64];\n    scanf("%63s", {x});\n'
    else:
        c = draws.name("c")
        word = f"    int {c} = getchar();\n    while ({c} == ' ' || {c} == '\\n') {c} = getchar();\n"
        word += f"    std::string {x};\n    while ({c} != EOF && {c} != ' ' && {c} != '\\n') {{\n"
        word += f"        {x} += char({c});\n        {c} = getchar();\n    }}\n"
    loop = f"for (int i = 0; i < {n}; i++) {{\n{word}    {v}.push_back({x});\n}}"
    return Datum(v, f"{_count(n, streams)}{wanted.type} {v};\n{loop}", _counted(wanted, draws))


def _count(n: str, streams: Streams) -> str:
    return f"int {n};\n{streams.read('int', n)}\n"


def _counted(wanted: Wanted, draws: Draws) -> Callable[[int], str]:
    """How many, and then all of them: in one line, or each in its own."""
    between = draws.pick(" ", " ", " ", "\n")
    uncounted = _uncounted(wanted, draws)
    return lambda size: f"{size}\n{uncounted(size).replace(' ', between)}"


def _uncounted(wanted: Wanted, draws: Draws) -> Callable[[int], str]:
    made = wanted.own_input or functools.partial(elements, draws.random, wanted.takes)
    return lambda size: made(size).strip("\n") + "\n"
