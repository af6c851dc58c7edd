"""The file as a list of tokens, macro bodies included, where the syntax tree shows a macro's body as one blob.

Renaming a name everywhere, and being sure that one has seen every use of it, needs this view.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from perfcoder_lsp.cpp.source import Source, per_source

TokenKind = Literal["name", "number", "string", "character", "operator"]

_TOKEN = re.compile(
    r"""(?P<directive>^[ \t]*\#(?:\\\r?\n|/\*.*?\*/|//(?:\\\r?\n|\r(?!\n)|[^\r\n])*
        |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\r(?!\n)|[^\r\n])*)
    |(?P<comment>//(?:\\\r?\n|[^\n])*|/\*.*?\*/)
    |(?P<raw>(?:u8|[uUL])?R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)")
    |(?P<string>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*")
    |(?P<character>(?:u8|[uUL])?'(?:\\.|[^'\\\n])+')
    |(?P<number>\.?\d(?:[eEpP][+-]|'[0-9A-Za-z]|[\w.])*)
    |(?P<name>[A-Za-z_$\x80-\xff][\w$\x80-\xff]*)
    |(?P<space>\n+|(?:[^\S\n]|\\\r?\n)+)
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
    "name": "name",
    "operator": "operator",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its byte offsets."""

    kind: TokenKind
    text: str
    start: int
    end: int


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
    body: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class TokenizedFile:
    """The tokens outside of directives in text order, and all directives."""

    tokens: tuple[Token, ...]
    directives: tuple[Directive, ...]

    @property
    def macros(self) -> tuple[Directive, ...]:
        return tuple(each for each in self.directives if each.kind == "define")

    @property
    def runs(self) -> tuple[tuple[Token, ...], ...]:
        """The code, and each macro's body: sequences in which a token's neighbours are its real neighbours."""
        return tuple(run for _, run in self.runs_with_macros)

    @property
    def runs_with_macros(self) -> tuple[tuple[str, tuple[Token, ...]], ...]:
        """The runs, each with the name of its macro, which is empty for the code."""
        return (("", self.tokens), *((each.name, each.body) for each in self.macros))


@per_source
def tokenized(source: Source) -> TokenizedFile:
    """The tokens and directives of a file; comments and white space are dropped."""
    tokens: list[Token] = []
    directives: list[Directive] = []
    text = source.text.decode("latin-1")  # one character per byte, so that positions are byte offsets
    for match in _TOKEN.finditer(text):
        if match["directive"] is not None:
            directives.append(_directive(match))
        else:
            tokens += _token(match, 0)
    return TokenizedFile(tuple(tokens), tuple(directives))


def _token(match: re.Match[str], offset: int) -> Iterator[Token]:
    kind = _KINDS.get(match.lastgroup or "")
    if kind is not None:
        text = match[0]
        if not text.isascii():
            text = text.encode("latin-1").decode("utf-8", "replace")
        yield Token(kind, text, offset + match.start(), offset + match.end())


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
    body = tuple(token for each in _TOKEN.finditer(rest) for token in _token(each, offset))
    return Directive("define", rest.strip(), start, end, define["name"], parameters, body)
