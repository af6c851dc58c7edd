"""Who is trained on what: families are held out whole, so that what a test asks was never seen in any form."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Literal

from pydantic import Field

from models.records import Program
from perfcoder_lsp.text import Frozen

Split = Literal["sft", "grpo", "validation", "test"]
Family = Literal["train", "validation", "test"]


class CurateSettings(Frozen):
    """`validation`, `test`: shares of the families. `grpo`: the share of what is trained on that is left
    to reinforcement. `threshold`: of shingles of `shingle` words that two programs may share. `held_out`: origins of
    programs that are only ever tested on. With the seed 2 nearly every area of fragments is held out in part."""

    seed: int = 2
    validation: float = Field(default=0.1, gt=0, lt=0.5)
    test: float = Field(default=0.1, gt=0, lt=0.5)
    grpo: float = Field(default=0.2, gt=0, lt=1)
    shingle: int = Field(default=5, ge=1)
    threshold: float = Field(default=0.9, gt=0, le=1)
    held_out: tuple[str, ...] = ("written", "autopatch-test")


def parts(program: Program) -> frozenset[str]:
    """What it was made from: fragments, a person's problem."""
    return frozenset(program.family.split("+"))


def assigned(programs: Iterable[Program], settings: CurateSettings) -> Mapping[str, Family]:
    """Families by split. Name and seed decide, so that a family is where it was when others come; those of held-out
    origins are tested on."""
    known = list(programs)
    held_out = {part for each in known if each.origin in settings.held_out for part in parts(each)}
    families = sorted({part for each in known for part in parts(each)})
    return {each: "test" if each in held_out else family_split(each, settings) for each in families}


def family_split(family: str, settings: CurateSettings) -> Family:
    """Where a family belongs that no held-out origin shares."""
    chance = _chance(family, settings.seed)
    if chance < settings.test:
        return "test"
    return "validation" if chance < settings.test + settings.validation else "train"


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


def _chance(name: str, seed: int) -> float:
    """From 0 to 1, the same for the same name."""
    return int.from_bytes(sha256(f"{seed} {name}".encode()).digest()[:8]) / 2**64
