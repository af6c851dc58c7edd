"""Everything that it takes to build and run functions of one file: command, builds, sandbox, the host program."""

import math
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from perfcoder_lsp.build import Build, Builder, BuildFailure, CompileCommand, Job, compile_command
from perfcoder_lsp.build.cmake import configured
from perfcoder_lsp.build.variant import Variant
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.function_report import Blocker
from perfcoder_lsp.measure.in_process import driver
from perfcoder_lsp.measure.instructions import count_per_call
from perfcoder_lsp.measure.machine import Bar
from perfcoder_lsp.sandbox import Sandbox, open_sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.trial.builds import CandidateBuilds, Layout
from perfcoder_lsp.trial.function_timing import FunctionTiming
from perfcoder_lsp.verify.functions.builds import harness_jobs, host_job, kept_comparisons, project_libraries
from perfcoder_lsp.verify.functions.companions import Companions, companions_of
from perfcoder_lsp.verify.functions.coverage import covered
from perfcoder_lsp.verify.functions.drivers import drivers_of
from perfcoder_lsp.verify.functions.failures import not_built
from perfcoder_lsp.verify.functions.process import Harness, HarnessError
from perfcoder_lsp.verify.functions.program import has_main, text_around
from perfcoder_lsp.verify.functions.recorded import program_texts
from perfcoder_lsp.verify.functions.running import COUNTING, HOST, plain_harness, running_version
from perfcoder_lsp.verify.functions.siblings import siblings_of
from perfcoder_lsp.verify.functions.target import Target
from perfcoder_lsp.verify.functions.umbrella import Umbrella, umbrellas
from perfcoder_lsp.verify.functions.unit import HarnessUnit, harness_unit, recording_unit, with_companions
from perfcoder_lsp.verify.functions.verdict import Version


@dataclass(frozen=True)
class Workbench:
    """For the functions of one file, in any version of it; open one with `open_workbench`."""

    source: Source
    settings: Settings
    sandbox: Sandbox
    builder: Builder
    builds: CandidateBuilds
    command: CompileCommand
    hosts: Mapping[str, Path]
    texts: Callable[[], Future[tuple[bytes, ...]]]
    """Inputs of the program that the file is, which begin to be made when this is first asked for."""

    def unit(self, target: Target) -> HarnessUnit | Blocker:
        """The first of a function's harness units that compiles. Raises SourceError where the file itself does not."""
        unit = self._unit_below(target, None)
        if isinstance(unit, BuildFailure):
            alone = self.builds.timed(self.source)
            for umbrella in umbrellas(self.source, self.command) if _is_incomplete(alone) else ():
                if isinstance(self.builds.timed(replace(self.source, text=umbrella.text)), Build):
                    unit, alone = self._unit_below(target, umbrella), None
                    break
            if alone is not None:
                _required(alone, self.source)
        return self._with_siblings(unit) if isinstance(unit, HarnessUnit) else not_built(target, unit.message)

    def _unit_below(self, target: Target, umbrella: Umbrella | None) -> HarnessUnit | BuildFailure:
        """With all companions, else with none."""
        companions, none = companions_of(target, self.command, umbrella), Companions(umbrella=umbrella)
        unit = self._first_that_compiles(target, companions, None)
        if isinstance(unit, HarnessUnit) or companions == none or self._is_hopeless(companions):
            return unit
        return self._first_that_compiles(target, none, unit)

    def _is_hopeless(self, companions: Companions) -> bool:
        """Whether the file itself does not compile."""
        return companions.umbrella is None and _is_incomplete(self.builds.timed(self.source))

    def _with_siblings(self, unit: HarnessUnit) -> HarnessUnit:
        """Linked with the sources of the project that it needs."""
        parts = siblings_of(self.source, self.timed(unit), self.builder, self.sandbox, self.settings)
        return with_companions(unit, replace(unit.companions, parts=parts)) if parts else unit

    def driven(self, unit: HarnessUnit) -> HarnessUnit | None:
        """The unit with another program of the project that calls functions of this file, where the file is none."""
        for program in drivers_of(unit.target, self.settings):
            alone = with_companions(unit, replace(unit.companions, driver=program))
            built = self.builds.timed(recording_unit(alone).source)
            if isinstance(built, BuildFailure):
                continue
            parts = siblings_of(self.source, built, self.builder, self.sandbox, self.settings)
            added = (each for each in parts if each not in unit.companions.parts)
            companions = replace(alone.companions, parts=(*unit.companions.parts, *added))
            return with_companions(unit, companions)
        return None

    def _first_that_compiles(
        self, target: Target, companions: Companions, known: BuildFailure | None
    ) -> HarnessUnit | BuildFailure:
        """One attempt after the other, each with as many companions as it bears; the first failure where none does,
        where it is one that is known, or where the time for it is over."""
        failure: BuildFailure | None = None
        until = math.inf  # the first may have to wait for what all share
        variants = harness_unit(target).variants
        attempt = 0
        while attempt < variants and time.monotonic() < until:
            unit = harness_unit(target, attempt=attempt, companions=companions)
            if failure is None:
                self.start([unit])  # the sanitized build takes longest, and rarely fails where this one does not
            built = self.builds.timed(unit.source)
            if isinstance(built, Build):
                return unit
            if failure is None:
                until = time.monotonic() + self.settings.build.timeout_s
                self.builds.begin(self.source, Variant.SHARED)  # told beside the next attempt
            elif self._is_hopeless(companions):
                return failure
            if failure is None or attempt == 0:  # which says most: later ones are of worse guesses
                failure = built
            if built.cause == "time" or (known is not None and built.message == known.message):
                return built
            fewer = companions.without(built.details, unit.source.own, is_template=variants > 1)
            attempt, companions = (attempt, fewer) if fewer is not None else (attempt + 1, companions)
        assert failure is not None, "a function has at least one unit"
        return failure

    def start(self, units: Iterable[HarnessUnit]) -> None:
        """Begin to build all that these units need."""
        for unit in units:
            self.builds.begin(unit.source, Variant.SHARED)
            self.builds.begin(marked_text(unit), Variant.SANITIZED)

    @contextmanager
    def plain(self, unit: HarnessUnit) -> Generator[Harness]:
        """The unit as it is timed, running. Raises SourceError where it does not compile, SandboxError."""
        with plain_harness(self.sandbox, self.timed(unit), self.hosts) as harness:
            yield harness

    @contextmanager
    def version(self, unit: HarnessUnit) -> Generator[Version]:
        """The unit plain and with sanitizers, running. Raises SourceError where it does not compile, SandboxError."""
        plain, sanitized, around = self.timed(unit), self.sanitized(unit), text_around(unit.target)
        recording = partial(self._recording, unit)
        with running_version(self.sandbox, plain, sanitized, self.hosts, recording, around) as version:
            yield version

    def may_record(self, unit: HarnessUnit) -> bool:
        """Whether some program may make calls of the function."""
        return has_main(unit.target.view) or any(True for _ in drivers_of(unit.target, self.settings))

    def begin_recording(self, unit: HarnessUnit) -> None:
        """Begin to make what it takes to record the calls of the file's own program, where it is one."""
        recording = recording_unit(unit)
        if recording.records:
            self.texts()
            self.builds.begin(recording.source, Variant.SHARED)

    def _recording(self, unit: HarnessUnit) -> Build | None:
        recording = recording_unit(unit)
        built = self.builds.get(recording.source, Variant.SHARED) if recording.records else None
        return built if isinstance(built, Build) else None

    def timed(self, unit: HarnessUnit) -> Build:
        """The unit as it is timed. Raises SourceError where it does not compile, SandboxError."""
        return _required(self.builds.timed(unit.source), unit.source)

    def sanitized(self, unit: HarnessUnit) -> Build:
        """The unit with sanitizers, and with marks on its lines where it compiles with them. Raises HarnessError where
        that takes too long."""
        marked = self.builds.get(marked_text(unit), Variant.SANITIZED)
        if isinstance(marked, Build):
            return marked
        if marked.cause == "time":
            raise HarnessError(f"its inputs can't be checked: {marked.message}")
        return _required(self.builds.get(unit.source, Variant.SANITIZED), unit.source)

    def instructions(self, unit: HarnessUnit, inputs: tuple[str, ...]) -> dict[str, int]:
        """The instructions of one call by input, as far as they can be counted. Raises SandboxError."""
        wanted = self.settings.measure.instructions
        return count_per_call(self.sandbox, self.hosts[HOST], self.timed(unit).binary, inputs, callgrind=wanted)

    def timing(self, inputs: str, bar: Callable[[], Bar]) -> FunctionTiming:
        """Comparisons of units on inputs that are named as `PERFCODER_INPUTS` does. Raises SandboxError."""
        timer = driver(self.builder, self.command.compiler)
        return FunctionTiming(self.builds, self.sandbox, self.settings, timer, inputs, bar)


@contextmanager
def open_workbench(source: Source, settings: Settings) -> Generator[Workbench]:
    """A workbench for a file. Raises SandboxError where nothing may be executed, SourceError without a compiler."""
    sandbox = open_sandbox(settings.cache.directory)
    settings = configured(source, settings, sandbox)
    builder = Builder(sandbox, settings)
    command = compile_command(source, settings.build)

    libraries, comparisons = project_libraries(source), kept_comparisons(builder, command)

    def jobs(unit: Source, variant: Variant, layout: Layout) -> tuple[Job, ...]:
        return harness_jobs(unit, command, variant, layout, libraries, comparisons)

    with CandidateBuilds(builder, jobs, Variant.SHARED) as builds, ThreadPoolExecutor(max_workers=1) as pool:

        @cache
        def texts() -> Future[tuple[bytes, ...]]:
            if not has_main(source):
                return pool.submit(tuple[bytes, ...])
            return pool.submit(program_texts, source, command, builder, sandbox, settings.verify.memory_mb)

        yield Workbench(source, settings, sandbox, builder, builds, command, _hosts(builder, command, source), texts)


def _hosts(builder: Builder, command: CompileCommand, source: Source) -> Mapping[str, Path]:
    """The programs that load units; that which counts can't be built with every C library."""
    hosts = {HOST: _required(builder.build_job(host_job(command)), source).binary}
    counting = builder.build_job(host_job(command, counting=True))
    return hosts if isinstance(counting, BuildFailure) else {**hosts, COUNTING: counting.binary}


def marked_text(unit: HarnessUnit) -> Source:
    """The unit with marks on the function's lines, and with the file's own program, as far as it can have these."""
    marked = covered(unit.target)
    return recording_unit(unit, None if marked is None else marked.marked).source


def _is_incomplete(built: Build | BuildFailure) -> bool:
    return isinstance(built, BuildFailure) and built.cause == "text"


def _required(built: Build | BuildFailure, source: Source) -> Build:
    if isinstance(built, BuildFailure):
        raise SourceError(f"{source.path}: does not compile: {built.message}")
    return built
