"""Rewrites inside a function of a file without `main`: equal results on generated inputs, and paired times in one
process."""

import functools
from collections.abc import Callable, Iterable
from contextlib import ExitStack

from perfcoder_lsp.build import BuildFailure
from perfcoder_lsp.cpp.functions import function_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError, UsageError
from perfcoder_lsp.function_report import Blocker
from perfcoder_lsp.measure.machine import Bar
from perfcoder_lsp.measure.outcome import claims
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.suggestion import Measurement, Rewrite
from perfcoder_lsp.text import ByteRange, TextEdit
from perfcoder_lsp.trial.attempt import Attempt, Ratio, not_faster, rejection
from perfcoder_lsp.trial.original import Original, find_original
from perfcoder_lsp.trial.workbench import Workbench
from perfcoder_lsp.verify.functions.ladder import ladder, timed_size
from perfcoder_lsp.verify.functions.process import HarnessError
from perfcoder_lsp.verify.functions.target import find_target
from perfcoder_lsp.verify.functions.unit import HarnessUnit, after_unit

_LADDER_S = 0.3
_ORIGINALS = 64


class FunctionTrial:
    """Judges rewrites of single functions of one file; a context manager, in which originals are kept running."""

    def __init__(self, workbench: Workbench, bar: Callable[[], Bar], watch: Stopwatch) -> None:
        self._workbench = workbench
        self._bar = bar
        self._watch = watch
        self._stack = ExitStack()
        self._original = functools.lru_cache(maxsize=_ORIGINALS)(self._prepared)

    @property
    def counts(self) -> None:
        """No run of a whole program was counted."""

    def __enter__(self) -> "FunctionTrial":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def expect(self, rewrites: Iterable[Rewrite]) -> None:
        """Nothing is built ahead: a function is built when its harness is known."""

    def attempt(self, rewrite: Rewrite) -> Attempt:
        source = self._workbench.source
        try:
            found = self._original(touched(source, rewrite.edits).start)
            if isinstance(found, Blocker):
                return Attempt(rewrite, rejected=rejection(rewrite, "verify", found.line))
            original, inputs = found
            changed = after_unit(original.unit, source.edited(rewrite.edits))
            if changed.globals != original.unit.globals:
                raise UsageError("it changes which file-scope variables there are, which only a program can judge")
        except (UsageError, HarnessError) as error:
            return Attempt(rewrite, rejected=rejection(rewrite, "verify", str(error)))
        try:
            return self._judged(rewrite, original, inputs, changed)
        except HarnessError as error:
            return Attempt(rewrite, rejected=rejection(rewrite, "verify", str(error)))
        except SourceError as error:  # the sanitized build alone may fail
            return Attempt(rewrite, rejected=rejection(rewrite, "build", str(error)))

    def compared(self, base: Attempt, other: Attempt) -> Ratio | None:
        return Ratio.of_measurements(base, other)

    def _prepared(self, offset: int) -> tuple[Original, str] | Blocker:
        """The function around a byte offset and its timed inputs, or why it can't be judged."""
        target = find_target(self._workbench.source, offset=offset)
        unit = target.blockers[0] if target.blockers else self._workbench.unit(target)
        if isinstance(unit, Blocker):
            return unit
        with self._watch.stage("build"):
            version = self._stack.enter_context(self._workbench.version(unit))
        with self._watch.stage("verify"):
            original = find_original(unit, version)
            if original.profile is None:
                return original.blocker or Blocker(parameter="", reason=original.caveat)
            size = timed_size(ladder([version.plain], original.profile, _LADDER_S))
            return original, original.timed(original.profile, size)

    def _judged(self, rewrite: Rewrite, original: Original, inputs: str, changed: HarnessUnit) -> Attempt:
        workbench = self._workbench
        with self._watch.stage("build"):
            workbench.start([changed])
            built = workbench.builds.timed(changed.source)
            if isinstance(built, BuildFailure):
                return Attempt(rewrite, rejected=rejection(rewrite, "build", built.message))
        with self._watch.stage("verify"), workbench.version(changed) as after:
            tolerance = workbench.settings.verify.float_tolerance
            verdict = original.verdict(changed, after, tolerance, proved=rewrite.is_proved)
        if verdict.status != "equal":
            return Attempt(rewrite, verdict, rejected=rejection(rewrite, "verify", verdict.reason))
        with self._watch.stage("measure"):
            timing = workbench.timing(inputs, self._bar)
            outcome = original.unclaimed or timing.confirmed(original.unit.source, changed.source)
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
