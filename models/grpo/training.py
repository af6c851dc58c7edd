"""Group relative policy optimization, step by step.

A group of plans is drawn for each program under the constraint of rounds, each is carried out by the rule engine and
rewarded by what that gains (`reward.py`). It is written here since TRL trains Hugging Face checkpoints only.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import torch
from pydantic import Field

from models.encode.sites import sites_of, source_of
from models.grpo.objective import Group, advantages, log_probabilities, objective
from models.grpo.reward import MOST, OMEGA, Plan, chosen
from models.network import checkpoint
from models.network.decode import answers
from models.network.transformer import Network
from models.records import Labelled, append, read
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.reading.prompt import ROUND, Prompt, prompt, read_answer
from perfcoder_lsp.plan.reading.sites import MOST_SITES
from perfcoder_lsp.text import Frozen

_ANSWER = ROUND * MOST_SITES + 1
_LARGEST_NORM = 1.0


class GrpoSettings(Frozen):
    """Section `grpo` of a recipe. The paper's: groups of four, temperature 0.7, all tokens (top-p 1), 3e-6.

    Each step draws `group` plans for each of `prompts` programs, and goes `updates` times over them. `clip` and `beta`
    are those of equation 12, `omega` and `most` those of the reward. The training ends after `steps`, or `minutes`.
    Every `every` steps, the likeliest plans for `aside` programs, which are not trained on, are rewarded.
    """

    steps: int = Field(default=100, ge=1)
    minutes: float = Field(default=30.0, gt=0)
    prompts: int = Field(default=8, ge=1)
    group: int = Field(default=4, ge=2)
    updates: int = Field(default=1, ge=1)
    temperature: float = Field(default=0.7, gt=0)
    learning_rate: float = Field(default=3e-6, gt=0)
    clip: float = Field(default=0.2, gt=0, lt=1)
    beta: float = Field(default=0.04, ge=0)
    omega: float = Field(default=OMEGA, ge=1)
    most: float = Field(default=MOST, gt=1)
    every: int = Field(default=10, ge=1)
    aside: int = Field(default=16, ge=1)
    save_minutes: float = Field(default=3.0, gt=0)
    seed: int = 1
    threads: int = Field(default=2, ge=1)
    workers: int = Field(default=2, ge=1)


class Step(Frozen):
    """A line of the curve: means over the step's plans, `aside` the mean reward of the likeliest plans for the programs
    that are kept aside (None: not asked at this step). `telling` is the share of groups whose rewards differ."""

    step: int
    reward: float
    empty: float
    faster: float
    telling: float
    divergence: float
    clipped: float
    aside: float | None = None
    seconds: float


@dataclass(frozen=True)
class Question:
    """A program that plans are drawn for."""

    labelled: Labelled
    prompt: Prompt

    def plan(self, answer: Sequence[int]) -> Plan:
        """What an answer asks for."""
        return chosen(read_answer(answer, self.prompt.sites))


Judge = Callable[[Sequence[tuple[Labelled, Plan]]], list[float]]
"""Rewards of plans."""


class Training:
    """A policy on its way from the reference, step by step; the same seed draws the same plans."""

    def __init__(
        self, reference: Network, policy: Network, questions: Sequence[Question], settings: GrpoSettings
    ) -> None:
        """The first `aside` questions are kept aside. Raises UsageError where no others are left."""
        if len(questions) <= settings.aside:
            raise UsageError(f"{len(questions)} programs with sites are too few: {settings.aside} are kept aside")
        self.policy, self._reference = policy, reference
        self._settings = settings
        self._aside, self._questions = questions[: settings.aside], questions[settings.aside :]
        self._optimizer = torch.optim.AdamW(policy.parameters(), settings.learning_rate, weight_decay=0.0)
        self._generator = torch.Generator().manual_seed(settings.seed)

    def state(self) -> dict[str, object]:
        """What it takes to go on as if nothing had happened."""
        return {"optimizer": self._optimizer.state_dict(), "generator": self._generator.get_state()}

    def restore(self, state: dict[str, object]) -> None:
        """Go on from there; the policy has its weights already."""
        self._optimizer.load_state_dict(state["optimizer"])  # pyright: ignore[reportArgumentType]
        self._generator.set_state(state["generator"])  # pyright: ignore[reportArgumentType]

    def step(self, number: int, judge: Judge) -> Step:
        """Draw, reward, and update."""
        begin, settings = time.monotonic(), self._settings
        asked = [each for question in self._batch(number) for each in [question] * settings.group]
        drawn = [answer for question in self._batch(number) for answer in self._drawn(question, settings.group)]
        plans = [question.plan(answer) for question, answer in zip(asked, drawn, strict=True)]
        rewards = judge([(question.labelled, plan) for question, plan in zip(asked, plans, strict=True)])
        groups = [
            (Group.of(asked[at].prompt.tokens, asked[at].prompt.rounds, drawn[at:end]), advantages(rewards[at:end]))
            for at, end in ((at, at + settings.group) for at in range(0, len(asked), settings.group))
        ]
        divergence, clipped = self._updated(groups)
        return Step(
            step=number,
            reward=fmean(rewards),
            empty=fmean(not each for each in plans),
            faster=fmean(each > 1 for each in rewards),
            telling=fmean(bool(each.any()) for _, each in groups),
            divergence=divergence,
            clipped=clipped,
            aside=self.aside(judge) if number % settings.every == 0 else None,
            seconds=time.monotonic() - begin,
        )

    def aside(self, judge: Judge) -> float:
        """The mean reward of the likeliest plans for the programs that are kept aside."""
        plans = [question.plan(self._likeliest(question)) for question in self._aside]
        return fmean(judge([(each.labelled, plan) for each, plan in zip(self._aside, plans, strict=True)]))

    def _batch(self, number: int) -> list[Question]:
        """Each question once before any comes again, always in another order."""
        count = len(self._questions)
        places = range((number - 1) * self._settings.prompts, number * self._settings.prompts)
        return [
            self._questions[_shuffled(count, self._settings.seed, place // count)[place % count]] for place in places
        ]

    def _drawn(self, question: Question, count: int) -> list[list[int]]:
        asked = question.prompt
        return answers(self.policy, asked.tokens, asked.rounds, count, self._settings.temperature, self._generator)

    def _likeliest(self, question: Question) -> list[int]:
        (answer,) = answers(self.policy, question.prompt.tokens, question.prompt.rounds)
        return answer

    def _updated(self, groups: Sequence[tuple[Group, torch.Tensor]]) -> tuple[float, float]:
        """Go over the groups; the last update's divergence and clipped share."""
        settings = self._settings
        old = [self._fixed(self.policy, group) for group, _ in groups]
        reference = [self._fixed(self._reference, group) for group, _ in groups]
        divergences: list[float] = []
        clipped: list[float] = []
        for _ in range(settings.updates):
            self._optimizer.zero_grad()
            for (group, advantage), before, base in zip(groups, old, reference, strict=True):
                new = log_probabilities(self.policy, group, settings.temperature)
                mask, advantage = group.mask.to(new.device), advantage.to(new.device)
                found = objective(new, before, base, mask, advantage, settings.clip, settings.beta)
                (found.loss / len(groups)).backward()
                divergences.append(found.divergence)
                clipped.append(found.clipped)
            torch.nn.utils.clip_grad_norm_(self.policy.parameters(), _LARGEST_NORM)
            self._optimizer.step()
        return fmean(divergences[-len(groups) :]), fmean(clipped[-len(groups) :])

    @torch.no_grad()
    def _fixed(self, network: Network, group: Group) -> torch.Tensor:
        return log_probabilities(network, group, self._settings.temperature)


def _shuffled(count: int, seed: int, epoch: int) -> list[int]:
    return random.Random(f"{seed} {epoch}").sample(range(count), count)


def questions(labels: Sequence[Labelled], context: int) -> list[Question]:
    """Of the programs that have sites, as far as there is room."""
    found: list[Question] = []
    for each in labels:
        source = source_of(each)
        sites = [site for _, site in sites_of(each, source)]
        if sites:
            found.append(Question(each, prompt(source, sites, context - _ANSWER, counts=each.counts)))
    return found


class Reached(Frozen):
    """How far a training has come; `before` and `best` are mean rewards of the likeliest plans for the programs that
    are kept aside, of the reference and of the best policy so far."""

    step: int
    seconds: float
    before: float
    best: float
    best_step: int


def train(training: Training, judge: Judge, folder: Path, settings: GrpoSettings, begun: str = "") -> Reached:
    """Train until steps or time are over. `begun` tells what it is made from: raises UsageError where the training in
    the folder was of something else."""
    last, best, curves = folder / "last.pt", folder / "best.pt", folder / "curves.jsonl"
    reached = _restored(training, last, curves, begun)
    if reached is None:
        before = training.aside(judge)
        reached = Reached(step=0, seconds=0.0, before=before, best=before, best_step=0)
        checkpoint.save(best, training.policy, aside=before)
    saved = time.monotonic()
    while reached.step < settings.steps and reached.seconds < 60 * settings.minutes:
        step = training.step(reached.step + 1, judge)
        reached = reached.model_copy(update={"step": step.step, "seconds": reached.seconds + step.seconds})
        append(curves, [step])
        print(_told(step, settings), flush=True)
        if step.aside is not None and step.aside > reached.best:
            reached = reached.model_copy(update={"best": step.aside, "best_step": step.step})
            checkpoint.save(best, training.policy, aside=step.aside)
        if time.monotonic() - saved > 60 * settings.save_minutes:
            _save(last, training, reached, begun)
            saved = time.monotonic()
    _save(last, training, reached, begun)
    return reached


def _save(path: Path, training: Training, reached: Reached, begun: str) -> None:
    state = {"training": training.state(), "reached": reached.model_dump(), "begun": begun}
    checkpoint.save(path, training.policy, **state)


def _restored(training: Training, last: Path, curves: Path, begun: str) -> Reached | None:
    """Where the last checkpoint was; the curves without what came after it."""
    kept: list[Step] = []
    reached = None
    if last.exists():
        network, state = checkpoint.load(last)
        if state["begun"] != begun:
            raise UsageError(f"{last.parent}: holds a training of other data or settings; choose another folder")
        training.policy.load_state_dict(network.state_dict())
        training.restore(state["training"])
        reached = Reached.model_validate(state["reached"])
        kept = [each for each in read(curves, Step) if each.step <= reached.step]
    curves.unlink(missing_ok=True)
    append(curves, kept)
    return reached


def _told(step: Step, settings: GrpoSettings) -> str:
    aside = "" if step.aside is None else f", kept aside {step.aside:.2f}"
    return (
        f"step {step.step}/{settings.steps}: reward {step.reward:.2f}{aside}, faster {step.faster:.0%}, "
        f"empty {step.empty:.0%}, divergence {step.divergence:.4f}, {step.seconds:.1f} s"
    )
