"""The one flow: source -> plan -> rewrite -> build -> verify -> measure -> suggestion.

The only place that knows the order. The editor server, the command line and the benchmark runner all call it.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from perfcoder_lsp.comparison import benchmark, verify_files
from perfcoder_lsp.cpp.functions import find_function, functions
from perfcoder_lsp.cpp.own_comments import Problem
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import PerfcoderError, SandboxError, UsageError
from perfcoder_lsp.learning import outcomes
from perfcoder_lsp.plan.order import by_plan
from perfcoder_lsp.plan.outcomes import Outcome, OutcomeLog
from perfcoder_lsp.plan.planners import Predictor
from perfcoder_lsp.plan.static import StaticPlanner
from perfcoder_lsp.plan.tuning import tuned
from perfcoder_lsp.request import Listener, Request, StageEvent
from perfcoder_lsp.rewrite.caveats import with_caveats
from perfcoder_lsp.rewrite.optimizer import open_optimizer
from perfcoder_lsp.rewrite.selection import ignore_problems
from perfcoder_lsp.search import Candidates, search
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.strategy import Plan, Strategy
from perfcoder_lsp.suggestion import Report, Rewrite
from perfcoder_lsp.text import ByteRange
from perfcoder_lsp.trial import Attempt, compile_once, open_trial
from perfcoder_lsp.typed_source import typed_source
from perfcoder_lsp.verify.functions import annotations

__all__ = ["benchmark", "check", "comment_problems", "optimize", "predict", "verify_files"]

NOTHING_FOUND = "no rule applies to this code"
NOTHING_FASTER = "no rewrite was both equal and at least {:.2f} times faster"
NOTHING_EXPECTED = "the planner expects that none of {} rewrites pays; --set planner.prune=late tries them"

_log = logging.getLogger("perfcoder.pipeline")


def check(source: Source, settings: Settings, function: str | None = None) -> tuple[Plan, tuple[Rewrite, ...]]:
    """What could be tried, from the text alone: nothing is compiled or run, no model is asked. Raises UsageError."""
    scope = _scope(source, function)
    plan = _known(source, settings, scope)
    return plan, _rewrites("rules", source, plan, settings, scope)


def predict(source: Source, known: Plan, predictor: Predictor, cancelled: Callable[[], bool] | None = None) -> Plan:
    """What was found, with what is expected of it, in the order that follows. Where no model can be asked, the plan's
    note says why."""
    return tuned(predictor.plan(source, known, cancelled))


def comment_problems(source: Source) -> tuple[Problem, ...]:
    """What comments `// perfcoder: …` ask for that can't be followed, in text order."""
    if b"perfcoder:" not in source.text:
        return ()
    found = (*annotations.problems(source), *ignore_problems(source))
    return tuple(sorted(found, key=lambda each: each.range.start))


def optimize(source: Source, request: Request, settings: Settings, listener: Listener) -> Report:
    """Find rewrites that are equal and faster, best first. Raises PerfcoderError with one line.

    Where nothing isolates, nothing is executed: the report then holds the rewrites as unverified, and the reason.
    """
    watch = Stopwatch()
    with watch.stage("build"):
        source = typed_source(source, settings)
    scope = _scope(source, request.function)
    with Predictor(settings.planner) as predictor:
        predicting = predictor.begin()
        with watch.stage("plan"):
            known = _known(source, settings, scope)
        with watch.stage("rewrite"):
            rewrites = _rewrites(request.optimizer, source, known, settings, scope)
        listener(StageEvent(stage="rewrite", message=f"{len(rewrites)} rewrites to try", done=1, total=1))

        def planned(counts: StatementCounts | None) -> _Planned:
            with watch.stage("plan"):
                return _Planned(predictor.plan(source, known, counts=counts), counts)

        work = _Work(source, request, settings, watch, listener)
        try:
            tried, attempts = work.judged(rewrites, planned, counting=predicting)
        except SandboxError as error:
            plan = planned(None).plan
            return _report(source, plan, [], watch, str(error), unverified=by_plan(rewrites, plan))
    if settings.planner.learn:
        _keep(outcomes(source, tried.predicted, tried.counts, attempts), settings)
    note = NOTHING_FASTER.format(settings.measure.minimum_speedup) if attempts else NOTHING_FOUND
    if rewrites and not attempts:
        note = NOTHING_EXPECTED.format(len(rewrites))
    return _report(source, tried.plan, attempts, watch, note)


@dataclass(frozen=True)
class _Planned:
    """What a planner predicted, knowing the `counts` of a run if there were any."""

    predicted: Plan
    counts: StatementCounts | None = None

    @property
    def plan(self) -> Plan:
        """As this machine's own measurements have it."""
        return tuned(self.predicted)


@dataclass(frozen=True)
class _Work:
    """One request to optimize a source."""

    source: Source
    request: Request
    settings: Settings
    watch: Stopwatch
    listener: Listener

    def judged(
        self, rewrites: tuple[Rewrite, ...], planned: Callable[[StatementCounts | None], _Planned], *, counting: bool
    ) -> tuple[_Planned, list[Attempt]]:
        """What came of the rewrites, and the plan in whose order they were tried: one made with counts of a run where
        these are wanted (`counting`) and can be had. Raises SandboxError, SourceError."""
        if not rewrites:
            compile_once(self.source, self.request, self.settings, self.watch)
            return planned(None), []
        with open_trial(
            self.source, rewrites, self.request, self.settings, self.watch, self.listener, counting=counting
        ) as trial:
            known = planned(trial.counts)
            candidates = Candidates.of(by_plan(rewrites, known.plan), self.settings.planner.prune)
            if not candidates.all:
                return known, []
            budget = self.request.budget_s or self.settings.budget_s
            return known, search(trial, candidates, self.listener, lambda: self.watch.total > budget)


def _known(source: Source, settings: Settings, scope: ByteRange | None) -> Plan:
    """What the rules say of a place, and of the file as a whole."""
    plan = StaticPlanner(settings).plan(source)
    found = tuple(each for each in plan.strategies if each.range is None or _is_within(scope, each))
    return plan.model_copy(update={"strategies": found})


def _rewrites(
    optimizer: str, source: Source, plan: Plan, settings: Settings, scope: ByteRange | None
) -> tuple[Rewrite, ...]:
    """What carries out the plan, in its order."""
    found = open_optimizer(optimizer, settings).rewrites(source, plan)
    inside = [each for each in found if all(_is_within(scope, strategy) for strategy in each.strategies)]
    return with_caveats(source, by_plan(inside, plan))


def _scope(source: Source, name: str | None) -> ByteRange | None:
    """The place of the named function; None without a name. Raises UsageError where it is unknown."""
    if name is None:
        return None
    function = find_function(source, name)
    if function is None:
        raise UsageError(f"{source.path}: no function {name!r} here; `perfcoder check` lists what there is")
    return function.range


def _is_within(scope: ByteRange | None, strategy: Strategy) -> bool:
    return scope is None or (strategy.range is not None and scope.contains(strategy.range))


def _keep(found: Iterable[Outcome], settings: Settings) -> None:
    """A disk that is full is no reason to lose the report."""
    try:
        OutcomeLog(settings.cache.directory).add(found)
    except PerfcoderError as error:
        _log.warning("what was measured is not kept: %s", error)


def _report(
    source: Source,
    plan: Plan,
    attempts: list[Attempt],
    watch: Stopwatch,
    note: str,
    unverified: tuple[Rewrite, ...] | None = None,
) -> Report:
    """`note` is for the case that there is no suggestion."""
    found = [attempt.suggestion for attempt in attempts if attempt.suggestion]
    suggestions = sorted(found, key=lambda suggestion: -suggestion.measurement.speedup_low)
    return Report(
        file=str(source.path),
        functions=tuple(function.qualified_name for function in functions(source)),
        plan=plan,
        suggestions=tuple(suggestions),
        rejected=tuple(attempt.rejected for attempt in attempts if attempt.rejected),
        best=suggestions[0].id if suggestions else None,
        elapsed_s=watch.elapsed(),
        note="" if suggestions else note,
        unverified=unverified,
    )
