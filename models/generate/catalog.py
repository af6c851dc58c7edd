"""The fragments there are, and what the first line of each says."""

import functools
import math
import re
from pathlib import Path
from typing import Literal, get_args

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.text import Frozen

Takes = Literal["ints", "text", "words", "number", "whole"]

FOLDER = Path(__file__).parent / "fragments"
_ENDING = ".cpp.jinja"
_HEADER = re.compile(r"\{#\s*takes: (\w+); size: (\d+)\.\.(\d+); rules:([\w ]*?)\s*#\}\n")
_SHORTEST_MS, _LONGEST_MS = 1, 100  # what the ends of `size` stand for


class Fragment(Frozen):
    """A piece of work: `text` is its template, `area/name` its name.

    It is given `takes`; at an input of size `smallest` it runs about 1 ms, at `largest` about 100 ms. `rules` are the
    ids of the rules that may find something in it (in some of its draws).
    """

    name: str
    takes: Takes
    smallest: int
    largest: int
    rules: tuple[str, ...]
    text: str

    def size_for(self, milliseconds: float) -> int:
        """The input size at which it runs about so long, were the time a power of the size."""
        share = math.log(milliseconds / _SHORTEST_MS) / math.log(_LONGEST_MS / _SHORTEST_MS)
        return max(2, min(self.largest, round(self.smallest * (self.largest / self.smallest) ** share)))


@functools.cache
def all_fragments() -> tuple[Fragment, ...]:
    """Every fragment, by name. Raises UsageError for one whose first line is not understood."""
    return tuple(map(_read, sorted(FOLDER.glob(f"*/*{_ENDING}"))))


def named(name: str) -> Fragment:
    """The fragment of a name, with or without its area. Raises UsageError where there is none, or more than one."""
    found = [each for each in all_fragments() if name in (each.name, each.name.partition("/")[2])]
    if len(found) != 1:
        raise UsageError(f"--fragment {name}: {'no' if not found else 'more than one'} such fragment in {FOLDER}")
    return found[0]


def _read(path: Path) -> Fragment:
    text = path.read_text("utf-8")
    header = _HEADER.match(text)
    if header is None or header[1] not in get_args(Takes) or not 0 < int(header[2]) < int(header[3]):
        raise UsageError(
            f"{path}:1: write it as {{# takes: {'|'.join(get_args(Takes))}; size: SMALLEST..LARGEST; rules: ID ... #}}"
        )
    return Fragment(
        name=f"{path.parent.name}/{path.name.removesuffix(_ENDING)}",
        takes=header[1],  # pyright: ignore[reportArgumentType]
        smallest=int(header[2]),
        largest=int(header[3]),
        rules=tuple(header[4].split()),
        text=text[header.end() :],
    )
