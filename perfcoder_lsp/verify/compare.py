"""Do before and after do the same? Both on every input, byte for byte; after also under sanitizers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from perfcoder_lsp.build import SANITIZER_ENVIRONMENT
from perfcoder_lsp.sandbox import RunResult, Sandbox, Session
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import InputSource, Verdict
from perfcoder_lsp.text import ByteRange
from perfcoder_lsp.verify.candidate import Candidate
from perfcoder_lsp.verify.cases import Case
from perfcoder_lsp.verify.changes import changed_places
from perfcoder_lsp.verify.coverage import Coverage, guarded
from perfcoder_lsp.verify.generator import Generator
from perfcoder_lsp.verify.numbers import same_within
from perfcoder_lsp.verify.observation import Observation, how_it_ended, sanitizer_report
from perfcoder_lsp.verify.prepare import Prepared
from perfcoder_lsp.verify.trace import Trace, marks_in
from perfcoder_lsp.verify.trial import (
    AFTER,
    AFTER_SANITIZED,
    BEFORE,
    GENERATOR,
    SANITIZED,
    CandidateTrial,
    Tracer,
    run_limits,
    sanitized_limits,
)
from perfcoder_lsp.verify.widen import widen

_LEAST_LIMIT_S = 4.0  # EvalPlus: max(4 s, 4 times the reference)
_LIMIT_FACTOR = 4
_TOTAL_S = 30.0
_SANITIZED_CASES = 24
_SANITIZED_S = 10.0
_REACHING_S = 10.0
_SHOWN_INPUT = 60
_SHOWN_LINE = 40


def verify(prepared: Prepared, candidate: Candidate, sandbox: Sandbox, settings: Settings) -> Verdict:
    """Run the candidate on all of the original's inputs and on the timing input, and compare.

    "different" names the first input that shows it. "undecided" where the inputs cannot show anything: the program
    reads input, but the original does the same on all of them; or none reaches what was changed, before or after, and
    no rule has proved it. Floating-point numbers in the output may differ within `settings.verify.float_tolerance`, and
    `reason` says so where they did. Raises SandboxError.
    """
    programs = {
        BEFORE: prepared.timing.binary,
        SANITIZED: prepared.sanitized.binary,
        AFTER: candidate.timing.binary,
        AFTER_SANITIZED: candidate.sanitized.binary,
    }
    if prepared.invention is not None:
        programs[GENERATOR] = prepared.invention.build.binary
    with sandbox.session(programs, environment=SANITIZER_ENVIRONMENT) as session:
        comparison = _Comparison(prepared, candidate, settings, session)
        reason = comparison.all_cases() or comparison.under_sanitizers() or comparison.aimed_cases()
    status = "different" if reason else "equal"
    if not reason and prepared.reads_input and prepared.inputs.outcomes < 2:
        status, reason = "undecided", "the original does the same on all inputs, so they show nothing"
    elif not reason and comparison.tolerated:
        reason = f"floating-point numbers equal within {settings.verify.float_tolerance:g}, not byte for byte"
    cases = [case for case, _ in comparison.pairs]
    beside = sum(case.generated for case in cases) if prepared.inputs.source is InputSource.TESTS else 0
    if status == "equal" and beside:
        reason = "; ".join(filter(None, (reason, f"and on {beside} generated beside the tests")))
    verdict = Verdict(
        status=status,
        inputs=len(cases) - beside + comparison.aimed,
        outcomes=prepared.inputs.outcomes,
        source=prepared.inputs.source,
        sanitized=status == "equal",
        reason=reason,
    )
    if prepared.coverage is None:
        return verdict
    return guarded(verdict, comparison.untried_before(), comparison.untried(), proved=candidate.marks is None)


@dataclass
class _Comparison:
    """`tolerated`: numbers were equal within the tolerance only; `aimed` inputs were made for the candidate."""

    prepared: Prepared
    candidate: Candidate
    settings: Settings
    session: Session
    tracer: Tracer = field(default_factory=Tracer)
    spent_s: float = 0.0
    tolerated: bool = False
    aimed: int = 0

    @property
    def pairs(self) -> list[tuple[Case, Observation]]:
        """Each input once, with what the original did: the small ones first, the one to time last."""
        inputs, reference = self.prepared.inputs, self.prepared.reference
        pairs = list(zip(inputs.cases, reference.observations, strict=True))
        if all(case.stdin != inputs.timing.stdin for case in inputs.cases):
            pairs.append((inputs.timing, reference.timing))
        return pairs

    def all_cases(self) -> str:
        """Why the candidate differs; empty where it does not."""
        patience_s = _TOTAL_S + _LIMIT_FACTOR * sum(seen.cpu_s for _, seen in self.pairs)
        for case, before in self.pairs:
            if reason := self._difference(case, before):
                return reason
            if self.spent_s > patience_s:
                return f"took {self.spent_s:.0f} s of CPU on the inputs so far, far more than before"
        return ""

    def _difference(self, case: Case, before: Observation) -> str:
        limits = run_limits(self.settings.verify, max(_LEAST_LIMIT_S, _LIMIT_FACTOR * before.cpu_s))
        after = self.session.run(AFTER, case.stdin, keep_output=True, limits=limits)
        self.spent_s += after.cpu_s
        observed = Observation.of(after)
        if observed is None:
            return f"{_on(case)} it {how_it_ended(after)}"
        if observed.exit_code != before.exit_code:
            return f"{_on(case)} the exit code is {observed.exit_code} instead of {before.exit_code}"
        if observed.output_hash != before.output_hash:
            expected = self._output_before(case, before)
            printed = after.output if after.output is not None else b""
            if not self._close(expected, printed):
                return f"{_on(case)} {_first_difference(expected, printed)}"
            self.tolerated = True
        return ""

    def _close(self, expected: bytes, printed: bytes) -> bool:
        tolerance = self.settings.verify.float_tolerance
        return tolerance is not None and same_within(expected, printed, tolerance)

    def _output_before(self, case: Case, before: Observation) -> bytes:
        if before.output is not None:
            return before.output
        limits = run_limits(self.settings.verify, max(_LEAST_LIMIT_S, _LIMIT_FACTOR * before.cpu_s))
        return self.session.run(BEFORE, case.stdin, keep_output=True, limits=limits).output or b""

    def under_sanitizers(self) -> str:
        """Why the sanitized candidate is worse than the sanitized original; empty where it is not.

        The cases that show most are enough, and of the others as many as it takes to reach what was changed.
        """
        until_s = self.spent_s + _REACHING_S
        for number, (case, before) in enumerate(self._by_worth()):
            if number >= _SANITIZED_CASES and (self.spent_s > until_s or not self.untried()):
                break
            if reason := self._worse(case, before):
                return reason
        return ""

    def _worse(self, case: Case, before: Observation) -> str:
        limits = sanitized_limits(self.settings.verify, max(_SANITIZED_S, 30 * before.cpu_s))
        traced = self.candidate.marks is not None
        after = self.session.run(AFTER_SANITIZED, case.stdin, keep_output=True, side=traced, limits=limits)
        self.spent_s += after.cpu_s
        self.tracer.count(Trace.of(after.side))
        problem = self._problem(after, before)
        if not problem:
            return ""
        original = self.session.run(SANITIZED, case.stdin, keep_output=True, limits=limits)
        return "" if self._problem(original, before) else f"{_on(case)} {problem}"

    def aimed_cases(self) -> str:
        """Why a candidate that nothing proves differs on inputs that are aimed at what it compares itself; empty where
        it does not, or where none can be made."""
        invention = self.prepared.invention
        if self.candidate.marks is None or invention is None:
            return ""
        trial = CandidateTrial(self.session, self.settings.verify, tracer=self.tracer)
        generator = Generator(self.session, GENERATOR, invention.program, self.settings.verify.memory_mb, trial.meter)
        for one in widen(generator, trial, list(invention.small)):
            self.aimed += 1
            case = Case(name=f"aimed-{self.aimed}", stdin=one.stdin, generated=True)
            if reason := self._difference(case, one.observation) or self._worse(case, one.observation):
                return reason
        return ""

    def untried_before(self) -> frozenset[int]:
        """The lines of the original that the candidate does not have so, and that no input reaches."""
        coverage = self.prepared.coverage
        if coverage is None:
            return frozenset()
        return coverage.untried(changed_places(coverage.source, self.candidate.source))

    def untried(self) -> frozenset[int]:
        """The lines of the candidate that are not the original's, and that nothing has reached so far."""
        if self.candidate.marks is None:
            return frozenset()
        reached = marks_in(self.tracer.reached)
        return Coverage(self.candidate.source, self.candidate.marks, reached).untried(self._places)

    @cached_property
    def _places(self) -> tuple[ByteRange, ...]:
        original = self.prepared.coverage
        return () if original is None else changed_places(self.candidate.source, original.source)

    def _problem(self, result: RunResult, before: Observation) -> str:
        report = sanitizer_report(result)
        if report:
            return f"the sanitizers report: {report}"
        if result.status in ("cpu", "wall", "memory"):
            return ""  # sanitizers are slow and large; the plain build ended in time
        if Observation.of(result) is None:
            return f"under sanitizers it {how_it_ended(result)}"
        same = result.output_hash == before.output_hash and result.exit_code == before.exit_code
        if same or (before.output is not None and self._close(before.output, result.output or b"")):
            return ""
        return "the output depends on more than the input"

    def _by_worth(self) -> Iterator[tuple[Case, Observation]]:
        """The cases that show most first: one per outcome, the longest first, and the large one as the last of
        `_SANITIZED_CASES`; then the others."""
        pairs = self.pairs
        longest_first = sorted(pairs[:-1], key=lambda pair: -len(pair[0].stdin))
        by_outcome = {pair[1].outcome: pair for pair in reversed(longest_first)}
        chosen = list(by_outcome.values())
        chosen += [pair for pair in longest_first if pair not in chosen]
        yield from chosen[: _SANITIZED_CASES - 1]
        yield pairs[-1]
        yield from chosen[_SANITIZED_CASES - 1 :]


def _on(case: Case) -> str:
    """Which input, and the input itself where that is short enough to try."""
    text = case.stdin.decode("utf-8", "replace").strip()
    if len(text) <= _SHOWN_INPUT:
        shown = " ".join(text.split("\n")) if "\n" in text and " " not in text else text.replace("\n", "\\n")
        return f"on {case.name} (input: {shown})" if text else f"on {case.name}"
    return f"on {case.name} ({len(case.stdin)} bytes of input)"


def _first_difference(expected: bytes, printed: bytes) -> str:
    """The first line that differs, short."""
    lines, others = expected.split(b"\n"), printed.split(b"\n")
    for number, (line, other) in enumerate(zip(lines, others, strict=False), start=1):
        if line != other:
            return f"line {number} of the output is {_quoted(other)} instead of {_quoted(line)}"
    return f"the output has {len(others)} lines instead of {len(lines)}"


def _quoted(line: bytes) -> str:
    text = line.decode("utf-8", "replace")
    short = text if len(text) <= _SHOWN_LINE else text[: _SHOWN_LINE - 1] + "…"
    return repr(short)
