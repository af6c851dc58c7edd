"""Who turns a plan into rewrites: the protocol, the optimizer made of rules, and how installed ones are found."""

import logging
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol, cast, runtime_checkable

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.rewrite.rule import Rule, all_rules
from perfcoder_lsp.rewrite.selection import find_rewrites, select_rules
from perfcoder_lsp.settings import RulesSettings, Settings
from perfcoder_lsp.strategy import Plan
from perfcoder_lsp.suggestion import Rewrite

ENTRY_POINT_GROUP = "perfcoder_lsp.optimizers"

_log = logging.getLogger(__name__)


@runtime_checkable
class Optimizer(Protocol):
    """Turns a plan into rewrites. Nothing is executed and nothing is promised: the stages that follow decide."""

    @property
    def name(self) -> str: ...

    def rewrites(self, source: Source, plan: Plan) -> tuple[Rewrite, ...]: ...


class RulesOptimizer:
    """The deterministic rules that the settings let run and that the plan asks for."""

    name = "rules"

    def __init__(self, settings: Settings | None = None, rules: tuple[Rule, ...] | None = None) -> None:
        """`rules` replaces all registered ones. Raises UsageError where the settings name an unknown rule."""
        known = all_rules() if rules is None else rules
        self._settings = settings.rules if settings else RulesSettings()
        self._rules = select_rules(known, self._settings) if settings else known

    def rewrites(self, source: Source, plan: Plan) -> tuple[Rewrite, ...]:
        """The findings of every rule whose id is the name of a strategy of the plan, or whose category a strategy
        without a rule's name has; in the plan's order, each rewrite once."""
        return find_rewrites(_asked_for(self._rules, plan), source, self._settings)


def _asked_for(rules: tuple[Rule, ...], plan: Plan) -> tuple[Rule, ...]:
    by_id = {each.id: each for each in rules}
    ids = {each.id for each in all_rules()} | set(by_id)
    chosen: dict[str, Rule] = {}
    for strategy in plan.strategies:
        if strategy.name in ids:
            wanted = [by_id[strategy.name]] if strategy.name in by_id else []
        else:
            wanted = [each for each in rules if each.category == strategy.category]
        chosen |= {each.id: each for each in wanted if each.id not in chosen}
    return tuple(chosen.values())


@cache
def optimizer_names() -> tuple[str, ...]:
    """Names under which optimizers are installed."""
    return tuple(sorted(point.name for point in entry_points(group=ENTRY_POINT_GROUP)))


def open_optimizer(name: str, settings: Settings) -> Optimizer:
    """The optimizer of that name, made from the settings. Raises UsageError for an unknown or broken one."""
    points = entry_points(group=ENTRY_POINT_GROUP, name=name)
    if not points:
        raise UsageError(f"unknown optimizer {name!r}; installed are {', '.join(optimizer_names())}")
    try:
        make = cast("Callable[[Settings], Optimizer]", next(iter(points)).load())
    except Exception as error:
        _log.exception("optimizer %s can't be loaded", name)
        raise UsageError(f"optimizer {name!r} can't be loaded: {error}") from None
    return make(settings)
