"""The search by measurement: which rewrites, together, make the program fastest.

Each gate's answer costs seconds, so what can be learned from one attempt decides about the next: the most promising
rewrite first, so that something can be offered soon; then all that fit together at once; then the others alone. What
gains nothing alone is left out of the combination unless that makes it slower. What the planner does not expect to pay
is tried after all that, and at the end each part is left out once, to say what it contributes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from perfcoder_lsp.plan.order import is_doubtful
from perfcoder_lsp.request import Listener, RejectionEvent, StageEvent, SuggestionEvent
from perfcoder_lsp.rewrite.combine import combined
from perfcoder_lsp.suggestion import Contribution, Rewrite
from perfcoder_lsp.trial import Attempt, Trial


@dataclass(frozen=True)
class Candidates:
    """Rewrites in the order in which they are tried; those in `late` once the others and their combinations were,
    alone, and with the best only where they gain something alone."""

    first: tuple[Rewrite, ...]
    late: tuple[Rewrite, ...] = ()

    @classmethod
    def of(cls, rewrites: tuple[Rewrite, ...], prune: Literal["late", "never", "always"]) -> "Candidates":
        """As the setting `planner.prune` has it with what is not expected to pay. Where that is all, none is late."""
        promising = tuple(each for each in rewrites if prune == "never" or not is_doubtful(each))
        late = tuple(each for each in rewrites if is_doubtful(each)) if prune == "late" else ()
        return cls(promising, late) if promising else cls(late)

    @property
    def all(self) -> tuple[Rewrite, ...]:
        return (*self.first, *self.late)


def search(trial: Trial, candidates: Candidates, listener: Listener, expired: Callable[[], bool]) -> list[Attempt]:
    """What came of the rewrites, and of their combinations that are faster than any part; at least one of them is tried
    whatever the budget says."""
    steps = _Search(trial, listener, expired, len(candidates.all))
    attempts, best = steps.promising(candidates.first)
    late = steps.each(candidates.late)
    attempts += late
    best = steps.extended(best, _fastest_first(each for each in late if each.suggestion))
    if best is not None and len(best.parts) > 1:
        attempts.append(steps.announced(steps.contributing(best)))
    return attempts


@dataclass(frozen=True)
class Together:
    """Rewrites that fit together, and all of them as one."""

    rewrite: Rewrite
    parts: tuple[Rewrite, ...]


def together(rewrites: Iterable[Rewrite]) -> Together | None:
    """As many of the rewrites as fit together, the first ones first; None where not even two do."""
    joint: Rewrite | None = None
    parts: list[Rewrite] = []
    for each in rewrites:
        more = each if joint is None else combined(joint, each)
        if more is not None:
            joint = more
            parts.append(each)
    return Together(joint, tuple(parts)) if joint is not None and len(parts) > 1 else None


@dataclass(frozen=True)
class _Combination:
    """An attempt at several rewrites, each of which may have been attempted alone."""

    attempt: Attempt
    parts: tuple[Rewrite, ...]


@dataclass
class _Search:
    trial: Trial
    listener: Listener
    expired: Callable[[], bool]
    total: int
    done: int = 0
    told: dict[str, float] = field(default_factory=dict[str, float])
    """The speedups of the suggestions that were announced, by id."""

    def promising(self, rewrites: tuple[Rewrite, ...]) -> tuple[list[Attempt], _Combination | None]:
        """What came of each rewrite, and the best of them together: all are tried right after the first."""
        everything = together(rewrites)
        self.trial.expect((rewrites[0], *([everything.rewrite] if everything else []), *rewrites[1:]))
        attempts = [self.attempt(rewrites[0])]
        joint = self.attempt(everything.rewrite) if everything is not None and not self.expired() else None
        if joint is not None and joint.rewrite.is_proved:  # else its parts have to be equal alone as well, see below
            self.announced_if_best(joint)
        attempts += self.each(rewrites[1:])
        alone = {each.rewrite.id: each for each in attempts}
        parts = everything.parts if everything is not None else ()
        unsound = any(each.id in alone and not alone[each.id].equal for each in parts)
        if joint is not None and joint.suggestion and not unsound:
            return attempts, self.trimmed(_Combination(self.announced_if_best(joint), parts), alone)
        return attempts, self.extended(None, _fastest_first(each for each in attempts if each.equal))

    def each(self, rewrites: tuple[Rewrite, ...]) -> list[Attempt]:
        """Each alone, while there is time."""
        return [self.attempt(rewrite) for rewrite in rewrites if not self.expired()]

    def attempt(self, rewrite: Rewrite) -> Attempt:
        """Take it through the gates; one that stands alone is announced."""
        done = min(self.done, self.total)
        self.listener(StageEvent(stage="measure", message=rewrite.title, done=done, total=self.total))
        tried = self.trial.attempt(rewrite)
        self.done += 1
        return tried if len(rewrite.strategies) > 1 else self.announced(tried)

    def joined(self, rewrite: Rewrite) -> Attempt:
        """The same of a combination, which is announced where it is faster than all told so far."""
        return self.announced_if_best(self.attempt(rewrite))

    def announced_if_best(self, attempt: Attempt) -> Attempt:
        best = max(self.told.values(), default=1.0)
        return self.announced(attempt) if attempt.suggestion and attempt.speedup > best else attempt

    def announced(self, attempt: Attempt) -> Attempt:
        if attempt.suggestion:
            if attempt.rewrite.id not in self.told:
                self.listener(SuggestionEvent(suggestion=attempt.suggestion))
            self.told[attempt.rewrite.id] = attempt.speedup
        elif attempt.rejected:
            self.listener(RejectionEvent(rejection=attempt.rejected))
        return attempt

    def trimmed(self, joint: _Combination, alone: dict[str, Attempt]) -> _Combination:
        """Without the parts that gain nothing alone, unless it is slower then."""
        paying = [each for each in joint.parts if each.id not in alone or alone[each.id].suggestion]
        if len(paying) == len(joint.parts) or self.expired():
            return joint
        less = together(paying)
        if less is None:
            smaller = _Combination(alone[paying[0].id], tuple(paying)) if paying and paying[0].id in alone else None
        else:
            smaller = _Combination(self.joined(less.rewrite), less.parts)
        if smaller is None or not smaller.attempt.suggestion or self._faster(smaller.attempt, joint.attempt):
            return joint
        return smaller

    def extended(self, best: _Combination | None, others: list[Attempt]) -> _Combination | None:
        """The best one extended by whatever makes it faster still: where all together fail, some may not."""
        for other in others:
            if best is None:
                best = _Combination(other, (other.rewrite,))
                continue
            if self.expired():
                break
            joint = combined(best.attempt.rewrite, other.rewrite)
            tried = self.joined(joint) if joint is not None else None
            if tried is None or not tried.suggestion:
                continue
            if not best.attempt.suggestion or self._faster(best.attempt, tried):
                best = _Combination(tried, (*best.parts, other.rewrite))
        return best

    def contributing(self, best: _Combination) -> Attempt:
        """The attempt with what each part adds to the others; without those that add nothing, unless it is slower."""
        measured = self._with_contributions(best)
        adding = {each.name for each in measured.contributions if each.speedup_low > 1}
        less = together(each for each in best.parts if _name(each) in adding)
        if self.expired() or less is None or len(less.parts) == len(best.parts):
            return measured
        smaller = self.joined(less.rewrite)
        if not smaller.suggestion or self._faster(smaller, measured):
            return measured
        return replace(smaller, contributions=tuple(each for each in measured.contributions if each.name in adding))

    def _with_contributions(self, best: _Combination) -> Attempt:
        found: list[Contribution] = []
        for part in best.parts:
            rest = together(each for each in best.parts if each is not part)
            without = rest.rewrite if rest is not None else next(each for each in best.parts if each is not part)
            ratio = None if self.expired() else self.trial.compared(Attempt(without), best.attempt)
            if ratio is not None:
                found.append(
                    Contribution(
                        name=_name(part), speedup=ratio.speedup, speedup_low=ratio.low, speedup_high=ratio.high
                    )
                )
        return replace(best.attempt, contributions=tuple(found))

    def _faster(self, base: Attempt, other: Attempt) -> bool:
        ratio = self.trial.compared(base, other)
        return ratio is not None and ratio.claimed


def _fastest_first(attempts: Iterable[Attempt]) -> list[Attempt]:
    return sorted(attempts, key=lambda each: -each.speedup)


def _name(part: Rewrite) -> str:
    return "+".join(strategy.name for strategy in part.strategies)
