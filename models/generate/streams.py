"""How one program reads and prints: by iostream, stdio, or characters; all of it the same way, as people do."""

import re
from dataclasses import dataclass
from typing import Literal

from models.generate.draws import Draws

Reads = Literal["cin", "scanf", "getchar"]
Prints = Literal["cout", "printf"]
Line = Literal["std::endl", "'\\n'", '"\\n"']

_FORMAT = re.compile(r"%lld|%d|%s|%c|%zu")
_CONVERSIONS = {"int": "%d", "unsigned": "%u", "long long": "%lld", "std::string": "%s", "char": "%c"}
_UNTYING = (
    ("std::ios::sync_with_stdio(false);", "std::cin.tie(nullptr);"),
    ("std::ios_base::sync_with_stdio(false);", "std::cin.tie(NULL);"),
    ("std::ios::sync_with_stdio(0);", "std::cin.tie(0);"),
    ("std::ios::sync_with_stdio(false);",),
)
_READ_INT = """\
static int {name}() {{
    int c = getchar();
    while (c != '-' && (c < '0' || c > '9')) c = getchar();
    bool negative = c == '-';
    if (negative) c = getchar();
    int x = 0;
    for (; c >= '0' && c <= '9'; c = getchar()) x = x * 10 + (c - '0');
    return negative ? -x : x;
}}"""


@dataclass(frozen=True)
class Streams:
    """`opening` are the first statements of main; `line` ends a line on cout; `reader` is the program's own function
    that reads a number by characters; `sink` is where results are collected before they are printed, if anywhere."""

    reads: Reads
    prints: Prints
    line: Line
    opening: tuple[str, ...] = ()
    reader: str = ""
    sink: str = ""

    @classmethod
    def drawn(cls, draws: Draws) -> "Streams":
        """Streams that do not mix: iostream that is not synchronised stands alone."""
        reads: Reads = draws.random.choices(("cin", "scanf", "getchar"), (62, 30, 8))[0]
        same: Prints = "cout" if reads == "cin" else "printf"
        prints: Prints = draws.random.choices(("cout", "printf"), (9, 1) if same == "cout" else (1, 9))[0]
        lines: tuple[Line, ...] = ("std::endl", "'\\n'", '"\\n"')
        line = draws.random.choices(lines, (45, 40, 15))[0]
        untied = reads == "cin" and prints == "cout" and draws.maybe(0.45)
        opening = draws.random.choice(_UNTYING) if untied else ()
        sink = draws.name(draws.pick("out", "buffer", "oss")) if prints == "cout" and draws.maybe(0.12) else ""
        return cls(reads, prints, line, opening, draws.name("read int") if reads == "getchar" else "", sink)

    @property
    def helpers(self) -> tuple[str, ...]:
        """Functions of the program's own that the statements need."""
        return (_READ_INT.format(name=self.reader),) if self.reader else ()

    def read(self, kind: str, *targets: str) -> str:
        """The statement that reads values of one type."""
        if self.reads == "getchar" and kind in ("int", "unsigned"):
            return " ".join(f"{each} = {self.reader}();" for each in targets)
        if self.reads == "cin":
            return f"std::cin >> {' >> '.join(targets)};"
        conversions = " ".join([_CONVERSIONS[kind]] * len(targets))
        return f'scanf("{conversions}", {", ".join(f"&{each}" for each in targets)});'

    def word(self, target: str, longest: int) -> str:
        """Statements that declare a string and read a word of at most so many characters into it."""
        if self.reads == "cin":
            return f"std::string {target};\n    std::cin >> {target};"
        array = f"{target}_chars"
        declared = f"static char {array}[{longest + 1}];"
        return f'{declared}\n    scanf("%{longest}s", {array});\n    std::string {target} = {array};'

    def reading(self, kind: str, target: str) -> str:
        """The condition that one more is read."""
        return f"std::cin >> {target}" if self.reads == "cin" else f'scanf("{_CONVERSIONS[kind]}", &{target}) == 1'

    def show(self, pattern: str, *values: str, to: str = "std::cout") -> str:
        """The statement that prints values by a printf pattern (%d, %lld, %zu, %c, and %s for std::string)."""
        if self.prints == "printf":
            kinds = _FORMAT.findall(pattern)
            given = [f"{v}.c_str()" if kind == "%s" else v for kind, v in zip(kinds, values, strict=True)]
            return f"printf({', '.join([_quoted(pattern), *given])});"
        left = list(values)
        parts: list[str] = []
        ends = pattern.endswith("\n")
        for each in re.split(rf"({_FORMAT.pattern})", pattern.removesuffix("\n")):
            if _FORMAT.fullmatch(each):
                parts.append(left.pop(0))
            elif each:
                parts.append(repr(each) if len(each) == 1 and each not in "'\\" else _quoted(each))
        parts += [self.line] if ends else []
        return f"{to} << {' << '.join(parts)};"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
