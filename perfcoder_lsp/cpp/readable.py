"""A file's text made readable for the grammar, byte for byte as long: attribute-like macros are blank, of conditional
code with half a block in each branch one branch is left, and names of a C file that are words of C++ are spelled
otherwise."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from perfcoder_lsp.cpp.conditionals import inactive_ranges
from perfcoder_lsp.cpp.nodes import nodes_of_type
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.tokens import Directive, Token, tokenized

_CXX_WORDS = frozenset(
    {"catch", "class", "delete", "explicit", "export", "friend", "mutable", "namespace", "new", "operator", "private"}
    | {"protected", "public", "template", "this", "throw", "try", "typeid", "typename", "using", "virtual"}
)
_SPECIFIERS = frozenset(
    {"static", "inline", "extern", "constexpr", "noexcept", "__inline", "__inline__", "__forceinline", "__restrict"}
    | {"restrict", "override", "final", "register", "virtual", "explicit", "__extension__"}
)
_ATTRIBUTES = frozenset({"__attribute__", "__attribute", "__declspec", "alignas", "_Alignas", "__asm__"})
_ANNOTATING = re.compile(
    r"(?:[A-Z0-9]+_)*(?:(?:PT_)?GUARDED_BY|(?:EXCLUSIVE_|SHARED_)?LOCKS_REQUIRED|LOCKS_EXCLUDED|NO_THREAD_SAFETY_ANALYSIS"
    r"|(?:EXCLUSIVE|SHARED)_(?:UN)?LOCK_FUNCTION|ACQUIRED_(?:AFTER|BEFORE)|NOEXCEPT(?:_IF)?|NOTHROW|LIFETIME_?BOUND"
    r"|ATTRIBUTE_\w+|DEPRECATED|MUST_USE_RESULT|PRINTF_FORMAT)"
)
_LOUD = re.compile(r"[A-Z][A-Z0-9_]{2,}")
_MOST_WORDS = 12
_CLASS_WORDS = frozenset({"class", "struct", "union"})


@per_source
def readable(source: Source) -> Source:
    """The text to parse; positions are those of the file. The source itself where there is nothing to change."""
    text = bytearray(respelled(source).text)
    tokens = tokenized(source).tokens
    attributes = {each.name for each in tokenized(source).macros if _is_attribute(each)}
    for at, token in enumerate(tokens):
        if token.kind == "name" and _is_blank(tokens, at, attributes):
            end = _past_arguments(tokens, at + 1)
            for each in tokens[at:end]:
                _blank(text, each.start, each.end)
    for start, end in _halves(source):
        _blank(text, start, end)
    view = _with_text(source, bytes(text))
    return source if _reads_worse(view, source) else view


def _reads_worse(view: Source, source: Source) -> bool:
    """Whether functions of the text as it is are lost in the other one, and no errors with them."""
    kept, found = (len(nodes_of_type(each, "function_definition")) for each in (view, source))
    return kept < found and len(nodes_of_type(view, "ERROR")) >= len(nodes_of_type(source, "ERROR"))


def _blank(text: bytearray, start: int, end: int) -> None:
    text[start:end] = re.sub(rb"[^\r\n]", b" ", text[start:end])


def _halves(source: Source) -> Iterator[tuple[int, int]]:
    """What to leave out of conditional code whose branches open or close blocks that end outside of them: directives,
    and all branches but one, which is not one that this file's macros drop."""
    dropped = {each.start for each in inactive_ranges(source)}
    stack: list[list[Directive]] = []
    for directive in tokenized(source).directives:
        if directive.kind in ("if", "ifdef", "ifndef"):
            stack.append([directive])
        elif directive.kind in ("elif", "else", "endif") and stack:
            stack[-1].append(directive)
        if directive.kind == "endif" and stack:
            group = stack.pop()
            branches = list(itertools.pairwise(group))
            if any(_opens(source, first.end, second.start) for first, second in branches):
                kept = next((first for first, _ in branches if first.end not in dropped), group[0])
                yield from ((each.start, each.end) for each in group)
                yield from ((first.end, second.start) for first, second in branches if first is not kept)


def _opens(source: Source, start: int, end: int) -> bool:
    """Whether the braces between two offsets do not balance."""
    signs = {"{": 1, "}": -1}
    tokens = tokenized(source).tokens
    first = bisect_left(tokens, start, key=lambda token: token.start)
    last = bisect_left(tokens, end, key=lambda token: token.start)
    return sum(signs.get(each.text, 0) for each in tokens[first:last] if each.kind == "operator") != 0


@per_source
def respelled(source: Source) -> Source:
    """A C file with other names for those that are words of C++: `clas_` for `class`. Other files as they are."""
    if source.language != "c":
        return source
    text = bytearray(source.text)
    for each in _tokens_with_bodies(source):
        if each.kind == "name" and each.text in _CXX_WORDS:
            text[each.end - 1 : each.end] = b"_"
    return _with_text(source, bytes(text))


def _with_text(source: Source, text: bytes) -> Source:
    return source if text == source.text else Source(source.path, text, source.language)


def _tokens_with_bodies(source: Source) -> Iterator[Token]:
    for run in tokenized(source).runs:
        yield from run


def _is_attribute(macro: Directive) -> bool:
    """Whether a macro stands for nothing but specifiers and attributes (or for nothing at all)."""
    depth = 0
    for token in macro.body:
        if depth == 0 and token.kind == "name" and token.text not in _SPECIFIERS | _ATTRIBUTES:
            return False
        if depth == 0 and token.kind != "name" and token.text not in ("(", "["):
            return False
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
    return macro.parameters is None or bool(macro.body)


def _is_blank(tokens: Sequence[Token], at: int, attributes: set[str]) -> bool:
    name = tokens[at].text
    if name in attributes or _ANNOTATING.fullmatch(name):
        return True
    if _LOUD.fullmatch(name) is None:
        return False
    return _before_class_name(tokens, at) or _before_return_type(tokens, at)


def _before_class_name(tokens: Sequence[Token], at: int) -> bool:
    """`class EXPORT Name {`."""
    if at == 0 or tokens[at - 1].text not in _CLASS_WORDS:
        return False
    following = _past_arguments(tokens, at + 1)
    after = tokens[following + 1].text if following + 1 < len(tokens) else ""
    return after in ("{", ":", "final", ";") and tokens[following].kind == "name"


def _before_return_type(tokens: Sequence[Token], at: int) -> bool:
    """`EXPORT int name(`: the grammar would take the type for a scope of the name."""
    names = 0
    for token in tokens[at + 1 : at + 1 + _MOST_WORDS]:
        if token.kind == "name":
            names += 1
        elif token.text not in ("*", "&"):
            return token.text == "(" and names > 1
    return False


def _past_arguments(tokens: Sequence[Token], at: int) -> int:
    """The index behind the parenthesis that opens at `at`; `at` itself where none does."""
    if at >= len(tokens) or tokens[at].text != "(":
        return at
    depth = 0
    for index in range(at, len(tokens)):
        depth += (tokens[index].text == "(") - (tokens[index].text == ")")
        if depth == 0:
            return index + 1
    return at
