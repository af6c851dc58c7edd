"""Rewrites inside a function of a file without `main`: equal results on generated inputs, and paired times in one
process."""

import functools
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from perfcoder_lsp.build import BuildFailure
from perfcoder_lsp.cpp.functions import function_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.function_report import Blocker
from perfcoder_lsp.measure.machine import Bar
from perfcoder_lsp.measure.outcome import claims
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.suggestion import Measurement, Rewrite
from perfcoder_lsp.text import ByteRange, TextEdit
from perfcoder_lsp.trial.attempt import Attempt, not_faster, rejection
from perfcoder_lsp.trial.workbench import Workbench
from perfcoder_lsp.verify.functions.inputs import ValidInputs, find_inputs, no_inputs
from perfcoder_lsp.verify.functions.ladder import ladder, timed_size, timing_profile
from perfcoder_lsp.verify.functions.process import Description, HarnessError, blockers
from perfcoder_lsp.verify.functions.target import find_target
from perfcoder_lsp.verify.functions.unit import HarnessUnit, after_unit
from perfcoder_lsp.verify.functions.verdict import Version, compare_versions

_LADDER_S = 0.3
_ORIGINALS = 64


@dataclass(frozen=True)
class Original:
    """A function as it was: running, what it takes, and which inputs are timed (as `PERFCODER_INPUTS` names them)."""

    unit: HarnessUnit
    version: Version
    description: Description
    inputs: ValidInputs
    timed: str


class FunctionTrial:
    """Judges rewrites of single functions of one file; a context manager, in which originals are kept running."""

    def __init__(self, workbench: Workbench, bar: Callable[[], Bar], watch: Stopwatch) -> None:
        self._workbench = workbench
        self._bar = bar
        self._watch = watch
        self._stack = ExitStack()
        self._original = functools.lru_cache(maxsize=_ORIGINALS)(self._prepared)

    def __enter__(self) -> "FunctionTrial":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def attempt(self, rewrite: Rewrite) -> Attempt:
        source = self._workbench.source
        try:
            original = self._original(touched(source, rewrite.edits).start)
            if isinstance(original, Blocker):
                return Attempt(rewrite, rejected=rejection(rewrite, "verify", original.line))
            changed = after_unit(original.unit, source.edited(rewrite.edits))
            if changed.globals != original.unit.globals:
                raise UsageError("it changes which file-scope variables there are, which only a program can judge")
            return self._judged(rewrite, original, changed)
        except (UsageError, HarnessError) as error:
            return Attempt(rewrite, rejected=rejection(rewrite, "verify", str(error)))

    def faster(self, base: Attempt, other: Attempt) -> bool:
        """By both measurements against the original: the other's interval must lie above the base's estimate."""
        return isinstance(other.outcome, Measurement) and other.outcome.speedup_low > base.speedup

    def _prepared(self, offset: int) -> Original | Blocker:
        """The function around a byte offset, or why it can't be judged."""
        target = find_target(self._workbench.source, offset=offset)
        unit = target.blockers[0] if target.blockers else self._workbench.unit(target)
        if isinstance(unit, Blocker):
            return unit
        with self._watch.stage("build"):
            version = self._stack.enter_context(self._workbench.version(unit))
        with self._watch.stage("verify"):
            description = version.plain.describe()
            if blocked := blockers(description):
                return blocked[0]
            inputs = find_inputs(version.sanitized, version.plain, description)
            profile = timing_profile(version.plain, description, inputs.profiles)
            if profile is None:
                return no_inputs(inputs)
            size = timed_size(ladder([version.plain], profile, _LADDER_S))
        return Original(unit, version, description, inputs, inputs.named(profile, size))

    def _judged(self, rewrite: Rewrite, original: Original, changed: HarnessUnit) -> Attempt:
        workbench = self._workbench
        with self._watch.stage("build"):
            workbench.start([changed])
            built = workbench.builds.timed(changed.source)
            if isinstance(built, BuildFailure):
                return Attempt(rewrite, rejected=rejection(rewrite, "build", built.message))
        with self._watch.stage("verify"), workbench.version(changed) as after:
            tolerance = workbench.settings.verify.float_tolerance
            verdict = compare_versions(original.version, after, original.inputs, original.description, tolerance)
        if verdict.status != "equal":
            return Attempt(rewrite, verdict, rejected=rejection(rewrite, "verify", verdict.reason))
        with self._watch.stage("measure"):
            timing = workbench.timing(original.timed, self._bar)
            outcome = timing.confirmed(original.unit.source, changed.source)
        if isinstance(outcome, Measurement) and claims(outcome):
            return Attempt(rewrite, verdict, outcome)
        return Attempt(rewrite, verdict, outcome, rejection(rewrite, "measure", not_faster(outcome)))


def touched(source: Source, edits: tuple[TextEdit, ...]) -> ByteRange:
    """The one function that edits change; includes may be added besides.

    Raises UsageError where they change several, or something outside of functions.
    """
    found: dict[int, ByteRange] = {}
    for edit in edits:
        function = function_at(source, edit.range.start)
        if function is not None:
            found[function.range.start] = function.range
        elif not edit.new_text.lstrip().startswith("#include"):
            raise UsageError("it changes text outside of functions, which only a whole program can judge")
    if len(found) != 1:
        raise UsageError(f"it changes {len(found)} functions, and without `main` each is judged alone")
    return next(iter(found.values()))
