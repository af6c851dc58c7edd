"""Which planner plans: the embedded one where there is one, a model of the user's, or the rules alone."""

import contextlib
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Protocol, Self

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.plan.asked import AskedPlanner
from perfcoder_lsp.plan.catalog import EMBEDDED, EMBEDDED_FILE, Catalog
from perfcoder_lsp.plan.embedded_planner import EmbeddedPlanner, checked_header, is_ours
from perfcoder_lsp.plan.model.gguf import read_header
from perfcoder_lsp.plan.model.process import ModelDiedError, ModelProcess
from perfcoder_lsp.settings import PlannerSettings
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.strategy import Plan

_AGAIN_S = 60.0
"""A model that can't be used is tried again after so long: somebody may have mended it."""

RULES_ALONE = "rules"
"""The name of the planner that asks no model."""


class Planner(Protocol):
    """Makes a plan out of what the rules know."""

    @property
    def name(self) -> str: ...

    def plan(self, source: Source, known: Plan, cancelled: Callable[[], bool] | None = None) -> Plan: ...


@contextlib.contextmanager
def open_planner(settings: PlannerSettings) -> Generator[Planner]:
    """The planner with the model that the settings name. Raises UsageError where there is no such model."""
    path = Catalog().path_of(settings.model)
    planner, process = (_embedded if is_ours(read_header(path)) else _asked)(settings, path)
    try:
        yield planner
    finally:
        process.close()


class Predictor:
    """Plans with the embedded model, or one of its kind that the settings name, in a process that begins with the first
    plan, or before; where that can't be, by the rules alone, and the plan's note says why."""

    def __init__(self, settings: PlannerSettings) -> None:
        self._settings = settings
        self._open: tuple[EmbeddedPlanner, ModelProcess] | None = None
        self._refusal: tuple[float, PerfcoderError] | None = None

    def begin(self) -> bool:
        """Have the model loaded while others go on. Whether one plans, as far as is known."""
        if self._refused is None:
            try:
                if self._planner() is not None and self._open is not None:
                    self._open[1].begin()
            except PerfcoderError as error:
                self._refuse(error)
        return self._open is not None and self._refused is None

    def plan(
        self,
        source: Source,
        known: Plan,
        cancelled: Callable[[], bool] | None = None,
        counts: StatementCounts | None = None,
    ) -> Plan:
        """The known strategies, predicted and ordered as far as possible; `counts` are those of a run."""
        if (refused := self._refused) is not None:
            return _by_rules(known, refused)
        try:
            planner = self._planner()
            return planner.plan(source, known, cancelled, counts) if planner is not None else known
        except ModelDiedError as error:
            return _by_rules(known, error)
        except PerfcoderError as error:
            self._refuse(error)
            return _by_rules(known, error)

    def close(self) -> None:
        """End the model's process."""
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _refused(self) -> PerfcoderError | None:
        """Why a model that failed is not asked again yet."""
        if self._refusal is None or time.monotonic() >= self._refusal[0]:
            return None
        return self._refusal[1]

    def _refuse(self, error: PerfcoderError) -> None:
        self._refusal = time.monotonic() + _AGAIN_S, error

    def _planner(self) -> EmbeddedPlanner | None:
        """None where this version has no model, where the settings want the rules alone, or a model that only
        `perfcoder plan` can ask. Raises ModelError, UsageError."""
        if self._open is None and (path := self._path()) is not None:
            self._open = _embedded(self._settings, path)
        return self._open[0] if self._open is not None else None

    def _path(self) -> Path | None:
        if self._settings.model == RULES_ALONE:
            return None
        if not self._settings.model:
            return EMBEDDED_FILE if EMBEDDED_FILE.is_file() else None
        path = Catalog().path_of(self._settings.model)
        return path if is_ours(read_header(path)) else None


def _by_rules(known: Plan, error: PerfcoderError) -> Plan:
    return known.model_copy(update={"note": f"the rules alone planned: {error}"})


def _embedded(settings: PlannerSettings, path: Path) -> tuple[EmbeddedPlanner, ModelProcess]:
    """With a model of our kind. Raises ModelError."""
    context = min(settings.context, checked_header(path).shape.context)
    process = ModelProcess(path, context, settings.threads, settings.idle_s)
    return EmbeddedPlanner(Path(settings.model).name or EMBEDDED, process, context), process


def _asked(settings: PlannerSettings, path: Path) -> tuple[AskedPlanner, ModelProcess]:
    process = ModelProcess(path, settings.context, settings.threads, settings.idle_s)
    return AskedPlanner(settings.model, process, settings.context, settings.answer), process
