"""Many small inputs: parameters are drawn, the generator invents, the original decides what is an input."""

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from perfcoder_lsp.verify.generator import Generator
from perfcoder_lsp.verify.instrument import Instrumented
from perfcoder_lsp.verify.observation import Observation
from perfcoder_lsp.verify.parameters import Pairs, Parameters, Shape, Sizes, Values
from perfcoder_lsp.verify.trial import Meter, Trial

SMALL_SIZES = (3, 5, 8, 12, 30, 100)
_FIRST = (
    Parameters(size=1, sizes=Sizes.SMALLEST),
    Parameters(size=1, values=Values.BELOW_SIZE),
    Parameters(size=2),
    Parameters(size=3, values=Values.UP_TO_100, pairs=Pairs.FOREST),
    Parameters(size=5),
    Parameters(size=8, values=Values.BELOW_SIZE, from_zero=True),
    Parameters(size=5, shape=Shape.PERMUTATION, pairs=Pairs.FOREST),
    Parameters(size=8, shape=Shape.EQUAL),
    Parameters(size=5, values=Values.SIGNED_SMALL),
    Parameters(size=8, values=Values.UP_TO_100, shape=Shape.ASCENDING, pairs=Pairs.FOREST),
    Parameters(size=8, values=Values.UP_TO_100, shape=Shape.DESCENDING),
    Parameters(size=5, values=Values.UP_TO_BILLION),
    Parameters(size=12, values=Values.BINARY, cases=4),
    Parameters(size=30, sizes=Sizes.FIRST_EXACT, pairs=Pairs.FOREST),
    Parameters(size=100, sizes=Sizes.FIRST_EXACT),
    Parameters(size=8, sizes=Sizes.BELOW_FIRST, pairs=Pairs.FOREST),
    Parameters(size=8, sizes=Sizes.FIRST_EXACT),
    Parameters(size=8, values=Values.BELOW_SIZE, shape=Shape.STEPS),
    Parameters(size=8, values=Values.UP_TO_100, pairs=Pairs.ORDERED),
)
_TRIES_PER_INPUT = 3
_HOPELESS_AFTER, _HOPELESS_WAITS = 48, 12  # tries without a single input, and those of them that did not end
_GIVE_UP_AFTER, _FAR_MORE = 5, 4  # rejections of one kind of values, and how much rarer than others they succeed
_MAX_STALE, _MAX_STALE_EMPTY = 30, 3  # tries in a row that bring no new text
_LEAST_PATIENCE_S, _PATIENCE_FACTOR = 0.1, 10
_LONG_WAITS = 2  # before the first acceptance
_MOST_WAITED_S = 8.0  # for programs that sleep or wait for something else than input
_BUDGET_S = 8.0  # of CPU time; a quarter of it where there are enough inputs already
_ENOUGH_INPUTS = 16


@dataclass(frozen=True)
class Accepted:
    """An input, how it came to be, and what the original did on it."""

    parameters: Parameters
    stdin: bytes
    observation: Observation


@dataclass
class Harvest:
    """What came of the tries: the inputs, and how often each reason kept a text from being one."""

    accepted: list[Accepted] = field(default_factory=list[Accepted])
    rejected: Counter[str] = field(default_factory=Counter[str])

    @property
    def outcomes(self) -> int:
        return len({one.observation.outcome for one in self.accepted})

    @property
    def tried(self) -> int:
        return len(self.accepted) + self.rejected.total()

    @property
    def commonest_rejection(self) -> str:
        return self.rejected.most_common(1)[0][0] if self.rejected else "it asked for nothing"


# Statements of problems promise much that a program does not check: mostly positive numbers that are not huge, edges
# that are neither loops nor there twice. Most inputs keep such promises, a few do not.
_VALUES = {
    Values.UP_TO_SIZE: 20,
    Values.UP_TO_100: 20,
    Values.UP_TO_BILLION: 14,
    Values.DIGIT: 10,
    Values.BELOW_SIZE: 8,
    Values.BINARY: 6,
    Values.CONSTANTS: 6,
}
_SIGNED_VALUES = {Values.SIGNED_SMALL: 20, Values.SIGNED_BILLION: 8}
_WIDE_VALUES = {Values.WIDE: 4}
_SHAPES = {
    Shape.RANDOM: 55,
    Shape.PERMUTATION: 18,
    Shape.ASCENDING: 8,
    Shape.DESCENDING: 6,
    Shape.EQUAL: 4,
    Shape.STEPS: 9,
}
_FEW = {Values.WIDE: 3}  # at most so many inputs with numbers that few programs are meant for
_NARROW = (Values.BINARY, Values.DIGIT, Values.UP_TO_SIZE)
_NARROW_SIZE = 8
_SIZES = {Sizes.EXACT: 40, Sizes.FIRST_EXACT: 20, Sizes.RANDOM: 20, Sizes.BELOW_FIRST: 20}
_PAIRS = {Pairs.FOREST: 40, Pairs.DISTINCT: 45, Pairs.ORDERED: 12, Pairs.ANY: 3}


_Kind = TypeVar("_Kind")


def _drawn(chance: random.Random, weights: dict[_Kind, int]) -> _Kind:
    return chance.choices(tuple(weights), tuple(weights.values()))[0]


def draw_parameters(program: Instrumented, seed: int = 0) -> Iterator[Parameters]:
    """Endless: first the boundary cases, then mixtures."""
    yield from _FIRST
    kinds = _VALUES | (_SIGNED_VALUES if program.signed else {}) | (_WIDE_VALUES if program.reads_wide_scalars else {})
    chance = random.Random(seed)  # noqa: S311 - reproducible on purpose, nothing secret
    for number in itertools.count(2):
        yield Parameters(
            seed=number,
            size=chance.choice(SMALL_SIZES) if chance.random() < 0.6 else chance.randint(2, 60),
            cases=chance.choice((1, 1, 1, 1, 1, 1, 1, 2, 2, 4)),
            values=_drawn(chance, kinds),
            shape=_drawn(chance, _SHAPES),
            sizes=_drawn(chance, _SIZES),
            pairs=_drawn(chance, _PAIRS),
            from_zero=chance.random() < 0.3,
            reuse=chance.random() < 0.3,
        )


def harvest(generator: Generator, trial: Trial, wanted: int) -> Harvest:
    """Up to `wanted` distinct inputs that the original takes cleanly; fewer where it is slow or hard to please."""
    found = Harvest()
    search = _Search(trial.settings.run_timeout_s, trial.meter)
    for parameters in itertools.islice(
        draw_parameters(generator.instrumented), _TRIES_PER_INPUT * wanted + len(_FIRST)
    ):
        enough = wanted if found.outcomes > 1 else 2 * wanted
        if len(found.accepted) >= enough or search.is_over(found):
            break
        if len(found.accepted) >= wanted:
            parameters = _alike(parameters)
        if search.is_hopeless(parameters):
            continue
        text = generator.invent(replace(parameters, cpu_ms=int(search.patience_s * 1000)))
        if text is None:
            search.refused(parameters, waited=True)
            found.rejected["it does not end on the inputs that it asks for"] += 1
        elif search.is_new(text):
            result = _try(trial, parameters, text, search.patience_s)
            if isinstance(result, Accepted):
                found.accepted.append(result)
                search.accepted(result)
            else:
                search.refused(parameters, waited="not end" in result)
                found.rejected[result] += 1
    return found


def _alike(parameters: Parameters) -> Parameters:
    """Few different values and letters, which come again: for programs that say the same of all that differs."""
    values = parameters.values if parameters.values in _NARROW else _NARROW[parameters.seed % len(_NARROW)]
    return replace(parameters, size=2 + parameters.size % _NARROW_SIZE, values=values, shape=Shape.RANDOM, reuse=True)


@dataclass
class _Search:
    """What the tries so far say about the next ones."""

    longest_s: float
    meter: Meter
    slowest_s: float = 0.0
    tries: int = 0
    waits: int = 0  # for runs that did not end
    stale: int = 0
    seen: set[bytes] = field(default_factory=set[bytes])
    good: Counter[Values | Pairs] = field(default_factory=Counter[Values | Pairs])
    bad: Counter[Values | Pairs] = field(default_factory=Counter[Values | Pairs])

    @property
    def patience_s(self) -> float:
        """CPU seconds for a small input: the program's own measure, once there is one."""
        if self.good:
            return max(_LEAST_PATIENCE_S, _PATIENCE_FACTOR * self.slowest_s)
        return self.longest_s if self.waits < _LONG_WAITS else _LEAST_PATIENCE_S

    def is_new(self, text: bytes) -> bool:
        self.tries += 1
        self.stale = self.stale + 1 if text in self.seen else 0
        known = text in self.seen
        self.seen.add(text)
        return not known

    def accepted(self, one: Accepted) -> None:
        self.slowest_s = max(self.slowest_s, one.observation.cpu_s)
        self.good.update((one.parameters.values, one.parameters.pairs))

    def refused(self, parameters: Parameters, *, waited: bool) -> None:
        self.waits += waited
        self.bad.update((parameters.values, parameters.pairs))

    def is_hopeless(self, parameters: Parameters) -> bool:
        """Whether tries with such values or pairs fail far more often than others, or came often enough."""
        few = _FEW.get(parameters.values)
        if few is not None and self.good[parameters.values] >= few:
            return True
        return any(self._fails(kind) for kind in (parameters.values, parameters.pairs))

    def _fails(self, kind: Values | Pairs) -> bool:
        good, bad = self.good.total(), self.bad.total()
        tries = self.good[kind] + self.bad[kind]
        return self.bad[kind] >= _GIVE_UP_AFTER and self.good[kind] * (good + bad) * _FAR_MORE < good * tries

    def is_over(self, found: Harvest) -> bool:
        budget_s = _BUDGET_S if len(found.accepted) < _ENOUGH_INPUTS else _BUDGET_S / 4
        nothing_to_vary = self.stale >= (_MAX_STALE if self.seen - {b""} else _MAX_STALE_EMPTY)
        hopeless = not found.accepted and (self.tries >= _HOPELESS_AFTER or self.waits >= _HOPELESS_WAITS)
        spent = self.meter.spent_s > budget_s or self.meter.waited_s > _MOST_WAITED_S
        return nothing_to_vary or hopeless or spent


def _try(trial: Trial, parameters: Parameters, text: bytes, patience_s: float) -> Accepted | str:
    plain = trial.plain(text, cpu_s=patience_s)
    if isinstance(plain, str):
        return plain
    reason = trial.sanitized(text, plain)
    return reason or Accepted(parameters, text, plain)
