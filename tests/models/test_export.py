"""What is exported is what was trained: llama.cpp answers from each file as PyTorch does, as far as rounding allows."""

import copy
import json
from pathlib import Path

import pytest
from extras import need

torch = need("torch", "train")
need("gguf", "train")
need("llama_cpp", "model")

from planned import planned  # noqa: E402

from models.encode.draws import EncodeSettings, examples  # noqa: E402
from models.encode.examples import Examples  # noqa: E402
from models.export.__main__ import main  # noqa: E402
from models.export.agreement import Said, agreement, calibrated, plans_of, said_of  # noqa: E402
from models.export.gguf_file import write  # noqa: E402
from models.export.quantize import KINDS, fits  # noqa: E402
from models.manifest import sha256  # noqa: E402
from models.network import checkpoint  # noqa: E402
from models.network.shape import Shape  # noqa: E402
from models.network.transformer import Network  # noqa: E402
from perfcoder_lsp.plan.calibration import Calibration  # noqa: E402
from perfcoder_lsp.plan.embedded_planner import calibration_of  # noqa: E402
from perfcoder_lsp.plan.model.gguf import read_header  # noqa: E402
from perfcoder_lsp.plan.reading.prompt import ROUND, VOCABULARY, fingerprint, rounds_in  # noqa: E402

SHAPE = Shape(width=256, layers=1, heads=4, feed_forward=256, context=512)


@pytest.fixture(scope="module")
def data() -> Examples:
    programs = planned("AL1", "DS8", "IO2", "LP11", "DS14")
    return Examples.of(drawn for each in programs for drawn in examples(each, EncodeSettings(draws=1), SHAPE.context))


@pytest.fixture
def network() -> Network:
    torch.manual_seed(3)
    made = Network(SHAPE).eval()
    for each in made.parameters():
        if each.dim() > 1:
            torch.nn.init.normal_(each, std=0.1)
    return made


def test_the_command_writes_files_that_answer_alike(
    data: Examples,
    network: Network,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    held_out, best, out = tmp_path / "held_out.npz", tmp_path / "best.pt", tmp_path / "files"
    data.save(held_out)
    checkpoint.save(best, network)
    options = {"checkpoint": best, "train": held_out, "held-out": held_out, "out": out, "prompts": 4}
    kinds = ["--kinds", "Q8_0", "Q4_K_M"]
    monkeypatch.setattr("sys.argv", ["export", *(f"--{name}={value}" for name, value in options.items()), *kinds])
    assert main() == 0
    report = json.loads((out / "export.json").read_text())
    assert set(report["files"]) == {"F16", "Q8_0", "Q4_K_M"}
    assert report["files"]["F16"]["same"] == report["files"]["F16"]["plans"] == 4
    assert report["files"]["Q8_0"]["bytes"] < 0.6 * report["files"]["F16"]["bytes"]
    for kind, told in report["files"].items():
        header = read_header(out / f"planner-{kind}.gguf")
        assert header.values["perfcoder.vocabulary"] == fingerprint()
        assert header.values["perfcoder.data"] == report["perfcoder.data"] == sha256(held_out)
        assert sha256(header.path) == told["sha256"]
        assert 0 <= calibration_of(header).of(0.5) <= 1
        assert calibration_of(header) != Calibration()
    assert "4 of 4 plans" in capsys.readouterr().out


def test_a_file_of_other_weights_does_not_agree(data: Examples, network: Network, tmp_path: Path) -> None:
    told = [data[number] for number in range(len(data))]
    plans = plans_of(network, told)
    before = copy.deepcopy(network)
    path = tmp_path / "other.gguf"
    with torch.no_grad():
        network.embedding.weight.normal_(std=0.3)
    write(path, network, {})
    found = agreement(before, told, plans, said_of(path, SHAPE.context, told))
    assert found.same < found.plans
    assert found.margin != 0


def test_probabilities_are_calibrated_by_what_was_measured(data: Examples) -> None:
    told = [data[number] for number in range(len(data))] * 20  # so that they outweigh what is assumed before
    sure = [Said(list(each.answer[:-1]), [(0.1, 0.9)] * (len(each.answer) // ROUND)) for each in told]
    gains = [token for each in told for *_, token in rounds_in(each.answer)]
    paid = sum(token > VOCABULARY.index("<gain 0>") for token in gains) / len(gains)
    assert paid < 0.7
    assert calibrated(told, sure).of(0.9) == pytest.approx(paid, abs=0.1)
    assert sure[0].pays == {site: pytest.approx(0.9) for _, site, *_ in rounds_in(told[0].answer)}


def test_rows_decide_what_fits() -> None:
    assert [each for each in KINDS if fits(each, SHAPE)] == list(KINDS)
    other = SHAPE.model_copy(update={"feed_forward": 384})
    assert [each for each in KINDS if fits(each, other)] == ["Q8_0", "Q4_0"]
