"""Programs of a given length in tokens of the embedded planner: several of the rules' programs one behind the other."""

import re
from collections.abc import Sequence
from pathlib import Path
from random import Random

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.reading.prompt import prompt
from perfcoder_lsp.plan.reading.sites import sites
from perfcoder_lsp.plan.static import StaticPlanner

PARTS = Path(__file__).parents[1] / "rules" / "programs"
_LONGEST = 1 << 16
_TOLERANCE = 0.1


def programs(count: int, tokens: int, planner: StaticPlanner) -> list[Source]:
    """So many programs, each of other parts in another order, always the same."""
    parts = sorted(PARTS.glob("*.cpp"))
    random = Random(1)
    return [_drawn(random.sample(parts, len(parts)), number, tokens, planner) for number in range(count)]


def _length(source: Source, planner: StaticPlanner) -> int:
    return len(prompt(source, sites(source, planner.plan(source).strategies), _LONGEST, None).tokens)


def _drawn(parts: Sequence[Path], number: int, tokens: int, planner: StaticPlanner) -> Source:
    """Of the parts those that still fit until there are enough; the first one where none does."""
    found: list[Path] = []
    program = _joined(parts[:1], number)
    for path in parts:
        longer = _joined([*found, path], number)
        length = _length(longer, planner)
        if length <= tokens * (1 + _TOLERANCE):
            found.append(path)
            program = longer
            if length >= tokens * (1 - _TOLERANCE):
                break
    return program


def _joined(parts: Sequence[Path], number: int) -> Source:
    """The parts as one text, in which only the first one's `main` keeps its name."""
    texts = [path.read_text("utf-8") for path in parts]
    renamed = [re.sub(r"\bmain\b", f"main{place}" if place else "main", text) for place, text in enumerate(texts)]
    return Source.of(Path(f"program{number}.cpp"), "\n".join(renamed).encode())
