"""What a plan is worth: the paper's reward (arXiv 2512.14018, equation 8), for the plan as the frozen optimizer, our
rule engine, carries it out.

The sites that the plan expects to pay are carried out together, in its order, as far as they fit together; the program
is built, compared and timed as for labels. What labels hold already, or what was measured before, costs nothing.
"""

import hashlib
import multiprocessing
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from types import TracebackType
from typing import Protocol, Self

from models.label.bench import Bench
from models.label.effect import Effect, UnmeasurableError
from models.records import Labelled, Outcome, Program
from perfcoder_lsp import child_process, pipeline
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.reading.prompt import GAINS, Expectation
from perfcoder_lsp.search import together
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.storage.cache import EntryCache
from perfcoder_lsp.storage.scratch import scratch_folder
from perfcoder_lsp.strategy import Strategy
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.text import Frozen

OMEGA = 100.0
"""The paper's penalty of what does not compile."""
MOST = GAINS[-1]
"""Larger speedups count as this, the largest that plans tell: else one outlier decides about all others' advantages
(the authors' code clips as well)."""
_CACHE, _RECORD = "rewards", "carried.json"


class Carried(Frozen):
    """What came of a plan: its outcome, None where it asks for nothing, and time before / time after."""

    outcome: Outcome | None = None
    speedup: float = 1.0


Plan = tuple[Strategy, ...]
"""What is to be carried out, in this order."""


def reward(carried: Carried, omega: float = OMEGA, most: float = MOST) -> float:
    """Equation 8: -omega where it does not compile, -1 where it is not equal or not faster, else the speedup squared.

    A plan of nothing leaves the program as it is: it compiles, is equal, and its speedup is exactly 1, so it gets 1.
    That is less than for anything faster and more than for what does not pay, so that where nothing pays, to say so is
    the best answer.
    """
    if carried.outcome is None:
        return 1.0
    if carried.outcome == "unbuilt":
        return -omega
    return min(most, carried.speedup) ** 2 if carried.outcome == "faster" else -1.0


def chosen(expected: Iterable[Expectation]) -> Plan:
    """The strategies that an answer expects to pay, the most first."""
    ordered = sorted(expected, key=lambda each: -each.gain)
    return tuple(each.site.strategy for each in ordered if each.gain > 1)


def known(labelled: Labelled, plan: Plan) -> Carried | None:
    """What labels say of a plan: of nothing, of one site, or of all that pay; None where they don't say."""
    if not plan:
        return Carried()
    by_strategy = {each.strategy: each for each in labelled.sites}
    paying = [each.strategy for each in labelled.sites if each.outcome == "faster"]
    if len(plan) == 1 and plan[0] in by_strategy:
        site = by_strategy[plan[0]]
        return Carried(outcome=site.outcome, speedup=site.gain)
    if set(plan) == set(paying) and labelled.together > 1:
        return Carried(outcome="faster", speedup=labelled.together)
    return None


def carried_out(rewrites: Sequence[Rewrite], plan: Plan) -> Rewrite | None:
    """The plan as one rewrite: the first way of each strategy, as far as they fit together; None where the rules don't
    find any of it."""
    ways = [next((way for way in rewrites if each in way.strategies), None) for each in plan]
    found = [each for each in ways if each is not None]
    joint = together(found)
    return joint.rewrite if joint is not None else next(iter(found), None)


class Rewards:
    """Rewards of plans for programs with labels; measures in processes of its own, inside of a with statement."""

    def __init__(
        self,
        programs: Mapping[str, Program],
        settings: Settings,
        workers: int = 1,
        omega: float = OMEGA,
        most: float = MOST,
    ) -> None:
        """`programs` by key hold their inputs."""
        self._programs = programs
        self._omega, self._most = omega, most
        self._seen: dict[tuple[str, Plan], Carried] = {}
        self._pool = ProcessPoolExecutor(
            workers, multiprocessing.get_context("spawn"), initializer=_open_bench, initargs=(settings, os.getpid())
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def of(self, asked: Sequence[tuple[Labelled, Plan]]) -> list[float]:
        """One reward for each plan. Raises SandboxError where nothing may be executed."""
        keys = [(labelled.program.key, plan) for labelled, plan in asked]
        for key, (labelled, plan) in zip(keys, asked, strict=True):
            told = known(labelled, plan)
            if told is not None:
                self._seen.setdefault(key, told)
        missing = list(dict.fromkeys(key for key in keys if key not in self._seen))
        found = self._pool.map(_measured, [self._programs[key] for key, _ in missing], [plan for _, plan in missing])
        self._seen.update(zip(missing, found, strict=True))
        return [reward(self._seen[key], self._omega, self._most) for key in keys]


class _Worker:
    """What a process of the pool holds: it opens a sandbox once."""

    bench: Bench


def _open_bench(settings: Settings, parent: int) -> None:
    child_process.end_with(parent)
    _Worker.bench = Bench(settings)


def _measured(program: Program, plan: Plan) -> Carried:
    return carried(program, plan, _Worker.bench)


class Measures(Protocol):
    """What is needed of a bench."""

    @property
    def settings(self) -> Settings: ...

    def source(self, program: Program) -> Source: ...

    def effects(self, program: Program, rewrites: Sequence[Rewrite]) -> tuple[Effect, ...]: ...


def carried(program: Program, plan: Plan, bench: Measures) -> Carried:
    """Build, compare and time a plan, or take what an earlier run found for the same texts and inputs.

    Raises SandboxError, SourceError.
    """
    source = bench.source(program)
    _, rewrites = pipeline.check(source, bench.settings)
    joint = carried_out(rewrites, plan)
    if joint is None:
        return Carried()
    cache = bench.settings.cache
    entries = EntryCache(cache.directory, _CACHE, cache.size_mb << 20)
    key = _content(program, source.edited(joint.edits).text, bench.settings)
    entry = entries.find(key)
    if entry is not None:
        return Carried.model_validate_json((entry / _RECORD).read_text(encoding="utf-8"))
    found = _tried(program, joint, bench)
    with scratch_folder(cache.directory) as folder:
        (folder / _RECORD).write_text(found.model_dump_json(), encoding="utf-8")
        entries.store(key, {_RECORD: folder / _RECORD}, (), folder)
    return found


def _tried(program: Program, joint: Rewrite, bench: Measures) -> Carried:
    try:
        (effect,) = bench.effects(program, [joint])
    except UnmeasurableError:
        return Carried(outcome="undecided")
    return Carried(outcome=effect.outcome, speedup=effect.gain)


def _content(program: Program, after: bytes, settings: Settings) -> str:
    """Of everything that the outcome depends on, on one machine."""
    texts = (program.source, settings.build.model_dump_json(), program.timed, *program.checked)
    digest = hashlib.sha256()
    for part in (after, *(each.encode() for each in texts)):
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.hexdigest()
