"""Versions of one program in one sandbox: do they print the same, and how long do they take?"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.label.effect import Effect, UnmeasurableError
from models.label.gains import gains
from perfcoder_lsp.measure.clock import is_parallel, waits
from perfcoder_lsp.measure.machine import load_per_core
from perfcoder_lsp.sandbox import RunResult, Session
from perfcoder_lsp.settings import VerifySettings
from perfcoder_lsp.verify.observation import Observation
from perfcoder_lsp.verify.trial import run_limits

SHORTEST_S, LONGEST_S = 0.002, 1.0
"""CPU seconds of the timed run: most of a shorter one is start-up, and longer ones take the time of many others."""
_OBSERVED_S = 0.010
"""Shorter runs are repeated until they add up to this."""
_PATIENCE = 4
"""How many times as long as the original a version may take."""

Outcomes = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Runs:
    """`inputs`: the one that is timed first. Versions are programs of the session."""

    session: Session
    settings: VerifySettings
    inputs: Sequence[bytes]

    def effects(self, original: str, versions: Sequence[str]) -> Mapping[str, Effect]:
        """What each version does, compared with the original. Raises UnmeasurableError, SandboxError."""
        expected, cpu_s = self._expected(original)
        longest_s = LONGEST_S + _PATIENCE * cpu_s
        checked = {each: self._checked(each, expected, longest_s) for each in versions}
        equal = [each for each, effect in checked.items() if effect is None]
        repeats = math.ceil(_OBSERVED_S / cpu_s)

        def timed(version: str) -> float:
            runs = [self._run(version, self.inputs[0], longest_s) for _ in range(repeats)]
            if any(_outcome(each) != expected[0] for each in runs):
                raise UnmeasurableError("does not print the same in every run")
            return max(math.fsum(each.cpu_s for each in runs) / repeats, 1e-6)

        measured = gains(timed, original, equal)
        return {each: effect or Effect.of(measured[each]) for each, effect in checked.items()}

    def _expected(self, original: str) -> tuple[Outcomes, float]:
        """What the original does on each input, and its CPU seconds on that which is timed."""
        runs = [self._run(original, each, LONGEST_S) for each in (self.inputs[0], *self.inputs)]
        outcomes = tuple(filter(None, map(_outcome, runs)))
        first, again = runs[:2]
        if len(outcomes) < len(runs):
            raise UnmeasurableError("does not run to its end in time on each input")
        if outcomes[0] != outcomes[1]:
            raise UnmeasurableError("does not print the same in every run")
        if len(self.inputs) > 1 and len(set(outcomes)) < 2:
            raise UnmeasurableError("prints the same on all inputs")
        if is_parallel((first, again)) or all(waits(each, load_per_core()) for each in (first, again)):
            raise UnmeasurableError("runs in parallel or waits, of which CPU time tells nothing")
        cpu_s = min(first.cpu_s, again.cpu_s)
        if cpu_s < SHORTEST_S:
            raise UnmeasurableError(f"takes less than {SHORTEST_S * 1000:.0f} ms")
        return outcomes[1:], cpu_s

    def _checked(self, version: str, expected: Outcomes, longest_s: float) -> Effect | None:
        """Why there is no use in timing it; None where it does as the original."""
        for stdin, outcome in zip(self.inputs, expected, strict=True):
            run = self._run(version, stdin, longest_s)
            if run.status in ("cpu", "wall") or is_parallel([run]):
                return Effect(outcome="undecided")
            if _outcome(run) != outcome:
                return Effect(outcome="different")
        return None

    def _run(self, version: str, stdin: bytes, cpu_s: float) -> RunResult:
        return self.session.run(version, stdin, limits=run_limits(self.settings, cpu_s))


def _outcome(run: RunResult) -> tuple[int, str] | None:
    """Exit code and output; None where it did not end by itself."""
    seen = Observation.of(run)
    return None if seen is None else seen.outcome
