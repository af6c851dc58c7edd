"""Inputs that a function takes: profiles are tried under sanitizers until enough of them run clean.

An input is valid if the original runs on it to its end, clean under AddressSanitizer and UndefinedBehaviorSanitizer,
and its plain build does the same, twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from perfcoder_lsp.function_report import Blocker
from perfcoder_lsp.text import printable
from perfcoder_lsp.verify.functions.process import Description, Harness, InputId, Observed, Series
from perfcoder_lsp.verify.functions.recorded import NOT_RECORDED, Recorded

ENOUGH = 50
"""Distinct valid inputs below which nothing is called equal."""
SIZES = (0, 1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 24, 33, 48)
PROBES = (2, 5, 9)
RARE = (0, 1, 3, 16)
"""Sizes to try where nothing else was valid."""
_LARGER = (60, 75, 90, 120, 150, 200, 300, 500, 750, 1000)
"""Sizes to try where smaller ones bring too few different inputs: a single number may be all that differs."""
ALIKE = 1 << 30
"""Seeds from here on make arguments of one type alike (`alike_seeds` in harness/target.hpp)."""
_PROBE_SEEDS = 2
_SEEDS = 4
_MORE_SEEDS = 24
_KEPT_PROFILES = 6
_LEAST_VALID = 0.5
_LEAST_NEW = 0.05  # the share of different ones below which more inputs of the same kind bring no other ones
_SEARCHED_SIZES = (60, 20, 7)
_SEARCHED = 7000
_SEARCHED_SEEDS = 8
_AIMED_SIZE, _AIMED_RANGE = 24, 1 << 40
_AIMED_SIDES, _MOST_AIMED = 16, 400


@dataclass(frozen=True)
class ValidInputs:
    """What was tried, and what the original did on it under sanitizers; `unstable` are inputs on which it does not do
    the same every time. `profiles` are those with enough valid inputs, the most telling first. `recorded` are inputs
    that the file's own program makes."""

    tried: tuple[Observed, ...] = ()
    unstable: frozenset[InputId] = frozenset()
    profiles: tuple[int, ...] = ()
    recorded: Recorded = NOT_RECORDED

    @property
    def counted(self) -> tuple[Observed, ...]:
        """All valid inputs that tell something."""
        return (*self.valid, *self.recorded.telling)

    @property
    def valid(self) -> tuple[Observed, ...]:
        return tuple(each for each in self.tried if each.returned and each.id not in self.unstable)

    @property
    def distinct(self) -> int:
        return _different(self.counted)

    @property
    def outcomes(self) -> int:
        return len({each.effect for each in self.counted})

    @property
    def reached(self) -> frozenset[int]:
        """The marks that valid inputs reach."""
        return marks_of((*self.valid, *self.recorded.seen))

    def share(self, profile: int) -> float:
        """The share of valid inputs of a profile."""
        own = [each.returned for each in self.tried if each.profile == profile and not each.is_aimed]
        return sum(own) / len(own) if own else 0.0

    def named(self, profile: int, size: int) -> str:
        """Inputs to time, as `PERFCODER_INPUTS` takes them: fresh ones, where all that were tried are valid; else only
        such as were valid at this size, or the seeds of those of other sizes."""
        own = [each for each in self.tried if each.profile == profile and not each.is_aimed]
        if all(each.returned and each.id not in self.unstable for each in own):
            return f"{profile}:{size}"
        seeds = sorted({each.seed for each in self.valid if each.profile == profile and not each.is_aimed})
        return f"{profile}:{size}:{','.join(map(str, seeds))}"


def find_inputs(sanitized: Harness, plain: Harness, description: Description, marks: int = 0) -> ValidInputs:
    """Explore the profiles, widen those that the function takes, then look for what reaches the rest of its `marks`.

    Raises HarnessError, SandboxError.
    """
    varies = description.parameters or description.globals or description.may_read
    everything = range(description.profiles if varies else 1)
    found = list(sanitized.observe(_series(everything, PROBES, _PROBE_SEEDS)))
    if not ranked(found):
        found += sanitized.observe(_series(everything, RARE, _SEEDS, first=_PROBE_SEEDS))
    _widen(sanitized, found, len(description.parameters))
    found += _reaching_more(sanitized, found, everything, marks)
    found += _aimed(sanitized, found)
    unstable = unstable_inputs(plain, [each for each in found if each.returned])
    kept = [each for each in found if each.id not in unstable and not each.is_aimed]
    return ValidInputs(tuple(found), unstable, tuple(ranked(kept)))


def _widen(sanitized: Harness, found: list[Observed], parameters: int) -> None:
    """Add more sizes and seeds of the profiles that the function takes, and much more while too few are different."""
    chosen = ranked(found)
    best = chosen[:_KEPT_PROFILES]
    found += sanitized.observe(_series(best, SIZES, _SEEDS, first=100 * _SEEDS))
    if parameters > 1:
        found += sanitized.observe(_series(best, SIZES, 1, first=ALIKE))
    if _distinct(found) < ENOUGH:
        found += sanitized.observe(_series(chosen, _LARGER, _SEEDS, first=100 * _SEEDS))
    if _LEAST_NEW * len(found) < _distinct(found) < ENOUGH:
        found += sanitized.observe(_series(best, SIZES, _MORE_SEEDS, first=100 * _MORE_SEEDS))


def _reaching_more(
    sanitized: Harness, found: Sequence[Observed], profiles: Iterable[int], marks: int
) -> Iterable[Observed]:
    """Inputs that reach marks that those found do not, of any profile, by other sizes and seeds."""
    reached = marks_of([each for each in found if each.returned])
    for size in _SEARCHED_SIZES:
        if not reached or len(reached) >= marks:
            return
        for each in sanitized.observe(_series(profiles, (size,), _SEARCHED_SEEDS, first=_SEARCHED)):
            if each.returned and not each.marks <= reached:
                reached |= each.marks
                yield each


def _aimed(sanitized: Harness, found: Sequence[Observed]) -> Iterator[Observed]:
    """Inputs with a number replaced by what the function compares it with, or its neighbour: those that are other
    inputs, and valid.

    Input-to-state correspondence (Redqueen: Aschermann et al., NDSS 2019): boundaries that are computed inside.
    """
    inputs, aims = {each.input for each in found}, dict[InputId, None]()
    for each in (one for one in found if one.returned and one.size <= _AIMED_SIZE):
        sides = [pair for one, other in each.unequal for pair in ((one, other), (other, one))]
        for was, other in sides[:_AIMED_SIDES]:
            for now in (other, other + 1, other - 1):
                if was and abs(now) < _AIMED_RANGE and was != now:
                    aims[each.id.model_copy(update={"was": was, "now": now})] = None
    chosen = list(aims)[:: max(1, -(-len(aims) // _MOST_AIMED))]
    for each in sanitized.observe(as_series(chosen)):
        if each.returned and each.input not in inputs:
            inputs.add(each.input)
            yield each


def marks_of(seen: Iterable[Observed]) -> frozenset[int]:
    """All the marks that calls reached."""
    return frozenset(mark for each in seen for mark in each.marks)


def no_inputs(inputs: ValidInputs) -> Blocker:
    """That the function came to its end, clean, on too few inputs, and how it ended on most of the others."""
    died = [each for each in inputs.tried if not each.returned and not each.message.startswith("not run")]
    ends = [each.message or each.status for each in died]
    common = max(set(ends), key=ends.count, default="it does not do the same twice")
    recorded = inputs.recorded
    calls = f"; of {recorded.tried} calls of its own program none: {printable(recorded.message)}"
    return Blocker(
        parameter="",
        reason=f"of {len(inputs.tried)} inputs {len(inputs.valid)} are valid; most often: {printable(common)}"
        + (calls if recorded.tried else ""),
        remedy="say what it expects above it, such as `// perfcoder: 1 <= n <= 100, len(a) == n, sorted(a)`",
    )


def ranked(found: Sequence[Observed]) -> list[int]:
    """The profiles of which at least half of the inputs were valid; those with the most different results first. Of
    inputs that could not be made, the function knows nothing."""
    by_profile: defaultdict[int, list[Observed]] = defaultdict(list)
    for each in found:
        if each.was_made:
            by_profile[each.profile].append(each)
    scores: list[tuple[float, float, int]] = []
    for profile, own in by_profile.items():
        valid = [each for each in own if each.returned]
        share = len(valid) / len(own)
        returned = len({each.effect for each in valid if each.status == "ok"}) / len(own)
        if share >= _LEAST_VALID:
            scores.append((-round(returned * share, 1), -share, profile))
    return [profile for _, _, profile in sorted(scores)]


def unstable_inputs(plain: Harness, seen: Sequence[Observed]) -> frozenset[InputId]:
    """Inputs on which the plain build does not do what the sanitized one did, twice and in any order: what the
    function does depends on more than them (time, addresses, uninitialised values, earlier calls)."""
    if not seen:
        return frozenset()
    series = as_series(each.id for each in seen)
    first = {each.id: each for each in plain.observe(series)}
    again = {each.id: each for each in plain.observe(series[::-1])}
    return frozenset(each.id for each in seen if not _same(each, first.get(each.id), again.get(each.id)))


def _same(sanitized: Observed, first: Observed | None, again: Observed | None) -> bool:
    """Floating-point results may differ between optimisation levels, never between two runs of one build."""
    if first is None or again is None or first.result != again.result:
        return False
    return (first.status, first.shape) == (sanitized.status, sanitized.shape)


def as_series(ids: Iterable[InputId]) -> list[Series]:
    """The same inputs, in as few words as possible."""
    found: list[Series] = []
    for each in sorted(set(ids), key=lambda one: (one.size, one.profile, one.was, one.now, one.seed)):
        last = found[-1] if found else None
        if last and last.next_id == each:
            found[-1] = last.model_copy(update={"count": last.count + 1})
        else:
            found.append(Series(**each.model_dump(), count=1))
    return found


def _series(profiles: Iterable[int], sizes: Iterable[int], seeds: int, first: int = 0) -> list[Series]:
    """Small sizes of all profiles first: a limit on time cuts off the large ones."""
    return [Series(profile=profile, size=size, seed=first, count=seeds) for size in sizes for profile in profiles]


def _distinct(found: Sequence[Observed]) -> int:
    return _different([each for each in found if each.returned])


def _different(seen: Sequence[Observed]) -> int:
    """How many of the inputs are different: those that look so; where parts of them are hidden, as many as there are
    different results."""
    return max(len({each.input for each in seen}), len({each.effect for each in seen}))
