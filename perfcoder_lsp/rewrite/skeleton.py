"""Text in C or C++ that rules insert, put together from the parts that one program needs.

A skeleton file consists of parts. `//@ name: needed other` begins a part and names the parts it needs; `//@ +name`
continues the part before it without a blank line. A line that ends with `//? name !other` is kept where the part or
switch `name` is wanted and `other` is not. A name that is needed but is no part is a switch.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from perfcoder_lsp.cpp.source import Language

_FOLDER = Path(__file__).parent / "skeletons"
_HEADING = re.compile(r"//@ (?P<joined>\+?)(?P<name>\w+)(?::(?P<needs>[\w ]*))?")
_CONDITION = re.compile(r" *//\? (?P<names>[\w !]+)$")
_C_COMMENT = re.compile(r"^( *)/\* (.*) \*/$", re.MULTILINE)


@dataclass(frozen=True)
class _Part:
    name: str
    needs: tuple[str, ...]
    joined: bool
    lines: tuple[str, ...]


def compose(files: Iterable[str], wanted: Iterable[str], language: Language) -> tuple[str, frozenset[str]]:
    """The wanted parts and what they need, in the files' order, and the names of all of them."""
    parts = [part for file in files for part in _parts(file)]
    names = _closure(parts, wanted)
    text = ""
    for part in parts:
        if part.name in names:
            text += ("" if part.joined or not text else "\n") + _kept(part.lines, names)
    if language == "c++":
        text = _C_COMMENT.sub(r"\1// \2", text)
    return text, names


def is_inserted(text: str) -> bool:
    """Whether whole lines of text stand so in a skeleton, but for parts and lines of it that are left out: then rules
    have put them there."""
    wanted = [_plain(line) for line in text.strip().splitlines()]
    return bool(wanted) and any(
        line == wanted[0] and _begins(wanted, lines[start:])
        for lines in _skeletons()
        for start, (line, _) in enumerate(lines)
    )


def _begins(wanted: Sequence[str], lines: Sequence[tuple[str, int]]) -> bool:
    if not wanted or not lines:
        return not wanted
    line, left_out = lines[0]
    is_there = line == wanted[0] and _begins(wanted[1:], lines[1:])
    return is_there or (left_out > 0 and _begins(wanted, lines[left_out:]))


@cache
def _skeletons() -> tuple[tuple[tuple[str, int], ...], ...]:
    """The lines of each file, and how many may be left out from there on: those with a condition, and joined parts."""
    return tuple(
        tuple(
            (
                _plain(_CONDITION.sub("", line)),
                len(part.lines) if part.joined and not at else bool(_CONDITION.search(line)),
            )
            for part in _parts(path.name)
            for at, line in enumerate(part.lines)
        )
        for path in sorted(_FOLDER.iterdir())
    )


def _plain(line: str) -> str:
    return _C_COMMENT.sub(r"\1// \2", line).strip()


def _closure(parts: list[_Part], wanted: Iterable[str]) -> frozenset[str]:
    needs = {part.name: part.needs for part in parts}
    names: set[str] = set()
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting += needs.get(name, ())
    return frozenset(names)


def _kept(lines: Iterable[str], names: frozenset[str]) -> str:
    kept: list[str] = []
    for line in lines:
        condition = _CONDITION.search(line)
        if condition is None:
            kept.append(line)
        elif all((name[1:] not in names) if name[0] == "!" else (name in names) for name in condition["names"].split()):
            kept.append(line[: condition.start()])
    return "".join(f"{line}\n" for line in kept)


@cache
def _parts(file: str) -> tuple[_Part, ...]:
    parts: list[_Part] = []
    for line in (_FOLDER / file).read_text("utf-8").splitlines():
        heading = _HEADING.fullmatch(line)
        if heading:
            needs = tuple((heading["needs"] or "").split())
            parts.append(_Part(heading["name"], needs, bool(heading["joined"]), ()))
        else:
            last = parts.pop()
            parts.append(_Part(last.name, last.needs, last.joined, (*last.lines, line)))
    return tuple(parts)
