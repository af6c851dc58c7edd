"""Whether fragments are right: each is built and run in a few programs, with sanitizers in one that holds it twice."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from models.generate.catalog import Fragment
from models.generate.compose import composed
from models.records import Program
from perfcoder_lsp.build import SANITIZER_ENVIRONMENT, Build, Builder, BuildFailure, Job, Variant, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.static import StaticPlanner
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.text import Frozen

ASKED_MS = (4.0, 12.0, 40.0)
_LIMITS = Limits(cpu_s=5, wall_s=20, address_space=False)


class Tried(Frozen):
    """One program of a fragment: `took_ms` is its CPU time, `rules` what the static planner named in it, `problem`
    why it is no good ("" if it is)."""

    seed: str
    source: str = ""
    asked_ms: float = 0
    took_ms: float = 0
    rules: tuple[str, ...] = ()
    problem: str = ""


class Checked(Frozen):
    """What became of one fragment in all its programs."""

    fragment: Fragment
    tried: tuple[Tried, ...]

    @property
    def problems(self) -> tuple[Tried, ...]:
        return tuple(each for each in self.tried if each.problem)

    def told(self) -> Iterator[str]:
        """In lines: what fails, what was found against what was expected, how long runs took."""
        found = {rule for each in self.tried for rule in each.rules}
        timed = [each for each in self.tried if each.took_ms]
        yield f"{'FAILS' if self.problems else 'ok':6}{self.fragment.name}"
        if timed:
            asked, took = ([f"{getattr(each, kind):.0f}" for each in timed] for kind in ("asked_ms", "took_ms"))
            yield f"      asked for {', '.join(asked)} ms, took {', '.join(took)} ms"
        expected = set(self.fragment.rules)
        met, missing, more = map(_listed, (expected & found, expected - found, found - expected))
        yield f"      found: {met}; not found: {missing}; besides: {more}"
        yield from (f"      {each.seed}: {each.problem}" for each in self.problems)


class Checker:
    """Builds and runs programs by the product's own builder, in its sandbox."""

    def __init__(self, sandbox: Sandbox, settings: Settings) -> None:
        self._sandbox = sandbox
        self._settings = settings
        self._builder = Builder(sandbox, settings)
        self._planner = StaticPlanner()

    def checked(self, fragment: Fragment, draws: int) -> Checked:
        """`draws` programs, asked to run for various times, and one that holds the fragment twice."""
        tried = [self._tried((fragment,), f"check {i}", ASKED_MS[i % len(ASKED_MS)]) for i in range(draws)]
        twice = (fragment,) if fragment.takes == "whole" else (fragment, fragment)
        tried.append(self._tried(twice, "sanitized", ASKED_MS[0], Variant.SANITIZED))
        return Checked(fragment=fragment, tried=tuple(tried))

    def _tried(
        self, chosen: tuple[Fragment, ...], seed: str, asked_ms: float, variant: Variant = Variant.TIMING
    ) -> Tried:
        try:
            program = composed(chosen, seed, asked_ms)
        except UsageError as error:
            return Tried(seed=seed, problem=str(error))
        return self.tried(program, seed, variant).model_copy(update={"asked_ms": asked_ms})

    def tried(self, program: Program, seed: str, variant: Variant = Variant.TIMING) -> Tried:
        """What becomes of a program: where `variant` is sanitized, on its small inputs only."""
        tried = Tried(seed=seed, source=program.source, rules=self.found(program))
        build = self._built(program, variant)
        if isinstance(build, BuildFailure):
            return tried.model_copy(update={"problem": build.message})
        if variant is Variant.SANITIZED:
            return tried.model_copy(update={"problem": self._run(build, program.checked, SANITIZER_ENVIRONMENT)[1]})
        took_ms, problem = self._run(build, (*program.checked, program.timed), None)
        return tried.model_copy(update={"problem": problem, "took_ms": took_ms})

    def found(self, program: Program) -> tuple[str, ...]:
        """The ids of the rules that find something in it."""
        plan = self._planner.plan(_source(program))
        return tuple(sorted({each.name for each in plan.strategies}))

    def _built(self, program: Program, variant: Variant) -> Build | BuildFailure:
        source = _source(program)
        return self._builder.build_job(Job(source, compile_command(source, self._settings.build), variant))

    def _run(self, build: Build, inputs: tuple[str, ...], environment: Mapping[str, str] | None) -> tuple[float, str]:
        """The CPU time in ms on the last input, and what went wrong on the first that does not end well."""
        took = 0.0
        with self._sandbox.session({"it": build.binary}, _LIMITS, environment=environment) as session:
            for text in inputs:
                run = session.run("it", text.encode(), keep_output=True)
                if not run.succeeded or run.stderr:
                    complaint = run.stderr.decode(errors="replace").strip().splitlines()
                    why = next((line for line in complaint if "rror" in line), f"exit code {run.exit_code}")
                    return took, f"{run.status} on input {text[:60]!r}: {why}"
                if not run.output:
                    return took, f"prints nothing on input {text[:60]!r}"
                took = run.cpu_s * 1000
        return took, ""


def _source(program: Program) -> Source:
    return Source.of(Path("/generated/program.cpp"), program.source.encode())


def _listed(rules: set[str]) -> str:
    return " ".join(sorted(rules)) or "none"
