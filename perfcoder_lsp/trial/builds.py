"""Builds of candidates, started ahead of their turn: compiling takes most of the time."""

import os
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from perfcoder_lsp.build.builder import Build, Builder, BuildFailure, Job, Variant
from perfcoder_lsp.build.compile_command import CompileCommand
from perfcoder_lsp.cpp.source import Source


class CandidateBuilds:
    """Timing and sanitized builds of texts, one of each per text. Leaving the context drops builds not yet begun."""

    def __init__(self, builder: Builder, command: CompileCommand) -> None:
        self._builder = builder
        self._command = command
        self._pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1, thread_name_prefix="build")
        self._futures: dict[tuple[bytes, Variant, tuple[str, ...]], Future[Build | BuildFailure]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def start(self, texts: Iterable[Source]) -> None:
        """Queue both builds of each text, in this order."""
        for text in texts:
            for variant in (Variant.TIMING, Variant.SANITIZED):
                self._future(text, variant)

    def get(self, text: Source, variant: Variant, extra_flags: tuple[str, ...] = ()) -> Build | BuildFailure:
        """The build, waited for; queued now where it was not before."""
        return self._future(text, variant, extra_flags).result()

    def _future(
        self, text: Source, variant: Variant, extra_flags: tuple[str, ...] = ()
    ) -> Future[Build | BuildFailure]:
        key = (text.text, variant, extra_flags)
        if key not in self._futures:
            job = Job(text, self._command, variant, extra_flags)
            self._futures[key] = self._pool.submit(self._builder.build_job, job)
        return self._futures[key]
