"""Plans get better by their rewards, and an interrupted training goes on as if nothing had happened."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from extras import need
from hand_made import SOURCE

torch = need("torch", "train")

from models.grpo.reward import Plan  # noqa: E402
from models.grpo.training import GrpoSettings, Question, Step, Training, questions, train  # noqa: E402
from models.network import checkpoint  # noqa: E402
from models.network.transformer import Network, Shape  # noqa: E402
from models.records import Labelled, Program, SiteLabel, read  # noqa: E402
from perfcoder_lsp import pipeline  # noqa: E402
from perfcoder_lsp.cpp.source import Source  # noqa: E402
from perfcoder_lsp.errors import UsageError  # noqa: E402
from perfcoder_lsp.settings import Settings  # noqa: E402

SHAPE = Shape(width=32, layers=1, heads=2, feed_forward=32, context=400)
SETTINGS = GrpoSettings(
    steps=8, prompts=1, group=8, learning_rate=0.01, beta=0.0, every=4, aside=1, threads=1, temperature=1.0
)


def labels() -> list[Labelled]:
    """Three programs that differ in a number."""
    found: list[Labelled] = []
    for number in range(3):
        text = SOURCE.replace("int sum = 0", f"int sum = {number}")
        plan, _ = pipeline.check(Source.of(Path("p.cpp"), text.encode()), Settings())
        program = Program(key=str(number), family=str(number), origin="written", source=text)
        sites = tuple(SiteLabel(strategy=each, outcome="same") for each in plan.strategies)
        found.append(Labelled(program=program, sites=sites))
    return found


@pytest.fixture(scope="module")
def asked() -> list[Question]:
    return questions(labels(), SHAPE.context)


def training(asked: list[Question], settings: GrpoSettings = SETTINGS) -> Training:
    torch.manual_seed(1)
    reference = Network(SHAPE)
    policy = Network(SHAPE)
    policy.load_state_dict(reference.state_dict())
    return Training(reference, policy, asked, settings)


def few(plans: Sequence[tuple[Labelled, Plan]]) -> list[float]:
    """The fewer strategies, the better."""
    return [1.0 - len(plan) for _, plan in plans]


def test_what_is_rewarded_becomes_likelier(asked: list[Question], tmp_path: Path) -> None:
    reached = train(training(asked), few, tmp_path, SETTINGS)
    curve = list(read(tmp_path / "curves.jsonl", Step))
    assert [each.step for each in curve] == list(range(1, 9))
    assert curve[-1].reward > curve[0].reward + 0.5
    assert curve[-1].divergence > 0 == curve[0].clipped
    assert [each.step for each in curve if each.aside is not None] == [4, 8]
    _, state = checkpoint.load(tmp_path / "best.pt")
    assert state["aside"] == reached.best == max(each.aside for each in curve if each.aside is not None)
    assert reached.best > reached.before


def test_an_interrupted_training_has_the_same_curve(asked: list[Question], tmp_path: Path) -> None:
    whole, half = (SETTINGS.model_copy(update={"steps": steps, "every": 2}) for steps in (4, 2))
    train(training(asked, whole), few, tmp_path / "whole", whole)
    train(training(asked, half), few, tmp_path / "parts", half)
    train(training(asked, whole), few, tmp_path / "parts", whole)
    curves = [
        [each.model_copy(update={"seconds": 0}) for each in read(tmp_path / name / "curves.jsonl", Step)]
        for name in ("whole", "parts")
    ]
    assert curves[0] == curves[1]


def test_a_folder_holds_one_training(asked: list[Question], tmp_path: Path) -> None:
    settings = SETTINGS.model_copy(update={"steps": 1})
    train(training(asked, settings), few, tmp_path, settings, begun="this")
    with pytest.raises(UsageError, match="holds a training of other data or settings"):
        train(training(asked, settings), few, tmp_path, settings, begun="that")


def test_a_group_of_equal_rewards_changes_nothing(asked: list[Question]) -> None:
    made = training(asked)
    before = {name: each.clone() for name, each in made.policy.state_dict().items()}
    step = made.step(1, lambda plans: [4.0] * len(plans))
    assert (step.reward, step.telling, step.faster) == (4.0, 0.0, 1.0)
    assert all(torch.equal(each, before[name]) for name, each in made.policy.state_dict().items())


def test_the_reference_holds_the_policy_back(asked: list[Question]) -> None:
    ends: list[float] = []
    for beta in (0.0, 5.0):
        made = training(asked, SETTINGS.model_copy(update={"beta": beta, "every": 100}))
        ends.append([made.step(number, few).divergence for number in range(1, 9)][-1])
    assert ends[1] < ends[0]


def test_too_few_programs_are_told(asked: list[Question]) -> None:
    with pytest.raises(UsageError, match="3 programs with sites are too few: 3 are kept aside"):
        training(asked, SETTINGS.model_copy(update={"aside": 3}))
