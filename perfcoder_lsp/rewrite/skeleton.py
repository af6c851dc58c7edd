"""Text in C or C++ that rules insert, put together from the parts that one program needs.

A skeleton file consists of parts. `//@ name: needed other` begins a part and names the parts it needs; `//@ +name`
continues the part before it without a blank line. A line that ends with `//? name !other` is kept where the part or
switch `name` is wanted and `other` is not. A name that is needed but is no part is a switch.
"""

import re
from collections.abc import Iterable
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
