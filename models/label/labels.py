"""What the strategies of a program's static plan are worth, each alone and all that pay together."""

import resource
from collections.abc import Sequence
from dataclasses import dataclass

from models.label.bench import Bench
from models.label.effect import Effect
from models.records import Labelled, Program, SiteLabel
from perfcoder_lsp import pipeline
from perfcoder_lsp.search import together
from perfcoder_lsp.strategy import Strategy
from perfcoder_lsp.suggestion import Rewrite


@dataclass(frozen=True)
class _Tried:
    rewrite: Rewrite
    effect: Effect


def label(program: Program, bench: Bench) -> Labelled:
    """The program with its labels. Raises UnmeasurableError, SourceError, SandboxError."""
    begun_s = _cpu_s()
    plan, rewrites = pipeline.check(bench.source(program), bench.settings)
    effects = bench.effects(program, rewrites) if rewrites else ()
    tried = [_Tried(*each) for each in zip(rewrites, effects, strict=True)]
    best = [(each, _best(each, tried)) for each in plan.strategies]
    return Labelled(
        program=program.model_copy(update={"timed": "", "checked": ()}),
        sites=tuple(_site(strategy, chosen, tried) for strategy, chosen in best),
        together=_joint_gain(program, bench, [chosen for _, chosen in best if chosen.effect.outcome == "faster"]),
        counts=bench.counts(program) if rewrites else None,
        cpu_s=round(_cpu_s() - begun_s, 3),
    )


def _best(strategy: Strategy, tried: Sequence[_Tried]) -> _Tried:
    """Of the ways to carry it out."""
    ways = [each for each in tried if strategy in each.rewrite.strategies]
    return max(ways, key=lambda each: (each.effect.outcome == "faster", each.effect.is_measured, each.effect.gain))


def _site(strategy: Strategy, best: _Tried, tried: Sequence[_Tried]) -> SiteLabel:
    ids = tuple(each.rewrite.id for each in tried if strategy in each.rewrite.strategies)
    return SiteLabel(strategy=strategy, rewrites=ids, **best.effect.model_dump())


def _joint_gain(program: Program, bench: Bench, paying: Sequence[_Tried]) -> float:
    """The gain of everything that pays, as far as it fits together, the largest gains first; that of the best part
    where there are no others, or all together are not equal."""
    ordered = sorted(paying, key=lambda each: -each.effect.gain)
    joint = together(each.rewrite for each in ordered)
    alone = ordered[0].effect.gain if ordered else 1.0
    if joint is None:
        return alone
    (effect,) = bench.effects(program, [joint.rewrite])
    return effect.gain if effect.is_measured else alone


def _cpu_s() -> float:
    """CPU seconds of this process and of what it waited for, compilers and programs among it."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in usages)
