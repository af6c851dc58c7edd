"""The one flow: source -> plan -> rewrite -> build -> verify -> measure -> suggestion.

The only place that knows the order. The editor server, the command line and the benchmark runner all call it.
"""

from perfcoder_lsp.comparison import benchmark, verify_files
from perfcoder_lsp.cpp.functions import find_function, functions
from perfcoder_lsp.cpp.own_comments import Problem
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SandboxError, UsageError
from perfcoder_lsp.plan.static import StaticPlanner
from perfcoder_lsp.request import Listener, Request, StageEvent
from perfcoder_lsp.rewrite.caveats import with_caveats
from perfcoder_lsp.rewrite.optimizer import open_optimizer
from perfcoder_lsp.rewrite.selection import ignore_problems
from perfcoder_lsp.search import search
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.strategy import Plan
from perfcoder_lsp.suggestion import Report, Rewrite
from perfcoder_lsp.trial import Attempt, compile_once, open_trial
from perfcoder_lsp.typed_source import typed_source
from perfcoder_lsp.verify.functions import annotations

__all__ = ["benchmark", "check", "comment_problems", "optimize", "verify_files"]

NOTHING_FOUND = "no rule applies to this code"
NOTHING_FASTER = "no rewrite was both equal and at least {:.2f} times faster"


def check(source: Source, settings: Settings, function: str | None = None) -> tuple[Plan, tuple[Rewrite, ...]]:
    """What could be tried, from the text alone: nothing is compiled or run. Raises UsageError."""
    plan = StaticPlanner(settings).plan(source)
    rewrites = open_optimizer("rules", settings).rewrites(source, plan)
    return plan, with_caveats(source, _within(source, function, rewrites))


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
    with watch.stage("plan"):
        plan = StaticPlanner(settings).plan(source)
    with watch.stage("rewrite"):
        optimizer = open_optimizer(request.optimizer, settings)
        rewrites = with_caveats(source, _within(source, request.function, optimizer.rewrites(source, plan)))
    listener(StageEvent(stage="rewrite", message=f"{len(rewrites)} rewrites to try", done=1, total=1))
    try:
        attempts = _judged(source, rewrites, request, settings, watch, listener)
    except SandboxError as error:
        return _report(source, plan, [], watch, str(error), unverified=rewrites)
    note = NOTHING_FASTER.format(settings.measure.minimum_speedup) if attempts else NOTHING_FOUND
    return _report(source, plan, attempts, watch, note)


def _judged(
    source: Source,
    rewrites: tuple[Rewrite, ...],
    request: Request,
    settings: Settings,
    watch: Stopwatch,
    listener: Listener,
) -> list[Attempt]:
    if not rewrites:
        compile_once(source, request, settings, watch)
        return []
    with open_trial(source, rewrites, request, settings, watch, listener) as trial:
        budget = request.budget_s or settings.budget_s
        return search(trial, rewrites, listener, lambda: watch.total > budget)


def _within(source: Source, name: str | None, rewrites: tuple[Rewrite, ...]) -> tuple[Rewrite, ...]:
    """The rewrites that speak of the named function; all of them without a name. Raises UsageError if unknown."""
    if name is None:
        return rewrites
    function = find_function(source, name)
    if function is None:
        raise UsageError(f"{source.path}: no function {name!r} here; `perfcoder check` lists what there is")
    return tuple(
        rewrite
        for rewrite in rewrites
        if all(
            strategy.range is not None and function.range.contains(strategy.range) for strategy in rewrite.strategies
        )
    )


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
