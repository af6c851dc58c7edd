"""A model file is judged as the product asks it, and style is changed under its eyes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from extras import need
from hand_made import SOURCE

torch = need("torch", "train")
need("gguf", "train")
need("llama_cpp", "model")

from models.evaluate.comparison import compare  # noqa: E402
from models.evaluate.live import Run, summary  # noqa: E402
from models.evaluate.model import ModelPlanner, open_model  # noqa: E402
from models.evaluate.style import style_changes  # noqa: E402
from models.export.gguf_file import write  # noqa: E402
from models.network.transformer import Network, Shape  # noqa: E402
from models.records import Labelled, Program, SiteLabel  # noqa: E402
from perfcoder_lsp.cpp.source import Source  # noqa: E402
from perfcoder_lsp.plan.static import StaticPlanner  # noqa: E402


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelPlanner]:
    """Random weights: any plan, always the same."""
    torch.manual_seed(3)
    network = Network(Shape(width=64, layers=1, heads=2, feed_forward=64, context=1024))
    path = tmp_path_factory.mktemp("model") / "random.gguf"
    write(path, network, {})
    with open_model("random", path) as opened:
        yield opened


@pytest.fixture(scope="module")
def labelled() -> Labelled:
    plan = StaticPlanner().plan(Source.of(Path("p.cpp"), SOURCE.encode()))
    program = Program(key="p", family="p", origin="written", source=SOURCE)
    sites = tuple(SiteLabel(strategy=each, outcome="faster", gain=2.0) for each in plan.strategies)
    return Labelled(program=program, sites=sites)


def test_its_plan_ranks_the_sites(model: ModelPlanner, labelled: Labelled) -> None:
    (ranking,) = model.rankings(labelled)
    assert sorted(each.site for each in ranking) == list(range(len(labelled.sites)))
    said = [each for each in ranking if each.chance is not None]
    assert said
    assert all(0 <= each.chance <= 1 and each.expected >= 1 for each in said if each.chance is not None)
    paying = [each.chance is None or each.chance >= 0.5 for each in ranking]
    assert [each.pays for each in ranking] == paying == sorted(paying, reverse=True)
    (judged,) = compare([labelled], [model]).planners
    assert judged.reliability


def test_what_is_read_is_the_same_in_another_style(model: ModelPlanner, labelled: Labelled) -> None:
    found = style_changes([labelled], model, lambda _: True, versions=3)
    assert (found.programs, found.versions, found.tried, found.compiled) == (1, 3, 3, 3)
    assert found.words.value == 0
    assert found.sites.value == 0
    assert (found.alike, found.plan.value, found.order.value) == (3, 0, 0)


def test_what_does_not_compile_is_left_out(model: ModelPlanner, labelled: Labelled) -> None:
    found = style_changes([labelled], model, lambda _: False, versions=3, sample=2)
    assert (found.versions, found.tried, found.compiled) == (1, 2, 0)


def test_runs_are_compared_in_pairs() -> None:
    """Ratios of the first: 3 and 1; of the whole: 2, 1 and 1; the third program has no first with the model."""
    runs = [
        Run(program=program, model=model, first_s=first, total_s=total, speedup=speedup, tried=2)
        for program, model, first, total, speedup in (
            ("a", "rules", 6.0, 20.0, 2.0),
            ("a", "m.gguf", 2.0, 10.0, 2.0),
            ("b", "m.gguf", 5.0, 9.0, 8.0),
            ("b", "rules", 5.0, 9.0, 1.0),
            ("c", "rules", 5.0, 9.0, 1.0),
            ("c", "m.gguf", None, 9.0, 1.0),
        )
    ]
    found = summary(runs)
    assert (found.model, found.programs, found.found) == ("m.gguf", 3, 2)
    assert (found.sooner.value, found.shorter.value) == (2.0, 1.0)
    assert found.faster.value == pytest.approx(2.0)
