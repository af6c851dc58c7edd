"""What a planner says of the sites of a program, and what is known to be true of them."""

from collections.abc import Sequence
from typing import Protocol

from models.records import Labelled, SiteLabel
from perfcoder_lsp.text import Frozen


class Rating(Frozen):
    """One site, by its place among the labels: what gain is `expected` of it (time before / time after), the `chance`
    that it pays (None: not estimated), and whether the plan says that it `pays`."""

    site: int
    expected: float = 1.0
    chance: float | None = None
    pays: bool = True


Ranking = tuple[Rating, ...]
"""All sites of a program, in the order in which they are tried."""


class Planner(Protocol):
    """Ranks sites without knowing what came of them."""

    @property
    def name(self) -> str: ...

    def rankings(self, labelled: Labelled) -> Sequence[Ranking]:
        """One ranking, or several by chance whose figures are averaged."""
        ...


def pays(site: SiteLabel) -> bool:
    """Whether measurement showed that carrying it out pays."""
    return site.outcome == "faster"


def worth(site: SiteLabel) -> float:
    """The speedup that carrying it out gives: 1 where it was not equal or not faster (the paper's protocol)."""
    return max(1.0, site.gain) if pays(site) else 1.0


def builds(site: SiteLabel) -> int:
    """How many rewrites are built to try it."""
    return max(1, len(site.rewrites))
