"""Builds of candidates, started ahead of their turn: compiling takes most of the time."""

import itertools
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from perfcoder_lsp.build.builder import Build, Builder, BuildFailure, Job, Variant
from perfcoder_lsp.build.compile_command import CompileCommand
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.machine import usable_cores
from perfcoder_lsp.verify.trace import Traced, traced_job

Layout = tuple[str, ...]
"""Flags that place the code otherwise."""

_Key = tuple[Source, Variant, Layout]
JobsOf = Callable[[Source, Variant, Layout], tuple[Job, ...]]
"""The ways in which a text may be built: the first that works is taken."""


def program_jobs(command: Callable[[Source], CompileCommand], account: Path | None = None) -> JobsOf:
    """Texts are whole programs, and `command` says of each how it is compiled; such as are traced are linked with the
    `account`."""

    def jobs(text: Source, variant: Variant, layout: Layout) -> tuple[Job, ...]:
        if isinstance(text, Traced) and account is not None:
            return (traced_job(text, command(text), account),)
        return (Job(text, command(text), variant, layout),)

    return jobs


@dataclass(frozen=True, eq=False)
class _Queued:
    """Ways to build one text, and what will have come of them."""

    jobs: tuple[Job, ...]
    build: Future[Build | BuildFailure]


class CandidateBuilds:
    """Builds of texts as they are timed (`timed`: TIMING or SHARED) and sanitized, one per text and layout, each by
    what `jobs` says of it. They begin in the order in which they were queued, but for what is waited for; as many at a
    time as there are cores, without those to `spare` for what is done beside them: who waits there builds as well.

    Leaving the context drops builds not yet begun.
    """

    def __init__(self, builder: Builder, jobs: JobsOf, timed: Variant = Variant.TIMING, *, spare: int = 0) -> None:
        self._builder = builder
        self._jobs = jobs
        self._timed = timed
        self._spare = spare
        workers = max(1, usable_cores() - spare)
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="build")
        self._queued: dict[_Key, _Queued] = {}
        self._pending: list[_Queued] = []
        self._choosing = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._choosing:
            for each in self._pending:
                each.build.cancel()
            self._pending.clear()
        self._pool.shutdown(wait=True)

    def start(self, candidates: Iterable[tuple[Source, Source]]) -> None:
        """Queue both builds of each candidate, of the text that is timed and of the one with sanitizers, in this order,
        before what was queued earlier."""
        variants = (self._timed, Variant.SANITIZED)
        wanted = [(text, variant, ()) for texts in candidates for text, variant in zip(texts, variants, strict=True)]
        self._enqueued(wanted, first=True)

    def begin(self, text: Source, variant: Variant) -> None:
        """Queue one build."""
        self._enqueued([(text, variant, ())])

    def settle(self) -> bool:
        """Wait for what was queued: compilers disturb wall times. Whether there was anything to wait for."""
        pending = [each.build for each in self._queued.values() if not each.build.done()]
        wait(pending)
        return bool(pending)

    def start_layouts(self, texts: Iterable[Source], layouts: Iterable[Layout]) -> None:
        """Queue timed builds of each text in all these code layouts."""
        self._enqueued([(text, self._timed, layout) for text, layout in itertools.product(texts, layouts)])

    def timed(self, text: Source, layout: Layout = ()) -> Build | BuildFailure:
        """The build that is timed, waited for."""
        return self.get(text, self._timed, layout)

    def get(self, text: Source, variant: Variant, layout: Layout = ()) -> Build | BuildFailure:
        """The build, waited for; queued now where it was not before, and before all others."""
        (queued,) = self._enqueued([(text, variant, layout)], first=True)
        if self._spare:
            self._next(queued)
        return queued.build.result()

    def _enqueued(self, wanted: Sequence[_Key], *, first: bool = False) -> list[_Queued]:
        """All at once, so that none begins before its turn."""
        with self._choosing:
            for key in wanted:
                if key not in self._queued:
                    self._queued[key] = _Queued(self._jobs(*key), Future())
                    self._pending.append(self._queued[key])
                    self._pool.submit(self._next)
            queued = [self._queued[key] for key in wanted]
            if first:
                urgent = [each for each in dict.fromkeys(queued) if each in self._pending]
                self._pending = [*urgent, *(each for each in self._pending if each not in urgent)]
            return queued

    def _next(self, wanted: _Queued | None = None) -> None:
        """Do the first that is pending; where that is not the one that is wanted, nothing."""
        with self._choosing:
            if not self._pending or wanted not in (None, self._pending[0]):
                return
            queued = self._pending.pop(0)
            queued.build.set_running_or_notify_cancel()
        try:
            queued.build.set_result(self._built(queued.jobs))
        except BaseException as error:
            queued.build.set_exception(error)

    def _built(self, jobs: tuple[Job, ...]) -> Build | BuildFailure:
        """The first job that works; where it is the text that fails, the others would as well."""
        for job in jobs[:-1]:
            built = self._builder.build_job(job)
            if isinstance(built, Build) or built.cause != "other":
                return built
        return self._builder.build_job(jobs[-1])
