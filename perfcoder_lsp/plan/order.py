"""The order that predictions give: of the strategies of a plan, and of the rewrites that carry them out."""

import math
from collections.abc import Iterable, Sequence

from perfcoder_lsp.strategy import Plan, Strategy
from perfcoder_lsp.suggestion import Rewrite


def by_prediction(strategies: Iterable[Strategy]) -> tuple[Strategy, ...]:
    """What is expected to pay, the most first; then that of which nothing was predicted, in its order; then what is
    doubtful."""
    return tuple(sorted(strategies, key=_rank))


def _rank(strategy: Strategy) -> tuple[int, float]:
    """Gains multiply, so the logarithm of the gain, times its probability, is what a strategy is expected to add."""
    if strategy.confidence is None:
        return 1, 0.0
    return 2 if strategy.is_doubtful else 0, -strategy.confidence * math.log(max(1.0, strategy.expected_gain or 1.0))


def by_plan(rewrites: Sequence[Rewrite], plan: Plan) -> tuple[Rewrite, ...]:
    """The rewrites in the order of the plan's strategies, which they get with what was predicted of them; what the plan
    does not name comes after what it expects to pay, as it was."""
    places = {unpredicted(each): place for place, each in reversed(list(enumerate(plan.strategies)))}
    unnamed = next((place for place, each in enumerate(plan.strategies) if each.is_doubtful), len(places))

    def place(rewrite: Rewrite) -> float:
        named = [places[key] for each in rewrite.strategies if (key := unpredicted(each)) in places]
        return min(named, default=unnamed - 0.5)

    def predicted(rewrite: Rewrite) -> Rewrite:
        keyed = ((each, places.get(unpredicted(each))) for each in rewrite.strategies)
        told = tuple(plan.strategies[at] if at is not None else each for each, at in keyed)
        return rewrite.model_copy(update={"strategies": told})

    return tuple(predicted(each) for each in sorted(rewrites, key=place))


def is_doubtful(rewrite: Rewrite) -> bool:
    """Whether nothing that it carries out is expected to pay."""
    return bool(rewrite.strategies) and all(each.is_doubtful for each in rewrite.strategies)


def unpredicted(strategy: Strategy) -> Strategy:
    """The strategy as the rules told it."""
    return strategy.model_copy(update={"confidence": None, "expected_gain": None})
