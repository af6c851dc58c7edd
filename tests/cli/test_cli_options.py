"""`--set`, and which workspace's settings apply."""

from pathlib import Path
from typing import Any

import pytest

from perfcoder_lsp.cli.options import load_settings, parse_assignments, workspace_of
from perfcoder_lsp.errors import UsageError


@pytest.mark.parametrize(
    ("assignments", "tree"),
    [
        ([], {}),
        (["budget_s=5"], {"budget_s": 5}),
        (["measure.budget_s=2.5", "measure.max_pairs=8"], {"measure": {"budget_s": 2.5, "max_pairs": 8}}),
        (['build.flags=["-O3", "-g"]'], {"build": {"flags": ["-O3", "-g"]}}),
        (["build.compiler=clang++"], {"build": {"compiler": "clang++"}}),
        (["measure.instructions=true"], {"measure": {"instructions": True}}),
        (["a.b=x=y"], {"a": {"b": "x=y"}}),
        (["budget_s=5", "budget_s=6"], {"budget_s": 6}),
    ],
)
def test_assignments_are_toml_values_or_plain_words(assignments: list[str], tree: dict[str, Any]) -> None:
    assert parse_assignments(assignments) == tree


@pytest.mark.parametrize("assignments", [["budget_s"], ["=5"], ["a..b=1"], [".a=1"], ["a=1", "a.b=2"]])
def test_what_is_no_assignment_is_refused(assignments: list[str]) -> None:
    with pytest.raises(UsageError, match=r"^--set "):
        parse_assignments(assignments)


def test_the_nearest_settings_file_above_the_source_applies(tmp_path: Path) -> None:
    inner = tmp_path / "project" / "module"
    inner.mkdir(parents=True)
    assert workspace_of(inner / "a.cpp") is None
    (tmp_path / "project" / ".perfcoder.toml").write_text("budget_s = 7\n", "utf-8")
    assert workspace_of(inner / "a.cpp") == tmp_path / "project"
    assert load_settings(inner / "a.cpp", None).budget_s == 7
    assert load_settings(inner / "a.cpp", ["budget_s=8"]).budget_s == 8
    (inner / ".perfcoder.toml").write_text("budget_s = 9\n", "utf-8")
    assert load_settings(inner / "a.cpp", None).budget_s == 9


def test_a_bad_flag_is_blamed_on_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^command line: setting measure\.budget_s"):
        load_settings(tmp_path / "a.cpp", ["measure.budget_s=soon"])
