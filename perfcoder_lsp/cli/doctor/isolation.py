"""What each tier of isolation is worth on this machine, tried for real."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.sandbox.selftest import LAST, escape, probe_sandbox, require_isolation
from perfcoder_lsp.sandbox.tier import Tier


@dataclass(frozen=True)
class Isolation:
    """The names of all tiers, strongest first, with the reason why one can't be used (None where it can); and what the
    self-test tried inside the one that is used, with whether that was contained."""

    tiers: Mapping[str, str | None]
    attempts: Mapping[str, bool] = field(default_factory=dict[str, bool])

    @property
    def chosen(self) -> str | None:
        """The tier that is used; None where nothing isolates."""
        usable = (name for name, reason in self.tiers.items() if reason is None)
        return next(usable, None)


def examine(tiers: Sequence[Tier], cache: Path) -> Isolation:
    """Try every tier that is there; the one that is used is tested anew, whatever is remembered of it."""
    reasons: dict[str, str | None] = {}
    attempts: dict[str, bool] = {}
    for tier in tiers:
        unused = None not in reasons.values()
        reason, tried = _tried(tier, cache, anew=unused)
        reasons[tier.name] = reason
        attempts = tried if unused and reason is None else attempts
    return Isolation(reasons, attempts)


def _tried(tier: Tier, cache: Path, *, anew: bool) -> tuple[str | None, dict[str, bool]]:
    """Why a tier can't be used, and what was tried anew inside it."""
    try:
        reason = tier.missing()
        if reason is not None:
            return reason, {}
        require_isolation(tier, cache)
        attempts = probe_sandbox(tier, cache) if anew else {}
    except PerfcoderError as error:
        return str(error), {}
    except Exception as error:  # tiers of other packages may raise anything
        return f"{type(error).__name__}: {error}", {}
    reason = escape(attempts) if anew else None
    return reason, {name: contained for name, contained in attempts.items() if name != LAST}
