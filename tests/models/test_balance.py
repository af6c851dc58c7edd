"""Rarity by hand, turns of the categories, and the command's table, plot and manifest."""

import json
import sys
from pathlib import Path

import pytest

from models.balance.__main__ import main
from models.balance.rarity import balanced, rarity, shares
from models.records import Labelled, Outcome, Program, SiteLabel, append, read
from perfcoder_lsp.strategy import Category, Strategy

IO, LOOP, LOCALITY = Category.INPUT_OUTPUT, Category.LOOP, Category.LOCALITY


def labelled(key: str, *faster: Category, others: Outcome = "same") -> Labelled:
    found: dict[Category, Outcome] = {each: "faster" if each in faster else others for each in (IO, LOOP, LOCALITY)}
    sites = tuple(
        SiteLabel(strategy=Strategy(category=each, name="X1", explanation=""), outcome=outcome)
        for each, outcome in found.items()
    )
    return Labelled(program=Program(key=key, family=key, origin="written", source="int main() {}"), sites=sites)


PROGRAMS = [
    *(labelled(f"io{number}", IO) for number in range(6)),
    labelled("both", IO, LOOP),
    labelled("loop", LOOP),
    labelled("cache", LOCALITY),
    labelled("none", others="undecided"),
]


def test_rarity_is_the_mean_of_one_over_the_share() -> None:
    frequency = shares(PROGRAMS)
    assert frequency[IO] == 0.7
    assert frequency[LOOP] == 0.2
    assert frequency[None] == 0.1
    assert frequency[Category.CONCURRENCY] == 0
    assert rarity(PROGRAMS[0], frequency) == pytest.approx(1 / 0.7)
    assert rarity(PROGRAMS[6], frequency) == pytest.approx((1 / 0.7 + 1 / 0.2) / 2)
    assert rarity(PROGRAMS[9], frequency) == pytest.approx(10)


def test_categories_take_turns_and_take_the_rarest() -> None:
    order = [each.program.key for each in balanced(PROGRAMS)]
    assert set(order[:4]) == {"cache", "none", "loop", "both"}
    assert order[4:] == [f"io{number}" for number in range(6)]
    assert order == [each.program.key for each in balanced(PROGRAMS[::-1])]


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr(sys, "argv", ["balance", *map(str, words)])
    return main()


def test_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels, out, plot = (tmp_path / name for name in ("labels.jsonl", "out.jsonl", "plot.svg"))
    append(labels, [*PROGRAMS, labelled("empty").model_copy(update={"sites": ()})])
    assert run(monkeypatch, labels, "--out", out, "--share", "0.5", "--plot", plot) == 0
    assert len(list(read(out, Labelled))) == 5
    assert f"| {IO} | 70.0% | 40.0% |" in capsys.readouterr().out
    assert json.loads(out.with_name("out.jsonl.manifest.json").read_text())["shares"]["Nothing pays"] == [0.1, 0.2]
    assert b"<svg" in plot.read_bytes()
    assert run(monkeypatch, tmp_path / "none.jsonl", "--out", out) == 2
    assert "no such file" in capsys.readouterr().err
