"""How each tool did on a program, kept in a file that goes on, and both side by side."""

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Literal, get_args

from perfcoder_lsp.cli.suites.result import EFFECTIVE
from perfcoder_lsp.text import Frozen

Tool = Literal["clang-tidy", "human", "perfcoder"]
"""A person: the first of the answers that a suite has for the program."""


class Score(Frozen):
    """What a tool's edits of one program were worth: `none` made, they do `not build`, the program is `different` (all
    that the gates saw), it is not `known` whether it is the same, or it is `equal`, at so many times the speed (1 where
    no gain was measured). `cpu_s` is what it took to find them; `judging_s` the wall time of building, comparing and
    timing."""

    tool: Tool
    program: str
    end: Literal["none", "not build", "different", "unknown", "equal", "refused"]
    speedup: float = 1.0
    cpu_s: float = 0.0
    judging_s: float = 0.0
    note: str = ""


def read_scores(file: Path) -> list[Score]:
    """A last line cut short is dropped."""
    text = file.read_text("utf-8") if file.exists() else ""
    return [Score.model_validate_json(line) for line in text[: text.rfind("\n") + 1].splitlines()]


def add_scores(file: Path, scores: Sequence[Score]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.writelines(f"{each.model_dump_json()}\n" for each in scores)


def table(scores: Sequence[Score]) -> str:
    """Over the programs that both could be judged on."""
    refused = {each.program for each in scores if each.end == "refused"}
    kept = [each for each in scores if each.program not in refused]
    tools = [[each for each in kept if each.tool == tool] for tool in get_args(Tool)]
    rows = (
        ("programs", [f"{len(mine)}" for mine in tools]),
        ("with edits", [f"{sum(each.end != 'none' for each in mine)}" for mine in tools]),
        ("edits that do not build", [f"{sum(each.end == 'not build' for each in mine)}" for mine in tools]),
        ("different on some input", [f"{sum(each.end == 'different' for each in mine)}" for mine in tools]),
        ("not decided", [f"{sum(each.end == 'unknown' for each in mine)}" for mine in tools]),
        (f"effective (equal, ≥ {EFFECTIVE}×)", [_share(mine) for mine in tools]),
        ("mean speedup", [f"{fmean(each.speedup for each in mine):.2f}×" if mine else "" for mine in tools]),
        ("CPU s to find, per program", [f"{fmean(each.cpu_s for each in mine):.2f}" if mine else "" for mine in tools]),
        (
            "s to judge, per program",
            [f"{fmean(each.judging_s for each in mine):.1f}" if mine else "" for mine in tools],
        ),
    )
    lines = [f"| | {' | '.join(get_args(Tool))} |", "|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows)])


def _share(scores: Sequence[Score]) -> str:
    count = sum(each.end == "equal" and each.speedup >= EFFECTIVE for each in scores)
    return f"{count} ({100 * count / max(1, len(scores)):.1f} %)"
