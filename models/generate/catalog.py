"""The fragments there are, and what the first line of each says."""

import functools
import json
import math
import re
from pathlib import Path
from typing import Literal, get_args

from pydantic import TypeAdapter

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.text import Frozen

Takes = Literal["ints", "text", "words", "number", "whole"]

FOLDER = Path(__file__).parent / "fragments"
_ENDING = ".cpp.jinja"
_LEAST = 2
_MOST_ROUNDS = 12  # a slow draw takes many times what costs say, which are means
_HEADER = re.compile(r"\{#\s*takes: (\w+); size: (\d+)\.\.(\d+); rules:([\w ]*?)\s*#\}\n")
COSTS = Path(__file__).parent / "costs.json"


class Cost(Frozen):
    """What a run takes at the ends of a fragment's sizes, in milliseconds; until `calibrate` measured it, what most
    take."""

    smallest_ms: float = 0.1
    largest_ms: float = 40


class Fragment(Frozen):
    """A piece of work: `text` is its template, `area/name` its name.

    It is given `takes`, of a size from `smallest` to `largest`. `rules` are the ids of the rules that may find
    something in it (in some of its draws).
    """

    name: str
    takes: Takes
    smallest: int
    largest: int
    rules: tuple[str, ...]
    text: str
    cost: Cost = Cost()

    def size_for(self, milliseconds: float) -> int:
        """The input size at which it runs about so long, were the time a power of the size."""
        growth = max(0.1, math.log(self.cost.largest_ms / self.cost.smallest_ms))
        share = math.log(milliseconds / self.cost.smallest_ms) / growth
        size = self.smallest * (self.largest / self.smallest) ** min(1, share)
        return max(_LEAST, min(self.largest, round(size)))

    def rounds_for(self, milliseconds: float) -> int:
        """How often it has to run at its largest size to take about so long; 1 where that is long enough."""
        return max(1, min(_MOST_ROUNDS, round(milliseconds / self.cost.largest_ms)))


@functools.cache
def all_fragments() -> tuple[Fragment, ...]:
    """Every fragment, by name. Raises UsageError for one whose first line is not understood."""
    costs = read_costs()
    found = map(_read, sorted(FOLDER.glob(f"*/*{_ENDING}")))
    return tuple(each.model_copy(update={"cost": costs.get(each.name, Cost())}) for each in found)


def read_costs() -> dict[str, Cost]:
    """What `calibrate` measured, by fragment."""
    return _COSTS.validate_json(COSTS.read_text("utf-8")) if COSTS.exists() else {}


def write_costs(costs: dict[str, Cost]) -> None:
    """Keep what was measured."""
    lines = (f"{json.dumps(name)}: {costs[name].model_dump_json()}" for name in sorted(costs))
    COSTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def named(name: str) -> Fragment:
    """The fragment of a name, with or without its area. Raises UsageError where there is none, or more than one."""
    found = [each for each in all_fragments() if name in (each.name, each.name.partition("/")[2])]
    if len(found) != 1:
        raise UsageError(f"--fragment {name}: {'no' if not found else 'more than one'} such fragment in {FOLDER}")
    return found[0]


_COSTS = TypeAdapter(dict[str, Cost])


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
