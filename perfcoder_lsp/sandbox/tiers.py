"""Which tiers of isolation there are, in order of preference, and which of them is used: the first that isolates."""

import logging
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox.linux.tiers import BubblewrapTier, ControlGroupTier
from perfcoder_lsp.sandbox.macos.seatbelt import SeatbeltTier
from perfcoder_lsp.sandbox.selftest import require_isolation
from perfcoder_lsp.sandbox.tier import Tier

ENTRY_POINT_GROUP = "perfcoder_lsp.tiers"
_LINUX: Final[tuple[Tier, ...]] = (ControlGroupTier(), BubblewrapTier())
_MACOS: Final[tuple[Tier, ...]] = (SeatbeltTier(),)

_log = logging.getLogger(__name__)


@cache
def all_tiers() -> tuple[Tier, ...]:
    """Tiers of installed packages (who installs one wants it), then our own, strongest first.

    An entry point of `perfcoder_lsp.tiers` names a class with the methods of `Tier` that is made without arguments.
    """
    installed: list[Tier] = []
    for point in entry_points(group=ENTRY_POINT_GROUP):
        try:
            installed.append(point.load()())
        except Exception:  # whatever a package raises, our own tiers still work
            _log.exception("isolation tier %s can't be loaded", point.name)
    return (*installed, *(_MACOS if sys.platform == "darwin" else _LINUX))


def choose(tiers: Sequence[Tier], cache: Path) -> tuple[Tier, tuple[str, ...]]:
    """The first tier that passes its self-test, and for each one before it "NAME: why not".

    Raises SandboxError with the reasons and remedies of all where none does: there is nothing weaker to fall back to.
    """
    reasons: dict[str, str] = {}
    for tier in tiers:
        reason = tier.missing()
        if reason is None:
            try:
                require_isolation(tier, cache)
            except SandboxError as error:
                reason = str(error)
            else:
                return tier, tuple(f"{name}: {why_not}" for name, why_not in reasons.items())
        reasons[tier.name] = reason
    raise SandboxError(f"nothing here isolates programs, so nothing is executed: {_in_one_line(reasons)}")


def _in_one_line(reasons: Mapping[str, str]) -> str:
    """Each reason once, after the names of the tiers that share it."""
    names: dict[str, list[str]] = {}
    for name, reason in reasons.items():
        names.setdefault(reason, []).append(name)
    return "; ".join(f"{', '.join(tiers)}: {reason}" for reason, tiers in names.items())
