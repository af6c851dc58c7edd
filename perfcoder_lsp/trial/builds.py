"""Builds of candidates, started ahead of their turn: compiling takes most of the time."""

import itertools
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Self

from perfcoder_lsp.build.builder import Build, Builder, BuildFailure, Job, Variant
from perfcoder_lsp.build.compile_command import CompileCommand
from perfcoder_lsp.cpp.source import Source

Layout = tuple[str, ...]
"""Flags that place the code otherwise."""


JobsOf = Callable[[Source, Variant, Layout], tuple[Job, ...]]
"""The ways in which a text may be built: the first that works is taken."""


def program_jobs(command: Callable[[Source], CompileCommand]) -> JobsOf:
    """Texts are whole programs, and `command` says of each how it is compiled."""
    return lambda text, variant, layout: (Job(text, command(text), variant, layout),)


class CandidateBuilds:
    """Builds of texts as they are timed (`timed`: TIMING or SHARED) and sanitized, one per text and layout, each by
    what `jobs` says of it.

    Leaving the context drops builds not yet begun.
    """

    def __init__(self, builder: Builder, jobs: JobsOf, timed: Variant = Variant.TIMING) -> None:
        self._builder = builder
        self._jobs = jobs
        self._timed = timed
        self._pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1, thread_name_prefix="build")
        self._futures: dict[tuple[Source, Variant, Layout], Future[Build | BuildFailure]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def start(self, texts: Iterable[Source]) -> None:
        """Queue both builds of each text, in this order."""
        for text in texts:
            for variant in (self._timed, Variant.SANITIZED):
                self._future(text, variant)

    def begin(self, text: Source, variant: Variant) -> None:
        """Queue one build."""
        self._future(text, variant)

    def settle(self) -> bool:
        """Wait for what was queued: compilers disturb wall times. Whether there was anything to wait for."""
        pending = [future for future in self._futures.values() if not future.done()]
        wait(pending)
        return bool(pending)

    def start_layouts(self, texts: Iterable[Source], layouts: Iterable[Layout]) -> None:
        """Queue timed builds of each text in all these code layouts."""
        for text, layout in itertools.product(texts, layouts):
            self._future(text, self._timed, layout)

    def timed(self, text: Source, layout: Layout = ()) -> Build | BuildFailure:
        """The build that is timed, waited for."""
        return self.get(text, self._timed, layout)

    def get(self, text: Source, variant: Variant, layout: Layout = ()) -> Build | BuildFailure:
        """The build, waited for; queued now where it was not before."""
        return self._future(text, variant, layout).result()

    def _future(self, text: Source, variant: Variant, layout: Layout = ()) -> Future[Build | BuildFailure]:
        key = (text, variant, layout)
        if key not in self._futures:
            self._futures[key] = self._pool.submit(self._built, self._jobs(text, variant, layout))
        return self._futures[key]

    def _built(self, jobs: tuple[Job, ...]) -> Build | BuildFailure:
        """The first job that works; where it is the text that fails, the others would as well."""
        for job in jobs[:-1]:
            built = self._builder.build_job(job)
            if isinstance(built, Build) or built.cause != "other":
                return built
        return self._builder.build_job(jobs[-1])
