"""More inputs, aimed at what none has reached: a number that the program compares with another is replaced by that.

Input-to-state correspondence (Redqueen: Aschermann et al., NDSS 2019) on top of the generator: it is told what the
number shall be and invents the rest around it, so that sizes, indices and all else that depends on it still fit.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from perfcoder_lsp.verify.generate import Accepted
from perfcoder_lsp.verify.generator import Generator
from perfcoder_lsp.verify.observation import Observation
from perfcoder_lsp.verify.trace import EQUAL, GREATER, LESS, Comparison, Trace
from perfcoder_lsp.verify.trial import Trial

_NUMBER = re.compile(rb"(?<!\S)-?\d+(?!\S)")
_LONGEST_TEXT = 600
_BASES = 24
_TRIES, _TRIES_PER_SITE = 160, 6
_BUDGET_S = 1.0
_MOST_FOUND = 32
_OFFSETS = {EQUAL: 0, LESS: -1, GREATER: 1}


@dataclass(frozen=True)
class _Aim:
    """A comparison that has never seen `order`, and what the number read as `ordinal` must be for it."""

    site: int
    order: int
    ordinal: int
    value: int


def widen(generator: Generator, trial: Trial, small: list[Accepted]) -> list[Accepted]:
    """Inputs that reach statements, or bring comparisons into an order, that those of `small` do not."""
    bases = sorted((one for one in small if len(one.stdin) <= _LONGEST_TEXT), key=lambda one: len(one.stdin))
    bases = bases[:: max(1, len(bases) // _BASES)]
    known = {one.stdin for one in small}
    low, high = _range(small)
    tries: Counter[int] = Counter()
    found: list[Accepted] = []
    budget_s = trial.meter.spent_s + _BUDGET_S
    for base in bases:  # what is found is added, to start from it as well
        _, trace = trial.traced(base.stdin, base.observation)
        for aim in _aims(base, trace, trial) if trace is not None else ():
            if trial.meter.spent_s > budget_s or tries.total() >= _TRIES or len(found) >= _MOST_FOUND:
                return found
            wanted = not trial.tracer.orders_at(aim.site) & aim.order and tries[aim.site] < _TRIES_PER_SITE
            if not wanted or not low <= aim.value <= high:
                continue
            tries[aim.site] += 1
            told = replace(base.parameters, given=(*base.parameters.given, (aim.ordinal, aim.value)))
            text = generator.invent(told)
            if text is None or text in known:
                continue
            known.add(text)
            one = _reached(trial, Accepted(told, text, base.observation), aim)
            if one is not None:
                found.append(one)
                bases.append(one)
    return found


def _range(small: list[Accepted]) -> tuple[int, int]:
    """Between which numbers inputs lie: beyond them, a promise of the program's input may be broken."""
    numbers = [int(each) for one in small for each in _NUMBER.findall(one.stdin)]
    return min(numbers, default=0), max(numbers, default=0)


def _aims(base: Accepted, trace: Trace, trial: Trial) -> Iterator[_Aim]:
    ordinals: dict[int, list[int]] = {}
    for ordinal, each in enumerate(_NUMBER.findall(base.stdin), start=1):
        ordinals.setdefault(int(each), []).append(ordinal)
    for order, offset in _OFFSETS.items():
        for each in trace.unequal:
            if trial.tracer.orders_at(each.site) & order:
                continue
            for mine, other, away in _sides(each, offset):
                for ordinal in ordinals.get(mine, [])[-2:]:
                    yield _Aim(each.site, order, ordinal, other + away)


def _sides(each: Comparison, offset: int) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Either side as the one that is a number of the input, the other one, and how far from it the number must be."""
    return (each.left, each.right, offset), (each.right, each.left, -offset)


def _reached(trial: Trial, tried: Accepted, aim: _Aim) -> Accepted | None:
    """The input with what the original does on it, where it is one and shows something new."""
    plain = trial.plain(tried.stdin)
    if not isinstance(plain, Observation):
        return None
    reason, trace = trial.traced(tried.stdin, plain)
    if reason or trace is None:
        return None
    is_new = trial.tracer.is_new(trace) or (trace.orders[aim.site] & ~trial.tracer.orders_at(aim.site))
    if not is_new:
        return None
    trial.tracer.count(trace)
    return replace(tried, observation=plain)
