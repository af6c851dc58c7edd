"""Advantages and losses of the reinforcement, against what comes out on paper."""

import math

import pytest
from extras import need

need("torch", "train")

import torch  # noqa: E402

from models.grpo.objective import Group, advantages, log_probabilities, objective  # noqa: E402
from perfcoder_lsp.plan.model.messages import Rounds  # noqa: E402

ROUNDS = Rounds(questions=((3, 5), (4, 6)), choices=(7, 8), end=1)


def test_advantages_are_distances_from_the_mean_in_standard_deviations() -> None:
    """Mean 1, deviations -2, -2, 0, 4: the standard deviation is the root of 24 / 4."""
    found = advantages([-1.0, -1.0, 1.0, 5.0])
    assert found.tolist() == pytest.approx([-2 / math.sqrt(6), -2 / math.sqrt(6), 0, 4 / math.sqrt(6)])


def test_a_group_of_equal_rewards_teaches_nothing() -> None:
    assert advantages([4.0, 4.0, 4.0]).tolist() == [0, 0, 0]


def test_the_surrogate_is_clipped_on_the_side_that_would_gain() -> None:
    """Ratios of 1.5 and 0.5, clipped at 0.2: 1.2 of the good answer, 0.8 of the bad one; 0.5 and 1.5 aren't."""
    old = torch.zeros(4, 1)
    new = torch.tensor([1.5, 0.5, 0.5, 1.5]).log()[:, None]
    advantage = torch.tensor([1.0, -1.0, 1.0, -1.0])
    found = objective(new, old, new, torch.ones(4, 1), advantage, clip=0.2, beta=0.0)
    assert found.loss.item() == pytest.approx(-(1.2 - 0.8 + 0.5 - 1.5) / 4)
    assert found.clipped == 1 / 2
    assert found.divergence == 0


def test_the_divergence_is_taken_off() -> None:
    """Twice as likely under the reference: 2 - log 2 - 1. The second answer has one token only."""
    new, reference = torch.zeros(2, 2), torch.full((2, 2), math.log(2))
    mask = torch.tensor([[1.0, 1.0], [1.0, 0.0]])
    found = objective(new, new, reference, mask, torch.tensor([1.0, 0.0]), clip=0.2, beta=0.1)
    assert found.divergence == pytest.approx(1 - math.log(2))
    assert found.loss.item() == pytest.approx(-(1.0 / 2 - 0.1 * (1 - math.log(2))))


def test_each_answer_counts_the_same_however_long() -> None:
    mask = torch.tensor([[1.0, 1.0, 1.0, 1.0], [1.0, 0.0, 0.0, 0.0]])
    zeros = torch.zeros(2, 4)
    found = objective(zeros, zeros, zeros, mask, torch.tensor([3.0, 1.0]), clip=0.2, beta=0.0)
    assert found.loss.item() == pytest.approx(-2.0)


def test_an_answer_in_which_nothing_was_chosen_teaches_nothing() -> None:
    zeros, mask = torch.zeros(2, 2), torch.tensor([[0.0, 1.0], [0.0, 0.0]])
    found = objective(zeros, zeros, zeros, mask, torch.tensor([3.0, 1.0]), clip=0.2, beta=0.1)
    assert found.loss.item() == pytest.approx(-1.5)


def test_the_first_update_follows_the_advantages() -> None:
    """Where old and new are the same, the gradient of a token's log-probability is the advantage's share."""
    new = torch.zeros(2, 1, requires_grad=True)
    found = objective(new, new.detach(), new.detach(), torch.ones(2, 1), torch.tensor([2.0, -1.0]), 0.2, 0.04)
    found.loss.backward()
    assert new.grad is not None
    assert new.grad[:, 0].tolist() == pytest.approx([-1.0, 0.5])


class Constant(torch.nn.Module):
    """The same logits everywhere: the number of the token."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = torch.nn.Parameter(torch.tensor(1.0))

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        return (self.scale * torch.arange(10.0)).expand(*tokens.shape, 10)


def test_only_what_is_allowed_shares_the_probability() -> None:
    """Of 7 and 8 behind each question, which is given as the end is. The second answer was cut short."""
    group = Group.of((0, 0), ROUNDS, [(3, 5, 8, 4, 6, 7), (3, 5, 7)])
    assert group.answers == ((3, 5, 8, 4, 6, 7, 1), (3, 5, 7))
    network = Constant()
    found = log_probabilities(network, group, temperature=1.0)
    likelier, less = -math.log(1 + math.exp(-1)), -1 - math.log(1 + math.exp(-1))
    assert found[0].tolist() == pytest.approx([0, 0, likelier, 0, 0, less, 0], abs=1e-5)
    assert found[1].tolist() == pytest.approx([0, 0, less, 0, 0, 0, 0], abs=1e-5)
    assert group.mask.tolist() == [[0, 0, 1, 0, 0, 1, 0], [0, 0, 1, 0, 0, 0, 0]]  # nothing else was chosen
    cooler = log_probabilities(Constant(), group, temperature=0.5)
    assert cooler[0, 2].item() == pytest.approx(-math.log(1 + math.exp(-2)), abs=1e-5)
    found.sum().backward()
    assert network.scale.grad is not None
    assert network.scale.grad.isfinite()


def test_an_answer_that_was_cut_short_has_no_end() -> None:
    group = Group.of((0,), ROUNDS, [(3, 5)])
    assert group.answers == ((3, 5),)
