"""The labels that planners are trained and judged on, kept small enough to come with the recipe.

A label is minutes of measurement, and a program is kilobytes of text. What can be had elsewhere is left out and found
again: people's programs lie in their data set, the written ones beside this folder, explanations come from the rules.
"""

import lzma
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from models.curate.humans import HALVES, autopatch
from models.records import Labelled, SiteLabel
from models.written import programs
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.static import StaticPlanner
from perfcoder_lsp.strategy import Strategy

FILE = Path(__file__).with_name("labels.jsonl.xz")
_ELSEWHERE = ("written", *(f"autopatch-{half}" for half in HALVES))
"""Origins of programs whose text is not kept here."""


def pack(labels: Iterable[Labelled], file: Path) -> int:
    """Write labels without what can be found again; how many."""
    lines = [_bare(each).model_dump_json(exclude_defaults=True) for each in labels]
    with lzma.open(file, "wt", encoding="utf-8", preset=9 | lzma.PRESET_EXTREME) as out:
        out.writelines(f"{each}\n" for each in lines)
    return len(lines)


def unpack(file: Path, elsewhere: Mapping[str, str]) -> Iterator[Labelled]:
    """The labels of the programs that are found, as far as today's rules still find their sites; `elsewhere` holds
    texts by key. Raises UsageError where the file holds no labels."""
    try:
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            kept = [Labelled.model_validate_json(each) for each in lines]
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError, ValidationError):
        raise UsageError(f"{file}: holds no labels; python -m models.prepared pack makes them") from None
    for each in kept:
        text = each.program.source or elsewhere.get(each.program.key)
        if text is not None:
            yield _found_again(each, text)


def known_elsewhere(autopatch_folder: Path | None) -> Mapping[str, str]:
    """The texts of programs that are not kept here, by key. Raises UsageError where the folder is no data set."""
    found = list(programs())
    if autopatch_folder is not None:
        found += [each for half in HALVES for each in autopatch(autopatch_folder, half)]
    return {each.key: each.source for each in found}


def _bare(labelled: Labelled) -> Labelled:
    program = labelled.program
    text = "" if program.origin in _ELSEWHERE else program.source
    sites = tuple(
        each.model_copy(update={"strategy": each.strategy.model_copy(update={"explanation": ""})})
        for each in labelled.sites
    )
    return labelled.model_copy(update={"program": program.model_copy(update={"source": text}), "sites": sites})


def _found_again(labelled: Labelled, text: str) -> Labelled:
    source = Source.of(Path(f"{labelled.program.key}.cpp"), text.encode())
    known = defaultdict[object, list[Strategy]](list)
    for each in reversed(StaticPlanner().plan(source).strategies):
        known[_place(each)].append(each)
    sites = tuple(_told(each, same.pop()) for each in labelled.sites if (same := known[_place(each.strategy)]))
    told = labelled.program.model_copy(update={"source": text})
    return labelled.model_copy(update={"program": told, "sites": sites})


def _told(site: SiteLabel, strategy: Strategy) -> SiteLabel:
    return site.model_copy(update={"strategy": strategy})


def _place(strategy: Strategy) -> object:
    """What tells strategies apart, all but those of one rule at one place, which keep their order."""
    return strategy.name, strategy.range
