"""Do two versions of a function do the same? On every valid input, under sanitizers and as they are built for use."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from perfcoder_lsp.suggestion import InputSource, Verdict
from perfcoder_lsp.text import printable
from perfcoder_lsp.verify.functions.inputs import ALIKE, ENOUGH, ValidInputs, as_series, marks_of
from perfcoder_lsp.verify.functions.process import RECORDED, Harness, InputId, Observed, Series
from perfcoder_lsp.verify.functions.recorded import Recorded

_MANY = 1000
_MANY_SEEDS = 1 << 20
_MANY_SIZES = (1, 3, 7, 12, 20, 40, 80, 200)
_RELIABLE = 0.95
_LONG_NS = 10_000_000
_SHOWN = 120


@dataclass(frozen=True)
class Version:
    """One version's builds in running sessions: as used, and under sanitizers. `recording` gives the build as used
    with the file's own program in it, or None where there is none; `around` is all of the file but the function."""

    plain: Harness
    sanitized: Harness
    recording: Callable[[], Harness | None] = lambda: None
    around: bytes = b""


def compare_versions(
    before: Version, after: Version, inputs: ValidInputs, least: int, tolerance: float | None
) -> tuple[Verdict, frozenset[int]]:
    """The verdict on all valid inputs and, in the plain builds, on many more of the profiles that are always valid; and
    the marks that the version after has reached.

    `least` is how many different results are needed. Floating-point results may differ by the relative `tolerance`
    where the user consented to one. Raises HarnessError, SandboxError.
    """
    comparison = _Comparison(tolerance)
    expected = {each.id: each for each in inputs.valid}
    series = as_series(expected)
    comparison.add(expected, after.sanitized.observe(series))
    if not comparison.difference:
        plain = {each.id: each for each in before.plain.observe(series) if each.id in expected}
        comparison.add(plain, after.plain.observe(series))
    if not comparison.difference:
        many = list(_many(inputs))
        comparison.add(_steady(before.plain, many), after.plain.observe(many))
    if not comparison.difference:
        _compare_recorded(comparison, before, after, inputs.recorded)
    return comparison.verdict(inputs, least), frozenset(comparison.reached)


def _compare_recorded(comparison: "_Comparison", before: Version, after: Version, recorded: Recorded) -> None:
    """Compare the calls that both programs make. One that the program after does not make, or not with this input,
    shows nothing where the programs differ elsewhere; else the calls before it must have been to blame."""
    native = after.recording() if recorded.seen else None
    if native is None:
        return
    for seen, harness in ((recorded.seen, after.sanitized), (recorded.plain, native)):
        expected = {each.id: each for each in seen}
        again = [each for each in harness.record(recorded.runs)[0] if each.id in expected]
        same = [each for each in again if each.input == expected[each.id].input]
        comparison.add({each.id: expected[each.id] for each in same}, same)
        made = {each.id: True for each in same}
        missing = [each for id_, each in expected.items() if id_ not in made]
        if missing and before.around == after.around:
            comparison.lost(missing[0])


class _Comparison:
    def __init__(self, tolerance: float | None) -> None:
        self._tolerance = tolerance
        self.difference = ""
        self.tolerated = False
        self.reached: set[int] = set()
        self._skipped = False
        self._opaque = ""
        self._lost = ""
        self._sources: set[InputSource] = set()
        self._inputs: set[str] = set()
        self._outcomes: set[str] = set()

    def add(self, before: dict[InputId, Observed], after: Iterable[Observed]) -> None:
        """Compare until the first difference."""
        found = {each.id: each for each in after}
        self.reached |= marks_of(each for each in found.values() if each.returned)
        for id_, old in before.items():
            new = found.get(id_)
            if new is not None and new.status == "cpu" and (old.cpu_ns > _LONG_NS or self._skipped):
                self._skipped = True  # a limit on time that the version before nearly reached shows nothing
                continue
            self.difference = self._difference(old, new)
            if self.difference:
                return
            if old.opaque or new is None or new.opaque:
                self._opaque = old.text
                continue
            self._inputs.add(old.input)
            self._outcomes.add(old.effect)
            self._sources.add(InputSource.RECORDED if old.profile == RECORDED else InputSource.GENERATED)

    def lost(self, call: Observed) -> None:
        """Note a call that the program made before, and does not make after."""
        self._lost = self._lost or _shown(call)

    def _difference(self, old: Observed, new: Observed | None) -> str:
        if new is None:
            return f"the version after does not get as far as the input {_shown(old)}"
        if new.returned and old.read != new.read:
            return f"it reads {old.read} bytes before and {new.read} after, on the input {_shown(old)}"
        if old.input != new.input and (new.returned or not old.read):
            return "the two versions do not take the same input; their parameters must have the same types"
        if not new.returned:
            said = f" ({printable(new.message)})" if new.message else ""
            return f"after: {_ENDS[new.status]}{said}; before: {_shown(old)}"
        if old.result == new.result and old.status == new.status:
            return ""
        if self._close(old, new):
            self.tolerated = True
            return ""
        return f"before: {_shown(old)}; after: {_shown(new)}"

    def _close(self, old: Observed, new: Observed) -> bool:
        if self._tolerance is None or (old.status, old.shape) != (new.status, new.shape):
            return False
        pairs = zip(old.reals, new.reals, strict=False)
        return len(old.reals) == len(new.reals) and all(_near(a, b, self._tolerance) for a, b in pairs)

    @property
    def _different(self) -> int:
        """Parts of an input may be hidden: what gave different results was different, too."""
        return max(len(self._inputs), len(self._outcomes))

    def verdict(self, inputs: ValidInputs, least: int) -> Verdict:
        reason = self.difference
        status = "different" if reason else "equal"
        if not reason:
            reason = not_enough(self._different, len(self._outcomes), inputs, least)
            if reason and self._opaque:
                reason = f"part of what it does can't be looked at (the ? in: {printable(self._opaque)[:_SHOWN]})"
            if not reason and self._lost:
                reason = f"with the version after, the file's program no longer makes the call {self._lost}"
            status = "undecided" if reason else "equal"
        if not reason and self.tolerated:
            reason = f"floating-point numbers equal within {self._tolerance:g}, not bit for bit"
        return Verdict(
            status=status,
            inputs=self._different,
            outcomes=len(self._outcomes),
            source=InputSource.RECORDED if self._sources == {InputSource.RECORDED} else InputSource.GENERATED,
            sanitized=status == "equal",
            reason=reason,
        )


def not_enough(distinct: int, outcomes: int, inputs: ValidInputs, least: int) -> str:
    """Why so many inputs and outcomes show too little to call versions equal; empty where they do not."""
    if len(inputs.unstable) > max(2, len(inputs.valid) // 10):
        return "the function does not do the same twice on the same input (time, random numbers, addresses?)"
    if distinct < ENOUGH:
        return f"not enough to verify: {distinct} different valid inputs, {ENOUGH} are needed"
    if outcomes < least:
        return f"not enough to verify: only {outcomes} different results on {distinct} inputs"
    return ""


_ENDS = {
    "trap": "it does something undefined",
    "exit": "it ends the process",
    "cpu": "it takes far longer",
    "memory": "it takes far more memory",
    "unsupported": "its inputs can't be made",
}


def _many(inputs: ValidInputs) -> Iterable[Series]:
    reliable = [profile for profile in inputs.profiles if inputs.share(profile) >= _RELIABLE]
    count = max(1, _MANY // max(1, 2 * len(reliable) * len(_MANY_SIZES)))
    for size in _MANY_SIZES:
        for profile in reliable:
            for first in (_MANY_SEEDS, ALIKE + _MANY_SEEDS):
                yield Series(profile=profile, size=size, seed=first, count=count)


def _steady(plain: Harness, series: Sequence[Series]) -> dict[InputId, Observed]:
    """What the version before does, where it comes to an end and does the same twice."""
    if not series:
        return {}
    again = {each.id: each.result for each in plain.observe(series[::-1])}
    return {each.id: each for each in plain.observe(series) if each.returned and again.get(each.id) == each.result}


def _near(a: float, b: float, tolerance: float) -> bool:
    return a == b or (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=tolerance)


def _shown(seen: Observed) -> str:
    text = printable(seen.text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
