"""Times of a function over a ladder of sizes, of one version or of two in turn."""

import math
from collections.abc import Sequence

from perfcoder_lsp.function_report import FunctionPoint
from perfcoder_lsp.verify.functions.process import Description, Harness, Observed, Rung, Series

LARGEST = 1 << 20
TYPICAL = 1000
"""The size whose time stands for the function: large enough to matter, small enough to be usual."""
TIMED_S = 500e-6
"""CPU time of the longest call that two versions are compared on."""
COUNTED_S = 2e-3
"""CPU time of the longest call whose instructions are counted."""
_COUNTED = 6
_SEED = 1
_PROBED_SIZES = (8, 64)
_ROUNDS = 2
_VARIED = 4


def timing_profile(plain: Harness, description: Description, allowed: Sequence[int] | None = None) -> int | None:
    """The profile to time: of those `allowed` (any, by default) the first on whose inputs the function returns and does
    most different things; None where it returns on none."""
    profiles = range(description.profiles) if allowed is None else sorted(allowed)  # the plainest first
    series = [Series(profile=one, size=size, seed=_SEED, count=3) for size in _PROBED_SIZES for one in profiles]
    seen = plain.observe(series)
    if any(each.read for each in seen):
        return None  # what is read can't be put back for the many calls of a batch
    scores = {profile: _score([each for each in seen if each.profile == profile]) for profile in profiles}
    best = max(scores, key=lambda profile: scores[profile], default=None)
    return None if best is None or scores[best] == (0, 0) else best


def _score(seen: Sequence[Observed]) -> tuple[int, int]:
    """How often it returned, then how many different results it gave, as far as so few inputs can tell."""
    returned = [each for each in seen if each.status == "ok"]
    return len(returned), min(_VARIED, len({each.effect for each in returned}))


def ladder(versions: Sequence[Harness], profile: int, budget_s: float) -> tuple[FunctionPoint, ...]:
    """CPU seconds per call by size: of the version before and, where there are two, of the one after, at the sizes that
    both reached. `budget_s` is CPU time in all. Raises HarnessError, SandboxError."""
    rounds = 1 if len(versions) == 1 else _ROUNDS
    share = budget_s / (rounds * len(versions))
    climbed = [[harness.grow(profile, _SEED, share, LARGEST) for _ in range(rounds)] for harness in versions]
    best = [_lowest(each) for each in climbed]
    sizes = [size for size in best[0] if all(size in rungs for rungs in best)]
    return tuple(_point([rungs[size] for rungs in best]) for size in sizes)


def with_memory(
    points: tuple[FunctionPoint, ...], versions: Sequence[Harness], profile: int, budget_s: float
) -> tuple[FunctionPoint, ...]:
    """The same points with what a call allocates at its peak, as far as it can be counted. Raises HarnessError,
    SandboxError."""
    most = max((each.size for each in points), default=0)
    before, after = [*(each.peaks(profile, _SEED, budget_s, most) for each in versions), {}][:2]
    return tuple(
        each.model_copy(
            update={"before_memory_bytes": before.get(each.size), "after_memory_bytes": after.get(each.size)}
        )
        for each in points
    )


def counted_inputs(points: Sequence[FunctionPoint], profile: int) -> dict[int, str]:
    """The inputs, by size, on which instructions are counted: a few sizes, of calls that are short."""
    short = [each.size for each in points if max(each.before_s, each.after_s or 0) <= COUNTED_S]
    step = max(1, math.ceil(len(short) / _COUNTED))
    return {size: f"{profile}:{size}:{_SEED}" for size in short[::-1][::step]}


def _lowest(rounds: Sequence[Sequence[Rung]]) -> dict[int, Rung]:
    """The quickest observation of each size: whatever disturbs a run makes it longer."""
    found: dict[int, Rung] = {}
    for rung in (rung for climbed in rounds for rung in climbed):
        if rung.size not in found or rung.cpu_ns < found[rung.size].cpu_ns:
            found[rung.size] = rung
    return found


def _point(rungs: Sequence[Rung]) -> FunctionPoint:
    before, after = rungs[0], rungs[1] if len(rungs) > 1 else None
    return FunctionPoint(
        size=before.size,
        before_s=before.cpu_ns / 1e9,
        after_s=None if after is None else after.cpu_ns / 1e9,
    )


def typical(points: Sequence[FunctionPoint]) -> FunctionPoint | None:
    """The point that stands for the function: the largest up to `TYPICAL`."""
    usual = [each for each in points if each.size <= TYPICAL]
    return usual[-1] if usual else next(iter(points), None)


def timed_size(points: Sequence[FunctionPoint]) -> int:
    """The largest size whose calls are short enough to be made in numbers."""
    short = [each.size for each in points if max(each.before_s, each.after_s or 0) <= TIMED_S]
    return max(short, default=min((each.size for each in points), default=1))
