"""The file as a list of tokens, macro bodies included, where the syntax tree shows a macro's body as one blob.

Renaming a name everywhere, and being sure that one has seen every use of it, needs this view.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from perfcoder_lsp.cpp.source import Source, per_source

TokenKind = Literal["name", "number", "string", "character", "operator"]

_TOKEN = re.compile(
    r"""(?P<directive>^[ \t]*\#(?:\\\r?\n|/\*.*?\*/|//(?:\\\r?\n|\r(?!\n)|[^\r\n])*
        |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\r(?!\n)|[^\r\n])*)
    |(?P<word>[A-Za-z_$\x80-\xff][\w$\x80-\xff]*+(?!["']))
    |(?P<space>\n+|(?:[^\S\n]|\\\r?\n)+)
    |(?P<comment>//(?:\\\r?\n|[^\n])*|/\*.*?\*/)
    |(?P<raw>(?:u8|[uUL])?R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)")
    |(?P<string>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*")
    |(?P<character>(?:u8|[uUL])?'(?:\\.|[^'\\\n])+')
    |(?P<number>\.?\d(?:[eEpP][+-]|'[0-9A-Za-z]|[\w.])*)
    |(?P<name>[A-Za-z_$\x80-\xff][\w$\x80-\xff]*)
    |(?P<operator><<=|>>=|<=>|->\*|\.\.\.|::|->|\+\+|--|<<|>>|&&|\|\||[-+*/%&|^=!<>]=|\#\#|.)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE | re.ASCII,
)
_DEFINE = re.compile(r"[ \t]*#[ \t]*define[ \t]+(?P<name>[A-Za-z_$][\w$]*)(?P<parameters>\([^)]*\))?", re.ASCII)
_OTHER = re.compile(r"[ \t]*#[ \t]*(?P<kind>[a-z_]*)[ \t]*", re.ASCII)
_COMMENT = re.compile(r"//.*|/\*.*?\*/", re.DOTALL)


_KINDS: dict[str, TokenKind] = {
    "raw": "string",
    "string": "string",
    "character": "character",
    "number": "number",
    "word": "name",  # what no quote follows is no prefix of a string: most names, so they are tried first
    "name": "name",
    "operator": "operator",
}


class Token(NamedTuple):
    """A token with its byte offsets."""

    kind: TokenKind
    text: str
    start: int
    end: int


class Run(tuple[Token, ...]):
    """Tokens whose neighbours are their real neighbours: the code, or a macro's body."""

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """The indices at which each text stands."""
        found: dict[str, list[int]] = {}
        for at, token in enumerate(self):
            found.setdefault(token.text, []).append(at)
        return found

    def positions_of(self, wanted: Iterable[str]) -> list[int]:
        """The indices at which any of some texts stands, in order."""
        positions = self.positions
        return sorted(at for each in wanted if each in positions for at in positions[each])


_NO_TOKENS = Run()


@dataclass(frozen=True, slots=True)
class Directive:
    """A preprocessor line, continuations included.

    `kind` is the word after `#`, `text` what follows it, without comments. A #define has the `name` of the macro,
    its `parameters` (None: object-like) and the tokens of its `body`.
    """

    kind: str
    text: str
    start: int
    end: int
    name: str = ""
    parameters: tuple[str, ...] | None = None
    body: Run = _NO_TOKENS


@dataclass(frozen=True)
class TokenizedFile:
    """The tokens outside of directives in text order, and all directives."""

    tokens: Run
    directives: tuple[Directive, ...]

    @cached_property
    def macros(self) -> tuple[Directive, ...]:
        return tuple(each for each in self.directives if each.kind == "define")

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The code, and each macro's body."""
        return tuple(run for _, run in self.runs_with_macros)

    @property
    def runs_with_macros(self) -> tuple[tuple[str, Run], ...]:
        """The runs, each with the name of its macro, which is empty for the code."""
        return (("", self.tokens), *((each.name, each.body) for each in self.macros))


@per_source
def tokenized(source: Source) -> TokenizedFile:
    """The tokens and directives of a file; comments and white space are dropped."""
    text = source.text.decode("latin-1")  # one character per byte, so that positions are byte offsets
    directives: list[Directive] = []
    tokens = _run(text, 0, directives)
    return TokenizedFile(tokens, tuple(directives))


def _run(text: str, offset: int, directives: list[Directive]) -> Run:
    """The tokens of a text that begins at an offset; its directives are put into the list."""
    tokens: list[Token] = []
    plain = text.isascii()
    for match in _TOKEN.finditer(text):
        name = match.lastgroup or ""
        kind = _KINDS.get(name)
        if kind is not None:
            start, end = match.span()
            word = match[0] if plain else match[0].encode("latin-1").decode("utf-8", "replace")
            tokens.append(Token(kind, word, offset + start, offset + end))
        elif name == "directive":
            directives.append(_directive(match))
    return Run(tokens)


def _directive(match: re.Match[str]) -> Directive:
    line, start, end = match[0], match.start(), match.end()
    define = _DEFINE.match(line)
    if define is None:
        other = _OTHER.match(line)
        kind, rest = (other["kind"], line[other.end() :]) if other else ("", line)
        return Directive(kind, _COMMENT.sub(" ", rest).strip(), start, end)
    listed = define["parameters"]
    parameters = tuple(part.strip() for part in listed[1:-1].split(",") if part.strip()) if listed else None
    rest, offset = line[define.end() :], start + define.end()
    return Directive("define", rest.strip(), start, end, define["name"], parameters, _run(rest, offset, []))
