"""Supervised training of a network, which goes on where it was stopped."""

import copy
import json
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal

import torch
from pydantic import Field

from models.encode.examples import Examples
from models.network import checkpoint
from models.network.ordered import begin_alike
from models.network.shape import Shape
from models.network.transformer import Network
from models.sft.batches import batch_of, by_length, epochs
from models.sft.loss import loss, token_losses
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.text import Frozen

_STEPS = 1 << 32  # no training has so many


class SftSettings(Frozen):
    """Training ends after `tokens` or `minutes`, whichever is first; by the share of it that is over, the learning rate
    rises for `warm_up`, and falls as a cosine to the share `final` of `rate`.

    `batch` counts tokens, filled up; tokens that are given at run time weigh `given` times what the gains of sites do;
    `dropout` is the share of what each part of the network adds that is left out; `clip` bounds the norm of gradients;
    `average` is how much of the weights' running average a step leaves as it was (0: none is made): where outcomes are
    noisy, it predicts better than where the last steps led, and it is what is validated and kept;
    `validate_steps` is the number of steps between two looks at the validation loss, `checkpoint_s` the seconds between
    checkpoints; `scored` is how many validation programs are planned for in the end.
    """

    seed: int = 1
    tokens: int = Field(default=30_000_000, ge=1)
    minutes: float = Field(default=120.0, gt=0)
    batch: int = Field(default=8192, ge=1)
    rate: float = Field(default=1e-3, gt=0)
    final: float = Field(default=0.05, ge=0, le=1)
    warm_up: float = Field(default=0.02, ge=0, lt=1)
    decay: float = Field(default=0.1, ge=0)
    clip: float = Field(default=1.0, gt=0)
    average: float = Field(default=0.99, ge=0, lt=1)
    given: float = Field(default=0.05, ge=0)
    dropout: float = Field(default=0.1, ge=0, lt=1)
    precision: Literal["float32", "bfloat16"] = "bfloat16"
    threads: int = Field(default=2, ge=1)
    device: str = "cpu"
    validate_steps: int = Field(default=100, ge=1)
    checkpoint_s: float = Field(default=180.0, ge=0)
    scored: int = Field(default=200, ge=0)


@dataclass(frozen=True)
class Reached:
    """How far a training has come: steps, tokens (of examples, not of what fills up), seconds and CPU seconds; the
    `best` validation loss of answers and the step at which it was seen, and the one at which it was last looked at."""

    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    cpu_s: float = 0.0
    best: float = math.inf
    best_step: int = 0
    validated: int = 0


class Training:
    """A network in training, its files in `folder`; goes on where the last one there was stopped."""

    def __init__(
        self, train: Examples, validation: Examples, shape: Shape, settings: SftSettings, folder: Path, begun: str = ""
    ) -> None:
        """`begun` tells what it is made from: raises UsageError where the training in the folder was of something
        else."""
        self._train, self._validation, self._settings, self._folder = train, validation, settings, folder
        self._last, self._curves = folder / "last.pt", folder / "curves.jsonl"
        torch.manual_seed(settings.seed)
        torch.set_num_threads(settings.threads)
        self.reached = Reached()
        state = None
        if self._last.exists():
            self.network, state = checkpoint.load(self._last, settings.device)
            if state["begun"] != begun:
                raise UsageError(f"{folder}: holds a training of other data or settings; choose another folder")
            self.reached = Reached(**state["reached"])
        else:
            self.network = Network(shape).to(settings.device)
            begin_alike(self.network)
        self.network.dropout.p = settings.dropout
        self._average = copy.deepcopy(self.network).requires_grad_(requires_grad=False)
        self._average.eval()
        self._begun = begun
        self._optimizer = _optimizer(self.network, settings)
        if state is not None:
            self._optimizer.load_state_dict(state["optimizer"])
            self._average.load_state_dict(state["average"])
        self._forget_lines_after(self.reached.step)

    def run(self, interrupted: Callable[[], bool]) -> bool:
        """Train to the end, or until `interrupted`, which is asked after each step; whether it came to the end."""
        saved = time.monotonic()
        groups = islice(epochs(self._train, self._settings.batch, self._settings.seed), self.reached.step, None)
        while self._over < 1:
            self._step(next(groups))
            if self.reached.step % self._settings.validate_steps == 0:
                self._validate()
            if interrupted():
                self._save()
                return False
            if time.monotonic() - saved > self._settings.checkpoint_s:
                self._save()
                saved = time.monotonic()
        if self.reached.validated < self.reached.step:
            self._validate()
        self._save()
        return True

    @property
    def _over(self) -> float:
        """The share of the training that is over."""
        return max(self.reached.tokens / self._settings.tokens, self.reached.seconds / (60 * self._settings.minutes))

    def _step(self, numbers: list[int]) -> None:
        begin, cpu = time.monotonic(), time.process_time()
        batch = batch_of(self._train, numbers, self._settings.given)
        rate = _rate(self._over, self._settings)
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        self.network.train()
        torch.manual_seed(_STEPS * self._settings.seed + self.reached.step)
        with self._autocast():
            found = loss(self.network, batch.to(self._settings.device))
        found.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.network.parameters(), self._settings.clip)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._take_in()
        told = {"loss": round(found.item(), 5), "norm": round(norm.item(), 4), "rate": rate}
        self.reached = replace(
            self.reached,
            step=self.reached.step + 1,
            tokens=self.reached.tokens + int(self._train.lengths[numbers].sum()),
            seconds=self.reached.seconds + time.monotonic() - begin,
            cpu_s=self.reached.cpu_s + time.process_time() - cpu,
        )
        self._tell(told)

    @torch.no_grad()
    def _take_in(self) -> None:
        """Into the running average; the first steps count more, since what was before them counts for nothing."""
        kept = min(self._settings.average, self.reached.step / (self.reached.step + 9))
        for mean, weights in zip(self._average.parameters(), self.network.parameters(), strict=True):
            mean.lerp_(weights, 1 - kept)

    @torch.no_grad()
    def _validate(self) -> None:
        """The validation loss of answers; the best network so far is kept."""
        nats = tokens = 0.0
        for numbers in by_length(self._validation, range(len(self._validation)), self._settings.batch):
            batch = batch_of(self._validation, numbers, given=0).to(self._settings.device)
            with self._autocast():
                nats += float((token_losses(self._average, batch) * batch.weights[:, 1:]).sum())
            tokens += float(batch.weights.sum())
        mean = nats / tokens
        self.reached = replace(self.reached, validated=self.reached.step)
        if mean < self.reached.best:
            self.reached = replace(self.reached, best=mean, best_step=self.reached.step)
            checkpoint.save(self._folder / "best.pt", self._average, step=self.reached.step)
        self._tell({"validation_loss": round(mean, 5)})

    def _autocast(self) -> torch.autocast:
        device = torch.device(self._settings.device).type
        return torch.autocast(device, torch.bfloat16, enabled=self._settings.precision == "bfloat16")

    def _save(self) -> None:
        optimizer, reached = self._optimizer.state_dict(), asdict(self.reached)
        average = self._average.state_dict()
        told = {"begun": self._begun, "optimizer": optimizer, "average": average, "reached": reached}
        checkpoint.save(self._last, self.network, **told)

    def _tell(self, line: Mapping[str, float]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        reached = {"step": self.reached.step, "tokens": self.reached.tokens, "seconds": round(self.reached.seconds, 1)}
        with self._curves.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**reached, **line}) + "\n")

    def _forget_lines_after(self, step: int) -> None:
        """Steps that no checkpoint has are made again, and told again."""
        if self._curves.exists():
            lines = self._curves.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [each for each in lines if each.endswith("\n") and json.loads(each)["step"] <= step]
            self._curves.write_text("".join(kept), encoding="utf-8")


def _optimizer(network: Network, settings: SftSettings) -> torch.optim.AdamW:
    """Norms don't decay."""
    matrices = [each for each in network.parameters() if each.dim() > 1]
    others = [each for each in network.parameters() if each.dim() <= 1]
    groups = [{"params": matrices, "weight_decay": settings.decay}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=settings.rate, betas=(0.9, 0.95))


def _rate(over: float, settings: SftSettings) -> float:
    if over < settings.warm_up:
        return settings.rate * (over / settings.warm_up + 0.01) / 1.01
    falling = (over - settings.warm_up) / (1 - settings.warm_up)
    return settings.rate * (settings.final + (1 - settings.final) * (1 + math.cos(math.pi * min(1.0, falling))) / 2)
