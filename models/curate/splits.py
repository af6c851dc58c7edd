"""Who is trained on what: families are held out whole, so that what a test asks was never seen in any form."""

import random
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Literal

from pydantic import Field

from models.records import Program
from perfcoder_lsp.text import Frozen

Split = Literal["sft", "grpo", "validation", "test"]
Family = Literal["train", "validation", "test"]


class CurateSettings(Frozen):
    """`validation`, `test`: shares of the families of each area. `grpo`: the share of what is trained on that is left
    to reinforcement. `threshold`: of shingles of `shingle` words that two programs may share. `held_out`: origins of
    programs that are only ever tested on."""

    seed: int = 1
    validation: float = Field(default=0.1, gt=0, lt=0.5)
    test: float = Field(default=0.1, gt=0, lt=0.5)
    grpo: float = Field(default=0.2, gt=0, lt=1)
    shingle: int = Field(default=5, ge=1)
    threshold: float = Field(default=0.9, gt=0, le=1)
    held_out: tuple[str, ...] = ("written",)


def parts(program: Program) -> frozenset[str]:
    """What it was made from: fragments, a person's problem."""
    return frozenset(program.family.split("+"))


def assigned(families: Iterable[str], settings: CurateSettings) -> Mapping[str, Family]:
    """Families by split, of each area (`area/name`) the same shares; which ones is decided by the seed alone."""
    chance = random.Random(settings.seed)
    by_area: dict[str, list[str]] = {}
    for each in sorted(set(families)):
        by_area.setdefault(each.rpartition("/")[0], []).append(each)
    shuffled = [name for area in by_area.values() for name in chance.sample(area, len(area))]
    held_out = settings.validation + settings.test
    found: dict[str, Family] = dict.fromkeys(shuffled, "train")
    held = _spread(shuffled, held_out)
    found.update(dict.fromkeys(held, "validation"))
    found.update(dict.fromkeys(_spread(held, settings.test / held_out), "test"))
    return found


def splitter(families: Mapping[str, Family], settings: CurateSettings) -> Callable[[Program], Split | None]:
    """Tells a program's split; None for one that would bring something held out into another split."""

    def split(program: Program) -> Split | None:
        if program.origin in settings.held_out:
            return "test"
        own = {families[each] for each in parts(program)}
        if len(own) > 1:
            return None
        (only,) = own
        if only in ("validation", "test"):
            return only
        return "grpo" if _chance(program.key, settings.seed) < settings.grpo else "sft"

    return split


def _spread(names: list[str], share: float) -> list[str]:
    """That share of the names, evenly from all of the list."""
    return [name for at, name in enumerate(names) if int((at + 1) * share) > int(at * share)]


def _chance(key: str, seed: int) -> float:
    """The same for the same program, whatever others there are."""
    return int.from_bytes(sha256(f"{seed} {key}".encode()).digest()[:8]) / 2**64
