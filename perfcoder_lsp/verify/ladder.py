"""A larger input to time with: sizes grow until the original computes for long enough, as long as it stays clean."""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from perfcoder_lsp.verify.generate import Accepted
from perfcoder_lsp.verify.generator import Generator
from perfcoder_lsp.verify.instrument import Instrumented
from perfcoder_lsp.verify.observation import Observation
from perfcoder_lsp.verify.parameters import Pairs, Parameters, Shape, Sizes, Values
from perfcoder_lsp.verify.sites import Role, Stop
from perfcoder_lsp.verify.trial import Trial

ENOUGH_S, TOO_LONG_S = 0.020, 0.120
_AIM_S = 0.035  # a dozen runs of it end within 3 s on a machine with five processes for each core
_START_UP_S, _START_UP_FACTOR = 0.005, 2.0  # never longer, and never so often its least time: start-up
_SECOND_LOOKS = 3
_STEP = 8
_FIRST_SIZE = 128
_LARGEST_SIZE = 5 * 10**6
_LARGEST_VALUE = 10**17
_MAX_BYTES = 16 << 20
_CPU_MS = 1000
_A_FEW = 5
_REFINEMENTS = 3
_HALVINGS = 5
_PLAIN_S = 0.6
_BUDGET_S = 4.0  # of CPU time for all rungs, and for cleaning the best one
_SANITIZED_S, _SANITIZED_FACTOR = 2.0, 30
_MODES = (Values.UP_TO_BILLION, Values.UP_TO_SIZE, Values.UP_TO_100, Values.BINARY, Values.DIGIT, Values.BELOW_SIZE)
_WHOLE = (Sizes.EXACT, Sizes.FIRST_EXACT)
_Kind = tuple[Shape, Values]
_REPEATING = (Stop.END_BY_CASES, Stop.VALUE_BY_CASES)


@dataclass(frozen=True)
class Rung:
    """An input of the ladder and what the plain build did on it."""

    parameters: Parameters
    stdin: bytes
    observation: Observation

    @property
    def cpu_s(self) -> float:
        return self.observation.cpu_s


@dataclass(frozen=True)
class Growth:
    """One way to make inputs larger: what a size means for the parameters, and the largest size worth a try."""

    base: Parameters
    scaled: Callable[[Parameters, int], Parameters]
    largest: int


def find_timing(generator: Generator, trial: Trial, small: list[Accepted]) -> tuple[Rung, bool]:
    """The input to time with, and whether it shows no more than the program's start-up.

    `small` are the accepted inputs, at least one. The input is as clean under sanitizers as they are.
    """
    least = min(one.observation.cpu_s for one in small)
    longest = max(small, key=lambda one: (one.observation.cpu_s > 2 * least, len(one.stdin)))
    best = Rung(longest.parameters, longest.stdin, longest.observation)
    budget_s = trial.meter.spent_s + _BUDGET_S
    for growth in _growths(generator.instrumented, small):
        if best.cpu_s >= ENOUGH_S or trial.meter.spent_s > budget_s:
            break
        found = _climb(generator, trial, growth)
        if found is not None and _shows_more(found, best):
            best = found
    return best, _is_startup(trial, best, least)


def _shows_more(found: Rung, best: Rung) -> bool:
    """Longer; among those that take no longer than to start, larger."""
    both_start = max(found.cpu_s, best.cpu_s) < _START_UP_S
    return len(found.stdin) > len(best.stdin) if both_start else found.cpu_s > best.cpu_s


def _is_startup(trial: Trial, best: Rung, least: float) -> bool:
    """Whether the program takes no longer than to start; a single long time may be the machine's doing."""
    if best.cpu_s >= ENOUGH_S:
        return False
    limit = min(_START_UP_S, _START_UP_FACTOR * least)
    looks = (best.observation, *(trial.plain(best.stdin, cpu_s=_PLAIN_S) for _ in range(_SECOND_LOOKS)))
    return min(look.cpu_s for look in looks if isinstance(look, Observation)) < limit


def _growths(program: Instrumented, small: list[Accepted]) -> Iterable[Growth]:
    """Ways to grow, the most promising first: the sizes themselves, the number of data sets, with other numbers."""
    if not program.reads_input:
        return
    plain, *others = _kinds(small)
    base = _base(small, plain)
    yield Growth(base, lambda one, size: one.with_size(size), _LARGEST_SIZE)
    repeats = any(site.role == Role.CASES or site.stop in _REPEATING for site in program.table.sites)
    if repeats:
        yield Growth(base.with_size(10), lambda one, size: replace(one, cases=size), _LARGEST_SIZE // 10)
    for kind in others:
        yield Growth(_base(small, kind), lambda one, size: one.with_size(size), _LARGEST_SIZE)


def _kinds(small: list[Accepted]) -> list[_Kind]:
    """Of the orders and kinds of numbers with which the original reads much: the plainest, the one with which it reads
    most, that of the largest input.

    Programs that look for a violated promise while they read end early on most of them.
    """
    kinds = {
        (shape, values): [one for one in small if (one.parameters.shape, one.parameters.values) == (shape, values)]
        for shape in Shape
        for values in _MODES
    }
    hungriest = max(kinds, key=lambda kind: _appetite(kinds[kind]))
    enough = _appetite(kinds[hungriest]) / 2
    hungry = [kind for kind, alike in kinds.items() if alike and _appetite(alike) >= enough] or list(kinds)
    plain = [kind for kind in hungry if kind[0] == hungry[0][0]]
    most = max(len(kinds[kind]) for kind in plain)
    plainest = next(kind for kind in plain if 2 * len(kinds[kind]) >= most)
    largest = max(small, key=lambda one: len(one.stdin.split())).parameters
    return list(dict.fromkeys((plainest, hungriest, (largest.shape, largest.values))))


def _base(small: list[Accepted], kind: _Kind) -> Parameters:
    """Parameters with such numbers, and everything else at its plainest."""
    accepted = [one.parameters for one in small]
    pairs = Counter(one.pairs for one in accepted).most_common(1)[0][0]
    return Parameters(
        seed=7,
        values=kind[1],
        shape=kind[0],
        sizes=Sizes.BELOW_FIRST if pairs == Pairs.FOREST else Sizes.EXACT,
        from_zero=all(one.from_zero for one in accepted),
        pairs=pairs,
        cpu_ms=_CPU_MS,
        max_bytes=_MAX_BYTES,
    )


def _appetite(accepted: list[Accepted]) -> float:
    """Values read, for each that was offered, where those were a few."""
    offered = [one for one in accepted if one.parameters.size >= _A_FEW and one.parameters.sizes in _WHOLE]
    read = sum(min(len(one.stdin.split()), one.parameters.size) for one in offered)
    return read / max(1, sum(one.parameters.size for one in offered))


def _climb(generator: Generator, trial: Trial, growth: Growth) -> Rung | None:
    """The largest useful rung that is clean: up by a factor, back between the last good and the first bad one."""

    def rung(size: int) -> Rung | None:
        parameters = growth.scaled(growth.base, size)
        text = generator.invent(parameters)
        if not text:
            return None
        plain = trial.plain(text, cpu_s=_PLAIN_S)
        return Rung(parameters, text, plain) if isinstance(plain, Observation) else None

    good: dict[int, Rung] = {}
    size, first_bad = _FIRST_SIZE, 0
    while size <= growth.largest:
        found = rung(size)
        if found is None or found.cpu_s > TOO_LONG_S:
            first_bad = size
            if found is not None:
                good[size] = found
            break
        good[size] = found
        if found.cpu_s >= ENOUGH_S:
            break
        short = len(found.stdin) < 200
        if short and growth.largest < _LARGEST_VALUE:
            growth = replace(growth, largest=_LARGEST_VALUE)
        size = _next(size, good)
    _refine(good, first_bad, rung)
    return _cleanest(good, trial, rung)


def _next(size: int, good: dict[int, Rung]) -> int:
    """Up by a factor; nearer to the aim where the last two sizes show how the time grows."""
    last, before = good[size].cpu_s, good.get(size // _STEP)
    if before is None or last < _START_UP_S or last <= 1.2 * before.cpu_s:
        return size * _STEP
    power = math.log(last / before.cpu_s) / math.log(_STEP)
    return int(size * min(float(_STEP), max(1.5, (_AIM_S / last) ** (1 / max(power, 0.3)))))


def _refine(good: dict[int, Rung], bad: int, rung: Callable[[int], Rung | None]) -> None:
    """More rungs between the last one that was too short and the first one that was too long or none."""
    for _ in range(_REFINEMENTS):
        below = max((size for size, found in good.items() if found.cpu_s < ENOUGH_S), default=_FIRST_SIZE // 16)
        if bad == 0 or any(ENOUGH_S <= found.cpu_s <= TOO_LONG_S for found in good.values()) or bad <= below + 1:
            return
        size = _between(below, bad, good)
        found = rung(size)
        if found is not None:
            good[size] = found
        if found is None or found.cpu_s > TOO_LONG_S:
            bad = size


def _between(below: int, above: int, good: dict[int, Rung]) -> int:
    """By the power law through both ends where both were timed, else their geometric mean."""
    low, high = good.get(below), good.get(above)
    middle = math.isqrt(max(1, below) * above)
    if low is not None and high is not None and high.cpu_s > low.cpu_s > 0.002:
        power = math.log(high.cpu_s / low.cpu_s) / math.log(above / below)
        middle = int(below * (_AIM_S / low.cpu_s) ** (1 / max(power, 0.3)))
    return min(max(middle, below + 1), above - 1)


def _is_clean(trial: Trial, candidate: Rung) -> bool:
    limit = max(_SANITIZED_S, _SANITIZED_FACTOR * candidate.cpu_s)
    return not trial.sanitized(candidate.stdin, candidate.observation, cpu_s=limit)


def _cleanest(good: dict[int, Rung], trial: Trial, rung: Callable[[int], Rung | None]) -> Rung | None:
    """The best rung that sanitizers accept: fixed arrays end the growth where they end."""
    useful = [size for size in good if good[size].cpu_s <= 4 * TOO_LONG_S]
    if not useful:
        return None
    if all(good[size].cpu_s < _START_UP_S for size in useful):
        size = max(useful)
    else:
        size = min(useful, key=lambda one: (good[one].cpu_s < ENOUGH_S, abs(math.log(good[one].cpu_s / _AIM_S))))
    clean, dirty = 1, size
    best: Rung | None = None
    candidate: Rung | None = good[size]
    budget_s = trial.meter.spent_s + _BUDGET_S
    for _ in range(_HALVINGS):
        if trial.meter.spent_s > budget_s:
            break
        accepted = candidate is not None and _is_clean(trial, candidate)
        if accepted:
            best, clean = candidate, size
            if dirty == size:
                break
        else:
            dirty = size
        if dirty <= clean + clean // 4:
            break
        size = math.isqrt(clean * dirty) if best is None else (clean + dirty) // 2
        candidate = good.get(size) or rung(size)
    return best
