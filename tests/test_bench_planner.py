"""What planners cost is measured of what the product does, and what was not to be measured is told."""

import math
import time
from pathlib import Path

import pytest
from extras import need
from gguf_files import write_planner

need("llama_cpp", "model")

from bench.planner import __main__ as command  # noqa: E402
from bench.planner import embedded, shapes, speed  # noqa: E402
from bench.planner.asking import Answer, cancel_times, checked  # noqa: E402
from bench.planner.figures import Conditions, Embedded, Report, Spread  # noqa: E402
from bench.planner.programs import programs  # noqa: E402
from bench.planner.report import is_in_order  # noqa: E402
from perfcoder_lsp.errors import PerfcoderError  # noqa: E402
from perfcoder_lsp.plan.model.gguf import read_header  # noqa: E402
from perfcoder_lsp.plan.model.messages import Generated  # noqa: E402
from perfcoder_lsp.plan.static import StaticPlanner  # noqa: E402
from perfcoder_lsp.rewrite.rule import all_rules  # noqa: E402

SHAPE = shapes.Shape(name="tiny", layers=2, width=256, heads=4, key_value_heads=2, feed_forward=512, vocabulary=2000)


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_planner(tmp_path_factory.mktemp("planner") / "planner.gguf")


@pytest.fixture(scope="module")
def found(planner: Path) -> Embedded:
    return embedded.embedded(planner, embedded.Questions(programs=2, tokens=200, loads=1, cancels=2, plans=20))


def test_an_embedded_planner_answers_about_every_site(found: Embedded, planner: Path) -> None:
    assert found.file_bytes == planner.stat().st_size
    assert found.answered == found.sites >= 20
    assert found.prompt_tokens.samples == found.plan_s.samples == 2
    assert 150 <= found.prompt_tokens.low <= found.prompt_tokens.high <= 250
    assert 0 < found.reading_s.median < found.plan_s.median
    assert len(found.workers) == 11
    assert min(*found.workers, *found.asking) > 10_000_000


def test_what_is_not_as_it_should_be_is_told_by_the_status(found: Embedded) -> None:
    def in_order(**changes: object) -> bool:
        kept = {"cancel_s": None, "workers": (90,) + (100,) * 10}
        changed = Embedded.model_validate({**found.model_dump(), **kept, **changes})
        return is_in_order(Report(conditions=Conditions.now(), embedded=changed))

    assert in_order()
    assert in_order(cancel_s=Spread.of([0.01] * 20 + [0.3]))
    assert not in_order(cancel_s=Spread.of([0.01, 0.3]))
    assert not in_order(answered=found.sites - 1)
    assert not in_order(workers=(90, *range(100, 110)))


def test_programs_are_as_long_as_asked_for_and_differ() -> None:
    rules = StaticPlanner(rules=tuple(each for each in all_rules() if each.id in ("IO1", "IO2")))
    made = programs(5, 500, rules)
    assert made == programs(5, 500, rules)
    assert len({each.text for each in made}) == 5
    assert all(each.text.count(b"int main()") == 1 for each in made)
    assert all(each.text.count(b"int main1(") == 1 for each in made)
    assert all(each.text.count(b"int main") == 1 for each in programs(2, 10, rules))


@pytest.mark.parametrize("kind", shapes.KINDS)
def test_a_public_shape_is_made_once_and_asked_cold_and_warm(tmp_path: Path, kind: str) -> None:
    need("gguf", "train")
    path = shapes.model(tmp_path, SHAPE, kind)
    assert [each.name for each in tmp_path.iterdir()] == [f"tiny-{kind}.gguf"]
    made = path.stat().st_mtime_ns
    assert shapes.model(tmp_path, SHAPE, kind).stat().st_mtime_ns == made
    shape = read_header(path).shape
    assert (shape.vocabulary, shape.layers, shape.width, shape.key_value_heads) == (2000, 2, 256, 2)
    questions = speed.Questions(prompt=40, answer=4, repeats=2, loads=1, cancels=0, threads=1)
    figures = speed.speed(path, SHAPE, kind, questions)
    assert figures.reused == 38
    assert figures.saved.samples == figures.cold_s.samples == 2
    assert figures.tokens_per_s.samples == 4
    assert figures.cancel_s is None
    assert figures.peak > 10_000_000
    assert figures.estimated > figures.file_bytes
    assert figures.cold_s.low > 0
    assert math.isfinite(figures.tokens_per_s.high)


def test_stops_are_timed_from_when_nobody_wants_the_answer() -> None:
    def stopped_late(cancelled: object) -> bool:
        assert callable(cancelled)
        while not cancelled():
            time.sleep(0.001)
        time.sleep(0.05)
        return True

    times = cancel_times([stopped_late, lambda _: False], 0.01)
    assert times is not None
    assert times.samples == 1
    assert times.low >= 0.05
    assert cancel_times([lambda _: False], 0.01) is None


@pytest.mark.parametrize(("reused", "tokens"), [(3, 2), (0, 1)])
def test_another_answer_than_the_one_to_be_timed_is_told(reused: int, tokens: int) -> None:
    end = Generated(number=1, end="most", prompt_tokens=9, reused=reused)
    with pytest.raises(PerfcoderError, match="not what was to be timed"):
        checked(Answer((0.1, 0.2)[:tokens], 0.3, end), 0, 2)


def test_figures_are_kept_and_shown(
    planner: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = "--programs=1", "--tokens=150", "--cancels=1", "--plans=10", "--loads=1"
    monkeypatch.setattr("sys.argv", ["bench", "embedded", str(planner), *few, f"--json={tmp_path / 'figures.json'}"])
    command.main()
    kept = Report.model_validate_json((tmp_path / "figures.json").read_bytes())
    assert kept.embedded is not None
    assert kept.embedded.plans == 10
    assert f"{kept.embedded.answered} of {kept.embedded.sites}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["embedded", "none.gguf"], "none.gguf: cannot be read"),
        (["embedded", "none.gguf", "--plans", "5"], "of fewer than 10"),
        (["shapes", "--prompt", "3"], "prompts of 20 tokens"),
    ],
)
def test_what_can_not_be_measured_is_one_line(
    arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["bench", *arguments])
    assert command.main() == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1
