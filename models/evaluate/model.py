"""A planner's model file, asked as the product asks it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from models.encode.sites import source_of
from models.evaluate.ratings import Ranking, Rating
from models.records import Labelled
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.embedded_planner import EmbeddedPlanner, checked_header
from perfcoder_lsp.plan.model.process import ModelProcess
from perfcoder_lsp.plan.order import unpredicted
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.strategy import Plan, Strategy


class ModelPlanner:
    """One model file; open it with `open_model`."""

    def __init__(self, name: str, planner: EmbeddedPlanner) -> None:
        self.name = name
        self._planner = planner

    def rankings(self, labelled: Labelled) -> Sequence[Ranking]:
        """The plan's order, with its confidence as chance. Raises ModelError, ModelDiedError."""
        known = [each.strategy for each in labelled.sites]
        plan = self.plan(source_of(labelled), known, labelled.counts)
        return [tuple(_rating(known.index(unpredicted(each)), each) for each in plan)]

    def plan(
        self, source: Source, known: Sequence[Strategy], counts: StatementCounts | None = None
    ) -> tuple[Strategy, ...]:
        """The strategies with what is predicted of them, in its order. Raises ModelError, ModelDiedError."""
        return self._planner.plan(source, Plan(planner="static", strategies=tuple(known)), counts=counts).strategies


@contextmanager
def open_model(name: str, path: Path) -> Iterator[ModelPlanner]:
    """The planner that a file holds, in a process of its own. Raises ModelError for a model of another vocabulary."""
    context = checked_header(path).shape.context
    process = ModelProcess(path, context, threads=1)
    try:
        yield ModelPlanner(name, EmbeddedPlanner(name, process, context))
    finally:
        process.close()


def _rating(site: int, predicted: Strategy) -> Rating:
    return Rating(
        site=site,
        expected=predicted.expected_gain or 1.0,
        chance=predicted.confidence,
        pays=not predicted.is_doubtful,
    )
