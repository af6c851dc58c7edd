"""How a program comes by what its fragments take, and what its input then looks like."""

from collections.abc import Callable
from dataclasses import dataclass

from models.generate import data
from models.generate.draws import Draws
from models.generate.piece import type_of
from models.generate.streams import Streams

_MUCH = 30_000  # elements: so large an input is mostly made by the program, as benchmarks do


@dataclass(frozen=True)
class Datum:
    """A variable of main that fragments take. `statements` fill it, `globals` are declared before; `written` is the
    part of the input that it reads, at a size and with a maker of its elements (None: the usual ones)."""

    takes: str
    variable: str
    statements: str
    globals: str
    written: Callable[[int], str]


@dataclass(frozen=True)
class Wanted:
    """What is to be read: `largest` is the greatest size, `last` whether nothing follows in the input, `own_input` the
    maker of its elements if they are no usual ones."""

    takes: str
    variable: str
    largest: int
    last: bool
    own_input: Callable[[int], str] | None


def datum(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    """A drawn way to read, or to make, what is wanted."""
    if wanted.takes == "number":
        return _number(wanted, draws, streams)
    if wanted.own_input is None and draws.maybe(0.75 if wanted.largest > _MUCH else 0.25):
        return _made(wanted, draws, streams)
    ways = {"ints": _ints, "words": _words, "text": _text}
    return ways[wanted.takes](wanted, draws, streams)


def _number(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    variable = wanted.variable
    if streams.reads == "cin" and draws.maybe(0.2):
        statements = f"int {variable} = 0;\nif (!(std::cin >> {variable})) return 0;"
    else:
        statements = f"int {variable};\n{streams.read('int', variable)}"
    return Datum("number", variable, statements, "", lambda n: f"{n}\n")


def _made(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    """Made by the program from a seed, by a linear congruential generator."""
    n, state, v = draws.name("n"), draws.name("state"), wanted.variable
    element = draws.pick(*_ELEMENTS[wanted.takes]).format(state, draws.pick("10", "100", "1000", "30000", "1000000"))
    grow = draws.maybe(0.4)
    add = f"{v}.push_back({element});" if grow or wanted.takes == "text" else f"{v}[i] = {element};"
    declared = f"{type_of(wanted.takes)} {v}{';' if 'push_back' in add else f'({n});'}"
    step = draws.pick("{0} = {0} * 1664525u + 1013904223u;", "{0} = {0} * 1103515245u + 12345u;").format(state)
    read = f"int {n};\nunsigned {state};\n"
    if streams.reads == "cin":
        read += f"std::cin >> {n} >> {state};"
    elif streams.reads == "scanf":
        read += f'scanf("%d %u", &{n}, &{state});'
    else:
        read += f"{streams.read('int', n)}\n{state} = {streams.reader}();"
    loop = f"for (int i = 0; i < {n}; i++) {{\n    {step}\n    {add}\n}}"
    seed = draws.whole(1, 10**6)
    return Datum(wanted.takes, v, f"{read}\n{declared}\n{loop}", "", lambda size: f"{size} {seed}\n")


_ELEMENTS = {  # {0} is the generator's state, {1} how many different ones
    "ints": ("int(({0} >> 8) % {1})", "static_cast<int>({0} / 256 % {1})"),
    "words": (
        "std::string(1, char(97 + {0} % 26)) + std::to_string(({0} >> 8) % {1})",
        'std::string("user") + std::to_string(({0} >> 8) % {1})',
    ),
    "text": ("char('a' + ({0} >> 16) % 26)", '"etaoin shrdlu, nmcd."[({0} >> 16) % 20]'),
}


def _ints(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    maker = wanted.own_input or (lambda n: " ".join(map(str, data.ints(draws.random, n))))
    ways = ["indexed", "indexed", "pushed", "range", "array"]
    if streams.reads == "cin":
        ways += ["line"] + ["rest"] * wanted.last
    elif streams.reads == "scanf":
        ways += ["rest"] * wanted.last
    n, x, way = draws.name("n"), draws.name("x"), draws.pick(*ways)
    head = f"int {n};\n{streams.read('int', n)}\n"
    return _listed("std::vector<int>", "int", way, (wanted, draws, streams, maker, n, x, head))


def _words(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    maker = wanted.own_input or (lambda n: " ".join(data.words(draws.random, n)))
    n, x = draws.name("n"), draws.name(draws.pick("word", "token"))
    head = f"int {n};\n{streams.read('int', n)}\n"
    given = (wanted, draws, streams, maker, n, x, head)
    if streams.reads != "cin":
        return _by_characters(*given)
    way = draws.pick("indexed", "pushed", "range", "line", *["rest"] * wanted.last)
    return _listed("std::vector<std::string>", "std::string", way, given)


_Given = tuple[Wanted, Draws, Streams, Callable[[int], str], str, str, str]


def _listed(whole: str, kind: str, way: str, given: _Given) -> Datum:
    """A vector read one of the usual ways."""
    wanted, draws, streams, maker, n, x, head = given
    v, globals_, counted = wanted.variable, "", True
    if way == "indexed":
        body = f"{whole} {v}({n});\nfor (int i = 0; i < {n}; i++) {streams.read(kind, f'{v}[i]')}"
    elif way == "range":
        body = f"{whole} {v}({n});\nfor ({draws.pick('auto', kind)}& {x} : {v}) {streams.read(kind, x)}"
    elif way == "pushed":
        body = f"{whole} {v};\nfor (int i = 0; i < {n}; i++) {{\n    {kind} {x};\n    {streams.read(kind, x)}\n"
        body += f"    {v}.{draws.pick('push_back', 'push_back', 'emplace_back')}({x});\n}}"
    elif way == "array":
        array, most = draws.name("arr"), draws.name("MAXN").upper()
        globals_ = f"const int {most} = {wanted.largest + draws.random.choice((5, 10, 1000))};\n"
        globals_ += f"{draws.pick('', 'static ')}{kind} {array}[{most}];"
        body = (
            f"for (int i = 0; i < {n}; i++) {streams.read(kind, f'{array}[i]')}\n{whole} {v}({array}, {array} + {n});"
        )
    elif way == "line":
        return _from_line(whole, kind, given)
    else:
        counted = False
        head = ""
        body = f"{whole} {v};\n{kind} {x};\nwhile ({streams.reading(kind, x)}) {v}.push_back({x});"
    newlines = draws.maybe(0.2)

    def written(size: int) -> str:
        elements = maker(size)
        return f"{size}\n" * counted + (elements.replace(" ", "\n") if newlines else elements) + "\n"

    return Datum(wanted.takes, v, head + body, globals_, written)


def _from_line(whole: str, kind: str, given: _Given) -> Datum:
    """All of a line, taken apart by a string stream."""
    wanted, draws, _, maker, _, x, _ = given
    line, stream = draws.name("line"), draws.name(draws.pick("iss", "ss", "in"))
    text = f"std::string {line};\nstd::getline(std::cin >> std::ws, {line});\n"
    text += f"std::{draws.pick('istringstream', 'stringstream')} {stream}({line});\n"
    text += f"{whole} {wanted.variable};\n{kind} {x};\nwhile ({stream} >> {x}) {wanted.variable}.push_back({x});"
    return Datum(wanted.takes, wanted.variable, text, "", lambda size: maker(size) + "\n")


def _by_characters(
    wanted: Wanted, draws: Draws, streams: Streams, maker: Callable[[int], str], n: str, x: str, head: str
) -> Datum:
    """Words by stdio: into an array of characters, or one character at a time."""
    v = wanted.variable
    if streams.reads == "scanf" and draws.maybe(0.7):
        word = f'    char {x}[64];\n    scanf("%63s", {x});\n    {v}.push_back({x});\n'
    else:
        c = draws.name("c")
        word = (
            f"    int {c} = getchar();\n    while ({c} == ' ' || {c} == '\\n') {c} = getchar();\n    std::string {x};\n"
        )
        word += f"    while ({c} != EOF && {c} != ' ' && {c} != '\\n') {{\n        {x} += char({c});\n"
        word += f"        {c} = getchar();\n    }}\n    {v}.push_back({x});\n"
    body = f"std::vector<std::string> {v};\nfor (int i = 0; i < {n}; i++) {{\n{word}}}"
    return Datum("words", v, head + body, "", lambda size: f"{size}\n{maker(size)}\n")


def _text(wanted: Wanted, draws: Draws, streams: Streams) -> Datum:
    maker = wanted.own_input or (lambda n: data.text(draws.random, n))
    v = wanted.variable
    if streams.reads == "cin":
        body = f"std::string {v};\nstd::getline(std::cin >> std::ws, {v});"
    else:
        c = draws.name("c")
        body = f"std::string {v};\nint {c} = getchar();\nwhile ({c} == '\\n' || {c} == ' ') {c} = getchar();\n"
        body += draws.pick(
            f"while ({c} != EOF && {c} != '\\n') {{\n    {v}.push_back(char({c}));\n    {c} = getchar();\n}}",
            f"for (; {c} != '\\n' && {c} != EOF; {c} = getchar()) {v} += char({c});",
        )
    return Datum("text", v, body, "", lambda size: maker(size) + "\n")
