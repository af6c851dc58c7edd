"""Do before and after do the same? Both on every input, byte for byte; after also under sanitizers."""

from collections.abc import Iterator
from dataclasses import dataclass

from perfcoder_lsp.build import SANITIZER_ENVIRONMENT, Build
from perfcoder_lsp.sandbox import RunResult, Sandbox, Session
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import InputSource, Verdict
from perfcoder_lsp.verify.cases import Case
from perfcoder_lsp.verify.extents import shrunk_arrays
from perfcoder_lsp.verify.numbers import same_within
from perfcoder_lsp.verify.observation import Observation, how_it_ended, sanitizer_report
from perfcoder_lsp.verify.prepare import Prepared
from perfcoder_lsp.verify.trial import run_limits, sanitized_limits

__all__ = ["shrunk_arrays", "verify"]

_LEAST_LIMIT_S = 4.0  # EvalPlus: max(4 s, 4 times the reference)
_LIMIT_FACTOR = 4
_TOTAL_S = 30.0
_SANITIZED_CASES = 24
_SANITIZED_S = 10.0
_SHOWN_INPUT = 60
_SHOWN_LINE = 40


def verify(
    prepared: Prepared,
    candidate: Build,
    candidate_sanitized: Build | None,
    sandbox: Sandbox,
    settings: Settings,
) -> Verdict:
    """Run the candidate on all of the original's inputs and on the timing input, and compare.

    "different" names the first input that shows it. "undecided" where the inputs cannot show anything: the program
    reads input, but the original does the same on all of them. Floating-point numbers in the output may differ within
    `settings.verify.float_tolerance`, and `reason` says so where they did. Raises SandboxError.
    """
    programs = {
        "before": prepared.timing.binary,
        "before-sanitized": prepared.sanitized.binary,
        "after": candidate.binary,
    }
    if candidate_sanitized is not None:
        programs["after-sanitized"] = candidate_sanitized.binary
    with sandbox.session(programs, environment=SANITIZER_ENVIRONMENT) as session:
        comparison = _Comparison(prepared, settings, session)
        reason, tolerated = comparison.all_cases()
        if not reason and candidate_sanitized is not None:
            reason = comparison.under_sanitizers()
    status = "different" if reason else "equal"
    if not reason and prepared.reads_input and prepared.inputs.outcomes < 2:
        status, reason = "undecided", "the original does the same on all inputs, so they show nothing"
    elif not reason and tolerated:
        reason = f"floating-point numbers equal within {settings.verify.float_tolerance:g}, not byte for byte"
    cases = [case for case, _ in comparison.pairs]
    beside = sum(case.generated for case in cases) if prepared.inputs.source is InputSource.TESTS else 0
    if status == "equal" and beside:
        reason = "; ".join(filter(None, (reason, f"and on {beside} generated beside the tests")))
    return Verdict(
        status=status,
        inputs=len(cases) - beside,
        outcomes=prepared.inputs.outcomes,
        source=prepared.inputs.source,
        sanitized=candidate_sanitized is not None and status == "equal",
        reason=reason,
    )


@dataclass
class _Comparison:
    prepared: Prepared
    settings: Settings
    session: Session

    @property
    def pairs(self) -> list[tuple[Case, Observation]]:
        """Each input once, with what the original did: the small ones first, the one to time last."""
        inputs, reference = self.prepared.inputs, self.prepared.reference
        pairs = list(zip(inputs.cases, reference.observations, strict=True))
        if all(case.stdin != inputs.timing.stdin for case in inputs.cases):
            pairs.append((inputs.timing, reference.timing))
        return pairs

    def all_cases(self) -> tuple[str, bool]:
        """Why the candidate differs (empty: it does not), and whether tolerance was needed."""
        spent, tolerated = 0.0, False
        for case, before in self.pairs:
            limit = max(_LEAST_LIMIT_S, _LIMIT_FACTOR * before.cpu_s)
            limits = run_limits(self.settings.verify, limit)
            after = self.session.run("after", case.stdin, keep_output=True, limits=limits)
            observed = Observation.of(after)
            if observed is None:
                return f"{_on(case)} it {how_it_ended(after)}", tolerated
            if observed.exit_code != before.exit_code:
                return f"{_on(case)} the exit code is {observed.exit_code} instead of {before.exit_code}", tolerated
            if observed.output_hash != before.output_hash:
                expected = self._output_before(case, before)
                printed = after.output if after.output is not None else b""
                if not self._close(expected, printed):
                    return f"{_on(case)} {_first_difference(expected, printed)}", tolerated
                tolerated = True
            spent += after.cpu_s
            if spent > _TOTAL_S + _LIMIT_FACTOR * sum(seen.cpu_s for _, seen in self.pairs):
                return f"took {spent:.0f} s of CPU on the inputs so far, far more than before", tolerated
        return "", tolerated

    def _close(self, expected: bytes, printed: bytes) -> bool:
        tolerance = self.settings.verify.float_tolerance
        return tolerance is not None and same_within(expected, printed, tolerance)

    def _output_before(self, case: Case, before: Observation) -> bytes:
        if before.output is not None:
            return before.output
        limits = run_limits(self.settings.verify, max(_LEAST_LIMIT_S, _LIMIT_FACTOR * before.cpu_s))
        return self.session.run("before", case.stdin, keep_output=True, limits=limits).output or b""

    def under_sanitizers(self) -> str:
        """Why the sanitized candidate is worse than the sanitized original; empty where it is not."""
        for case, before in self._sanitized_pairs():
            limits = sanitized_limits(self.settings.verify, max(_SANITIZED_S, 30 * before.cpu_s))
            after = self.session.run("after-sanitized", case.stdin, keep_output=True, limits=limits)
            problem = self._problem(after, before)
            if not problem:
                continue
            original = self.session.run("before-sanitized", case.stdin, keep_output=True, limits=limits)
            if not self._problem(original, before):
                return f"{_on(case)} {problem}"
        return ""

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

    def _sanitized_pairs(self) -> Iterator[tuple[Case, Observation]]:
        """The cases that show most: one per outcome, the longest first, and the large one."""
        pairs = self.pairs
        longest_first = sorted(pairs[:-1], key=lambda pair: -len(pair[0].stdin))
        by_outcome = {pair[1].outcome: pair for pair in reversed(longest_first)}
        chosen = list(by_outcome.values())
        chosen += [pair for pair in longest_first if pair not in chosen]
        yield from chosen[: _SANITIZED_CASES - 1]
        yield pairs[-1]


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
