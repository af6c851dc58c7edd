"""The model card holds what the steps wrote, and says what was not measured."""

import argparse
import itertools
import json
from pathlib import Path

import pytest
from extras import need
from hand_made import labelled, site

need("matplotlib", "train")

from models.card.__main__ import card  # noqa: E402
from models.evaluate.bootstrap import Interval  # noqa: E402
from models.evaluate.comparison import compare  # noqa: E402
from models.evaluate.live import Run, summary  # noqa: E402
from models.evaluate.orders import CatalogueOrder, RandomOrder, RulePriors  # noqa: E402
from models.evaluate.style import StyleChanges  # noqa: E402
from perfcoder_lsp.errors import UsageError  # noqa: E402

LABELS = [labelled("one", site("LP1", "same"), site("IO1", "faster", 2.0))]
SHARE = Interval(value=0.25, low=0.1, high=0.5)


def write(path: Path, *lines: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines), "utf-8")
    return path


@pytest.fixture
def arguments(tmp_path: Path) -> argparse.Namespace:
    shape = {"width": 256, "layers": 4, "heads": 4, "feed_forward": 768, "context": 768, "vocabulary": 1325}
    reached = {"tokens": 1_234_567, "cpu_s": 600.0}
    write(tmp_path / "sft" / "sft.json", {"shape": shape, "parameters": 3_400_000, "reached": reached})
    write(tmp_path / "sft" / "curves.jsonl", {"tokens": 10, "loss": 2.0}, {"tokens": 10, "validation_loss": 2.5})
    file = {"bytes": 3_800_000, "sha256": "abc", "plans": 100, "same": 99, "margin": 0.001}
    write(tmp_path / "export" / "export.json", {"data": "def", "files": {"Q8_0": file}})
    comparison = compare(LABELS, [CatalogueOrder(), RulePriors(LABELS)])
    return argparse.Namespace(
        evaluation=write(tmp_path / "evaluation.json", comparison.model_dump_json()),
        sft=tmp_path / "sft",
        export=tmp_path / "export",
        grpo=None,
        uncounted=None,
        style=None,
        live=None,
        ablations=None,
        data=[write(tmp_path / "curate.json", {"counts": {"programs": 77}})],
        out=tmp_path / "CARD.md",
    )


def check_tables(text: str) -> None:
    """Each row of a table has as many cells as the one above it."""
    lines = text.splitlines()
    for above, line in itertools.pairwise(lines):
        if above.startswith("|") and line.startswith("|"):
            assert above.count("|") == line.count("|"), line


def test_tables_are_whole(arguments: argparse.Namespace) -> None:
    check_tables(card(arguments))


def test_figures_are_those_of_the_files(arguments: argparse.Namespace) -> None:
    text = card(arguments)
    assert "1,234,567 tokens" in text
    assert "3,400,000 parameters: width 256, 4 layers" in text
    assert "| Q8_0 | 3,800,000 | 99 of 100 | `abc` |" in text
    assert "| counts.programs | 77 |" in text
    assert "| precision | 0.50 (0.50 to 0.50) | 1.00 (1.00 to 1.00) |" in text
    assert text.count("Not measured.") == 4
    assert "reinforcement" not in text
    for picture in ("planners.svg", "curves.svg"):
        assert (arguments.out.parent / "images" / picture).stat().st_size > 1000


def test_all_that_was_measured_is_told(arguments: argparse.Namespace, tmp_path: Path) -> None:
    settings = {"group": 4, "temperature": 0.7, "learning_rate": 3e-6, "clip": 0.2, "beta": 0.04, "omega": 100.0}
    reached = {"step": 50, "seconds": 120.0, "before": 1.5, "best": 2.25, "best_step": 40}
    write(tmp_path / "grpo" / "grpo.json", {"programs": 33, "settings": settings, "reached": reached})
    write(tmp_path / "grpo" / "curves.jsonl", {"step": 1, "reward": 1.0, "aside": None})
    changes = StyleChanges(
        planner="m", programs=5, versions=10, alike=8, tried=3, compiled=2,
        sites=SHARE, words=SHARE, plan=SHARE, order=SHARE, first=SHARE,
    )  # fmt: skip
    runs = [
        Run(program="p", model=model, first_s=first, total_s=9, speedup=2, tried=3)
        for model, first in (("rules", 6.0), ("m", 2.0))
    ]
    arguments.grpo = tmp_path / "grpo"
    other = compare([*LABELS, labelled("two", site("LP1", "faster", 4.0))], [RulePriors(LABELS)])
    arguments.uncounted = write(tmp_path / "uncounted.json", other.model_dump_json())
    arguments.style = write(tmp_path / "style.json", changes.model_dump_json())
    arguments.live = write(tmp_path / "live.json", summary(runs).model_dump_json())
    without = compare(LABELS, [CatalogueOrder(), RandomOrder(1), RulePriors(LABELS)])
    arguments.ablations = write(tmp_path / "ablations.json", without.model_dump_json())
    text = card(arguments)
    assert "was 1.50 before, 2.25 at the best step (40)" in " ".join(text.split())
    _, without_run = text.split("### Without a run")
    assert "| recall | 0.50 (0.00 to 1.00) |" in without_run.split("###")[0]
    assert "10 versions of 5 programs" in text
    assert "took 3.00 (3.00 to 3.00) times as long until" in text
    assert "Not measured." not in text
    check_tables(text)
    (row,) = (each for each in text.splitlines() if each.startswith("| random order |"))
    assert "| – |" in row, "nothing is known of the chances of an order"
    assert row.count("(") == 2 * 4


def test_a_missing_file_is_told_in_one_line(arguments: argparse.Namespace) -> None:
    (arguments.sft / "sft.json").unlink()
    with pytest.raises(UsageError, match=r"sft.json: cannot be read: .*; run the step that writes it$"):
        card(arguments)
    arguments.evaluation.write_text("{}", "utf-8")
    with pytest.raises(UsageError, match=r"evaluation.json: does not hold a Comparison"):
        card(arguments)
