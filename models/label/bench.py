"""Rewrites of one program, built and compared with it."""

from collections.abc import Sequence
from hashlib import file_digest
from pathlib import Path

from models.label.effect import Effect, UnmeasurableError
from models.label.runs import LONGEST_S, Runs
from models.records import Program
from perfcoder_lsp.build import Build, Builder, BuildFailure, Job, compile_command
from perfcoder_lsp.build.pch import leading_headers
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import open_sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.verify import shrunk_arrays
from perfcoder_lsp.verify.counts import build_counted, read_counts
from perfcoder_lsp.verify.trace import traced
from perfcoder_lsp.verify.trial import run_limits

_HEADERS = Path(__file__).with_name("headers")
_PRELUDE = _HEADERS / "bits" / "stdc++.h"
_SLOWDOWN = 4
"""Of programs whose statements are counted, at most, as a rule."""


class Bench:
    """Builds programs by the product's own builder and runs them in its sandbox.

    What proves more than a label needs is left out: sanitizers, traces, inputs beyond the program's own, code layouts.
    """

    def __init__(self, settings: Settings) -> None:
        """Raises SandboxError where nothing may be executed."""
        flags = (*settings.build.flags, "-isystem", str(_HEADERS))
        build = settings.build.model_copy(update={"flags": flags, "include_folders": (_HEADERS,)})
        self.settings = settings.model_copy(update={"build": build})
        self._sandbox = open_sandbox(settings.cache.directory)
        self._builder = Builder(self._sandbox, settings)

    def source(self, program: Program) -> Source:
        """Raises SourceError where it is no text."""
        return Source.of(self.settings.cache.directory / "program.cpp", program.source.encode())

    def effects(self, program: Program, rewrites: Sequence[Rewrite]) -> tuple[Effect, ...]:
        """What each rewrite does. Raises UnmeasurableError, SandboxError, SourceError without a compiler."""
        source = self.source(program)
        original = self._built(source)
        if isinstance(original, BuildFailure):
            raise UnmeasurableError("does not compile")
        builds = [self._candidate(source, each) for each in rewrites]
        digests = [_digest(each) if isinstance(each, Build) else "" for each in builds]
        versions = {key: each.binary for key, each in zip(digests, builds, strict=True) if isinstance(each, Build)}
        same = _digest(original)
        versions[same] = original.binary
        inputs = [each.encode() for each in (program.timed, *program.checked)]
        with self._sandbox.session(versions) as session:
            others = [each for each in versions if each != same]
            found = {
                **Runs(session, self.settings.verify, inputs).effects(same, others),
                same: Effect(outcome="same"),
            }
        return tuple(
            each if isinstance(each, Effect) else found[key] for key, each in zip(digests, builds, strict=True)
        )

    def counts(self, program: Program) -> StatementCounts | None:
        """How often its statements run on the timed input; None where that can't be counted. Raises SandboxError,
        SourceError without a compiler."""
        source = self.source(program)
        marked = traced(source, careful=True)
        built = build_counted(self._builder, marked, self._job(source))
        if isinstance(built, BuildFailure):
            return None
        with self._sandbox.session({"counted": built.binary}) as session:
            limits = run_limits(self.settings.verify, LONGEST_S * _SLOWDOWN)
            run = session.run("counted", program.timed.encode(), side=True, limits=limits)
        return read_counts(marked, run.side) if run.succeeded else None

    def _candidate(self, source: Source, rewrite: Rewrite) -> Build | Effect:
        after = source.edited(rewrite.edits)
        if shrunk_arrays(source, after):
            return Effect(outcome="different")
        built = self._built(after)
        return built if isinstance(built, Build) else Effect(outcome="unbuilt")

    def _built(self, source: Source) -> Build | BuildFailure:
        return self._builder.build_job(self._job(source))

    def _job(self, source: Source) -> Job:
        prelude = _PRELUDE if _only_begins_with_headers(source.text) else None
        return Job(source, compile_command(source, self.settings.build), prelude=prelude)


def _only_begins_with_headers(text: bytes) -> bool:
    """Whether a program is the same with further standard headers in front of it: no macro or pragma is meant for any
    of its own."""
    return 0 < len(tuple(leading_headers(text))) == text.count(b"#include")


def _digest(build: Build) -> str:
    """The same for the same program: what a rewrite does, the compiler often does by itself."""
    with build.binary.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
