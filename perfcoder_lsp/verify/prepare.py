"""Everything about the original that all its rewrites share: builds, inputs, and what it does on them."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.build import SANITIZER_ENVIRONMENT, Build, Builder, BuildFailure, CompileCommand, Job, Variant
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.request import Listener, StageEvent
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.suggestion import InputSource
from perfcoder_lsp.text import Frozen
from perfcoder_lsp.verify.cases import Case, InputSet
from perfcoder_lsp.verify.counts import build_counted, read_counts
from perfcoder_lsp.verify.coverage import Coverage
from perfcoder_lsp.verify.generate import Accepted, Harvest, harvest
from perfcoder_lsp.verify.generator import Generator, build_generator
from perfcoder_lsp.verify.instrument import Instrumented, instrument
from perfcoder_lsp.verify.ladder import ENOUGH_S, Rung, find_timing
from perfcoder_lsp.verify.observation import Observation
from perfcoder_lsp.verify.outside import OTHER_EVERY_TIME, depends_on_time, needs_from_outside
from perfcoder_lsp.verify.parameters import Parameters
from perfcoder_lsp.verify.tests_folder import read_tests
from perfcoder_lsp.verify.trace import Traced, build_traced, marks_in, traced
from perfcoder_lsp.verify.trial import BEFORE, COUNTED, GENERATOR, SANITIZED, Trial
from perfcoder_lsp.verify.widen import widen

_TESTS_CPU_S = 10.0
_TRACED_TESTS_S = 10.0
_ANOTHER_SECOND = 1.05  # what is seeded with time() is another sequence then
_REPEATED = 5
_BESIDE_TESTS = 16  # generated inputs where tests show too little or are too small
_LONGER = 1.2  # a generated input must take so much longer than the slowest test to be timed in its place


class Reference(Frozen):
    """What the original did: on each case, in their order, and on the timing case."""

    observations: tuple[Observation, ...]
    timing: Observation


@dataclass(frozen=True)
class Invention:
    """What inputs were invented with, and the small ones: more can be made of these."""

    build: Build
    program: Instrumented
    small: tuple[Accepted, ...]


class Prepared(Frozen):
    """The original's builds, its inputs, and what it did on them. `coverage` is None where it can't be traced, `counts`
    (of the timing case) where they were not asked for or can't be had, `invention` where no
    inputs were invented."""

    inputs: InputSet
    timing: Build
    sanitized: Build
    reference: Reference
    reads_input: bool
    coverage: Coverage | None = None
    counts: StatementCounts | None = None
    invention: Invention | None = None

    @property
    def timing_hash(self) -> str:
        """The hash of the original's output on the timing case."""
        return self.reference.timing.output_hash


def _ignore(_: object) -> None:
    pass


def prepare_inputs(
    source: Source,
    command: CompileCommand,
    builder: Builder,
    sandbox: Sandbox,
    settings: Settings,
    tests: Path | None = None,
    listener: Listener = _ignore,
    *,
    counting: bool = False,
) -> Prepared:
    """Build the original and find inputs for it: those of the folder `tests`, else generated ones. `counting`: tell as
    well how often its statements run.

    Raises SourceError, with one line, where the original does not compile or can be run on no input; UsageError where
    there are no tests in the folder; SandboxError where nothing may be executed.
    """
    given = read_tests(tests) if tests is not None else None
    program = instrument(source)
    listener(StageEvent(stage="build", message="building the original and its input generator", done=0, total=1))
    counting_marks = traced(source, careful=True)
    with ThreadPoolExecutor(max_workers=1) as pool:
        job = Job(source, command)
        counted = pool.submit(build_counted, builder, counting_marks, job) if counting else None
        generator, timing, (sanitized, marked) = _build(source, program, command, builder)
    programs = {BEFORE: timing.binary, SANITIZED: sanitized.binary}
    if counted is not None and isinstance(built := counted.result(), Build):
        programs[COUNTED] = built.binary
    refusal = generator.message if isinstance(generator, BuildFailure) else ""
    if not isinstance(generator, BuildFailure):
        programs[GENERATOR] = generator[0].binary
    listener(StageEvent(stage="verify", message="finding inputs", done=0, total=1))
    with sandbox.session(programs, environment=SANITIZER_ENVIRONMENT) as session:
        trial = Trial(session, settings.verify)
        inventing = None
        if not isinstance(generator, BuildFailure):
            inventing = Generator(session, GENERATOR, generator[1], settings.verify.memory_mb, trial.meter)
        finder = _Finder(source, trial, inventing, settings, program.reads_input, refusal)
        found = finder.from_tests(given) if given is not None else finder.generated()
        account = trial.counted(found.inputs.timing.stdin, found.reference.timing) if COUNTED in programs else None
    coverage = None
    if marked is not None and trial.tracer.is_complete:
        coverage = Coverage(source, marked.marks, marks_in(trial.tracer.reached))
    invention = None
    if not isinstance(generator, BuildFailure) and found.small:
        invention = Invention(*generator, found.small)
    return Prepared(
        inputs=found.inputs,
        timing=timing,
        sanitized=sanitized,
        reference=found.reference,
        reads_input=program.reads_input,
        coverage=coverage,
        counts=read_counts(counting_marks, account),
        invention=invention,
    )


def _build(
    source: Source, program: Instrumented, command: CompileCommand, builder: Builder
) -> tuple[tuple[Build, Instrumented] | BuildFailure, Build, tuple[Build, Traced | None]]:
    """The generator (or why there is none) and the two builds of the original, the second with the trace if possible.

    Raises SourceError where the original does not compile, or reads its input in a way that no generator can serve.
    """
    with ThreadPoolExecutor(max_workers=2) as pool:
        generator = pool.submit(build_generator, builder, program.source, command)
        checked = pool.submit(_build_sanitized, source, command, builder)
        timing = builder.build(source, command)
    sanitized, marked = checked.result()
    if isinstance(timing, BuildFailure) or isinstance(sanitized, BuildFailure):
        failure = timing if isinstance(timing, BuildFailure) else sanitized
        assert isinstance(failure, BuildFailure)
        raise SourceError(f"{source.path}: does not compile: {failure.message}")
    built = generator.result()
    if isinstance(built, Build):
        return (built, program), timing, (sanitized, marked)
    built = build_generator(builder, source, command)
    if isinstance(built, Build):
        return (built, program.without_sites(source)), timing, (sanitized, marked)
    return built, timing, (sanitized, marked)


def _build_sanitized(
    source: Source, command: CompileCommand, builder: Builder
) -> tuple[Build | BuildFailure, Traced | None]:
    """With its marks, where it is traced as well."""
    built = build_traced(builder, source, command)
    if not isinstance(built, BuildFailure):
        return built
    return builder.build(source, command, Variant.SANITIZED), None


@dataclass(frozen=True)
class _Found:
    inputs: InputSet
    reference: Reference
    small: tuple[Accepted, ...] = ()  # those that were invented


@dataclass(frozen=True)
class _Finder:
    source: Source
    trial: Trial
    generator: Generator | None
    settings: Settings
    reads_input: bool
    refusal: str  # why there is no generator

    # ---------------------------------------------------------------------------------------------------- generated

    def generated(self) -> _Found:
        found = self._harvest()
        if not found.accepted:
            raise self._no_inputs(found)
        if all(not one.stdin for one in found.accepted):
            return self._without_input(found.accepted[0])
        if found.outcomes < 2:
            raise self._constant(found)
        self._refuse_clocks(found.accepted)
        rung, startup = self._timing(found.accepted)
        if self.generator is not None:
            found.accepted += widen(self.generator, self.trial, found.accepted)
        pairs = self._cases(found)
        inputs = InputSet(
            source=InputSource.GENERATED,
            cases=tuple(case for case, _ in pairs),
            timing=Case(name="generated-large", stdin=rung.stdin),
            startup=startup,
            outcomes=found.outcomes,
            tried=found.tried,
            note="no input made it run longer than its own start-up" if startup else "",
        )
        reference = Reference(observations=tuple(seen for _, seen in pairs), timing=rung.observation)
        return _Found(inputs, reference, tuple(found.accepted))

    def _refuse_clocks(self, accepted: list[Accepted]) -> None:
        """Programs that look at the clock must do the same in another second. Raises SourceError where they do not."""
        if not depends_on_time(self.source):
            return
        time.sleep(_ANOTHER_SECOND)
        for one in accepted[:_REPEATED]:
            again = self.trial.plain(one.stdin)
            if not isinstance(again, Observation) or again.outcome != one.observation.outcome:
                raise SourceError(f"{self.source.path}: {OTHER_EVERY_TIME}")

    def _harvest(self) -> Harvest:
        if self.generator is not None:
            return harvest(self.generator, self.trial, self.settings.verify.inputs)
        if self.reads_input:
            raise SourceError(
                f"{self.source.path}: inputs for it cannot be generated: {self.refusal}; give --tests DIR"
            )
        return self._alone()

    def _alone(self) -> Harvest:
        """Without a generator: the one run on empty input."""
        found = Harvest()
        plain = self.trial.plain(b"")
        if isinstance(plain, str):
            found.rejected[plain] += 1
            return found
        reason = self.trial.sanitized(b"", plain)
        if reason:
            found.rejected[reason] += 1
        else:
            found.accepted.append(Accepted(Parameters(), b"", plain))
        return found

    def _timing(self, accepted: list[Accepted]) -> tuple[Rung, bool]:
        assert self.generator is not None
        return find_timing(self.generator, self.trial, accepted)

    def _without_input(self, only: Accepted) -> _Found:
        """A program that reads nothing has one input; it must at least do the same twice."""
        reason = needs_from_outside(self.source, only.observation)
        if reason:
            raise SourceError(f"{self.source.path}: {reason}")
        again = self.trial.plain(b"")
        if not isinstance(again, Observation) or again.outcome != only.observation.outcome:
            raise SourceError(f"{self.source.path}: {OTHER_EVERY_TIME}")
        self._refuse_clocks([only])
        case = Case(name="no-input", stdin=b"")
        startup = only.observation.cpu_s < ENOUGH_S / 4
        inputs = InputSet(
            source=InputSource.GENERATED,
            cases=(case,),
            timing=case,
            startup=startup,
            outcomes=1,
            note="the program reads no input: compared on its one run",
        )
        return _Found(inputs, Reference(observations=(only.observation,), timing=only.observation))

    def _no_inputs(self, found: Harvest) -> SourceError:
        reason = needs_from_outside(self.source, None) or found.commonest_rejection
        if not self.reads_input:
            return SourceError(f"{self.source.path}: reads no input, and its run is not clean: {reason}")
        return SourceError(
            f"{self.source.path}: no input was found on which it runs cleanly: {reason}; give --tests DIR"
        )

    def _constant(self, found: Harvest) -> SourceError:
        reason = needs_from_outside(self.source, None)
        what = f"prints the same on all {len(found.accepted)} generated inputs, so comparing shows nothing"
        return SourceError(f"{self.source.path}: {reason or what}; give --tests DIR")

    # ------------------------------------------------------------------------------------------------------- tests

    def from_tests(self, given: InputSet) -> _Found:
        observations = [self._on_test(case) for case in given.cases]
        pairs = [(case, seen) for case, seen in zip(given.cases, observations, strict=True) if seen is not None]
        self._refuse_clocks([Accepted(Parameters(), case.stdin, seen) for case, seen in pairs])
        if not pairs:
            raise SourceError(f"{self.source.path}: does not run to its end on any of {len(given.cases)} tests")
        self._trace(pairs)
        failing = [case for case, seen in pairs if seen.output is not None and not case.accepts(seen.output)]
        note = ""
        if len(pairs) < len(given.cases):
            note = f"the original does not run to its end on {len(given.cases) - len(pairs)} of the tests: left out"
        elif failing:
            note = (
                f"the original fails {len(failing)} of the tests (first: {failing[0].name}): compared to itself there"
            )
        slowest, seen = max(pairs, key=lambda pair: pair[1].cpu_s)
        timing, timed, startup = slowest, seen, False
        few = len({one.outcome for _, one in pairs}) < 2
        if self.generator is not None and (few or seen.cpu_s < ENOUGH_S):
            # What the candidate is not run on must not count as reached.
            found = harvest(self.generator, self.trial if few else self.trial.apart(), _BESIDE_TESTS)
            if few:
                pairs += self._cases(found)
                note = (
                    note or f"the tests show only one outcome: {len(found.accepted)} generated inputs are used as well"
                )
            if found.accepted and seen.cpu_s < ENOUGH_S:
                timing, timed, startup = self._larger(slowest, seen, found)
        elif seen.cpu_s < ENOUGH_S:
            startup = seen.cpu_s < ENOUGH_S / 4
        inputs = InputSet(
            source=InputSource.TESTS,
            cases=tuple(case for case, _ in pairs),
            timing=timing,
            startup=startup,
            outcomes=len({one.outcome for _, one in pairs}),
            note=note,
        )
        return _Found(inputs, Reference(observations=tuple(one for _, one in pairs), timing=timed))

    def _trace(self, pairs: list[tuple[Case, Observation]]) -> None:
        """Find out what tests reach; where one is too slow or unclean under sanitizers, that stays unknown."""
        budget_s = self.trial.meter.spent_s + _TRACED_TESTS_S
        for case, seen in pairs:
            if self.trial.meter.spent_s > budget_s or self.trial.sanitized(case.stdin, seen):
                self.trial.tracer.is_complete = False
                return

    def _cases(self, found: Harvest) -> list[tuple[Case, Observation]]:
        return [
            (Case(name=f"generated-{number}", stdin=one.stdin, generated=True), one.observation)
            for number, one in enumerate(found.accepted, start=1)
        ]

    def _on_test(self, case: Case) -> Observation | None:
        seen = self.trial.plain(case.stdin, cpu_s=max(_TESTS_CPU_S, self.settings.verify.run_timeout_s))
        return seen if isinstance(seen, Observation) else None

    def _larger(self, slowest: Case, seen: Observation, found: Harvest) -> tuple[Case, Observation, bool]:
        """Tests that are too small to time: a generated input, where one takes longer."""
        assert self.generator is not None
        rung, startup = find_timing(self.generator, self.trial, found.accepted)
        if rung.cpu_s <= _LONGER * seen.cpu_s:
            return slowest, seen, startup
        return Case(name="generated-large", stdin=rung.stdin, generated=True), rung.observation, startup
