"""Group relative policy optimization: advantages and loss (arXiv 2512.14018, equations 11 and 12; Shao et al. 2024)."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from perfcoder_lsp.plan.model.messages import Rounds
from perfcoder_lsp.plan.model.walk import Walk
from perfcoder_lsp.plan.reading.prompt import VOCABULARY

_PAD = VOCABULARY.index("<pad>")


@dataclass(frozen=True)
class Group:
    """Answers to one prompt, each with its end, and the tokens that were allowed in place of each of theirs."""

    prompt: tuple[int, ...]
    answers: tuple[tuple[int, ...], ...]
    allowed: tuple[tuple[tuple[int, ...], ...], ...]

    @classmethod
    def of(cls, prompt: Sequence[int], rounds: Rounds, answers: Sequence[Sequence[int]]) -> "Group":
        """`answers` are without their ends, which are added where they may stand."""
        told = [_walked(rounds, each) for each in answers]
        return cls(tuple(prompt), tuple(answer for answer, _ in told), tuple(allowed for _, allowed in told))

    @property
    def mask(self) -> Tensor:
        """1 where a token of an answer was chosen, not given: (answers, the longest one's length)."""
        longest = max(map(len, self.answers))
        return torch.tensor(
            [[float(len(each) > 1) for each in steps] + [0.0] * (longest - len(steps)) for steps in self.allowed]
        )


def advantages(rewards: Sequence[float]) -> Tensor:
    """Equation 11: how far each reward is from the group's mean, in its standard deviations; all 0 in a group whose
    rewards are the same."""
    values = torch.tensor(rewards, dtype=torch.float64)
    spread = values.std(correction=0)
    return ((values - values.mean()) / spread if spread > 1e-9 else torch.zeros_like(values)).float()


def log_probabilities(network: nn.Module, group: Group, temperature: float) -> Tensor:
    """Of the answers' tokens under the policy that they are drawn from: at this temperature, among what was allowed.

    (answers, the longest one's length); 0 of what was given, and behind an answer's end.
    """
    mask = group.mask
    longest = mask.shape[1]
    device = next(network.parameters()).device
    padded = [[*each, *[_PAD] * (longest - len(each))] for each in group.answers]
    tokens = torch.tensor([[*group.prompt, *each] for each in padded], device=device)
    logits = network(tokens[:, :-1])[:, len(group.prompt) - 1 :].float() / temperature
    open_tokens = torch.zeros(logits.shape, dtype=torch.bool)
    for row, steps in enumerate(group.allowed):
        for place, allowed in enumerate(steps):
            open_tokens[row, place, list(allowed)] = True
        open_tokens[row, len(steps) :] = True
    told = logits.masked_fill(~open_tokens.to(device), -torch.inf).log_softmax(-1)
    taken = told.gather(-1, torch.tensor(padded, device=device)[:, :, None])[:, :, 0]
    return taken.masked_fill(mask.to(device) == 0, 0.0)


@dataclass(frozen=True)
class Objective:
    """The loss and what it is made of: the mean divergence from the reference, and the share of tokens whose ratio was
    clipped."""

    loss: Tensor
    divergence: float
    clipped: float


def objective(
    new: Tensor, old: Tensor, reference: Tensor, mask: Tensor, advantage: Tensor, clip: float, beta: float
) -> Objective:
    """Equation 12, negated: the clipped surrogate less `beta` times the KL divergence from the reference (its unbiased,
    positive estimate), as mean over an answer's chosen tokens, then over the answers.

    `new`, `old` and `reference` are log-probabilities of the same tokens; `advantage` has one number for each answer.
    """
    ratio = (new - old).exp()
    each = advantage[:, None]
    surrogate = torch.minimum(ratio * each, ratio.clamp(1 - clip, 1 + clip) * each)
    behind = reference - new
    divergence = behind.exp() - behind - 1
    lengths = mask.sum(1).clamp(min=1)  # of an answer that was cut short, nothing may have been chosen
    per_answer = ((surrogate - beta * divergence) * mask).sum(1) / lengths
    outside = ((ratio * each) > surrogate).float() * mask
    return Objective(
        -per_answer.mean(),
        float(((divergence * mask).sum(1) / lengths).mean().detach()),
        float(outside.sum() / mask.sum().clamp(min=1)),
    )


def _walked(rounds: Rounds, answer: Sequence[int]) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """The answer with its end where one may stand, and what was allowed at each of its tokens."""
    walk = Walk(rounds)
    allowed: list[tuple[int, ...]] = []
    for token in answer:
        allowed.append(tuple(walk.allowed()))
        walk.take(token)
    if rounds.end in walk.allowed():
        return (*answer, rounds.end), (*allowed, tuple(walk.allowed()))
    return tuple(answer), tuple(allowed)
