"""Where a text is another than the one before it."""

import difflib
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.scopes import candidates, declarations, declarations_named, names_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.tokens import Directive, Token, tokenized
from perfcoder_lsp.text import ByteRange

_LASTING = frozenset({Kind.GLOBAL, Kind.MEMBER, Kind.ALIAS, Kind.ENUMERATOR})
"""What is declared outside of functions, and means something in them."""

_BRACES = frozenset("{}")


def changed_places(
    before: Source, after: Source, before_range: ByteRange | None = None, after_range: ByteRange | None = None
) -> tuple[ByteRange, ...]:
    """Where the tokens of the text before (or of its part) are others after, so that blanks and comments don't count;
    where some are only added, the end of the one before them (with it, where there is an `else` among them: that says
    what comes after the branch that ends there). What is declared elsewhere in another way (macros, globals, members)
    is changed wherever its name stands."""
    was, now = _words(before, before_range), _words(after, after_range)
    places = [_place(was, start, end) for start, end in _differing(was, now)]
    return (*places, *_concerned(before, places))


class _Word(NamedTuple):
    """A token or a directive, and the number of its line."""

    text: str
    start: int
    end: int
    line: int


def _words(source: Source, part: ByteRange | None) -> list[_Word]:
    """The words of a source, or of a part of it, in their order."""
    file = tokenized(source)
    words = [(each.start, each.end, each.text) for each in file.tokens]
    words += [(each.start, each.end, _text(each)) for each in file.directives]
    words.sort()
    lines = accumulate((source.text.count(b"\n", at, end) for at, end in _gaps(each[0] for each in words)), initial=0)
    part = part or ByteRange(start=0, end=len(source.text))
    return [
        _Word(text, start, end, line)
        for (start, end, text), line in zip(words, list(lines)[1:], strict=True)
        if part.start <= start < part.end
    ]


def _gaps(starts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """From each to the next, the first from 0."""
    last = 0
    for each in starts:
        yield last, each
        last = each


def _text(directive: Directive) -> str:
    """A directive as it is compared."""
    parameters = "" if directive.parameters is None else f"({','.join(directive.parameters)})"
    words = [each.text for each in directive.body] if directive.kind == "define" else directive.text.split()
    return " ".join((f"#{directive.kind}", f"{directive.name}{parameters}", *words))


def _place(words: Sequence[_Word], start: int, end: int) -> ByteRange:
    if start < end:
        return ByteRange(start=words[start].start, end=words[end - 1].end)
    at = words[start - 1].end if start else 0
    return ByteRange(start=at, end=at)


def _differing(was: Sequence[_Word], now: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """From which to before which word the first text is another: lines are matched first, and words between them, since
    both by words would take long."""
    lines, others = _lines(was), _lines(now)
    starts, other_starts = _ends(lines), _ends(others)
    for first, last, other_first, other_last in _changes(lines, others):
        start, other_start = starts[first], other_starts[other_first]
        words = [each.text for each in was[start : starts[last]]]
        other_words = [each.text for each in now[other_start : other_starts[other_last]]]
        for begin, end, other_begin, other_end in _changes(words, other_words):
            adds_else = begin == end and "else" in other_words[other_begin:other_end]
            yield max(0, start + begin - adds_else), start + end


def _lines(words: Sequence[_Word]) -> list[tuple[str, ...]]:
    """The words by line; a brace stands with the line before it, wherever the author puts it."""
    lines: list[list[str]] = []
    last = -1
    for word in words:
        begins = word.text not in _BRACES and word.line != last
        if begins or not lines:
            lines.append([])
        last = word.line if begins else last
        lines[-1].append(word.text)
    return [tuple(line) for line in lines]


def _ends(lines: Sequence[tuple[str, ...]]) -> list[int]:
    """How many words stand before each line, and all."""
    return list(accumulate((len(each) for each in lines), initial=0))


def _changes(one: Sequence[Hashable], other: Sequence[Hashable]) -> Iterator[tuple[int, int, int, int]]:
    """From where to where they differ, in both. What is frequent in long ones is no place to begin with, which takes
    less long and finds more differences, never fewer."""
    matcher = difflib.SequenceMatcher(None, one, other)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind != "equal":
            yield start, end, other_start, other_end


@dataclass(frozen=True)
class _Item:
    """A macro or a lasting declaration, where it stands, and the words in it."""

    name: str
    range: ByteRange
    words: tuple[Token, ...]
    declaration: Declaration | None = None


def _concerned(source: Source, places: Sequence[ByteRange]) -> Iterator[ByteRange]:
    """Where the names stand of macros, globals and members whose declarations are changed at these places, or mention
    one of those that are."""
    items = _items(source)
    found = [each for each in items if any(_meet(each.range, place) for place in places)]
    while True:
        names, others = {each.name for each in found}, _otherwise_meant(source, found)
        more = [
            each
            for each in items
            if each not in found and any(word.text in names and word.start not in others for word in each.words)
        ]
        if not more:
            break
        found += more
    words = (word for word in tokenized(source).tokens if word.text in names and word.start not in others)
    yield from (ByteRange(start=word.start, end=word.end) for word in words)


def _items(source: Source) -> list[_Item]:
    file = tokenized(source)
    starts = [each.start for each in file.tokens]
    items = [_Item(each.name, ByteRange(start=each.start, end=each.end), each.body) for each in file.macros]
    for each in declarations(source):
        if each.kind in _LASTING and each.function is None:
            first, end = bisect_left(starts, each.range.start), bisect_left(starts, each.range.end)
            items.append(_Item(each.name, each.range, file.tokens[first:end], each))
    return items


def _meet(one: ByteRange, place: ByteRange) -> bool:
    """Whether they share text; what was only added may stand at an end."""
    touches = place.start == place.end
    return one.start < place.end + touches and place.start < one.end + touches


def _otherwise_meant(source: Source, found: Sequence[_Item]) -> frozenset[int]:
    """Where the names of what was found stand for something else, as far as the text tells."""
    macros = {each.name for each in found if each.declaration is None}
    names = {each.name for each in found} - macros
    known = {id(each.declaration) for each in found}
    meant = ((node, candidates(source, node)) for node, _ in names_of(source).mentions if text_of(node) in names)
    mentions = {node.start_byte for node, those in meant if those and not any(id(each) in known for each in those)}
    declared = (each for name in names for each in declarations_named(source, name) if id(each) not in known)
    return frozenset(mentions.union(each.name_node.start_byte for each in declared))
