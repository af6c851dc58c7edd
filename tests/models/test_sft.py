"""Training makes the right thing small, remembers what it is told, and goes on where it was stopped."""

import json
import math
import signal
from pathlib import Path
from typing import Any

import pytest
from extras import need

torch = need("torch", "train")

from planned import planned  # noqa: E402

from models.encode.draws import EncodeSettings, examples  # noqa: E402
from models.encode.examples import Example, Examples  # noqa: E402
from models.manifest import sha256  # noqa: E402
from models.network import checkpoint  # noqa: E402
from models.network.shape import Shape  # noqa: E402
from models.network.transformer import Network  # noqa: E402
from models.sft.__main__ import main  # noqa: E402
from models.sft.batches import Batch, batch_of, by_length, epochs  # noqa: E402
from models.sft.loss import loss, token_losses  # noqa: E402
from models.sft.scores import scores  # noqa: E402
from models.sft.training import SftSettings, Training  # noqa: E402
from perfcoder_lsp.errors import UsageError  # noqa: E402
from perfcoder_lsp.plan.reading.prompt import ROUND  # noqa: E402

SHAPE = Shape(width=32, layers=1, heads=2, feed_forward=32, context=512)
SETTINGS = SftSettings(tokens=12_000, batch=1200, rate=1e-2, threads=1, precision="float32", validate_steps=4)


@pytest.fixture(scope="module")
def data() -> Examples:
    programs = planned("AL1", "DS8", "IO2", "LP11", "DS14")
    settings = EncodeSettings(draws=3)
    return Examples.of(drawn for each in programs for drawn in examples(each, settings, SHAPE.context))


def by_hand(prompt: int, answer: int, program: str = "p", draw: int = 0) -> Example:
    """An example of so many tokens."""
    return Example(program, draw, tuple(range(60, 60 + prompt)), tuple(range(100, 100 + answer)))


def curve(folder: Path) -> list[dict[str, Any]]:
    lines = [json.loads(each) for each in (folder / "curves.jsonl").read_text().splitlines()]
    return [{name: value for name, value in each.items() if name != "seconds"} for each in lines]


def test_the_loss_is_that_of_a_computation_by_hand() -> None:
    network = Network(SHAPE)
    torch.nn.init.normal_(network.embedding.weight, std=0.5)
    batch = batch_of(Examples.of([by_hand(3, ROUND + 1), by_hand(1, ROUND + 1)]), [0, 1], given=0.3)
    answer = list(range(100, 100 + ROUND + 1))
    assert batch.tokens.tolist() == [[60, 61, 62, *answer], [60, *answer, 0, 0]]
    weights = [*[0.3] * (ROUND - 1), 1, 0.3]  # the gain is the last token of a round, and then comes the end
    first, second = [0, 0.3, 0.3, *weights], [0, *weights, 0, 0]
    assert batch.weights.tolist() == [pytest.approx(first), pytest.approx(second)]

    def nats(tokens: list[int]) -> float:
        """-log p of the last one, by the definition of a softmax."""
        logits = network(torch.tensor([tokens[:-1]]))[0, -1].detach().double()
        return math.log(sum(math.exp(each) for each in logits.tolist())) - float(logits[tokens[-1]])

    parts = [
        weight * nats(row[: end + 1])
        for row, weights in zip(batch.tokens.tolist(), (first, second), strict=True)
        for end, weight in enumerate(weights)
        if weight
    ]
    assert float(loss(network, batch).detach()) == pytest.approx(sum(parts) / (sum(first) + sum(second)), abs=1e-4)
    assert token_losses(network, batch).shape == (2, ROUND + 3)


def test_short_programs_come_first_and_each_once_an_epoch_in_its_draw() -> None:
    made = [by_hand(5 + 7 * number % 40, 4, f"p{number}", draw) for number in range(30) for draw in range(2)]
    data = Examples.of(made)
    groups = epochs(data, 100, seed=1)
    told: list[list[int]] = []
    for draw in (0, 1, 0):
        numbers: list[int] = []
        while len(numbers) < 30:
            group = next(groups)
            assert len(group) * max(int(data.lengths[each]) for each in group) <= 100
            numbers += group
        assert sorted(str(data.programs[each]) for each in numbers) == sorted(f"p{number}" for number in range(30))
        assert {int(data.draws[each]) for each in numbers} == {draw}
        told.append(data.lengths[numbers].tolist())
    assert [lengths == sorted(lengths) for lengths in told] == [True, False, False]
    assert told[1] != told[2]


def test_what_is_too_long_for_a_batch_is_alone() -> None:
    data = Examples.of([by_hand(5, 4), by_hand(20, 4), by_hand(6, 4)])
    assert by_length(data, [0, 1, 2], 20) == [[0, 2], [1]]


def test_what_is_trained_on_is_remembered(data: Examples, tmp_path: Path) -> None:
    few = Examples.of(sorted(map(data.__getitem__, range(len(data))), key=lambda each: len(each.prompt))[:2])
    settings = SETTINGS.model_copy(
        update={"tokens": 20_000, "rate": 2e-2, "given": 0.0, "dropout": 0.0, "validate_steps": 99}
    )
    training = Training(few, few, SHAPE, settings, tmp_path)
    before = scores(training.network, [few[0], few[1]])
    assert training.run(lambda: False)
    after = scores(training.network, [few[0], few[1]])
    assert after.whole == after.gain == 1.0
    assert after.gain > before.gain
    assert after.programs == 2
    assert after.sites == sum(len(few[number].answer) // ROUND for number in range(2))


def test_a_training_that_was_stopped_goes_on_as_if_it_had_not(data: Examples, tmp_path: Path) -> None:
    whole, parted = tmp_path / "whole", tmp_path / "parted"
    Training(data, data, SHAPE, SETTINGS, whole).run(lambda: False)
    steps = curve(whole)[-1]["step"]
    for stop in (3, 5):
        training = Training(data, data, SHAPE, SETTINGS, parted)
        assert training.run(lambda stop=stop, training=training: training.reached.step == stop) is False
    with (parted / "curves.jsonl").open("a") as file:  # what a crash leaves behind: a step that no checkpoint has
        file.write('{"step": 6, "loss": 0.0}\n{"step": 7, "lo')
    training = Training(data, data, SHAPE, SETTINGS, parted)
    assert training.reached.step == 5
    assert training.run(lambda: False)
    assert steps > 7
    assert curve(parted) == curve(whole)
    assert Training(data, data, SHAPE, SETTINGS, parted).run(lambda: False)  # has ended: nothing is left to do
    assert curve(parted) == curve(whole)
    first, second = (checkpoint.load(folder / "best.pt")[0].state_dict() for folder in (whole, parted))
    assert all(torch.equal(first[name], second[name]) for name in first)


@pytest.mark.parametrize("share", [0.0, 0.9])
def test_what_is_kept_is_the_running_average_of_the_weights(data: Examples, tmp_path: Path, share: float) -> None:
    settings = SETTINGS.model_copy(update={"average": share, "tokens": 3_000})
    training = Training(data, data, SHAPE, settings, tmp_path)
    expected = [each.detach().clone() for each in training.network.parameters()]

    def take_in() -> bool:
        step = training.reached.step
        kept = min(share, (step - 1) / (step + 8))  # a step counts more while there are few
        for mean, weights in zip(expected, training.network.parameters(), strict=True):
            mean.mul_(kept).add_((1 - kept) * weights.detach())
        return False

    assert training.run(take_in)
    assert training.reached.step > 1
    assert training.reached.best_step == training.reached.step
    best, _ = checkpoint.load(tmp_path / "best.pt")
    for mean, weights in zip(expected, best.parameters(), strict=True):
        assert torch.allclose(mean, weights, atol=1e-5)


def test_the_rate_rises_and_falls(data: Examples, tmp_path: Path) -> None:
    settings = SETTINGS.model_copy(update={"warm_up": 0.3})
    Training(data, data, SHAPE, settings, tmp_path).run(lambda: False)
    rates = [each["rate"] for each in curve(tmp_path) if "rate" in each]
    top = rates.index(max(rates))
    assert 0 < top < len(rates) - 1
    assert rates == [*sorted(rates[:top]), *sorted(rates[top:], reverse=True)]
    assert rates[-1] < settings.rate / 3


def test_other_data_in_the_same_folder_is_refused(data: Examples, tmp_path: Path) -> None:
    Training(data, data, SHAPE, SETTINGS, tmp_path, "one").run(lambda: True)
    with pytest.raises(UsageError, match="other data or settings"):
        Training(data, data, SHAPE, SETTINGS, tmp_path, "two")


@pytest.fixture
def command(data: Examples, tmp_path: Path) -> list[str]:
    """The command's words for a small training, into the folder `out`."""
    file, config = tmp_path / "a.npz", tmp_path / "a.toml"
    data.save(file)
    network = "[network]\nwidth = 32\nlayers = 1\nheads = 2\nfeed_forward = 32\n"
    config.write_text(f"{network}[sft]\ntokens = 3000\nbatch = 1000\nthreads = 1\nscored = 2\n")
    options = {"config": config, "train": file, "validation": file, "out": tmp_path / "out"}
    return ["sft", *(f"--{name}={value}" for name, value in options.items())]


def test_the_command_trains_and_reports(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", command)
    assert main() == 0
    report = json.loads((tmp_path / "out" / "sft.json").read_text())
    assert report["reached"]["tokens"] >= 3000
    assert report["reached"]["best"] > 0
    assert report["scores"]["programs"] == 2
    assert report["train"] == sha256(tmp_path / "a.npz")
    monkeypatch.setattr("sys.argv", [*command, f"--train={tmp_path / 'none.npz'}"])
    capsys.readouterr()
    assert main() == 2
    assert "python -m models.encode makes them" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_asked_to_stop_keeps_what_it_has(
    number: signal.Signals, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked_meanwhile(examples: Examples, numbers: list[int], given: float) -> Batch:
        signal.raise_signal(number)
        return batch_of(examples, numbers, given)

    monkeypatch.setattr("sys.argv", command)
    monkeypatch.setattr("models.sft.training.batch_of", asked_meanwhile)
    assert main() == 130
    assert checkpoint.load(tmp_path / "out" / "last.pt")[1]["reached"]["step"] == 1
    assert not (tmp_path / "out" / "sft.json").exists()
