"""The planner that needs no model: what the rules find, as strategies."""

from itertools import groupby

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.rule import Rule, all_rules
from perfcoder_lsp.rewrite.selection import find_rewrites, select_rules
from perfcoder_lsp.settings import RulesSettings, Settings
from perfcoder_lsp.strategy import Plan, Strategy


class StaticPlanner:
    """Names every rule that applies, with the place and the reason, the largest expected gain first.

    The expectation is the rule's prior from the catalogue, not a promise: the plan's order is the order in which
    rewrites are tried. `confidence` stays None, since nothing was estimated about this program.
    """

    name = "static"

    def __init__(self, settings: Settings | None = None, rules: tuple[Rule, ...] | None = None) -> None:
        """`rules` replaces all registered ones. Raises UsageError where the settings name an unknown rule."""
        known = all_rules() if rules is None else rules
        self._settings = settings.rules if settings else RulesSettings()
        self._rules = select_rules(known, self._settings) if settings else known

    def plan(self, source: Source) -> Plan:
        """One strategy for each finding; alternative rewrites of one place (same words) are one strategy."""
        by_gain = sorted(self._rules, key=lambda each: -each.gain)
        found = [
            strategy for rewrite in find_rewrites(by_gain, source, self._settings) for strategy in rewrite.strategies
        ]
        return Plan(planner=self.name, strategies=tuple(_without_repeats(found)))


def _without_repeats(strategies: list[Strategy]) -> list[Strategy]:
    return [strategy for strategy, _ in groupby(strategies)]
