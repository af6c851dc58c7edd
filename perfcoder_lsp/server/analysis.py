"""What the analysis process finds in texts, and what a planner predicts of the newest one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from perfcoder_lsp import pipeline
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.order import by_plan
from perfcoder_lsp.plan.planners import Predictor
from perfcoder_lsp.plan.static import StaticPlanner
from perfcoder_lsp.rewrite.pages import page_url
from perfcoder_lsp.server.messages import AnnotationProblem, Checked, CheckJob, Finding, PlanJob, Planned
from perfcoder_lsp.server.outline import outline
from perfcoder_lsp.settings import PlannerSettings, RulesSettings, Settings
from perfcoder_lsp.strategy import Plan
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.text import ByteRange

_MOST_FINDINGS = 250


@dataclass(frozen=True)
class _Found:
    """What the rules found in a text under these settings."""

    source: Source
    settings: Settings
    plan: Plan
    rewrites: tuple[Rewrite, ...]


class Analysis:
    """Keeps what was found in the newest text, and the planner's model once it was asked."""

    def __init__(self) -> None:
        self._newest: _Found | None = None
        self._planner: tuple[PlannerSettings, Predictor] | None = None

    def check(self, job: CheckJob) -> Checked:
        """Functions and static findings of a text. Raises PerfcoderError."""
        found = self._found(job)
        findings = _findings(found.rewrites, job.settings.rules)
        return Checked(
            functions=outline(found.source),
            findings=findings[:_MOST_FINDINGS],
            problems=tuple(
                AnnotationProblem(range=each.range, message=each.message)
                for each in pipeline.comment_problems(found.source)
            ),
            omitted=max(0, len(findings) - _MOST_FINDINGS),
        )

    def plan(self, job: PlanJob, superseded: Callable[[], bool]) -> Planned:
        """The findings of a check with what is predicted of them. Raises PerfcoderError."""
        found = self._found(job)
        plan = pipeline.predict(found.source, found.plan, self._predictor(job.settings.planner), superseded)
        if superseded():
            return Planned()
        findings = _findings(by_plan(found.rewrites, plan), job.settings.rules)
        alone = plan.planner == StaticPlanner.name
        return Planned(findings=findings[:_MOST_FINDINGS], note=plan.note if alone else "")

    def _found(self, job: CheckJob | PlanJob) -> _Found:
        text = job.text.encode()
        newest = self._newest
        if newest is None or (newest.source.path, newest.source.text, newest.settings) != (
            job.path,
            text,
            job.settings,
        ):
            source = Source.of(job.path, text)
            newest = self._newest = _Found(source, job.settings, *pipeline.check(source, job.settings))
        return newest

    def _predictor(self, settings: PlannerSettings) -> Predictor:
        if self._planner is None or self._planner[0] != settings:
            if self._planner is not None:
                self._planner[1].close()
            self._planner = settings, Predictor(settings)
        return self._planner[1]


def _findings(rewrites: Iterable[Rewrite], settings: RulesSettings) -> tuple[Finding, ...]:
    """One finding for each place and rule, in text order: alternative rewrites of one place are one thing to say."""
    return tuple(sorted(_by_place(rewrites, settings), key=lambda finding: finding.range.start))


def _by_place(rewrites: Iterable[Rewrite], settings: RulesSettings) -> Iterator[Finding]:
    by_place: dict[tuple[str, ByteRange], list[Rewrite]] = {}
    for rewrite in rewrites:
        by_place.setdefault((rewrite.strategies[0].name, _place(rewrite)), []).append(rewrite)
    for (rule, where), alternatives in by_place.items():
        strategy = alternatives[0].strategies[0]
        yield Finding(
            ids=tuple(rewrite.id for rewrite in alternatives),
            rule=rule,
            category=strategy.category,
            title=alternatives[0].title,
            explanation=strategy.explanation,
            range=where,
            notes=alternatives[0].notes,
            page=page_url(rule, settings),
            confidence=strategy.confidence,
            expected_gain=strategy.expected_gain,
        )


def _place(rewrite: Rewrite) -> ByteRange:
    """The code that the rewrite speaks of; for one of the whole file, its first edit."""
    edits = (edit.range for edit in rewrite.edits)
    return rewrite.strategies[0].range or min(edits, key=lambda where: where.start, default=ByteRange(start=0, end=0))
