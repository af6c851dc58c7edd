"""Expansion of a file's own macros, so that loops and reads hidden in them can be seen and instrumented.

Only what the file itself defines is expanded; names from headers, conditionally redefined macros and macros that use
`#` are left to the compiler, which sees the result with all directives still in place.
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<raw>R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)")
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<directive>^[ \t]*\#(?:[^\n\\]|\\\r?\n|\\.)*)
    |(?P<name>[A-Za-z_]\w*)
    |(?P<number>\.?\d(?:[\w.']|[eEpP][+-])*)
    |(?P<space>\s+)
    |(?P<paste>\x01)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_DEFINE = re.compile(r"\s*#\s*define\s+([A-Za-z_]\w*)(\(([^)]*)\))?(.*)", re.DOTALL)
_UNDEF = re.compile(r"\s*#\s*undef\s+([A-Za-z_]\w*)")
_PASTE = re.compile(r"\s*(?<!#)##(?!#|\s*__VA_)\s*")
_MAX_TOKENS = 400_000  # of the result; macro bombs are left unexpanded


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True)
class _Macro:
    name: str
    parameters: tuple[str, ...] | None  # None: object-like
    body: tuple[_Token, ...]


class _TooLongError(Exception):
    pass


def expand_macros(text: str) -> str:
    """The text with the file's own macros expanded; unchanged where that is impossible. Comments become blanks."""
    tokens = _tokens(text)
    try:
        return _Expander(_single_definitions(tokens)).file(tokens)
    except (_TooLongError, RecursionError):
        return text


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "mark":
            kind = "raw"
        if kind == "comment":
            kind, value = "space", " " + "\n" * match[0].count("\n")
        else:
            value = match[0]
        found.append(_Token(kind, value))
    return found


def _parse(directive: str) -> _Macro | None:
    match = _DEFINE.match(directive.replace("\\\r\n", " ").replace("\\\n", " "))
    if match is None:
        return None
    name, has_parameters, parameters, body = match[1], match[2] is not None, match[3] or "", match[4]
    tokens = _tokens(_PASTE.sub("\x01", body.strip()))
    names = tuple(part.strip() for part in parameters.split(",") if part.strip()) if has_parameters else None
    return _Macro(name, names, tuple(tokens))


def _single_definitions(tokens: list[_Token]) -> frozenset[str]:
    """Names of the macros that are defined once, with a body that plain substitution can handle."""
    seen: dict[str, _Macro] = {}
    refused: set[str] = set()
    for token in tokens:
        macro = _parse(token.text) if token.kind == "directive" else None
        if macro is None:
            continue
        pasting = any(part.text == "#" or part.kind == "directive" for part in macro.body)
        own_name = any(part.text == macro.name for part in macro.body)
        if pasting or own_name or (macro.name in seen and seen[macro.name] != macro):
            refused.add(macro.name)
        seen[macro.name] = macro
    return frozenset(seen.keys() - refused)


class _Expander:
    def __init__(self, allowed: frozenset[str]):
        self._allowed = allowed
        self._macros: dict[str, _Macro] = {}
        self._emitted = 0

    def file(self, tokens: list[_Token]) -> str:
        """Segments between directives are expanded with the macros known there."""
        out: list[str] = []
        segment: list[_Token] = []
        for token in tokens:
            if token.kind != "directive":
                segment.append(token)
                continue
            out += [part.text for part in self._expand(segment, frozenset())]
            segment = []
            out.append(token.text)
            self._directive(token.text)
        out += [part.text for part in self._expand(segment, frozenset())]
        return "".join(out)

    def _directive(self, text: str) -> None:
        macro = _parse(text)
        if macro is not None and macro.name in self._allowed:
            self._macros[macro.name] = macro
        undefined = _UNDEF.match(text)
        if undefined is not None:
            self._macros.pop(undefined[1], None)

    def _expand(self, tokens: list[_Token], hidden: frozenset[str]) -> list[_Token]:
        out: list[_Token] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            macro = self._macros.get(token.text) if token.kind == "name" and token.text not in hidden else None
            at += 1
            if macro is None:
                out.append(token)
                continue
            arguments: list[list[_Token]] = []
            if macro.parameters is not None:
                parsed = _arguments(tokens, at)
                if parsed is None:
                    out.append(token)
                    continue
                arguments, at = parsed
            out += self._call(macro, arguments, hidden)
            self._emitted += len(macro.body)
            if self._emitted > _MAX_TOKENS or len(out) > _MAX_TOKENS:
                raise _TooLongError
        return out

    def _call(self, macro: _Macro, arguments: list[list[_Token]], hidden: frozenset[str]) -> list[_Token]:
        bound: dict[str, list[_Token]] = {}
        for index, parameter in enumerate(macro.parameters or ()):
            if parameter.endswith("..."):
                rest = arguments[index:]
                joined = [part for number, one in enumerate(rest) for part in ([_COMMA] if number else []) + one]
                bound[parameter.removesuffix("...") or "__VA_ARGS__"] = self._expand(joined, hidden)
            else:
                bound[parameter] = self._expand(arguments[index], hidden) if index < len(arguments) else []
        body: list[_Token] = []
        pasting = False
        for part in macro.body:
            more = bound.get(part.text, [part]) if part.kind == "name" else [part]
            if pasting:
                body, more = [], _tokens(_joined(body).rstrip() + _joined(more).lstrip())
            pasting = part.kind == "paste"
            body += [] if pasting else more
        blank = _Token("space", " ")
        return [blank, *self._expand(body, hidden | {macro.name}), blank]


_COMMA = _Token("other", ",")


def _joined(tokens: list[_Token]) -> str:
    return "".join(token.text for token in tokens)


def _arguments(tokens: list[_Token], at: int) -> tuple[list[list[_Token]], int] | None:
    """The arguments of a call whose `(` is the next token but blanks, and where it ends; None: no call."""
    while at < len(tokens) and tokens[at].kind == "space":
        at += 1
    if at >= len(tokens) or tokens[at].text != "(":
        return None
    arguments: list[list[_Token]] = [[]]
    depth = 0
    for index in range(at, len(tokens)):
        text = tokens[index].text if tokens[index].kind == "other" else ""
        depth += (text in "([{") - (text in ")]}") if text else 0
        if depth == 0:
            return arguments, index + 1
        if text == "," and depth == 1:
            arguments.append([])
        elif not (text == "(" and depth == 1 and index == at):
            arguments[-1].append(tokens[index])
    return None
